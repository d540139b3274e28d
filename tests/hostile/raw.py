"""PDFs written object by object, so that they can lie."""

import zlib
from pathlib import Path

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
LINE = b"BT /F1 11 Tf 72 700 Td (Le rapport tient sur une page.) Tj ET"


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    if packed:
        content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
    head = b"<< /Length %d %s >>" % (len(content), entries)
    return head + b"\nstream\n" + content + b"\nendstream"


def write_raw(path: Path, changes: dict[int, bytes] | None = None, trailer: bytes = b"") -> Path:
    """A PDF of one page with a line of text, some of its objects replaced or added."""
    objects = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(LINE), 5: FONT} | (changes or {})
    made = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(made)
    size = max(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        made += b"%010d 00000 %b \n" % (places.get(number, 0), b"n" if number in places else b"f")
    made += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (size, trailer)
    made += b"startxref\n%d\n%%%%EOF\n" % start
    path.write_bytes(made)
    return path


def mapping(codes: dict[int, int]) -> bytes:
    """A ToUnicode map from codes of one byte."""
    lines = b"".join(b"<%02X> <%04X>\n" % pair for pair in codes.items())
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        + b"%d beginbfchar\n%bendbfchar\n" % (len(codes), lines)
        + b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
