"""The title block of a délibération, in the hands of several assemblies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.bent.people import Person, assembly, lists, rows
from benchmarks.bent.told import Row, Told, day_in_words, spelled
from samples.blocks import Cell, Grid, Para

BODIES = (
    ("Commission permanente du Conseil départemental", "LA COMMISSION PERMANENTE"),
    ("Conseil départemental", "LE CONSEIL DÉPARTEMENTAL"),
    ("Conseil municipal", "LE CONSEIL MUNICIPAL"),
    ("Conseil communautaire", "LE CONSEIL COMMUNAUTAIRE"),
)
OBJECTS = (
    "Insertion par l'activité économique : soutien aux structures",
    "Attribution de subventions aux associations",
    "Programme d'accompagnement des allocataires du RSA",
    "Mobilité des publics en insertion",
    "Soutien aux acteurs de l'hébergement",
)


@dataclass(frozen=True)
class Sitting:
    """Who sat, when, and where."""

    body: str
    capitals: str
    day: dt.date
    members: tuple[Person, ...]
    president: Person
    secretary: Person

    @property
    def voters(self) -> int:
        """Members present and proxies."""
        return sum(each.status == "present" or bool(each.holder) for each in self.members)


def sitting(told: Told) -> Sitting:
    """Drawn once for all the acts of a bundle."""
    pick = told.pick
    body, capitals = pick.choice(BODIES)
    members = tuple(assembly(pick, pick.randrange(6, 13)))
    present = [each for each in members if each.status == "present"]
    day = dt.date(
        pick.choice((2022, 2023, 2024, 2025)), pick.randrange(1, 13), pick.randrange(1, 29)
    )
    return Sitting(body, capitals, day, members, present[0], present[1])


def number(told: Told, day: dt.date) -> str:
    """A number in one of the forms of the field."""
    pick = told.pick
    serial = pick.randrange(2, 400)
    return pick.choice(
        (
            f"{day.year}-CP-{serial:04}",
            f"CP/{day.year}/{serial}",
            f"{serial}",
            f"D-{day.year}-{serial}",
            f"{day.year}-{serial}",
            f"{day.year}/{serial:03}",
            f"DEL_{day.year}_{serial:03}",
            f"{day.year}.{day.month:02}.{serial}",
        )
    )


def _announced(told: Told, said: str) -> str:
    """The line that gives the number."""
    return told.pick.choice(
        (
            f"N° {said}",
            f"(N°{said})",
            f"Délibération n° {said}",
            f"DÉLIBÉRATION N°{said}",
            f"Délibération N° : {said}",
            f"**n° {said}**",
            f"Numéro : {said}",
            f"Acte n° {said}",
        )
    )


def head(told: Told, at: Sitting, mark: str) -> Row:
    """Prints the title block; gives the columns of the délibération that it sets."""
    pick = told.pick
    said = number(told, at.day)
    title = pick.choice(OBJECTS)
    row: Row = {"number": said, "session_date": at.day, "object": title}
    form = pick.choice(("letterhead", "extract", "spelled", "grid", "short"))
    named = _announced(told, said)
    titled = _titled(told, title)
    row["object"] = titled[1]
    members, _ = lists(pick, at.members)
    top, counts = _top(told, at, form, mark, named, titled[0])
    told.put(*top)
    told.put(*members)
    if counts:
        told.put(*counts)
    chair, row["president"], row["secretary"] = _chair(told, at, form)
    told.put(*chair)
    if form not in ("short", "grid"):
        told.put(*([Para(named), *titled[0]] if pick.random() < 0.5 else [*titled[0], Para(named)]))
    told.note("attendance", rows(at.members))
    return row


def _titled(told: Told, title: str) -> tuple[list[Para], str]:
    form = told.pick.choice(("objet", "objet_upper", "bold", "upper", "two"))
    if form == "objet":
        return [Para(f"Objet : {title}")], title
    if form == "objet_upper":
        return [Para(f"**OBJET : {title}**")], title
    if form == "bold":
        return [Para(f"**{title}**")], title
    if form == "two":
        return [Para("**Objet :**"), Para(title)], title
    return [Para(f"**{title.upper()}**")], title.upper()


def _top(
    told: Told, at: Sitting, form: str, mark: str, named: str, titled: Sequence[Para]
) -> tuple[list[Para | Grid], list[Para]]:
    pick = told.pick
    day = day_in_words(pick, at.day)
    convened = at.day - dt.timedelta(days=pick.randrange(5, 12))
    asked = Para(f"Date de convocation : {convened:%d/%m/%Y}")
    counts = [
        Para(f"Nombre de membres en exercice : {len(at.members)}"),
        Para(
            f"Nombre de membres présents : {sum(each.status == 'present' for each in at.members)}"
        ),
        Para(f"Nombre de votants : {at.voters}"),
    ]
    counts = counts if pick.random() < 0.4 else []
    if form == "letterhead":
        return [
            Para(f"{mark}RÉPUBLIQUE FRANÇAISE"),
            Para("DÉPARTEMENT DES TROIS RIVIÈRES"),
            Para(
                f"**DÉLIBÉRATION DE {'LA ' if 'ommission' in at.body else 'L’ASSEMBLÉE – '}{at.body.upper()}**"
            ),
            Para(f"{pick.choice(('Réunion du', 'Séance du', 'SÉANCE DU', 'RÉUNION DU'))} {day}"),
            *([asked] if pick.random() < 0.5 else []),
        ], counts
    if form == "extract":
        return [
            Para(f"{mark}**EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS**"),
            Para(f"{at.body}"),
            Para(f"Séance du {day}"),
            asked,
            Para(
                f"L'assemblée, légalement convoquée, s'est réunie en salle du conseil, sous la présidence de {_full(at.president)}."
            ),
        ], counts
    if form == "spelled":
        return [
            Para(f"{mark}EXTRAIT DES DÉLIBÉRATIONS"),
            Para(
                f"**DÉLIBÉRATION DU {at.body.upper().removeprefix('COMMISSION PERMANENTE DU ')}**"
            ),
            asked,
            Para(
                f"{spelled(at.day)}, à dix-huit heures trente, le conseil s'est réuni au lieu habituel de ses séances, sous la présidence de {_full(at.president)}."
            ),
        ], counts
    if form == "grid":
        cells = (
            (Cell("Séance du"), Cell(day)),
            (Cell("Délibération"), Cell(named.replace("**", ""))),
            (Cell("Rapporteur"), Cell("Mme Odile RAMBERT")),
        )
        return [
            Para(
                f"{mark}**DÉLIBÉRATION DU {at.body.upper().removeprefix('COMMISSION PERMANENTE DU ')}**"
            ),
            Grid("head", cells, 1, (140, 330), "full", 9),
            *titled,
        ], counts
    return [
        Para(f"{mark}**DÉLIBÉRATION**"),
        Para(f"{at.body} du {day}"),
        Para(named),
        *titled,
    ], counts


def _full(each: Person) -> str:
    who = "Madame" if each.civility == "Mme" else "Monsieur"
    return f"{who} {each.name}"


def _chair(told: Told, at: Sitting, form: str) -> tuple[list[Para], str | None, str | None]:
    pick = told.pick
    lines: list[Para] = []
    president = at.president.name if form in ("extract", "spelled") else None
    if president is None:
        said = f"{at.president.civility} {at.president.name}"
        lines.append(
            Para(
                pick.choice(
                    (
                        f"Présidence : {said}",
                        f"Présidence de {_full(at.president)}",
                        f"Président de séance : {said}",
                        f"Sous la présidence de {said}",
                    )
                )
            )
        )
    who = f"{at.secretary.civility} {at.secretary.name}"
    lines.append(
        Para(
            pick.choice(
                (
                    f"Secrétaire de séance : {who}",
                    f"{who} a été désigné(e) secrétaire de séance.",
                    f"Le secrétariat de séance est assuré par {who}.",
                    f"{who} est nommé(e) secrétaire.",
                )
            )
        )
    )
    return lines, at.president.name, at.secretary.name


__all__ = ["Sitting", "head", "sitting"]
