"""A record of a sitting cut into its points: each a title, and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from normalize.deliberation.attendance import end_of_lists
from normalize.deliberation.flow import LONG
from normalize.deliberation.lines import line_spans, lines_of, texts
from normalize.deliberation.votes import from_tables, is_vote
from normalize.deliberation.words import bare, declaration, opens
from normalize.text import clean, fold, fold_with_offsets
from schemas.printed import Block, PrintedDocument, PrintedTable, Text

LEAST_TITLES = 2
LONGEST = 400  # characters of a title in bold: some list all that a point decides
SHORT = 7  # characters: a line of so few in capitals is the end of a sentence
Title = Callable[[Text, bool], re.Match[str] | None]


@dataclass(slots=True)
class Segment:
    """A délibération of the record: its title line, its number, what stands under it."""

    title: Text
    number: str | None
    texts: list[Text] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)


def cut(printed: PrintedDocument) -> tuple[list[Text], list[Segment]]:
    """What stands above the first délibération, then each, by the first way that gives two.

    Points that only their heading tells apart are cut by headings with a plain number, or by
    titles with a vote under them, whichever parts more votes.
    """
    for is_title in (_numbered, _named):
        above, segments = _segments(printed, is_title)
        if len(segments) >= LEAST_TITLES:
            return above, segments
    several = [_segments(printed, _headed), voted_points(printed)]
    several = [each for each in several if len(each[1]) >= LEAST_TITLES]
    if not several:
        return list(texts(printed)), []
    above, segments = max(several, key=lambda each: sum(map(has_vote, each[1])))
    return above, [each for each in segments if has_vote(each) or not _is_other(each)]


def _is_other(segment: Segment) -> bool:
    """Whether a title names news or other business, of which nothing is decided."""
    return opens("minutes", "others").match(fold(object_of(segment.title) or "")) is not None


def has_vote(segment: Segment) -> bool:
    """Whether a vote stands under a title."""
    return bool(segment.tables and from_tables(segment.tables)) or any(
        is_vote(text) for text in segment.texts
    )


def voted_points(printed: PrintedDocument) -> tuple[list[Text], list[Segment]]:
    """The points of a record whose titles need bear no number: those with a vote under them.

    A title is a heading, or a line of its own in bold or in capitals; of several, the one nearest
    above the vote counts.  What stands above the last list of members before the first vote
    is the head of the record.
    """
    above: list[Text] = []
    found: list[Segment] = []
    for text, table, heading in _below_members(printed, above):
        if table is None and is_point(text, heading):
            found.append(Segment(text, _inner_number(text) or _plain_number(text)))
        elif not found:
            above.extend([text] if table is None else _cells(table))
        else:
            found[-1].texts.extend([text] if table is None else _cells(table))
            found[-1].tables.extend([table] if table is not None else [])
    voted = [segment for segment in found if has_vote(segment)]
    for segment in found[: found.index(voted[0])] if voted else ():
        above.extend([segment.title, *segment.texts])
    return above, voted


def _below_members(
    printed: PrintedDocument, above: list[Text]
) -> Iterator[tuple[Text, PrintedTable | None, bool]]:
    """The pieces below the lists of members; what stands above them goes to `above`."""
    pieces = [
        (part, table, heading)
        for text, table, heading in _pieces(printed, lambda text, heading: None)
        for part in (_by_weight(text) if table is None and not heading else (text,))
    ]
    voted = (at for at, (text, table, _) in enumerate(pieces) if table is None and is_vote(text))
    lists = end_of_lists([text for text, _, _ in pieces[: next(voted, len(pieces))]])
    for text, table, _ in pieces[:lists]:
        above.extend([text] if table is None else _cells(table))
    yield from pieces[lists:]


def _by_weight(text: Text) -> Iterator[Text]:
    """A text cut where its lines turn from bold, or from capitals, to plain or back."""

    def weight(span: tuple[int, int]) -> tuple[bool, bool]:
        line = text.slice(*span)
        return line.bold, line.value.isupper() and len(line.value) > SHORT

    for _, same in groupby(line_spans(text), key=weight):
        lines = list(same)
        yield text.slice(lines[0][0], lines[-1][1])


def is_point(text: Text, heading: bool) -> bool:
    """Whether a text may be the title of a point."""
    value = text.value.strip()
    if opens("head", "object_labels").match(bare(text)):
        return len(value) <= LONG and not is_vote(text)
    if len(value) > (LONGEST if heading or text.bold else LONG if value.isupper() else 0):
        return False
    folded = re.sub(rf"^(?:{any_title().pattern})", "", bare(text))
    if value.endswith((".", ";", ",", ":")) and not (heading and value.endswith(".")):
        return False
    said = folded.strip(" -–—:.•*()")
    if not re.search(r"[a-z]{3}", said) or is_vote(text) or is_subtitle(said):
        return False
    return not any(
        opens(group, name).match(said)
        for group, name in (
            ("marks", "starts_text"),
            ("marks", "closing"),
            ("titles", "compte_rendu"),
        )
    )


def is_subtitle(said: str) -> bool:
    """Whether a folded title names a part of any point: `Débat`, `Vote`, `Décide`."""
    return opens("minutes", "subtitles").fullmatch(said) is not None


def _plain_number(text: Text) -> str | None:
    """The number that opens a title, as printed."""
    for pattern in (numbered_title(), _named_title(), _plain_title()):
        found = pattern.match(bare(text))
        if found:
            return _number(found)
    return None


def _segments(printed: PrintedDocument, is_title: Title) -> tuple[list[Text], list[Segment]]:
    above: list[Text] = []
    found: list[Segment] = []
    for text, table, heading in _pieces(printed, is_title):
        title = is_title(text, heading) if table is None else None
        if title is not None:
            named, rest = _title_and_rest(text)
            found.append(Segment(named, _inner_number(text) or _number(title)))
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
    if number and number.isalpha():
        number = number.upper()  # roman
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
def any_title() -> re.Pattern[str]:
    """The number of a point, in any of these ways; no group."""
    several = (numbered_title(), _named_title(), _plain_title())
    plain = [re.sub(r"\?P<number>", "?:", each.pattern) for each in several]
    return re.compile("|".join(f"(?:{each})" for each in plain))


def object_of(title: Text) -> str | None:
    """The title without its number, or numbers: `3. Délibération n° 2024-12 – …`."""
    folded = fold_with_offsets(title.value)
    lead = re.match(r"[^\w(«\"]*", folded.value)
    at = lead.end() if lead else 0
    found = any_title().match(folded.value, at)
    if found:
        inner = _inner().match(folded.value, found.end())
        at = inner.end() if inner else found.end()
    label = opens("head", "object_labels").match(folded.value, at)
    end = label.end() if label else at if found else 0
    low = folded.starts[end] if end < len(folded.starts) else 0
    return clean(title.slice(low, len(title)).value).strip(" -–—:.•") or None


def _inner_number(text: Text) -> str | None:
    """The number of the délibération in a title that its rank opens."""
    rank = _plain_title().match(bare(text))
    found = _inner().match(bare(text), rank.end()) if rank else None
    return re.sub(r" ?([/_.-]) ?", r"\1", found["number"]) if found else None


@cache
def _inner() -> re.Pattern[str]:
    named = "|".join(declaration()["minutes"]["named"])
    return re.compile(
        rf"(?:{named}) ?(?:n ?[°o.] ?)?(?P<number>\d{{1,4}}(?: ?[/_.-] ?\d{{1,4}})*)(?!\d)\s*[-:)]\s*"
    )
