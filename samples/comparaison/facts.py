"""What the eight départements report from 2020 to 2022: invented, figures and words alike."""

from __future__ import annotations

from decimal import Decimal

from samples.facts import Action, Group, Measure, Report, rate
from samples.layouts import Layout
from samples.reports.build import Amount, Written, executed, planned, table

YEARS = (2020, 2021, 2022)
PLACES = {
    "03": ("de l'Allier", "Auvergne-Rhône-Alpes"),
    "09": ("de l'Ariège", "Occitanie"),
    "15": ("du Cantal", "Auvergne-Rhône-Alpes"),
    "2B": ("de la Haute-Corse", "Corse"),
    "32": ("du Gers", "Occitanie"),
    "53": ("de la Mayenne", "Pays de la Loire"),
    "70": ("de la Haute-Saône", "Bourgogne-Franche-Comté"),
    "974": ("de La Réunion", "La Réunion"),
}
ENTRANTS = "Nombre de nouveaux entrants"
ORIENTED = "Nombre de nouveaux entrants orientés"
COVER = (
    "Taux de couverture du premier accueil social inconditionnel de proximité à moins de 30 minutes"
)

BASE = {"03": 640, "09": 310, "15": 205, "2B": 415, "32": 290, "53": 365, "70": 330, "974": 5200}
"""Nouveaux entrants of 2018; one département is of another size than the others."""

PLANTED: dict[tuple[str, str, int], str] = {
    ("15", ENTRANTS, 2021): "ND",
    ("32", ENTRANTS, 2021): "en cours de calcul",
    ("53", ENTRANTS, 2021): "",
    ("70", ENTRANTS, 2021): "n/a",
    ("09", ORIENTED, 2020): "-",
    ("2B", ORIENTED, 2022): "NC",
    ("974", COVER, 2020): "sans objet",
}
"""What is printed where a figure is due: none of it may enter a mean or a rank."""

UNSPENT: dict[tuple[str, int], str] = {("70", 2021): "ND", ("09", 2022): ""}
"""Where the first action does not say what was spent."""

_DRESSES = (
    Layout(toc=False, size=9),
    Layout(producer="typst", toc=False, numbering="axes", budget="table", ruling="horizontal"),
    Layout(toc=False, numbering="national", budget="table", space="nobreak", size=9),
    Layout(producer="typst", toc=False, numbering="deep", notations=("cents",), space="narrow"),
)


def entrants(code: str, year: int) -> int:
    """Nouveaux entrants of a year."""
    return BASE[code] + (year - 2018) * (len(code) * 7 + int(code[0]) * 3)


def oriented(code: str, year: int) -> int:
    """How many of them were oriented."""
    return entrants(code, year) * (55 + 8 * (year - 2018)) // 100


def cover(code: str, year: int) -> str:
    """The rate of cover, with a decimal."""
    return f"{60 + int(code[0]) * 3 + (year - 2018) * 2},5 %"


def due(code: str, year: int) -> dict[str, Written]:
    """The targets of a year, as the report of the year before states them."""
    return {
        ENTRANTS: entrants(code, year) + 10,
        ORIENTED: oriented(code, year) + 25,
        COVER: "100 %",
    }


def done(code: str, year: int) -> dict[str, Written]:
    """What is printed as achieved in a year."""
    told: dict[str, Written] = {
        ENTRANTS: entrants(code, year),
        ORIENTED: oriented(code, year),
        COVER: cover(code, year),
    }
    return {label: PLANTED.get((code, label, year), value) for label, value in told.items()}


def money(code: str, year: int) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    """Planned and spent by each of the two funders, on each of the two actions."""
    plan = Decimal(20000 + BASE[code] * 40 + (year - 2020) * 1500)
    spent = plan * (70 + (BASE[code] + year * 3) % 41) / 100
    return (plan, spent.quantize(Decimal("0.01"))), (
        plan / 2,
        (spent / 4).quantize(Decimal("0.01")),
    )


def _action(code: str, year: int, rank: int, title: str) -> Action:
    plan, spent = money(code, year)[rank]
    half = str(plan)
    lines = planned(str(2 * plan), ("etat", None, None, half), ("departement", None, None, half))
    told: tuple[tuple[str, Amount, str], ...] = (
        ("etat", str(spent), ""),
        ("departement", str(spent), ""),
    )
    silent = UNSPENT.get((code, year)) if rank == 0 else None
    if silent is None:
        lines += executed(str(2 * spent), None, *told)
    return Action(
        title,
        lines,
        fiche=str(rank + 1),
        start=f"1^er^ janvier {year}",
        partners="CAF, communes",
        duration=f"{year}",
        period=f"1^er^ janvier {year} au 31 décembre {year}",
        as_of=f"31 décembre {year}",
        description=("Les équipes reçoivent sur rendez-vous.",),
        results=("L'équipe est au complet depuis le printemps.",),
        outlook=("L'action continue.",),
        rate=None if silent is not None else rate(spent, plan),
    )


def report(code: str, year: int) -> Report:
    """The report of a département on a year."""
    name, region = PLACES[code]
    states, targets = done(code, year), due(code, year + 1)
    first = {ENTRANTS: BASE[code], ORIENTED: oriented(code, 2018), COVER: None}
    rows = [(label, (first[label], states[label], targets[label])) for label in states]
    indicators = table(
        *rows, columns=((2018, "baseline"), (year, "achieved"), (year + 1, "target"))
    )
    actions = (
        _action(code, year, 0, "Raccourcir le délai du premier rendez-vous"),
        _action(code, year, 1, "Ouvrir des points d'accueil itinérants"),
    )
    return Report(
        name=f"{code}-{year}",
        departement=name,
        code=code,
        region=region,
        date=f"15 avril {year + 1}",
        year=year,
        title=f"Rapport d'exécution {year} – Convention d'appui à la lutte contre la pauvreté et "
        "d'accès à l'emploi",
        preamble=(),
        groups=(
            Group(
                "Mesures socle",
                "socle",
                (Measure("Insertion des allocataires du RSA", actions, indicators),),
            ),
        ),
    )


def dress(code: str, year: int) -> Layout:
    """How it is printed: départements differ, and each of them changes over the years."""
    return _DRESSES[(list(PLACES).index(code) + year) % len(_DRESSES)]
