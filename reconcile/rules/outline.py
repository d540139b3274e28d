"""Articles follow one another, and the annexes that an act refers to exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reconcile.evidence import place_of
from reconcile.findings import finding
from reconcile.registry import AGREED, Rule, Verdict, failed
from reconcile.vocabulary import fold
from schemas.acts import Article
from schemas.dataset import DocumentFacts

_ANNEXES = re.compile(
    r"\bannexes? (?:n |no |numero )?([0-9]{1,2}(?: (?:et |a |et a )?[0-9]{1,2})*)\b"
)
_OWN = re.compile(r"\bannexe (?:n |no )?([0-9]{1,2})\b")


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Numbers of articles, then annexes."""
    for part in dict.fromkeys(row.part_id for row in facts.articles):
        rows = [row for row in facts.articles if row.part_id == part]
        yield from _articles(rows, document_id)
    yield from _annexes(facts, document_id)


def _articles(rows: Sequence[Article], document_id: str) -> Iterator[Verdict]:
    """From 1 on, each once, in order; a single step out of order is told once."""
    if len(rows) < 3 or not all(row.number.isdigit() for row in rows):
        return
    numbers = [int(row.number) for row in rows]
    if numbers == list(range(1, len(numbers) + 1)):
        yield AGREED
        return
    missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if len(missing) + len(twice) != 1:
        return  # another way of numbering, or a reading that is not sure
    what = (
        f"l'article {missing[0]} manque" if missing else f"deux articles portent le n° {twice[0]}"
    )
    message = f"La suite des articles n'est pas continue : {what}."
    near = [row for row in rows if int(row.number) in {*twice, *(n - 1 for n in missing)}]
    yield failed(
        finding("outline", document_id, "Articles", message, severity="warning",
                places=[place_of(row, document_id) for row in near or rows[:1]])
    )  # fmt: skip


def _annexes(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Annexes that a délibération refers to by number, where the bundle numbers its annexes."""
    titles = [*(part.title or "" for part in facts.parts), *(row.title for row in facts.sections)]
    there = {int(match[1]) for title in titles for match in _OWN.finditer(fold(title))}
    kinds = {part.part_id: part.kind for part in facts.parts}
    if len(there) < 2:
        return
    seen: set[int] = set()
    for row in facts.articles:
        if kinds.get(row.part_id) != "deliberation":
            continue
        for number in _numbers(row.text):
            if number in seen:
                continue
            seen.add(number)
            if number in there:
                yield AGREED
                continue
            message = (
                f"L'annexe {number}, citée à l'article {row.number}, n'est pas dans le document."
            )
            yield failed(
                finding("outline", document_id, f"Annexe {number}", message, severity="warning",
                        places=[place_of(row, document_id)])
            )  # fmt: skip


def _numbers(text: str) -> list[int]:
    return [
        int(number)
        for match in _ANNEXES.finditer(fold(text))
        for number in re.findall(r"[0-9]+", match[1])
    ]


RULES = (
    Rule(
        "outline",
        "Les articles se suivent et les annexes citées existent",
        "Une annexe citée et absente laisse une décision sans contenu.",
        "L'annexe 6, citée à l'article 3, n'est pas dans le document.",
        check,
    ),
)
