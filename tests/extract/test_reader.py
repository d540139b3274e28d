"""The page reader: what is printed on a page made on the spot, and where."""

from pathlib import Path

import pytest
import typst

from extract.document import read_document
from extract.reader import read_pages
from schemas.errors import UnreadableDocument


def set_in_typst(text: str, path: Path) -> Path:
    setting = '#set text(font: "New Computer Modern", lang: "fr", hyphenate: false)\n'
    source = path.with_suffix(".typ")
    source.write_text(setting + text, encoding="utf-8")
    typst.compile(str(source), output=str(path))
    return path


LIGATURES = "Les bénéficiaires de l’offre difficile, raffinée : flux, affluence."


def test_a_ligature_belongs_to_its_word(tmp_path: Path) -> None:
    (page,) = read_pages(set_in_typst(LIGATURES, tmp_path / "a.pdf"))
    words = [word for word in page.words if word.text != ":"]
    assert [word.text for word in words] == LIGATURES.replace(" :", "").split()
    for word in words:
        assert list(word.edges) == sorted(set(word.edges)), word.text
        assert (word.edges[0], word.edges[-1]) == pytest.approx((word.box.x0, word.box.x1))


NO_PAGES = b"""%PDF-1.3
1 0 obj <</Pages 2 0 R /Type /Catalog>> endobj
2 0 obj <</Count 0 /Kids [] /Type /Pages>> endobj
trailer <</Root 1 0 R /Size 3 /ID [<c340> <c340>]>>
"""


def test_a_damaged_file_is_not_called_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(NO_PAGES)
    with pytest.raises(UnreadableDocument) as raised:
        read_document(path)
    assert raised.value.error == "damaged"
