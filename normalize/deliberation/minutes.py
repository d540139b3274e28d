"""Procès-verbaux: one sitting, many délibérations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from normalize.act import Act
from normalize.deliberation import head as heads
from normalize.deliberation.attendance import read_attendance
from normalize.deliberation.flow import LONG, running
from normalize.deliberation.lines import lines_of, texts, texts_of, without
from normalize.deliberation.presence import with_movements
from normalize.deliberation.reading import count_columns, stamp_columns, state_of, vote_columns
from normalize.deliberation.rolls import is_roll
from normalize.deliberation.segments import (
    LEAST_TITLES,
    Segment,
    cut,
    numbered_title,
    object_of,
    voted_points,
)
from normalize.deliberation.stamp import read_stamp
from normalize.deliberation.stream import Stream, stream, stream_of
from normalize.deliberation.votes import Votes, from_prose, is_unanimous, read_votes
from normalize.deliberation.words import bare, holds, opens
from normalize.generic import of_text
from normalize.text import clean, fold
from schemas.acts import Attendance, Deliberation
from schemas.facts import State
from schemas.printed import PrintedDocument, Text

LEAST_MARKS = 3
HEAD_LINES = 60


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


def is_plain_minutes(printed: PrintedDocument) -> bool:
    """Whether a document without a title of its kind records a sitting.

    Its head names an assembly and the members present; several titles have a vote under them,
    and no members are named again.
    """
    front = [line for line, _, _ in islice(_lines(printed), HEAD_LINES)]
    if not any(_lists_members(line) for line in front) or heads.body(stream(front)) is None:
        return False
    _, segments = voted_points(without(printed, is_roll))
    below = [text for segment in segments for text in (segment.title, *segment.texts)]
    return len(segments) >= LEAST_TITLES and not any(map(_lists_members, below))


def _lists_members(text: Text) -> bool:
    """Whether a text opens the list of the members present."""
    return opens("marks", "presence").match(bare(text)) is not None


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
    warnings: tuple[str, ...] = ()


def read_minutes(act: Act) -> Record:
    """Every délibération of a sitting, and its members with arrivals and departures in notes."""
    above, segments = cut(without(act.printed, is_roll))
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
        tuple(
            _row(each, common, state_of(sitting, head, each.texts, act.printed))
            for each in segments
        ),
        tuple(with_movements(rows, body)),
        day,
        _titled(head),
        tuple(_warnings(segments)),
    )


def _titled(head: Stream) -> str | None:
    """The title of the record, where one says that it is one."""
    for start in head.text_starts:
        end = head.text_end(start)
        if opens("titles", "compte_rendu").match(head.value, start) and end - start < LONG:
            return clean(head.printed(start, end).value)
    return None


def _row(segment: Segment, common: dict[str, object], state: State) -> Deliberation:
    body = stream([segment.title, *segment.texts])
    votes = read_votes(segment.tables, body)
    if differ(segment):
        votes = Votes(adopted=votes.adopted if votes.unanimous is None else None)
    return Deliberation.model_validate(
        {
            **common,
            "number": segment.number,
            "object": object_of(segment.title),
            **vote_columns(votes),
            **stamp_columns(read_stamp(body)),
            "state": state,
            **of_text(segment.title),
        }
    )


def differ(segment: Segment) -> bool:
    """Whether several votes stand under one title, and not all say the same."""
    told = {each for text in segment.texts if (each := _told(text))}
    return len(told) > 1


def _told(text: Text) -> tuple[tuple[str, int], ...] | str:
    """The figures of the vote that a text states, or that it was unanimous."""
    value = fold(text.value)
    found = from_prose(value)
    if "for" in found and len(found) > 1:
        return tuple(sorted(found.items()))
    return "unanimous" if is_unanimous(value) else ""


def _warnings(segments: Sequence[Segment]) -> Iterator[str]:
    for segment in segments:
        if differ(segment):
            yield (
                f"Page {segment.title.page} : plusieurs votes différents sous "
                f"« {object_of(segment.title)} » : aucun n'est retenu."
            )
