"""A document as one line of items, and the documents that its slices make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from normalize.deliberation.lines import line_spans
from normalize.deliberation.words import bare
from normalize.remembered import remembered
from normalize.text import fold
from schemas.printed import Block, PrintedDocument, PrintedSection, Text

PAGE_NUMBER = re.compile(r"\W*(?:page|p|folio)?\W*\d{1,4}(?:\W*(?:sur|de)?\W*\d{1,4})?\W*")
LONG = 220  # characters: a block that runs longer is running text, not a title


@dataclass(frozen=True)
class Item:
    """A heading (`block` is None), a block, or a running line, in reading order.

    A running line stands above the text of its page; it is furniture, and in no section.
    """

    section: PrintedSection | None
    block: Block | None
    opens_page: bool
    running: Text | None = None

    @property
    def text(self) -> Text:
        """What it prints; of a table, nothing."""
        if self.running is not None:
            return self.running
        if self.block is None:
            assert self.section is not None
            return self.section.heading
        return Text() if self.block.table is not None else self.block.text

    @cached_property
    def folded(self) -> str:
        """Its text folded, from its first word on."""
        return bare(self.text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its printed lines, folded, each from its first word on."""
        return tuple(bare(self.text.value[low:high]) for low, high in line_spans(self.text))

    @property
    def is_heading(self) -> bool:
        """Whether the outline has it as a heading."""
        return self.block is None and self.running is None

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.block is not None and self.block.table is not None

    @property
    def is_line(self) -> bool:
        """Whether it may be a line of a title block: short, and no list, table or contents."""
        if self.block is not None and self.block.kind not in ("paragraph", "heading"):
            return False
        return 0 < len(self.folded) < LONG

    @property
    def top(self) -> float:
        """Upper edge on its first page, points from the top of the page."""
        if self.block is not None and self.block.table is not None:
            return self.block.table.box.top
        return self.text.box.top

    @property
    def pages(self) -> tuple[int, int]:
        """First and last page, 1-based."""
        if self.block is not None and self.block.table is not None:
            return self.block.table.page, self.block.table.page_end
        return self.text.page, self.text.page_end


@remembered
def flow(printed: PrintedDocument) -> tuple[Item, ...]:
    """Every heading, block and running line above the text, in reading order."""
    found: list[Item] = []
    above = _running(printed)
    page = 0
    for section, block in _walk(printed):
        item = Item(section, block, opens_page=False)
        first, last = item.pages
        if first > page:
            item = replace(item, opens_page=True)
            found.extend(each for each in above[first] if each.text.box.top < item.top)
        page = max(page, last)
        found.append(item)
    return tuple(found)


def cut(items: Iterable[Item], opens: Callable[[str], bool]) -> Iterator[Item]:
    """The items, each paragraph cut where a printed line after the end of a sentence opens one."""
    for item in items:
        block = item.block
        if block is None or block.table is not None:
            yield item
            continue
        low = 0
        value = item.text.value
        for piece in item.text.pieces:
            at = piece.start
            if not piece.newline or at <= low:
                continue
            ended = value[:at].rstrip().endswith((".", ";", ":"))
            if ended and opens(bare(value[at:])):
                yield _slice(item, block, low, at)
                low = at
        yield _slice(item, block, low, len(value)) if low else item


def _slice(item: Item, block: Block, low: int, high: int) -> Item:
    kept = replace(block, text=block.text.slice(low, high).strip())
    return replace(item, block=kept, opens_page=item.opens_page and not low)


def _running(printed: PrintedDocument) -> dict[int, list[Item]]:
    """The running lines of each page, from its top."""
    found: dict[int, list[Item]] = defaultdict(list)
    for text in sorted(printed.furniture, key=lambda text: text.box.top):
        found[text.page].append(Item(None, None, opens_page=True, running=text))
    return found


def running(printed: PrintedDocument, page: int) -> Iterator[Text]:
    """The running lines of a page that say more than its number."""
    for text in printed.furniture:
        if text.page == page and not PAGE_NUMBER.fullmatch(fold(text.value)):
            yield text


def _walk(printed: PrintedDocument) -> Iterator[tuple[PrintedSection | None, Block | None]]:
    for block in printed.preamble:
        yield None, block
    for section in printed.sections:
        yield section, None
        for block in section.blocks:
            yield section, block


def document(printed: PrintedDocument, items: Sequence[Item]) -> PrintedDocument:
    """What a run of items prints, its outline counted from 0; pages are those it stands on."""
    start, end = span(items)
    headings = [item.section for item in items if item.is_heading and item.section is not None]
    position = {section.index: rank for rank, section in enumerate(headings)}
    under: dict[int | None, list[Block]] = defaultdict(list)
    for item in items:
        if item.block is not None:
            owner = item.section.index if item.section is not None else None
            under[owner if owner in position else None].append(item.block)
    return PrintedDocument(
        pages=tuple(page for page in printed.pages if start <= page.number <= end),
        preamble=tuple(under[None]),
        sections=tuple(_section(each, position, under[each.index]) for each in headings),
        furniture=tuple(text for text in printed.furniture if start <= text.page <= end),
    )


def span(items: Sequence[Item]) -> tuple[int, int]:
    """First and last page of a run of items; (1, 1) on none."""
    pages = [page for item in items if item.running is None for page in item.pages if page]
    return (min(pages), max(pages)) if pages else (1, 1)


def _section(
    section: PrintedSection, position: dict[int, int], blocks: Sequence[Block]
) -> PrintedSection:
    parent = None if section.parent is None else position.get(section.parent)
    return replace(section, index=position[section.index], parent=parent, blocks=tuple(blocks))
