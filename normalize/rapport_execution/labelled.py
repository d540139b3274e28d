"""Budget lines of the form `label : amount` or `label = amount`, one or several to a block."""

from __future__ import annotations

import re
from dataclasses import replace

from normalize.amount_reading import AmountReading, AmountSpan, doubted, unread
from normalize.amounts import find_amounts, leading_amount
from normalize.captions import NO_MEASURE, PERCENT, Measure, header_measure
from normalize.funders import find_funders
from normalize.labels import LineReading, LineRole, Phase, is_year, line_role
from normalize.measures import read_measured
from normalize.rapport_execution.lines import Line, Period, line_of
from normalize.rapport_execution.operands import is_operand, is_yearly, result_of, says_each
from schemas.printed import Text

SEPARATOR = re.compile(r"[=:](?!\d)|\s[–—-]\s(?=\(?[-−]?\s?\d)|\.{4,}|…{2,}|\t")
JOINT = re.compile(r"^\s*(?:[;,/|•·–—-]|\bdont\b|\bsoit\b|\bet\b|\(|\))*\s*")
DASHES = ("", " ", "-", "–", "—")  # what a dash that parts a label from its sum opens with
STATED = ("stated", "uncertain")
STATES = (*STATED, "not_applicable", "not_available", "blank")


def labelled_lines(
    text: Text,
    phase: Phase | None,
    period: Period,
    lead: str = "",
    over: Measure = NO_MEASURE,
) -> list[Line]:
    """The lines that a whole block states; none where it is anything but labels and their slots.

    `lead` is what stands over the block (`Part de l'État :` over two bullets): it completes a
    label that does not tell what it is by itself.  `over` is in what the sums of the section count.
    """
    amounts = find_amounts(text.value)
    worked = _worked_out(text, phase, period, lead)
    if worked is not None:
        return [worked]
    if any(is_operand(text.value, amounts, index) for index in range(len(amounts))):
        return _in_doubt(text, phase, period, lead)
    if len(amounts) > 1:
        return _several(text, amounts, phase, period, lead)
    line = _single(text, amounts, phase, period, lead, over)
    return [line] if line else []


def _worked_out(text: Text, phase: Phase | None, period: Period, lead: str) -> Line | None:
    """`Total : 12 x 2 000 € = 24 000 €`: what the calculation makes, in doubt where it does not."""
    opening = re.search(r"[:=]", text.value)
    found = result_of(text.value[opening.end() :]) if opening else None
    if opening is None or found is None:
        return None
    span, holds = found
    label = _label(text.value[: opening.start()], phase, lead)
    reading = span.reading if holds else doubted(span.reading, ("calcul à vérifier",))
    printed = text.slice(opening.end() + span.start, opening.end() + span.end)
    return line_of(label, phase, reading, printed, period)


def _in_doubt(text: Text, phase: Phase | None, period: Period, lead: str) -> list[Line]:
    """`État : 2 x 500 €`, `CD : 40 à 45 €`: whose sum it is, without a sum; none in a sentence."""
    opening = re.search(r"[:=]", text.value)
    if opening is None or re.search(r"[:=]", text.value[opening.end() :]):
        return []
    label = _label(text.value[: opening.start()], phase, lead)
    slot = text.slice(opening.end(), len(text.value)).strip()
    line = line_of(label, phase, unread("uncertain", note="pas un seul montant"), slot, period)
    return [line] if line else []


def _single(
    text: Text,
    amounts: list[AmountSpan],
    phase: Phase | None,
    period: Period,
    lead: str,
    over: Measure,
) -> Line | None:
    for start, end in _slots(text.value):
        label = _label(text.value[:start], phase, lead)
        slot = text.slice(end, len(text.value)).strip()
        behind = slot.value
        reading, slot = _reading(slot, _measure(text.value[:start], lead) or over)
        if label.role is None or reading is None or says_each(text.value[:start]):
            continue
        if amounts and text.value[start : start + 1] not in DASHES:
            reading = _with_doubts(reading, text.value, amounts[0])
        label = _with_funder(label, behind[len(slot.value) :])
        line = line_of(label, phase, reading, slot if slot else text, period)
        if line is not None:
            return line
    return None


def _with_doubts(reading: AmountReading, value: str, span: AmountSpan) -> AmountReading:
    """The reading of a slot with the doubts that the words before it give, and those behind it."""
    doubts: tuple[str, ...] = (span.reading.note,) if span.reading.state == "uncertain" else ()
    doubts += ("montant annuel",) if is_yearly(value, span) else ()
    return doubted(reading, tuple(doubt for doubt in doubts if doubt not in reading.note))


def _label(words: str, phase: Phase | None, lead: str) -> LineReading:
    """What a label says, by itself or after what stands over it."""
    label = line_role(words, phase)
    if label.role is None and label.year and is_year(words):
        label = replace(label, role="total", implied=True)
    if not lead or (label.role is not None and not label.implied and label.phase):
        return label
    whole = line_role(f"{lead} {words}", phase)
    if label.role is None or label.implied:
        return whole if whole.role else label
    funder = label.funder or whole.funder
    if label.role == "total" and funder:
        label = replace(label, role="share", subtotal=True)
    return replace(label, phase=label.phase or whole.phase, funder=funder)


def _with_funder(label: LineReading, behind: str) -> LineReading:
    """A label without funder, with the one that stands alone behind the amount (`10 € (État)`)."""
    named = find_funders(behind) if label.funder is None else ()
    if len(named) != 1:
        return label
    role: LineRole | None = "share" if label.role == "total" else label.role
    return replace(label, role=role, funder=named[0])


def _measure(words: str, lead: str) -> Measure | None:
    """In what a label says that its sum counts (`Total en K€ : 12`), or what stands over it."""
    said = (header_measure(words), header_measure(lead))
    return next((each for each in said if each.unit not in (None, PERCENT)), None)


def _reading(slot: Text, measure: Measure) -> tuple[AmountReading | None, Text]:
    """What a slot states and where: an amount, a state, or an amount that words comment on."""
    reading = read_measured(_bare(slot.value), measure)
    if reading.state in STATES:
        return reading, slot
    first = leading_amount(slot.value)
    if first is None:
        return None, slot
    return first.reading, slot.slice(first.start, first.end)


def _several(
    text: Text, amounts: list[AmountSpan], phase: Phase | None, period: Period, lead: str
) -> list[Line]:
    """`État : 10 € ; Département : 5 €`: every amount right after the separator of its label.

    A label that tells only a phase (`prévu : 10 €, réalisé : 5 €`) has the funder of the one
    before; nothing is read unless every label tells what its amount is.
    """
    lines: list[Line] = []
    at, funder_of = 0, lead
    for span in amounts:
        gap = text.value[at : span.start]
        separator = re.search(r"[=:]\s*$", gap)
        if separator is None:
            return []
        words = JOINT.sub("", gap[: separator.start()])
        whole = line_role(words)
        over = lead if whole.role == "total" and not whole.implied else funder_of
        label = _label(words, phase, over)
        line = line_of(label, phase, span.reading, text.slice(span.start, span.end), period)
        if line is None:
            return []
        funder_of = words if label.funder and line_role(words).funder else funder_of
        lines.append(line)
        at = span.end
    return lines


def _slots(value: str) -> list[tuple[int, int]]:
    """Where a label may end and its slot begin: the last separator first, `=` before `:`.

    A label without separator is one that a single amount follows and ends the line.
    """
    found = [match.span() for match in SEPARATOR.finditer(value)]
    found.sort(key=lambda span: (value[span[0]] != "=", -span[0]))
    amounts = find_amounts(value)
    if not found and len(amounts) == 1 and not value[amounts[0].end :].strip(" .;,"):
        found = [(amounts[0].start, amounts[0].start)]
    return found


def _bare(slot: str) -> str:
    """The slot without the mark that ends a sentence or a list item."""
    return re.sub(r"(?<![.\s])\s?[.;,]$", "", slot.strip())
