"""Footnotes: small lines at the foot of a page that a mark opens."""

from __future__ import annotations

from collections.abc import Sequence

from extract.blocks import Setting
from extract.lines import Line
from extract.marks import NOTE

SMALL = 0.93  # times the size of the running text
FOOT = 0.5  # part of the page's height below which footnotes stand


def note_lines(lines: Sequence[Line], setting: Setting, height: float) -> set[int]:
    """id() of the lines of a page that are footnotes."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda each: -each.baseline):
        if line.size > SMALL * setting.size or line.baseline < FOOT * height:
            break
        found.append(line)
    found.reverse()
    opening = next((index for index, line in enumerate(found) if _opens(line)), None)
    return set() if opening is None else {id(line) for line in found[opening:]}


def _opens(line: Line) -> bool:
    """Whether a footnote begins: a raised mark, or a figure or asterisk before words."""
    first = line.words[0]
    if first.raised and first.raised[0][0] == 0:
        return True
    if len(line.words) > 1 and first.size < 0.85 * line.words[1].size:
        return True
    found = NOTE.match(line.text)
    return bool(found) and line.text[found.end() if found else 0].isalpha()
