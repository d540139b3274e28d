"""A copy of a scan whose text can be searched, made by OCRmyPDF."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pypdfium2
import pypdfium2.raw as pdfium_c

from export.french import trouble
from extract.ocr.tesseract import known, require_language
from extract.reader import open_pdf
from quitus.intake import admit, identify
from quitus.urls import is_remote, local_path
from schemas.errors import UnreadableDocument, UsageError

# Exit statuses of OCRmyPDF, as it documents them.
UNREADABLE, MISSING, INVALID, UNWRITTEN, TOOL, ENCRYPTED = 2, 3, 4, 5, 7, 8
PATIENCE = 6 * 3600.0  # seconds
FULL = re.compile(r"no (?:space|room)|disk full|Errno 28", re.IGNORECASE)
PROGRAMS = ("tesseract", "ghostscript", "gs", "unpaper", "pngquant", "jbig2", "qpdf")


@dataclass(frozen=True, slots=True)
class Copy:
    """What was made of a PDF."""

    pages: int
    with_text: int  # pages that had text of their own, and are as they were
    signed: bool  # the original bears a signature, which no copy does

    def told(self) -> str:
        """In one or two French sentences."""
        read = self.pages - self.with_text
        if not read:
            said = "toutes les pages avaient déjà du texte"
        else:
            said = f"{read} page{'s' if read > 1 else ''} reconnue{'s' if read > 1 else ''}"
            said += f", {self.with_text} avec leur propre texte" if self.with_text else ""
        sign = " Elle ne porte plus la signature électronique de l'original : gardez-le."
        return f"{said}.{sign if self.signed else ''}"


def make(file: str, out: str, language: str, workers: int | None = None) -> Copy:
    """Writes `out`: the pages of `file`, those without text with an invisible layer of it.

    Whole or not at all.  Raises UsageError where something is missing, and says what to install;
    UnreadableDocument where the PDF cannot be worked on.
    """
    source, target = _here(file), _here(out)
    require(source, target, language)
    copy = _examined(source)
    with _beside(target) as folder:
        made = Path(folder) / "copy.pdf"
        _check(_run(source, made, language, workers, signed=copy.signed), source)
        os.replace(made, target)
    return copy


def _here(text: str) -> Path:
    if is_remote(text):
        raise UsageError(
            f"« {text} » est une adresse : quitus ocr lit et écrit des fichiers de cette machine."
        )
    return Path(local_path(text))


def require(file: Path, out: Path, language: str) -> None:
    """Raises UsageError where a program or a file is missing."""
    if not file.is_file():
        raise UsageError(f"« {file} » n'est pas un fichier : indiquez un PDF.")
    if out.is_dir():
        raise UsageError(f"« {out} » est un dossier : indiquez avec -o le nom de la copie.")
    if out.exists() and out.samefile(file):
        raise UsageError("La copie remplacerait l'original : indiquez un autre fichier avec -o.")
    if find_spec("ocrmypdf") is None:
        raise UsageError("quitus ocr demande OCRmyPDF : pip install 'quitus[ocr]'.")
    if which("tesseract") is None:
        raise UsageError(
            "quitus ocr demande Tesseract, qui n'est pas installé "
            "(Debian : apt install tesseract-ocr tesseract-ocr-fra)."
        )
    require_language(language, known())


def _examined(file: Path) -> Copy:
    """What the PDF is; raises UnreadableDocument where it is none, or is closed."""
    try:
        (source,) = identify([file], file.parent)
        admit(source)
        with open_pdf(file) as document:
            texts = [_has_text(document, index) for index in range(len(document))]
            signed = pdfium_c.FPDF_GetSignatureCount(document.raw) > 0
    except UnreadableDocument as error:
        told = error.message if file.name in error.message else f"{file.name} : {error.message}"
        raise UnreadableDocument(error.error, told) from error
    return Copy(len(texts), sum(texts), signed)


def _has_text(document: pypdfium2.PdfDocument, index: int) -> bool:
    try:
        return bool(document[index].get_textpage().count_chars() > 0)
    except pypdfium2.PdfiumError:
        return False


def _beside(out: Path) -> TemporaryDirectory[str]:
    """A folder on the disk of the copy; raises UsageError where none can be made."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return TemporaryDirectory(prefix=".quitus-", dir=out.parent, ignore_cleanup_errors=True)
    except OSError as error:
        where = (
            error.filename if error.filename and ".quitus-" not in error.filename else out.parent
        )
        raise UsageError(
            f"« {out} » ne peut pas être écrit ({where} : {trouble(error)}) : "
            "choisissez un autre dossier avec -o, ou vérifiez les droits."
        ) from error


def _run(
    file: Path, out: Path, language: str, workers: int | None, *, signed: bool
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ocrmypdf", "--quiet", "--language", language]
    # Pages with text of their own stay as they are; PDF/A would ask for Ghostscript.
    command += ["--skip-text", "--rotate-pages", "--output-type", "pdf"]
    command += ["--invalidate-digital-signatures"] if signed else []
    command += ["--jobs", str(workers)] if workers else []
    try:
        return subprocess.run(
            [*command, str(file.resolve()), str(out.resolve())],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
            env={
                **os.environ,
                "TMPDIR": str(out.parent.resolve()),
            },  # goes away with it, whatever ends it
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            "timeout",
            f"{file.name} demande plus de {PATIENCE / 3600:.0f} heures : découpez-le, "
            "puis recommencez.",
        ) from error


def _check(done: subprocess.CompletedProcess[str], file: Path) -> None:
    """Raises what OCRmyPDF tells, with what to do about it; its own words are English."""
    status, said = done.returncode, done.stderr
    if status == 0:
        return
    if FULL.search(said):
        raise UsageError(f"La copie de {file.name} n'est pas faite : le disque est plein.")
    if status == ENCRYPTED:
        raise UnreadableDocument(
            "encrypted", f"{file.name} est protégé par un mot de passe : déverrouillez-le d'abord."
        )
    if status == UNREADABLE:
        raise UnreadableDocument(
            "damaged", f"{file.name} ne peut pas être lu : demandez-en une autre copie."
        )
    if status == TOOL:
        raise UnreadableDocument(
            "damaged",
            f"Tesseract n'a pas pu lire une page de {file.name}, trop grande ou abîmée : "
            "demandez-en une autre copie, ou retirez cette page.",
        )
    if status == MISSING:
        named = [each for each in PROGRAMS if re.search(rf"\b{each}\b", said, re.IGNORECASE)]
        which_one = f" ({named[0]})" if named else ""
        raise UsageError(
            f"Il manque à OCRmyPDF un programme dont il a besoin{which_one} : installez-le."
        )
    why = {INVALID: "elle ne serait pas valide", UNWRITTEN: "un fichier ne peut pas être écrit"}
    cause = why.get(status, f"OCRmyPDF s'arrête avec le statut {status}")
    raise UsageError(
        f"La copie de {file.name} n'est pas faite, {cause} : essayez sur une autre copie du PDF."
    )
