"""A scanner: pages of a PDF as pictures, askew, noisy and worn, packed in several ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from extract.reader import read_page
from samples import picture_pdf, wear
from samples.picture_pdf import Placed
from schemas.printed import PrintedPage

PAPER = 250
STRIPS = 8
Packing = Literal["jpeg", "fax", "jpeg2000", "strips", "layers"]


class Lying(NamedTuple):
    """What wear needs to know of a page: resolution, middles of its figures (points), chance, verso."""

    dpi: float
    figures: Sequence[wear.Place]
    size: tuple[float, float]
    chance: np.random.Generator
    verso: wear.Sheet


Wearing = Callable[[wear.Sheet, Lying], wear.Sheet]


def scan(
    source: Path,
    out: Path,
    *,
    pages: Iterable[int] | None = (1,),
    dpi: int = 200,
    skew: float = 0.6,
    noise: float = 8.0,
    quality: int = 60,
    turn: int = 0,
    faded: float = 0.0,
    pale: float = 0.0,
    worn: Sequence[str] = (),
    packing: Packing = "jpeg",
    declared: float = 1.0,
    entries: str = "",
    text: Callable[[PrintedPage], bytes] | None = None,
) -> None:
    """Writes the scan of these pages (from 1; None: all), turned clockwise by `turn` degrees.

    `faded` is the part of their blackness that ruling lines have lost, in stretches of a line;
    `pale` what they have lost over their whole length.  `worn` names what befell the paper (WEAR);
    a page so worn is in colour.  `declared` is how many times too large the page says it is;
    `entries` go into its dictionary, what `text` makes of the native page into its content.
    """
    document = pypdfium2.PdfDocument(source)
    chosen = range(1, len(document) + 1) if pages is None else pages
    sheets = []
    for number in chosen:
        sheet = _sheet(document, number, dpi, skew, noise, faded, pale, worn, packing == "fax")
        layer = text(read_page(document, number - 1)) if text else b""
        turned = sheet.rotate(-turn, expand=True)
        wide, high = (side * 72 / dpi * declared for side in turned.size)
        sheets.append(
            picture_pdf.Sheet(
                (wide, high), list(_packed(turned, (wide, high), packing, quality)), entries, layer
            )
        )
    picture_pdf.write(out, sheets)
    document.close()


def _sheet(
    document: pypdfium2.PdfDocument,
    number: int,
    dpi: int,
    skew: float,
    noise: float,
    faded: float,
    pale: float,
    worn: Sequence[str],
    fax: bool,
) -> Image.Image:
    chance = np.random.default_rng(number)
    drawn = document[number - 1].render(scale=dpi / 72, grayscale=True).to_numpy()
    grey = drawn.reshape(drawn.shape[:2]).copy()
    if faded or pale:
        _fade(grey, document, number, dpi, faded, pale, chance)
    if worn:
        grey = _worn(grey, document, number, dpi, worn, chance)
    sheet = Image.fromarray(grey).rotate(
        skew, resample=Image.Resampling.BICUBIC, fillcolor=255 if grey.ndim == 2 else (255,) * 3
    )
    if SCANNED.intersection(worn):
        sheet = Image.fromarray(_streaked(np.asarray(sheet, np.float64), dpi, worn))
    soft = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.4 * dpi / 200)), np.float64)
    grain = chance.normal(0, noise, soft.shape)
    level = PAPER - (PAPER - soft) * 0.95 + grain
    picture = np.clip(level, 0, 255).astype(np.uint8)
    if fax:
        if picture.ndim == 3:
            picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        return Image.fromarray(~wear.hard(picture, chance, HARD, SPECKS))
    return Image.fromarray(picture)


def _streaked(sheet: wear.Sheet, dpi: float, worn: Sequence[str]) -> Any:
    """Dust does not turn with the sheet that lies askew."""
    dark, wide = (250.0, 0.7) if "black streaks" in worn else (90.0, 0.4)
    return wear.streaked(sheet, dpi, (0.23, 0.41, 0.77), dark, wide).astype(np.uint8)


SCANNED = frozenset({"streaks", "black streaks"})
HARD, SPECKS = 160, 0.0001  # grey level that is black in a fax; part of its pixels that are wrong


def _worn(
    grey: Any,
    document: pypdfium2.PdfDocument,
    number: int,
    dpi: int,
    worn: Sequence[str],
    chance: np.random.Generator,
) -> Any:
    printed = read_page(document, number - 1)
    figures = [
        ((word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2)
        for word in printed.words
        if sum(map(str.isdigit, word.text)) >= 3
    ]
    other = document[number if number < len(document) else max(number - 2, 0)]
    verso = other.render(scale=dpi / 72, grayscale=True).to_numpy()
    verso = np.repeat(verso.reshape(*verso.shape[:2], 1), 3, axis=2).astype(np.float64)
    lying = Lying(dpi, figures, (printed.width, printed.height), chance, verso)
    sheet = np.repeat(grey[:, :, None], 3, axis=2).astype(np.float64)
    for name in worn:
        if name in SCANNED:
            continue
        sheet = WEAR[name](sheet, lying)
    return np.clip(sheet, 0, 255).astype(np.uint8)


def _figure(lying: Lying, share: float) -> wear.Place:
    """The middle of a figure so far down the page; of the page where it has none."""
    if not lying.figures:
        return lying.size[0] / 2, lying.size[1] * share
    return lying.figures[min(int(share * len(lying.figures)), len(lying.figures) - 1)]


def _stamps(
    sheet: wear.Sheet, lying: Lying, seal: Sequence[int], date: Sequence[int]
) -> wear.Sheet:
    sheet = wear.round_seal(sheet, lying.dpi, _figure(lying, 0.7), seal, 96.0)
    return wear.dated_stamp(sheet, lying.dpi, _figure(lying, 0.3), date)


def _by_hand(sheet: wear.Sheet, lying: Lying) -> wear.Sheet:
    sheet = wear.signed(sheet, lying.dpi, _figure(lying, 0.5), wear.BLUE, 150.0)
    x, y = _figure(lying, 0.9)
    return wear.written(sheet, lying.dpi, (x - 20, y + 12), wear.BLACK, 12)


WEAR: dict[str, Wearing] = {
    "stamps": lambda sheet, lying: _stamps(sheet, lying, wear.BLUE, wear.RED),
    "black stamps": lambda sheet, lying: _stamps(sheet, lying, wear.BLACK, wear.BLACK),
    "hand": _by_hand,
    "shadow": lambda sheet, lying: wear.shaded(sheet, 0.35),
    "lid": lambda sheet, lying: wear.lidded(sheet, lying.dpi),
    "holes": lambda sheet, lying: wear.punched(sheet, lying.dpi),
    "verso": lambda sheet, lying: wear.seen_through(sheet, lying.verso, 0.28),
    "photocopy": lambda sheet, lying: wear.photocopied(sheet, lying.chance, 205.0, 95.0),
    "yellow": lambda sheet, lying: wear.tinted(sheet, (250, 236, 170)),
    "blue": lambda sheet, lying: wear.tinted(sheet, (170, 205, 235)),
    "curved": lambda sheet, lying: wear.curved(sheet, 5.0, lying.dpi),
}


def _packed(
    sheet: Image.Image, size: tuple[float, float], packing: Packing, quality: int
) -> Iterable[Placed]:
    wide, high = size
    whole = (0.0, 0.0, wide, high)
    if packing == "fax":
        yield picture_pdf.fax(sheet, whole)
    elif packing == "jpeg2000":
        yield picture_pdf.jpeg2000(sheet, whole, 20)
    elif packing == "strips":
        for at in range(STRIPS):
            top, bottom = sheet.height * at // STRIPS, sheet.height * (at + 1) // STRIPS
            part = sheet.crop((0, top, sheet.width, bottom))
            step = high / sheet.height
            yield picture_pdf.jpeg(
                part, (0.0, high - bottom * step, wide, (bottom - top) * step), quality
            )
    elif packing == "layers":
        # Mixed raster content: a rough ground, the letters as a mask above it.
        letters = sheet.convert("L").point([0] * 140 + [255] * 116, "1")
        ground = sheet.filter(ImageFilter.MaxFilter(9)).resize(
            (sheet.width // 4, sheet.height // 4)
        )
        yield picture_pdf.jpeg(ground, whole, 30)
        yield picture_pdf.fax(letters, whole, mask=True)
    else:
        yield picture_pdf.jpeg(sheet, whole, quality)


def _fade(
    grey: Any,
    document: pypdfium2.PdfDocument,
    number: int,
    dpi: int,
    faded: float,
    pale: float,
    chance: np.random.Generator,
) -> None:
    """Ruling lines lose their blackness; where `faded`, all of it over a point here and there."""
    scale = dpi / 72
    for rule in read_page(document, number - 1).rules:
        x0, top = int(rule.x0 * scale) - 1, int(rule.top * scale) - 1
        x1, bottom = int(rule.x1 * scale) + 2, int(rule.bottom * scale) + 2
        part = grey[max(top, 0) : bottom, max(x0, 0) : x1].astype(np.float64)
        long = part.shape[0 if rule.vertical else 1]
        lost = np.full(long, max(faded, pale))
        for start in range(0, long if faded else 0, int(30 * scale)):
            gap = start + int(chance.integers(0, max(int(28 * scale), 1)))
            lost[gap : gap + int(scale)] = 1.0
        shape = (-1, 1) if rule.vertical else (1, -1)
        paler = 255 - (255 - part) * (1 - lost.reshape(shape))
        grey[max(top, 0) : bottom, max(x0, 0) : x1] = paler.astype(np.uint8)
