"""The page reader: a PDF, page by page, as words, rules and backgrounds with their places.

Pages are read one at a time and released after use, so that memory does not grow with their
number.
"""

from __future__ import annotations

import ctypes as c
import mmap
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from extract.glyphs import Glyphs, read_glyphs
from extract.pdfium import Canvas, canvas_of
from extract.sight import set_apart_unseen
from extract.splitting import split_at_rules
from extract.strokes import Strokes, read_strokes
from schemas.errors import UnreadableDocument
from schemas.printed import PrintedPage

ENCRYPTION = re.compile(rb"/Encrypt(?![A-Za-z])")
ENCRYPTED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
# Annotations that print text of their own: free text, stamps, form fields.
SPEAKING = (3, 13, 20)


@contextmanager
def open_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """An open document; raises UnreadableDocument with what the user can do."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(error, path) from error
    except OSError as error:
        cause = error.strerror or "introuvable"
        raise UnreadableDocument("damaged", f"Fichier illisible : {cause}.") from error
    try:
        yield document
    finally:
        document.close()


Again = Callable[[pypdfium2.PdfDocument, PrintedPage], PrintedPage]
"""Reads a page again, by other means; gives the page as it was where it has nothing better."""


def read_pages(
    path: Path, most: int | None = None, again: Again | None = None
) -> Iterator[PrintedPage]:
    """Every page of the file at `path`, in order; a file of more than `most` is not begun."""
    with open_pdf(path) as document:
        if most is not None and len(document) > most:
            raise UnreadableDocument(
                "too_large",
                f"Document de {len(document)} pages, plus que les {most} admises : "
                "découpez-le, ou relancez avec --max-pages plus grand.",
            )
        for index in range(len(document)):
            page = read_page(document, index)
            yield again(document, page) if again is not None else page


def read_page(document: pypdfium2.PdfDocument, index: int) -> PrintedPage:
    """One page, by its 0-based index; a page that PDFium cannot load comes back empty."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return _lost(index)
    try:
        unprinted = " ".join(_unprinted(page.raw))
        page = _with_annotations(document, index, page)
        canvas = canvas_of(page.raw)
        glyphs = read_glyphs(page.raw, index + 1, canvas)
        strokes = read_strokes(page.raw, canvas)
        set_apart_unseen(page.raw, canvas, glyphs, strokes)
    finally:
        page.close()
    printed = _printed(index + 1, canvas, glyphs, strokes)
    if not unprinted:
        return printed
    shown = " ".join(unprinted.split())[:60]
    warning = f"Page {index + 1} : champ ou note sans apparence imprimée, non lu (« {shown} »)."
    return replace(printed, warnings=(*printed.warnings, warning))


def _printed(number: int, canvas: Canvas, glyphs: Glyphs, strokes: Strokes) -> PrintedPage:
    area = canvas.width * canvas.height
    return PrintedPage(
        number=number,
        width=canvas.width,
        height=canvas.height,
        words=tuple(split_at_rules(glyphs.words, strokes.rules, glyphs.seams)),
        rules=tuple(strokes.rules),
        fills=tuple(strokes.fills),
        image_share=min(strokes.image_area / area, 1.0) if area else 0.0,
        unmapped=glyphs.unmapped,
        hidden=glyphs.hidden,
        warnings=tuple(_warnings(number, glyphs, strokes)),
        aside=tuple(glyphs.aside),
    )


def _lost(index: int) -> PrintedPage:
    message = f"Page {index + 1} : illisible (objet de page endommagé)."
    return PrintedPage(index + 1, 0.0, 0.0, (), (), (), 0.0, 0, warnings=(message,))


def _warnings(number: int, glyphs: Glyphs, strokes: Strokes) -> Iterator[str]:
    if glyphs.oblique:
        yield f"Page {number} : texte oblique laissé de côté (« {glyphs.oblique[:60]} »)."
    if glyphs.masked:
        yield f"Page {number} : texte masqué laissé de côté (« {glyphs.masked[:60]} »)."
    if glyphs.crossed:
        shown = glyphs.crossed[:60]
        yield f"Page {number} : chiffres imprimés sur d'autres mots, incertains (« {shown} »)."
    if glyphs.doubted:
        shown = glyphs.doubted[:60]
        yield f"Page {number} : chiffres barrés ou coupés, incertains (« {shown} »)."
    if strokes.too_many:
        yield f"Page {number} : dessin trop dense, filets lus en partie."


def _with_annotations(document: pypdfium2.PdfDocument, index: int, page: Any) -> Any:
    """Print form fields, stamps and free text into the page, so that they are read as text."""
    count = pdfium_c.FPDFPage_GetAnnotCount(page.raw)
    if not any(_speaks(page.raw, number) for number in range(min(count, 5000))):
        return page
    if pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _unprinted(page: Any) -> Iterator[str]:
    """What form fields and free text hold whose looks the file leaves to the viewer."""
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), 5000)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            speaks = pdfium_c.FPDFAnnot_GetSubtype(annotation) in SPEAKING
            if speaks and not pdfium_c.FPDFAnnot_HasKey(annotation, b"AP"):
                yield from filter(None, (_string(annotation, key) for key in (b"Contents", b"V")))
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _string(annotation: Any, key: bytes) -> str:
    """What an entry of an annotation says; empty where there is none."""
    room = (c.c_uint16 * 512)()
    size = pdfium_c.FPDFAnnot_GetStringValue(annotation, key, room, 1024)
    return bytes(room)[: max(min(size, 1024) - 2, 0)].decode("utf-16-le", "replace").strip()


def _speaks(page: Any, number: int) -> bool:
    annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return False
    subtype = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    pdfium_c.FPDFPage_CloseAnnot(annotation)
    return subtype in SPEAKING


def _unreadable(error: pypdfium2.PdfiumError, path: Path) -> UnreadableDocument:
    if getattr(error, "err_code", None) in ENCRYPTED and _names_encryption(path):
        return UnreadableDocument(
            "encrypted",
            "Document protégé par un mot de passe : déverrouillez-le, puis relancez la lecture.",
        )
    return UnreadableDocument(
        "damaged",
        "Document endommagé ou tronqué : demandez-en une autre copie à son auteur.",
    )


def _names_encryption(path: Path) -> bool:
    """Whether the file says that it is encrypted.

    Where PDFium has no reason of its own to refuse a file, it gives that of the file before.  The
    entry stands in the trailer or in the dictionary of a cross-reference stream, neither of
    which is ever compressed (ISO 32000-1, 7.5.5 and 7.5.8).
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return ENCRYPTION.search(data) is not None
