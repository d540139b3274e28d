"""The parties of an agreement, and which of them is funded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalize.agreements.siret import find_siret
from normalize.prose.patterns import anywhere, at_start, one_of
from normalize.prose.sentences import folded
from schemas.printed import Text

_QUOTED = re.compile(r"[«\"“]\s*([^«»\"“”]{2,120}?)\s*[»\"”]")
_ARTICLE = re.compile(r"(?:l['’]|le |la |les )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the head presents it."""

    name: str
    text: str


def parties(head: Sequence[Text]) -> list[Party]:
    """The parties, in order, from `Entre` to the visas or to what is agreed."""
    lines = _region([text.value for text in head])
    found: list[str] = []
    for run in _between().split("\n".join(lines)):
        piece = re.sub(r"^[\s,;:.]*(?:et\b)?[\s,;:]*", "", run, flags=re.IGNORECASE).strip()
        presents = anywhere("agreements", "parts.party").search(folded(piece))
        if presents and not folded(piece).startswith("ci-apres"):
            found.append(piece)
        elif piece and found:
            found[-1] += "\n" + piece
    return [Party(name, text) for text in found if (name := _name(text))]


def _region(lines: Sequence[str]) -> list[str]:
    start = None
    for rank, line in enumerate(lines):
        low = folded(line).strip(" *")
        if start is None:
            match = at_start("agreements", "parts.opens").match(low)
            if match and not low[match.end() :].startswith(" le departement et "):
                start = rank
        elif at_start("agreements", "parts.closes").match(low):
            return _opened(lines[start:rank])
    return _opened(lines[start:]) if start is not None else []


def _opened(lines: Sequence[str]) -> list[str]:
    """Without the `Entre` that opens them."""
    first = lines[0].lstrip(" *")
    match = at_start("agreements", "parts.opens").match(folded(first))
    return [first[match.end() :].lstrip(" :,") if match else first, *lines[1:]]


@cache
def _between() -> re.Pattern[str]:
    between = one_of("agreements", "parts.between").replace("'", "['’]")
    between = between.replace("premiere", "premi[eè]re").replace("deuxieme", "deuxi[eè]me")
    between = between.replace("troisieme", "troisi[eè]me")
    return re.compile(
        rf"(?i:,?\s*\b{between}\b\s*[,;.]?)|(?i:\n\s*et\s*[:,]?\s*(?=\n))|\n\s*(?:Et|ET|et)\s*:?\s+(?=[LlA-Z«])"
    )


def _name(text: str) -> str:
    """The name that opens the presentation of a party; what is in quotes after a common noun."""
    first = " ".join(text.split()).lstrip("-–•* ")
    at = _past(first)
    rest = first[at:]
    quoted = _QUOTED.match(rest)
    if quoted:
        return quoted[1]
    low = folded(rest)
    stops = [m.start() for m in [re.search(r"[,;:(«\"“]", rest), _ends().search(low)] if m]
    name = rest[: min(stops, default=len(rest))].strip(" .–-*")
    return name if 1 < len(name) <= 160 and re.search(r"[A-ZÀ-Þ]", name) else ""


def _past(text: str) -> int:
    """Past an article, and past a common noun that a capital or a quote follows."""
    low = folded(text)
    article = _ARTICLE.match(text)
    at = article.end() if article else 0
    noun = re.compile(rf"{one_of('agreements', 'parts.nouns')}(?: denommee?)? ?:? +").match(low, at)
    if noun and re.match(r"[A-ZÀ-Þ«\"“]", text[noun.end() :]):
        return noun.end()
    if article and (
        text[0].islower() or re.match(r"[A-Z]{2,}|[A-ZÀ-Þ][\w'’-]+ (?:de|du|d['’])", text[at:])
    ):
        return at
    return at if article and _is_funder(low[at:], "funders") else 0


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(one_of("agreements", "parts.name_ends"))


def beneficiary(found: Sequence[Party]) -> Party | None:
    """The party that does not fund; None where it is not clear which."""
    rest = [party for party in found if not _is_funder(party.name, "funders")]
    if len(rest) > 1:
        rest = [party for party in rest if not _is_funder(party.name, "other_funders")]
    return rest[0] if len(rest) == 1 and len(found) > 1 else None


def _is_funder(name: str, group: str) -> bool:
    low = re.sub(r"^(?:l'|le |la |les |monsieur |madame |m\. |mme )*", "", folded(name))
    return bool(at_start("agreements", f"parts.{group}").match(low))


def siret_of(party: Party | None) -> str | None:
    """The digits of the SIRET that the beneficiary's presentation prints."""
    read = find_siret(party.text) if party is not None else None
    return read[0] if read else None
