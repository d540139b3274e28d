"""Budgets in tables, horizontal rules only, axes and actions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samples import prose
from samples.facts import Action, Group, IndicatorTable, Kind, Line, Measure, Report, rate
from samples.layouts import NATIONAL, Layout
from samples.reports.build import carried, table

YEARS: tuple[tuple[int, Kind], ...] = (
    (2020, "achieved"),
    (2021, "achieved"),
    (2022, "achieved"),
    (2022, "target"),
    (2023, "target"),
)
AS_OF = "31 décembre 2022"


def _lines(shares: tuple[tuple[str, str, str], ...]) -> tuple[Line, ...]:
    """From (funder, planned, spent): both totals, both shares and what is left."""
    plan = [Line("planned", "share", funder, Decimal(p)) for funder, p, _ in shares]
    spent = [Line("executed", "share", funder, Decimal(s)) for funder, _, s in shares]
    left = [carried(funder, str(Decimal(p) - Decimal(s)), 2023) for funder, p, s in shares]
    totals = [
        sum((line.amount or Decimal(0) for line in part), Decimal(0))
        for part in (plan, spent, left)
    ]
    return (
        *plan,
        Line("planned", "total", amount=totals[0]),
        *spent,
        Line("executed", "total", amount=totals[1]),
        *left,
        carried(None, str(totals[2]), 2023),
    )


def _action(
    fiche: int,
    title: str,
    description: tuple[str, ...],
    *shares: tuple[str, str, str],
    indicators: IndicatorTable | None = None,
    **more: Any,
) -> Action:
    lines = _lines(shares)
    total = {line.phase: line.amount for line in lines if line.role == "total"}
    given: dict[str, Any] = {
        "start": "1^er^ février 2022",
        "partners": "État, Département, Région, centres communaux d'action sociale",
        "duration": "Du 1^er^ février 2022 au 31 décembre 2022",
        "results": prose.results(fiche, 2),
        "outlook": prose.outlook(fiche),
    }
    return Action(
        title,
        lines,
        fiche=str(fiche),
        as_of=AS_OF,
        description=description,
        indicators=indicators,
        rate=rate(total["executed"] or Decimal(0), total["planned"] or Decimal(1), "0.1"),
        **{**given, **more},
    )


REPORT = Report(
    name="tableaux",
    departement="des Hautes-Alpes",
    code="05",
    region="Provence-Alpes-Côte d'Azur",
    date="14 mars 2023",
    year=2022,
    title="Convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi : rapport d'exécution 2022",
    preamble=prose.PREAMBLE[:2],
    groups=(
        Group(
            "Aller vers les publics les plus éloignés",
            None,
            (
                Measure(
                    None,
                    (
                        _action(
                            1,
                            "Permanences dans les vallées",
                            (
                                "Sept permanences hebdomadaires ont été ouvertes dans les maisons de "
                                "services, de la Durance au Queyras.",
                            ),
                            ("etat", "38500", "36914.25"),
                            ("departement", "38500", "38500"),
                            ("epci", "6200", "5480.75"),
                            indicators=table(
                                ("Nombre de permanences tenues", (118, 164, 287, 300, 320)),
                                ("Nombre de personnes reçues", (402, 655, "1214", 1000, 1100)),
                                (
                                    "Taux de couverture à moins de 30 minutes",
                                    ("71 %", "78 %", "86,5 %", "85 %", "90 %"),
                                    "Deux vallées restent sans permanence en hiver",
                                ),
                                columns=YEARS,
                            ),
                        ),
                        _action(
                            2,
                            "Équipe mobile pour les saisonniers",
                            ("Un éducateur et une infirmière visitent les logements de saison.",),
                            ("etat", "52000", "52000"),
                            ("departement", "26000", "31225.4"),
                            ("ars", "26000", "26000"),
                        ),
                    ),
                ),
            ),
        ),
        Group(
            "Accompagner vers l'emploi",
            None,
            (
                Measure(
                    None,
                    (
                        _action(
                            3,
                            "Orientation en moins d'un mois",
                            ("Une plateforme unique reçoit les nouveaux entrants.", *prose.STEPS),
                            ("etat", "112340", "109877.16"),
                            ("departement", "112340", "112340"),
                            indicators=table(
                                ("Nombre de nouveaux entrants", (611, 574, 538, None, None)),
                                (
                                    "Nombre de nouveaux entrants orientés en 1 mois et moins",
                                    (203, 318, 402, 430, 450),
                                ),
                                (
                                    "Délai moyen d'orientation en jours",
                                    ("NC", 47, "33,5", 30, 30),
                                ),
                                columns=YEARS,
                            ),
                        ),
                        _action(
                            4,
                            "Garde d'enfants en horaires décalés",
                            (
                                "L'aide couvre les frais de garde avant 7 heures et après 19 heures.",
                            ),
                            ("etat", "17500", "9312.6"),
                            ("departement", "17500", "9312.6"),
                            ("caf", "5000", "5000"),
                        ),
                        _action(
                            5,
                            "Aide à la mobilité vers les vallées",
                            ("Vingt voitures et douze vélos électriques sont prêtés.",),
                            ("etat", "44120", "43998.9"),
                            ("departement", "31000", "31000"),
                            ("region", "13120", "12960"),
                        ),
                    ),
                ),
            ),
        ),
        Group(
            "Mesures à l'initiative du Département",
            "initiative",
            (
                Measure(
                    None,
                    (
                        _action(
                            6,
                            "Ateliers de cuisine et d'alimentation",
                            ("Trente ateliers ont réuni les habitants de dix communes.",),
                            ("etat", "8250", "8250"),
                            ("departement", "8250", "7645.3"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
LAYOUT = Layout(
    producer="typst",
    ruling="horizontal",
    numbering="axes",
    budget="table",
    space="narrow",
    notations=("plain", "cents"),
    headings={
        **NATIONAL,
        "description": "Présentation de l'action",
        "start": "Date de mise en place",
        "partners": "Partenaires",
        "duration": "Durée",
        "budget": "Budget prévisionnel et budget exécuté",
        "results": "Bilan de l'action",
        "outlook": "Perspectives",
        "explanation": "Commentaire",
    },
    hyphenate=True,
    header="Convention 2022 – Hautes-Alpes",
    page_number="Page {n} sur {N}",
    page_number_place="bottom-center",
)
