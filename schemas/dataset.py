"""The dataset: its tables in order, and the file that holds one document with all its rows.

`TABLES` is the registry from which the CSV columns, the JSON Schemas and the documentation are
derived; a row type added there appears in all of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from pydantic import Field

from schemas.acts import (
    Agreement,
    AgreementTerm,
    Article,
    Attendance,
    Deliberation,
    Grant,
    Imputation,
    Proposal,
    Visa,
)
from schemas.facts import (
    Action,
    Amount,
    BudgetLine,
    Cell,
    Document,
    Indicator,
    Kind,
    Part,
    Printed,
    Row,
    Section,
    Table,
)
from schemas.findings import Check, Finding
from schemas.packed import Packed, join, pack

_Entry = TypeVar("_Entry")

TABLES: dict[str, type[Row]] = {
    "documents": Document,
    "parts": Part,
    "sections": Section,
    "actions": Action,
    "budget_lines": BudgetLine,
    "indicators": Indicator,
    "deliberations": Deliberation,
    "attendance": Attendance,
    "visas": Visa,
    "articles": Article,
    "imputations": Imputation,
    "proposals": Proposal,
    "grants": Grant,
    "agreements": Agreement,
    "agreement_terms": AgreementTerm,
    "tables": Table,
    "cells": Cell,
    "amounts": Amount,
    "findings": Finding,
    "checks": Check,
}
"""Every table by name, in the order of the dataset."""

NESTED = ("documents", "actions", "budget_lines", "tables", "cells")
FLAT = tuple(name for name in TABLES if name not in NESTED)
"""The tables whose rows a document holds as they are."""


def columns(row: type[Row]) -> tuple[str, ...]:
    """The columns of a table: its own first, the evidence (page, box, raw) last."""
    evidence = tuple(Printed.model_fields) if issubclass(row, Printed) else ()
    own = tuple(name for name in row.model_fields if name not in evidence)
    return own + evidence


class DocumentFacts(Row):
    """What `normalize` tells of one document: its identity, its rows, what it could not read."""

    kind: Kind = "autre"
    departement_code: str | None = None
    departement_name: str | None = None
    entity_code: str | None = None
    entity_name: str | None = None
    title: str | None = None
    number: str | None = None
    date: dt.date | None = None
    year: int | None = None
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    actions: tuple[Action, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    deliberations: tuple[Deliberation, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    visas: tuple[Visa, ...] = ()
    articles: tuple[Article, ...] = ()
    imputations: tuple[Imputation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    grants: tuple[Grant, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    agreement_terms: tuple[AgreementTerm, ...] = ()
    tables: tuple[Table, ...] = ()
    cells: tuple[Cell, ...] = ()
    amounts: tuple[Amount, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[str, ...] = Field((), description="in French, one sentence each")


class ActionEntry(Action):
    """An action with its budget."""

    budget_lines: tuple[BudgetLine, ...] = ()


class TableEntry(Table):
    """A table with its cells, row by row."""

    cells: tuple[Cell, ...] = ()


class DocumentFile(Document):
    """One document with everything read in it: the file `documents/<document_id>.json`.

    Money and other exact figures are decimals written as strings; dates are ISO 8601.
    """

    reader: str = Field(description="program that read it: version and fingerprint of its code")
    manner: str = Field("", description="how pages without readable text are read, and with what")
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    actions: tuple[ActionEntry, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    deliberations: tuple[Deliberation, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    visas: tuple[Visa, ...] = ()
    articles: tuple[Article, ...] = ()
    imputations: tuple[Imputation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    grants: tuple[Grant, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    agreement_terms: tuple[AgreementTerm, ...] = ()
    tables: tuple[TableEntry, ...] = ()
    amounts: tuple[Amount, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[str, ...] = ()

    def rows(self, table: str) -> Iterator[Row]:
        """The rows that it gives to a table of the dataset; they may carry more than its columns.

        Raises KeyError on a name that is not in TABLES.
        """
        if table not in TABLES:
            raise KeyError(table)
        if table == "documents":
            yield self
        elif table == "budget_lines":
            for action in self.actions:
                yield from action.budget_lines
        elif table == "cells":
            for entry in self.tables:
                yield from entry.cells
        else:
            yield from getattr(self, table)


def nest(document: Document, facts: DocumentFacts, reader: str, manner: str = "") -> DocumentFile:
    """One document with its rows, budget lines under their action and cells under their table.

    Raises ValueError when two actions or two tables bear one id, when a budget line names no
    action or a cell no table: a row that no reader would find again is never written.
    """
    lines: dict[str, list[BudgetLine]] = _entries(action.action_id for action in facts.actions)
    for line in facts.budget_lines:
        _under(lines, line.action_id, "action").append(line)
    cells: dict[str, list[Sequence[Cell]]] = _entries(table.table_id for table in facts.tables)
    many = 1 if isinstance(facts.cells, Packed) else None
    for key, together in groupby(facts.cells, attrgetter("table_id")):
        _under(cells, key, "table").append(pack(together, many))
    return DocumentFile.model_construct(
        **_fields(document),
        reader=reader,
        manner=manner,
        actions=tuple(
            ActionEntry.model_construct(
                **_fields(action), budget_lines=tuple(lines[action.action_id])
            )
            for action in facts.actions
        ),
        tables=tuple(
            TableEntry.model_construct(**_fields(table), cells=join(cells[table.table_id]))
            for table in facts.tables
        ),
        warnings=facts.warnings,
        **{name: getattr(facts, name) for name in FLAT},
    )


def unnest(file: DocumentFile) -> DocumentFacts:
    """The facts that a file was made of, findings and checks left out: what `nest` took in."""
    flat = {name: getattr(file, name) for name in FLAT if name not in ("findings", "checks")}
    identity = (
        *("kind", "departement_code", "departement_name", "entity_code", "entity_name"),
        *("title", "number", "date", "year"),
    )
    return DocumentFacts.model_construct(
        **{name: getattr(file, name) for name in identity},
        actions=tuple(Action.model_construct(**_fields(action, Action)) for action in file.actions),
        budget_lines=tuple(line for action in file.actions for line in action.budget_lines),
        tables=tuple(Table.model_construct(**_fields(table, Table)) for table in file.tables),
        cells=join([table.cells for table in file.tables]),
        warnings=file.warnings,
        **flat,
    )


def _entries(keys: Iterable[str]) -> dict[str, list[_Entry]]:
    entries: dict[str, list[_Entry]] = {}
    for key in keys:
        if key in entries:
            raise ValueError(f"two rows of the document bear the id {key!r}")
        entries[key] = []
    return entries


def _under(entries: dict[str, list[_Entry]], key: str, kind: str) -> list[_Entry]:
    if key not in entries:
        raise ValueError(f"a row names {kind} {key!r}, which the document does not have")
    return entries[key]


def _fields(row: Row, kind: type[Row] | None = None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (kind or type(row)).model_fields}
