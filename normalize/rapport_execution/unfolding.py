"""Templates that no heading tells: labels that open a paragraph or stand alone, forms in a table.

`Budget prévisionnel : 30 000 €` in a paragraph, or a table with the parts of the template on the
left and what they say on the right, make the same parts as headings would.  They become sections
here, so that everything after reads one shape; the outline of the document stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from normalize.grids import Grid, grid_of
from normalize.headings import HeadingRole, heading_role
from schemas.printed import Block, PrintedSection, PrintedTable, Text

LABEL = re.compile(r"^\W{0,3}(?P<label>[^:.\n]{4,80}?)\s*(?::(?=\s|$)|$)")
ENOUGH = 2  # different parts that make labels in plain text a template
FORM = 3  # different parts that make a table a form


def unfolded(sections: Sequence[PrintedSection]) -> tuple[PrintedSection, ...]:
    """The outline with a section for each part that a label or the row of a form opens."""
    places: dict[int, int] = {}
    made: list[PrintedSection] = []
    for section in sections:
        own, *parts = _parts(section)
        parent = None if section.parent is None else places[section.parent]
        places[section.index] = len(made)
        made.append(replace(section, index=len(made), parent=parent, blocks=own[1]))
        inside = heading_role(section.title.value) is None
        above = places[section.index] if inside else parent
        level = section.level + 1 if inside else section.level
        for heading, blocks in parts:
            made.append(
                PrintedSection(len(made), above, level, "", heading, heading, tuple(blocks))
            )
    return tuple(made)


def _parts(section: PrintedSection) -> list[tuple[Text, tuple[Block, ...]]]:
    """What stands under a heading, cut at the labels; the first part is the heading's own."""
    cuts = list(_cuts(section))
    if not _is_template(section, cuts):
        return [(section.heading, section.blocks)]
    parts: list[tuple[Text, list[Block]]] = [(section.heading, [])]
    at = 0
    for place, heading, blocks in cuts:
        parts[-1][1].extend(section.blocks[at:place])
        parts.append((heading, list(blocks)))
        at = place + 1
    parts[-1][1].extend(section.blocks[at:])
    return [(heading, tuple(blocks)) for heading, blocks in parts]


def _cuts(section: PrintedSection) -> Iterator[tuple[int, Text, list[Block]]]:
    """Position of each block that opens a part, the part's label and what it says."""
    own = heading_role(section.title.value)
    for place, block in enumerate(section.blocks):
        if block.table is not None:
            for heading, blocks in _form(block.table):
                yield place, heading, blocks
            continue
        label = _label(block)
        if label is None or (
            own is not None and (not label.bold or heading_role(label.value) == own)
        ):
            continue
        yield place, label, _said(block, label)


def _is_template(section: PrintedSection, cuts: Sequence[tuple[int, Text, list[Block]]]) -> bool:
    """Whether labels are parts of the template: several of them, or one in bold in another part."""
    roles = {heading_role(label.value) for _, label, _ in cuts}
    if heading_role(section.title.value) is not None:
        return bool(roles)
    return len(roles) >= ENOUGH


def _label(block: Block) -> Text | None:
    """The label that opens a paragraph, where it is one of the template's parts."""
    if block.kind not in ("paragraph", "bullet", "heading"):
        return None
    found = LABEL.match(block.text.value)
    if found is None or heading_role(found["label"]) is None:
        return None
    return block.text.slice(*found.span("label"))


def _said(block: Block, label: Text) -> list[Block]:
    """What a paragraph says behind its label; a budget keeps the label, which names its amount."""
    role: HeadingRole | None = heading_role(label.value)
    if role is not None and role.startswith("budget"):
        return [block]
    found = LABEL.match(block.text.value)
    rest = block.text.slice(found.end() if found else 0, len(block.text)).strip()
    return [replace(block, kind="paragraph", text=rest)] if rest else []


def _form(table: PrintedTable) -> list[tuple[Text, list[Block]]]:
    """The parts that a table tells row by row: label on the left, text on the right.

    A row with words or figures between the two opens no part; it is read as one line.
    """
    if table.columns < 2:
        return []
    grid = grid_of(table)
    parts: list[tuple[Text, list[Block]]] = []
    for row in range(table.rows):
        label, content = grid.at(row, 0), grid.at(row, table.columns - 1)
        if label is None or content is None or label is content or label.row != row:
            continue
        between = _between(grid, row)
        if between:
            if parts:
                said = Text.join([label.text, *between, content.text], " : ")
                parts[-1][1].append(Block("paragraph", said))
        elif heading_role(label.text.value) is not None:
            parts.append((label.text, list(_lines(content.text))))
        elif parts:
            said = Text.join([label.text, content.text], " : ")
            parts[-1][1].append(Block("paragraph", said))
    roles = {heading_role(heading.value) for heading, _ in parts}
    return parts if len(roles) >= FORM else []


def _between(grid: Grid, row: int) -> list[Text]:
    """What a row says between its label and its last cell."""
    ends = (grid.at(row, 0), grid.at(row, grid.columns - 1))
    middle = [grid.at(row, column) for column in range(1, grid.columns - 1)]
    return [c.text for c in dict.fromkeys(middle) if c is not None and c.text and c not in ends]


def _lines(text: Text) -> Iterator[Block]:
    """The paragraphs of a cell: a printed line that opens in a capital or a sign is a new one."""
    starts = [
        piece.start
        for piece in text.pieces
        if piece.newline and not text.value[piece.start : piece.start + 1].islower()
    ]
    edges = [0, *(start for start in starts if start), len(text)]
    for low, high in pairwise(edges):
        part = text.slice(low, high).strip()
        if part:
            yield Block("paragraph", part)
