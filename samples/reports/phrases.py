"""Budgets in sentences under bold headings without numbers; other funders; two columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samples import prose
from samples.facts import Action, Group, IndicatorTable, Line, Measure, Report, rate
from samples.layouts import Layout
from samples.reports.build import carried, executed, planned, table


def _budget(year: int, *shares: tuple[str, str, str]) -> tuple[Line, ...]:
    """From (funder, planned, spent); what the State has not spent is carried over."""
    plan = sum((Decimal(p) for _, p, _ in shares), Decimal(0))
    spent = sum((Decimal(s) for _, _, s in shares), Decimal(0))
    left = [
        carried(f, str(Decimal(p) - Decimal(s)), year)
        for f, p, s in shares
        if f == "etat" and Decimal(p) > Decimal(s)
    ]
    return (
        *planned(str(plan), *((f, None, None, p) for f, p, _ in shares)),
        *executed(str(spent), None, *((f, s, "") for f, _, s in shares)),
        *left,
    )


def _action(
    rank: int,
    title: str,
    description: tuple[str, ...],
    *shares: tuple[str, str, str],
    indicators: IndicatorTable | None = None,
    rated: bool = False,
    **more: Any,
) -> Action:
    lines = _budget(2023, *shares)
    totals = {line.phase: line.amount or Decimal(0) for line in lines if line.role == "total"}
    given: dict[str, Any] = {
        "results": prose.results(rank, 1 + rank % 3),
        "outlook": prose.outlook(rank),
        "partners": "",
        **more,
    }
    return Action(
        title,
        lines,
        as_of="31 décembre 2022",
        description=description,
        indicators=indicators,
        rate=rate(totals["executed"], totals["planned"]) if rated else None,
        **given,
    )


REPORT = Report(
    name="phrases",
    departement="du Finistère",
    code="29",
    region="Bretagne",
    date="2 juin 2023",
    year=2022,
    title="Lutte contre la pauvreté : bilan d'exécution 2022 de la convention",
    preamble=prose.PREAMBLE,
    groups=(
        Group(
            "Prévenir les ruptures",
            None,
            (
                Measure(
                    None,
                    (
                        _action(
                            1,
                            "Prévenir les sorties sèches de l'aide sociale à l'enfance",
                            (
                                "Chaque jeune confié rencontre un référent à dix-sept ans. Le "
                                "logement, les ressources et les papiers sont passés en revue.",
                            ),
                            ("etat", "22500", "20625.25"),
                            ("departement", "22500", "20625.25"),
                            partners="Caisse d'allocations familiales, missions locales",
                            rated=True,
                            indicators=table(
                                ("Nombre de jeunes devenus majeurs dans l'année", (87, 91, 84)),
                                ("Nombre de jeunes avec un logement stable", (61, 70, 73)),
                                (
                                    "Nombre de jeunes ayant accès à des ressources financières",
                                    (58, "NC", 69),
                                    "Non suivi en 2021",
                                ),
                                columns=(
                                    (2020, "achieved"),
                                    (2021, "achieved"),
                                    (2022, "achieved"),
                                ),
                            ),
                        ),
                        _action(
                            2,
                            "Des petits-déjeuners dans les collèges",
                            ("Neuf collèges servent un petit-déjeuner deux matins par semaine.",),
                            ("etat", "31200", "31200"),
                            ("departement", "15600", "17842.37"),
                            ("caf", "8000", "8000"),
                            outlook=(),
                        ),
                        _action(
                            3,
                            "L'accès aux droits des travailleurs agricoles",
                            ("Un bus va à la rencontre des saisonniers dans les serres.",),
                            ("etat", "12750", "9310.4"),
                            ("departement", "6375", "6375"),
                            ("msa", "6375", "6375"),
                            results=(),
                            rated=True,
                        ),
                        _action(
                            6,
                            "Des conseillers pour les familles qui changent de logement",
                            (
                                "Un conseiller prépare avec la famille le budget du nouveau "
                                "logement, puis la revoit au bout de trois mois.",
                                "Les organismes bailleurs préviennent le Département dès la "
                                "signature du bail.",
                            ),
                            ("etat", "27850", "27850"),
                            ("departement", "27850", "26120.75"),
                            ("epci", "9300", "9300"),
                            partners="Bailleurs sociaux, communautés de communes",
                            indicators=table(
                                ("Nombre de familles conseillées", (None, 118, 143)),
                                ("Nombre de familles revues à trois mois", (None, 64, 97)),
                                columns=(
                                    (2020, "achieved"),
                                    (2021, "achieved"),
                                    (2022, "achieved"),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Group(
            "Retrouver un emploi",
            None,
            (
                Measure(
                    None,
                    (
                        _action(
                            4,
                            "Un parcours vers les métiers de la mer",
                            (
                                "Trois chantiers et deux armements accueillent des stagiaires. Le "
                                "parcours comprend :",
                                "- une découverte des métiers de deux semaines ;",
                                "- un stage de quatre semaines ;",
                                "-- à terre pour les moins de 18 ans ;",
                                "-- à bord pour les autres ;",
                                "- une formation qualifiante.",
                            ),
                            ("etat", "64000", "61274.9"),
                            ("departement", "32000", "32000"),
                            ("region", "40000", "38950.1"),
                            ("ue", "56000", "52115.65"),
                            rated=True,
                        ),
                        _action(
                            5,
                            "Un coup de pouce pour les frais de reprise d'emploi",
                            ("L'aide est versée en dix jours sur présentation d'un justificatif.",),
                            ("etat", "18400", "18400"),
                            ("departement", "18400", "16933.08"),
                            partners="France Travail, missions locales",
                        ),
                    ),
                ),
            ),
        ),
    ),
)
LAYOUT = Layout(
    producer="typst",
    size=11,
    numbering="none",
    budget="sentences",
    space="nobreak",
    notations=("plain", "plain", "cents", "euros"),
    hyphenate=True,
    toc=False,
    order=("description", "partners", "results", "budget", "indicators", "outlook"),
    headings={
        "description": "L'action en bref",
        "partners": "Avec qui ?",
        "results": "Ce qui a été fait",
        "budget": "Moyens financiers",
        "planned": "Plan de financement",
        "executed": "Bilan financier",
        "indicators": "Chiffres clés",
        "outlook": "Et demain",
        "explanation": "Remarques",
    },
    groups_in_columns=(2,),
    keep_empty=False,
    markers=("▪", "○", "–"),
    footer="Conseil départemental du Finistère",
    page_number="page {n}",
    page_number_place="bottom-outer",
)
