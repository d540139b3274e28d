"""Small PDFs made on the spot."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WORDS = "Rapport d'exécution de la convention, budget prévisionnel : 12 000,00 €"


def write_pdf(path: Path, pages: int = 1, words: str = WORDS, password: str | None = None) -> Path:
    """A PDF with a line of text on each page; no text where `words` is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), pagesize=A4, encrypt=password, invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 11)
        if words:
            canvas.drawString(72, 700, f"{words} (page {number + 1})")
        canvas.showPage()
    canvas.save()
    return path


def write_bad(folder: Path) -> dict[str, str]:
    """A folder of files that are no readable PDF: their error by name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "note.pdf").write_text("Ceci est une note.\n", encoding="utf-8")
    (folder / "page.PDF").write_text("<!DOCTYPE html><html></html>", encoding="utf-8")
    whole = write_pdf(folder / "tronque.pdf", pages=3)
    whole.write_bytes(whole.read_bytes()[:200])
    write_pdf(folder / "secret.pdf", password="secret")
    write_pdf(folder / "blanc.pdf", words="")
    return {
        "vide.pdf": "empty",
        "note.pdf": "not_a_pdf",
        "page.PDF": "not_a_pdf",
        "tronque.pdf": "damaged",
        "secret.pdf": "encrypted",
        "blanc.pdf": "no_text",
    }
