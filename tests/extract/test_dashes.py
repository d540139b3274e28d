"""A dash before a lone figure: bullet or minus, nobody can tell."""

from __future__ import annotations

import pytest

from extract.marks import bullet
from extract.tables.figures import is_figure


@pytest.mark.parametrize("dash", ["- ", "– ", "— ", "-", "− "])
@pytest.mark.parametrize(
    "figure",
    [
        "7 450 EUR",
        "7 450 €",
        "31 200 FCFA",
        "7 450,50 € HT",
        "2,4 M€ TTC",
        "18 %",
        "640",
        "75 k€ ;",
    ],
)
def test_a_lone_figure_behind_a_dash_is_no_item(dash: str, figure: str) -> None:
    assert bullet(dash + figure) is None


@pytest.mark.parametrize(
    "text", ["- 12 000 euros de report", "- 3 agents", "– 2 communes sur 5", "- Total"]
)
def test_an_item_that_says_more_is_one(text: str) -> None:
    assert bullet(text) is not None


@pytest.mark.parametrize("text", ["12 500 au", "3 en", "7 le", "4 et"])
def test_a_figure_and_a_word_is_no_figure(text: str) -> None:
    assert not is_figure(text)


@pytest.mark.parametrize("text", ["12 500 F CFA", "3 ha", "7 450 € HT", "12 %", "4 h", "1 200 m²"])
def test_a_figure_and_its_unit_is_one(text: str) -> None:
    assert is_figure(text)
