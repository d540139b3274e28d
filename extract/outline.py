"""Headings and their levels: by number, by typography, by both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.blocks import Group, Setting
from extract.caption_marks import is_unit_line, opens_caption
from extract.marks import Mark, fold, heading_number, is_opening
from schemas.printed import Block, PrintedSection, Text

LONGEST = 260  # characters of a heading
LONGEST_PLAIN = 150  # of one that has no number
MOST_LINES = 5
BIGGER = 1.1  # times the size of the running text
VALUE = re.compile(r"[:=]\s*[-–—(]?\s*\d")
SENTENCE_END = (".", ",", ";")


class Style(NamedTuple):
    """How a heading is set, comparable: the greater stands higher in the outline."""

    size: float
    bold: bool
    caps: bool
    underlined: bool


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """A heading with what places it in the outline."""

    group: Group
    text: Text
    mark: Mark | None
    style: Style


def find_heading(group: Group, setting: Setting, listed: frozenset[str]) -> Heading | None:
    """The heading that a group of lines is, if it is one; `listed`: titles of the contents."""
    if group.role == "bullet" and group.mark and group.mark.kind != "ordered":
        return None
    if group.role not in ("text", "bullet") or len(group.lines) > MOST_LINES:
        return None
    text = group.text
    value = text.value.strip()
    if not 2 <= len(value) <= LONGEST or not any(c.isalpha() for c in value):
        return None
    if opens_caption(value) or is_unit_line(value):
        return None
    mark = heading_number(value)
    style = _style(group, value)
    made = Heading(group, text, mark, style)
    if fold(value).rstrip(" .:") in listed:
        return made
    if not _stands_out(style, setting) or (group.role == "bullet" and not style.bold):
        return None
    return made if _reads_as_heading(value, mark, style, setting) else None


def _style(group: Group, value: str) -> Style:
    letters = [c for c in value if c.isalpha()]
    caps = len(letters) >= 4 and all(c.isupper() for c in letters)
    bold = all(line.bold for line in group.lines)
    return Style(round(group.head.size * 2) / 2, bold, caps, group.underlined)


def _stands_out(style: Style, setting: Setting) -> bool:
    if style.size >= BIGGER * setting.size:
        return True
    if style.size < 0.85 * setting.size:
        return False
    return (style.bold and not setting.bold) or style.caps or style.underlined


def _reads_as_heading(value: str, mark: Mark | None, style: Style, setting: Setting) -> bool:
    if value.endswith((",", ";")):
        return False
    if mark is not None:
        return True
    if len(value) > LONGEST_PLAIN or value.endswith(SENTENCE_END) or value[0] in "([{*":
        return False
    if value[0].islower() or value[0].isdigit():
        return False
    if style.caps and not style.bold and style.size <= setting.size:
        return len(value.split()) >= 2 and not re.search(r"\d", value)
    return not VALUE.search(value) and "€" not in value


def title_length(headings: Sequence[Heading], leading: int, listed: frozenset[str]) -> int:
    """How many of the `leading` first headings, with no text before, are the document's title.

    A title stands on the first page, has no number and no place in the contents, and no other
    heading is set as it is, unless that is how the numbered ones are set.
    """
    later = headings[leading:]
    numbered = {heading.style for heading in later if heading.mark is not None}
    for index, heading in enumerate(headings[:leading]):
        value = fold(heading.text.value).rstrip(" .:")
        if heading.text.page != 1 or heading.mark is not None or value in listed:
            return index
        if is_opening(value):
            return index
        if heading.style not in numbered and any(_twins(heading, other) for other in later):
            return index
    return leading


def _twins(one: Heading, other: Heading) -> bool:
    """Unnumbered both, and set in the same way at the same place of the line."""
    if other.mark is not None or one.style != other.style:
        return False
    return one.group.centred == other.group.centred


def nest(headings: Sequence[Heading]) -> list[tuple[int, int | None]]:
    """Level and parent (by position) of each heading, in order."""
    placed: list[tuple[int, int | None]] = []
    stack: list[int] = []
    for index, heading in enumerate(headings):
        keep = _depth(headings, stack, heading)
        stack = [*stack[:keep], index]
        placed.append((keep + 1, stack[-2] if keep else None))
    return placed


def _depth(headings: Sequence[Heading], stack: list[int], heading: Heading) -> int:
    """How many of the open headings stay open above this one."""
    mark = heading.mark
    if mark is not None and mark.kind == "dotted":
        for position in range(len(stack) - 1, -1, -1):
            above = headings[stack[position]].mark
            if above is None or above.kind != "dotted":
                continue
            if mark.text.startswith(above.text + "."):
                return position + 1
            if _prefix(above) == _prefix(mark):
                return position
        numbered = [
            position
            for position, each in enumerate(stack)
            if (other := headings[each].mark) is not None
            and other.kind == "dotted"
            and other.depth >= mark.depth
        ]
        if numbered:
            return numbered[0]
    if mark is None and (peer := _peer(headings, stack, heading)) is not None:
        return peer
    for position in range(len(stack) - 1, -1, -1):
        if _alike(headings[stack[position]], heading):
            return position
    for position in range(len(stack) - 1, -1, -1):
        if _above(headings[stack[position]], heading):
            return position + 1
    return 0


def _peer(headings: Sequence[Heading], stack: list[int], heading: Heading) -> int | None:
    """The open numbered heading set as an unnumbered one, where numbered smaller ones are below."""
    smaller = False
    for position in range(len(stack) - 1, -1, -1):
        other = headings[stack[position]]
        if smaller and other.mark is not None and other.style == heading.style:
            return position
        smaller |= other.mark is not None and other.style.size < heading.style.size
    return None


def _prefix(mark: Mark) -> str:
    return mark.text.rpartition(".")[0]


def _alike(one: Heading, other: Heading) -> bool:
    """Numbered in the same way, or unnumbered and set in the same way."""
    if (one.mark is None) != (other.mark is None):
        return False
    if one.mark is not None and other.mark is not None:
        return one.mark.kind == other.mark.kind and one.mark.depth == other.mark.depth
    return one.style == other.style


def _above(one: Heading, other: Heading) -> bool:
    """Whether `one` is set as a heading that stands above `other`."""
    if one.style.size != other.style.size:
        return one.style.size > other.style.size
    if one.mark is not None and other.mark is None:
        return True
    if one.mark is not None and other.mark is not None and one.mark.kind == other.mark.kind:
        return one.mark.depth < other.mark.depth
    if one.mark is not None and other.mark is not None:
        return True
    return one.mark is None and other.mark is None and one.style[1:] > other.style[1:]


def section(
    index: int, heading: Heading, place: tuple[int, int | None], blocks: list[Block]
) -> PrintedSection:
    """The section that a heading opens."""
    number, title = split_number(heading)
    level, parent = place
    return PrintedSection(index, parent, level, number, title, heading.text, tuple(blocks))


def split_number(heading: Heading) -> tuple[str, Text]:
    """A heading's number as printed without its last dot, and its title."""
    text = heading.text
    if heading.mark is None:
        return "", _bare(text)
    title = _bare(text.slice(heading.mark.length, len(text)).strip())
    return heading.mark.text + heading.mark.closing, title


def _bare(text: Text) -> Text:
    """Without the colon that some put behind a title."""
    value = text.value.rstrip()
    return text.slice(0, len(value[:-1].rstrip())) if value.endswith(":") else text
