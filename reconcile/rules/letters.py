"""A sum written in letters and in digits is one sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reconcile.evidence import figure
from reconcile.findings import finding
from reconcile.registry import AGREED, Rule, Verdict, failed
from reconcile.wording import direction, money
from schemas.dataset import DocumentFacts
from schemas.facts import Amount

_IN_BRACKETS = re.compile(r"\s*[(\[][\s,:]*(?:soit\s*)?", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:[/,;:]|soit\b|[-–—])[\s,:]*(?:soit\s*)?", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:ttc|ht|net)?\s*[)\]]", re.IGNORECASE)
_ENDED = re.compile(r"\s*(?:ttc|ht|net)?\s*(?:$|[.;)\]])", re.IGNORECASE)


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Two sums that stand side by side, one in letters and the other in digits."""
    for first, second in pairwise(facts.amounts):
        if first.amount is None or second.amount is None or not _twice(first, second):
            continue
        letters, digits = (second, first) if _has_digits(first) else (first, second)
        said = figure(letters, document_id, letters.amount, counted=True)
        written = figure(digits, document_id, digits.amount)
        if said is None or written is None:
            continue
        if said.span.meets(written.span):
            yield AGREED
            continue
        gap = said.value - written.value
        message = (
            f"Une même somme est de {money(said.value)} en lettres (« {_flat(letters.raw)} ») et de "
            f"{money(written.value)} en chiffres, soit {money(abs(gap))} {direction(gap)} en lettres."
        )
        yield failed(
            finding(
                "amount_words", document_id, _flat(digits.raw), message, (written, said),
                stated=written.value, computed=said.value, unit=digits.unit,
            )
        )  # fmt: skip


def _twice(first: Amount, second: Amount) -> bool:
    """Whether the second says the first again: in brackets beside it, or at the end of a clause.

    `cinquante euros, soit 600 € par an` says another sum.
    """
    if first.context != second.context or first.page != second.page:
        return False
    if first.unit != second.unit or _has_digits(first) == _has_digits(second):
        return False
    start = first.context.find(_flat(first.raw))
    after = start + len(_flat(first.raw))
    then = first.context.find(_flat(second.raw), after)
    if start < 0 or then < 0:
        return False
    between, behind = first.context[after:then], first.context[then + len(_flat(second.raw)) :]
    if _IN_BRACKETS.fullmatch(between):
        return ")" in second.raw or _CLOSED.match(behind) is not None
    return bool(_BESIDE.fullmatch(between) and _ENDED.match(behind))


def _has_digits(amount: Amount) -> bool:
    return any(char.isdigit() for char in amount.raw)


def _flat(raw: str) -> str:
    return " ".join(raw.split())


RULES = (
    Rule(
        "amount_words",
        "Une somme en lettres et en chiffres est une seule somme",
        "En cas d'écart, c'est la somme en lettres qui fait foi : l'erreur coûte.",
        "« six mille huit cent soixante-quinze euros (6 785 €) ».",
        check,
    ),
)
