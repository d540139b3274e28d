"""What the narrative of an operation proposes, against what the annex grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reconcile import linking
from reconcile.evidence import figure, place_of
from reconcile.findings import finding
from reconcile.intervals import Interval, total
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.rules.annex import as_figure
from reconcile.wording import direction, money, number
from schemas.acts import Grant, Proposal
from schemas.dataset import DocumentFacts


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Each total, beneficiary and count that the narrative of an operation states."""
    lines = [row for row in facts.grants if row.kind == "line"]
    if not lines:
        return
    for row in facts.proposals:
        if not row.theme_number or not row.operation_number:
            continue
        own = [
            line
            for line in lines
            if (line.theme_number, line.operation_number)
            == (row.theme_number, row.operation_number)
        ]
        if not own or any(line.amount is None and line.state == "uncertain" for line in own):
            yield SKIPPED
        elif row.beneficiary is None:
            yield from _whole(row, own, facts, document_id)
        else:
            yield from _beneficiary(row, own, document_id)


def _whole(
    row: Proposal, lines: Sequence[Grant], facts: DocumentFacts, document_id: str
) -> Iterator[Verdict]:
    if row.amount is not None and _is_total(row, facts):
        yield _amount(row, lines, document_id)
    if row.structures is not None:
        funded = {
            linking.key(line.beneficiary) for line in lines if line.beneficiary and line.amount
        }
        yield _count(row, row.structures, len(funded), "structures financées", lines, document_id)


def _is_total(row: Proposal, facts: DocumentFacts) -> bool:
    """Whether it is the one total that the narrative states for the operation."""
    rivals = [
        other
        for other in facts.proposals
        if other.beneficiary is None and other.amount is not None
        and (other.theme_number, other.operation_number) == (row.theme_number, row.operation_number)
    ]  # fmt: skip
    return len({other.amount for other in rivals}) == 1


def _amount(row: Proposal, lines: Sequence[Grant], document_id: str) -> Verdict:
    stated = figure(row, document_id, row.amount)
    parts = tuple(each for line in lines if (each := as_figure(line, document_id)))
    if stated is None or not parts:
        return SKIPPED
    if stated.span.meets(total(part.span for part in parts)):
        return AGREED
    computed = sum((part.value for part in parts), Decimal(0))
    gap = stated.value - computed
    who = f" à {row.beneficiary}" if row.beneficiary else ""
    message = (
        f"Opération {row.theme_number}/{row.operation_number} : le texte propose "
        f"{money(stated.value)}{who}, l'annexe accorde {money(computed)} "
        f"({len(parts)} ligne{'s' if len(parts) > 1 else ''}), soit {money(abs(gap))} "
        f"{direction(gap)} dans le texte."
    )
    return failed(
        finding(
            "narrative_annex", document_id, _subject(row), message, (stated, *parts),
            stated=stated.value, computed=computed, unit="EUR",
        )
    )  # fmt: skip


def _beneficiary(row: Proposal, lines: Sequence[Grant], document_id: str) -> Iterator[Verdict]:
    """The rows of the beneficiary in the operation, in that territory where the text names one."""
    names = [line.beneficiary for line in lines if line.beneficiary]
    name = linking.link(row.beneficiary or "", names)
    if name is None:
        yield SKIPPED
        return
    own = [line for line in lines if line.beneficiary and linking.same(line.beneficiary, name)]
    placed = [
        line
        for line in own
        if row.territory and line.territory and linking.same(line.territory, row.territory)
    ]
    if row.amount is None:
        yield SKIPPED
        return
    stated = figure(row, document_id, row.amount)
    ways = [way for way in (placed, own, *([line] for line in own)) if way]
    if stated is not None and any(_covers(stated.span, way, document_id) for way in ways):
        yield AGREED
        return
    yield _amount(row, placed or own, document_id)


def _covers(span: Interval, lines: Sequence[Grant], document_id: str) -> bool:
    parts = [each for line in lines if (each := as_figure(line, document_id))]
    return bool(parts) and total(part.span for part in parts).meets(span)


def _count(
    row: Proposal, said: int, found: int, words: str, lines: Sequence[Grant], document_id: str
) -> Verdict:
    stated = figure(row, document_id, said, counted=True)
    if stated is None or found == 0:
        return SKIPPED
    if found == said:
        return AGREED
    message = (
        f"Opération {row.theme_number}/{row.operation_number} : {number(stated.value)} {words} "
        f"selon le texte, {found} dans l'annexe (les lignes à 0 € ne financent personne)."
    )
    return failed(
        finding(
            "narrative_annex", document_id, _subject(row), message, (stated,),
            stated=stated.value, computed=Decimal(found),
            places=[place_of(line, document_id) for line in lines],
        )
    )  # fmt: skip


def _subject(row: Proposal) -> str:
    return f"Opération {row.theme_number}/{row.operation_number}"


def check_unit_price(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Quantity × unit price = amount, where all three are stated together."""
    for row in facts.proposals:
        count = figure(row, document_id, row.quantity, counted=True)
        price = figure(row, document_id, row.unit_price)
        amount = figure(row, document_id, row.amount)
        if count is None or price is None or amount is None:
            continue
        if amount.span.meets(count.span.by(price.span)):
            yield AGREED
            continue
        computed = count.value * price.value
        gap = amount.value - computed
        message = (
            f"{_subject(row)} : {number(count.value)} {row.unit or 'unités'} à {money(price.value)} "
            f"font {money(computed)} ; le montant imprimé est {money(amount.value)}, soit "
            f"{money(abs(gap))} {direction(gap)}."
        )
        yield failed(
            finding(
                "unit_price", document_id, _subject(row), message, (amount, count, price),
                stated=amount.value, computed=computed, unit="EUR",
            )
        )  # fmt: skip


RULES = (
    Rule(
        "narrative_annex",
        "L'annexe accorde ce que le texte propose",
        "Les élus lisent le texte, les services paient l'annexe.",
        "Opération 1/1 : le texte propose 86 453,34 €, l'annexe accorde 111 925,84 €.",
        check,
    ),
    Rule(
        "unit_price",
        "Quantité × prix unitaire = montant",
        "Un produit faux est une erreur de saisie, ou un prix qui n'est pas celui annoncé.",
        "15 accompagnements à 7 000,00 € font 105 000,00 €, non 150 000,00 €.",
        check_unit_price,
    ),
)
