"""The rows that every document gives, whatever its kind: sections, tables, cells, amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from normalize.act import Act
from normalize.amounts import find_amounts
from normalize.captions import table_measure
from normalize.money_cells import money_cells
from normalize.numbers import NumberReading, read_number
from normalize.prose.sentences import flowing
from normalize.running import running
from normalize.states import known_state
from normalize.text import clean
from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Cell, Section, State, Table, lean
from schemas.packed import pack
from schemas.printed import Block, Box, PrintedCell, PrintedTable, Text, union


def place(page: int, box: Box, raw: str) -> dict[str, Any]:
    """The evidence columns of a row."""
    x0, top, x1, bottom = box
    return {
        "page": page,
        "x0": round(x0, 2),
        "top": round(top, 2),
        "x1": round(x1, 2),
        "bottom": round(bottom, 2),
        "raw": raw,
    }


def of_text(text: Text) -> dict[str, Any]:
    """The evidence columns of a row that one text prints."""
    return place(text.page, text.box, text.raw)


def read(act: Act) -> DocumentFacts:
    """Sections, tables, cells and amounts of an act."""
    printed = list(tables(act))
    return DocumentFacts.model_construct(
        sections=tuple(map(lean, sections(act))),
        tables=tuple(lean(table_row(act, *each)) for each in printed),
        cells=pack(lean(cell) for key, _, table in printed for cell in cell_rows(act, key, table)),
        amounts=pack(map(lean, amounts(act))),
    )


def sections(act: Act) -> Iterator[Section]:
    """The outline in reading order."""
    for section in act.printed.sections:
        texts = [block.text for block in section.blocks if block.kind != "table" and block.text]
        page_end = max([section.heading.page_end, *(_last(block) for block in section.blocks)])
        yield Section(
            document_id=act.document_id,
            part_id=act.part_id,
            section_id=act.section_id(section.index),
            parent_id=None if section.parent is None else act.section_id(section.parent),
            level=section.level,
            number=section.number or None,
            title=running(section.title),
            text="\n".join(running(text) for text in texts),
            page_end=page_end,
            **of_text(section.heading),
        )


def _last(block: Block) -> int:
    return block.table.page_end if block.table is not None else block.text.page_end


def numbered_blocks(act: Act) -> Iterator[tuple[str | None, Block]]:
    """Every block in reading order with the id of its section."""
    for block in act.printed.preamble:
        yield None, block
    for section in act.printed.sections:
        for block in section.blocks:
            yield act.section_id(section.index), block


def tables(act: Act) -> Iterator[tuple[str, str | None, PrintedTable]]:
    """Id, section and print of each table, in order."""
    number = act.first_table
    for section, block in numbered_blocks(act):
        if block.table is not None:
            number += 1
            yield f"t{number}", section, block.table


def table_row(act: Act, table_id: str, section: str | None, table: PrintedTable) -> Table:
    """The row that describes a table; its box holds its caption where that is on its first page."""
    measure = table_measure(table)
    caption = table.caption
    box = union([table.box, caption.box]) if caption.page == table.page else table.box
    return Table(
        document_id=act.document_id,
        part_id=act.part_id,
        table_id=table_id,
        section_id=section,
        caption=clean(caption.value) or None,
        unit=measure.unit,
        scale=measure.scale,
        rows=table.rows,
        columns=table.columns,
        header_rows=table.header_rows,
        page_end=table.page_end,
        ruling=table.ruling,
        state="stated" if table.sure else "uncertain",
        **place(table.page, box, caption.raw),
    )


def cell_rows(act: Act, table_id: str, table: PrintedTable) -> Iterator[Cell]:
    """Every cell of a table, empty ones too."""
    negative = _negative(table)
    for cell in table.cells:
        reading = _number(cell, negative)
        yield Cell(
            document_id=act.document_id,
            table_id=table_id,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            header=cell.row < table.header_rows,
            value=clean(cell.text.value),
            number=reading.value if reading else None,
            unit=(reading.unit or None) if reading else None,
            state=_state(cell, reading, sure=table.sure),
            **_cell_place(cell),
        )


def _negative(table: PrintedTable) -> frozenset[int]:
    """The cells that print a sum in parentheses, by identity: negative, as accounts print it."""
    if not any(cell.text.value.startswith("(") for cell in table.cells):
        return frozenset()
    return frozenset(
        id(cell)
        for cell, reading in money_cells(table)
        if reading.state == "stated" and (reading.amount or 0) < 0
    )


def _number(cell: PrintedCell, negative: frozenset[int]) -> NumberReading | None:
    """The number that a cell states; None where it states none."""
    if not any(map(str.isdigit, cell.text.value)):
        return None
    reading = read_number(cell.text.value)
    if reading.value is None:
        return reading if reading.state == "uncertain" else None
    if reading.value > 0 and id(cell) in negative:
        return replace(reading, value=-reading.value, ambiguous=False)
    return reading


def _cell_place(cell: PrintedCell) -> dict[str, Any]:
    return of_text(cell.text) if cell.text else place(cell.page, cell.box, "")


def _state(cell: PrintedCell, reading: NumberReading | None, *, sure: bool) -> State:
    """The state of a cell; where cells are not sure, an empty one may have lost its text."""
    known = known_state(cell.text.value)
    if known is not None and (sure or cell.text):
        return known
    return "stated" if sure and not (reading and reading.ambiguous) else "uncertain"


def amounts(act: Act) -> Iterator[Amount]:
    """Every sum of money in prose and in cells, its currency beside it or over its column."""
    for section in act.printed.sections:
        yield from _in_text([section.heading], act, act.section_id(section.index), None)
    for section_of, group in groupby(numbered_blocks(act), key=itemgetter(0)):
        for block in flowing(block for _, block in group):
            if block.table is None and block.kind != "toc":
                yield from _in_text([block.text], act, section_of, None)
    for table_id, section_of, table in tables(act):
        own_row = any(cell.text is table.caption for cell in table.cells)
        caption = [] if own_row else [table.caption]
        cells = [cell.text for cell in table.cells]
        yield from _in_text(caption + cells, act, section_of, table_id)
        for cell, reading in money_cells(table):
            yield Amount(
                document_id=act.document_id,
                part_id=act.part_id,
                section_id=section_of,
                table_id=table_id,
                amount=reading.amount,
                unit=reading.unit or "EUR",
                context=clean(cell.text.value),
                state=reading.state if table.sure else "uncertain",
                **of_text(cell.text),
            )


def _in_text(
    texts: Sequence[Text], act: Act, section: str | None, table_id: str | None
) -> Iterator[Amount]:
    for text in texts:
        for span in find_amounts(text.value) if text else ():
            yield Amount(
                document_id=act.document_id,
                part_id=act.part_id,
                section_id=section,
                table_id=table_id,
                amount=span.reading.amount,
                unit=span.reading.unit or "EUR",
                context=clean(text.value)[:400],
                state=span.reading.state,
                **of_text(text.slice(span.start, span.end)),
            )
