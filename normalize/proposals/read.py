"""The rows of a narrative: what each of its sentences proposes to fund."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from normalize import generic
from normalize.act import Act
from normalize.amounts import AmountSpan, find_amounts
from normalize.periods import PeriodReading, find_periods
from normalize.proposals.outline import Passage, Place, passages
from normalize.proposals.sums import Sums, decides, is_past, sums
from normalize.prose.counts import Quantity, operations, quantities, structures, unit_key
from normalize.prose.names import Name, beneficiary, name_at, territory
from normalize.prose.patterns import anywhere, at_start, one_of
from normalize.prose.prices import Price
from normalize.prose.sentences import Sentence, sentences
from schemas.acts import Proposal


@dataclass(slots=True)
class _Found:
    """The rows and prices of one operation, before they are put together."""

    rows: list[Proposal] = field(default_factory=list)
    prices: list[tuple[Price, Sentence, Place]] = field(default_factory=list)


def proposals(act: Act) -> Iterator[Proposal]:
    """What the narrative of an act proposes: totals, beneficiaries, prices, in reading order.

    A price that the same operation counts (`20 mesures`, `le coût d'une mesure est de …`) stands
    on the rows that count it, any other on a row of its own.
    """
    by_place: dict[tuple[str | None, ...], _Found] = {}
    known = _territories(act)
    for passage in passages(act):
        place = passage.place
        key = (place.theme_number, place.theme, place.operation_number, place.operation)
        found = by_place.setdefault(key, _Found())
        if place.role != "review":
            _read(act, passage, found, known)
    for found in by_place.values():
        yield from _priced(act, found)


def _read(act: Act, passage: Passage, found: _Found, known: set[str]) -> None:
    """The rows of one passage; a sentence that ends in a colon leads the bullets after it."""
    lead: Sentence | None = None
    known = known | _listed_with(passage, known)
    first = len(found.rows)
    for block in passage.blocks:
        bullet = block.kind == "bullet"
        here = len(found.rows)
        for sentence in sentences(block.text, bullet=bullet):
            lead = lead if sentence.bullet else None
            before = len(found.rows)
            _read_sentence(act, passage.place, sentence, lead, found, known)
            if len(found.rows) == before:
                _timed(sentence, found.rows, here if here < before else first)
            if sentence.folded.rstrip().endswith(":"):
                lead = sentence


def _timed(sentence: Sentence, rows: list[Proposal], first: int) -> None:
    """Gives the rows just read the period that a sentence without sum says they run over."""
    if first == len(rows):
        return
    if not anywhere("narrative", "periods.sets").search(sentence.folded) or is_past(sentence):
        return
    period = _one_period(find_periods(sentence.text.value), ranges_only=True)
    if period is None or any(row.period_start for row in rows[first:]):
        return
    for rank in range(first, len(rows)):
        update = {"period_start": period.start, "period_end": period.end}
        rows[rank] = rows[rank].model_copy(update=update)


def _read_sentence(
    act: Act,
    place: Place,
    sentence: Sentence,
    lead: Sentence | None,
    found: _Found,
    known: set[str],
) -> None:
    if is_past(sentence) or (is_past(lead) and not (decides(sentence) or _chooses(lead))):
        return
    place = _of_sentence(place, sentence)
    listed = sentence.bullet and (decides(lead) or _chooses(lead) or place.role == "proposal")
    stated = sums(sentence, listed=listed and _named(sentence, lead) is not None)
    found.prices += [(_of_unit(one, sentence), sentence, place) for one in stated.prices]
    if stated.granted and _accepted(place, sentence, lead, stated):
        found.rows += _granted(act, place, sentence, lead, stated.granted)
    elif not stated.granted and not stated.prices and lead is not None:
        found.rows += _unpriced(act, place, sentence, lead, known)


def _of_unit(one: Price, sentence: Sentence) -> Price:
    """The price of what the sentence counts, where it says `l'unité`."""
    counted = list(quantities(sentence))
    if unit_key(one.unit) not in ("unite", "unité") or len(counted) != 1:
        return one
    return replace(one, unit=counted[0].unit)


def _accepted(place: Place, sentence: Sentence, lead: Sentence | None, stated: Sums) -> bool:
    """Whether the sums of a sentence are proposed: it says so, or its lead or its heading does."""
    if decides(sentence) or decides(lead) or (sentence.bullet and _chooses(lead)):
        return True
    return place.role == "proposal" and (stated.strong or sentence.bullet)


def _chooses(lead: Sentence | None) -> bool:
    """Whether a sentence leads the list of those that are chosen."""
    return lead is not None and bool(
        anywhere("narrative", "structures.chosen").search(lead.folded.rstrip())
    )


def _named(sentence: Sentence, lead: Sentence | None) -> Name | None:
    """Who an item of a list names first; one bare word is a name where the list is of structures."""
    end = len(sentence.folded)
    spans = find_amounts(sentence.text.value)
    after = spans[0].end if len(spans) == 1 else None
    name = beneficiary(sentence, 0, end, opens=sentence.bullet, after=after)
    if name is None and sentence.bullet and lead is not None:
        of_structures = anywhere("narrative", "structures.of_structures").search(lead.folded)
        refused = at_start("narrative", "structures.not_first").match(sentence.folded)
        name = name_at(sentence, 0, end) if of_structures and not refused else None
    return name


def _granted(
    act: Act,
    place: Place,
    sentence: Sentence,
    lead: Sentence | None,
    spans: Sequence[AmountSpan],
) -> Iterator[Proposal]:
    """A row for each sum of a sentence, with what its own part of the sentence says."""
    for start, end, span in _parts(sentence, spans):
        number = structures(sentence, start, end)
        whole = (start, end) == (0, len(sentence.folded))
        name = (
            _named(sentence, lead)
            if whole
            else beneficiary(sentence, start, end, opens=True, after=span.end)
        )
        name = None if number is not None and number > 1 else name
        of_theme = not (place.operation_number or place.operation)
        count = _quantity(sentence, start, end) or (operations(sentence) if of_theme else None)
        row = _row(act, place, sentence.text.slice(span.start, span.end), sentence)
        yield row.model_copy(
            update={
                "beneficiary": name.value if name else None,
                "territory": territory(sentence, start, end),
                "structures": number if number is not None else _single(name),
                "quantity": count.value if count else None,
                "unit": count.unit if count else None,
                "amount": span.reading.amount,
                "state": span.reading.state,
                **_period(sentence, lead, alone=len(spans) == 1, start=start, end=end),
            }
        )


def _single(name: Name | None) -> int | None:
    return 1 if name is not None and name.single else None


def _parts(
    sentence: Sentence, spans: Sequence[AmountSpan]
) -> Iterator[tuple[int, int, AmountSpan]]:
    """The part of the sentence that belongs to each sum: before it, or after where all do so."""
    whole = len(sentence.folded)
    if len(spans) == 1:
        yield 0, whole, spans[0]
        return
    edges = [0, *(span.end for span in spans)]
    before = [
        beneficiary(sentence, a, s.start, opens=True) for a, s in zip(edges, spans, strict=False)
    ]
    starts = [*(span.start for span in spans), whole]
    for rank, span in enumerate(spans):
        if all(before) or not rank:
            yield (edges[rank], span.end if all(before) else starts[rank + 1], span)
        else:
            yield span.start, starts[rank + 1], span


def _quantity(sentence: Sentence, start: int, end: int) -> Quantity | None:
    """The one quantity of a part of a sentence; none where it states several things."""
    found = [one for one in quantities(sentence) if start <= one.start and one.end <= end]
    different = {(one.value, unit_key(one.unit)) for one in found}
    return found[0] if len(different) == 1 else None


def _period(
    sentence: Sentence, lead: Sentence | None, *, alone: bool, start: int, end: int
) -> dict[str, Any]:
    """The period of a part of a sentence, or that of the sentence that leads it."""
    own = find_periods(sentence.text.value)
    here = [p for p in own if alone or start <= p.span[0] < end]
    for several in (here, find_periods(lead.text.value) if lead is not None and not own else []):
        one = _one_period(several)
        if one is not None:
            return {"period_start": one.start, "period_end": one.end}
    return {}


def _one_period(
    found: Sequence[PeriodReading], *, ranges_only: bool = False
) -> PeriodReading | None:
    """The one period, a year that only says when (`Pour l'année 2023`) giving way to a range."""
    closed = [p for p in found if p.valid and p.start and p.end and not p.note]
    ranges = [p for p in closed if re.search(r"\d.*\D.*\d", p.raw) and not p.raw.isdigit()]
    for several in (ranges,) if ranges_only else (ranges, closed):
        if len({(p.start, p.end) for p in several}) == 1:
            return several[0]
        if several:
            return None
    return None


def _unpriced(
    act: Act, place: Place, sentence: Sentence, lead: Sentence, known: set[str]
) -> Iterator[Proposal]:
    """An item of a list without sums: one of those chosen, or a territory's share of the places."""
    if not sentence.bullet or place.role != "proposal":
        return
    chosen = anywhere("narrative", "structures.chosen").search(lead.folded)
    if chosen:
        yield from _chosen(act, place, sentence, known)
        return
    of_total = list(quantities(lead))
    match = re.match(r"(\d+) (?:[a-zé']+ )?(?=[A-ZÀ-Ö])", sentence.text.value)
    if match and len(of_total) == 1 and sums(lead, listed=False).granted:
        where = sentence.printed(match.end(), len(sentence.folded)).strip(" ;.,")
        row = _row(act, place, sentence.text, sentence)
        yield row.model_copy(
            update={
                "territory": where,
                "quantity": Decimal(match[1]),
                "unit": of_total[0].unit,
                **_period(lead, None, alone=True, start=0, end=0),
            }
        )


def _chosen(act: Act, place: Place, sentence: Sentence, known: set[str]) -> Iterator[Proposal]:
    """`Territoire : Structure`, where the text names that territory elsewhere; or a bare name."""
    colon = re.search(r" ?: ", sentence.folded)
    name = name_at(sentence, colon.end() if colon else 0, len(sentence.folded))
    where = sentence.printed(0, colon.start()) if colon else None
    if name is None or (where is not None and _place_key(where) not in known):
        return
    row = _row(act, place, sentence.text.slice(name.start, name.end), sentence)
    yield row.model_copy(update={"beneficiary": name.value, "territory": where})


def _territories(act: Act) -> set[str]:
    """The territories that the act names as such, for lists that name them without the word."""
    links = one_of("narrative", "territories.links").replace(" ", r"\s")
    pattern = re.compile(
        rf"(?i:territoires?|secteurs?|bassins?|arrondissements?)\s(?:{links})?([A-ZÀ-Ö][\w’'-]+(?:[ –-]+[A-ZÀ-Ö][\w-]+)*)"
    )
    found: set[str] = set()
    nouns = ("territoire", "secteur", "bassin", "arrondissement")
    for _, block in generic.numbered_blocks(act):
        if any(map(block.text.value.lower().__contains__, nouns)):
            found |= {_place_key(name) for name in pattern.findall(block.text.value)}
    return found


def _listed_with(passage: Passage, known: set[str]) -> set[str]:
    """What stands before the colon of the bullets of a passage, where one of them is a territory."""
    texts = [block.text.value for block in passage.blocks if block.kind == "bullet"]
    heads = {_place_key(text.split(" : ")[0]) for text in texts if " : " in text}
    return heads if heads & known else set()


def _place_key(name: str) -> str:
    return re.sub(r"\W+", " ", name.lower()).strip()


def _of_sentence(place: Place, sentence: Sentence) -> Place:
    """The place, or the theme that the sentence itself names by its number."""
    if place.operation_number or place.operation:
        return place
    theme = one_of("narrative", "outline.theme")
    found = set(re.findall(rf"(?<!\w){theme} (?:n ?[°o] ?)?(\d+)(?!\w)", sentence.folded))
    if len(found) != 1:
        return place
    number = found.pop()
    return place if number == place.theme_number else Place(number, None, role=place.role)


def _row(act: Act, place: Place, text: Any, sentence: Sentence) -> Proposal:
    return Proposal(
        document_id=act.document_id,
        part_id=act.part_id,
        theme_number=place.theme_number,
        theme=place.theme,
        operation_number=place.operation_number,
        operation=place.operation,
        description=sentence.printed(0, len(sentence.folded)),
        **generic.of_text(text),
    )


def _priced(act: Act, found: _Found) -> Iterator[Proposal]:
    """The rows of an operation with the price of what they count; other prices alone."""
    rows, alone = list(found.rows), []
    for one, sentence, place in found.prices:
        ranks = [rank for rank, row in enumerate(rows) if _counts(row, one)]
        rivals = [
            other for other, _, _ in found.prices if unit_key(other.unit) == unit_key(one.unit)
        ]
        if ranks and len(rivals) == 1:
            for rank in ranks:
                rows[rank] = rows[rank].model_copy(update={"unit_price": one.amount})
            continue
        row = _row(act, place, sentence.text.slice(one.start, one.end), sentence)
        alone.append(row.model_copy(update={"unit_price": one.amount, "unit": one.unit}))
    merged = [*rows, *alone]
    yield from sorted(merged, key=lambda row: (row.page, row.top, row.x0))


def _counts(row: Proposal, one: Price) -> bool:
    """Whether a row counts what is priced, over the time that the price is for."""
    if row.quantity is None or row.amount is None or row.unit is None:
        return False
    if not one.plain and " " in one.unit:
        return False
    return unit_key(row.unit) == unit_key(one.unit)
