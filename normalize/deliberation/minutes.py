"""Procès-verbaux: one sitting, many délibérations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from normalize.act import Act
from normalize.deliberation import head as heads
from normalize.deliberation.attendance import read_attendance
from normalize.deliberation.flow import LONG, running
from normalize.deliberation.lines import lines_of, texts, texts_of, without
from normalize.deliberation.presence import with_movements
from normalize.deliberation.reading import count_columns, stamp_columns, vote_columns
from normalize.deliberation.rolls import is_roll
from normalize.deliberation.stamp import read_stamp
from normalize.deliberation.stream import Stream, stream, stream_of
from normalize.deliberation.votes import read_votes
from normalize.deliberation.words import bare, declaration, holds, opens
from normalize.generic import of_text
from normalize.text import clean, fold_with_offsets
from schemas.acts import Attendance, Deliberation
from schemas.printed import Block, PrintedDocument, PrintedTable, Text

LEAST_TITLES = 2
LEAST_MARKS = 3
HEAD_LINES = 60
Title = Callable[[Text, bool], re.Match[str] | None]


@dataclass(slots=True)
class Segment:
    """A délibération of the record: its title line, its number, what stands under it."""

    title: Text
    number: str | None
    texts: list[Text] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)


def is_minutes(printed: PrintedDocument) -> bool:
    """Whether a document records a sitting: its members once, then several numbered decisions.

    Two délibérations bound in one file name their members each on its own.
    """
    found: set[str] = set()
    marks: set[str] = set()
    attended = False
    for rank, (line, opens_text, in_table) in enumerate(_lines(printed)):
        folded = bare(line)
        if rank < HEAD_LINES:
            marks.update(each[0] for each in holds("marks", "sitting").finditer(folded))
        title = numbered_title().match(folded)
        if title and attended and not in_table and (opens_text or line.bold):
            found.add(title["number"])
        elif (opens_text or line.bold) and opens("marks", "presence").match(folded):
            if found:
                return False
            attended = True
    return len(found) >= LEAST_TITLES and len(marks) >= LEAST_MARKS


def _lines(printed: PrintedDocument) -> Iterator[tuple[Text, bool, bool]]:
    """Every printed line, whether it opens a paragraph or a cell, and whether it is of a table."""
    cells = {id(text) for block in printed.blocks() if block.table for text in texts_of(block)}
    for text in texts(printed):
        for rank, line in enumerate(lines_of(text)):
            yield line, rank == 0, id(text) in cells


@dataclass(frozen=True, slots=True)
class Record:
    """What a procès-verbal says: its délibérations, and its members once."""

    deliberations: tuple[Deliberation, ...]
    attendance: tuple[Attendance, ...]
    day: dt.date | None
    title: str | None


def read_minutes(act: Act) -> Record:
    """Every délibération of a sitting, and its members with arrivals and departures in notes."""
    above, segments = _cut(without(act.printed, is_roll))
    first = above[0].page if above else 1
    head = stream([*running(act.printed, first), *above])
    body = stream_of(act.printed)
    sitting = read_attendance(act, head)
    rows = sitting.rows
    day = heads.session_date(head)
    common = {
        "document_id": act.document_id,
        "part_id": act.part_id,
        "body": heads.body(head),
        "session_date": day,
        "president": heads.president(head, rows),
        "secretary": heads.secretary(head, rows) or heads.secretary(body, rows),
        **count_columns(sitting),
    }
    return Record(
        tuple(_row(segment, common) for segment in segments),
        tuple(with_movements(rows, body)),
        day,
        _titled(head),
    )


def _titled(head: Stream) -> str | None:
    """The title of the record, where one says that it is one."""
    for start in head.text_starts:
        end = head.text_end(start)
        if opens("titles", "compte_rendu").match(head.value, start) and end - start < LONG:
            return clean(head.printed(start, end).value)
    return None


def _row(segment: Segment, common: dict[str, object]) -> Deliberation:
    body = stream([segment.title, *segment.texts])
    return Deliberation.model_validate(
        {
            **common,
            "number": segment.number,
            "object": _object(segment.title),
            **vote_columns(read_votes(segment.tables, body)),
            **stamp_columns(read_stamp(body)),
            **of_text(segment.title),
        }
    )


def _object(title: Text) -> str | None:
    """The title without its number."""
    folded = fold_with_offsets(title.value)
    lead = re.match(r"[^\w(«\"]*", folded.value)
    at = lead.end() if lead else 0
    found = _any_title().match(folded.value, at)
    low = folded.starts[found.end()] if found and found.end() < len(folded.starts) else 0
    return clean(title.slice(low, len(title)).value).strip(" -–—:.•") or None


def _cut(printed: PrintedDocument) -> tuple[list[Text], list[Segment]]:
    """What stands above the first délibération, then each, by the first way that gives two."""
    for is_title in (_numbered, _named, _headed):
        above, segments = _segments(printed, is_title)
        if len(segments) >= LEAST_TITLES:
            return above, segments
    return list(texts(printed)), []


def _segments(printed: PrintedDocument, is_title: Title) -> tuple[list[Text], list[Segment]]:
    above: list[Text] = []
    found: list[Segment] = []
    for text, table, heading in _pieces(printed, is_title):
        title = is_title(text, heading) if table is None else None
        if title is not None:
            named, rest = _title_and_rest(text)
            found.append(Segment(named, _number(title)))
            if rest:
                found[-1].texts.append(rest)
        elif not found:
            above.extend([text] if table is None else _cells(table))
        elif table is not None:
            found[-1].tables.append(table)
            found[-1].texts.extend(_cells(table))
        else:
            found[-1].texts.append(text)
    return above, found


def _pieces(
    printed: PrintedDocument, is_title: Title
) -> Iterator[tuple[Text, PrintedTable | None, bool]]:
    """Texts and tables in order; a text is cut where a title opens one of its lines in bold."""
    for block in printed.preamble:
        yield from _of_block(block, is_title)
    for section in printed.sections:
        yield section.heading, None, True
        for block in section.blocks:
            yield from _of_block(block, is_title)


def _of_block(block: Block, is_title: Title) -> Iterator[tuple[Text, PrintedTable | None, bool]]:
    if block.table is not None:
        yield Text(), block.table, False
    elif block.text and block.kind != "toc":
        for text in _at_titles(block.text, is_title):
            yield text, None, False


def _at_titles(text: Text, is_title: Title) -> Iterator[Text]:
    starts = [piece.start for piece in text.pieces if piece.newline and piece.start]
    low = 0
    for start in starts:
        line = next(lines_of(text.slice(start, len(text.value))), None)
        if line is not None and line.bold and is_title(line, False):
            yield text.slice(low, start).strip()
            low = start
    yield text.slice(low, len(text.value)).strip()


def _cells(table: PrintedTable) -> Iterator[Text]:
    return (cell.text for cell in table.cells if cell.text)


def _title_and_rest(text: Text) -> tuple[Text, Text | None]:
    """A title and the text that runs on after it: what is in bold, else its first line."""
    bold = _bold_run(text)
    if bold and bold < len(text.value):
        return text.slice(0, bold).strip(), text.slice(bold, len(text.value)).strip()
    if bold or len(text.value) < LONG:
        return text, None
    starts = [piece.start for piece in text.pieces if piece.newline and piece.start]
    if not starts:
        return text, None
    return text.slice(0, starts[0]).strip(), text.slice(starts[0], len(text.value)).strip()


def _bold_run(text: Text) -> int:
    """Where the words in bold that open a text end; 0 when none does."""
    end = 0
    for piece in text.pieces:
        if not piece.word.bold:
            if end or any(char.isalnum() for char in piece.word.text):
                return end
            continue
        end = piece.start + piece.w1 - piece.w0
    return len(text.value) if end else 0


def _number(title: re.Match[str]) -> str | None:
    number = title.groupdict().get("number")
    return re.sub(r" ?([/_.-]) ?", r"\1", number) if number else None


def _numbered(text: Text, heading: bool) -> re.Match[str] | None:
    """`DE-2012/2 – …`."""
    return numbered_title().match(bare(text))


def _named(text: Text, heading: bool) -> re.Match[str] | None:
    """`Délibération n° 3 : …`, `Question 4 – …`."""
    return _named_title().match(bare(text))


def _headed(text: Text, heading: bool) -> re.Match[str] | None:
    """A numbered heading of the outline."""
    return _plain_title().match(bare(text)) if heading else None


@cache
def numbered_title() -> re.Pattern[str]:
    """A line that opens a numbered délibération: `DE-2012/2 – …`, `Délibération n° 2023-14 : …`.

    Group `number` is the number alone.
    """
    before = "|".join(declaration()["minutes"]["numbered"])
    return re.compile(
        rf"(?:(?:{before})[ .-]{{0,3}})?(?:n ?[°o.] ?)?"
        rf"(?P<number>(?:19|20)\d{{2}} ?[/_.-] ?\d{{1,4}})(?!\d)\s*[-:)]\s*"
    )


@cache
def _named_title() -> re.Pattern[str]:
    before = "|".join(declaration()["minutes"]["named"])
    return re.compile(
        rf"(?:{before}) ?(?:n ?[°o.] ?)?(?P<number>\d{{1,4}}(?:[/.-]\d+)*)\s*[-:.)]*\s*"
    )


@cache
def _plain_title() -> re.Pattern[str]:
    return re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})?|[ivx]{1,5})\s*[-.:)]+\s*(?=\w)")


@cache
def _any_title() -> re.Pattern[str]:
    several = (numbered_title(), _named_title(), _plain_title())
    plain = [re.sub(r"\?P<number>", "?:", each.pattern) for each in several]
    return re.compile("|".join(f"(?:{each})" for each in plain))
