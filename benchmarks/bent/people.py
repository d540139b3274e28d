"""Members of an assembly, and the ways in which a sitting lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from samples.blocks import Block, Bullets, Cell, Grid, Para

FIRST = {
    "M.": [
        "Paul",
        "Jean-Marc",
        "Hugo",
        "Éric",
        "Alain",
        "Denis",
        "René",
        "Karim",
        "Loïc",
        "Yves",
        "Franck",
        "Gaël",
    ],
    "Mme": [
        "Alix",
        "Inès",
        "Claire",
        "Lise",
        "Anne-Sophie",
        "Noëlle",
        "Sonia",
        "Maud",
        "Jeanne",
        "Fatima",
        "Odile",
        "Brigitte",
    ],
}
LAST = (
    (
        "MERLE RENAUD FABRE NOEL PETIT LE ROUX DUVAL-MARTIN BONNET GRANDJEAN COLIN TESSIER HÉBERT LEMOINE "
        "BARBIER OLIVIER CHARPENTIER BENALI VASSEUR LECLERCQ MOULIN GAUTHIER D'AMICO PREVOST JACQUET"
    )
    .replace("LE ROUX", "LE_ROUX")
    .split()
)
PRESENT = ("Étaient présents", "Présents", "Membres présents", "ÉTAIENT PRÉSENTS", "Présent(e)s")
PROXY = (
    "Absents excusés ayant donné procuration",
    "Absents ayant donné pouvoir",
    "Ont donné pouvoir",
    "Procurations",
    "Pouvoirs",
    "Excusés et représentés",
    "Absents représentés",
)
EXCUSED = ("Absents excusés", "Étaient excusés", "Excusés", "Excusé(e)s")
ABSENT = ("Absents", "Étaient absents", "Absent(s)", "Absents non excusés")
GIVES = (
    "(pouvoir à {})",
    "a donné pouvoir à {}",
    "donne procuration à {}",
    "ayant donné procuration à {}",
    "représenté par {}",
    "(procuration à {})",
)


@dataclass(frozen=True)
class Person:
    """A member; `holder` is who votes for an excused one."""

    civility: str
    first: str
    last: str
    status: str = "present"
    holder: str = ""

    @property
    def name(self) -> str:
        """First name, family name."""
        return f"{self.first} {self.last}"


def assembly(pick: Random, size: int) -> list[Person]:
    """Members present first, then excused with a proxy, excused, absent."""
    lasts = [name.replace("_", " ") for name in pick.sample(LAST, size)]
    members = []
    for last in lasts:
        civility = pick.choice(("M.", "Mme"))
        members.append(Person(civility, pick.choice(FIRST[civility]), last))
    gone = [pick.choice(("proxy", "proxy", "excused", "absent")) for _ in range(pick.randrange(4))]
    present = members[: size - len(gone)]
    found = list(present)
    for member, how in zip(members[size - len(gone) :], gone, strict=True):
        holder = pick.choice(present).name if how == "proxy" else ""
        status = "absent" if how == "absent" else "excused"
        found.append(Person(member.civility, member.first, member.last, status, holder))
    return sorted(found, key=lambda each: ("present", "excused", "absent").index(each.status))


def rows(members: Sequence[Person], order: str = "first") -> Iterator[dict[str, object]]:
    """The rows of attendance."""
    for each in members:
        name = each.name if order == "first" else f"{each.last} {each.first}"
        yield {
            "name": name,
            "civility": each.civility,
            "status": each.status,
            "proxy": each.holder,
        }


def lists(pick: Random, members: Sequence[Person]) -> tuple[list[Block], str]:
    """The members as a sitting names them, and the form that was drawn."""
    form = pick.choice(("commas", "semicolons", "lines", "bullets", "columns", "crosses", "wide"))
    if form == "crosses":
        return [_crosses(pick, members)], form
    if form == "columns":
        return [_columns(pick, members)], form
    gives = pick.choice(GIVES)
    blocks: list[Block] = []
    for label, several in _groups(pick, members):
        colon = pick.choice((" :", " :", ":"))
        said = [_said(each, gives) for each in several]
        if form in ("commas", "semicolons"):
            sign = ", " if form == "commas" else " ; "
            blocks.append(Para(f"{label}{colon} {sign.join(said)}."))
        elif form == "wide":
            blocks.append(Para(f"**{label}{colon}** " + ", ".join(said)))
        else:
            blocks.append(Para(f"**{label}{colon}**" if pick.random() < 0.5 else f"{label}{colon}"))
            if form == "bullets":
                blocks.append(Bullets(tuple((0, each) for each in said)))
            else:
                blocks.extend(Para(each) for each in said)
    return blocks, form


def _groups(pick: Random, members: Sequence[Person]) -> Iterator[tuple[str, list[Person]]]:
    yield pick.choice(PRESENT), [each for each in members if each.status == "present"]
    proxies = [each for each in members if each.holder]
    if proxies:
        yield pick.choice(PROXY), proxies
    excused = [each for each in members if each.status == "excused" and not each.holder]
    if excused:
        yield pick.choice(EXCUSED), excused
    absent = [each for each in members if each.status == "absent"]
    if absent:
        yield pick.choice(ABSENT), absent


def _said(each: Person, gives: str) -> str:
    civil = f"{each.civility} {each.name}"
    return f"{civil} {gives.format(each.holder)}" if each.holder else civil


def _columns(pick: Random, members: Sequence[Person]) -> Grid:
    """A column of members for each status."""
    groups = [(label, several) for label, several in _groups(pick, members)]
    gives = "(pouvoir à {})"
    header = tuple(Cell(label) for label, _ in groups)
    depth = max(len(several) for _, several in groups)
    body = tuple(
        tuple(Cell(_said(several[at], gives) if at < len(several) else "") for _, several in groups)
        for at in range(depth)
    )
    if len(groups) == 1:
        return Grid("members", (header, *body), 1, (200,), "full", 9)
    return Grid("members", (header, *body), 1, tuple(470 / len(groups) for _ in groups), "full", 9)


def _crosses(pick: Random, members: Sequence[Person]) -> Grid:
    """One line per member, a cross under its status, its proxy in the last column."""
    titles = pick.choice(
        (
            ("Nom", "Présent", "Excusé", "Absent", "Pouvoir à"),
            ("Membres du conseil", "Présents", "Excusés", "Absents", "Procuration à"),
        )
    )
    cross = pick.choice(("X", "x"))
    body = tuple(
        tuple(
            Cell(text)
            for text in (
                f"{each.civility} {each.name}",
                *(
                    cross if each.status == status else ""
                    for status in ("present", "excused", "absent")
                ),
                each.holder,
            )
        )
        for each in members
    )
    header = tuple(Cell(title) for title in titles)
    return Grid("members", (header, *body), 1, (170, 60, 60, 60, 120), "full", 9)
