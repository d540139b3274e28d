"""One document, from its pages to its outline: the stages of reading, in their order."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import inf
from pathlib import Path
from typing import Literal

from extract import second_tables
from extract.blocks import Group, Placed, Setting, bullet_levels, group, measure
from extract.caption_marks import is_continuation
from extract.captions import missing_tables, with_captions
from extract.collecting import uncollected
from extract.columns import in_reading_order, may_have_columns
from extract.contents import contents_lines, entry_titles
from extract.doubts import UNSURE
from extract.furniture import running_lines
from extract.layers import Ocr, layer_of, recogniser
from extract.left_aside import left_aside
from extract.lines import Line, text_of
from extract.marks import fold
from extract.notes import note_lines
from extract.ocr.engines import FRENCH
from extract.ocr.kept import KeptPages, kept_pages
from extract.outline import (
    Heading,
    above_text,
    cover_pages,
    find_heading,
    heading_bullets,
    is_plain,
    is_signature,
    nest,
    opens_bold_text,
    section,
    title_length,
)
from extract.putting_back import put_back
from extract.reader import open_pdf, read_page, read_pages
from extract.second_reading import SecondReading, available
from extract.second_tables import read_tables_twice
from extract.shelf import Shelf, put_away, put_line_away
from extract.tables import PageTable, is_form, lines_of_form, part_tables, stitch
from extract.tables.last_rows import running_rows, without_last_row
from schemas.printed import (
    Back,
    Block,
    Evidence,
    PageFacts,
    PrintedDocument,
    PrintedPage,
    PrintedSection,
    PrintedTable,
    Rule,
    Text,
)

UNDER = 3.5  # points below the baseline in which an underline stands
PIECE = 2.0  # points: shorter rules underline nothing
COVERED = 0.75  # part of an underlined line that the pieces of its rule cover
MOST_RULES = 400  # on a page: more are a drawing
SHORT = 150  # pages of a document whose words all stay at hand


@dataclass(slots=True, eq=False)
class _Page:
    """What is kept of a page once it is released."""

    facts: PageFacts
    lines: list[Line]
    tables: list[PageTable]
    underlined: set[int]  # id() of the lines that a rule underlines
    warnings: tuple[str, ...]
    back: Back | None = None
    furniture: tuple[Line, ...] = ()
    regions: tuple[tuple[Line, ...], ...] = ()
    missed: tuple[Evidence, ...] = ()
    columns: bool = True  # whether its text may be set in columns


def read_document(
    path: Path,
    most: int | None = None,
    ocr: Ocr = "never",
    *,
    twice: bool = False,
    patience: float = inf,
    language: str = FRENCH,
    memory: Path | None = None,
    version: str = "",
    apart: bool = False,
) -> PrintedDocument:
    """The whole document at `path`, of at most `most` pages; raises UnreadableDocument.

    `ocr` says which pages are read from their picture: those without readable text (`auto`),
    all (`always`) or none; in which `language`, as Tesseract names it; what engines read is kept
    in the folder `memory`, and so are the pages that are read, where `version` tells how.
    `twice` has the figures of native pages and the cells of ruled tables read by others too, in
    about `patience` seconds each at most.  `apart` raises PagesApart where many pages are to be
    read from their picture and are not kept yet.
    """
    with uncollected():
        again = recogniser(ocr, language, memory, _kept_of(path, memory, version), apart=apart)
        pages = read_pages(path, most, again)
        if not (twice and available()):
            return assemble(pages)
        second = SecondReading(path, patience)
        printed = assemble(second.of(pages))
        printed = replace(printed, warnings=(*printed.warnings, *second.warnings()))
        if not second_tables.available():
            return printed
        return read_tables_twice(path, printed, second, patience)


def read_scans(
    path: Path, numbers: Sequence[int], ocr: Ocr, language: str, memory: Path, version: str
) -> None:
    """Reads pages from their picture, for `read_document` to find; raises UnreadableDocument."""
    again = recogniser(ocr, language, memory, _kept_of(path, memory, version))
    if again is not None:
        with uncollected(), open_pdf(path) as document:
            for number in numbers:
                again(document, read_page(document, number - 1))


def _kept_of(path: Path, memory: Path | None, version: str) -> Callable[[], KeptPages] | None:
    """Where the pages of a document are kept; its file is looked at when it is asked."""
    if memory is None or not version:
        return None
    return cache(partial(kept_pages, path, memory, version))


def assemble(pages: Iterator[PrintedPage]) -> PrintedDocument:
    """Pages to blocks, blocks to the outline."""
    shelf = Shelf()
    kept = _kept(pages, shelf)
    _set_furniture_apart(kept)
    setting = measure(_ordered(kept, shelf))
    tables = _stitched(kept, setting)
    placed = list(_placed(kept, tables, setting))
    lines = [item.line for item in placed if item.line is not None]
    contents = contents_lines(lines, len(kept))
    listed = frozenset(fold(title).rstrip(" .:") for title in entry_titles(lines, contents))
    groups = with_captions(
        list(group(_with_contents(placed, lines, contents), setting)),
        lambda each: find_heading(each, setting, listed) is not None,
    )
    bullet_levels(groups)
    preamble, sections = _outline(groups, setting, listed)
    printed = PrintedDocument(
        pages=tuple(page.facts for page in kept),
        preamble=tuple(preamble),
        sections=tuple(sections),
        furniture=tuple(put_away(text_of([line])) for page in kept for line in page.furniture),
        warnings=(*_warnings(kept), *missing_tables(groups)),
        missed=tuple(each for page in kept for each in page.missed),
    )
    maps = {page.facts.number: page.back for page in kept if page.back}
    return put_back(printed, maps, shelf)


def _kept(pages: Iterable[PrintedPage], shelf: Shelf) -> list[_Page]:
    """What is kept of each page; the words of a long document are put away."""
    kept: list[_Page] = []
    for page in pages:
        kept.append(_keep(page))
        if len(kept) > SHORT:
            for each in kept if len(kept) == SHORT + 1 else kept[-1:]:
                _put_away(each, shelf)
    return kept


def _ordered(pages: Sequence[_Page], shelf: Shelf) -> Iterator[Sequence[Line]]:
    """The lines of each page, after they are put in reading order."""
    for page in pages:
        if page.columns:
            page.regions = tuple(map(tuple, in_reading_order(page.lines)))
        elif page.lines:
            page.regions = (tuple(page.lines),)
        yield page.lines
        if page.columns and len(pages) > SHORT:
            _put_away(page, shelf)


def _put_away(page: _Page, shelf: Shelf) -> None:
    """Puts the words of a page away."""
    page.columns = page.columns and may_have_columns(page.lines)
    lines = itertools.chain(page.lines, *page.regions)
    shelf.put(lines, (cell.text for table in page.tables for cell in table.cells))
    page.tables = [
        replace(table, words=frozenset()) if table.words else table for table in page.tables
    ]


def _keep(page: PrintedPage) -> _Page:
    tables, lines = part_tables(page)
    taken = frozenset().union(*(table.words for table in tables))
    turned = [word for word in page.words if word.angle != 0 and id(word) not in taken]
    warnings = (*page.warnings, *left_aside(page, turned, lines))
    seconds = {word.second for word in page.words}
    held, unsure = not seconds <= {None, UNSURE}, UNSURE in seconds
    facts = PageFacts(page.number, page.width, page.height, layer_of(page), held, unsure)
    found = _Page(facts, lines, tables, _underlined(lines, page.rules), warnings, page.back)
    found.missed = page.missed
    return found


def _underlined(lines: Sequence[Line], rules: Sequence[Rule]) -> set[int]:
    """Lines that rules of about their own width underline; a rule may leave out descenders."""
    found = set()
    level = [rule for rule in rules if not rule.vertical and rule.x1 - rule.x0 > PIECE]
    for line in lines if len(level) < MOST_RULES else ():
        under = [rule for rule in level if -0.5 < rule.at - line.baseline < UNDER]
        inside = [
            rule.x1 - rule.x0
            for rule in under
            if line.box.x0 - line.size < rule.x0 and rule.x1 < line.box.x1 + line.size
        ]
        if len(inside) == len(under) and sum(inside) > COVERED * line.box.width:
            found.add(id(line))
    return found


def _set_furniture_apart(pages: list[_Page]) -> None:
    ends = running_rows([page.tables for page in pages])
    printed = [[*p.lines, *(line for _, line in end)] for p, end in zip(pages, ends, strict=True)]
    marked = running_lines(printed, [page.facts.height for page in pages])
    for page, lines, end, positions in zip(pages, printed, ends, marked, strict=True):
        page.furniture = tuple(lines[index] for index in sorted(positions))
        page.lines = [line for index, line in enumerate(page.lines) if index not in positions]
        taken = {id(line) for line in page.furniture}
        cut = {id(table) for table, line in end if id(line) in taken}
        page.tables = [without_last_row(t) if id(t) in cut else t for t in page.tables]


def _stitched(pages: Sequence[_Page], setting: Setting) -> dict[int, PrintedTable]:
    """Tables over page breaks made whole; keyed by the id() of their first page's part."""
    chain = [table for page in pages for table in page.tables]
    lines = {}
    for page in [page for page in pages if page.tables]:
        notes = note_lines(page.lines, setting, page.facts.height)
        lines[page.facts.number] = [
            line for line in page.lines if id(line) not in notes and not is_continuation(line.text)
        ]
    adjacent = [_adjacent(a, b, lines) for a, b in itertools.pairwise(chain)]
    return {id(chain[first]): table for first, table in stitch(chain, adjacent)}


def _adjacent(above: PageTable, below: PageTable, lines: dict[int, list[Line]]) -> bool:
    """Whether nothing but running headers, footers and footnotes stands between two tables."""
    if above.page == below.page:
        between = lines[above.page]
        return not any(above.box.bottom - 2 < line.baseline < below.box.top + 2 for line in between)
    if below.page != above.page + 1:
        return False
    after = any(line.box.top > above.box.bottom - 2 for line in lines[above.page])
    before = any(line.box.bottom < below.box.top + 2 for line in lines[below.page])
    return not after and not before


def _placed(
    pages: Sequence[_Page], tables: dict[int, PrintedTable], setting: Setting
) -> Iterator[Placed]:
    """Lines and tables of all pages in reading order, footnotes of a page last."""
    for page in pages:
        notes = note_lines(page.lines, setting, page.facts.height)
        waiting = sorted(page.tables, key=lambda table: (table.box.top, table.box.x0))
        tail: list[Placed] = []
        for region in page.regions:
            right = max(line.box.x1 for line in region)
            left = min(line.box.x0 for line in region)
            if len(page.regions) == 1:
                right = max(right, min(setting.right, page.facts.width))
            for line in region:
                while waiting and _precedes(waiting[0], line):
                    yield from _table(waiting.pop(0), tables)
                role = "note" if id(line) in notes else "text"
                item = Placed(line, right, left, role, underlined=id(line) in page.underlined)
                if role == "note":
                    tail.append(item)
                else:
                    yield item
        for table in waiting:
            yield from _table(table, tables)
        yield from tail


def _precedes(table: PageTable, line: Line) -> bool:
    """Whether a table stands above a line, in the same column."""
    overlap = min(table.box.x1, line.box.x1) - max(table.box.x0, line.box.x0)
    return table.box.top < line.box.top and overlap > 0


def _table(part: PageTable, tables: dict[int, PrintedTable]) -> Iterator[Placed]:
    whole = tables.get(id(part))
    if whole is None:
        return
    if not is_form(whole):
        yield Placed(None, table=whole)
        return
    for cell, made in lines_of_form(whole):
        lines = [put_line_away(line) for line in made]
        if cell.column_span == whole.columns:
            yield from (Placed(line, cell.box.x1, cell.box.x0) for line in lines)
        else:
            yield Placed(None, cell.box.x1, cell.box.x0, lines=tuple(lines))


def _with_contents(
    placed: Sequence[Placed], lines: Sequence[Line], contents: set[int]
) -> Iterator[Placed]:
    marked = {id(lines[index]) for index in contents}
    for item in placed:
        if item.line is not None and id(item.line) in marked:
            yield Placed(item.line, item.right, item.left, "toc")
        else:
            yield item


def _outline(
    groups: Sequence[Group], setting: Setting, listed: frozenset[str]
) -> tuple[list[Block], list[PrintedSection]]:
    """The title and the blocks before the first heading, and the sections that headings open."""
    headings: list[Heading] = []
    bodies: list[list[Block]] = [[]]
    leading, heads_text = 0, False
    bullets = heading_bullets(groups, setting)
    found = [
        None if each.role in ("table", "form") else find_heading(each, setting, listed, bullets)
        for each in groups
    ]
    covers = cover_pages(groups, found)
    for each, heading, following in itertools.zip_longest(groups, found, groups[1:]):
        if heading is not None and heading.text.page in covers and heading.mark is None:
            bodies[-1].append(Block("heading", each.text, title=each.text))
        elif heading is None or _is_none(heading, following, setting):
            bodies[-1].append(_block(each))
        else:
            if leading == len(headings) and not any(bodies):
                leading, heads_text = leading + 1, above_text(following)
            headings.append(heading)
            bodies.append([])
    title = title_length(headings, leading, listed, heads_text)
    preamble = [Block("heading", each.text, title=each.text) for each in headings[:title]]
    headings, bodies = headings[title:], bodies[title:]
    sections = [
        section(index, heading, place, body)
        for index, (heading, place, body) in enumerate(
            zip(headings, nest(headings), bodies[1:], strict=True)
        )
    ]
    return preamble + bodies[0], sections


def _is_none(heading: Heading, following: Group | None, setting: Setting) -> bool:
    """Whether what stands out is a signature, begins a bold passage, or stands above no text."""
    if is_signature(heading, setting) or opens_bold_text(heading, following, setting):
        return True
    return is_plain(heading, setting) and not above_text(following)


def _block(each: Group) -> Block:
    """A paragraph, bullet, note, line of contents or table as it stands in its section."""
    if each.table is not None:
        return Block("table", Text(), table=each.table)
    if each.role == "bullet" and each.mark is not None:
        return Block("bullet", each.bare, level=each.level, marker=each.mark.text)
    kinds: dict[str, Literal["toc", "note"]] = {"toc": "toc", "note": "note"}
    return Block(kinds.get(each.role, "paragraph"), each.text)


def _warnings(pages: Sequence[_Page]) -> Iterator[str]:
    for page in pages:
        yield from page.warnings
        for table in page.tables:
            yield from table.warnings
