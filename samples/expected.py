"""The tables that a printed report must yield, from its facts and the pages of its anchors.

The columns bear the names of the dataset; spaces are plain ones, superscripts on the line.
`action_id` is the rank of the action in the report.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from samples.blocks import Grid, Heading, columns, placed
from samples.budgets import line_anchor
from samples.facts import Figure, Group, IndicatorTable, Measure
from samples.indicators import row_anchor
from samples.markup import plain
from samples.numbering import Place, number_of
from samples.render import Printed
from samples.story import action_key, measure_key

Row = dict[str, object]
COLUMNS = {
    "actions": (
        "action_id number title measure_number measure_title group fiche_action start partners "
        "duration consumption_rate consumption_rate_as_of page description results outlook"
    ),
    "budget_lines": "action_id phase role funder origin year amount state page",
    "indicators": "section_number label qualifier year kind value unit state comment page",
    "sections": "number title level page",
    "documents": "kind departement_code title date pages text_layer status",
    "tables": "table_id page page_end caption unit rows columns header_rows ruling",
    "cells": "table_id row column row_span column_span header value",
    "planted": "rule action_id number stated computed difference",
}

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def tables(printed: Printed) -> dict[str, list[Row]]:
    """Every table, by name; `planted` only where there is something to find."""
    found = {
        "documents": [_document(printed)],
        "actions": list(_actions(printed)),
        "budget_lines": list(_budget_lines(printed)),
        "indicators": list(_indicators(printed)),
        "sections": list(_sections(printed)),
        "tables": list(_tables(printed)),
        "cells": list(_cells(printed)),
    }
    if printed.report.planted:
        found["planted"] = list(_planted(printed))
    return found


def texts(printed: Printed) -> dict[str, str]:
    """The same as CSV files, by file name."""
    return {f"{name}.csv": _csv(name, rows) for name, rows in tables(printed).items()}


def write(printed: Printed, folder: Path) -> None:
    """Writes the CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(printed).items():
        (folder / name).write_text(text, encoding="utf-8")


def _csv(name: str, rows: Iterable[Row]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS[name].split(), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: "" if v is None else v for key, v in row.items()} for row in rows)
    return out.getvalue()


def iso(date: str) -> str | None:
    """`31/12/2022` or `31 décembre 2022` as ISO 8601."""
    if not date:
        return None
    day, month, year = plain(date).replace("1er", "1").replace("/", " ").split()
    number = int(month) if month.isdigit() else MONTHS.index(month) + 1
    return f"{year}-{number:02}-{int(day):02}"


def _document(printed: Printed) -> Row:
    return {
        "kind": "rapport_execution",
        "departement_code": printed.report.code,
        "title": plain(printed.report.title),
        "date": iso(printed.report.date),
        "pages": printed.pages.total,
        "text_layer": "native",
        "status": "ok",
    }


def _measures(printed: Printed) -> Iterator[tuple[Group, Measure, Place]]:
    for g, group in enumerate(printed.report.groups, 1):
        for m, measure in enumerate(group.measures, 1):
            yield group, measure, Place(g, None if measure.title is None else m)


def _placed_actions(printed: Printed) -> Iterator[tuple[Group, Measure, Place]]:
    bare: dict[int, int] = {}
    for group, measure, place in _measures(printed):
        before = bare.get(place.group, 0) if place.measure is None else 0
        for rank, _ in enumerate(measure.actions, before + 1):
            yield group, measure, Place(place.group, place.measure, rank)
        if place.measure is None:
            bare[place.group] = before + len(measure.actions)


def _actions(printed: Printed) -> Iterator[Row]:
    scheme, order = printed.layout.numbering, printed.layout.order
    pairs = zip(printed.report.actions, _placed_actions(printed), strict=True)
    for rank, (action, (group, measure, place)) in enumerate(pairs, 1):
        shown = {
            name: getattr(action, name) if name in order else ""
            for name in ("start", "partners", "duration", "description", "results", "outlook")
        }
        above = _heading_above(group, measure, place)
        yield {
            "action_id": rank,
            "number": number_of(scheme, place),
            "title": plain(action.title),
            "measure_number": above and number_of(scheme, above[1]),
            "measure_title": above and plain(above[0]),
            "group": group.kind,
            "fiche_action": action.fiche if "description" in order else None,
            "consumption_rate": None if action.rate is None else f"{action.rate:f}",
            "consumption_rate_as_of": None if action.rate is None else iso(action.as_of),
            "page": printed.pages.first[action_key(rank)],
            **{name: _words(value) for name, value in shown.items()},
        }


def _heading_above(group: Group, measure: Measure, place: Place) -> tuple[str, Place] | None:
    """The measure of an action: its own, or the heading above where that names no group."""
    if measure.title:
        return measure.title, Place(place.group, place.measure)
    return None if group.kind else (group.title, Place(place.group))


def _words(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return plain(value)
    return "\n".join(plain(text.lstrip("- ")) for text in value)


def _budget_lines(printed: Printed) -> Iterator[Row]:
    for rank, action in enumerate(printed.report.actions, 1):
        for line in action.lines:
            anchor = line_anchor(action_key(rank), action, line)
            if anchor not in printed.pages.first:
                continue
            yield {
                "action_id": rank,
                "phase": line.phase,
                "role": line.role,
                "funder": line.funder,
                "origin": line.origin,
                "year": line.year,
                "amount": None if line.amount is None else f"{line.amount:.2f}",
                "state": line.state,
                "page": printed.pages.first[anchor],
            }


def _indicators(printed: Printed) -> Iterator[Row]:
    scheme = printed.layout.numbering
    actions = list(zip(printed.report.actions, _placed_actions(printed), strict=True))
    rank = 0
    for _, measure, place in _measures(printed):
        if measure.indicators:
            number = number_of(scheme, place)
            yield from _of_table(printed, measure.indicators, number, measure_key(place))
        for action in measure.actions:
            number = number_of(scheme, actions[rank][1][2])
            rank += 1
            if action.indicators:
                yield from _of_table(printed, action.indicators, number, action_key(rank))


def _of_table(
    printed: Printed, table: IndicatorTable, number: str | None, key: str
) -> Iterator[Row]:
    for rank, row in enumerate(table.rows):
        for (year, kind), figures in zip(table.columns, row.cells, strict=True):
            for figure in figures:
                yield {
                    "section_number": number,
                    "label": plain(row.label),
                    "year": year,
                    "kind": kind,
                    "comment": plain(row.comment),
                    "page": printed.pages.first[row_anchor(key, rank)],
                    **_figure(figure),
                }


def _figure(figure: Figure) -> Row:
    return {
        "qualifier": figure.qualifier,
        "value": None if figure.value is None else f"{figure.value:f}",
        "unit": figure.unit,
        "state": figure.state,
    }


def _sections(printed: Printed) -> Iterator[Row]:
    for block in printed.blocks:
        if isinstance(block, Heading):
            yield {
                "number": block.number,
                "title": plain(block.title),
                "level": block.level,
                "page": printed.pages.first[block.anchor],
            }


def _grids(printed: Printed) -> Iterator[tuple[int, Grid]]:
    grids = (block for block in printed.blocks if isinstance(block, Grid))
    return enumerate(grids, 1)


def _tables(printed: Printed) -> Iterator[Row]:
    for number, grid in _grids(printed):
        yield {
            "table_id": number,
            "page": printed.pages.first[grid.anchor],
            "page_end": printed.pages.last[grid.anchor],
            "caption": plain(grid.caption),
            "unit": grid.unit,
            "rows": len(grid.rows),
            "columns": columns(grid),
            "header_rows": grid.header_rows,
            "ruling": grid.ruling,
        }


def _cells(printed: Printed) -> Iterator[Row]:
    for number, grid in _grids(printed):
        for row, column, cell in placed(grid):
            yield {
                "table_id": number,
                "row": row,
                "column": column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "header": str(row < grid.header_rows).lower(),
                "value": plain(cell.text),
            }


def _planted(printed: Printed) -> Iterator[Row]:
    titles = [action.title for action in printed.report.actions]
    numbers = [number_of(printed.layout.numbering, p) for _, _, p in _placed_actions(printed)]
    for planted in printed.report.planted:
        rank = titles.index(planted.action)
        yield {
            "rule": planted.rule,
            "action_id": rank + 1,
            "number": numbers[rank],
            "stated": planted.stated,
            "computed": planted.computed,
            "difference": planted.difference,
        }
