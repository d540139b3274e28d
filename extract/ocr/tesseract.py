"""Tesseract with the data of a language, where it is installed: the second pair of eyes."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from PIL import Image

from extract.ocr.shapes import Grey
from schemas.errors import UsageError

PROGRAM = "tesseract"
PATIENCE = 300  # seconds for the lines of one page
ONE_LINE = "7"
CODE = re.compile(r"[A-Za-z]{3,8}(?:[_/][A-Za-z]+)*")  # as Tesseract names its data


@cache
def installed(language: str) -> bool:
    """Whether Tesseract is there with the data of this language, or of these: `fra+oci`."""
    return set(language.split("+")) <= known()


@cache
def known() -> frozenset[str]:
    """The languages that Tesseract has the data of; none where it is not there."""
    return frozenset(_said("--list-langs").split("\n")[1:]) - {""}


def require_language(language: str, there: Collection[str]) -> None:
    """Raises UsageError on what names no language, and where Tesseract has no data of one."""
    asked = language.split("+")
    odd = next((each for each in asked if not CODE.fullmatch(each)), None)
    if odd is not None:
        raise UsageError(
            f"« {language} » ne nomme pas de langue : écrivez fra, ou fra+deu pour plusieurs."
        )
    missing = [each for each in asked if each not in there]
    if missing:
        names = " ".join(f"tesseract-ocr-{each.replace('_', '-')}" for each in missing)
        several = "des langues" if len(missing) > 1 else "de la langue"
        raise UsageError(
            f"Tesseract n'a pas les données {several} « {' », « '.join(missing)} » "
            f"(Debian : apt install {names})."
        )


@cache
def told_version(language: str) -> str:
    """The first line of what it says of itself, and its language; empty where it is not there."""
    said = next(iter(_said("--version").splitlines()), "")
    return f"{said} {language}" if said else ""


def _said(option: str) -> str:
    program = shutil.which(PROGRAM)
    if program is None:
        return ""
    try:
        said = subprocess.run(
            [program, option], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout + said.stderr


class Tesseract:
    """Reads pictures of single lines, all in one call."""

    name = PROGRAM

    def __init__(self, language: str) -> None:
        self.language = language
        self.version = told_version(language)

    def texts(self, lines: Sequence[Grey], dpi: float) -> list[str]:
        """What each line says; empty where it reads nothing or fails."""
        if not lines:
            return []
        with tempfile.TemporaryDirectory(prefix="quitus-") as folder:
            file = Path(folder) / "lines.tif"
            first, *rest = [Image.fromarray(line) for line in lines]
            first.save(file, save_all=True, append_images=rest, dpi=(dpi, dpi))
            table = _run(file, dpi, self.language)
        return _texts(table, len(lines))


def _run(file: Path, dpi: float, language: str) -> str:
    command = [PROGRAM, str(file), "-", "-l", language, "--psm", ONE_LINE]
    command += ["--dpi", str(round(dpi)), "-c", "debug_file=/dev/null", "tsv"]
    said = subprocess.run(
        command,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return said.stdout.decode("utf-8", "replace")


def _texts(table: str, count: int) -> list[str]:
    found: list[list[str]] = [[] for _ in range(count)]
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        word, page = (row.get("text") or "").strip(), row.get("page_num") or ""
        if word and page.isdigit() and 0 < int(page) <= count:
            found[int(page) - 1].append(word)
    return [" ".join(words) for words in found]
