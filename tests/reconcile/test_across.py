"""What documents contradict of one another, and what becomes of it in their files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from quitus.across import compare
from reconcile.across import check_across
from schemas.acts import Agreement, AgreementTerm, Grant
from schemas.dataset import DocumentFacts, DocumentFile, nest
from schemas.facts import Action, BudgetLine, Document, Indicator

SPOT = {"page": 3, "x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0}


def file(name: str, year: int, **rows: Any) -> DocumentFile:
    document = Document(
        document_id=name, source=f"{name}.pdf", sha256=name, bytes=1, pages=1,
        departement_code="07", year=year, text_layer="native", status="ok", seconds=Decimal(1),
    )  # fmt: skip
    return nest(document, DocumentFacts(**rows), "r")


def indicator(name: str, value: str, kind: str = "achieved", year: int = 2022, **more: Any) -> Any:
    return Indicator(
        document_id=name, part_id="p1", label="Nombre de jeunes accompagnés", year=year, kind=kind,
        value=Decimal(value), state="stated", raw=value, **SPOT, **more,
    )  # fmt: skip


def report(name: str, year: int, role: str, amount: str, funder: str = "etat") -> DocumentFile:
    ids = {"document_id": name, "part_id": "p1", "action_id": "1"}
    received = role == "share"
    line = BudgetLine(
        **ids, **SPOT, raw=f"{amount} €", phase="planned" if received else "executed", role=role,
        funder=funder, origin="report" if received else None, amount=Decimal(amount),
        state="stated",
    )  # fmt: skip
    action = Action(**ids, **SPOT, raw="", number="1.1", title="Conseil budgétaire")
    return file(name, year, actions=(action,), budget_lines=(line,))


@pytest.mark.parametrize(("value", "failed"), [("439", 0), ("493", 1)])
def test_a_series_has_one_value(value: str, failed: int) -> None:
    files = [file("a", 2022, indicators=(indicator("a", "439"),)),
             file("b", 2023, indicators=(indicator("b", value, "baseline"),))]  # fmt: skip
    (found,) = check_across(files).items()
    document, (findings, (count,)) = found
    assert (document, count.rule, count.compared, count.failed) == ("b", "series", 1, failed)
    assert len(findings) == failed
    assert all("a.pdf" in each.message and each.severity == "warning" for each in findings)


def test_another_departement_year_or_kind_is_another_series() -> None:
    other = file("b", 2023, indicators=(indicator("b", "493"),))
    far = other.model_copy(update={"departement_code": "23"})
    first = file("a", 2022, indicators=(indicator("a", "439"),))
    assert check_across([first, far]) == {}
    assert (
        check_across([first, file("b", 2023, indicators=(indicator("b", "9", year=2023),))]) == {}
    )


@pytest.mark.parametrize(("value", "failed"), [("500", 0), ("439", 1)])
def test_a_result_under_its_target_is_told(value: str, failed: int) -> None:
    files = [file("a", 2021, indicators=(indicator("a", "450", "target"),)),
             file("b", 2022, indicators=(indicator("b", value),))]  # fmt: skip
    findings, (count,) = check_across(files)["b"]
    assert (count.rule, count.failed) == ("target", failed)
    assert [each.severity for each in findings] == ["info"] * failed


@pytest.mark.parametrize(("received", "failed"), [("795.50", 0), ("759.50", 1)])
def test_what_is_carried_over_is_received(received: str, failed: int) -> None:
    files = [report("a", 2022, "carry_over", "795.50"), report("b", 2023, "share", received)]
    findings, (count,) = check_across(files)["b"]
    assert (count.rule, count.compared, count.failed) == ("carry_over", 1, failed)
    assert all("intervertis" in each.message for each in findings)
    assert check_across([files[0], report("b", 2023, "share", received, "caf")]) == {}


def test_the_files_hold_what_the_folder_shows() -> None:
    first = file("a", 2022, indicators=(indicator("a", "439"),))
    second = file("b", 2023, indicators=(indicator("b", "493"),))
    files = {"a": first, "b": second}
    saved: list[str] = []

    def save(document: DocumentFile) -> None:
        saved.append(document.document_id)
        files[document.document_id] = document

    compare(["a", "b"], files.__getitem__, save)
    compare(["a", "b"], files.__getitem__, save)
    assert saved == ["b"]
    assert [each.rule for each in files["b"].findings] == ["series"]
    compare(["b"], files.__getitem__, save)  # the other report has left the folder
    assert saved == ["b", "b"]
    assert (files["b"].findings, files["b"].checks) == ((), ())


@pytest.mark.parametrize(("signed", "failed"), [("6875", 0), ("6785", 1)])
def test_an_agreement_is_what_another_file_grants(signed: str, failed: int) -> None:
    ids: Any = {"part_id": "p1", **SPOT}
    agreement = Agreement(document_id="a", kind="convention", beneficiary="PASSEPORT FORMA",
                          raw="Convention", **ids)  # fmt: skip
    term = AgreementTerm(document_id="a", role="total", amount=Decimal(signed), raw=signed, **ids)
    grant = Grant(document_id="b", row=1, kind="line", beneficiary="Passeport Forma",
                  amount=Decimal(6875), raw="6 875,00 €", **ids)  # fmt: skip
    files = [file("a", 2023, agreements=(agreement,), agreement_terms=(term,)),
             file("b", 2023, grants=(grant,))]  # fmt: skip
    findings, (count,) = check_across(files)["a"]
    assert (count.rule, count.compared, count.failed) == ("agreement_elsewhere", 1, failed)
    assert all("b.pdf accorde 6 875,00 €" in each.message for each in findings)
