"""The annex against itself, the articles and the narrative against the annex."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reconcile.check import check_document
from schemas.acts import Article, Grant, Proposal
from tests.reconcile.build import check, counts, facts, row, table


def grants(*told: tuple[str, str, str, str | None]) -> list[Grant]:
    """(kind, operation number, beneficiary, amount) of theme 1, row by row."""
    return [
        row(Grant, index, row=index, kind=kind, theme_number="1", operation_number=number or None,
            operation=f"Op {number}" if number else None, beneficiary=name or None, amount=amount,
            table_id="t1")
        for index, (kind, number, name, amount) in enumerate(told)
    ]  # fmt: skip


ANNEX: list[tuple[str, str, str, str | None]] = [
    ("line", "1", "Alpha", "100,00"),
    ("line", "1", "Bêta", "50,00"),
    ("subtotal", "1", "", "150,00"),
    ("line", "1", "Gamma", "20,00"),
    ("line", "1", "Delta", "0,00"),
    ("subtotal", "1", "", "20,00"),
    ("total", "1", "", "170,00"),
    ("line", "2", "Alpha", "30,00"),
    ("total", "2", "", "30,00"),
    ("total", "", "", "200,00"),
]


def altered(index: int, amount: str) -> list[Grant]:
    told = list(ANNEX)
    told[index] = (*told[index][:3], amount)
    return grants(*told)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (grants(*ANNEX), (5, 0, 0)),
        (altered(2, "150,01"), (5, 0, 0)),  # half a cent on each of three figures
        (altered(2, "151,00"), (4, 1, 0)),
        (altered(6, "107,00"), (4, 1, 0)),
        (altered(9, "2 000 000,00"), (4, 1, 0)),
        (altered(7, "31,00"), (3, 2, 0)),
    ],
)
def test_totals_of_the_annex(rows: list[Grant], told: tuple[int, int, int]) -> None:
    findings, counted = check(facts(grants=rows), "annex_total")
    assert counts(counted) == told
    assert {each.severity for each in findings} <= {"error"}


@pytest.mark.parametrize(
    ("amount", "operations", "told"),
    [
        ("200,00", 2, (2, 0, 0)),
        ("210,00", 2, (1, 1, 0)),
        ("200,00", 3, (1, 1, 0)),
        (None, None, (0, 0, 0)),
    ],
)
def test_articles_and_annex(amount: Any, operations: Any, told: tuple[int, int, int]) -> None:
    article = row(Article, 40, number="1", text="", theme_number="1", amount=amount,
                  operations=operations)  # fmt: skip
    _, counted = check(facts(grants=grants(*ANNEX), articles=[article]), "articles_annex")
    assert counts(counted) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"amount": "170,00"}, (1, 0, 0)),
        ({"amount": "150,00"}, (1, 0, 0)),  # a group that the annex totals
        ({"amount": "107,00"}, (0, 1, 0)),
        ({"structures": 3}, (1, 0, 0)),  # the row of 0 € funds nobody
        ({"structures": 2}, (1, 0, 0)),
        ({"structures": 4}, (0, 1, 0)),
        ({"beneficiary": "association Beta", "amount": "50,00"}, (1, 0, 0)),
        ({"beneficiary": "BÊTA", "amount": "55,00"}, (0, 1, 0)),
        ({"beneficiary": "Inconnue", "amount": "55,00"}, (0, 0, 1)),
    ],
)
def test_narrative_and_annex(fields: dict[str, Any], told: tuple[int, int, int]) -> None:
    proposal = row(Proposal, 50, theme_number="1", operation_number="1", **fields)
    _, counted = check(facts(grants=grants(*ANNEX), proposals=[proposal]), "narrative_annex")
    assert counts(counted) == told


@pytest.mark.parametrize(("amount", "told"), [("105 000,00", (1, 0, 0)), ("150 000,00", (0, 1, 0))])
def test_quantity_by_price(amount: str, told: tuple[int, int, int]) -> None:
    proposal = row(Proposal, amount=amount, quantity=15, unit="accompagnements",
                   unit_price="7 000,00")  # fmt: skip
    _, counted = check(facts(proposals=[proposal]), "unit_price")
    assert counts(counted) == told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Audomarois", "Audomarcois"), 1),
        (("Lens-Liévin", "Lens Liévin"), 0),
        (("La Maison Bleue", "La Maison Verte"), 0),
        (("Collège 12", "Collège 13"), 0),
        (("PASSEPORT FORMA", "Passeport Formation"), 0),
        (("Passeport Forma", "Passport Forma"), 1),
    ],
)
def test_spellings(names: tuple[str, str], told: int) -> None:
    rows = grants(*(("line", "1", name, "1,00") for name in names))
    findings, _ = check(facts(grants=rows), "label")
    assert len(findings) == told
    assert {each.severity for each in findings} <= {"info"}


def test_a_contradiction_is_told_once() -> None:
    rows = altered(6, "107,00")
    described, cells = table(
        [["Opération", "Structure", "Montant"], *[["", each.beneficiary or ("Sous-total" if each.kind == "subtotal" else "Total"), f"{each.amount} €"] for each in rows]]
    )  # fmt: skip
    findings, _ = check_document(facts(grants=rows, tables=[described], cells=cells), "d0")
    assert [each.rule for each in findings] == ["annex_total"]


def test_a_gap_that_rounding_explains_is_told_where_nothing_else_is_rounded() -> None:
    rows = grants(*ANNEX)
    assert check(facts(grants=rows), "annex_total")[0] == []
    whole = [each.model_copy(update={"raw": f"{each.amount:.0f} €"}) for each in rows]
    whole[6] = whole[6].model_copy(update={"amount": Decimal(172), "raw": "172 €"})
    (only,), _ = check(facts(grants=whole), "annex_total")
    assert only.severity == "warning"
    assert "tombent juste" in only.message


@pytest.mark.parametrize(
    ("proposal", "told"),
    [
        ({"beneficiary": "Alpha", "quantity": 12, "unit": "places"}, (1, 0, 0)),
        ({"beneficiary": "Alpha", "quantity": 21, "unit": "places"}, (0, 1, 0)),
        ({"beneficiary": "Alpha", "quantity": 21, "unit": "semaines"}, (0, 0, 1)),
        ({"beneficiary": "Alpha", "territory": "NORD"}, (1, 0, 0)),
        ({"beneficiary": "Alpha", "territory": "Sud"}, (0, 1, 0)),
        ({"beneficiary": "Alpha", "territory": "AMI 1"}, (0, 0, 1)),
        ({"quantity": 20, "unit": "places"}, (1, 0, 0)),
        ({"quantity": 22, "unit": "places"}, (0, 1, 0)),
    ],
)
def test_places_and_territories(proposal: dict[str, Any], told: tuple[int, int, int]) -> None:
    lines = grants(("line", "1", "Alpha", "100,00"), ("line", "1", "Bêta", "50,00"))
    there = [("Nord", 12), ("Sud", 8)]
    rows = [line.model_copy(update={"territory": territory, "quantity": Decimal(count),
                                    "unit": "places d'accueil"})
            for line, (territory, count) in zip(lines, there, strict=True)]  # fmt: skip
    made = row(Proposal, 50, theme_number="1", operation_number="1", **proposal)
    _, counted = check(facts(grants=rows, proposals=[made]), "narrative_annex")
    assert counts(counted) == told


def test_a_sum_carried_over_a_page_is_no_subtotal() -> None:
    rows = grants(
        ("subtotal", "", "", "45000"),
        ("line", "", "Alpha", "5000"),
        ("line", "", "Bêta", "6000"),
        ("subtotal", "", "", "56000"),
    )
    carried = [
        each.model_copy(update={"label": label, "amount": Decimal(amount)})
        for each, label, amount in zip(
            (rows[0], rows[3]),
            ("Report page précédente", "À reporter"),
            (45000, 56000),
            strict=True,
        )
    ]
    findings, counted = check(facts(grants=[carried[0], *rows[1:3], carried[1]]), "annex_total")
    assert findings == []
    assert counts(counted) == (0, 0, 2)
