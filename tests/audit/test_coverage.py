"""Guard coverage: a figure altered in the facts changes in every row that reads it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.audit import Wanted, audit
from quitus.coverage import another_digit, coverage
from quitus.figures import altered, figures, with_digits
from quitus.guards import KEPT, guards
from quitus.intake import identify
from quitus.pipeline import read_pdf, stages
from quitus.run import ingest
from schemas.dataset import DocumentFacts, unnest
from schemas.facts import Amount, Cell, Table
from schemas.findings import Check, Finding, evidence
from tests.audit.test_audit import SAMPLES, quiet


def facts_of(name: str) -> DocumentFacts:
    path = SAMPLES / f"{name}.pdf"
    (source,) = identify([path], path)
    return unnest(read_pdf(source, stages()))


@given(st.integers(1, 10**9), st.integers(-2, 3))
def test_other_digits_are_another_value_of_the_same_scale(units: int, scale: int) -> None:
    value = Decimal(units).scaleb(-scale)
    old = str(units)
    new = another_digit(old)
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 1
    assert with_digits(value, old, new) == Decimal(int(new)).scaleb(-scale)
    assert with_digits(with_digits(value, old, new), new, old) == value or int(new) == 0


def test_a_figure_is_altered_in_every_row_that_reads_it() -> None:
    facts = facts_of("tableaux")
    figure = next(each for each in figures(facts) if len({r.table for r in each.readings}) == 3)
    changed = altered(facts, [(figure, another_digit)])
    new = another_digit(figure.digits)
    for reading in figure.readings:
        before = getattr(facts, reading.table)[reading.index]
        after = getattr(changed, reading.table)[reading.index]
        wanted = with_digits(getattr(before, reading.field), figure.digits, new)
        assert getattr(after, reading.field) == wanted != getattr(before, reading.field)
        assert after.raw != before.raw
        assert (after.page, after.x0, after.top) == (before.page, before.x0, before.top)
    for table in ("amounts", "cells", "budget_lines"):
        pairs = zip(getattr(facts, table), getattr(changed, table), strict=True)
        differ = [index for index, (before, after) in enumerate(pairs) if before.raw != after.raw]
        assert differ == [r.index for r in figure.readings if r.table == table]


def place(top: float, raw: str) -> dict[str, object]:
    return {"page": 1, "x0": 10.0, "top": top, "x1": 60.0, "bottom": top + 10, "raw": raw}


def two_cells(first: str, second: str, *, money: bool = True) -> DocumentFacts:
    """A table of two figures: the second is that of the first."""
    table = Table.model_validate(
        place(0, "")
        | {"document_id": "d", "part_id": "p1", "table_id": "t1", "rows": 2, "columns": 1}
        | {"header_rows": 0, "page_end": 1, "ruling": "full", "unit": "EUR" if money else None}
    )
    cells = [
        Cell.model_validate(
            place(20.0 * row, raw)
            | {"document_id": "d", "table_id": "t1", "row": row, "column": 0, "header": False}
            | {"value": raw, "number": Decimal(raw.replace(" ", "")), "state": "stated"}
        )
        for row, raw in enumerate((first, second), 1)
    ]
    free = Amount.model_validate(
        place(500, "77 €") | {"document_id": "d", "part_id": "p1", "amount": Decimal(77)}
    )
    return DocumentFacts(tables=(table,), cells=tuple(cells), amounts=(free,))


def equal(facts: DocumentFacts, document_id: str) -> tuple[list[Finding], list[Check]]:
    """A check that wants the two cells equal."""
    one, two = facts.cells
    if one.number == two.number:
        return [], []
    finding = Finding(
        finding_id=f"{one.number}{two.number}",
        rule="equal",
        severity="error",
        document_id=document_id,
        subject="",
        message="",
        evidence=evidence([(document_id, one), (document_id, two)]),
    )
    return [finding], []


def test_what_no_check_looks_at_is_unguarded() -> None:
    measured = coverage(two_cells("1 200", "1 200"), "d", equal)
    assert [each.raw for each in measured.unguarded] == ["77 €"]
    assert measured.share(money=True) == (2, 3)
    plain = coverage(two_cells("12", "12", money=False), "d", equal)
    assert plain.share(money=True) == (0, 1)
    assert plain.share(money=False) == (2, 3)


def test_a_finding_that_stood_before_guards_nothing_by_itself() -> None:
    def always(facts: DocumentFacts, document_id: str) -> tuple[list[Finding], list[Check]]:
        return [*equal(two_cells("1", "2"), document_id)[0]], []

    measured = coverage(two_cells("1 200", "1 200"), "d", always)
    assert measured.share(money=False) == (0, 3)


@pytest.mark.parametrize(("name", "least"), [("tableaux", 1.0), ("contradictions", 0.9)])
def test_the_amounts_of_budgets_are_guarded(name: str, least: float) -> None:
    guarded, every = coverage(facts_of(name), "d", stages().check).share(money=True)
    assert every > 40
    assert guarded >= least * every


def test_the_measure_is_kept_for_the_report(tmp_path: Path) -> None:
    pdfs, out = tmp_path / "in", tmp_path / "out"
    pdfs.mkdir()
    (pdfs / "a.pdf").write_bytes((SAMPLES / "contradictions.pdf").read_bytes())
    ingest(pdfs, out, stages(), fresh=True, tick=quiet)
    assert guards(out) == {}
    found = audit(out, stages(), Wanted(), quiet, coverage=True)
    assert guards(out) == found.guards
    (guard,) = found.guards.values()
    ingest(pdfs, out, stages(), fresh=False, tick=quiet)
    page = (out / "report.html").read_text("utf-8")
    assert f"{guard.money} montants gardés sur {guard.money_all}" in page
    assert all(" ".join(each.raw.split()) in page for each in guard.loose if each.money)
    kept = json.loads((out / KEPT).read_text("utf-8"))
    (out / KEPT).write_text(json.dumps(kept | {"reader": "0"}), encoding="utf-8")
    assert guards(out) == {}
