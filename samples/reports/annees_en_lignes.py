"""Years as rows of the indicator tables and as columns of the budgets; roman numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samples import prose
from samples.facts import Action, Group, IndicatorTable, Kind, Line, Measure, Report
from samples.layouts import NATIONAL, Layout
from samples.reports.build import table

COLUMNS: tuple[tuple[int, Kind], ...] = (
    (2018, "baseline"),
    (2019, "achieved"),
    (2020, "achieved"),
    (2021, "achieved"),
    (2022, "target"),
)


def _lines(*shares: tuple[str, tuple[str, str], tuple[str, str]]) -> tuple[Line, ...]:
    """From (funder, planned 2020 and 2021, spent 2020 and 2021); the totals are added."""
    lines: list[Line] = []
    for phase, which in (("planned", 1), ("executed", 2)):
        for column, year in enumerate((2020, 2021)):
            amounts = [(s[0], Decimal(s[which][column])) for s in shares]
            total = sum((amount for _, amount in amounts), Decimal(0))
            lines.extend(Line(phase, "share", f, amount, year=year) for f, amount in amounts)  # type: ignore[arg-type]
            lines.append(Line(phase, "total", amount=total, year=year))  # type: ignore[arg-type]
    return tuple(lines)


def _action(
    rank: int,
    title: str,
    description: tuple[str, ...],
    *shares: tuple[str, tuple[str, str], tuple[str, str]],
    indicators: IndicatorTable | None = None,
    **more: Any,
) -> Action:
    given: dict[str, Any] = {
        "start": "septembre 2020",
        "partners": "État, Département, caisse d'allocations familiales",
        "duration": "2020-2021",
        "results": prose.results(rank, 2),
        "outlook": prose.outlook(rank),
        **more,
    }
    return Action(
        title,
        _lines(*shares),
        fiche=f"{rank}",
        description=description,
        indicators=indicators,
        **given,
    )


REPORT = Report(
    name="annees_en_lignes",
    departement="de la Haute-Corse",
    code="2B",
    region="Corse",
    date="17 juin 2022",
    year=2021,
    title="Rapport d'exécution de la convention d'appui à la lutte contre la pauvreté – exercices 2020 et 2021",
    preamble=prose.PREAMBLE[1:],
    groups=(
        Group(
            "Mesures socle",
            "socle",
            (
                Measure(
                    "Insertion des allocataires du RSA",
                    (
                        _action(
                            1,
                            "Plateforme d'orientation",
                            (
                                "Une équipe unique reçoit les nouveaux entrants à Bastia et à Corte.",
                            ),
                            ("etat", ("86453.34", "91200"), ("71008.90", "90114.05")),
                            ("departement", ("86453.34", "91200"), ("86453.34", "94377.61")),
                            indicators=table(
                                ("Nombre de nouveaux entrants", (388, 402, 371, 356, None)),
                                (
                                    "Nombre de nouveaux entrants orientés en 1 mois et moins",
                                    (None, 44, 138, 197, 250),
                                ),
                                ("Délai moyen en jours", ("ND", 71, "48,5", 33, 30)),
                                columns=COLUMNS,
                            ),
                        ),
                        _action(
                            2,
                            "Garantie d'activité",
                            ("Un travailleur social et un conseiller suivent la même personne.",),
                            ("etat", ("48000", "52400"), ("45316.20", "52400")),
                            ("departement", ("48000", "52400"), ("48000", "49871.66")),
                            indicators=table(
                                (
                                    "Nombre de bénéficiaires de la garantie d'activité",
                                    (0, 35, 92, 121, 140),
                                ),
                                (
                                    "Nombre de solutions structurantes d'insertion",
                                    ("-", 6, 21, 38, 45),
                                ),
                                columns=COLUMNS,
                            ),
                        ),
                    ),
                ),
                Measure(
                    "Premier accueil social inconditionnel",
                    (
                        _action(
                            3,
                            "Maillage des intercommunalités",
                            ("Douze mairies tiennent une permanence commune.", *prose.STEPS),
                            ("etat", ("12400", "12400"), ("12400", "11953.3")),
                            ("departement", ("12400", "12400"), ("12400", "12400")),
                            ("epci", ("5100", "6300"), ("4875.25", "6300")),
                            indicators=table(
                                (
                                    "Taux de couverture à moins de 30 minutes",
                                    ("55 %", "55 %", "64,5 %", "78 %", "85 %"),
                                ),
                                ("Nombre de permanences ouvertes", (7, 7, 9, 12, 12)),
                                columns=COLUMNS,
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Group(
            "Mesures à l'initiative du département",
            "initiative",
            (
                Measure(
                    None,
                    (
                        _action(
                            4,
                            "Épicerie sociale itinérante",
                            ("Le camion dessert dix-huit villages de la Castagniccia.",),
                            ("etat", ("24600", "20000"), ("24600", "19207.48")),
                            ("departement", ("24600", "20000"), ("25731.92", "20000")),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
LAYOUT = Layout(
    producer="reportlab",
    numbering="roman",
    budget="years",
    indicators="rows",
    space="nobreak",
    notations=("dot", "german", "cents", "kilo", "plain", "euros"),
    headings={**NATIONAL, "budget": "Budget prévisionnel et budget exécuté"},
    markers=("-", "o", "•"),
    page_number="- {n} -",
)
