"""Sums charged to the budget: their balance, the articles that decide them, the two acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reconcile.evidence import Figure, figure
from reconcile.findings import finding
from reconcile.intervals import total
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.sums import Sum, exchanged_words, in_doubt_first
from reconcile.wording import direction, money
from schemas.acts import Imputation
from schemas.dataset import DocumentFacts

_FIELDS = {"authorisation": "l'autorisation", "amount": "le montant"}


def check_balance(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Available less proposed is the balance, line by line."""
    for row in facts.imputations:
        available = figure(row, document_id, row.available, "disponible")
        amount = figure(row, document_id, row.amount, "proposé")
        balance = figure(row, document_id, row.balance, "solde")
        if available is None or amount is None or balance is None:
            continue
        if balance.span.meets(available.span.minus(amount.span)):
            yield AGREED
            continue
        computed = available.value - amount.value
        gap = balance.value - computed
        message = (
            f"Imputation {_name(row)} : {money(available.value)} disponibles moins "
            f"{money(amount.value)} proposés font {money(computed)} ; le solde imprimé est "
            f"{money(balance.value)}, soit {money(abs(gap))} {direction(gap)}."
        )
        yield failed(
            finding(
                "imputation_balance", document_id, _name(row), message,
                (balance, available, amount),
                stated=balance.value, computed=computed, unit="EUR",
            )
        )  # fmt: skip


def check_total(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """What an act charges to the budget is what its articles decide."""
    for part in dict.fromkeys(row.part_id for row in facts.imputations):
        charged = _figures([row for row in facts.imputations if row.part_id == part], document_id)
        decided = [
            each
            for row in facts.articles
            if row.part_id == part
            and (each := figure(row, document_id, row.amount, f"article {row.number}"))
        ]
        if not decided:
            continue
        if not charged:
            yield SKIPPED
            continue
        yield _compared(charged, decided, document_id)


def _compared(charged: Sequence[Figure], decided: Sequence[Figure], document_id: str) -> Verdict:
    stated = sum((each.value for each in charged), Decimal(0))
    computed = sum((each.value for each in decided), Decimal(0))
    if total(each.span for each in charged).meets(total(each.span for each in decided)):
        return AGREED
    gap = stated - computed
    message = (
        f"Les imputations font {money(stated)} et les articles décident {money(computed)} "
        f"({len(decided)} articles), soit {money(abs(gap))} {direction(gap)} imputés."
    )
    return failed(
        finding(
            "imputation_total", document_id, "Imputations", message, (*charged, *decided),
            stated=stated, computed=computed, unit="EUR",
        )
    )  # fmt: skip


def _figures(rows: Sequence[Imputation], document_id: str) -> list[Figure]:
    found = (figure(row, document_id, row.amount, _name(row)) for row in rows)
    return [each for each in found if each is not None]


def check_report(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """The rapport du président and the délibération charge the same sums to the same lines."""
    kinds = {part.part_id: part.kind for part in facts.parts}
    report = [row for row in facts.imputations if kinds.get(row.part_id) == "rapport_president"]
    decided = [row for row in facts.imputations if kinds.get(row.part_id) == "deliberation"]
    if not report or not decided:
        return
    for row in decided:
        same = [other for other in report if _key(other) == _key(row) and _key(row)]
        if len(same) != 1:
            yield SKIPPED
            continue
        for name, words in _FIELDS.items():
            yield from _one(row, same[0], name, words, document_id)


def _one(
    row: Imputation, other: Imputation, name: str, words: str, document_id: str
) -> Iterator[Verdict]:
    here = figure(row, document_id, getattr(row, name), "délibération")
    there = figure(other, document_id, getattr(other, name), "rapport du président")
    if here is None or there is None:
        return
    if here.span.meets(there.span):
        yield AGREED
        return
    gap = here.value - there.value
    pair = Sum(here, (there,))
    hint, doubtful = exchanged_words(pair)
    message = (
        f"Imputation {_name(row)} : {words} est de {money(here.value)} dans la délibération et de "
        f"{money(there.value)} dans le rapport du président, soit {money(abs(gap))} "
        f"{direction(gap)} dans la délibération.{hint}"
    )
    yield failed(
        finding(
            "report_deliberation", document_id, _name(row), message,
            in_doubt_first(pair.figures, doubtful),
            stated=here.value, computed=there.value, unit="EUR",
        )
    )  # fmt: skip


def _key(row: Imputation) -> str:
    return row.operation_code or row.imputation or ""


def _name(row: Imputation) -> str:
    return row.operation_code or row.imputation or row.label or "sans code"


RULES = (
    Rule(
        "imputation_total",
        "Les sommes imputées sont celles que les articles décident",
        "Une dépense décidée et non imputée ne peut être payée ; imputée et non décidée, elle est "
        "sans base.",
        "Imputations 90 000,00 € ; articles 40 000,00 € + 30 000,00 € + 25 000,00 €.",
        check_total,
    ),
    Rule(
        "imputation_balance",
        "Disponible moins proposé égale solde",
        "Le solde dit si le crédit suffit.",
        "101 400,00 € disponibles moins 100 800,00 € proposés font 600,00 €, non 6 000,00 €.",
        check_balance,
    ),
    Rule(
        "report_deliberation",
        "Le rapport du président et la délibération donnent les mêmes chiffres",
        "L'assemblée vote sur le rapport ; la délibération doit décider ce qu'il propose.",
        "C01-444H03 : 100 800,00 € dans la délibération, 108 000,00 € dans le rapport.",
        check_report,
    ),
)
