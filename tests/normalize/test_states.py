"""What a slot says when it states no value, in many spellings; the blanks it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.blanks import DASHES, LOOSE, TIGHT, fold, is_blank, kinds, plain
from normalize.states import read_state, state_words


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *[(t, "not_applicable") for t in ("n/a", "N/A", "NA", "n.a.", "Sans objet", "SO", "s.o.")],
        *[(t, "not_applicable") for t in ("Néant", "NEANT", "ne\u0301ant", "(néant)", "Néant.")],
        *[(t, "not_applicable") for t in ("non\u00a0concerné", "Non applicable", "sans  objet")],
        *[(t, "not_available") for t in ("ND", "nd", "N.D.", "NC", "n.c.", "NR", "ND*", "?")],
        *[(t, "not_available") for t in ("Non communiqué", "non renseignée", "Non disponible")],
        *[(t, "not_available") for t in ("Données non disponibles", "inconnu", "en attente")],
        *[
            (t, "blank")
            for t in ("", " ", "\u00a0\u202f", "-", "\u2013", "--", "...", "…", "_____")
        ],
        *[(t, "stated") for t in ("0", "0,00 €", "439", "-5")],
        *[(t, "text") for t in ("en cours", "Indicateur Etat", "Oui")],
    ],
)
def test_read_state(text: str, state: str) -> None:
    assert read_state(text) == state


def test_no_word_has_two_states() -> None:
    words = state_words()
    assert len(words) == len(set(words))
    assert all(word == fold(word) for word in words)


@given(st.text(alphabet=TIGHT + LOOSE + DASHES, max_size=8))
def test_blanks_and_dashes_are_blank(text: str) -> None:
    assert is_blank(text)
    assert read_state(text) == "blank"
    assert set(plain(text)) <= {" ", "-"}


@given(st.text(max_size=60))
def test_offsets_hold(text: str) -> None:
    assert len(plain(text)) == len(kinds(text)) == len(fold(text)) == len(text)


def test_kinds_of_blanks() -> None:
    assert kinds("1\u202f2 3\u20093\t\u2212\u2013") == "1\u00a02 3\u00a03 \u2212-"
