"""Indicators: a part does not exceed its whole; one value for one year across reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reconcile.evidence import Figure, figure
from reconcile.findings import finding
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.vocabulary import fold, words
from reconcile.wording import direction, told
from schemas.dataset import DocumentFacts, DocumentFile
from schemas.facts import Indicator
from schemas.findings import Finding

_LEAST_WORDS = 3  # of a label that tells what it counts


def check_subsets(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """`Nombre de … dans les 15 jours` counts some of `Nombre de …`: the longer label the less."""
    groups: dict[tuple[object, ...], list[Indicator]] = {}
    for row in facts.indicators:
        if row.value is not None and row.unit != "%":
            key = (row.part_id, row.section_number, row.year, row.kind, row.qualifier)
            groups.setdefault(key, []).append(row)
    for group in groups.values():
        parts: dict[tuple[str, ...], list[Indicator]] = {}
        for row in group:
            for whole_label in _wholes(_telling(row.label)):
                parts.setdefault(whole_label, []).append(row)
        for whole in group if parts else ():
            for part in parts.get(_telling(whole.label), ()):
                yield _compared(part, whole, document_id)


def _wholes(told: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The labels of which one is a part: what stands before a condition in it."""
    conditions = words("indicators")["conditions"]
    if not set(words("indicators")["means"]).isdisjoint(told):
        return
    for end in range(_LEAST_WORDS, len(told)):
        if told[end] in conditions:
            yield told[:end]


def _telling(label: str) -> tuple[str, ...]:
    small = words("indicators")["idle"]
    return tuple(word for word in fold(label).split() if word not in small)


def _compared(part: Indicator, whole: Indicator, document_id: str) -> Verdict:
    less = figure(part, document_id, part.value, part.label, counted=True)
    more = figure(whole, document_id, whole.value, whole.label, counted=True)
    if less is None or more is None:
        return SKIPPED
    if less.value <= more.value:
        return AGREED
    message = (
        f"{part.section_number or 'Indicateurs'}, {part.year or 'année non dite'} : "
        f"« {part.label} » vaut {told(less.value, part.unit)}, plus que « {whole.label} » "
        f"({told(more.value, whole.unit)}), dont il est une partie."
    )
    return failed(
        finding(
            "subset", document_id, part.label, message, (less, more),
            stated=less.value, computed=more.value, unit=part.unit,
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """A value that a report gives for an indicator of a year."""

    document_id: str
    source: str
    row: Indicator


@dataclass(slots=True)
class Series:
    """Collects, file by file, the values of indicators by département and year."""

    rows: dict[tuple[str, ...], list[_Told]] = field(default_factory=dict)

    def add(self, file: DocumentFile) -> None:
        """Takes the indicators of a report of which the département is known."""
        for row in file.indicators:
            key = _series(file.departement_code, row)
            if key is not None:
                self.rows.setdefault(key, []).append(_Told(file.document_id, file.source, row))

    def verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """The same indicator, département and year has one value across reports.

        Gives each verdict with the document that it is counted for.  Targets are not results: a
        year's target is compared with targets alone.
        """
        for several in self.rows.values():
            if len({each.document_id for each in several}) > 1:
                yield from _one_value(several)

    def targets(self) -> Iterator[tuple[str, Verdict]]:
        """A year's result against the target that an earlier report set for it."""
        for key, results in self.rows.items():
            if key[4] != "value":
                continue
            aims = self.rows.get((*key[:4], "target", key[5]), [])
            aims = [each for each in aims if each.document_id != results[0].document_id]
            if len({each.row.value for each in aims}) == 1 == len({r.row.value for r in results}):
                yield results[0].document_id, _reached(results[0], aims[0])


def _series(departement: str | None, row: Indicator) -> tuple[str, ...] | None:
    if departement is None or row.year is None or row.value is None:
        return None
    name = row.indicator or fold(row.label)
    kind = "target" if row.kind == "target" else "value"
    return departement, name, fold(row.qualifier or ""), str(row.year), kind, row.unit or ""


def _reached(result: _Told, aim: _Told) -> Verdict:
    here = figure(result.row, result.document_id, result.row.value)
    there = figure(aim.row, aim.document_id, aim.row.value)
    if here is None or there is None:
        return SKIPPED
    if here.value >= there.value:
        return AGREED
    unit = result.row.unit
    gap = there.value - here.value
    message = (
        f"« {result.row.label} », {result.row.year} : {told(here.value, unit)} atteints pour une "
        f"cible de {told(there.value, unit)} ({aim.source}), soit {told(gap, unit)} de moins."
    )
    return failed(
        finding(
            "target", result.document_id, result.row.label, message, (here, there),
            severity="info", stated=here.value, computed=there.value, unit=unit,
        )
    )  # fmt: skip


def _one_value(several: Sequence[_Told]) -> Iterator[tuple[str, Verdict]]:
    """Each further report against the first; a report that gives several values says nothing."""
    by_document: dict[str, list[_Told]] = {}
    for each in several:
        by_document.setdefault(each.document_id, []).append(each)
    single = [found[0] for found in by_document.values() if len({x.row.value for x in found}) == 1]
    for document in by_document:
        if document not in {each.document_id for each in single}:
            yield document, SKIPPED
    if not single:
        return
    first = min(single, key=lambda each: each.source)
    for other in single:
        if other is not first:
            yield other.document_id, _same(other, first)


def _same(other: _Told, first: _Told) -> Verdict:
    here = figure(other.row, other.document_id, other.row.value)
    there = figure(first.row, first.document_id, first.row.value)
    if here is None or there is None:
        return SKIPPED
    if here.span.meets(there.span):
        return AGREED
    return failed(_series_finding(other, first, here, there))


def _series_finding(other: _Told, first: _Told, here: Figure, there: Figure) -> Finding:
    gap: Decimal = here.value - there.value
    unit = other.row.unit
    message = (
        f"« {other.row.label} », {other.row.year} : {told(here.value, unit)} dans {other.source}, "
        f"{told(there.value, unit)} dans {first.source}, soit {told(abs(gap), unit)} "
        f"{direction(gap)}."
    )
    return finding(
        "series", other.document_id, other.row.label, message, (here, there),
        severity="warning", stated=here.value, computed=there.value, unit=unit,
    )  # fmt: skip


RULES = (
    Rule(
        "subset",
        "Une partie ne dépasse pas le tout",
        "Un indicateur qui compte une partie d'un autre ne peut pas le dépasser.",
        "« Rendez-vous fixés dans le mois » 212, « rendez-vous fixés » 198.",
        check_subsets,
    ),
    Rule(
        "series",
        "Un indicateur a une seule valeur par année",
        "Deux rapports qui donnent deux valeurs à la même année : l'un des deux est faux, ou la "
        "définition a changé.",
        "2022 : 1 240 dans le rapport de 2022, 1 420 dans celui de 2023.",
    ),
    Rule(
        "target",
        "Résultat et cible",
        "Un résultat sous la cible n'est pas une contradiction : il doit être vu et expliqué.",
        "1 180 atteints en 2023 pour une cible de 1 300 dans le rapport de 2022.",
    ),
)
