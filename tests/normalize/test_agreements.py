"""Conventions and avenants in several wordings: who, how long, how much."""

from __future__ import annotations

import datetime as dt

import pytest

from normalize.agreements.articles import articles
from normalize.agreements.identity import agreements
from normalize.agreements.terms import agreement_terms
from schemas.acts import Agreement
from tests.typeset import act

PARTIES = """
Entre le Département de la Haute-Lande, dont le siège est à Mont, représenté par sa Présidente, dûment autorisée,

ci-après désigné par « le Département »

d'une part,

Et

L'association LES RAMEAUX, dont le siège social se situe 3 rue du Port, identifiée au répertoire SIRET sous le n° 732 829 320 00074, représentée par A. Martin,

d'autre part.

Vu la délibération de la Commission Permanente du 18 septembre 2023 ;

Il est convenu ce qui suit :
"""

CONVENTION = f"""
CONVENTION N° 2024-0117

Objet : accompagnement de ménages
{PARTIES}
# Article 1er : Objet
La présente convention a pour objet l'accompagnement.

# Article 2 : Durée
La présente convention est conclue pour la période du 1er janvier 2024 au 31 décembre 2025.

# Article 3 : Coût
Pour la période du 1er janvier au 31 décembre 2024, le coût total de l'opération est estimé à un montant maximum de 40 000 €.

Pour la période du 1er janvier au 31 décembre 2025, le coût total de l'opération est estimé à un montant maximum de 60 000 €.

Les comptes sont transmis dès lors que les subventions dépassent 153 000 €.

# Article 4 : Modalités de versement
- Versement d'une avance de 24 000 euros, à la signature de la convention.
- Versement du solde de 16 000 € sous réserve du bilan. La participation est imputée sur le chapitre « C02-446A05 » du budget du Département.

Fait à Mont, le 3 juillet 2024

Pour le Département
"""


def read(source: str, kind: str = "convention") -> Agreement:
    found = list(agreements(act(kind, source)))  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def terms(source: str, kind: str = "convention") -> list[tuple[object, ...]]:
    return [
        (
            term.role,
            term.label,
            None if term.amount is None else str(term.amount),
            None if term.quantity is None else str(term.quantity),
            term.period_start.year if term.period_start else None,
        )
        for term in agreement_terms(act(kind, source))  # type: ignore[arg-type]
    ]


def test_a_convention() -> None:
    row = read(CONVENTION)
    assert (row.kind, row.number, row.amends) == ("convention", "2024-0117", None)
    assert (row.beneficiary, row.siret, row.siret_valid) == ("LES RAMEAUX", "73282932000074", True)
    assert row.object == "accompagnement de ménages"
    assert (row.period_start, row.period_end) == (dt.date(2024, 1, 1), dt.date(2025, 12, 31))
    assert (row.signed_on, row.budget_line) == (dt.date(2024, 7, 3), "C02-446A05")
    assert row.raw == "CONVENTION N° 2024-0117"


def test_the_cost_of_each_year_and_the_advance() -> None:
    assert terms(CONVENTION) == [
        ("total", "montant maximum", "40000", None, 2024),
        ("total", "montant maximum", "60000", None, 2025),
        ("advance", "avance", "24000", None, None),
    ]


def test_its_articles() -> None:
    found = list(articles(act("convention", CONVENTION)))
    assert [row.number for row in found] == ["1", "2", "3", "4"]
    assert found[0].text.startswith("Article 1er : Objet\nLa présente")
    assert "Fait à" not in found[3].text


ANNEXED = """
| Durée | Du 01/01/2024 au 31/12/2024 Du 01/01/2025 au 31/12/2025 |
| Coût | 40 000 € maximum pour la période du 01/01/2024 au 31/12/2024 60 000 € maximum pour la période du 01/01/2025 au 31/12/2025 |
| Modalités de financement 2024 | Sur la base d'un coût de la place d'accompagnement à 500 euros, les modalités sont : • Part quantitative : 50% de la participation financière, soit un maximum de 20 000 €, portera sur 80 places d'accompagnement, réparties de la manière suivante : ○ 60 places pour le territoire de Nord Lande, ○ 20 places pour le territoire de l'Albret. • Part qualitative : 50% de la participation financière, soit un maximum de 20 000 €, portera sur la qualité. |
| Modalités de versement 2024 | • Versement d'une avance de 24 000 euros, versée à la signature. |
| Modalités de versement 2025 | • Versement d'un acompte de 36 000 euros. |
"""


def test_an_annex_in_a_table() -> None:
    source = CONVENTION.replace(
        "- Versement d'une avance de 24 000 euros, à la signature de la convention.\n", ""
    )
    assert terms(source + ANNEXED) == [
        ("total", "montant maximum", "40000", None, 2024),
        ("total", "montant maximum", "60000", None, 2025),
        ("unit_price", "place d'accompagnement", "500", None, 2024),
        ("share", "Part quantitative", "20000", None, 2024),
        ("quota", None, None, "80", 2024),
        ("quota", "Nord Lande", None, "60", 2024),
        ("quota", "Albret", None, "20", 2024),
        ("share", "Part qualitative", "20000", None, 2024),
        ("advance", "avance", "24000", None, 2024),
        ("advance", "acompte", "36000", None, 2025),
    ]


AVENANT = f"""
Avenant n° 2 à la convention n° 2022-31B relative aux ateliers
{PARTIES}
# Article 1 : Coût
L'article 4 de la convention précitée est remplacé :

Le coût total de l'opération est estimé à un montant maximum de 95 875 €, décliné comme suit :
- 89 000 € au titre des dispositifs Emploi ;
- 6 875 € au titre du dispositif Global
"""


def test_an_avenant_with_its_shares() -> None:
    row = read(AVENANT, "avenant")
    assert (row.kind, row.number, row.amends) == ("avenant", "2", "2022-31B")
    assert terms(AVENANT, "avenant") == [
        ("total", "montant maximum", "95875", None, None),
        ("share", "dispositifs Emploi", "89000", None, None),
        ("share", "dispositif Global", "6875", None, None),
    ]


def test_an_avenant_that_only_moves_the_end() -> None:
    source = f"""
    AVENANT N°3

    à la convention n° 2021-08 signée le 4 mars 2021
    {PARTIES}
    # Article 1 : Durée
    La convention est prolongée jusqu'au 31 décembre 2025.

    # Article 2 : Conservation
    Les pièces sont conservées jusqu'au 31 décembre 2035.
    """
    row = read(source, "avenant")
    assert (row.number, row.amends) == ("3", "2021-08")
    assert (row.period_start, row.period_end) == (None, dt.date(2025, 12, 31))
    assert terms(source, "avenant") == []


@pytest.mark.parametrize(
    ("party", "name", "siret"),
    [
        (
            "La Mission Locale du Haut-Pays, SIRET 732.829.320.00074, représentée par B.,",
            "La Mission Locale du Haut-Pays",
            "73282932000074",
        ),
        (
            "CAP AVENIR, « Association » dont le siège est à Mont, n° SIRET : 73282932000074,",
            "CAP AVENIR",
            "73282932000074",
        ),
        ("L'association « Le Gué », sise à Mont, représentée par C.,", "Le Gué", None),
        (
            "Association pour l'insertion du Born, dont le siège est à Mont,",
            "Association pour l'insertion du Born",
            None,
        ),
    ],
)
def test_the_party_that_is_funded(party: str, name: str, siret: str | None) -> None:
    source = f"""
    CONVENTION

    ENTRE LES SOUSSIGNÉS :

    Le Département de la Haute-Lande, représenté par son Président, SIRET 22640001800058,

    d'une part,

    ET

    {party}

    d'autre part,

    Il a été convenu ce qui suit :

    Article 1 - Objet : aider.
    """
    row = read(source)
    assert (row.beneficiary, row.siret) == (name, siret)


def test_three_parties_of_which_one_is_funded() -> None:
    source = """
    CONVENTION TRIPARTITE

    Entre l'État, représenté par le préfet, d'une part,

    le Département de la Haute-Lande, représenté par son président, d'autre part,

    et l'association Le Pont, représentée par D., d'autre part,

    # Article 1 : Objet
    Aider.
    """
    assert read(source).beneficiary == "Le Pont"


def test_two_that_may_be_funded_give_none() -> None:
    source = PARTIES.replace(
        "d'autre part.",
        "d'autre part,\n\net l'association Le Pont, représentée par D., d'autre part.",
    )
    assert read(f"CONVENTION\n{source}\n# Article 1 : Objet\nAider.").beneficiary is None


def test_a_model_is_no_agreement() -> None:
    source = """
    CONVENTION

    N° XXXX

    Entre le Département, représenté par son Président, d'une part,

    Et

    Le XXXXXXXXX, dont le siège social se situe XXXXXXXX, SIRET sous le n° XXXXXXXXXX

    d'autre part.

    # Article 1 : Objet
    Le Département verse à xxxx la somme de 10 € par place.
    """
    convention = act("convention", source)
    assert list(agreements(convention)) == []
    assert list(agreement_terms(convention)) == []
    assert [row.number for row in articles(convention)] == ["1"]


def test_a_model_with_dots_is_no_agreement() -> None:
    source = """
    CONVENTION

    Entre le Département de la Lande, représenté par son Président,

    d'une part,

    et l'association ……………, dont le siège est à ………………, représentée par …………

    d'autre part,

    # Article 1
    Aider.
    """
    assert list(agreements(act("convention", source))) == []


GRID = f"""
CONVENTION N° 7
{PARTIES}
# Article 1 : Financement
| Année | Montant | Avance |
| --- | --- | --- |
| 2024 | 40 000,00 € | 24 000,00 € |
| 2025 | 50 000,00 € | 30 000,00 € |
| Total | 90 000,00 € | 54 000,00 € |
"""


def test_a_table_of_cost_by_year() -> None:
    assert sorted(terms(GRID), key=str) == sorted(
        [
            ("total", "2024", "40000", None, 2024),
            ("advance", "2024", "24000", None, 2024),
            ("total", "2025", "50000", None, 2025),
            ("advance", "2025", "30000", None, 2025),
            ("total", "Total", "90000", None, None),
        ],
        key=str,
    )


def test_a_sum_in_words_and_in_digits_is_one_term() -> None:
    source = f"CONVENTION N° 7\n{PARTIES}\n# Article 1 : Participation\nLa participation financière du Département est de quarante mille euros (40 000 €)."
    assert [term[2] for term in terms(source)] == ["40000"]


def test_period_from_two_dates() -> None:
    source = f"CONVENTION N° 7\n{PARTIES}\n# Article 2 : Durée\nLa convention prend effet le 1er mars 2024 et s'achève le 28 février 2026."
    row = read(source)
    assert (row.period_start, row.period_end) == (dt.date(2024, 3, 1), dt.date(2026, 2, 28))


def test_costs_of_two_periods_in_one_sentence() -> None:
    source = f"""
    AVENANT n°1 à la convention de partenariat n°DS-2023/045 du 12 mai 2023
    {PARTIES}
    # Article 1
    La participation du Département s'élève à 54 000 € pour la période du 01/01/2024 au 31/12/2024 et à 60 000 € pour la période du 01/01/2025 au 31/12/2025.

    # Article 2
    Le financement se décompose ainsi :
    - Part fixe : 40 000 €
    - Part variable : 14 000 €

    Le nombre de places est réparti ainsi, soit 120 places :
    - Littoral : 70 places
    - Haute-Lande : 50 places

    Les crédits sont inscrits au budget départemental, imputation 65-568-6568.
    """
    assert terms(source, "avenant") == [
        ("total", "participation du Département", "54000", None, 2024),
        ("total", "participation du Département", "60000", None, 2025),
        ("share", "Part fixe", "40000", None, None),
        ("share", "Part variable", "14000", None, None),
        ("quota", None, None, "120", None),
        ("quota", "Littoral", None, "70", None),
        ("quota", "Haute-Lande", None, "50", None),
    ]
    row = read(source, "avenant")
    assert (row.amends, row.budget_line) == ("DS-2023/045", "65-568-6568")


def test_three_years_from_a_day_and_an_acompte() -> None:
    source = f"""
    CONVENTION PLURIANNUELLE 2024-2026
    {PARTIES}
    ARTICLE 2 - DURÉE

    La présente convention est conclue pour une durée de trois ans à compter du 1er janvier 2024.

    ARTICLE 3 - MONTANT

    Le Département contribue pour un montant de 135 000 € (cent trente-cinq mille euros), soit 45 000 € par an.

    ARTICLE 4 - VERSEMENT

    Un premier acompte de 70 %, soit 31 500 €, est versé à la signature. Le solde, soit 13 500 €, suit.

    ARTICLE 5 - SANCTIONS

    Toute pénalité supérieure à 150 € est notifiée.
    """
    row = read(source)
    assert (row.number, row.period_end) == (None, dt.date(2026, 12, 31))
    assert terms(source) == [
        ("total", "montant", "135000", None, None),
        ("unit_price", "an", "45000", None, None),
        ("advance", "premier acompte", "31500", None, None),
    ]
    assert [a.amount for a in articles(act("convention", source))] == [None, None, None, None]


def test_articles_without_a_head_name_no_agreement() -> None:
    assert list(agreements(act("convention", "# Article 2 : Durée\nUn an."))) == []
