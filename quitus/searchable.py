"""A copy of a scan whose text can be searched, made by OCRmyPDF."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from extract.ocr.tesseract import installed
from schemas.errors import UnreadableDocument, UsageError

# Exit statuses of OCRmyPDF, as it documents them.
MISSING, UNREADABLE, ENCRYPTED = 3, (2, 7), 8
PATIENCE = 6 * 3600.0  # seconds


def make(file: Path, out: Path, language: str, workers: int | None = None) -> None:
    """Writes `out`: the pages of `file`, those without text with an invisible layer of it.

    Whole or not at all.  Raises UsageError where something is missing, and says what to install;
    UnreadableDocument where the PDF cannot be worked on.
    """
    require(file, out, language)
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".quitus-", dir=out.parent) as folder:
        made = Path(folder) / out.name
        _check(_run(file, made, language, workers), file)
        os.replace(made, out)


def require(file: Path, out: Path, language: str) -> None:
    """Raises UsageError where a program or a file is missing."""
    if not file.is_file():
        raise UsageError(f"« {file} » n'est pas un fichier : indiquez un PDF.")
    if out.exists() and out.samefile(file):
        raise UsageError("La copie remplacerait l'original : indiquez un autre fichier avec -o.")
    if find_spec("ocrmypdf") is None:
        raise UsageError("quitus ocr demande OCRmyPDF : pip install 'quitus[ocr]'.")
    if which("tesseract") is None:
        raise UsageError(
            "quitus ocr demande Tesseract, qui n'est pas installé "
            "(Debian : apt install tesseract-ocr tesseract-ocr-fra)."
        )
    if not installed(language):
        names = " ".join(f"tesseract-ocr-{each}" for each in language.split("+"))
        raise UsageError(
            f"Tesseract n'a pas les données de la langue « {language} » "
            f"(Debian : apt install {names})."
        )


def _run(
    file: Path, out: Path, language: str, workers: int | None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ocrmypdf", "--quiet", "--language", language]
    # Pages with text of their own stay as they are; PDF/A would ask for Ghostscript.
    command += ["--skip-text", "--rotate-pages", "--output-type", "pdf"]
    command += ["--jobs", str(workers)] if workers else []
    return subprocess.run(
        [*command, str(file), str(out)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )


def _check(done: subprocess.CompletedProcess[str], file: Path) -> None:
    """Raises what OCRmyPDF tells, with what to do about it."""
    if done.returncode == 0:
        return
    said = " ".join(done.stderr.split())[-300:] or f"statut {done.returncode}"
    if done.returncode == ENCRYPTED:
        raise UnreadableDocument(
            "encrypted", f"{file.name} est protégé par un mot de passe : déverrouillez-le d'abord."
        )
    if done.returncode in UNREADABLE:
        raise UnreadableDocument(
            "damaged", f"{file.name} ne peut pas être lu : demandez-en une autre copie ({said})."
        )
    if done.returncode == MISSING:
        raise UsageError(f"Il manque à OCRmyPDF un programme dont il a besoin : {said}")
    raise UsageError(f"OCRmyPDF n'a pas fait la copie : {said}")
