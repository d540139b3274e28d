"""Figures in the many forms that Unicode has for them, as the plain ones that they print."""

from __future__ import annotations

import unicodedata

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
ZERO = ord("0")


def spell_figures(codes: Integers) -> None:
    """Old-style, wide and foreign figures as the plain ones that they print, in place.

    Old-style figures have U+F730 to U+F739 in the list of glyphs that Adobe publishes.

    >>> codes = np.array([0xF734, 0xFF17, 0x664, 0x1D7DF, 0x35])
    >>> spell_figures(codes)
    >>> "".join(map(chr, codes.tolist()))
    '47475'
    """
    for code in np.unique(codes[codes > 0x600]).tolist():
        plain = _plain(code)
        if plain != code:
            codes[codes == code] = plain


def _plain(code: int) -> int:
    if 0xF730 <= code <= 0xF739:
        return code - 0xF730 + ZERO
    if 0xFF01 <= code <= 0xFF5E:  # wide forms of ASCII
        return code - 0xFEE0
    value = unicodedata.decimal(chr(code), None) if code <= 0x10FFFF else None
    return code if value is None else ZERO + value
