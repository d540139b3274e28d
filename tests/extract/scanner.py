"""A flat-bed scanner: pages of a PDF as grey JPEG pictures, askew and noisy."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter


def scan(
    source: Path,
    out: Path,
    *,
    pages: tuple[int, ...] = (1,),
    dpi: int = 200,
    skew: float = 0.6,
    noise: float = 8.0,
    quality: int = 60,
    turn: int = 0,
) -> None:
    """Writes the scan of these pages (from 1), turned clockwise by `turn` degrees."""
    document = pypdfium2.PdfDocument(source)
    sheets = []
    for number in pages:
        sheet = document[number - 1].render(scale=dpi / 72, grayscale=True).to_pil()
        sheet = sheet.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        soft = sheet.filter(ImageFilter.GaussianBlur(0.4 * dpi / 200))
        grain = np.random.default_rng(number).normal(0, noise, (soft.height, soft.width))
        grey = 250 - (250 - np.asarray(soft, np.float64)) * 0.95 + grain
        file = io.BytesIO()
        picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
        picture.rotate(-turn, expand=True).save(file, "JPEG", quality=quality)
        sheets.append(Image.open(file))
    document.close()
    sheets[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=sheets[1:])
