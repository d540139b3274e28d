"""Procès-verbaux: one sitting, many délibérations."""

from __future__ import annotations

import re
from functools import cache

from normalize.deliberation.lines import lines, texts
from normalize.deliberation.words import bare, declaration, holds
from schemas.printed import PrintedDocument

LEAST_TITLES = 2
LEAST_MARKS = 3
HEAD_LINES = 60


@cache
def numbered_title() -> re.Pattern[str]:
    """A line that opens a numbered délibération: `DE-2012/2 – …`, `Délibération n° 2023-14 : …`.

    Group `number` is the number alone.
    """
    before = "|".join(declaration()["minutes"]["numbered"])
    return re.compile(
        rf"(?:(?:{before})[ .-]{{0,3}})?(?:n ?[°o.] ?)?"
        rf"(?P<number>(?:19|20)\d{{2}} ?[/_.-] ?\d{{1,4}})(?!\d)\s*[-:)]"
    )


def is_minutes(printed: PrintedDocument) -> bool:
    """Whether a document without a title records a sitting: who sat, several numbered decisions."""
    found: set[str] = set()
    marks: set[str] = set()
    sitting = holds("marks", "sitting")
    for rank, line in enumerate(lines(texts(printed))):
        folded = bare(line)
        if rank < HEAD_LINES:
            marks.update(each[0] for each in sitting.finditer(folded))
        title = numbered_title().match(folded)
        if title:
            found.add(title["number"])
    return len(found) >= LEAST_TITLES and len(marks) >= LEAST_MARKS
