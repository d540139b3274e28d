"""How a sitting is printed: its head, its members, its votes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from samples.acts import facts
from samples.blocks import Block, Cell, Grid, Para
from samples.expected import MONTHS

LISTS = (
    ("present", "Étaient présents", "Présents"),
    ("excused", "Excusé(s)", "Absents ayant donné procuration"),
    ("absent", "Absent(s)", "Absents"),
    ("non_voting", "Assistant également sans voix délibérative", "Sans voix délibérative"),
)


def french_day(day: dt.date) -> str:
    """`14 mai 2024`, `1er juin 2024`."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def head(act: facts.Deliberation, key: str) -> Iterator[Block]:
    """The title block and the members, in the words of a département or of a commune."""
    if act.stamp:
        yield from _stamp(act.stamp, key)
        key = ""
    first = f"[[{key}]]" if key else ""
    yield from _department(act, first) if act.words == "departement" else _commune(act, first)


def _stamp(stamp: facts.Stamp, key: str) -> Iterator[Block]:
    yield Para(f"[[{key}]]Accusé de réception en préfecture")
    yield Para(stamp.identifier)
    yield Para(f"Date de télétransmission : {stamp.transmitted:%d/%m/%Y}")
    yield Para(f"Date de réception préfecture : {stamp.received:%d/%m/%Y}")
    if stamp.matter:
        yield Para(f"Matière de l'acte : {stamp.matter}")


def _department(act: facts.Deliberation, first: str) -> Iterator[Block]:
    yield Para(f"{first}DEPARTEMENT DES TROIS RIVIERES")
    yield Para("DELIBERATION DE LA COMMISSION PERMANENTE DU CONSEIL DEPARTEMENTAL")
    yield Para(f"REUNION DU {french_day(act.day).upper()}")
    who = "MADAME" if act.president.civility == "Mme" else "MONSIEUR"
    yield Para(f"PRESIDENCE DE {who} {act.president.name.upper()}")
    yield Para(f"Secrétaire : {act.secretary.civility} {act.secretary.name}")
    for status, title, _ in LISTS:
        named = [member for member in act.members if member.status == status]
        if named:
            yield Para(f"{title} : {', '.join(map(_named, named))}.")
    yield from _apart(act.members)
    yield Para(act.object.upper())
    yield Para(f"(N°{act.number})")
    yield Para("La Commission Permanente du Conseil départemental,")


def _commune(act: facts.Deliberation, first: str) -> Iterator[Block]:
    yield Para(f"{first}EXTRAIT DU REGISTRE DES DELIBERATIONS DU CONSEIL MUNICIPAL")
    yield Para(f"N° {act.number}")
    yield Para(f"Séance du {french_day(act.day)}")
    yield Para(
        "Le conseil municipal, dûment convoqué, s'est réuni en mairie sous la présidence de "
        f"{'Madame' if act.president.civility == 'Mme' else 'Monsieur'} {act.president.name}, maire."
    )
    for status, _, title in LISTS:
        named = [member for member in act.members if member.status == status]
        if named:
            yield Para(f"{title} :")
            yield from (Para(_named(member)) for member in named)
    yield Para(f"{act.secretary.civility} {act.secretary.name} a été désigné secrétaire de séance.")
    yield Para(f"Objet : {act.object}")


def _apart(members: Sequence[facts.Member]) -> Iterator[Block]:
    """The sentence on those who take no part."""
    named = [f"{m.civility} {m.name}" for m in members if m.status == "not_taking_part"]
    if named:
        said = " et ".join(named)
        yield Para(f"{said}, intéressés à l'affaire, n'ont pris part ni au débat, ni au vote.")


def _named(member: facts.Member) -> str:
    proxy = f" (pouvoir à {member.proxy})" if member.proxy else ""
    return f"{member.civility} {member.name}{proxy}"


def vote(ballot: facts.Ballot, anchor: str) -> Iterator[Block]:
    """The vote, as its style writes it."""
    pour, contre, abstentions = ballot.votes_for, ballot.votes_against, ballot.abstentions
    if ballot.style == "labelled":
        absent = f" Absents sans délégation de vote : {ballot.absent}" if ballot.absent else ""
        yield Para(
            f"Pour : {pour} voix (Groupe des Rivières ; Groupe des Collines) Contre : {contre} voix "
            f"Abstention : {abstentions} (Groupe des Plaines){absent}"
        )
        yield Para("(Adopté)")
    elif ballot.style == "slashed":
        yield Para(f"Vote : {pour} pour / {contre} contre / {abstentions} abstention")
        yield Para("Adopté")
    elif ballot.style == "sentence":
        yield Para(f"Le conseil adopte par {pour} voix pour et {abstentions} abstentions.")
    elif ballot.style == "table":
        rows = (("Pour", "Contre", "Abstentions"), (str(pour), str(contre), str(abstentions)))
        cells = tuple(tuple(Cell(text) for text in row) for row in rows)
        yield Grid(anchor, cells, 1, (80, 80, 80), "full", 0)
        yield Para("Adopté")
    else:
        how = "l'unanimité" if ballot.style == "unanimous" else "la majorité"
        yield Para(f"Adopté à {how}.")


def record(act: facts.Record, key: str) -> Iterator[Block]:
    """A procès-verbal."""
    yield Para(f"[[{key}]]PROCES-VERBAL DE LA SEANCE DU {french_day(act.day).upper()}")
    yield Para(
        f"Le conseil municipal s'est réuni le {french_day(act.day)} sous la présidence de "
        f"{'Madame' if act.president.civility == 'Mme' else 'Monsieur'} {act.president.name}, maire."
    )
    for status, _, title in LISTS:
        named = [member for member in act.members if member.status == status]
        if named:
            yield Para(f"{title} : {', '.join(map(_named, named))}")
    yield Para(f"Secrétaire de séance : {act.secretary.civility} {act.secretary.name}")
    for item in act.items:
        yield Para(f"[[{key}:{item.number}]]Délibération n° {item.number} – {item.object}")
        yield from (Para(text) for text in item.texts)
        yield from vote(item.ballot, f"{key}:{item.number}:vote")
    yield Para(f"[[{key}:end]]La séance est levée à 21 h 40.")
