"""A report whose figures contradict each other, on purpose; `planted.csv` lists where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samples import prose
from samples.facts import Action, Group, Line, Measure, Planted, Report, rate
from samples.layouts import NATIONAL, Layout
from samples.reports.build import Source, executed, planned, table

ADVICE, CHILDCARE, LODGING = (
    "Conseil budgétaire dans les maisons de services",
    "Places de crèche réservées aux parents en formation",
    "Baux glissants pour les jeunes majeurs",
)
HEALTH, LANGUAGE, GARDENS = (
    "Bilan de santé des nouveaux entrants",
    "Cours de français dans les chantiers d'insertion",
    "Jardins partagés des quartiers",
)


def _action(
    fiche: int,
    title: str,
    description: str,
    plan: tuple[str, tuple[Source, ...]],
    spent: tuple[str, tuple[tuple[str, str, str], ...]],
    printed_rate: str | None = None,
    **more: Any,
) -> Action:
    lines: tuple[Line, ...] = (*planned(plan[0], *plan[1]), *executed(spent[0], 2023, *spent[1]))
    exact = rate(Decimal(spent[0]), Decimal(plan[0]), "0.1")
    return Action(
        title,
        lines,
        fiche=str(fiche),
        start="1^er^ mars 2022",
        partners="État, Département, CAF",
        duration="2022",
        period="1^er^ mars 2022 au 31 décembre 2022",
        as_of="31 décembre 2022",
        description=(description,),
        results=prose.results(fiche, 1),
        outlook=prose.outlook(fiche),
        rate=exact if printed_rate is None else Decimal(printed_rate),
        **more,
    )


REPORT = Report(
    name="contradictions",
    departement="de l'Ardèche",
    code="07",
    region="Auvergne-Rhône-Alpes",
    date="11 avril 2023",
    year=2022,
    title="Rapport d'exécution 2022 – Convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi",
    preamble=prose.PREAMBLE,
    groups=(
        Group(
            "Mesures socle",
            "socle",
            (
                Measure(
                    "Accueillir et conseiller",
                    (
                        _action(  # digits swapped: 12 760 for 12 670
                            1,
                            ADVICE,
                            "Des conseillers reçoivent sur rendez-vous dans onze maisons de services.",
                            (
                                "38010",
                                (
                                    ("etat", "report", 2021, "12670"),
                                    ("etat", "avenant", 2022, "12760"),
                                    ("departement", "avenant", 2022, "12670"),
                                ),
                            ),
                            (
                                "37214.5",
                                (("etat", "25340", "n/a"), ("departement", "11874.5", "795.5")),
                            ),
                        ),
                        _action(  # a wrong rate: 88,1 for 91,8
                            2,
                            CHILDCARE,
                            "Vingt-deux places sont réservées dans sept crèches.",
                            (
                                "96000",
                                (
                                    ("etat", "convention", 2022, "48000"),
                                    ("departement", "convention", 2022, "36000"),
                                    ("caf", "convention", 2022, "12000"),
                                ),
                            ),
                            (
                                "88125.3",
                                (
                                    ("etat", "44062.65", "3937.35"),
                                    ("departement", "32062.65", "3937.35"),
                                    ("caf", "12000", "n/a"),
                                ),
                            ),
                            printed_rate="88.1",
                            indicators=table(
                                ("Nombre de places réservées", (0, 4, 9, 17, 22, None)),
                                ("Nombre d'enfants accueillis", (0, 7, 14, 35, 51, None)),
                            ),
                        ),
                    ),
                ),
                Measure(
                    "Loger et soigner",
                    (
                        _action(  # executed shares fall 1 000 short of the executed total
                            3,
                            LODGING,
                            "L'association locataire transfère le bail après six mois.",
                            (
                                "54200",
                                (
                                    ("etat", "avenant", 2022, "27100"),
                                    ("departement", "avenant", 2022, "27100"),
                                ),
                            ),
                            (
                                "52418.92",
                                (("etat", "26100", "n/a"), ("departement", "25318.92", "n/a")),
                            ),
                        ),
                        _action(  # all right
                            4,
                            HEALTH,
                            "Chaque nouvel entrant se voit proposer un bilan complet.",
                            (
                                "19400",
                                (
                                    ("etat", "avenant", 2022, "9700"),
                                    ("departement", "avenant", 2022, "9700"),
                                ),
                            ),
                            ("19400", (("etat", "9700", ""), ("departement", "9700", ""))),
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
                        _action(  # planned shares exceed the total by 0,40; spent more than planned
                            5,
                            LANGUAGE,
                            "Les cours ont lieu sur le temps de travail, deux fois par semaine.",
                            (
                                "23418.6",
                                (
                                    ("etat", "avenant", 2022, "11709.5"),
                                    ("departement", "avenant", 2022, "11709.5"),
                                ),
                            ),
                            ("24902.7", (("etat", "11709.5", ""), ("departement", "13193.2", ""))),
                        ),
                        _action(  # all right
                            6,
                            GARDENS,
                            "Six jardins ont été ouverts au pied des immeubles.",
                            (
                                "7350",
                                (
                                    ("etat", "avenant", 2022, "3675"),
                                    ("departement", "avenant", 2022, "3675"),
                                ),
                            ),
                            ("6918.44", (("etat", "3675", ""), ("departement", "3243.44", ""))),
                        ),
                    ),
                ),
            ),
        ),
    ),
    planted=(
        Planted("parts_total", ADVICE, Decimal("38010.00"), Decimal("38100.00"), Decimal("-90.00")),
        Planted("consumption_rate", CHILDCARE, Decimal("88.1"), Decimal("91.8"), Decimal("-3.7")),
        Planted(
            "parts_total", LODGING, Decimal("52418.92"), Decimal("51418.92"), Decimal("1000.00")
        ),
        Planted(
            "parts_total", LANGUAGE, Decimal("23418.60"), Decimal("23419.00"), Decimal("-0.40")
        ),
    ),
)
LAYOUT = Layout(
    producer="typst",
    ruling="full",
    numbering="deep",
    space="thin",
    headings={
        **NATIONAL,
        "planned": "Budget prévisionnel",
        "executed": "Budget exécuté au 31 décembre 2022",
        "results": "Bilan d'exécution de l'action",
    },
    header="Ardèche – rapport d'exécution 2022",
    page_number="{n} / {N}",
    page_number_place="bottom-right",
)
