"""What a page prints and no stage takes up as it stands: told, so that nothing is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.lines import Line
from extract.tables.alignment import runs_of
from extract.tables.figures import is_value
from schemas.printed import PrintedPage, Word

ILLEGIBLE = re.compile("\\w\ufffd|\ufffd[\\w\ufffd]")  # a sign that no font names, within a word
SHOWN = 60  # characters of what is told


def left_aside(page: PrintedPage, turned: Sequence[Word], lines: Sequence[Line]) -> Iterator[str]:
    """Turned words and figures side by side that are in no table; signs that no font names."""
    if turned:
        yield _told(
            page, "texte tourné hors tableau laissé de côté", " ".join(w.text for w in turned)
        )
    found = [w.text for w in page.words if ILLEGIBLE.search(w.text)] if page.unmapped else []
    if found:
        yield _told(page, "mots dont des caractères sont illisibles", " ".join(found))
    rows = [line.text for line in lines if _is_row(line)]
    if rows:
        yield _told(
            page, "chiffres côte à côte hors de tout tableau, laissés dans le texte", rows[0]
        )


def _is_row(line: Line) -> bool:
    """Whether a line prints two figures side by side, a wide blank between them.

    The number and the page of a heading in a table of contents have its title between them.
    """
    return any(
        is_value(left.text) and is_value(right.text) for left, right in pairwise(runs_of(line))
    )


def _told(page: PrintedPage, what: str, shown: str) -> str:
    return f"Page {page.number} : {what} (« {shown[:SHOWN]} »)."
