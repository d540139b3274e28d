"""PDF pages that are pictures, as scanners write them: one or several, masks, a text beneath."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

OFFSETS, COUNTS, PHOTOMETRIC = 273, 279, 262  # TIFF 6.0: where the strip lies, how PIL has it


@dataclass(frozen=True)
class Placed:
    """An encoded picture on a page: `box` is left, bottom, width, height in points."""

    entries: str  # of its dictionary, without size and length
    data: bytes
    size: tuple[int, int]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """A page: its size in points, its pictures, what its dictionary and its text say."""

    size: tuple[float, float]
    pictures: Sequence[Placed]
    entries: str = ""
    text: bytes = b""
    fonts: str = field(default="<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                               "/Encoding /WinAnsiEncoding >> >>")  # fmt: skip


Box = tuple[float, float, float, float]


def jpeg(picture: Image.Image, box: Box, quality: int) -> Placed:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    space = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    entries = f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode"
    return Placed(entries, file.getvalue(), picture.size, box)


def jpeg2000(picture: Image.Image, box: Box, rate: int) -> Placed:
    file = io.BytesIO()
    picture.save(file, "JPEG2000", quality_mode="rates", quality_layers=[rate])
    return Placed("/Filter /JPXDecode", file.getvalue(), picture.size, box)


def fax(picture: Image.Image, box: Box, *, mask: bool = False) -> Placed:
    """Of mode `1`, in CCITT group 4; a mask paints its black in black and leaves the rest."""
    file = io.BytesIO()
    picture.save(file, "TIFF", compression="group4", strip_size=1 << 30)
    tags = Image.open(file).tag_v2  # type: ignore[attr-defined]
    start, count = tags[OFFSETS][0], tags[COUNTS][0]
    black = "true" if tags[PHOTOMETRIC] else "false"
    kind = "/ImageMask true /Decode [1 0]" if mask else "/ColorSpace /DeviceGray"
    if mask:
        black = "true" if black == "false" else "false"
    entries = (
        f"{kind} /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms "
        f"<< /K -1 /Columns {picture.width} /Rows {picture.height} /BlackIs1 {black} >>"
    )
    return Placed(entries, file.getvalue()[start : start + count], picture.size, box)


def write(out: Path, sheets: Sequence[Sheet]) -> None:
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    pages = []
    for sheet in sheets:
        names = []
        for picture in sheet.pictures:
            wide, high = picture.size
            head = f"/Type /XObject /Subtype /Image /Width {wide} /Height {high} {picture.entries}"
            objects.append(_stream(head, picture.data))
            names.append(f"/I{len(objects)} {len(objects)} 0 R")
        drawn = "\n".join(
            f"q {w:.3f} 0 0 {h:.3f} {x:.3f} {y:.3f} cm {name.split()[0]} Do Q"
            for name, (x, y, w, h) in zip(names, (p.box for p in sheet.pictures), strict=True)
        )
        objects.append(_stream("", sheet.text + b"\n" + drawn.encode()))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.size[0]:.2f} {sheet.size[1]:.2f}] "
            f"{sheet.entries} /Resources << /XObject << {' '.join(names)} >> /Font {sheet.fonts} >> "
            f"/Contents {len(objects)} 0 R >>".encode()
        )
        pages.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(pages)}] >>".encode()
    out.write_bytes(_file(objects))


def _stream(head: str, data: bytes) -> bytes:
    return f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    file += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(file + f"startxref\n{start}\n%%EOF\n".encode())
