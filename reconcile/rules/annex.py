"""The financial annex: its own totals, the articles that decide it, spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from reconcile import linking
from reconcile.evidence import Figure, figure, place_of
from reconcile.findings import finding
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.sums import LOOSE, Sum, exchanged_words, gap_words, in_doubt_first, inexact
from reconcile.tables import labels
from reconcile.vocabulary import fold, words
from reconcile.wording import direction, money
from schemas.acts import Article, Grant
from schemas.dataset import DocumentFacts
from schemas.findings import Finding

_CROWD = 40  # names that share all words but one: kinds of things, not spellings
_MISSPELT = 88  # out of 100: close enough to be one name, far enough to be two spellings


def as_figure(row: Grant, document_id: str) -> Figure | None:
    """The amount of a row, named after its beneficiary."""
    return figure(row, document_id, row.amount, row.beneficiary or row.operation or "")


def check_totals(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Each subtotal and total of an annex is the sum of the rows that it covers."""
    found = [
        (row, None if each is not None and not each.holds and _is_carried(row) else each)
        for row, each in totals(facts, document_id)
    ]
    sums = [(row, each) for row, each in found if each is not None]
    yield from (SKIPPED for _ in range(len(found) - len(sums)))
    loose = inexact([each for _, each in sums])
    for at, (row, each) in enumerate(sums):
        if each.holds and at not in loose:
            yield AGREED
        else:
            yield failed(_total_finding(row, each, document_id))


def totals(facts: DocumentFacts, document_id: str) -> Iterator[tuple[Grant, Sum | None]]:
    """Every subtotal and total with the rows that it covers."""
    for part in dict.fromkeys(row.part_id for row in facts.grants):
        entries = [_entry(row, document_id) for row in facts.grants if row.part_id == part]
        for at, entry in enumerate(entries):
            if entry.row.kind != "line":
                yield entry.row, _sum(entries, at)


def _is_carried(row: Grant) -> bool:
    """Whether a row carries a sum from one page to the next: what it covers may stand elsewhere."""
    return bool(row.label) and labels.read(row.label or "").kind == "carried"


class _Entry(NamedTuple):
    """A row with its amount and what it stands under."""

    row: Grant
    figure: Figure | None
    theme: str
    operation: str

    @property
    def unread(self) -> bool:
        """Whether it may hold a sum that was not read."""
        return self.row.amount is None and self.row.state in ("text", "uncertain")


def _entry(row: Grant, document_id: str) -> _Entry:
    return _Entry(row, as_figure(row, document_id), _theme(row), _operation(row))


def _sum(entries: Sequence[_Entry], at: int) -> Sum | None:
    """The total with what it covers: where it holds, what comes closest; else what is likeliest."""
    sums = []
    for each in _sums(entries, at):
        if each.holds and each.gap == 0:
            return each  # none comes closer
        sums.append(each)
    holding = [each for each in sums if each.holds]
    if holding:
        return min(holding, key=lambda each: abs(each.gap))
    return sums[0] if sums else None


def _sums(entries: Sequence[_Entry], at: int) -> Iterator[Sum]:
    """The total with all that it may cover, the likeliest first."""
    stated = entries[at].figure
    if stated is None:
        return
    for covered in _covers(entries, at):
        parts = tuple(each.figure for each in covered if each.figure is not None)
        if parts and not any(each.unread for each in covered):
            yield Sum(stated, parts)


def _total_finding(row: Grant, off: Sum, document_id: str) -> Finding:
    hint, doubtful = exchanged_words(off)
    message = (
        f"Annexe financière, {_named(row)} : {money(off.stated.value)} annoncés, "
        f"{money(off.computed)} par addition des {len(off.parts)} lignes, "
        f"{gap_words(off.gap)}.{hint}{LOOSE if off.holds else ''}"
    )
    return finding(
        "annex_total", document_id, row.operation or row.theme or "Total", message,
        in_doubt_first(off.figures, doubtful),
        severity="warning" if off.holds else "error",
        stated=off.stated.value, computed=off.computed, unit="EUR",
    )  # fmt: skip


def _parts(rows: Iterable[Grant], document_id: str) -> tuple[Figure, ...]:
    return tuple(each for row in rows if (each := as_figure(row, document_id)) is not None)


def _covers(entries: Sequence[_Entry], at: int) -> Iterator[list[_Entry]]:
    """What a total may cover, the likeliest first: its group, then wider groups."""
    own = entries[at]
    last = next((i for i in reversed(range(at)) if entries[i].row.kind != "line"), -1)
    since = list(entries[last + 1 : at])
    if own.row.kind == "subtotal" and since:
        yield since
    lines = [each for each in entries if each.row.kind == "line"]
    theme = [each for each in lines if each.theme == own.theme]
    if own.operation:
        yield [each for each in theme if each.operation == own.operation]
    if since and own.row.kind == "total" and not own.operation:
        yield since
    if own.theme:
        yield theme
    above = [each for each in entries[:at] if each.row.kind == "line"]
    table = [each for each in lines if each.row.table_id == own.row.table_id]
    for wider in (since, table, above, lines):
        if wider:
            yield wider


def _theme(row: Grant) -> str:
    return row.theme_number or fold(row.theme or "")


def _operation(row: Grant) -> str:
    return row.operation_number or fold(row.operation or "")


def _named(row: Grant) -> str:
    kind = "sous-total" if row.kind == "subtotal" else "total"
    if row.operation or row.operation_number:
        return f"{kind} de l'opération « {row.operation or row.operation_number} »"
    if row.theme or row.theme_number:
        return f"{kind} du thème « {row.theme or row.theme_number} »"
    return kind


def check_articles(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """An article's amount and number of operations are those of its theme in the annex."""
    if not facts.grants:
        return
    for article in facts.articles:
        if article.theme_number is None:
            yield from _article_listed(article, facts, document_id)
            continue
        lines = [
            row
            for row in facts.grants
            if row.kind == "line" and row.theme_number == article.theme_number
        ]
        if not lines or any(row.amount is None and row.state == "uncertain" for row in lines):
            yield SKIPPED
            continue
        yield from _article_amount(article, lines, facts, document_id)
        yield from _article_count(article, lines, document_id)


def _article_listed(article: Article, facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """The only sum that an act decides, pointing at its only list, is what that list adds up to."""
    folded = fold(article.text)
    stated = figure(article, document_id, article.amount, f"article {article.number}")
    if stated is None or not any(word in folded for word in words("prose")["own_list"]):
        return
    own = [row for row in facts.grants if row.part_id == article.part_id and row.kind == "line"]
    sums = [row for row in facts.articles if row.part_id == article.part_id and row.amount]
    alone = len({row.table_id for row in own}) == 1 and len(sums) == 1
    if not alone or any(row.amount is None or row.theme_number for row in own):
        yield SKIPPED
        return
    checked = Sum(stated, _parts(own, document_id))
    if checked.holds:
        yield AGREED
        return
    hint, doubtful = exchanged_words(checked)
    message = (
        f"Article {article.number} : {money(stated.value)} décidés, alors que les {len(own)} lignes "
        f"de son tableau font {money(checked.computed)}, soit {money(abs(checked.gap))} "
        f"{direction(checked.gap)} dans l'article.{hint}"
    )
    yield failed(
        finding(
            "articles_annex", document_id, f"Article {article.number}", message,
            in_doubt_first((stated, *checked.parts), doubtful),
            stated=stated.value, computed=checked.computed, unit="EUR",
        )
    )  # fmt: skip


def _article_amount(
    article: Article, lines: Sequence[Grant], facts: DocumentFacts, document_id: str
) -> Iterator[Verdict]:
    stated = figure(article, document_id, article.amount, f"article {article.number}")
    if stated is None:
        return
    checked = Sum(stated, _parts(lines, document_id))
    totals = [
        each
        for row in facts.grants
        if row.kind == "total" and row.theme_number == article.theme_number
        and not _operation(row) and (each := as_figure(row, document_id))
    ]  # fmt: skip
    if checked.holds or any(stated.span.meets(each.span) for each in totals):
        yield AGREED
        return
    hint, doubtful = exchanged_words(checked, [each.value for each in totals])
    message = (
        f"Article {article.number} : {money(stated.value)} décidés pour le thème "
        f"{article.theme_number}, dont les lignes de l'annexe font {money(checked.computed)}, soit "
        f"{money(abs(checked.gap))} {direction(checked.gap)} dans l'article.{hint}"
    )
    yield failed(
        finding(
            "articles_annex", document_id, f"Article {article.number}", message,
            in_doubt_first((stated, *totals, *checked.parts), doubtful),
            stated=stated.value, computed=checked.computed, unit="EUR",
        )
    )  # fmt: skip


def _article_count(article: Article, lines: Sequence[Grant], document_id: str) -> Iterator[Verdict]:
    """Rows of 0 € fund nobody."""
    stated = figure(article, document_id, article.operations, counted=True)
    numbers = {_operation(row) for row in lines if row.amount} - {""}
    if stated is None or not numbers:
        return
    if len(numbers) == stated.value:
        yield AGREED
        return
    message = (
        f"Article {article.number} : {article.operations} opérations annoncées pour le thème "
        f"{article.theme_number}, {len(numbers)} dans l'annexe."
    )
    yield failed(
        finding(
            "articles_annex", document_id, f"Article {article.number}", message, (stated,),
            stated=stated.value, computed=Decimal(len(numbers)),
            places=[place_of(row, document_id) for row in _first_of_each(lines)],
        )
    )  # fmt: skip


def _first_of_each(lines: Sequence[Grant]) -> list[Grant]:
    seen: dict[str, Grant] = {}
    for row in lines:
        seen.setdefault(_operation(row), row)
    return list(seen.values())


def check_labels(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """One beneficiary or territory spelled in several ways, beside its usual spelling."""
    for name, noun in (("beneficiary", "bénéficiaire"), ("territory", "territoire")):
        rows: dict[str, list[Grant]] = {}
        for row in facts.grants:
            value = getattr(row, name)
            if value and row.kind == "line":
                rows.setdefault(linking.key(value), []).append(row)
        for usual, other in spellings({each: len(found) for each, found in rows.items()}):
            first, second = (getattr(rows[each][0], name) for each in (usual, other))
            message = f"Un même {noun} semble écrit de deux façons : « {first} » et « {second} »."
            places = [place_of(rows[each][0], document_id) for each in (other, usual)]
            yield failed(
                finding("label", document_id, first, message, severity="info", places=places)
            )


def spellings(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """(the usual key, another spelling of it), by how often each is printed.

    Two keys are one name where they differ by blanks, or by a letter or so of one long word.
    """
    alike: dict[str, set[str]] = {}
    for group in _close(counts):
        for left, right in combinations(group, 2):
            if _misspelt(left, right):
                alike.setdefault(left, set()).add(right)
                alike.setdefault(right, set()).add(left)
    told: set[str] = set()
    for each in sorted(alike, key=lambda key: (-counts[key], key)):
        for other in sorted(alike[each] - told):
            yield each, other
            told |= {each, other}


def _close(keys: Iterable[str]) -> Iterator[list[str]]:
    """Groups of keys that are the same but for blanks, or for one word."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for key in keys:
        words = key.split()
        groups.setdefault((key.replace(" ", ""),), []).append(key)
        for spot in range(len(words)):
            groups.setdefault((*words[:spot], "", *words[spot + 1 :]), []).append(key)
    yield from (group for group in groups.values() if 1 < len(group) <= _CROWD)


def _misspelt(left: str, right: str) -> bool:
    """Whether two keys are one name but for a letter or so; figures part names."""
    if min(len(left), len(right)) < 6 or any(char.isdigit() for char in left + right):
        return False
    if left.replace(" ", "") == right.replace(" ", ""):
        return True
    words = left.split(), right.split()
    if len(words[0]) != len(words[1]):
        return False
    other = [(one, two) for one, two in zip(*words, strict=True) if one != two]
    if len(other) != 1 or min(map(len, other[0])) < 5:
        return False
    return linking.likeness(*other[0]) >= _MISSPELT


RULES = (
    Rule(
        "annex_total",
        "Chaque total de l'annexe financière est la somme de ses lignes",
        "Le total voté doit être celui des subventions versées.",
        "Opération 3 : 434 636,00 € annoncés, 434 366,00 € par addition de ses lignes.",
        check_totals,
    ),
    Rule(
        "articles_annex",
        "L'article décide ce que son thème totalise dans l'annexe",
        "L'article engage la dépense, l'annexe la répartit : un écart laisse des sommes sans "
        "décision, ou des décisions sans emploi.",
        "Article 3 : 4 opérations pour 262 500,00 €, comme le thème 3 de l'annexe.",
        check_articles,
    ),
    Rule(
        "label",
        "Un nom, une orthographe",
        "Un bénéficiaire ou un territoire écrit de deux façons fausse les regroupements.",
        "« Val de Brume » et « Val de Brumme ».",
        check_labels,
    ),
)
