"""How an act was voted, in all the ways it is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from normalize.deliberation.stream import Stream
from normalize.deliberation.words import bare, declaration
from normalize.remembered import briefly, remembered
from normalize.text import fold
from normalize.words_to_number import number_words, read_words
from schemas.printed import PrintedTable, Text

NAMES = ("for", "against", "abstentions", "absent", "not_taking_part")
REACH = 1500  # characters after its first figure within which those of one vote stand
BEFORE = 120  # the same before it
LONGEST_FIGURE = 40  # characters of a count in words and its unit
LETTERS = {"o": 0, "l": 1, "i": 1}  # what an engine may give for a figure
VOTED = re.compile(r"(?<!\w)votes? ?: ?$")
LABEL_SIGN = re.compile(r"(?:\([es]+\))* ?[:=]")
SENTENCE_END = re.compile(r"[.;\n]")
NONE = frozenset({"neant", "aucun", "aucune", "-", "zero"})


@dataclass(slots=True)
class Votes:
    """The figures of a vote; a figure that is not stated is missing."""

    counts: dict[str, int] = field(default_factory=dict)
    adopted: bool | None = None
    unanimous: bool | None = None
    text: Text | None = None
    several: bool = False  # votes that differ are stated: none of their figures is kept


def read_votes(tables: Sequence[PrintedTable], body: Stream) -> Votes:
    """The vote on an act: from a table, from `Pour : 36 voix …`, from `par 12 voix pour …`."""
    votes = Votes(adopted=_outcome(body), counts=from_tables(tables))
    stated_votes = [] if votes.counts else list(_votes_stated(body))
    votes.several = len({each["for"] for each in stated_votes}) > 1
    if not votes.counts and not votes.several:
        votes.counts = from_prose(body.value)
    unanimous = _any("unanimous").finditer(body.value)
    votes.unanimous = any(not _is_cited(body, each.start()) for each in unanimous) or None
    cast = [votes.counts] if "for" in votes.counts else stated_votes
    outcomes = {each["for"] > each.get("against", 0) for each in cast}
    if votes.adopted is None and len(outcomes) == 1:
        votes.adopted = outcomes.pop()
    return votes


def _votes_stated(body: Stream) -> Iterator[dict[str, int]]:
    """The votes that an act states itself: on an amendment, on the whole; texts cited aside."""
    anchors = {found.start() for found in _matches(_after_label(), body.value) if found["for"]}
    anchors |= {found.start() for found in _matches(_row_of_labels(), body.value)}
    anchors |= {
        found.start()
        for found in _matches(_before_label(), body.value)
        if found["for"] and not LABEL_SIGN.match(body.value, found.end())
    }
    for start, end in pairwise([*sorted(anchors), len(body.value)]):
        vote = from_prose(body.value[start : min(end, start + REACH)])
        if "for" in vote and len(vote) > 1 and not _is_cited(body, start):
            yield vote


def is_vote(text: Text) -> bool:
    """Whether a text says how a point was decided: its figures, or words such as `à l'unanimité`.

    What it cites (`Vu …`, `Considérant …`) is no vote.
    """
    value = bare(text)
    if re.match(r"vu\b|considerant|attendu", value):
        return False
    found = from_prose(value)
    return ("for" in found and len(found) > 1) or _cast().search(value) is not None


def is_unanimous(value: str) -> bool:
    """Whether a folded text says that all who voted agreed."""
    return _any("unanimous").search(value) is not None


@cache
def _cast() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(declaration()['votes']['cast'])})")


def from_prose(value: str) -> dict[str, int]:
    """The figures of the first vote that a folded text states; empty when there is none.

    >>> from_prose("adopte par 12 voix pour et 3 abstentions (m. x, m. y, mme z)")
    {'for': 12, 'abstentions': 3}
    >>> from_prose("pour : 23 contre : 0 abstention : 2")
    {'for': 23, 'against': 0, 'abstentions': 2}
    """
    found: dict[str, int] = {}
    for each in stated(value):
        found.setdefault(_name(each), _number(each["count"]) or 0)
    return found


def stated(value: str) -> list[re.Match[str]]:
    """What states the figures of the first vote of a folded text, a match for each; group `count`."""
    best = _in_a_row(value)
    for pattern in (_after_label(), _before_label()) if not best else ():
        found = _figures(pattern, value)
        if len(found) > len(best) and len(found) > 1:
            best = found
    if not any(_name(each) == "for" for each in best):
        best = _one_against_other(value) or best
    return best or _alone(value)


def _one_against_other(value: str) -> list[re.Match[str]]:
    """`par 9 voix contre 2`, and the abstentions told after it."""
    voices = _voices_against().search(value)
    against = _others().match(value, voices.end()) if voices else None
    if voices is None or against is None:
        return []
    for pattern in (_before_label(), _after_label()):
        for each in pattern.finditer(value, against.end(), against.end() + BEFORE):
            if each["abstentions"]:
                return [voices, against, each]
    return [voices, against]


@cache
def _units() -> str:
    return "|".join(declaration()["votes"]["units"])


@cache
def _voices_against() -> re.Pattern[str]:
    """`9 voix` of `9 voix contre 2`, not of `9 voix contre 2 abstentions`."""
    units = _units()
    return re.compile(
        rf"(?<![\w,.'/-])(?P<count>{_count()}) (?P<for>{units}) "
        rf"(?=contre (?:{_count()})(?![\w,.]?\d)(?! (?:(?:{units}) )?(?:abst|pour|nul|blanc)))"
    )


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"(?P<against>contre) (?P<count>{_count()})")


def _name(found: re.Match[str]) -> str:
    told = found.groupdict()
    return next(name for name in NAMES if told.get(name))


def _in_a_row(value: str) -> list[re.Match[str]]:
    """Figures after their labels, with no sign between: `POUR 12 - CONTRE 0 - ABSTENTION 1`.

    A label comes first in the row: in `12 pour 0 contre 1 abstention` each figure is that of the
    label after it.
    """
    for row in _matches(_row_of_labels(), value):
        pairs = list(labelled().finditer(value, *row.span()))
        signs = sum(each["sign"] is not None for each in pairs)
        before = value[max(row.start() - LONGEST_FIGURE, 0) : row.start()]
        figures_first = _ends_in_a_figure().search(before) and _label().match(value, row.end())
        if signs == len(pairs) or figures_first:
            continue
        found: dict[str, re.Match[str]] = {}
        for each in pairs:
            if _number(each["count"]) is not None:
                found.setdefault(_name(each), each)
        if "for" in found and len(found) > 1:
            return list(found.values())
    return []


@cache
def labelled() -> re.Pattern[str]:
    """`POUR 12`, `abstention(s) : 1 voix`."""
    words = declaration()["votes"]
    units = _units()
    labels = "|".join(rf"(?P<{name}>{'|'.join(words[name])})" for name in NAMES[:3])
    return re.compile(
        rf"(?:{labels})(?:\([es]+\))*(?: ?(?P<sign>[:=]))? ?(?P<count>{_count()}|{_letter()})(?![\w,.]?\d)(?: (?:{units}))?"
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"[ ,;/|-]{{1,5}}(?:{_labels()})(?![\w'-])")


@cache
def _row_of_labels() -> re.Pattern[str]:
    one = re.sub(r"\?P<\w+>", "?:", labelled().pattern)
    return re.compile(rf"(?<![\w'-]){one}(?:[ ,;/|-]{{1,5}}{one}){{1,2}}")


@cache
def _ends_in_a_figure() -> re.Pattern[str]:
    units = _units()
    return re.compile(rf"(?:{_count()})(?: (?:{units}))? ?$")


def _alone(value: str) -> list[re.Match[str]]:
    """The only figure of a vote, which must then say that it counts votes: `par 12 voix pour`."""
    for found in _matches(_before_label(), value):
        voted = found["unit"] or VOTED.search(value[max(found.start() - BEFORE, 0) : found.start()])
        if voted and found["for"]:
            return [found] if _number(found["count"]) is not None else []
    return []


@briefly
def _matches(pattern: re.Pattern[str], value: str) -> tuple[re.Match[str], ...]:
    """All that a pattern finds in a text; the text of an act is asked of several times."""
    return tuple(pattern.finditer(value))


def _figures(pattern: re.Pattern[str], value: str) -> list[re.Match[str]]:
    """The figures of one vote: the fullest set that stands around one `pour`."""
    matches = [each for each in _matches(pattern, value) if _number(each["count"]) is not None]
    anchors = [each for each in matches if each["for"]] or matches[:1]
    best: dict[str, re.Match[str]] = {}
    for anchor in anchors:
        found: dict[str, re.Match[str]] = {}
        for each in matches:
            near = anchor.start() - BEFORE <= each.start() <= anchor.start() + REACH
            if near and (_name(each) != "for" or each is anchor):
                found.setdefault(_name(each), each)
        best = max(best, found, key=len)
    return list(best.values())


@cache
def _after_label() -> re.Pattern[str]:
    """`Pour : 36 voix`, `Contre 0`, `ABSTENTION(S) = deux`."""
    units = _units()
    return re.compile(
        rf"(?:(?<![\w'-])|(?<=d'))(?:(?:nombre )?(?:de )?(?:{units}) )?(?:{_labels()})(?:\([es]+\))* ?[:=] ?"
        rf"(?P<count>{_count()}|{_letter()})(?![\w,.]?\d)(?! ?(?:€|euros?|%))"
    )


@cache
def _before_label() -> re.Pattern[str]:
    """`12 voix pour`, `0 contre`, `trois abstentions`."""
    units = _units()
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


def _letter() -> str:
    return rf"[{''.join(LETTERS)}](?![\w'’])"


def _number(said: str) -> int | None:
    said = said.strip()
    if said in NONE:
        return 0
    if said in LETTERS:
        return LETTERS[said]
    if said.isdecimal():
        return int(said)
    spelled = read_words(said)
    return int(spelled) if spelled is not None else None


def from_tables(tables: Sequence[PrintedTable]) -> dict[str, int]:
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
        number = _counted(cells.get((row, column + 1), ""))
        if number is None:
            number = _below(cells, row, column)
        if number is not None:
            yield name, number


def _counted(folded: str) -> int | None:
    return _number(re.sub(r" ?(?:voix|votes?)$", "", folded))


def _below(cells: dict[tuple[int, int], str], row: int, column: int) -> int | None:
    """The figure under a label; of several rows (a group each) that of their total, if one is."""
    rows: list[int] = []
    while (number := _counted(cells.get((row + 1 + len(rows), column), ""))) is not None:
        rows.append(number)
    if len(rows) < 2:
        return rows[0] if rows else None
    last = cells.get((row + len(rows), 0), "")
    return rows[-1] if _sums_up().match(last) else None


@cache
def _sums_up() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(declaration()['votes']['sums'])})(?![\w-])")


@remembered
def _label_of(folded: str) -> str | None:
    text = re.sub(r"\([es]+\)|[:*.]", "", folded).strip()
    text = re.sub(r"^(?:nombre )?(?:de |d')?(?:voix|votes?|suffrages?|membres?) ", "", text)
    return next((name for name in NAMES if _whole(name).fullmatch(text)), None)


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile("|".join(declaration()["votes"][name]))


def _outcome(body: Stream) -> bool | None:
    """Whether the act says that it is adopted, or rejected; its last word counts.

    `Rejeté à l'unanimité` is a rejection: how it was voted says nothing more in its sentence.
    """
    no, yes = (
        [
            each
            for each in _outcome_words(name).finditer(body.value)
            if not _is_cited(body, each.start())
        ]
        for name in ("rejected", "adopted")
    )
    ends = {each.end() for each in no}
    said = [(each.start(), False) for each in no] + [
        (each.start(), True)
        for each in yes
        if not any(
            end <= each.start() and not SENTENCE_END.search(body.value, end, each.start())
            for end in ends
        )
    ]
    return max(said)[1] if said else None


def _is_cited(body: Stream, at: int) -> bool:
    """Whether the words belong to a text that the act refers to."""
    rank = bisect_right(body.text_starts, at)
    start = body.text_starts[rank - 1] if rank else 0
    return re.match(r"vu\b|considerant|attendu", body.value[start : start + 12]) is not None


@cache
def _outcome_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(declaration()['votes'][name])})(?![\w-])")


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(declaration()['votes'][name])})")
