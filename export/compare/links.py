"""Where a figure is printed, as a link: the page of its PDF, else the line of its document."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from export.html import Html, tag


@dataclass(slots=True)
class Links:
    """Links from a page in `folder` to documents; those that are linked to are kept in `told`.

    `documents` is where the files of the documents are, from the page; `sources` the folder of
    the PDFs, where it is known.
    """

    folder: Path
    documents: str = "documents"
    sources: Path | None = None
    told: dict[str, str] = field(default_factory=dict)  # path of the PDF by document_id
    _known: dict[str, str | None] = field(default_factory=dict)

    def to(self, document_id: str, source: str, page: int, text: object) -> Html:
        """A text that links to a page of a document, both named for who points at it."""
        self.told[document_id] = source
        pdf = self.pdf(source)
        href = f"{pdf}#page={page}" if pdf else f"#d-{document_id}"
        return tag("a", text, href=href, title=f"{source}, page {page}")

    def named(self, document_id: str, source: str, page: int) -> Html:
        """The same with the name of the document and the page as its text."""
        return self.to(document_id, source, page, f"{source}, p.\u00a0{page}")

    def pdf(self, source: str) -> str | None:
        """The path of a PDF from the page; None where it cannot be reached."""
        if source not in self._known:
            self._known[source] = self._reach(source)
        return self._known[source]

    def _reach(self, source: str) -> str | None:
        if self.sources is None:
            return None
        path = self.sources / source
        try:
            if not path.is_file():
                return None
            return quote(Path(os.path.relpath(path.resolve(), self.folder.resolve())).as_posix())
        except (OSError, ValueError):  # another drive, a name that the system cannot hold
            return None
