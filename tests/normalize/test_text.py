"""Blanks, folding and ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import Folded, clean, fold, fold_with_offsets, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\u202f200,00\u00a0€", "1 200,00 €"),
        (" a\u2009b\n\tc ", "a b c"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("", ""),
        ("É’–", "É’–"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ÉTAT", "l'etat"),
        ("mise en œuvre", "mise en oeuvre"),
        ("ofﬁce", "office"),
        ("a – b — c − d", "a - b - c - d"),
        ("« mots » “et” autres", '" mots " "et" autres'),
        ("E\u0301tat", "etat"),
        ("1ᵉʳ", "1er"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_folding_twice_changes_nothing() -> None:
    for code in range(0x30000):
        if not 0xD800 <= code <= 0xDFFF:
            once = fold(f"a{chr(code)}b")
            assert fold(once) == once, hex(code)


TEXTS = st.text(st.sampled_from("aÉé ’`\t\u00a0ﬁœ\u0301\u00ad¨€") | st.characters())


@given(TEXTS)
def test_a_text_folds_alike_with_offsets(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.value == fold(text)
    letters = [fold_with_offsets(f"a{text[start:end]}a") for start, end in _origins(folded)]
    assert all(char in letter.value for char, letter in zip(folded.value, letters, strict=True))


def _origins(folded: Folded) -> list[tuple[int, int]]:
    return [folded.origin(index, index + 1) for index in range(len(folded.value))]


@given(TEXTS)
def test_offsets_lead_back_to_the_original(text: str) -> None:
    folded = fold_with_offsets(text)
    for index, char in enumerate(folded.value):
        start, end = folded.origin(index, index + 1)
        assert char in fold_with_offsets(f"a{text[start:end]}a").value
    assert list(folded.starts) == sorted(folded.starts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Côte-d’Or (21)", "cote_d_or_21"), ("  ", ""), ("Œuvre & cœur", "oeuvre_coeur")],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_an_id(text: str) -> None:
    made = slug(text)
    assert made == slug(made)
    assert made.isascii()
    assert made == made.lower()
