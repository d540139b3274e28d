"""One indicator table over three pages, under a header of two lines."""

from __future__ import annotations

from decimal import Decimal

from samples import prose
from samples.facts import Action, Group, Kind, Measure, Report, rate
from samples.layouts import NATIONAL, Layout
from samples.reports.build import Written, executed, planned, table

COLUMNS: tuple[tuple[int, Kind], ...] = (
    (2018, "baseline"),
    (2019, "achieved"),
    (2020, "achieved"),
    (2021, "achieved"),
    (2022, "target"),
)
TOWNS = (
    "Lons-le-Saunier",
    "Dole",
    "Saint-Claude",
    "Champagnole",
    "Morez",
    "Arbois",
    "Poligny",
    "Salins-les-Bains",
)
WHAT = (
    "Nombre de nouveaux entrants reçus au centre médico-social de {}",
    "Nombre de rendez-vous d'orientation fixés dans le délai de 15 jours à {}, hors dossiers "
    "suspendus ou transférés en cours d'année",
    "Nombre de 1^ers^ contrats d'engagement signés à {}",
    "Taux de présence au 1^er^ rendez-vous à {}",
)
COMMENTS = (
    "",
    "Le centre a été fermé de mars à juin 2020 ; les rendez-vous ont été tenus par téléphone et ne "
    "sont comptés que s'ils ont donné lieu à un compte rendu.",
    "",
    "Hausse due aux rappels envoyés par message la veille du rendez-vous.",
    "",
    "",
    "Poste vacant au 1^er^ semestre.",
)


def _row(number: int) -> tuple[str, tuple[Written, ...], str]:
    town, what = TOWNS[number // len(WHAT)], number % len(WHAT)
    base = 31 + (number * 37) % 83
    values: list[Written] = [base + step * (3 + number % 5) for step in range(5)]
    if what == 3:
        values = [f"{52 + number % 9 + 4 * step},{(number + step) % 10} %" for step in range(5)]
    if number % 7 == 3:
        values[0] = None
    if number % 11 == 5:
        values[2] = "ND"
    if number % 13 == 6:
        values[4] = "-"
    return WHAT[what].format(town), tuple(values), COMMENTS[number % len(COMMENTS)]


def _action(
    fiche: int, title: str, total: str, half: str, spent: tuple[str, str, str], **more: object
) -> Action:
    lines = (
        *planned(
            total, ("etat", "convention", 2021, half), ("departement", "convention", 2021, half)
        ),
        *executed(spent[0], 2022, ("etat", spent[1], "n/a"), ("departement", spent[2], "n/a")),
    )
    fields: dict[str, object] = {
        "description": prose.results(fiche + 2, 2),
        "results": prose.results(fiche, 2),
        "outlook": prose.outlook(fiche),
        **more,
    }
    return Action(
        title,
        lines,
        fiche=str(fiche),
        start="1^er^ janvier 2021",
        partners="État, Conseil départemental, Pôle emploi",
        duration="2021",
        period="1^er^ janvier 2021 au 31 décembre 2021",
        as_of="31 décembre 2021",
        rate=rate(Decimal(spent[0]), Decimal(total), "0.01"),
        **fields,  # type: ignore[arg-type]
    )


REPORT = Report(
    name="longue_table",
    departement="du Jura",
    code="39",
    region="Bourgogne-Franche-Comté",
    date="30 mars 2022",
    year=2021,
    title="Rapport d'exécution 2021 de la convention d'appui à la lutte contre la pauvreté",
    preamble=prose.PREAMBLE[:2],
    groups=(
        Group(
            "Mesures socle",
            "socle",
            (
                Measure(
                    "Orienter et accompagner dans chaque centre médico-social",
                    (
                        _action(
                            1,
                            "Un délai de quinze jours dans les huit centres",
                            "164300.00",
                            "82150.00",
                            ("158944.61", "82150.00", "76794.61"),
                            indicators=table(*(_row(n) for n in range(32)), columns=COLUMNS),
                        ),
                        _action(
                            2,
                            "Un message de rappel avant chaque rendez-vous",
                            "9480.00",
                            "4740.00",
                            ("9480.00", "4740.00", "4740.00"),
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
                            3,
                            "Des jardins partagés avec les épiceries sociales",
                            "23750.50",
                            "11875.25",
                            ("21302.18", "11875.25", "9426.93"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
LAYOUT = Layout(
    producer="reportlab",
    font="sans",
    size=9,
    indicators="hierarchical",
    repeats=(True, False),
    cut_rows=True,
    space="nobreak",
    headings={
        **NATIONAL,
        "planned": "Budget prévisionnel",
        "partners": "Partenaires et cofinanceurs",
    },
    header="Rapport d'exécution 2021 – Jura",
    page_number="{n}/{N}",
    page_number_place="bottom-center",
)
