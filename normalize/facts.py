"""From what a document prints to what it says: the door of this stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from normalize import generic, grants
from normalize.act import Act, whole
from normalize.departements import FRONT, Departement, whose
from normalize.doubts import mark_doubts, only_seen_again
from normalize.family import Family, families_of
from normalize.remembered import forget
from normalize.text import clean
from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Printed, lean
from schemas.packed import join
from schemas.printed import PrintedDocument

ROWS = tuple(name for name, field in DocumentFacts.model_fields.items() if field.default == ())


def read_facts(printed: PrintedDocument, document_id: str) -> DocumentFacts:
    """All rows that a document gives; a kind that no family claims is `autre`."""
    try:
        return _read(printed, document_id)
    finally:
        forget()


def _read(printed: PrintedDocument, document_id: str) -> DocumentFacts:
    families = families_of(printed)
    family = families[0] if len(families) == 1 else None
    acts = _acts(family, printed, document_id)
    found = [_merged([generic.read(act), grants.read(act)]) for act in acts]
    if family is not None:
        found = [
            _merged([_lean(family.read(act)), base]) for act, base in zip(acts, found, strict=True)
        ]
    facts = _merged([*found, _document(printed, acts)])
    facts = facts.model_copy(
        update={
            "warnings": (*facts.warnings, *_conflict(families)),
            "amounts": join([facts.amounts, tuple(_of_budgets(facts))]),
        }
    )
    facts = mark_doubts(facts, printed)
    missed = tuple(only_seen_again(printed, facts.parts))
    return facts.model_copy(update={"amounts": join([facts.amounts, missed])}) if missed else facts


def _lean(facts: DocumentFacts) -> DocumentFacts:
    """The same facts, their rows lean."""
    for name in ROWS:
        for row in getattr(facts, name) if name != "warnings" else ():
            lean(row)
    return facts


def _of_budgets(facts: DocumentFacts) -> Iterator[Amount]:
    """The sums of budgets that print no currency, and that no table states to be money."""
    known = {(each.page, each.x0, each.top) for each in facts.amounts}
    for line in facts.budget_lines:
        if line.amount is not None and (line.page, line.x0, line.top) not in known:
            yield Amount(
                amount=line.amount,
                context=line.raw,
                **line.model_dump(
                    include={"document_id", "part_id", "state", *Printed.model_fields}
                ),
            )


def _acts(family: Family | None, printed: PrintedDocument, document_id: str) -> Sequence[Act]:
    return family.split(printed, document_id) if family else [whole(printed, document_id)]


def _document(printed: PrintedDocument, acts: Sequence[Act]) -> DocumentFacts:
    """What is known of the document as a whole, where its family tells no better."""
    author = whose(_snippets(printed))
    departement = author if isinstance(author, Departement) else None
    other = author if author and not departement else None
    return DocumentFacts(
        kind=acts[0].part.kind,
        departement_code=departement.code if departement else None,
        departement_name=departement.name if departement else None,
        entity_code=other.code if other else None,
        entity_name=other.name if other else None,
        title=_title(printed),
        parts=tuple(act.part for act in acts),
        warnings=printed.warnings,
    )


def _merged(several: Sequence[DocumentFacts]) -> DocumentFacts:
    """Rows one after the other; of the identity, what the first that knows it says."""
    merged: dict[str, Any] = {}
    for name in DocumentFacts.model_fields:
        values = [getattr(facts, name) for facts in several]
        if name == "warnings":
            merged[name] = tuple(chain.from_iterable(values))
        elif name in ROWS:
            merged[name] = join(values)
        elif name == "kind":
            merged[name] = next((value for value in values if value != "autre"), "autre")
        else:
            merged[name] = next((value for value in values if value is not None), None)
    return DocumentFacts.model_construct(**merged)


def _conflict(families: Sequence[Family]) -> list[str]:
    if len(families) < 2:
        return []
    names = " et ".join(family.name for family in families)
    return [f"Plusieurs familles reconnaissent ce document ({names}) : lu sans famille."]


def _snippets(printed: PrintedDocument) -> list[tuple[str, float]]:
    """Texts that may name the département, the title page weighing most."""
    found = [(text.value, 1.0) for text in printed.furniture[:4]]
    texts = [block.text for block in printed.blocks() if block.text]
    return found + [(text.value, FRONT if text.page == 1 else 1.0) for text in texts]


def _title(printed: PrintedDocument) -> str | None:
    first = next((block.text for block in printed.blocks() if block.text), None)
    return clean(first.value)[:300] if first else None
