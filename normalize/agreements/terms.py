"""The sums and quotas that an agreement sets: cost by period, shares, advances, prices, quotas."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from normalize import generic
from normalize.act import Act
from normalize.agreements.clauses import Agreed, Clause, agreed
from normalize.agreements.grids import grid_terms
from normalize.agreements.identity import is_model
from normalize.agreements.shapes import Term, of_year
from normalize.amounts import AmountSpan, find_amounts
from normalize.periods import find_periods
from normalize.prose.counts import Quantity, quantities
from normalize.prose.names import territory
from normalize.prose.patterns import anywhere, at_end, one_of
from normalize.prose.prices import price
from normalize.prose.sentences import Sentence
from schemas.acts import AgreementTerm, TermRole


def agreement_terms(act: Act) -> Iterator[AgreementTerm]:
    """Every term of an agreement, in reading order; a model has none.

    A sum that is said again for the same period is one term; the cost that an annex repeats of a
    share is that share.
    """
    parts = agreed(act)
    if is_model(parts):
        return
    found: list[Term] = []
    for clause in parts.clauses:
        found += _of_clause(clause, _table_periods(parts, clause))
    for table in parts.tables:
        found += grid_terms(table)
    for term in _once(_with_periods(found)):
        yield AgreementTerm(
            document_id=act.document_id,
            part_id=act.part_id,
            role=term.role,
            label=term.label or None,
            amount=term.amount,
            quantity=term.quantity,
            unit=term.unit or None,
            period_start=term.start,
            period_end=term.end,
            state=term.state,
            **generic.of_text(term.text),
        )


def _of_clause(clause: Clause, periods: Sequence[tuple[dt.date, dt.date]]) -> Iterator[Term]:
    """The terms of one clause; what a sentence with a colon announces leads its bullets."""
    lead: Sentence | None = None
    year = of_year(clause.low)
    default = periods[0] if len(periods) == 1 else None
    for rank, sentence in enumerate(clause.sentences):
        lead = lead if sentence.bullet else None
        for term in (*_sums(clause, sentence, lead), *_quotas(clause, rank)):
            start, end = (term.start, term.end) if term.start or not default else default
            yield replace(term, start=start, end=end, year=term.year or year)
        if sentence.folded.rstrip().endswith(":") and (lead is None or not sentence.bullet):
            lead = sentence


def _sums(clause: Clause, sentence: Sentence, lead: Sentence | None) -> Iterator[Term]:
    """The terms that the sums of a sentence are, by the nearest word before each."""
    spans = [s for s in find_amounts(sentence.text.value) if s.reading.amount is not None]
    edges = [0, *(span.end for span in spans)]
    last: tuple[TermRole | None, str] = (None, "")
    for rank, span in enumerate(spans):
        limit = spans[rank + 1].start if rank + 1 < len(spans) else len(sentence.folded)
        if span.reading.unit not in ("", "EUR") or _said_before(sentence, spans, rank):
            continue
        text = sentence.text.slice(span.start, span.end)
        one = price(sentence, span, limit)
        if one is not None:
            yield Term("unit_price", text, one.unit, one.amount, unit=one.unit)
            continue
        role, label = _role(clause, sentence, lead, span, edges[rank], limit)
        if role is None and _goes_on(sentence.folded[edges[rank] : span.start]):
            role, label = last
        last = (role, label)
        if role is None:
            continue
        start, end = _period(sentence, spans, rank)
        in_table = clause.of_table is not None
        yield Term(
            role, text, label, span.reading.amount,
            start=start, end=end, in_table=in_table, state=span.reading.state,
        )  # fmt: skip


def _goes_on(between: str) -> bool:
    """Whether a sum is one more of the kind before it: `… pour 2024 et à 60 000 € pour 2025`."""
    return bool(re.search(r"(?:,| et| puis)(?: (?:a|de|un montant de|a hauteur de))? $", between))


def _said_before(sentence: Sentence, spans: Sequence[AmountSpan], rank: int) -> bool:
    """Whether a sum repeats the one before it, in digits what was in words."""
    if not rank or spans[rank].reading.amount != spans[rank - 1].reading.amount:
        return False
    between = sentence.folded[spans[rank - 1].end : spans[rank].start]
    return not re.sub(r"\W|soit", "", between)


def _role(
    clause: Clause,
    sentence: Sentence,
    lead: Sentence | None,
    span: AmountSpan,
    floor: int,
    limit: int,
) -> tuple[TermRole | None, str]:
    """What a sum is, and the words that say so; None where it is no term.

    `floor` and `limit`: where the sum before it ends, and the one after it starts.
    """
    before = sentence.folded[floor : span.start]
    if at_end("agreements", "terms.other").search(before):
        return None, ""
    after = sentence.folded[span.end : limit]
    title = re.match(r" ?au titre (?:du |de la |de l'|des |de )", after)
    if title and (sentence.bullet or _cue(before) is None):
        start = span.end + title.end()
        return "share", sentence.printed(start, limit).strip(" .;,:")
    if (
        sentence.bullet
        and lead is not None
        and _shares_out(lead)
        and _cue(before) in (None, "total")
    ):
        return "share", _label_of_share(sentence, span)
    cue = _cue(before) or (_cue(clause.low) if clause.of_table is not None else None)
    if cue == "share":
        return "share", _label_of_share(sentence, span)
    if cue == "advance":
        return "advance", _words(sentence, floor, span.start) or clause.label
    if cue == "total":
        return "total", _words(sentence, floor, span.start) or clause.label
    return None, ""


def _cue(before: str) -> str | None:
    """The last word before a sum that says what it is."""
    last: tuple[int, str | None] = (-1, None)
    for name in ("total", "share", "advance", "balance"):
        for match in anywhere("agreements", f"terms.{name}").finditer(before):
            if match.start() > last[0]:
                last = (match.start(), name)
    if last[1] in ("total", None):
        part = re.match(r"\W*parts? [a-z]+", before)
        return "share" if part else last[1]
    return last[1]


def _words(sentence: Sentence, start: int, end: int) -> str:
    """The words that name a total or an advance, as printed."""
    found = [
        match.span()
        for name in ("total", "advance")
        for match in anywhere("agreements", f"terms.{name}").finditer(sentence.folded, start, end)
    ]
    return sentence.printed(*max(found, key=lambda span: span[1])) if found else ""


def _label_of_share(sentence: Sentence, span: AmountSpan) -> str:
    """What a share is called: what stands before its colon, or beside its sum."""
    colon = sentence.folded.find(":")
    if 0 < colon < span.start:
        return sentence.printed(0, colon).strip(" -–")
    before = sentence.printed(0, span.start).strip(" -–,:")
    after = sentence.printed(span.end, len(sentence.folded)).strip(" .;,:-–")
    named = re.sub(r"(?:,? (?:soit|de|pour|d'un montant|à hauteur|un|maximum))+$", "", before)
    return named or re.sub(r"^(?:pour|par|de|du) ", "", after)


def _shares_out(lead: Sentence) -> bool:
    return bool(anywhere("agreements", "terms.shared_out").search(lead.folded))


def _period(
    sentence: Sentence, spans: Sequence[AmountSpan], rank: int
) -> tuple[dt.date | None, dt.date | None]:
    """The period of one sum: that of the sentence, or the one beside it where each has its own."""
    closed = [p for p in find_periods(sentence.text.value) if p.valid and p.start and p.end]
    if len({(p.start, p.end) for p in closed}) == 1:
        return closed[0].start, closed[0].end
    if len(closed) != len(spans):
        return None, None
    one = closed[rank]
    return one.start, one.end


def _quotas(clause: Clause, rank: int) -> Iterator[Term]:
    """The quota of a sentence: of one territory, or the whole that territories share."""
    sentence = clause.sentences[rank]
    found = list(quantities(sentence))
    if len(found) != 1 or _bound(sentence, found[0]):
        return
    one = found[0]
    text = sentence.text.slice(one.start, one.end)
    where = territory(sentence, one.end, len(sentence.folded)) or _named_first(sentence, one)
    if where:
        yield Term("quota", text, where, None, one.value, one.unit)
    elif anywhere("agreements", "quotas.whole").search(sentence.folded[: one.start]):
        follows = clause.sentences[rank + 1 :]
        if any(territory(each, 0, len(each.folded)) or _leads(each) for each in follows):
            yield Term("quota", text, "", None, one.value, one.unit)


def _bound(sentence: Sentence, one: Quantity) -> bool:
    return bool(find_amounts(sentence.printed(one.start, one.end + 12)))


def _leads(sentence: Sentence) -> bool:
    found = list(quantities(sentence))
    return sentence.bullet and len(found) == 1 and bool(_named_first(sentence, found[0]))


def _named_first(sentence: Sentence, one: Quantity) -> str:
    """`Val de Brume : 60 places`: what a bullet names before its colon."""
    match = re.match(r"([A-ZÀ-Þ][^:]{1,60}?) ?: ?$", sentence.text.value[: one.start])
    return match[1].strip() if match and sentence.bullet else ""


def _table_periods(parts: Agreed, clause: Clause) -> list[tuple[dt.date, dt.date]]:
    """The periods of the row on time of the table that a row belongs to."""
    if clause.of_table is None:
        return []
    found: list[tuple[dt.date, dt.date]] = []
    for row in parts.clauses:
        if row.of_table == clause.of_table and _of_time().match(row.low):
            for sentence in row.sentences:
                periods = find_periods(sentence.text.value)
                found += [(p.start, p.end) for p in periods if p.valid and p.start and p.end]
    return found


@cache
def _of_time() -> re.Pattern[str]:
    return re.compile(one_of("agreements", "time.clauses"))


def _with_periods(found: Sequence[Term]) -> list[Term]:
    """Terms that only name a year take the period of the cost of that year, if there is one."""
    costs = {(t.start, t.end) for t in found if t.role == "total" and t.start and t.end}
    by_year: dict[int, list[tuple[dt.date, dt.date]]] = {}
    for start, end in costs:
        if start and end and start.year == end.year:
            by_year.setdefault(start.year, []).append((start, end))
    return [_dated(term, by_year.get(term.year or 0, [])) for term in found]


def _dated(term: Term, periods: Sequence[tuple[dt.date, dt.date]]) -> Term:
    if term.start is not None or len(periods) != 1:
        return term
    return replace(term, start=periods[0][0], end=periods[0][1])


def _once(found: Sequence[Term]) -> Iterator[Term]:
    """Each term once: said again, it has the same role, sum and period, or no period of its own."""
    kept: list[Term] = []
    shares: set[Decimal | None] = {term.amount for term in found if term.role == "share"}
    for term in found:
        repeats = term.role == "total" and term.in_table and term.amount in shares
        if repeats or any(_same(term, other) for other in kept):
            continue
        kept.append(term)
        yield term


def _same(term: Term, other: Term) -> bool:
    if (term.role, term.amount, term.quantity) != (other.role, other.amount, other.quantity):
        return False
    if term.role in ("share", "quota", "unit_price") and term.label != other.label:
        return False
    apart = term.start and other.start and (term.start, term.end) != (other.start, other.end)
    return not apart
