"""An act: one document, or one part of a bundle, as the families read it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.facts import Kind, Part
from schemas.printed import PrintedDocument

WHOLE = "p1"


@dataclass(frozen=True, slots=True)
class Act:
    """A part of a document with what it prints.

    `printed` holds the blocks and sections of this part alone, its outline counted from 0;
    `first_section` and `first_table` are how many of each the parts before it hold, so that ids
    are those of the whole document.
    """

    document_id: str
    part: Part
    printed: PrintedDocument
    first_section: int = 0
    first_table: int = 0

    @property
    def part_id(self) -> str:
        """Id of the part, `p1` for the first."""
        return self.part.part_id

    def section_id(self, index: int) -> str:
        """Id of the section at a position of the outline of this part."""
        return f"s{self.first_section + index + 1}"


def whole(printed: PrintedDocument, document_id: str, kind: Kind = "autre") -> Act:
    """A document that is one act."""
    part = Part(
        document_id=document_id,
        part_id=WHOLE,
        kind=kind,
        page_start=1,
        page_end=max(len(printed.pages), 1),
    )
    return Act(document_id, part, printed)
