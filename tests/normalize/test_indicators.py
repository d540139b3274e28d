"""Labels of indicators and the national list."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.indicators import canonical_indicator, national_indicators, word_set
from normalize.text import slug
from normalize.vocabulary import load

SPELLINGS = [
    (one.id, spelling)
    for one, row in zip(national_indicators(), load("indicators")["indicator"], strict=True)
    for spelling in (one.label, *row["spellings"])
]


def test_every_pair_stays_apart() -> None:
    ids = [one.id for one in national_indicators()]
    assert len(set(ids)) == len(ids)
    assert all(one == slug(one) for one in ids)
    for (one, first), (other, second) in itertools.combinations(SPELLINGS, 2):
        assert one == other or word_set(first) != word_set(second), (first, second)


@pytest.mark.parametrize(("indicator", "spelling"), SPELLINGS)
def test_every_spelling(indicator: str, spelling: str) -> None:
    assert canonical_indicator(spelling) == indicator


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("Nb de nouveaux entrants :", "nombre_de_nouveaux_entrants"),
        (
            "Nombre de nouveaux entrants orientés sur la période (1)",
            "nombre_de_nouveaux_entrants_orientes",
        ),
        (
            "Nombre de nouveaux entrants orienté en 1 mois et moins",
            "nombre_de_nouveaux_entrants_orientes_en_1_mois_et_moins",
        ),
        (
            "Nombre de nouveaux entrants orientés en moins de 30 jours",
            "nombre_de_nouveaux_entrants_orientes_en_1_mois_et_moins",
        ),
        (
            "Nombre total de 1ers RDV d’accompagnement fixés",
            "nombre_de_premiers_rendez_vous_d_accompagnement_fixes",
        ),
        (
            "Nombre de 1er rdv fixés dans le délai de 2 semaines",
            "nombre_de_premiers_rendez_vous_fixes_dans_le_delai_de_2_semaines",
        ),
        (
            "Nombre de 1ers CER dans les 2 mois",
            "nombre_de_premiers_contrats_d_engagement_dans_les_2_mois",
        ),
        ("Taux de couverture de PASI <30 min", "taux_de_couverture_premier_accueil_30_min"),
        (
            "Nombre de strucures hors CD engagées dans la démarche PASI",
            "structures_hors_cd_engagees_premier_accueil",
        ),
    ],
)
def test_wordings(label: str, indicator: str) -> None:
    assert canonical_indicator(label) == indicator


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Nombre",
        "Nombre de paniers distribués",
        "Nombre de jeunes femmes avec un logement stable",
        "Nombre de jeunes sans logement stable",
        "Nombre de nouveaux entrants orientés en plus d'un mois",
        "Nombre de nouveaux entrants orientés en 2 mois et moins",
        "Nombre de premiers contrats d'engagement dans les 3 mois",
        "Part des nouveaux entrants orientés",
        "Taux de premiers contrats d'engagement dans les 2 mois",
        "Nombre de premiers rendez-vous fixés dans le délai de 4 semaines",
    ],
)
def test_another_indicator_is_none_of_the_list(label: str) -> None:
    assert canonical_indicator(label) is None


@given(
    st.sampled_from(SPELLINGS),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from(["", " :", " *", " (2)", "."]),
    st.sampled_from([" ", "\u00a0", "\n"]),
)
def test_case_accents_and_punctuation_do_not_matter(
    case: tuple[str, str], shape: object, behind: str, blank: str
) -> None:
    indicator, spelling = case
    assert callable(shape)
    text = shape(spelling)
    assert canonical_indicator(text.replace(" ", blank) + behind) == indicator


@given(
    st.sampled_from(SPELLINGS), st.sampled_from(["femmes", "hors", "sans", "non", "3", "seulement"])
)
def test_a_word_more_is_never_the_same_indicator(case: tuple[str, str], more: str) -> None:
    indicator, spelling = case
    assert canonical_indicator(f"{spelling} {more}") != indicator
