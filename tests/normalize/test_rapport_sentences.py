"""Sums in sentences and behind labels: the phase of each, and those that are no whole sum."""

from __future__ import annotations

import pytest

from tests.normalize.printed import blocks
from tests.normalize.test_rapport_budget import facts_of, lines


def told(printed: str, phase: str = "executed") -> tuple[list[tuple[str, ...]], int]:
    """Phase, role, funder and amount of each line, and how many sentences were reported."""
    made = blocks(printed)
    facts = facts_of(made) if phase == "planned" else facts_of(executed=made)
    rows = lines(made) if phase == "planned" else lines(executed=made)
    return [(row[0], row[1], row[2], row[5] or "") for row in rows], len(facts.warnings)


@pytest.mark.parametrize(
    "printed",
    [
        "Sur une enveloppe prévue de 80 000 €, 71 500 € ont été consommés.",
        "L'enveloppe prévue était de 80 000 € ; le budget consommé est de 71 500 €.",
        "Le budget prévisionnel s'élevait à 80 000 €, mais au total 71 500 € ont été mandatés.",
        "Au total, 71 500 € ont été dépensés sur un budget de 80 000 €.",
        "Pour un budget programmé de 80 000 €, l'action a coûté 71 500 €.",
    ],
)
@pytest.mark.parametrize("heading", ["planned", "executed"])
def test_each_clause_has_its_phase(printed: str, heading: str) -> None:
    found, reported = told(printed, heading)
    assert sorted(found) == [
        ("executed", "total", "", "71500"),
        ("planned", "total", "", "80000"),
    ]
    assert not reported


def test_the_parts_of_a_sum_have_its_phase() -> None:
    found, reported = told(
        "Le budget prévu est de 100 €, dont 60 € de l'État et 40 € du Département ; "
        "le budget réalisé est de 90 €, dont 50 € de l'État et 40 € du Département."
    )
    assert [row[0] for row in found] == ["planned"] * 3 + ["executed"] * 3
    assert [row[3] for row in found] == ["100", "60", "40", "90", "50", "40"]
    assert not reported


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("La CAF a versé 7 000 € sur les 9 000 € prévus.", ["7000"]),
        ("Au total, 8 000 € ont été payés ; la prime était de 500 €.", ["8000"]),
        ("Le budget est de 2 000 € par mois, soit 24 000 €.", []),
        ("La Région finance 3 postes à 40 000 €.", []),
        ("Le budget comprend deux agents à 35 000 € chacun.", []),
        ("La CAF verse 900 € et la MSA autant, soit 1 800 € au total.", ["900"]),
        ("Le budget prévu de 9 000 € a été ramené à 8 000 €.", []),
        ("Le budget unitaire est de 450 €.", []),
        ("Il manquait 3 000 € pour boucler le budget de 60 000 €.", []),
        ("Le dépassement du budget est de 3 000 €.", []),
        ("Le budget est compris entre 40 000 € et 45 000 €.", []),
        ("Le budget est de 10 000 € + 5 000 €.", []),
        ("Le coût prévu et réalisé du budget est de 5 000 €.", []),
    ],
)
def test_sums_without_a_line_are_reported(printed: str, kept: list[str]) -> None:
    found, reported = told(printed)
    assert [row[3] for row in found] == kept
    assert {row[0] for row in found} <= {"executed"}
    assert reported == 1


def test_the_words_next_to_a_sum_tell_its_phase() -> None:
    found, reported = told("7 000 € ont été consommés, soit 100 % du budget prévu.", "planned")
    assert found == [("executed", "total", "", "7000")]
    assert not reported


def test_a_total_behind_shares_is_nobody_s() -> None:
    found, _ = told("Part de l'État : 4 €, part de la CAF : 5 €, total : 9 €")
    assert found == [
        ("executed", "share", "etat", "4"),
        ("executed", "share", "caf", "5"),
        ("executed", "total", "", "9"),
    ]


def test_a_sum_of_each_year_is_in_doubt() -> None:
    for printed in ("L'État finance 20 000 € par an.", "- État : 20 000 € par an"):
        (line,) = facts_of(blocks(printed)).budget_lines
        assert (line.funder, line.state) == ("etat", "uncertain")
        assert line.amount == 20000


@pytest.mark.parametrize(
    ("printed", "amount", "state"),
    [
        ("- Région : 6 mois x 1 500 € = 9 000 €", 9000, "stated"),
        ("- Région : 4 500 € x 2 = 9 000 €", 9000, "stated"),
        ("- Région : 4 000 € + 5 000 € = 9 000 €", 9000, "stated"),
        ("- Région : 6 mois x 1 500 € = 9 500 €", 9500, "uncertain"),
        ("- Région : 3 x 3 000 €", None, "uncertain"),
        ("- Région : 4 000 € + 5 000 €", None, "uncertain"),
        ("- Région : 8 à 9 000 €", None, "uncertain"),
        ("- Région : 9 000 € x 2", None, "uncertain"),
        ("- Région : 750 € par mois", None, "uncertain"),
        ("Part de la Région pour l'action 4 500 €", 4500, "uncertain"),
    ],
)
def test_a_label_with_more_than_one_sum(printed: str, amount: int | None, state: str) -> None:
    facts = facts_of(blocks(printed))
    (line,) = facts.budget_lines
    assert (line.funder, line.amount, line.state) == ("region", amount, state)


def test_years_are_labels_of_totals() -> None:
    printed = blocks("- 2021 : 40 €", "- Année 2022 : 50 €", "- Total : 90 €")
    assert [(row[1], row[4], row[5]) for row in lines(printed)] == [
        ("total", 2021, "40"),
        ("total", 2022, "50"),
        ("total", None, "90"),
    ]
    shares = blocks("- Part de l'État", "  - 2021 : 40 €", "  - 2022 : 50 €")
    assert [(row[1], row[2], row[4]) for row in lines(shares)] == [
        ("share", "etat", 2021),
        ("share", "etat", 2022),
    ]


def test_figures_behind_a_label_are_read_or_reported() -> None:
    facts = facts_of(blocks("- Budget total : 12 mois x 2 000", "- État : 24 000"))
    assert [line.amount for line in facts.budget_lines] == [24000]
    assert len(facts.warnings) == 1
