"""What happens to paper before it is scanned, and to its picture in the scanner.

A sheet is an array of rows, columns and three colours, 0 to 255; each function gives it back
marked.  Lengths are points unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Sheet = npt.NDArray[np.float64]
Place = tuple[float, float]

BLUE, RED, BLACK, VIOLET = (40, 60, 160), (190, 40, 50), (35, 35, 40), (90, 50, 140)
WORDS = ("RECU LE", "12 MARS 2024", "PREFECTURE")  # as stamps have it


def inked(sheet: Sheet, mask: npt.NDArray[Any], colour: Sequence[int]) -> Sheet:
    """The sheet with ink of a colour where a mask of it is, 0 to 1: ink lets through what it covers."""
    part = 1.0 - np.asarray(colour, np.float64) / 255.0
    return sheet * (1.0 - mask[..., None] * part)


def round_seal(sheet: Sheet, dpi: float, place: Place, colour: Sequence[int], size: float) -> Sheet:
    """A round seal around a place: two rings, words around, an emblem."""
    scale = dpi / 72.0
    side = int(size * scale)
    seal = Image.new("L", (side, side))
    pen = ImageDraw.Draw(seal)
    thick = max(int(1.3 * scale), 1)
    pen.ellipse((1, 1, side - 2, side - 2), outline=255, width=thick)
    inner = int(0.27 * side)
    pen.ellipse((inner, inner, side - inner, side - inner), outline=255, width=max(thick // 2, 1))
    letters = "DEPARTEMENT * REPUBLIQUE FRANCAISE * "
    font = ImageFont.load_default(0.10 * side)
    for at, letter in enumerate(letters):
        angle = 360.0 * at / len(letters)
        around = Image.new("L", (side, side))
        ImageDraw.Draw(around).text((side / 2, 0.13 * side), letter, 255, font, anchor="mm")
        seal.paste(255, (0, 0), around.rotate(-angle, Image.Resampling.BICUBIC))
    pen.line((0.5 * side, 0.34 * side, 0.42 * side, 0.66 * side), 255, thick)
    pen.line((0.5 * side, 0.34 * side, 0.60 * side, 0.66 * side), 255, thick)
    pen.arc((0.38 * side, 0.36 * side, 0.62 * side, 0.60 * side), 20, 160, 255, thick)
    return _pressed(sheet, seal, place, scale, colour)


def dated_stamp(
    sheet: Sheet, dpi: float, place: Place, colour: Sequence[int], turn: float = 6.0
) -> Sheet:
    """A framed stamp of three lines around a place, `turn` degrees askew."""
    scale = dpi / 72.0
    wide, high = int(120 * scale), int(52 * scale)
    stamp = Image.new("L", (wide, high))
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((1, 1, wide - 2, high - 2), outline=255, width=max(int(1.5 * scale), 1))
    font = ImageFont.load_default(13 * scale)
    for at, words in enumerate(WORDS):
        pen.text((wide / 2, (at + 0.5) * high / 3), words, 255, font, anchor="mm")
    turned = stamp.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    return _pressed(sheet, turned, place, scale, colour)


def _pressed(
    sheet: Sheet, stamp: Image.Image, place: Place, scale: float, colour: Sequence[int]
) -> Sheet:
    """A stamp around a place, its ink patchy."""
    mask = Image.new("L", (sheet.shape[1], sheet.shape[0]))
    mask.paste(
        stamp, (int(place[0] * scale - stamp.width / 2), int(place[1] * scale - stamp.height / 2))
    )
    chance = np.random.default_rng(int(sum(place)))
    rough = chance.uniform(0.45, 1.0, (sheet.shape[0] // 24 + 1, sheet.shape[1] // 24 + 1))
    patchy = cv2.resize(rough, sheet.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return inked(sheet, np.asarray(mask, np.float64) / 255.0 * np.clip(patchy, 0, 1) * 0.9, colour)


def signed(sheet: Sheet, dpi: float, place: Place, colour: Sequence[int], size: float) -> Sheet:
    """A signature across what stands around a place."""
    scale, chance = dpi / 72.0, np.random.default_rng(7)
    along = np.linspace(0, 1, 240)
    x = place[0] + size * (along - 0.5)
    y = place[1] + size * 0.16 * np.sin(along * 40) * (1 - along) + size * 0.05 * np.sin(along * 9)
    x = x + size * 0.05 * np.cos(along * 40 + chance.uniform(0, 3))
    tail = [(place[0] + size * 0.5, place[1]), (place[0] - size * 0.5, place[1] + size * 0.14)]
    points = [*zip(x, y, strict=True), *tail]
    return _drawn(sheet, [(a * scale, b * scale) for a, b in points], 1.3 * scale, colour)


def written(sheet: Sheet, dpi: float, place: Place, colour: Sequence[int], letters: int) -> Sheet:
    """A note by hand from a place on: strokes that no engine reads."""
    scale, chance = dpi / 72.0, np.random.default_rng(letters)
    for at in range(letters):
        along = np.linspace(0, 1, 24)
        turns, high = chance.uniform(1, 3), chance.uniform(3, 7)
        x = place[0] + 6 * at + 7 * along
        y = place[1] - high * np.abs(np.sin(np.pi * turns * along)) + chance.uniform(-1, 1)
        line = [(a * scale, b * scale) for a, b in zip(x, y, strict=True)]
        sheet = _drawn(sheet, line, 0.9 * scale, colour)
    return sheet


def _drawn(
    sheet: Sheet, points: Sequence[tuple[float, float]], thick: float, colour: Sequence[int]
) -> Sheet:
    mask = Image.new("L", (sheet.shape[1], sheet.shape[0]))
    ImageDraw.Draw(mask).line(points, 255, max(round(thick), 1), joint="curve")
    return inked(sheet, np.asarray(mask, np.float64) / 255.0 * 0.85, colour)


def tinted(sheet: Sheet, colour: Sequence[int]) -> Sheet:
    """On paper of a colour."""
    return sheet * (np.asarray(colour, np.float64) / 255.0)


def shaded(sheet: Sheet, depth: float, fold: float = 0.0) -> Sheet:
    """Uneven light, and the shadow of a fold or a binding at `fold`, a part of the width."""
    rows, columns = sheet.shape[:2]
    across = np.linspace(0, 1, columns)
    light = 1.0 - 0.5 * depth * np.linspace(0, 1, rows)[:, None] * across[None, :]
    light -= depth * np.exp(-(((across - fold) / 0.04) ** 2))[None, :]
    return np.asarray(sheet * np.clip(light, 0, 1)[..., None], np.float64)


def lidded(sheet: Sheet, dpi: float, border: float = 12.0) -> Sheet:
    """The scanner's lid, open: black beyond the sheet at its right and its foot, a bit askew."""
    rows, columns = sheet.shape[:2]
    band, sheet = int(border * dpi / 72.0), sheet.copy()
    corner = [(columns, 0), (columns - band, 0), (columns - band // 2, rows - band),
              (0, rows - band // 2), (0, rows), (columns, rows)]  # fmt: skip
    cv2.fillPoly(sheet, [np.array(corner, np.int32)], (25.0, 25.0, 28.0))
    return sheet


def punched(sheet: Sheet, dpi: float) -> Sheet:
    """Two punch holes at the left, and a staple in the corner."""
    scale, sheet = dpi / 72.0, sheet.copy()
    middle = sheet.shape[0] // 2
    for y in (middle - int(113 * scale), middle + int(113 * scale)):
        cv2.circle(sheet, (int(30 * scale), y), int(8 * scale), (60.0, 60.0, 60.0), -1)
    ends = (int(18 * scale), int(30 * scale)), (int(44 * scale), int(20 * scale))
    cv2.line(sheet, *ends, (90.0, 90.0, 90.0), max(int(1.4 * scale), 1))
    return sheet


def streaked(
    sheet: Sheet, dpi: float, at: Sequence[float], dark: float = 90.0, wide: float = 0.4
) -> Sheet:
    """Dust on the glass of a feeder: lines over the whole height, at these parts of the width."""
    sheet = sheet.copy()
    for place in at:
        x = int(place * sheet.shape[1])
        over = slice(x, x + max(round(wide * dpi / 72.0), 1))
        sheet[:, over] = np.maximum(sheet[:, over] - dark, 0.0)
    return sheet


def seen_through(sheet: Sheet, verso: Sheet, share: float) -> Sheet:
    """The other side of the sheet, mirrored and blurred, as far as the paper lets it through."""
    turned = cv2.GaussianBlur(verso[:, ::-1], (0, 0), 2.0)
    if turned.shape != sheet.shape:
        turned = cv2.resize(turned, sheet.shape[1::-1])
    return np.asarray(sheet * (1.0 - share * (1.0 - turned / 255.0)), np.float64)


def photocopied(sheet: Sheet, chance: np.random.Generator, paper: float, ink: float) -> Sheet:
    """A copy of a copy: letters thick and pale on grey paper, specks of toner."""
    thick = cv2.GaussianBlur(cv2.erode(sheet, np.ones((2, 2), np.uint8)), (0, 0), 0.9)
    level = ink + (paper - ink) * np.clip((thick - 40) / 190.0, 0, 1)
    level[chance.random(level.shape[:2]) < 0.0006] = ink
    return np.asarray(level, np.float64)


def curved(sheet: Sheet, depth: float, dpi: float) -> Sheet:
    """Lines that bend by `depth` points from the middle of the page to its sides."""
    rows, columns = sheet.shape[:2]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    bend = depth * dpi / 72.0 * ((x / columns - 0.5) * 2) ** 2
    return np.asarray(
        cv2.remap(sheet, x, (y + bend).astype(np.float32), cv2.INTER_LINEAR,
                  borderMode=cv2.BORDER_REPLICATE)
    )  # fmt: skip


def hard(grey: npt.NDArray[Any], chance: np.random.Generator, level: float, specks: float) -> Any:
    """Black and white alone: what is lighter than a level is lost, specks are kept."""
    black = grey < level
    black ^= chance.random(grey.shape) < specks
    return black
