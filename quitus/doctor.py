"""Says what is installed, what is missing and what that costs."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

from quitus.fingerprint import reader

NEEDED = (
    "pypdfium2",
    "numpy",
    "openpyxl",
    "pyarrow",
    "duckdb",
    "pydantic",
    "regex",
    "pillow",
    "matplotlib",
    "rapidfuzz",
    "rich",
    "typer",
)
NO_OCR = "les pages numérisées ne sont pas lues : pip install rapidocr onnxruntime"
ONE_READER = (
    "les chiffres des pages numérisées sont relus par le même moteur sur une autre image, "
    "au lieu d'un second moteur (Debian : apt install tesseract-ocr tesseract-ocr-fra)"
)
TESTS = "les essais du projet qui le demandent ne se font pas ; quitus n'en a pas besoin"
OPTIONAL = {
    "rapidocr": NO_OCR,
    "onnxruntime": NO_OCR,
    "opencv": NO_OCR,
    "pdfplumber": (
        "pas de seconde lecture des pages natives (ingest --second-reading) : "
        "pip install 'quitus[second]'"
    ),
    "ocrmypdf": "pas de copie de scan où chercher (quitus ocr) : pip install 'quitus[ocr]'",
    "distributed": "pas de lecture sur un cluster (--cluster) : pip install 'quitus[cluster]'",
    "s3fs": "ni dossiers ni jeux de données s3://… : pip install 'quitus[remote]'",
    "camelot-py": (
        "pas de seconde lecture des tableaux à filets (ingest --second-reading) : "
        "pip install 'quitus[second]'"
    ),
}
PROGRAMS = {
    "tesseract": (("tesseract",), ONE_READER),
    "LibreOffice": (("soffice", "libreoffice"), TESTS),
    "Chromium": (("chromium", "chromium-browser", "google-chrome"), TESTS),
}
# A module under the name of whichever package brings it.
PACKAGES = {"opencv": ("opencv-python-headless", "opencv-python", "opencv-contrib-python")}
PATIENCE = 20  # seconds that a program has to say its version


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the installation; `cost` says what its absence takes away, in French."""

    name: str
    version: str | None
    needed: bool
    cost: str = ""


def examine() -> list[Found]:
    """Every part that the program uses or could use."""
    found = [
        Found("quitus", reader(), True),
        Found("python", platform.python_version(), True),
    ]
    found += [Found(name, _package(name), True, "quitus ne marche pas") for name in NEEDED]
    found += [Found(name, _package(name), False, cost) for name, cost in OPTIONAL.items()]
    found += [Found(name, _program(names), False, cost) for name, (names, cost) in PROGRAMS.items()]
    if found[-len(PROGRAMS)].version:  # Tesseract is there: in which languages?
        found.append(_languages())
    return found


def _languages() -> Found:
    """The languages of Tesseract; none where it cannot read French."""
    from extract.ocr.tesseract import known

    there = known() - {"osd", "equ"}
    said = ", ".join(sorted(there)) if "fra" in there else None
    return Found("tesseract, langues", said, False, ONE_READER)


def as_text(found: list[Found]) -> str:
    """One line per part."""
    width = max(len(part.name) for part in found)
    lines = []
    for part in found:
        said = part.version or f"absent : {part.cost}"
        lines.append(f"{part.name.ljust(width)}  {said}")
    return "\n".join(lines)


def as_json(found: list[Found]) -> str:
    """The same for programs."""
    return json.dumps([asdict(part) for part in found], ensure_ascii=False, indent=1)


def _package(name: str) -> str | None:
    for each in PACKAGES.get(name, (name,)):
        try:
            return version(each)
        except PackageNotFoundError:
            continue
    return None


def _program(names: tuple[str, ...]) -> str | None:
    path = next((path for name in names if (path := shutil.which(name))), None)
    if path is None:
        return None
    try:
        said = subprocess.run(
            [path, "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = (said.stdout or said.stderr).splitlines()
    return lines[0].strip() if lines else path
