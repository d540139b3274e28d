"""`quitus ocr`: a searchable copy of a scan."""

from __future__ import annotations

from typing import Annotated

import typer

from quitus import console
from schemas.errors import ExitCode

Language = Annotated[
    str, typer.Option("--ocr-language", help="Of scanned pages, as Tesseract names it: fra+oci.")
]


def ocr(
    file: Annotated[str, typer.Argument(help="A scanned PDF.")],
    out: Annotated[str, typer.Option("-o", "--out", help="The copy to write.")],
    language: Language = "fra",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Pages read at a time.")
    ] = None,
) -> None:
    """Write a copy of a scan whose text can be searched and copied.

    Made by OCRmyPDF (pip install 'quitus[ocr]') with Tesseract. Pages with text stay as they are.
    `quitus ingest` needs no such copy: it reads scans itself.
    """
    from quitus.searchable import make

    try:
        copy = make(file, out, language, workers)
    except KeyboardInterrupt:
        console.note("quitus : interrompu, la copie n'est pas écrite.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    console.note(f"Copie écrite : {out} ; {copy.told()}")
