"""Headings and their levels: by number, by typography, by both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.blocks import Group, Setting
from extract.caption_marks import is_unit_line, opens_caption
from extract.marks import Mark, anatomy, fold, heading_number, is_opening, rank
from extract.shelf import put_away
from schemas.printed import Block, PrintedSection, Text

LONGEST = 260  # characters of a heading
LONGEST_PLAIN = 150  # of one that has no number
MOST_LINES = 5
ALWAYS = 0.8  # part of the bold bullets of one kind that are headings, where they are
BIGGER = 1.1  # times the size of the running text
VALUE = re.compile(r"[:=]\s*[-–—(]?\s*\d")
MOST_COVERS = 4  # pages before the text, at most
COVER_LINES = 3  # lines of one block of a cover, at most
RIGHT_HALF = 0.42  # part of the width of the text behind which signatures stand
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


def heading_bullets(groups: Sequence[Group], setting: Setting) -> frozenset[str]:
    """Bullets that this document sets before its headings: bold lines, each above some text."""
    found: dict[str, list[bool]] = {}
    bold = [_is_bold_bullet(each) for each in groups]
    for index, each in enumerate(groups):
        if bold[index] and each.mark:
            following = groups[index + 1] if index + 1 < len(groups) else None
            listed = following is None or following.role == "note" or bold[index + 1]
            found.setdefault(each.mark.text, []).append(not listed)
    return frozenset(
        mark
        for mark, alone in found.items()
        if len(alone) > 1 and sum(alone) >= ALWAYS * len(alone) and not setting.bold
    )


def _is_bold_bullet(group: Group) -> bool:
    if group.role != "bullet" or not group.mark or group.mark.kind != "bullet":
        return False
    return group.bare.bold


def find_heading(
    group: Group, setting: Setting, listed: frozenset[str], bullets: frozenset[str] = frozenset()
) -> Heading | None:
    """The heading that a group of lines is, if it is one.

    `listed`: titles of the contents, folded; `bullets`: those that stand before headings.
    """
    bulleted = group.mark is not None and group.role == "bullet" and group.mark.kind == "bullet"
    if bulleted and group.mark and group.mark.text not in bullets:
        return None
    if bulleted and not _is_bold_bullet(group):
        return None
    if group.role not in ("text", "bullet") or len(group.lines) > MOST_LINES:
        return None
    text = group.bare if bulleted else group.text
    value = text.value.strip()
    if not 2 <= len(value) <= LONGEST or not any(c.isalpha() for c in value):
        return None
    style = _style(group, value)
    in_contents = bool(listed) and fold(value).rstrip(" .:") in listed
    plain = not _stands_out(style, setting) or (group.role == "bullet" and not style.bold)
    if (plain and not in_contents) or opens_caption(value) or is_unit_line(value):
        return None
    mark = heading_number(value)
    made = Heading(group, text, mark, style)
    if in_contents:
        return made
    if mark is None and not bulleted and len(value) > LONGEST_PLAIN:
        return None
    return made if _reads_as_heading(value, mark, style, setting) else None


def _style(group: Group, value: str) -> Style:
    caps = all(c.isupper() for c in value if c.isalpha()) and sum(map(str.isalpha, value)) >= 4
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
    if value.endswith(SENTENCE_END) or value[0] in "([{*":
        return False
    if value[0].islower() or value[0].isdigit():
        return False
    if style.caps and not style.bold and style.size <= setting.size:
        if is_opening(value):
            return True
        words = len(value.split())
        return words >= 2 and not re.search(r"\d", value) and not value.endswith(":")
    return not VALUE.search(value) and "€" not in value


def cover_pages(groups: Sequence[Group], headings: Sequence[Heading | None] = ()) -> frozenset[int]:
    """The first pages of a document of several that hold no text, list, table or contents.

    `headings` are those that the groups are, one for each or None.  A page with a numbered one,
    or with some that stand over text again and again as those of a template do, is no cover, nor
    is what follows.
    """
    last = groups[-1].page if groups else 0
    filled = {each.page for each in groups if _fills_a_page(each)}
    filled |= {each.text.page for each in headings if each is not None and each.mark is not None}
    filled |= _told_again(groups, headings)
    covers: list[int] = []
    for page in range(1, min(last, MOST_COVERS + 1)):
        if page in filled:
            break
        covers.append(page)
    return frozenset(covers)


def _told_again(groups: Sequence[Group], headings: Sequence[Heading | None]) -> set[int]:
    """The pages with titles that come again over other text, where several titles do."""
    over = [
        (fold(heading.text.value), heading.style, heading.text.page)
        for heading, following in zip(headings, groups[1:], strict=False)
        if heading is not None and heading.mark is None and above_text(following)
    ]
    times = Counter(each[:2] for each in over)
    again = {title for title, count in times.items() if count > 1}
    return {page for *title, page in over if tuple(title) in again} if len(again) > 1 else set()


def _fills_a_page(group: Group) -> bool:
    """Whether a block is of those that no cover has."""
    if group.role not in ("text", "bullet") or len(group.lines) > COVER_LINES:
        return True
    value = group.text.value.strip()
    return len(value) > LONGEST_PLAIN and value.endswith(".")


def title_length(
    headings: Sequence[Heading], leading: int, listed: frozenset[str], heads_text: bool
) -> int:
    """How many of the `leading` first headings, with no text before, are the document's title.

    A title stands on the first page, has no number and no place in the contents, and no other
    heading is set as it is, unless that is how the numbered ones are set.  Where the last of
    them `heads_text` and is set smaller than the first, it is the first of the sections.
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
        if heads_text and index == leading - 1 and heading.style.size < headings[0].style.size:
            return index
    return leading


def _twins(one: Heading, other: Heading) -> bool:
    """Unnumbered both, and set in the same way at the same place of the line."""
    if other.mark is not None or one.style != other.style:
        return False
    return one.group.centred == other.group.centred


def is_signature(heading: Heading, setting: Setting) -> bool:
    """Whether a line without number stands in the right half, as names under an act do."""
    group, left = heading.group, heading.group.left
    if heading.mark is not None or heading.style.size >= BIGGER * setting.size:
        return False
    return group.head.box.x0 > left + RIGHT_HALF * (group.right - left) and not group.centred


def opens_bold_text(heading: Heading, following: Group | None, setting: Setting) -> bool:
    """Whether a line without number only begins a passage that is set as it is."""
    if heading.mark is not None or following is None or following.role not in ("text", "bullet"):
        return False
    if heading.style.size >= BIGGER * setting.size or heading.style.caps:
        return False
    value = following.text.value.strip()
    long = len(following.lines) > 1 or following.role == "bullet" or value.endswith(SENTENCE_END)
    return (
        long
        and _style(following, value)[:2] == heading.style[:2]
        and heading.style.bold
        and (following.underlined == heading.group.underlined)
    )


def is_plain(heading: Heading, setting: Setting) -> bool:
    """Whether nothing but capitals tells the heading from the text."""
    style = heading.style
    small = style.size < BIGGER * setting.size
    return heading.mark is None and small and not (style.bold or style.underlined)


def above_text(following: Group | None) -> bool:
    """Whether what follows a heading is text, a list or a table, not another short line."""
    if following is None or following.role == "note":
        return False
    if following.role != "text":
        return True
    value = following.text.value.strip()
    return len(following.lines) > 1 or value.endswith((".", ":", ";", ","))


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
    if mark is not None and mark.kind in anatomy()["apart"]:
        return _apart(headings, stack, mark)
    if mark is not None:
        numbered = _by_number(headings, stack, heading, mark)
        if numbered is not None:
            return numbered
    if mark is None and (peer := _peer(headings, stack, heading)) is not None:
        return peer
    for position in range(len(stack) - 1, -1, -1):
        if _alike(headings[stack[position]], heading):
            return position
    for position in range(len(stack) - 1, -1, -1):
        if _above(headings[stack[position]], heading):
            return position + 1
    return 0


def _by_number(
    headings: Sequence[Heading], stack: list[int], heading: Heading, mark: Mark
) -> int | None:
    """The depth that a number tells: below the one it extends, beside the one it follows."""
    peers = []
    for position in range(len(stack) - 1, -1, -1):
        above = headings[stack[position]].mark
        if above is None:
            continue
        if above.kind != mark.kind:
            if _is_chapter(above, mark):
                return position + 1
            continue
        if mark.text.startswith(above.text + "."):
            return position + 1
        if _prefix(above) == _prefix(mark):
            if rank(mark.text) == rank(above.text) + 1:
                return position
            peers.append(position)
    if peers:
        host = len(stack) - 1
        restarts = rank(mark.text) == 1 and host > peers[0]
        return host + 1 if restarts and _hosts(headings[stack[host]], heading) else peers[0]
    if mark.kind != "dotted":
        return None
    deeper = (
        position
        for position, each in enumerate(stack)
        if (other := headings[each].mark) is not None
        and other.kind == "dotted"
        and other.depth >= mark.depth
    )
    return next(deeper, None)


def _is_chapter(above: Mark, mark: Mark) -> bool:
    """Whether `III` or `C` is the chapter of what is numbered `3.1`."""
    single = above.depth == 1 and above.kind.startswith("mixed")
    dotted = mark.kind == "dotted" and mark.depth > 1
    return single and dotted and rank(above.text) == int(mark.text.partition(".")[0])


def _apart(headings: Sequence[Heading], stack: list[int], mark: Mark) -> int:
    """The depth of an annex: below the heading of all annexes, beside another one, else the top."""
    for position, each in enumerate(stack):
        other = headings[each]
        if other.mark is not None and other.mark.kind == mark.kind:
            return position
        if fold(split_number(other)[1].value).startswith(mark.kind):
            return position + 1
    return 0


def _hosts(host: Heading, first: Heading) -> bool:
    """Whether a numbering that starts again does so below `host`."""
    if host.mark is not None:
        return host.mark.kind in anatomy()["headings"] or host.style.size >= first.style.size
    return host.style.size >= first.style.size and host.style != first.style


def _peer(headings: Sequence[Heading], stack: list[int], heading: Heading) -> int | None:
    """The open numbered heading set as an unnumbered one, where numbered smaller ones are below."""
    smaller = False
    for position in range(len(stack) - 1, -1, -1):
        other = headings[stack[position]]
        if smaller and other.mark is not None and other.style == heading.style:
            return position
        smaller |= other.mark is not None and other.style < heading.style
    return None


def _prefix(mark: Mark) -> str:
    return max(mark.text.rpartition(".")[0], mark.text.rpartition("-")[0], key=len)


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
    kept = put_away(title), put_away(heading.text)
    return PrintedSection(index, parent, level, number, *kept, tuple(blocks))


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
