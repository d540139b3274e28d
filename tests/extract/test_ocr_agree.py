"""Two readings of a line, held against each other."""

from __future__ import annotations

import pytest

from extract.ocr.agree import in_french, needs_second, seconds


def doubted(line: str, other: str) -> list[tuple[str, str]]:
    words = line.split()
    told = zip(words, seconds(words, other), strict=True)
    return [(word, seen) for word, seen in told if seen is not None and seen != word]


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Total : 12 500,00 €", "Total : 12 500,00 €"),
        ("Total : 12 500,00 €", "Total: 12500,00€"),  # blanks do not count
        ("Dépenses de l’État 110 239 €", "Depenses de l'Etat 110 239 €"),
        ("• 75 % des publics", "+ 75 % des publics"),  # a bullet is no figure
        ("le 1er janvier 2023", "le 1° janvier 2023"),
        ("255,00 €", "255,00 €‘"),
    ],
)
def test_what_says_the_same_is_confirmed(line: str, other: str) -> None:
    assert doubted(line, other) == []
    assert any(seen is not None for seen in seconds(line.split(), other))


@pytest.mark.parametrize(
    ("line", "other", "expected"),
    [
        ("12 500,00 €", "12 800,00 €", [("500,00", "800,00")]),
        ("12 500,00 €", "12 50000 €", [("500,00", "50000")]),
        ("1 200 €", "-1 200 €", [("1", "-1")]),
        ("1 200 €", "11 200 €", [("1", "11")]),
        ("439 440", "439 1440", [("439", "4391"), ("440", "1440")]),  # either may own it
        ("439 440", "439", [("440", "")]),
        ("439", "", [("439", "")]),
        ("216% au 30/06/2023", "216% au 30/06/2028", [("30/06/2023", "30/06/2028")]),
        ("158 €", "158 %", [("€", "%")]),
        ("7300 | Taxe", "7300 | Taxe", [("|", "")]),  # a piece of the wall of two cells
        ("2017 \ufffd", "2017 |", [("\ufffd", "|")]),  # hides anything
        ("O", "0", [("O", "0")]),  # a letter alone may be a misread figure
        ("soit 543 042,59", "soit 543 04259", [("042,59", "04259")]),
    ],
)
def test_what_differs_is_told(line: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert doubted(line, other) == expected


def test_words_without_figures_are_not_held() -> None:
    assert seconds(["Perspectives", "futures"], "Perspectives fulures") == [None, None]
    assert not needs_second("Il est prévu de poursuivre")
    assert needs_second("en 2023")
    assert needs_second("l")


@pytest.mark.parametrize(
    ("line", "other", "expected"),
    [
        ("sa participatíon de 12 €", "sa participation de 12 €", "sa participation de 12 €"),
        ("sa participatíon à l'année", "sa particípation a Vannée", "sa participatíon à l'année"),
        ("M. García et sa señora", "M. Garcia et sa senora", "M. García et sa señora"),
        ("sa partićipation", "sa partcipation", "sa partićipation"),
    ],
)
def test_letters_that_french_lacks(line: str, other: str, expected: str) -> None:
    assert in_french(line.split(), other) == expected.split()
    assert needs_second("participatíon")
    assert not needs_second("participation")
