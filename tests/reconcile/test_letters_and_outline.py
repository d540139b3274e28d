"""Sums in letters, articles and annexes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reconcile.across import RULES as ACROSS
from reconcile.rules import RULES
from schemas.acts import Article
from schemas.facts import Amount, Part
from tests.reconcile.build import DOCUMENT, IDS, check, counts, facts, place, row


def sums(context: str, *told: tuple[str, str]) -> list[Amount]:
    return [
        Amount(**IDS, **place(3, raw), amount=Decimal(value), context=context)
        for raw, value in told
    ]


LETTERS = ("six mille huit cent soixante-quinze euros", "6875")


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (sums(f"{LETTERS[0]} (6 875 €)", LETTERS, ("6 875 €", "6875")), (1, 0, 0)),
        (sums(f"{LETTERS[0]} (6 785 €)", LETTERS, ("6 785 €", "6785")), (0, 1, 0)),
        (sums(f"6 785,00 € (soit {LETTERS[0]})", ("6 785,00 €", "6785"), LETTERS), (0, 1, 0)),
        (sums(f"{LETTERS[0]} sur un coût de 9 000 €", LETTERS, ("9 000 €", "9000")), (0, 0, 0)),
        (sums(f"{LETTERS[0]} ; 6 785 €.", LETTERS, ("6 785 €", "6785")), (0, 1, 0)),
        (sums(f"{LETTERS[0]}, soit 9 000 € par an", LETTERS, ("9 000 €", "9000")), (0, 0, 0)),
        (sums(f"{LETTERS[0]} ou 9 000 €.", LETTERS, ("9 000 €", "9000")), (0, 0, 0)),
        (sums(f"{LETTERS[0]} (9 000 € par an)", LETTERS, ("9 000 €", "9000")), (0, 0, 0)),
        (sums(f"{LETTERS[0]} (6 785) euros", LETTERS, ("6 785) euros", "6785")), (0, 1, 0)),
        (sums("6 875 € (6 785 €)", ("6 875 €", "6875"), ("6 785 €", "6785")), (0, 0, 0)),
    ],
)
def test_letters_and_digits(amounts: list[Amount], told: tuple[int, int, int]) -> None:
    assert counts(check(facts(amounts=amounts), "amount_words")[1]) == told


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("1234", (1, 0, 0)),
        ("1245", (0, 1, 0)),
        ("12234", (0, 1, 0)),
        ("1589", (0, 0, 0)),
        ("12", (0, 0, 0)),
    ],
)
def test_articles_follow_one_another(numbers: str, told: tuple[int, int, int]) -> None:
    articles = [row(Article, i, number=number, text="") for i, number in enumerate(numbers)]
    assert counts(check(facts(articles=articles), "outline")[1]) == told


def test_annexes_that_are_referred_to_exist() -> None:
    parts = [
        Part(document_id=DOCUMENT, part_id=f"p{n}", kind="annexe" if n > 1 else "deliberation",
             title=f"Annexe {n - 1}" if n > 1 else "Délibération", page_start=1, page_end=1)
        for n in range(1, 5)
    ]  # fmt: skip
    article = row(Article, 1, number="1", text="selon les annexes 1 à 3 et l'annexe n° 6")
    findings, counted = check(facts(parts=parts, articles=[article]), "outline")
    assert counts(counted) == (2, 1, 0)
    assert "L'annexe 6" in findings[0].message


def test_two_readings_that_differ_are_a_warning() -> None:
    (row_,) = sums("38 468 €", ("38 468 €", "38468"))
    rows = [row_.model_copy(update={"second_reading": told}) for told in ("", "confirmed", "38648")]
    (only,), counted = check(facts(amounts=rows), "reading")
    assert (counts(counted), only.severity) == ((1, 1, 1), "warning")
    assert "38 468,00 €, et « 38648 »" in only.message


def test_every_rule_explains_itself() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names)) > 25
    assert set(ACROSS) < set(names)
    assert [rule.name for rule in RULES if rule.check is None] == [n for n in names if n in ACROSS]
    assert all(rule.title and rule.reason.endswith(".") and rule.example for rule in RULES)
