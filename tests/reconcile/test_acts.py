"""Imputations, agreements, votes of an act."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.acts import (
    Agreement,
    AgreementTerm,
    Article,
    Attendance,
    Deliberation,
    Grant,
    Imputation,
)
from schemas.facts import Part
from tests.reconcile.build import DOCUMENT, check, counts, facts, row


@pytest.mark.parametrize(
    ("balance", "told"), [("600,00", (1, 0, 0)), ("6 000,00", (0, 1, 0)), (None, (0, 0, 0))]
)
def test_balance(balance: Any, told: tuple[int, int, int]) -> None:
    line = row(Imputation, operation_code="C01", available="101 400,00", amount="100 800,00",
               balance=balance)  # fmt: skip
    _, counted = check(facts(imputations=[line]), "imputation_balance")
    assert counts(counted) == told


@pytest.mark.parametrize(("second", "told"), [("50,00", (1, 0, 0)), ("49,00", (0, 1, 0))])
def test_imputations_and_articles(second: str, told: tuple[int, int, int]) -> None:
    charged = [row(Imputation, 1, operation_code="A", amount="120,00"),
               row(Imputation, 2, operation_code="B", amount="30,00")]  # fmt: skip
    articles = [row(Article, 3, number="1", text="", amount="100,00"),
                row(Article, 4, number="2", text="", amount=second)]  # fmt: skip
    _, counted = check(facts(imputations=charged, articles=articles), "imputation_total")
    assert counts(counted) == told


@pytest.mark.parametrize(("reported", "told"), [("120,00", (1, 0, 0)), ("102,00", (0, 1, 0))])
def test_report_and_deliberation(reported: str, told: tuple[int, int, int]) -> None:
    parts = [
        Part(document_id=DOCUMENT, part_id=name, kind=kind, page_start=1, page_end=1)
        for name, kind in (("p1", "deliberation"), ("p2", "rapport_president"))
    ]
    charged = [row(Imputation, 1, operation_code="A", amount="120,00"),
               row(Imputation, 2, operation_code="A", amount=reported, part_id="p2")]  # fmt: skip
    findings, counted = check(facts(parts=parts, imputations=charged), "report_deliberation")
    assert counts(counted) == told
    assert all("intervertis" in each.message for each in findings)


def term(index: int, role: str, amount: str | None = None, **more: Any) -> AgreementTerm:
    made: AgreementTerm = row(AgreementTerm, index, role=role, amount=amount, **more)
    return made


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ([term(1, "total", "95 875,00"), term(2, "share", "89 000,00"), term(3, "share", "6 875,00")], (1, 0, 0)),
        ([term(1, "total", "95 875,00"), term(2, "share", "89 000,00"), term(3, "share", "6 785,00")], (0, 1, 0)),
        ([term(1, "total", "100,00"), term(2, "advance", "60,00")], (1, 0, 0)),
        ([term(1, "total", "100,00"), term(2, "advance", "160,00")], (0, 1, 0)),
        ([term(2, "advance", "160,00")], (0, 0, 1)),
        (  # two periods, each with its total and its shares
            [
                term(1, "total", "40,00"), term(2, "share", "20,00"), term(3, "share", "20,00"),
                term(4, "total", "115,00"), term(5, "share", "57,50"), term(6, "share", "57,50"),
            ],
            (1, 0, 0),
        ),
    ],
)  # fmt: skip
def test_terms_of_an_agreement(terms: list[AgreementTerm], told: tuple[int, int, int]) -> None:
    agreement = row(Agreement, kind="convention", number="12")
    _, counted = check(facts(agreements=[agreement], agreement_terms=terms), "agreement_total")
    assert counts(counted) == told


@pytest.mark.parametrize(
    ("name", "amount", "told"),
    [
        ("Passeport Forma", "6 875,00", (1, 0, 0)),
        ("PASSEPORT FORMA", "6 785,00", (0, 1, 0)),
        ("Autre structure", "6 785,00", (0, 0, 1)),
    ],
)
def test_agreement_and_grant(name: str, amount: str, told: tuple[int, int, int]) -> None:
    found = facts(
        agreements=[row(Agreement, kind="avenant", beneficiary=name)],
        agreement_terms=[term(1, "total", amount)],
        grants=[
            row(Grant, 9, row=1, kind="line", beneficiary="Passeport forma", amount="6 875,00")
        ],
    )
    _, counted = check(found, "agreement_grant")
    assert counts(counted) == told


@pytest.mark.parametrize(("second", "told"), [(115, (1, 0, 0)), (105, (0, 1, 0))])
def test_quotas(second: int, told: tuple[int, int, int]) -> None:
    terms = [
        term(1, "quota", quantity=230, unit="places"),
        term(2, "quota", quantity=115, unit="places", label="Artois"),
        term(3, "quota", quantity=second, unit="places", label="Lens"),
    ]
    _, counted = check(facts(agreement_terms=terms), "quota_total")
    assert counts(counted) == told


VOTE = {
    "votes_for": 36, "votes_against": 0, "abstentions": 5, "absent": 3, "present_count": 38,
    "excused_count": 3, "absent_count": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (VOTE, (2, 0, 1)),
        ({**VOTE, "votes_for": 63}, (0, 2, 1)),
        ({**VOTE, "absent": 4}, (1, 1, 1)),
        ({"unanimous": True, "votes_against": 2}, (0, 1, 2)),
        ({"votes_for": 12, "present_count": 11}, (0, 0, 3)),  # one side alone says nothing
        ({}, (0, 0, 3)),
    ],
)
def test_votes(fields: dict[str, Any], told: tuple[int, int, int]) -> None:
    _, counted = check(facts(deliberations=[row(Deliberation, number="405", **fields)]), "votes")
    assert counts(counted) == told


def test_nobody_is_listed_twice() -> None:
    names = [("Jean DUPONT", "present"), ("Anne MARTIN", "present"), ("M. Jean Dupont", "excused")]
    people = [
        row(Attendance, i, name=name, status=status) for i, (name, status) in enumerate(names)
    ]
    (only,), counted = check(facts(attendance=people), "votes")
    assert counts(counted) == (1, 1, 0)
    assert "Jean DUPONT figure 2 fois" in only.message


def test_two_members_may_share_a_family_name() -> None:
    people = [row(Attendance, i, name="MARTIN", civility=civility, status="present")
              for i, civility in enumerate(("M.", "Mme"))]  # fmt: skip
    assert check(facts(attendance=people), "votes")[0] == []
