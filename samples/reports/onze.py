"""Eleven actions of a département, after the national template; printed in two layouts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samples import prose
from samples.facts import Action, Group, IndicatorTable, Line, Measure, Report, rate
from samples.reports.build import Source, executed, planned, table

PERIOD = "01/07/2022 au 30/06/2023"
AS_OF = "30/06/2023"


def _action(
    fiche: int,
    title: str,
    description: tuple[str, ...],
    plan: tuple[int | str, tuple[Source, ...]],
    spent: tuple[int | str, tuple[tuple[str, Any, Any], ...]],
    indicators: IndicatorTable | None = None,
    rated: bool = True,
    **more: Any,
) -> Action:
    lines: tuple[Line, ...] = (*planned(plan[0], *plan[1]), *executed(spent[0], 2023, *spent[1]))
    given: dict[str, Any] = {
        "start": "2022",
        "partners": "Etat et Conseil départemental",
        "duration": "2022-2023",
        "results": prose.results(fiche, 1 + fiche % 2),
        "outlook": prose.outlook(fiche),
    }
    return Action(
        title,
        lines,
        fiche=str(fiche),
        period=PERIOD,
        as_of=AS_OF,
        description=description,
        indicators=indicators,
        rate=rate(Decimal(str(spent[0])), Decimal(str(plan[0]))) if rated else None,
        **{**given, **more},
    )


ORIENTATION = _action(
    4,
    "Raccourcir le délai du premier rendez-vous d'orientation",
    (
        "Le délai entre l'ouverture du droit et le 1^er^ rendez-vous atteignait 74 jours au "
        "printemps 2022. L'objectif est de le ramener sous 30 jours{{Délai moyen observé sur les "
        "douze derniers mois, hors dossiers suspendus.}}, en réunissant dans une même équipe "
        "l'instruction administrative et l'orientation.",
        "Trois étapes ont été retenues :",
        *prose.STEPS,
    ),
    (
        193640,
        (
            ("etat", "report", 2021, 31420),
            ("etat", "avenant", 2022, 65400),
            ("departement", "avenant", 2022, 65400),
            ("departement", "report", 2022, 31420),
        ),
    ),
    ("201385.72", (("etat", 96820, "n/a"), ("departement", "104565.72", "n/a"))),
    table(
        ("Nombre de nouveaux entrants", (512, 498, 547, 401, 388, None)),
        (
            "Nombre de nouveaux entrants orientés en 1 mois et moins",
            (0, 12, 96, 143, 171, None),
            "Équipe au complet depuis avril",
        ),
        (
            "Nombre total de 1^ers^ rendez-vous d'accompagnement fixés",
            (207, 188, 236, 301, 276, None),
        ),
        (
            "Nombre de 1^ers^ rendez-vous fixés dans le délai de 2 semaines",
            (41, 38, 77, 92, 104, None),
        ),
        ("Nombre total de 1^ers^ contrats d'engagement", (126, 103, 171, 254, 219, None)),
        (
            "Nombre total de 1^ers^ contrats d'engagement dans les 2 mois",
            (88, 71, 129, 163, 158, None),
        ),
    ),
)
CREATION = _action(
    3,
    "Accompagner les créateurs d'entreprise allocataires du RSA",
    (
        "Deux conseillers suivent les allocataires qui exercent une activité indépendante ou qui "
        "veulent en créer une. Ils vérifient la viabilité du projet et préparent, s'il le faut, une "
        "réorientation professionnelle.",
    ),
    (
        71200,
        (
            ("etat", "report", 2021, 17800),
            ("etat", "avenant", 2022, 17800),
            ("departement", "report", 2021, 17800),
            ("departement", "avenant", 2022, 17800),
        ),
    ),
    ("68934.15", (("etat", 35600, "n/a"), ("departement", "33334.15", "2265.85"))),
)
ACCUEIL = _action(
    1,
    "Ouvrir des points d'accueil itinérants",
    (
        "Un véhicule aménagé se rend chaque semaine dans neuf communes dépourvues de service "
        "social de proximité.",
    ),
    (
        98500,
        (
            ("etat", "report", 2021, 40000),
            ("etat", "avenant", 2022, 9250),
            ("departement", "report", 2021, 40000),
            ("departement", "avenant", 2022, 9250),
        ),
    ),
    ("104288.4", (("etat", 49250, "n/a"), ("departement", "55038.4", "n/a"))),
    table(
        (
            "Taux de couverture par un premier accueil social à moins de 30 minutes",
            (68, 68, 81, 94, 97, 100),
        ),
        (
            "Nombre de structures du Département engagées dans la démarche",
            (31, 31, 29, 29, 29, None),
            "Deux sites fusionnés en 2020",
        ),
        (
            "Nombre de structures hors Département engagées dans la démarche",
            (4, 5, "Indicateur Etat", "Indicateur Etat", 19, None),
        ),
    ),
    note="Le coût comprend l'achat du véhicule et un poste de chargé de mission.",
)
REFERENT = _action(
    2,
    "Désigner un référent pour les personnes réfugiées",
    (
        "Un travailleur social à temps plein assure le relais entre les centres d'hébergement et "
        "les équipes de polyvalence.",
    ),
    (
        42000,
        (
            ("etat", "report", 2021, 5000),
            ("etat", "avenant", 2022, 16000),
            ("departement", "avenant", 2022, 21000),
        ),
    ),
    ("46512.08", (("etat", 21000, ""), ("departement", "25512.08", ""))),
    results=(),
)
FEMMES = _action(
    5,
    "Mieux accueillir les femmes en recherche d'emploi",
    ("La permanence emploi ouvre deux jours par semaine et reçoit sans rendez-vous.",),
    (26400, (("etat", "avenant", 2022, 13200), ("departement", "avenant", 2022, 13200))),
    (26400, (("etat", 13200, ""), ("departement", 13200, ""))),
    rated=False,
    start="01/01/2023",
    duration="Du 01/01/2023 au 31/12/2023",
)
FORMATION = _action(
    6,
    "Former les intervenants sociaux",
    ("Quatre modules communs réunissent les agents du Département et ceux des partenaires.",),
    (
        30600,
        (
            ("etat", "report", 2021, 12000),
            ("etat", "avenant", 2022, 3300),
            ("departement", "report", 2021, 12000),
            ("departement", "avenant", 2022, 3300),
        ),
    ),
    ("37451.9", (("etat", 15300, ""), ("departement", "22151.9", ""))),
)
BADGES = _action(
    7,
    "Reconnaître les compétences par des badges numériques",
    ("Le réseau réunit quatorze structures qui délivrent un badge commun.",),
    (4216, (("etat", "avenant", 2022, 2108), ("departement", "avenant", 2022, 2108))),
    (4216, (("etat", 2108, ""), ("departement", 2108, ""))),
    rated=False,
)
MOBILITE = _action(
    8,
    "Préparer au permis de conduire pour les métiers qui recrutent",
    (
        "Deux sessions de préparation ont été organisées, l'une à Mende et l'autre à Marvejols, "
        "pour des personnes qui disposent d'une promesse d'embauche.",
    ),
    (58000, (("etat", "avenant", 2022, 41350), ("departement", "avenant", 2022, 16650))),
    (58000, (("etat", 41350, ""), ("departement", 16650, ""))),
    table(
        (
            "Nombre de personnes accompagnées par la plateforme de mobilité",
            (None, 52, 21, 37, {"Ensemble du réseau": 268, "Dont cette action": 31}, None),
        ),
        (
            "Nombre de diagnostics de mobilité prescrits par le Département",
            (None, "ND", "ND", "ND", {"Ensemble du réseau": 83, "Dont cette action": 17}, None),
        ),
    ),
    results=(
        "À Mende, du 6 mars au 9 juin 2023 :",
        "- 15 stagiaires ont suivi la formation ;",
        "- 12 ont obtenu le code au 30 juin.",
        "À Marvejols, les épreuves de conduite ne sont pas terminées.",
    ),
    rated=False,
)
CHANTIERS = _action(
    9,
    "Soutenir de nouveaux chantiers d'insertion",
    ("Une étude a repéré les cantons sans structure d'insertion par l'activité économique.",),
    (49800, (("etat", "avenant", 2022, 24900), ("departement", "avenant", 2022, 24900))),
    ("45360.5", (("etat", 24900, ""), ("departement", "20460.5", "4439.5"))),
)
PANIERS = _action(
    10,
    "Distribuer des paniers de produits locaux",
    ("Les paniers sont composés avec les producteurs et vendus au cinquième de leur prix.",),
    (17600, (("etat", "avenant", 2022, 8800), ("departement", "avenant", 2022, 8800))),
    (17600, (("etat", 8800, ""), ("departement", 8800, ""))),
    partners="Etat, Conseil départemental, MSA, CAF",
)
NUMERIQUE = _action(
    11,
    "Équiper les ménages d'un ordinateur reconditionné",
    (
        "L'atelier de reconditionnement remet les appareils en état, les installe et forme les "
        "bénéficiaires à leur usage.",
    ),
    (
        "36245.5",
        (
            ("etat", "report", 2021, "11372.75"),
            ("etat", "avenant", 2022, 6750),
            ("departement", "avenant", 2022, "18122.75"),
        ),
    ),
    ("36245.5", (("etat", "18122.75", ""), ("departement", "18122.75", ""))),
)
SUIVIS = table(
    ("Nombre de référents de parcours en exercice", (None, None, None, None, 3, None)),
    ("Nombre de personnes accompagnées par un référent", (None, None, None, None, 44, None)),
)
FORMES = table(
    ("Nombre de personnes formées, toutes thématiques", (None, None, None, None, 213, None)),
    ("Nombre de personnes formées sur financement spécifique", (None, None, None, None, 341, None)),
)
REPORT = Report(
    name="onze",
    departement="de la Lozère",
    code="48",
    region="Occitanie",
    date="29 septembre 2023",
    year=2023,
    title="Rapport d'exécution de la convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi",
    preamble=prose.PREAMBLE,
    groups=(
        Group(
            "Mesures socle",
            "socle",
            (
                Measure("Raccourcir l'entrée dans l'accompagnement", (ORIENTATION, CREATION)),
                Measure("Accueillir partout, sans condition", (ACCUEIL,)),
                Measure(
                    "Confier chaque situation complexe à un référent", (REFERENT, FEMMES), SUIVIS
                ),
                Measure("Former ceux qui accompagnent", (FORMATION, BADGES), FORMES),
                Measure("Lever les freins à la mobilité", (MOBILITE,)),
            ),
        ),
        Group(
            "Mesures à l'initiative du département",
            "initiative",
            (Measure(None, (CHANTIERS, PANIERS, NUMERIQUE)),),
        ),
    ),
    annexes=("Tableau des indicateurs", "Tableau financier"),
)
