"""Rotated pages, a crop box off the origin, nested bullets, page numbers at odd places."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samples import prose
from samples.facts import Action, Group, IndicatorTable, Line, Measure, Report, rate
from samples.layouts import NATIONAL, Layout
from samples.reports.build import Source, executed, planned, table


def _action(
    fiche: int,
    title: str,
    description: tuple[str, ...],
    plan: tuple[str, tuple[Source, ...]],
    spent: tuple[str, tuple[tuple[str, str, str], ...]],
    indicators: IndicatorTable | None = None,
    **more: Any,
) -> Action:
    lines: tuple[Line, ...] = (*planned(plan[0], *plan[1]), *executed(spent[0], 2023, *spent[1]))
    given: dict[str, Any] = {"results": prose.results(fiche, 2), **more}
    return Action(
        title,
        lines,
        fiche=str(fiche),
        start="01/09/2022",
        partners="État, Département, communes",
        duration="Du 01/09/2022 au 31/08/2023",
        period="01/09/2022 au 31/08/2023",
        as_of="31/08/2023",
        description=description,
        outlook=prose.outlook(fiche),
        rate=rate(Decimal(spent[0]), Decimal(plan[0])),
        indicators=indicators,
        **given,
    )


REPORT = Report(
    name="paysage_rotation",
    departement="de La Réunion",
    code="974",
    region="La Réunion",
    date="20 octobre 2023",
    year=2023,
    title="Rapport d'exécution de la convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi",
    preamble=prose.PREAMBLE,
    groups=(
        Group(
            "Mesures socle",
            "socle",
            (
                Measure(
                    "Aller à la rencontre des habitants des Hauts",
                    (
                        _action(
                            1,
                            "Des équipes itinérantes dans les cirques",
                            (
                                "Les équipes se déplacent à pied là où la route s'arrête :",
                                "- dans le cirque de Mafate, une semaine par mois ;",
                                "-- à La Nouvelle et à Roche Plate ;",
                                "--- au dispensaire le matin ;",
                                "--- à l'école l'après-midi ;",
                                "-- à Aurère, une fois sur deux ;",
                                "- à Cilaos et à Salazie, chaque semaine.",
                            ),
                            (
                                "148600",
                                (
                                    ("etat", "report", 2021, "32000"),
                                    ("etat", "avenant", 2022, "42300"),
                                    ("departement", "avenant", 2022, "74300"),
                                ),
                            ),
                            (
                                "139874.37",
                                (("etat", "74300", "n/a"), ("departement", "65574.37", "8725.63")),
                            ),
                            table(
                                ("Nombre de tournées", (0, 18, 11, 24, 36, 36)),
                                ("Nombre de personnes rencontrées", (0, 412, 268, 731, 1094, 1200)),
                                (
                                    "Nombre de personnes orientées vers un service",
                                    (0, 96, "ND", 204, {"Adultes": 287, "Mineurs": 41}, None),
                                    "Saisie interrompue en 2020",
                                ),
                                (
                                    "Part des demandes closes en un mois",
                                    (None, "41 %", "38,5 %", "52 %", "57 %", "60 %"),
                                ),
                            ),
                        ),
                        _action(
                            2,
                            "Un accueil dans chaque mairie annexe",
                            ("Quatorze mairies annexes sont équipées d'un guichet.",),
                            (
                                "61250",
                                (
                                    ("etat", "avenant", 2022, "30625"),
                                    ("departement", "avenant", 2022, "20625"),
                                    ("commune", "convention", 2022, "10000"),
                                ),
                            ),
                            (
                                "58803.6",
                                (
                                    ("etat", "30625", "n/a"),
                                    ("departement", "18178.6", "2446.4"),
                                    ("commune", "10000", "n/a"),
                                ),
                            ),
                        ),
                    ),
                ),
                Measure(
                    "Former aux métiers de l'accueil",
                    (
                        _action(
                            3,
                            "Un certificat commun aux agents d'accueil",
                            ("Le certificat se prépare en neuf journées.", *prose.STEPS),
                            (
                                "27900",
                                (
                                    ("etat", "avenant", 2022, "13950"),
                                    ("departement", "avenant", 2022, "13950"),
                                ),
                            ),
                            ("27900", (("etat", "13950", ""), ("departement", "13950", ""))),
                            table(
                                ("Nombre d'agents inscrits", (None, None, 12, 40, 66, 80)),
                                ("Nombre d'agents certifiés", (None, None, 9, 33, 58, 72)),
                                ("Nombre de journées de formation", (None, None, 9, 27, 45, "n/a")),
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
                            "Réparer et prêter des vélos",
                            ("L'atelier prête quatre-vingts vélos aux stagiaires.",),
                            (
                                "15480.8",
                                (
                                    ("etat", "avenant", 2022, "7740.4"),
                                    ("departement", "avenant", 2022, "7740.4"),
                                ),
                            ),
                            ("15112.06", (("etat", "7740.4", ""), ("departement", "7371.66", ""))),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
LAYOUT = Layout(
    producer="reportlab",
    numbering="deep",
    landscape_indicators=True,
    crop=36,
    markers=("o", "-", "•"),
    space="nobreak",
    headings={**NATIONAL, "executed": "Dépenses réalisées"},
    header="Convention 2022-2023 – La Réunion",
    footer="",
    page_number="Page {n} sur {N}",
    page_number_place="top-outer",
)
