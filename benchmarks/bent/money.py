"""Who receives what: operations of an annex, or rows of a list in the act itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.bent.told import Told, money
from samples.blocks import Block, Cell, Gap, Grid, Heading, Para

NAMES = (
    "Roule Ensemble", "Le Volant", "Toits et Cie", "Les Jardins de Cocagne du Lac", "Union locale Emploi", "Atelier du Pont",
    "Régie de quartier Sud", "Mob'Actions", "Entr'aide 2000", "Club nautique des Sables", "Ressourcerie Phénix", "CCAS de Vaubrun",
    "Mission locale du Ried", "Compagnie des Lanternes", "Solid'Air", "Foyer rural de Bellac",
)  # fmt: skip
PLACES = ("Plaine", "Collines", "Haute Vallée", "Littoral", "Val d'Ancre")
OPERATIONS = (
    "Mobilité",
    "Logement",
    "Chantiers d'insertion",
    "Accompagnement renforcé",
    "Garde d'enfants",
)
THEMES = ("Mobilité vers l'emploi", "Accès au logement", "Levée des freins sociaux")


@dataclass(frozen=True)
class Grant:
    """A sum granted; `quantity` units at `price` make it where a price is set."""

    theme: int
    operation: int
    title: str
    territory: str
    beneficiary: str
    quantity: int
    unit: str
    price: Decimal
    amount: Decimal


def draw(pick: Random, themes: int) -> list[Grant]:
    """Two to four grants under each of a few operations of each theme."""
    names = iter(pick.sample(NAMES, len(NAMES)))
    found = []
    operation = 0
    for theme in range(1, themes + 1):
        for _ in range(pick.randrange(1, 3)):
            operation += 1
            title = pick.choice(OPERATIONS)
            unit = pick.choice(("places", "postes", "accompagnements", "ménages"))
            price = Decimal(pick.randrange(2, 30) * 50)
            for place in pick.sample(PLACES, pick.randrange(1, 4)):
                quantity = pick.randrange(3, 60)
                found.append(
                    Grant(
                        theme,
                        operation,
                        title,
                        place,
                        next(names, "Association Relais"),
                        quantity,
                        unit,
                        price,
                        price * quantity,
                    )
                )
    return found


def total(grants: Sequence[Grant]) -> Decimal:
    """What they add up to."""
    return sum((each.amount for each in grants), Decimal(0))


def annex(
    told: Told, grants: Sequence[Grant], mark: str, number: int, themes: Sequence[str]
) -> None:
    """A financial annex: one table for each theme, or one with its themes in a column."""
    pick = told.pick
    heading = pick.choice(
        (
            "Répartition financière",
            "Tableau financier des opérations",
            "Annexe financière",
            "Liste des bénéficiaires",
            "Répartition des crédits",
        )
    )
    title = pick.choice(
        (
            f"Annexe {number} : {heading}",
            f"ANNEXE N° {number} - {heading}",
            f"Annexe n°{number} – {heading}",
        )
    )
    told.put(Heading(1, f"{mark}{title}", None, title, f"annex{number}"))
    form = pick.choice(("themes", "themes", "column"))
    titles = _titles(pick)
    if form == "column":
        told.put(_one_table(told, grants, titles, themes))
    else:
        for rank in sorted({each.theme for each in grants}):
            own = [each for each in grants if each.theme == rank]
            named = f"{pick.choice(('Thématique', 'Axe'))} {rank} : {themes[rank - 1]}"
            told.put(_table(told, own, titles, named), Gap(12))
    told.put(
        Para(
            f"{told.close()}{pick.choice(('Montants en euros.', 'Tableau établi par le service insertion.'))}"
        )
    )
    told.note("grants", _rows(grants, form))


def _rows(grants: Sequence[Grant], form: str) -> Iterator[dict[str, object]]:
    for theme in sorted({each.theme for each in grants}):
        own = [each for each in grants if each.theme == theme]
        for each in own:
            yield {
                "kind": "line",
                "theme_number": str(theme),
                "operation_number": str(each.operation),
                "territory": each.territory,
                "beneficiary": each.beneficiary,
                "amount": each.amount,
            }
        if form != "column":
            yield {
                "kind": "total",
                "theme_number": str(theme),
                "operation_number": None,
                "territory": None,
                "beneficiary": None,
                "amount": total(own),
            }
    if form == "column":
        alone = str(grants[0].theme) if len({each.theme for each in grants}) == 1 else None
        yield {
            "kind": "total",
            "theme_number": alone,
            "operation_number": None,
            "territory": None,
            "beneficiary": None,
            "amount": total(grants),
        }


def _titles(pick: Random) -> list[str]:
    return [
        pick.choice(("Opération", "Fiche action", "Action")),
        pick.choice(("Territoire", "Secteur", "Canton")),
        pick.choice(
            ("Structure", "Bénéficiaire", "Association", "Organisme", "Porteur de projet", "Tiers")
        ),
        pick.choice(("Description", "Objet", "Descriptif")),
        pick.choice(
            (
                "Montant",
                "Montant accordé",
                "Montant proposé",
                "Subvention attribuée",
                "Montant de la subvention",
                "Montant voté",
            )
        ),
    ]


def _table(told: Told, grants: Sequence[Grant], titles: Sequence[str], named: str) -> Grid:
    pick = told.pick
    head = [(Cell(named, 1, 5),), tuple(Cell(title) for title in titles)]
    body = list(_body(told, grants))
    word = pick.choice(("TOTAL", "Total", f"Total thématique {grants[0].theme}"))
    body.append((Cell(word, 1, 4), Cell(money(pick, total(grants), cell=True) + " €")))
    return Grid(f"g{grants[0].theme}", (*head, *body), 2, (100, 70, 110, 120, 70), "full", 4)


def _body(told: Told, grants: Sequence[Grant]) -> Iterator[tuple[Cell, ...]]:
    pick = told.pick
    merged = pick.random() < 0.5
    for operation in dict.fromkeys(each.operation for each in grants):
        own = [each for each in grants if each.operation == operation]
        for rank, each in enumerate(own):
            cells = [
                Cell(each.territory),
                Cell(each.beneficiary),
                Cell(f"{each.quantity} {each.unit}"),
                Cell(money(pick, each.amount, cell=True) + " €"),
            ]
            if not merged:
                cells.insert(0, Cell(f"Opération {operation} : {each.title}"))
            elif rank == 0:
                cells.insert(0, Cell(f"Opération {operation} : {each.title}", len(own)))
            yield tuple(cells)


def _one_table(
    told: Told, grants: Sequence[Grant], titles: Sequence[str], themes: Sequence[str]
) -> Grid:
    pick = told.pick
    head = (Cell("Thématique"), *(Cell(title) for title in titles))
    body = [
        (
            Cell(f"{each.theme}. {themes[each.theme - 1]}"),
            Cell(f"Opération {each.operation} : {each.title}"),
            Cell(each.territory),
            Cell(each.beneficiary),
            Cell(f"{each.quantity} {each.unit}"),
            Cell(money(pick, each.amount, cell=True) + " €"),
        )
        for each in grants
    ]
    rows: list[tuple[Cell, ...]] = [head, *body]
    rows.append((Cell("TOTAL", 1, 5), Cell(money(pick, total(grants), cell=True) + " €")))
    return Grid("g", tuple(rows), 1, (80, 90, 65, 95, 80, 60), "full", 5)


def simple(told: Told, grants: Sequence[Grant]) -> list[Block]:
    """A list of grants in the act itself: who, what for, how much; at times what was asked."""
    pick = told.pick
    who = pick.choice(("Association", "Bénéficiaire", "Organisme", "Tiers", "Nom du bénéficiaire"))
    what = pick.choice(("Objet", "Projet", "Nature du projet"))
    sums = pick.choice(
        ("Montant accordé", "Subvention attribuée", "Montant voté", "Montant proposé")
    )
    asked = pick.random() < 0.4
    titles = [who, what, *(["Montant demandé"] if asked else []), sums]
    rows = [tuple(Cell(title) for title in titles)]
    for each in grants:
        cells = [each.beneficiary, f"{each.quantity} {each.unit}"]
        cells += [money(pick, each.amount + 500, cell=True)] if asked else []
        rows.append(tuple(Cell(text) for text in (*cells, money(pick, each.amount, cell=True))))
    if with_total := pick.random() < 0.6:
        last = [
            Cell("Total", 1, 2),
            *([Cell(money(pick, total(grants) + 500 * len(grants), cell=True))] if asked else []),
        ]
        rows.append((*last, Cell(money(pick, total(grants), cell=True))))
    told.note("grants", _plain_rows(grants, with_total))
    return [
        Grid(
            "s",
            tuple(rows),
            1,
            tuple(470 / len(titles) for _ in titles),
            pick.choice(("full", "full", "horizontal")),
            2,
        )
    ]


def _plain_rows(grants: Sequence[Grant], with_total: bool) -> Iterator[dict[str, object]]:
    for each in grants:
        yield {"kind": "line", "beneficiary": each.beneficiary, "amount": each.amount}
    if with_total:
        yield {"kind": "total", "beneficiary": None, "amount": total(grants)}
