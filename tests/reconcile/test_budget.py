"""Shares and totals, printed rates, spending above plan."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dataset import DocumentFacts
from tests.reconcile.build import action, budget, check, counts, facts, line, printed

RAPPORTS = Path(__file__).parents[2] / "samples" / "rapports"
SAMPLES = sorted(path.name for path in RAPPORTS.iterdir() if path.is_dir())
cents = st.decimals(Decimal(1), Decimal(999_999), places=2)

PARTS = "parts_total"


def rows(name: str, table: str) -> list[dict[str, str]]:
    path = RAPPORTS / name / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sample(name: str) -> DocumentFacts:
    """The facts of a sample as its expected tables tell them."""
    actions = []
    for row in rows(name, "actions"):
        rate = row["consumption_rate"]
        actions.append(action(row["action_id"], number=row["number"],
                              consumption_rate=Decimal(rate) if rate else None))  # fmt: skip
    lines = []
    for index, row in enumerate(rows(name, "budget_lines")):
        amount = printed(Decimal(row["amount"])) if row["amount"] else None
        more: dict[str, Any] = {"action_id": row["action_id"], "funder": row["funder"] or None}
        for key in ("period_start", "period_end", "year"):
            more[key] = row.get(key) or None
        lines.append(line(index, row["phase"], row["role"], amount, row["state"], **more))
    return facts(actions=actions, budget_lines=lines)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_contradict_themselves_where_it_is_planted(name: str) -> None:
    found = sample(name)
    numbers = {each.action_id: each.number for each in found.actions}
    planted = {
        (row["rule"], f"Action {numbers[row['action_id']]}", Decimal(row["difference"]))
        for row in rows(name, "planted")
    }
    told = set()
    for rule in ("parts_total", "consumption_rate"):
        findings, _ = check(found, rule)
        assert {each.severity for each in findings} <= {"error"}
        told |= {(rule, each.subject, each.difference) for each in findings}
    assert told == planted


def test_a_swapped_pair_of_digits_is_named() -> None:
    lines = budget("51 000,00", "38 468,00", "12 352,00", phase="executed")
    plan = budget("51 000,00", "38 648,00", "12 352,00", first=10)
    findings, told = check(facts(actions=[action(number="1.5.1")], budget_lines=plan + lines),
                           "parts_total")  # fmt: skip
    assert counts(told) == (1, 1, 0)
    (only,) = findings
    assert (only.stated, only.computed, only.difference) == tuple(map(Decimal, (51000, 50820, 180)))
    assert (only.severity, only.subject) == ("error", "Action 1.5.1")
    assert "51 000,00 €" in only.message
    assert "50 820,00 €" in only.message
    assert "180,00 € de plus que leur somme" in only.message
    assert (
        "chiffres probablement intervertis : 38 468,00 € pour 38 648,00 €" in only.message.lower()
    )
    places = json.loads(only.evidence)
    assert [each["raw"] for each in places] == ["38 468,00 €", "51 000,00 €", "12 352,00 €"]
    assert places[0]["page"] == 1
    assert len(places[0]["box"]) == 4


def test_a_share_that_another_one_repeats_is_the_witness() -> None:
    lines = budget("38 010,00", "12 670,00", "12 760,00", "12 670,00")
    (only,), _ = check(facts(actions=[action()], budget_lines=lines), "parts_total")
    assert "intervertis : 12 760,00 € pour 12 670,00 €" in only.message


def test_shares_put_in_each_others_place_are_named() -> None:
    actions = [action("1", number="1.1"), action("2", number="1.2")]
    lines = [
        *budget("300,00", "170,00", "200,00", action_id="1"),
        *budget("500,00", "100,00", "330,00", action_id="2", first=9),
    ]
    findings, told = check(facts(actions=actions, budget_lines=lines), "parts_total")
    assert counts(told) == (0, 2, 0)
    assert all("nversion probable avec" in each.message for each in findings)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (budget("300,00", "100,00", "200,00"), (1, 0, 0)),
        (budget("300,00", "100,00", "199,00"), (0, 1, 0)),
        (budget("300,00", "300,00", None), (1, 0, 0)),
        (budget("300,00", "200,00", None), (0, 1, 0)),
        (budget("300", "100,4", "199,5"), (1, 0, 0)),  # 300 stands for 299,5 to 300,5
        (budget("300", "100,4", "198,9"), (0, 1, 0)),
        (budget("100,00", "33,33", "33,33", "33,33"), (1, 0, 0)),  # thirds, rounded
        (budget("300,00", "100,00", "150,00", "250,00", "50,00"), (1, 0, 0)),  # a subtotal
        (budget("300,00"), (0, 0, 1)),
        (budget("90 000 000,00", "1,00", "2,00"), (0, 1, 0)),  # a gap is never too large
        (
            [*budget("300,00", "200,00"), line(9, "planned", "share", None, "not_available")],
            (0, 0, 1),
        ),
        (
            [*budget("300,00", "310,00"), line(9, "planned", "share", None, "not_available")],
            (0, 1, 0),
        ),
        (
            [*budget("300,00", "300,00"), line(9, "planned", "carry_over", "77,00")],
            (1, 0, 0),
        ),
    ],
)
def test_shares_and_total(lines: list[Any], told: tuple[int, int, int]) -> None:
    _, check_row = check(facts(actions=[action()], budget_lines=lines), "parts_total")
    assert counts(check_row) == told


def test_a_blank_share_that_may_explain_the_gap_is_a_warning() -> None:
    lines = [*budget("300,00", "200,00"), line(9, "planned", "share", None, "blank")]
    (only,), _ = check(facts(actions=[action()], budget_lines=lines), "parts_total")
    assert only.severity == "warning"


def test_a_lone_share_below_the_total_is_a_warning() -> None:
    (only,), _ = check(facts(actions=[action()], budget_lines=budget("300,00", "200,00")), PARTS)
    assert only.severity == "warning"
    assert "Une seule part" in only.message
    (only,), _ = check(facts(actions=[action()], budget_lines=budget("300,00", "310,00")), PARTS)
    assert only.severity == "error"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("Budget : 300 € dont 200 € par l'État", (0, 1, 0)),
        ("dont 200,00 € par l'État", (0, 0, 1)),
        ("Dont État : 200,00 €", (0, 0, 1)),
    ],
)
def test_a_lone_share_that_says_it_is_a_part(raw: str, told: tuple[int, int, int]) -> None:
    stated, share = budget("300,00", "200,00")
    lines = [stated, share.model_copy(update={"raw": raw})]
    _, check_row = check(facts(actions=[action()], budget_lines=lines), PARTS)
    assert counts(check_row) == told


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (("100,00", "200,00", "40,00"), (1, 0, 0)),  # beside the total
        (("100,00", "160,00", "40,00"), (1, 0, 0)),  # in it
        (("100,00", "190,00", "40,00"), (0, 1, 0)),
    ],
)
def test_a_share_for_the_record(shares: tuple[str, ...], told: tuple[int, int, int]) -> None:
    *lines, last = budget("300,00", *shares)
    last = last.model_copy(update={"raw": "Valorisation (pour mémoire) : 40,00 €"})
    _, check_row = check(facts(actions=[action()], budget_lines=[*lines, last]), PARTS)
    assert counts(check_row) == told


def test_an_uncertain_figure_makes_a_warning() -> None:
    lines = [*budget("300,00", "200,00"), line(9, "planned", "share", "50,00", "uncertain")]
    (only,), _ = check(facts(actions=[action()], budget_lines=lines), "parts_total")
    assert only.severity == "warning"
    assert "incertaine" in only.message


def test_each_year_and_each_period_has_its_budget() -> None:
    years = [*budget("300,00", "100,00", "200,00", year=2022),
             *budget("90,00", "50,00", "40,00", year=2023, first=9)]  # fmt: skip
    _, told = check(facts(actions=[action()], budget_lines=years), "parts_total")
    assert counts(told) == (2, 0, 0)
    periods = [*budget("300,00", "100,00", "200,00", period_end="2022-12-31"),
               *budget("90,00", "50,00", "41,00", period_end="2023-12-31", first=9)]  # fmt: skip
    _, told = check(facts(actions=[action()], budget_lines=periods), "parts_total")
    assert counts(told) == (1, 1, 0)


def test_several_totals_head_or_close_their_shares() -> None:
    heading = [*budget("300,00", "100,00", "200,00"), *budget("90,00", "50,00", "40,00", first=9)]
    for lines in (heading, heading[::-1]):
        _, told = check(facts(actions=[action()], budget_lines=lines), "parts_total")
        assert counts(told) == (2, 0, 0)


@pytest.mark.parametrize(
    ("rate", "planned", "executed", "told"),
    [
        ("97.9", "38 010,00", "37 214,50", (1, 0, 0)),
        ("98", "38 010,00", "37 214,50", (1, 0, 0)),
        ("88.1", "96 000,00", "88 125,30", (0, 1, 0)),
        ("79.1", "38 010,00", "37 214,50", (0, 1, 0)),
        ("100", "0,00", "0,00", (0, 0, 1)),
        ("100", "38 010,00", None, (0, 0, 1)),
    ],
)
def test_printed_rates(rate: str, planned: str, executed: str | None, told: Any) -> None:
    lines = budget(planned)
    if executed:
        lines += budget(executed, phase="executed", first=5)
    found = facts(actions=[action(consumption_rate=Decimal(rate))], budget_lines=lines)
    _, check_row = check(found, "consumption_rate")
    assert counts(check_row) == told


@pytest.mark.parametrize(("rate", "severity"), [("91", "warning"), ("93", "error")])
def test_a_rate_that_is_cut_is_a_warning(rate: str, severity: str) -> None:
    lines = budget("1 000,00") + budget("918,00", phase="executed", first=5)
    found = facts(actions=[action(consumption_rate=Decimal(rate))], budget_lines=lines)
    (only,), _ = check(found, "consumption_rate")
    assert only.severity == severity


def test_an_overrun_is_told_and_is_no_contradiction() -> None:
    lines = budget("100,00") + budget("150,00", phase="executed", first=5)
    (only,), told = check(facts(actions=[action(number="2")], budget_lines=lines), "overrun")
    assert (only.severity, only.difference, counts(told)) == ("info", Decimal(50), (0, 1, 0))
    assert "dépassement de 50,00 €, soit 50 %" in only.message


@given(st.lists(cents, min_size=1, max_size=8), st.data())
def test_a_budget_that_adds_up_is_silent_and_a_changed_digit_is_not(
    shares: list[Decimal], data: st.DataObject
) -> None:
    total = sum(shares, Decimal(0))
    lines = budget(printed(total), *map(printed, shares))
    findings, told = check(facts(actions=[action()], budget_lines=lines), "parts_total")
    assert (findings, counts(told)) == ([], (1, 0, 0))
    index = data.draw(st.integers(0, len(shares) - 1))
    text = f"{shares[index]:.2f}"
    spot = data.draw(st.sampled_from(range(len(text) - 3)))  # a digit of the euros
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[spot]]))
    shares[index] = Decimal(text[:spot] + digit + text[spot + 1 :])
    altered = budget(printed(total), *map(printed, shares))
    findings, _ = check(facts(actions=[action()], budget_lines=altered), "parts_total")
    assert [each.difference for each in findings] == [total - sum(shares)]


def test_a_finding_keeps_its_name() -> None:
    lines = budget("300,00", "100,00", "199,00")
    found = facts(actions=[action()], budget_lines=lines)
    first, again = (check(found, "parts_total")[0][0] for _ in range(2))
    assert first.finding_id == again.finding_id
    other = facts(actions=[action()], budget_lines=budget("300,00", "100,00", "198,00"))
    assert check(other, "parts_total")[0][0].finding_id != first.finding_id


@pytest.mark.parametrize(("last", "told"), [("40,00", (4, 0, 0)), ("44,00", (3, 1, 0))])
def test_what_is_carried_over_is_what_is_left(last: str, told: tuple[int, int, int]) -> None:
    lines, actions = [], []
    for index, carried in enumerate(("40,00", "40,00", "40,00", last)):
        more = {"action_id": str(index), "funder": "etat"}
        actions.append(action(str(index)))
        lines += [line(10 * index, "planned", "share", "100,00", **more),
                  line(10 * index + 1, "executed", "share", "60,00", **more),
                  line(10 * index + 2, "executed", "carry_over", carried, **more)]  # fmt: skip
    findings, counted = check(facts(actions=actions, budget_lines=lines), "carry_over_balance")
    assert counts(counted) == told
    assert {each.severity for each in findings} <= {"warning"}
