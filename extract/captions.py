"""Captions: the lines that announce a table are taken into it, out of the running text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.blocks import Group
from extract.caption_marks import announces_table, is_unit_line
from extract.shelf import put_away
from schemas.printed import PrintedTable, Text

LONGEST_TITLE = 160  # characters of a title printed in a row of the table itself
CENTRED = 1.5  # times the size by which the middles of a title and its table differ
NEAR = 3.2  # times the size: the widest gap between a title or a unit's line and its table


def with_captions(groups: Sequence[Group], is_heading: Callable[[Group], bool]) -> list[Group]:
    """The groups with each caption taken into its table, out of the running text."""
    below = _below_is_usual(groups)
    taken: set[int] = set()
    for index, each in enumerate(groups):
        if each.table is None:
            continue
        found = _above(groups, index, taken, below)
        if not any(announces_table(groups[at].text.value) for at in found):
            found += _below(groups, index, taken, below)
        if all(is_unit_line(groups[at].text.value) for at in found):
            title = index - len(found) - 1
            if title >= 0 and title not in taken and _is_title(groups[title], each.table):
                found = found if is_heading(groups[title]) else [title, *found]
        taken.update(found)
        caption = put_away(Text.join([groups[at].text for at in found]))
        each.table = replace(each.table, caption=caption or _title_row(each.table))
    return [each for index, each in enumerate(groups) if index not in taken]


def _above(groups: Sequence[Group], index: int, taken: set[int], below: bool) -> list[int]:
    """Positions of the caption and the unit's line that stand just above a table."""
    table = groups[index].table
    assert table is not None
    found: list[int] = []
    for at in _before(groups, index):
        if at in taken or not _is_line(groups[at]):
            break
        text = groups[at].text
        if not found and is_unit_line(text.value) and _stands_near(text, table):
            found.append(at)
        elif announces_table(text.value) and not (below and _follows_table(groups, at)):
            found.append(at)
            break
        else:
            break
    return found[::-1]


def _before(groups: Sequence[Group], index: int) -> list[int]:
    """The two positions before a table, footnotes of the page before left out."""
    found = [at for at in range(max(index - 8, 0), index) if groups[at].role != "note"]
    return found[:-3:-1]


def _below(groups: Sequence[Group], index: int, taken: set[int], below: bool) -> list[int]:
    """Position of the caption that stands just below a table, if it announces no other one."""
    at = index + 1
    if at >= len(groups) or at in taken or not _is_line(groups[at]):
        return []
    if not announces_table(groups[at].text.value):
        return []
    return [at] if below or not _precedes_table(groups, at) else []


def _below_is_usual(groups: Sequence[Group]) -> bool:
    """Whether captions stand below their tables in this document."""
    captions = [at for at, each in enumerate(groups) if _is_caption(each)]
    over = sum(_precedes_table(groups, at) for at in captions)
    under = sum(_follows_table(groups, at) for at in captions)
    return under > over


def _is_caption(group: Group) -> bool:
    return _is_line(group) and announces_table(group.text.value)


def _is_line(group: Group) -> bool:
    return group.table is None and group.role in ("text", "bullet")


def _precedes_table(groups: Sequence[Group], at: int) -> bool:
    """Whether a table follows, with at most a unit's line between."""
    for following in groups[at + 1 : at + 3]:
        if following.table is not None:
            return True
        if not (_is_line(following) and is_unit_line(following.text.value)):
            return False
    return False


def _follows_table(groups: Sequence[Group], at: int) -> bool:
    return at > 0 and groups[at - 1].table is not None


def _stands_near(text: Text, table: PrintedTable) -> bool:
    """Whether a line stands just above a table, on its page."""
    size = text.pieces[-1].word.size
    return text.page == table.page and table.box.top - text.box.bottom < NEAR * size


def _is_title(group: Group, table: PrintedTable) -> bool:
    """Whether a short line without number is set as the title of the table just below it."""
    text = group.text
    value = text.value.strip()
    if not _is_line(group) or group.mark or len(group.lines) > 2 or len(value) > LONGEST_TITLE:
        return False
    if not value or value[0].islower() or value.endswith((".", ":", ";", ",")):
        return False
    size, box = group.head.size, text.box
    apart = (table.box.x0 + table.box.x1 - box.x0 - box.x1) / 2
    within = box.x0 > table.box.x0 - size and box.x1 < table.box.x1 + size
    centred = abs(apart) < CENTRED * size and box.x0 > table.box.x0 + 2 * size
    slanted = all(word.italic for line in group.lines for word in line.words)
    return within and _stands_near(text, table) and (centred or slanted or text.bold)


def _title_row(table: PrintedTable) -> Text:
    """The title that a table prints in a first row of one cell; empty when it has none."""
    first = next((cell for cell in table.cells if cell.row == 0), None)
    if first is None or table.columns < 2 or table.rows <= first.row_span:
        return Text()
    whole = first.column_span == table.columns and 0 < len(first.text) <= LONGEST_TITLE
    return first.text if whole else Text()


def missing_tables(groups: Sequence[Group]) -> list[str]:
    """One warning for each caption that announces a table which was not found."""
    texts = [each.text for each in groups if _is_caption(each)]
    return [
        f"Page {text.page} : le tableau annoncé n'a pas été trouvé (« {text.value[:80].strip()} »)."
        for text in texts
    ]
