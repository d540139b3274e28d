"""A flat-bed scanner: pages of a PDF as grey JPEG pictures, askew and noisy."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from extract.reader import read_page

PAPER = 250


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
) -> None:
    """Writes the scan of these pages (from 1; None: all), turned clockwise by `turn` degrees.

    `faded` is the part of their blackness that ruling lines have lost, in stretches of a line.
    """
    document = pypdfium2.PdfDocument(source)
    chosen = range(1, len(document) + 1) if pages is None else pages
    sheets = (_sheet(document, number, dpi, skew, noise, faded) for number in chosen)
    whole = pypdfium2.PdfDocument.new()
    for sheet in sheets:
        file = io.BytesIO()
        sheet.rotate(-turn, expand=True).save(file, "JPEG", quality=quality)
        _add(whole, file, dpi)
    whole.save(out)
    document.close()


def _sheet(
    document: pypdfium2.PdfDocument, number: int, dpi: int, skew: float, noise: float, faded: float
) -> Image.Image:
    chance = np.random.default_rng(number)
    drawn = document[number - 1].render(scale=dpi / 72, grayscale=True).to_numpy()
    grey = drawn.reshape(drawn.shape[:2]).copy()
    if faded:
        _fade(grey, document, number, dpi, faded, chance)
    sheet = Image.fromarray(grey).rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.4 * dpi / 200)), np.float64)
    grain = chance.normal(0, noise, soft.shape)
    level = PAPER - (PAPER - soft) * 0.95 + grain
    return Image.fromarray(np.clip(level, 0, 255).astype(np.uint8))


def _fade(
    grey: Any,
    document: pypdfium2.PdfDocument,
    number: int,
    dpi: int,
    faded: float,
    chance: np.random.Generator,
) -> None:
    """Ruling lines lose their blackness, and all of it over a point here and there."""
    scale = dpi / 72
    for rule in read_page(document, number - 1).rules:
        x0, top = int(rule.x0 * scale) - 1, int(rule.top * scale) - 1
        x1, bottom = int(rule.x1 * scale) + 2, int(rule.bottom * scale) + 2
        part = grey[max(top, 0) : bottom, max(x0, 0) : x1].astype(np.float64)
        long = part.shape[0 if rule.vertical else 1]
        lost = np.full(long, faded)
        for start in range(0, long, int(30 * scale)):
            gap = start + int(chance.integers(0, max(int(28 * scale), 1)))
            lost[gap : gap + int(scale)] = 1.0
        shape = (-1, 1) if rule.vertical else (1, -1)
        paler = 255 - (255 - part) * (1 - lost.reshape(shape))
        grey[max(top, 0) : bottom, max(x0, 0) : x1] = paler.astype(np.uint8)


def _add(whole: pypdfium2.PdfDocument, file: io.BytesIO, dpi: int) -> None:
    """A page that is this JPEG picture."""
    wide, high = (side * 72 / dpi for side in Image.open(file).size)
    file.seek(0)
    image = pypdfium2.PdfImage.new(whole)
    image.load_jpeg(file)
    image.set_matrix(pypdfium2.PdfMatrix().scale(wide, high))
    page = whole.new_page(wide, high)
    page.insert_obj(image)
    page.gen_content()
    page.close()
