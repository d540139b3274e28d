"""The roles of headings, columns and budget lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.headings import column_role, heading_role, indicator_column, line_role
from normalize.labels import situated
from normalize.vocabulary import load

HEADINGS = """
description       | Description de l'action
description       | I.A.2) Descriptif de l’action
description       | Présentation de l'action
description       | Contexte et objectifs
description       | 2.1 Objectifs :
start             | 1.1.1.2. Date de mise en place de l'action
start             | Date de démarrage
start             | Date d'entrée en vigueur
partners          | Partenaires et co-financeurs
partners          | Partenaires et co-financiers
partners          | Co-financeurs
partners          | Partenaires mobilisés
duration          | Durée de l'action
duration          | Durée : 2022-2023
duration          | Calendrier
duration          | Période de réalisation
budget            | 1.1.1.5. Budget
budget            | Budget (en euros)
budget            | Le budget de l'action
budget            | e) Budget prévisionnel et budget exécuté
budget            | Dépenses prévues et réalisées
budget            | Budget exécuté et budget prévisionnel 2022
budget_planned    | Budget prévisionnel figurant dans la convention : Etat, CD, total
budget_planned    | Budget prévisionnel figurant dans la convention (Etat, CD, total)
budget_planned    | A. Budget prévisionnel 2022-2023
budget_planned    | Plan de financement
budget_planned    | Financement prévu
budget_planned    | Budget de l'action prévu
budget_planned    | RAPPEL DU BUDGET PRÉVISIONNEL
budget_executed   | Budget exécuté
budget_executed   | Bilan financier
budget_executed   | Dépenses réalisées au 31 décembre 2023
budget_executed   | Consommation des crédits au 30/06/2023
budget_executed   | Exécution budgétaire
budget_executed   | Dépenses exécutées : Etat, Région, total
indicators        | Indicateurs
indicators        | Suivi des indicateurs 2022
indicators        | Tableau des indicateurs
indicators        | Indicateurs de réalisation
indicators        | Indicateurs de résultat
results           | Bilan d'exécution
results           | Bilan d’exécution de l’action
results           | Résultats obtenus
results           | Bilan qualitatif
results           | Bilan de l'action en 2022
outlook           | Perspectives futures de mise en œuvre de l'action
outlook           | Suites à donner
outlook           | Reconduction
outlook           | Perspectives 2024
group_socle       | 1. Mesures socle
group_socle       | Les mesures socles
group_socle       | Engagements socle
group_socle       | Axe 1 - Mesures du socle commun
group_socle       | II. Socle commun
group_initiative  | Mesures à l'initiative du département
group_initiative  | 2. Actions à l'initiative du Conseil départemental
group_initiative  | Initiatives départementales
group_initiative  | Actions à l'initiative du Département de la Haute-Loire
group_initiative  | Actions complémentaires
annexes           | Annexes
annexes           | Annexe 1. Tableau des indicateurs
annexes           | ANNEXE 2 : Tableau financier 2022
summary           | Table des matières
summary           | SOMMAIRE
"""

ACTIONS = [
    "Accompagnement budgétaire des ménages",
    "Renforcer les partenariats autour du budget familial",
    "Réduire la durée de l'entrée en parcours",
    "Budget des ménages",
    "Bilan de santé des jeunes sortants de l'ASE",
    "Mise en place d'une garantie d'activité",
    "Formation des travailleurs sociaux",
    "Insertion et mobilité",
    "Partenaires particuliers de l'insertion",
    "Perspectives pour les jeunes majeurs",
    "Budget participatif",
    "Objectif emploi",
    "Initiatives jeunes et mobilité",
    "Description du parcours de l'allocataire",
    "Référent de parcours : pour une meilleure prise en charge",
    "Résultats scolaires des enfants confiés",
    "Mesure 1",
    "Annexer les logements au centre d'hébergement",
    "2022",
    "",
]

TITLES = [
    (role, title)
    for role, title in (map(str.strip, line.split("|")) for line in HEADINGS.strip().splitlines())
]


@pytest.mark.parametrize(("role", "title"), TITLES)
def test_heading(role: str, title: str) -> None:
    assert heading_role(title) == role


@pytest.mark.parametrize("title", ACTIONS)
def test_a_title_that_merely_contains_the_words_has_no_role(title: str) -> None:
    assert heading_role(title) is None
    assert heading_role(f"1.2.3. {title}") is None


PHRASES = [
    (role, name)
    for role, names in load("headings")["roles"].items()
    if role != "annexes"
    for name in names
]


def test_no_phrase_has_two_roles() -> None:
    for role, name in PHRASES:
        assert heading_role(name) == role, name


@given(
    st.sampled_from(PHRASES),
    st.sampled_from(["", "1. ", "1.2.3.4 ", "A) ", "II - ", "• "]),
    st.sampled_from(["", " :", " 2023", " de l'action", " (suite)", " au 30/06/2023"]),
    st.sampled_from([str, str.upper, str.title]),
)
def test_what_stands_around_a_phrase_changes_nothing(
    case: tuple[str, str], front: str, behind: str, shape: object
) -> None:
    role, name = case
    assert callable(shape)
    assert heading_role(front + shape(name).replace(" ", "\u00a0") + behind) == role


@pytest.mark.parametrize(
    ("text", "role", "phase", "funder", "year"),
    [
        ("Prévu", "planned", "planned", None, None),
        ("Budget prévisionnel 2022", "planned", "planned", None, 2022),
        ("Montant total prévu", "planned", "planned", None, None),
        ("Part Etat prévue", "planned", "planned", "etat", None),
        ("Réalisé au 30/06/2023", "executed", "executed", None, 2023),
        ("Exécuté", "executed", "executed", None, None),
        ("Consommé", "executed", "executed", None, None),
        ("Mandaté", "executed", "executed", None, None),
        ("Reste à consommer", "carry_over", None, None, None),
        ("Solde", "carry_over", None, None, None),
        ("À REPORTER", "carry_over", None, None, None),
        ("Crédits non consommés", "carry_over", "executed", None, None),
        ("Taux de consommation", "rate", "executed", None, None),
        ("%", "rate", None, None, None),
        ("Écart prévu / réalisé", "gap", None, None, None),
        ("Financeur", "funder", None, None, None),
        ("Etat", "share", None, "etat", None),
        ("Part CD 2022", "share", None, "departement", 2022),
        ("Total", "total", None, None, None),
        ("2022", "year", None, None, 2022),
    ],
)
def test_budget_column(
    text: str, role: str, phase: str | None, funder: str | None, year: int | None
) -> None:
    found = column_role(text)
    assert found is not None
    assert (found.role, found.phase, found.year) == (role, phase, year)
    assert (found.funder.funder if found.funder else None) == funder


@pytest.mark.parametrize("text", ["Prévu / Réalisé", "Dépenses", "", "Territoire"])
def test_no_budget_column(text: str) -> None:
    assert column_role(text) is None


@pytest.mark.parametrize(
    ("text", "role", "year"),
    [
        ("Indicateurs", "label", None),
        ("Intitulé de l'indicateur", "label", None),
        ("Situation 2018 du département", "situation", 2018),
        ("Situation au 31/12/2018", "situation", 2018),
        ("Situation", "baseline", None),
        ("Situation de référence", "baseline", None),
        ("Situation de référence 2023", "baseline", 2023),
        ("Valeur initiale 2024", "baseline", 2024),
        ("Situation initiale 2021", "baseline", 2021),
        ("Initial (2021)", "baseline", 2021),
        ("T0 (2022)", "baseline", 2022),
        ("Situation 2022", "situation", 2022),
        ("Résultat\natteint en\n2021", "achieved", 2021),
        ("Réalisé 2021", "achieved", 2021),
        ("2021 (réalisé)", "achieved", 2021),
        ("Résultat 2021", "achieved", 2021),
        ("Résultat attendu en 2023(cible)", "target", 2023),
        ("Cible 2022", "target", 2022),
        ("Objectif 2023", "target", 2023),
        ("Prévision 2022", "target", 2022),
        ("Résultat à atteindre en 2023", "target", 2023),
        (
            "Explication apportée sur l'atteinte de l'objectif (le cas échéant de l'écart à la cible prévue)",
            "comment",
            None,
        ),
        ("Commentaire(s)", "comment", None),
        ("Observations", "comment", None),
        ("Justification de l'écart", "comment", None),
        ("Unité", "unit", None),
        ("2021", "year", 2021),
        ("Taux d'atteinte de la cible", "rate", None),
        ("Écart à la cible", "gap", None),
    ],
)
def test_indicator_column(text: str, role: str, year: int | None) -> None:
    found = indicator_column(text)
    assert found is not None
    assert (found.role, found.year) == (role, year)


@pytest.mark.parametrize(
    ("headers", "role"),
    [
        (["Indicateur", "Situation 2018", "Résultat 2021", "Cible 2022"], "baseline"),
        (["Indicateur", "Situation 2023", "Résultat 2024", "Cible 2024"], "baseline"),
        (["Indicateur", "Situation 2023", "Réalisé", "Cible"], "baseline"),
        (["", "Situation 2023 femmes", "Situation 2023 hommes", "Cible 2024"], "baseline"),
        (["Indicateur", "Situation 2023", "2024", "2025"], "baseline"),
        (["Indicateur", "Situation 2022", "Cible 2022"], "year"),
        (["Indicateur", "Valeur initiale", "Situation 2022", "Cible 2023"], "year"),
        (["Indicateur", "Résultat 2021", "Situation 2022", "Cible 2023"], "year"),
        (["Indicateur", "Situation 2022"], "year"),
    ],
)
def test_the_situation_of_a_year_depends_on_the_columns_beside_it(
    headers: list[str], role: str
) -> None:
    heads = situated([indicator_column(header) for header in headers])
    at = next(i for i, header in enumerate(headers) if header.startswith("Situation"))
    found = heads[at]
    assert found is not None
    assert found.role == role


@pytest.mark.parametrize(
    "text", ["", "Objectif atteint", "Nombre de personnes", "Formation initiale", "12"]
)
def test_no_indicator_column(text: str) -> None:
    assert indicator_column(text) is None


@pytest.mark.parametrize(
    ("text", "role", "phase", "origin", "year", "funder"),
    [
        ("Budget total", "total", None, None, None, None),
        ("Coût total de l'action", "total", None, None, None, None),
        ("Consommation totale", "total", "executed", None, None, None),
        ("Enveloppe globale", "total", None, None, None, None),
        ("Budget prévisionnel", "total", "planned", None, None, None),
        ("Total Etat + CD", "total", None, None, None, None),
        ("Report Etat 2021", "share", None, "report", 2021, "etat"),
        ("Montant Etat (report) 2021", "share", None, "report", 2021, "etat"),
        ("Montant CD (report) en 2021", "share", None, "report", 2021, "departement"),
        ("Avenant 2022 CD", "share", None, "avenant", 2022, "departement"),
        ("Convention Etat 2020", "share", None, "convention", 2020, "etat"),
        ("CAF", "share", None, None, None, "caf"),
        ("Part prévue de la Région", "share", "planned", None, None, "region"),
        (
            "Dépenses exécutées sur la part financée par l'Etat",
            "share",
            "executed",
            None,
            None,
            "etat",
        ),
        ("Dépenses exécutées au 30/06/2023 par l'Etat", "share", "executed", None, None, "etat"),
        (
            "Dépenses à reporter sur 2023 sur la part financée par l'Etat",
            "carry_over",
            None,
            None,
            2023,
            "etat",
        ),
        (
            "Dépenses à reprogrammer sur 2023 par le département",
            "carry_over",
            None,
            None,
            2023,
            "departement",
        ),
        ("Report sur 2024", "carry_over", None, None, 2024, None),
        ("Crédits non consommés", "carry_over", "executed", None, None, None),
        ("Taux de consommation", "rate", "executed", None, None, None),
        ("Reste à charge du département", "share", None, None, None, "departement"),
        ("Part CD (50 %)", "share", None, None, None, "departement"),
        ("Report 2022 sur 2023", "carry_over", None, None, None, None),
        ("Loyer", None, None, None, None, None),
    ],
)
def test_line(
    text: str,
    role: str | None,
    phase: str | None,
    origin: str | None,
    year: int | None,
    funder: str | None,
) -> None:
    found = line_role(text)
    assert (found.role, found.phase, found.origin, found.year) == (role, phase, origin, year)
    assert (found.funder.funder if found.funder else None) == funder


def test_a_bare_report_depends_on_the_phase() -> None:
    assert line_role("Report Etat", "planned").origin == "report"
    assert line_role("Report Etat", "executed").role == "carry_over"
    assert line_role("Dépenses exécutées sur report 2021 Etat", "executed").role == "share"


def test_the_total_of_a_funder_is_a_subtotal() -> None:
    found = line_role("Total Etat")
    assert (found.role, found.subtotal) == ("share", True)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("CD 2 023 €", None),
        ("2022 €", None),
        ("2021 et 2022", None),
        ("2022-2023", None),
        ("au 30 juin 2023", None),
        ("CD 2022", 2022),
    ],
)
def test_year_of_a_line(text: str, year: int | None) -> None:
    assert line_role(text).year == year
