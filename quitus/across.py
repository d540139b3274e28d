"""After all documents are read: what they contradict of one another, written into their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reconcile.across import RULES, check_across
from schemas.dataset import DocumentFile
from schemas.findings import Check, Finding

Load = Callable[[str], DocumentFile]
Save = Callable[[DocumentFile], None]
Settled = dict[str, tuple[tuple[Finding, ...], tuple[Check, ...]]]
"""All findings and counts of the documents that others contradict, or did in an earlier run."""


def compare(
    document_ids: Sequence[str],
    load: Load,
    save: Save,
    see: Callable[[DocumentFile], None] = lambda document: None,
) -> Settled:
    """Puts the findings across documents into the file of the document that each is about.

    Those of an earlier run are replaced: they depend on what else is in the folder.  Documents
    are held one at a time and shown once, in order, to `see`, as they were; only files that
    change are written.
    """
    told_before: set[str] = set()

    def one_by_one() -> Iterator[DocumentFile]:
        for document_id in document_ids:
            document = load(document_id)
            see(document)
            if any(check.rule in RULES for check in document.checks):
                told_before.add(document_id)
            yield document

    found = check_across(one_by_one())
    settled: Settled = {}
    for document_id in document_ids:
        if document_id in found or document_id in told_before:
            document = load(document_id)
            findings, checks = found.get(document_id, ((), ()))
            own = tuple(each for each in document.findings if each.rule not in RULES)
            counts = tuple(each for each in document.checks if each.rule not in RULES)
            settled[document_id] = own + findings, counts + checks
            if (document.findings, document.checks) != settled[document_id]:
                update = dict(zip(("findings", "checks"), settled[document_id], strict=True))
                save(document.model_copy(update=update))
    return settled
