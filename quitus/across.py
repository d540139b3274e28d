"""After all documents are read: what they contradict of one another, written into their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reconcile.across import RULES, check_across
from schemas.dataset import DocumentFile
from schemas.findings import Check, Finding

Load = Callable[[str], DocumentFile]
Save = Callable[[DocumentFile], None]
Told = tuple[tuple[Finding, ...], tuple[Check, ...]]
"""The findings of a document, and its counts."""


def compare(
    document_ids: Sequence[str],
    load: Load,
    save: Save,
    see: Callable[[DocumentFile], None] = lambda document: None,
) -> dict[str, Told]:
    """Puts the findings across documents into the file of the document that each is about.

    Those of an earlier run are replaced: they depend on what else is in the folder.  Documents
    are held one at a time and shown once, in order, to `see`, as they were; only files that
    change are read again and written.  Gives what each document then tells.
    """
    told: dict[str, Told] = {}

    def one_by_one() -> Iterator[DocumentFile]:
        for document_id in document_ids:
            document = load(document_id)
            see(document)
            told[document_id] = document.findings, document.checks
            yield document

    found = check_across(one_by_one())
    for document_id, (findings, checks) in told.items():
        across = found.get(document_id, ((), ()))
        own = tuple(each for each in findings if each.rule not in RULES)
        counts = tuple(each for each in checks if each.rule not in RULES)
        now = own + across[0], counts + across[1]
        if now != (findings, checks):
            told[document_id] = now
            update = {"findings": now[0], "checks": now[1]}
            save(load(document_id).model_copy(update=update))
    return told
