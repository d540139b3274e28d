"""Has the pictures of findings drawn by processes that can be lost.

A page that kills PDFium, or never ends, costs its picture; the finding is told all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from export.report_findings import Picture
from quitus.fetch import all_at_hand
from quitus.intake import Source
from quitus.isolation import Lost
from quitus.pictures import Want, draw, wants
from schemas.findings import Finding

if TYPE_CHECKING:
    from quitus.workers import Readers, Run

SECONDS = 30.0  # that so many pictures may take together, or one alone
TOGETHER = 16  # pictures drawn by one call
LOST = 3  # pictures lost of one document, after which its others are not tried

Pictures = dict[str, list[Picture]]
"""Pictures by finding id, that of the figure in doubt first."""


@dataclass(frozen=True, slots=True)
class Job:
    """The findings of one document, worst first, and the PDFs that they are printed in."""

    document_id: str
    findings: Sequence[Finding]
    sources: Mapping[str, Source]


def pictures(
    readers: Readers, groups: Mapping[str, Sequence[Finding]], sources: Mapping[str, Source]
) -> Iterator[tuple[str, Pictures]]:
    """The pictures of each document that has findings, in the order in which they are done."""
    jobs = (Job(document_id, group, sources) for document_id, group in groups.items())
    for job, drawn in readers.each(drawn_by, jobs):
        yield job.document_id, drawn


def drawn_by(run: Run, job: Job) -> Pictures:
    """The pictures of one document; of those that are lost nothing is said."""
    wanted = wants(job.findings)
    lost = 0
    found: Pictures = {}
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        drawn = _together(run, job, [want for _, want in some])
        if drawn is None:
            drawn = []
            for _, want in some:
                alone = _together(run, job, [want]) if lost < LOST else [None]
                lost += alone is None
                drawn.extend(alone or [None])
        for (finding_id, _), picture in zip(some, drawn, strict=True):
            if picture is not None:
                found.setdefault(finding_id, []).append(picture)
        if lost >= LOST:
            break
    return found


def _together(run: Run, job: Job, some: Sequence[Want]) -> list[Picture | None] | None:
    """The pictures, in one call; None where it was lost."""
    needed = {want.strip.document_id for want in some}
    sources = [(each, job.sources[each]) for each in needed if each in job.sources]
    try:
        with all_at_hand(sources) as near:
            drawn: list[Picture | None] = run(draw, near, some, seconds=SECONDS)
    except (Lost, RuntimeError):
        return None
    return drawn
