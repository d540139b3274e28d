"""Facts built by hand, for rules to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from reconcile.check import check_document
from reconcile.wording import money
from schemas.dataset import DocumentFacts
from schemas.facts import Action, BudgetLine, Cell, Table
from schemas.findings import Check, Finding

DOCUMENT = "d0"
IDS = {"document_id": DOCUMENT, "part_id": "p1"}


def place(line: int, raw: str = "") -> dict[str, Any]:
    """A place of its own for each line of a page."""
    return {"page": 1, "x0": 50.0, "top": 10.0 * line, "x1": 90.0, "bottom": 10.0 * line + 9.0,
            "raw": raw}  # fmt: skip


def action(action_id: str = "1", **more: Any) -> Action:
    return Action(**IDS, **place(0, "Titre"), action_id=action_id, title="Titre", **more)


def line(
    index: int, phase: str, role: str, printed: str | None, state: str = "stated", **more: Any
) -> BudgetLine:
    """A budget line whose amount is printed as given (`12 670,00`), None for none."""
    amount = None if printed is None else Decimal(printed.replace(" ", "").replace(",", "."))
    fields: dict[str, Any] = {"action_id": "1", **more}
    return BudgetLine(
        **IDS, **place(index, f"{printed} €" if printed else ""), phase=phase, role=role,
        amount=amount, state=state, **fields,
    )  # fmt: skip


def budget(
    total: str, *shares: str | None, phase: str = "planned", first: int = 1, **more: Any
) -> list[BudgetLine]:
    """A total and its shares."""
    lines = [line(first, phase, "total", total, **more)]
    for index, share in enumerate(shares, first + 1):
        state = "stated" if share is not None else "not_applicable"
        lines.append(line(index, phase, "share", share, state, funder_label=f"F{index}", **more))
    return lines


def printed(value: Decimal) -> str:
    return money(value).removesuffix(" €")


def table(
    rows: Sequence[Sequence[str]], header_rows: int = 1, units: Any = None, **more: Any
) -> tuple[Table, list[Cell]]:
    """A table of texts; a text that is a number is read as one, `EUR`, `%` … as printed."""
    described = Table(
        **IDS, **place(0), table_id="t1", rows=len(rows), columns=len(rows[0]),
        header_rows=header_rows, page_end=1, ruling="full", **more,
    )  # fmt: skip
    cells = [
        Cell(
            document_id=DOCUMENT, table_id="t1", row=row, column=column,
            header=row < header_rows, value=text, state="stated" if text else "blank",
            **_number(text), page=1, x0=50.0 * column, top=10.0 * row, x1=50.0 * column + 40,
            bottom=10.0 * row + 9, raw=text,
        )
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]  # fmt: skip
    return described, cells


def _number(text: str) -> dict[str, Any]:
    bare = text.replace(" ", "").replace(",", ".")
    unit = None
    for sign, name in (("%", "%"), ("€", "EUR")):
        if bare.endswith(sign):
            bare, unit = bare[:-1], name
    try:
        return {"number": Decimal(bare), "unit": unit}
    except ArithmeticError:
        return {}


def facts(**rows: Iterable[Any]) -> DocumentFacts:
    return DocumentFacts(**{name: tuple(each) for name, each in rows.items()})


def check(found: DocumentFacts, rule: str) -> tuple[list[Finding], Check | None]:
    """The findings and the counts of one rule; a rule that breaks fails the test."""
    findings, checks = check_document(found, DOCUMENT)
    assert [each.message for each in findings if "n'a pas pu être appliquée" in each.message] == []
    counts = next((each for each in checks if each.rule == rule), None)
    return [each for each in findings if each.rule == rule], counts


def counts(check: Check | None) -> tuple[int, int, int]:
    """Agreed, failed, skipped."""
    return (check.agreed, check.failed, check.skipped) if check else (0, 0, 0)


def row(model: type[Any], index: int = 0, /, **fields: Any) -> Any:
    """A row of the acts, its money given as printed (`12 670,00`)."""
    raw = []
    for name, value in fields.items():
        if isinstance(value, str) and value[:1].isdigit() and name in MONEY:
            raw.append(f"{value} €")
            fields[name] = Decimal(value.replace(" ", "").replace(",", "."))
    more = {"raw": " ".join(raw), "part_id": "p1", **fields}
    spot = {**place(index), **more}
    return model(document_id=DOCUMENT, **spot)


MONEY = ("amount", "authorisation", "available", "balance", "unit_price")
