"""How an act was voted, in all the ways it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from normalize.deliberation.stream import Stream
from normalize.deliberation.words import declaration
from normalize.text import fold
from normalize.words_to_number import number_words, read_words
from schemas.printed import PrintedTable, Text

NAMES = ("for", "against", "abstentions", "absent", "not_taking_part")
REACH = 1500  # characters after its first figure within which those of one vote stand
BEFORE = 120  # the same before it
NONE = frozenset({"neant", "aucun", "aucune", "-", "zero"})


@dataclass(slots=True)
class Votes:
    """The figures of a vote; a figure that is not stated is missing."""

    counts: dict[str, int] = field(default_factory=dict)
    adopted: bool | None = None
    unanimous: bool | None = None
    text: Text | None = None


def read_votes(tables: Sequence[PrintedTable], body: Stream) -> Votes:
    """The vote on an act: from a table, from `Pour : 36 voix …`, from `par 12 voix pour …`."""
    votes = Votes()
    votes.counts = _from_tables(tables) or from_prose(body.value)
    votes.unanimous = True if _any("unanimous").search(body.value) else None
    votes.adopted = _outcome(body)
    if votes.adopted is None and "for" in votes.counts:
        votes.adopted = votes.counts["for"] > votes.counts.get("against", 0)
    return votes


def from_prose(value: str) -> dict[str, int]:
    """The figures of the first vote that a folded text states; empty when there is none.

    >>> from_prose("adopte par 12 voix pour et 3 abstentions (m. x, m. y, mme z)")
    {'for': 12, 'abstentions': 3}
    >>> from_prose("pour : 23 contre : 0 abstention : 2")
    {'for': 23, 'against': 0, 'abstentions': 2}
    """
    best: dict[str, int] = {}
    for pattern in (_after_label(), _before_label()):
        found = _figures(pattern, value)
        if len(found) > len(best) and len(found) > 1:
            best = found
    return best or _in_a_row(value) or _alone(value)


def _in_a_row(value: str) -> dict[str, int]:
    """Three figures after their labels, with no sign between: `POUR 12 - CONTRE 0 - ABSTENTION 1`."""
    found = _row_of_labels().search(value)
    if not found:
        return {}
    numbers = {name: _number(found[name]) for name in NAMES[:3]}
    return {name: number for name, number in numbers.items() if number is not None}


@cache
def _row_of_labels() -> re.Pattern[str]:
    words = declaration()["votes"]
    units = "|".join(words["units"])
    row = (
        rf"(?:{'|'.join(words[name])})(?:\([es]+\))* (?P<{name}>{_count()})(?: (?:{units}))?"
        for name in NAMES[:3]
    )
    return re.compile(r"(?<![\w'-])" + r"[ ,;/|-]{1,5}".join(row) + r"(?![\w,.]?\d)")


def _alone(value: str) -> dict[str, int]:
    """The only figure of a vote, which must then say that it counts votes: `par 12 voix pour`."""
    for found in _before_label().finditer(value):
        if found["unit"] and found["for"]:
            number = _number(found["count"])
            return {} if number is None else {"for": number}
    return {}


def _figures(pattern: re.Pattern[str], value: str) -> dict[str, int]:
    """The figures of one vote: the fullest set that stands around one `pour`."""
    matches = list(pattern.finditer(value))
    anchors = [each for each in matches if each["for"]] or matches[:1]
    best: dict[str, int] = {}
    for anchor in anchors:
        found: dict[str, int] = {}
        for each in matches:
            if anchor.start() - BEFORE <= each.start() <= anchor.start() + REACH:
                number = _number(each["count"])
                name = next(name for name in NAMES if each[name])
                if number is not None and (name != "for" or each is anchor):
                    found.setdefault(name, number)
        best = max(best, found, key=len)
    return best


@cache
def _after_label() -> re.Pattern[str]:
    """`Pour : 36 voix`, `Contre 0`, `ABSTENTION(S) = deux`."""
    units = "|".join(declaration()["votes"]["units"])
    return re.compile(
        rf"(?:(?<![\w'-])|(?<=d'))(?:(?:nombre )?(?:de )?(?:{units}) )?(?:{_labels()})(?:\([es]+\))* ?[:=] ?"
        rf"(?P<count>{_count()})(?![\w,.]?\d)(?! ?(?:€|euros?|%))"
    )


@cache
def _before_label() -> re.Pattern[str]:
    """`12 voix pour`, `0 contre`, `trois abstentions`."""
    units = "|".join(declaration()["votes"]["units"])
    return re.compile(
        rf"(?<![\w,.'/-])(?P<count>{_count()}) (?:\(\d+\) )?(?:(?P<unit>{units}) )?(?:\"? ?)(?:{_labels()})(?![\w'-])"
    )


@cache
def _labels() -> str:
    words = declaration()["votes"]
    return "|".join(rf"(?P<{name}>{'|'.join(words[name])})" for name in NAMES)


@cache
def _count() -> str:
    return rf"\d{{1,3}}|{number_words().pattern}|neant|aucune?"


def _number(said: str) -> int | None:
    said = said.strip()
    if said in NONE:
        return 0
    if said.isdecimal():
        return int(said)
    spelled = read_words(said)
    return int(spelled) if spelled is not None else None


def _from_tables(tables: Sequence[PrintedTable]) -> dict[str, int]:
    """The first vote in a table, and what the table of the next page says of the same one."""
    for position, table in enumerate(tables):
        found = _one_vote(_in_table(table))
        if "for" in found and len(found) > 1:
            following = tables[position + 1 : position + 2]
            goes_on = following and following[0].page == table.page_end + 1
            more = tuple(_in_table(following[0])) if goes_on else ()
            return _one_vote((*found.items(), *more))
    return {}


def _one_vote(figures: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Figures up to the first that contradicts one before it: another vote begins there.

    A figure that is said again is no contradiction: a page break may repeat a row.
    """
    found: dict[str, int] = {}
    for name, number in figures:
        if found.setdefault(name, number) != number:
            break
    return found


def _in_table(table: PrintedTable) -> Iterator[tuple[str, int]]:
    """Each label with the figure to its right, or under it."""
    cells = {(cell.row, cell.column): fold(cell.text.value) for cell in table.cells}
    for (row, column), text in sorted(cells.items()):
        name = _label_of(text)
        if name is None:
            continue
        for beside in ((row, column + 1), (row + 1, column)):
            number = _number(re.sub(r" ?(?:voix|votes?)$", "", cells.get(beside, "")))
            if number is not None:
                yield name, number
                break


def _label_of(folded: str) -> str | None:
    text = re.sub(r"\([es]+\)|[:*.]", "", folded).strip()
    text = re.sub(r"^(?:nombre )?(?:de |d')?(?:voix|votes?|suffrages?|membres?) ", "", text)
    for name in NAMES:
        if re.fullmatch("|".join(declaration()["votes"][name]), text):
            return name
    return None


def _outcome(body: Stream) -> bool | None:
    """Whether the act says that it is adopted, or rejected; its last word counts."""
    said: list[tuple[int, bool]] = []
    for name, outcome in (("rejected", False), ("adopted", True)):
        said.extend((found.start(), outcome) for found in _outcome_words(name).finditer(body.value))
    said = [each for each in said if not _is_cited(body, each[0])]
    return max(said)[1] if said else None


def _is_cited(body: Stream, at: int) -> bool:
    """Whether the words belong to a text that the act refers to."""
    start = max((each for each in body.text_starts if each <= at), default=0)
    return re.match(r"vu\b|considerant|attendu", body.value[start : start + 12]) is not None


@cache
def _outcome_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(declaration()['votes'][name])})(?![\w-])")


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(declaration()['votes'][name])})")
