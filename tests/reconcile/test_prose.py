"""Totals in sentences, and indicators that count a part of another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from schemas.facts import Amount, Cell, Indicator, Table
from tests.reconcile.build import DOCUMENT, IDS, check, counts, facts, place, table


def amount(index: int, printed: str, context: str, page: int = 1) -> Amount:
    return Amount(
        **IDS, **{**place(index, f"{printed} €"), "page": page}, section_id="s1",
        amount=Decimal(printed.replace(" ", "").replace(",", ".")), context=context,
    )  # fmt: skip


def listed(*sums: int, name: str = "t1", total: bool = True) -> tuple[Table, list[Cell]]:
    rows = [
        ["Structure", "Montant"],
        *[[f"S{'abcdefgh'[i]}", f"{s} €"] for i, s in enumerate(sums)],
    ]
    if total:
        rows.append(["Total", f"{sum(sums)} €"])
    described, cells = table(rows)
    described = described.model_copy(update={"table_id": name, "bottom": 5.0})
    return described, [cell.model_copy(update={"table_id": name}) for cell in cells]


def look(amounts: list[Amount], *tables: tuple[Table, list[Cell]]) -> tuple[int, int, int]:
    cells = [cell for _, own in tables for cell in own]
    found = facts(amounts=amounts, tables=[each for each, _ in tables], cells=cells)
    return counts(check(found, "prose_total")[1])


@pytest.mark.parametrize(
    ("printed", "told"),
    [("600", (1, 0, 0)), ("1 000", (1, 0, 0)), ("400", (1, 0, 0)), ("1 200", (0, 1, 0))],
)
def test_a_sentence_on_all_the_lists(printed: str, told: tuple[int, int, int]) -> None:
    context = f"De prélever ces sommes pour un montant total de {printed} €."
    tables = listed(100, 500), listed(150, 250, name="t2")
    assert look([amount(40, printed, context)], *tables) == told


def test_a_sentence_on_something_else_is_left_alone() -> None:
    context = "Le coût total de 1 200 € sera financé par la commune."
    assert look([amount(40, "1 200", context)], listed(100, 500)) == (0, 0, 1)
    assert look([amount(40, "1 200", "Une subvention de 1 200 €")], listed(100, 500)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("printed", "told"), [("651", (1, 0, 0)), ("652", (1, 0, 0)), ("660", (0, 1, 0))]
)
def test_a_line_under_the_only_list(printed: str, told: tuple[int, int, int]) -> None:
    """Four figures rounded to the euro leave two euros open, half a euro more for the total."""
    line = amount(40, printed, f"Montant des projets retenus : {printed} €")
    assert look([line], listed(100, 200, 150, 200, total=False)) == told


def test_sums_that_follow_a_sentence() -> None:
    amounts = [
        amount(1, "95 875", "Le coût total est de 95 875 €, décliné comme suit :"),
        amount(2, "89 000", "89 000 € au titre de la convention"),
        amount(3, "6 875", "6 875 € au titre de l'avenant"),
        amount(4, "4 125", "4 125 € à la signature"),
    ]
    assert look(amounts) == (1, 0, 0)


def indicator(label: str, value: int, **more: Any) -> Indicator:
    fields: dict[str, Any] = {"section_number": "1.1", "year": 2023, "kind": "achieved", **more}
    return Indicator(
        document_id=DOCUMENT, part_id="p1", **place(value, str(value)), label=label,
        value=Decimal(value), state="stated", **fields,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("Nombre de premiers rendez-vous fixés dans le mois", 198, (1, 0, 0)),
        ("Nombre de premiers rendez-vous fixés dans le mois", 212, (0, 1, 0)),
        ("Nombre de contrats signés", 212, (0, 0, 0)),
    ],
)
def test_a_part_does_not_exceed_its_whole(
    part: str, value: int, told: tuple[int, int, int]
) -> None:
    rows = [indicator("Nombre total de premiers rendez-vous fixés", 200), indicator(part, value)]
    findings, counted = check(facts(indicators=rows), "subset")
    assert counts(counted) == told
    rows[0] = rows[0].model_copy(update={"year": 2022})
    assert check(facts(indicators=rows), "subset") == ([], None)
    assert all("dont il est une partie" in each.message for each in findings)


@pytest.mark.parametrize(
    "label", ["Durée moyenne de suivi des personnes", "Taux de sortie vers un emploi"]
)
def test_a_mean_of_a_part_may_exceed_that_of_the_whole(label: str) -> None:
    rows = [indicator(label, 7), indicator(f"{label} dans les villes", 9)]
    assert check(facts(indicators=rows), "subset") == ([], None)
