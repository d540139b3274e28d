"""What identifies an agreement: number, what it amends, object, parties, time, budget line."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from normalize import generic
from normalize.act import Act
from normalize.agreements.clauses import Agreed, agreed
from normalize.agreements.parties import beneficiary, parties, siret_of
from normalize.dates import find_dates
from normalize.periods import PeriodReading, find_periods
from normalize.prose.patterns import anywhere, at_start, one_of
from normalize.prose.sentences import Sentence, folded
from normalize.text import clean
from schemas.acts import Agreement
from schemas.identifiers import is_siret
from schemas.printed import Text

Span = tuple[dt.date | None, dt.date | None]

_NUMBER = r"(?P<number>[a-z]{0,6}[-/_.]?\d[\w./-]*)"
_MANY_BLANKS = 3
_CODE = r"(?:[a-z]{0,3}\d[\w./-]*\d[\w-]*|[a-z]\d{2,}[\w-]*)"


def agreements(act: Act) -> Iterator[Agreement]:
    """The agreement that an act is; a model, whose blanks are still to be filled in, is none."""
    parts = agreed(act)
    if not parts.head or is_model(parts):
        return
    party = beneficiary(parties(parts.head))
    siret = siret_of(party)
    start, end = period(parts)
    kind: Literal["convention", "avenant"] = (
        "avenant" if act.part.kind == "avenant" else "convention"
    )
    title = _title(parts.head, kind)
    number = _number(parts.head, kind)
    yield Agreement(
        document_id=act.document_id,
        part_id=act.part_id,
        kind=kind,
        number=number,
        amends=_amended(parts) if kind == "avenant" else None,
        object=_object(parts),
        beneficiary=clean(party.name) if party else None,
        siret=siret,
        siret_valid=is_siret(siret) if siret else None,
        signed_on=_signed_on(parts),
        period_start=start,
        period_end=end,
        budget_line=_budget_line(parts),
        **generic.of_text(title),
    )


def is_model(parts: Agreed) -> bool:
    """Whether an agreement is a form: blanks stand for its parties, or in several of its clauses."""
    head = [folded(text.value) for text in parts.head]
    told = [sentence.folded for clause in parts.clauses for sentence in clause.sentences]
    crossed = sum(
        len(re.findall(r"(?<!\w)x{3,}(?!\w)", text)) for text in (*head, *told) if "xxx" in text
    )
    dotted = sum(len(_blank().findall(text)) for text in head if not text.startswith("fait"))
    return crossed >= _MANY_BLANKS or dotted >= _MANY_BLANKS - 1


@cache
def _blank() -> re.Pattern[str]:
    return re.compile(one_of("agreements", "identity.blanks"))


def _title(head: Sequence[Text], kind: str) -> Text:
    """The line of the head that names the act."""
    for text in head:
        if re.match(rf"\W*(?:projet d[e'] ?)?{kind}", folded(text.value)):
            return text
    return head[0] if head else Text()


def _before_parties(head: Sequence[Text]) -> list[str]:
    lines = []
    for text in head:
        low = folded(text.value).strip(" *")
        if at_start("agreements", "parts.opens").match(low):
            break
        lines.append(low)
    return lines


def _number(head: Sequence[Text], kind: str) -> str | None:
    """The number that stands beside `Convention` or `Avenant`, on its line or on the next one."""
    sign = one_of("agreements", "identity.number")
    lines = [line for line in _before_parties(head) if not line.startswith("objet")]
    printed = [clean(text.value) for text in head]
    pattern = re.compile(rf"(?:^|\W){kind}(?: [\w'-]+){{0,6}}? ?:? ?{sign}{_NUMBER}")
    alone = re.compile(rf"^\W*{sign}{_NUMBER}\W*$")
    for rank, line in enumerate(lines):
        if kind == "convention" and "avenant" in line:
            continue
        match = pattern.search(line)
        if match is None and rank and re.match(rf"\W*{kind}(?!\w)[^:\d]{{0,60}}$", lines[rank - 1]):
            match = alone.match(line)
        if match is not None:
            return _as_printed(printed, match["number"])
    if kind == "avenant":
        for line in lines:
            simple = re.match(r"\W*avenant (\d{1,2}|[ivx]{1,4})(?!\w)", line)
            if simple:
                return _as_printed(printed, simple[1])
    return None


def _as_printed(lines: Sequence[str], number: str) -> str:
    """A folded number as the head prints it."""
    number = number.rstrip(".-/")
    for line in lines:
        at = folded(line).find(number)
        if at >= 0:
            return line[at : at + len(number)]
    return number.upper()


def _amended(parts: Agreed) -> str | None:
    """The number of the convention that an avenant changes: the one it names most, and first."""
    sign = one_of("agreements", "identity.number")
    numbered = re.compile(
        rf"convention(?: (?!avenant)[\w'’-]+){{0,8}}? ?,? ?(?:{sign}{_NUMBER}|(?P<bare>\d{{4}}[-/_.]\d[\w./-]*))"
    )
    texts = [text.value for text in parts.head]
    texts += [s.text.value for clause in parts.clauses[:3] for s in clause.sentences]
    found: Counter[str] = Counter()
    for text in texts:
        for match in numbered.finditer(folded(text)):
            group = "number" if match["number"] else "bare"
            found[text[slice(*match.span(group))].rstrip(".-/ ")] += 1
    return found.most_common(1)[0][0] if found else None


def _object(parts: Agreed) -> str | None:
    """What stands after `Objet :`, or what the article on the object says."""
    for rank, text in enumerate(parts.head):
        match = at_start("agreements", "identity.object").match(folded(text.value).strip(" *"))
        if match is None:
            continue
        said = clean(text.value).strip(" *")[match.end() :].strip()
        if said:
            return said
        return clean(parts.head[rank + 1].value) if rank + 1 < len(parts.head) else None
    for clause in parts.clauses:
        if at_start("agreements", "identity.object_title").match(clause.low) and clause.sentences:
            return clean(clause.sentences[0].text.value)
    return None


def _signed_on(parts: Agreed) -> dt.date | None:
    """The day at the foot (`Fait à …, le …`); None where it is still blank."""
    cue = re.compile(
        r"^\W*(?:fait|signee?|etablie?)?(?: en [\w' ()-]{1,40},?)? ?a [\w' -]{2,40},? ?le "
    )
    found = set()
    for clause in parts.clauses:
        for block in clause.blocks:
            if block.table is None and cue.match(folded(block.text.value)):
                found |= {date.date for date in find_dates(block.text.value) if date.valid}
    return found.pop() if len(found) == 1 else None


def period(parts: Agreed) -> Span:
    """First and last day of the agreement: the period that holds every other that it names.

    Only what its clauses on time say counts; an avenant that only moves the end has no start.
    """
    found: list[Span] = []
    ends: set[dt.date] = set()
    for clause in parts.clauses:
        of_time = bool(at_start("agreements", "time.clauses").match(clause.low))
        for sentence in clause.sentences:
            if anywhere("agreements", "time.not_of_agreement").search(sentence.folded):
                continue
            if not of_time and not anywhere("agreements", "time.sentences").search(sentence.folded):
                continue
            closed, until = _spans(sentence, of_time=of_time)
            found += closed
            ends |= until
    for start, end in found:
        if start and end and all(start <= s and e <= end for s, e in found if s and e):
            return start, end
    return (None, ends.pop()) if not found and len(ends) == 1 else (None, None)


def _spans(sentence: Sentence, *, of_time: bool) -> tuple[list[Span], set[dt.date]]:
    """The closed periods of a sentence, and the ends that it sets without a start."""
    periods = [p for p in find_periods(sentence.text.value) if p.valid]
    closed: list[Span] = [(p.start, p.end) for p in periods if p.start and p.end and _to_the_day(p)]
    dates = [date.date for date in find_dates(sentence.text.value) if date.date]
    starts = anywhere("agreements", "time.starts").search(sentence.folded)
    stops = anywhere("agreements", "time.stops").search(sentence.folded)
    if not closed and len(dates) == 2 and starts and stops and starts.start() < stops.start():
        closed = [(dates[0], dates[1])] if dates[0] < dates[1] else []
    moved = anywhere("agreements", "time.extends").search(sentence.folded)
    if closed or not (of_time or moved) or len(set(dates)) != 1 or not (stops or moved):
        return closed, set()
    return [], set(dates)


def _to_the_day(period: PeriodReading) -> bool:
    """Whether a period is more than a year that says when."""
    return bool(re.search(r"\D", period.raw.strip())) and not period.note


def _budget_line(parts: Agreed) -> str | None:
    """The line of the budget that is charged: its code, or all that names it where it has several.

    Several lines are parted by `|`.
    """
    found: dict[str, None] = {}
    for clause in parts.clauses:
        for sentence in clause.sentences:
            for match in _charged().finditer(sentence.folded):
                several = len(re.findall(_CODE, match["line"])) > 1
                group = "line" if several else "code"
                found[sentence.printed(*match.span(group)).strip(' .-/«»"')] = None
    return "|".join(found) or None


@cache
def _charged() -> re.Pattern[str]:
    charged = one_of("agreements", "budget.charged")
    name = rf"(?:{one_of('agreements', 'budget.names')}(?: budgetaires?)?(?: n ?[°o])? ?)"
    return re.compile(
        rf"(?<!\w){charged}(?: (?!{name})[a-z'-]+,?){{0,6}}? ?(?P<line>{name}?[«\"“:]? ?(?P<code>{_CODE})"
        rf"(?:(?: ?[,;/–-] ?| et ){name}?[«\"]? ?{_CODE})*)"
    )
