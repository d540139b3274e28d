"""Who sat: members present, excused with their proxies, absent, non-voting, not taking part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import cast

from normalize.act import Act
from normalize.deliberation.names import (
    CIVILITY,
    MOST_WORDS,
    Named,
    end_of_names,
    is_name,
    is_number_in_doubt,
    proxies,
    read_names,
)
from normalize.deliberation.rolls import read_roll
from normalize.deliberation.stream import Stream, stream
from normalize.deliberation.words import declaration
from normalize.generic import of_text
from normalize.text import fold
from normalize.words_to_number import number_words, read_words
from schemas.acts import Attendance, AttendanceStatus
from schemas.printed import Text

APART = re.compile(
    r"(?P<who>(?:m\.|mm\.?|mmes?\b|mlles?\b|monsieur|messieurs|mesdames|madame)[^;:]{3,400}?),?"
    r" (?:interesse\w*[^;:.]{0,60}, )?(?:n'ont|n'a|n'ayant|ne prend|ne prennent|ne participent|ne participe) "
    r"(?:pas |ni )?(?:pris |prenant )?(?:part )?(?:pas )?(?:ni )?(?:au|a la|aux) (?:debat|vote|deliberation)"
)
REFUSALS = ("n'ont", "n'a", "ne p")  # one of which `APART` holds
SENTENCE = re.compile(r"(?:[^.;]|(?<=\bm)\.|(?<=\bmm)\.|\.(?=\w))+")
NUMBERED = re.compile(r"\((\d{1,3})\)")  # `Présents (8) :`
LARGER = 1.15  # a list is not set in larger type than its label
LONGEST = 6000  # characters of a list


@dataclass(frozen=True, slots=True)
class Label:
    """A line that opens a list of members: start..end is the label, its colon included."""

    status: AttendanceStatus | None  # None where it opens something else
    start: int
    end: int
    said: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """The members named, the counts stated, and where the lists end."""

    rows: tuple[Attendance, ...]
    counts: dict[str, int]
    end: int
    doubtful: bool = False  # whether two readings of a count differ, or of how many are named


def read_attendance(act: Act, head: Stream) -> Sitting:
    """Every member that the head of an act names, in order."""
    rows = list(_from_rolls(act))
    counts: dict[str, int] = {}
    end, doubtful, represented = 0, False, 0
    for label, stop, stated in _lists(head):
        if stated is not None:
            if str(label.status) in label.said or (
                label.status == "excused" and "excus" in label.said
            ):
                counts.setdefault(str(label.status), stated)
                doubtful = doubtful or head.printed(label.end, stop).doubtful
            elif label.status == "excused":
                represented = represented or stated
            continue
        told = NUMBERED.search(label.said)
        if told and label.status in ("present", "absent"):
            counts.setdefault(str(label.status), int(told[1]))
            doubtful = doubtful or head.printed(label.start, label.end).doubtful
        listed = head.printed(label.end, stop)
        listed = listed.slice(0, end_of_names(listed))
        named = read_names(listed)
        if str(label.status) not in counts:
            doubtful = doubtful or is_number_in_doubt(listed, named)
        rows.extend(_row(act, each, label) for each in named)
        end = max(end, stop)
    if represented and not any(row.status == "excused" for row in rows):
        counts.setdefault("excused", represented)  # `Pouvoirs : 5` counts who is represented
    return Sitting(tuple(_once(rows)), counts, end, doubtful)


def end_of_lists(several: Sequence[Text]) -> int:
    """How many of the texts that open a record stand above the end of its last list of members."""
    head = stream(several)
    ends = [max(label.end, stop) for label, stop, _ in _lists(head)]
    if not ends:
        return 0
    _, end = head.folded.origin(0, max(ends))
    length = count = 0
    for rank, text in enumerate(several):
        if text and length < end:
            count = rank + 1
        length += len(text.value) + 1 if text else 0
    return count


def _lists(head: Stream) -> Iterator[tuple[Label, int, int | None]]:
    """Each label, where its list ends, and the count that stands in its place, if one does."""
    labels = _labels(head)
    for label, after in zip_longest(labels, labels[1:]):
        if label.status is None:
            continue
        stated = _count().match(head.value, label.end)
        number = read_words(stated[1]) if stated and not stated[1].isdigit() else None
        if stated and (number is not None or stated[1].isdigit()):
            yield label, stated.end(), int(number if number is not None else stated[1])
            continue
        stop = after.start if after else min(len(head.value), label.end + LONGEST)
        yield label, _list_end(head, label.end, stop), None


def _from_rolls(act: Act) -> Iterator[Attendance]:
    """The members that a table names."""
    for block in act.printed.blocks():
        for each in read_roll(block.table) if block.table is not None else ():
            yield _row(act, each.named, Label(cast(AttendanceStatus, each.status), 0, 0, each.said))


def _list_end(head: Stream, start: int, stop: int) -> int:
    """Where a list ends: it goes on over paragraphs that are visibly of one list."""
    pieces = [(at, min(head.text_end(at), stop)) for at in head.text_starts if start <= at < stop]
    end = min(head.text_end(start), stop)
    if head.printed(start, end):
        pieces.insert(0, (start, end))
    elif pieces and not _is_list(head.printed(*pieces[0]), head.printed(start - 2, start)):
        return start
    end = start
    before = ""
    for low, high in pieces:
        value = head.printed(low, high).value
        if before and not _same_list(before, value):
            break
        end, before = high, value
    return end


def _is_list(text: Text, label: Text) -> bool:
    """Whether a paragraph of its own, below a label, is a list of members and not a title."""
    named = read_names(text)
    if _size(text) > _size(label) * LARGER > 0:
        return False
    if CIVILITY.match(text.value) or len(named) > 2 or any(each.proxy for each in named):
        return bool(named)
    return bool(named) and all(_is_first_and_last(each.name) for each in named)


def _size(text: Text) -> float:
    return text.pieces[0].word.size if text.pieces else 0.0


def _is_first_and_last(name: str) -> bool:
    """Whether a name is written as in lists: a first name, then a family name in capitals."""
    words = [word for word in re.split(r"[\s-]", name) if word]
    return any(word.isupper() for word in words[1:]) and not words[0].isupper()


def _same_list(before: str, value: str) -> bool:
    """Whether a paragraph goes on with the list of the one before it."""
    if before.rstrip().endswith("."):
        return False
    if before.rstrip().endswith((",", ";", " et")) or CIVILITY.match(value):
        return True
    if re.match(r"(?:pouvoir|procuration|a donné|ayant donné|qui a donné)", value):
        return True
    if _gives_proxy(before) and _gives_proxy(value):
        return True
    alone = is_name(before.strip(), alone=True) and is_name(value.strip(" ."), alone=True)
    return alone and before.isupper() == value.isupper() and len(value.split()) <= 4


def _gives_proxy(value: str) -> bool:
    """Whether a paragraph is of one member and who votes for him: `X donne pouvoir à Y`."""
    found = proxies().split(fold(value).strip(" .,"), maxsplit=1)
    return len(found) == 2 and all(0 < len(each.split()) < MOST_WORDS for each in found)


def not_taking_part(act: Act, body: Stream) -> Iterator[Attendance]:
    """Members whom a sentence says take no part in the vote."""
    if not any(word in body.value for word in REFUSALS):
        return
    for opens in body.text_starts:
        closes = body.text_end(opens)
        if not any(word in body.value[opens:closes] for word in REFUSALS):
            continue
        for sentence in SENTENCE.finditer(body.value, opens, closes):
            found = APART.search(sentence[0])
            if found:
                low = sentence.start() + found.start("who")
                text = body.printed(low, sentence.start() + found.end("who"))
                for named in read_names(text):
                    yield _row(act, named, Label("not_taking_part", low, closes, found[0]))


def _once(rows: list[Attendance]) -> Iterator[Attendance]:
    """Each member once per status, where a list is printed again."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.name, row.status)
        if key not in seen:
            seen.add(key)
            yield row


def _row(act: Act, named: Named, label: Label) -> Attendance:
    excused = label.status == "non_voting" and "excuse" in label.said
    note = "; ".join(filter(None, ("excusé" if excused else None, named.note)))
    return Attendance(
        document_id=act.document_id,
        part_id=act.part_id,
        name=named.name,
        civility=named.civility,
        status=cast(AttendanceStatus, _status(named, label)),
        proxy=named.proxy,
        group=named.group,
        note=note or None,
        state="uncertain" if named.doubtful else "stated",
        **of_text(named.text),
    )


def _status(named: Named, label: Label) -> str:
    """A member who gave a proxy is excused, under whatever heading the list stands."""
    status = label.status or "absent"
    return "excused" if named.proxy and status == "absent" else status


def _labels(head: Stream) -> list[Label]:
    """Every label, and every line that ends a list, in order."""
    found: list[Label] = []
    for start in head.line_starts:
        if found and start < found[-1].end:
            continue
        label = _label(head, start)
        if label is not None:
            found.append(label)
        elif _stops().match(head.value, start):
            found.append(Label(None, start, start + 1, ""))
    inline = [
        each
        for match in _inline().finditer(head.value)
        if (each := _label(head, match.end())) and _outside(each, found)
    ]
    return sorted([*found, *inline], key=lambda each: each.start)


@cache
def _count() -> re.Pattern[str]:
    """A count in figures, or in words that nothing but a sign follows."""
    words = number_words().pattern
    return re.compile(rf"\s*:?\s*(\d{{1,3}}\b|{words}(?= ?(?:$|[\n.;,|/–—-])))")


def _outside(label: Label, known: list[Label]) -> bool:
    return all(each.start != label.start for each in known)


def _label(head: Stream, start: int) -> Label | None:
    """A label at a place: words of a label, then a colon or the end of the line."""
    text_end = head.text_end(start)
    said = _label_words().match(head.value, start, text_end)
    if said is None:
        return None
    colon = re.compile(r"[^:.;,]{0,60}?:").match(head.value, said.end())
    if not colon and "donne" in said[0] and start not in head.text_starts:
        return None  # the words between a member and who votes for him, on a new line
    if (
        colon
        and colon.end() <= max(text_end, said.end() + 3)
        and not re.search(r"\d", NUMBERED.sub("", colon[0]))
    ):
        end = colon.end()
    elif said.end() >= min(head.line_end(start), text_end) or re.match(
        r"[ :]*(?:m\.|mme|mm\.|monsieur|madame)", head.value[said.end() :]
    ):
        end = said.end()
    else:
        return None
    words = head.value[start:end]
    for each in declaration()["attendance"]["statuses"]:
        if any(re.search(word, words) for word in each["words"]):
            return Label(each["status"], start, end, words)
    return None


@cache
def _label_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(declaration()['attendance']['labels'])})(?![\w'-])")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(declaration()['attendance']['stops'])})")


@cache
def _inline() -> re.Pattern[str]:
    """Where a label may open within a line: after the end of a list, or before a count of its own.

    `En exercice : 15 – Présents : 11 – Votants : 14`.
    """
    count = rf"(?:\d|{number_words().pattern} ?(?:$|[\n.;,|/–—-]))"
    return re.compile(
        rf"[.;] (?=[\w ()'/-]{{4,80}}:)|(?: [–—|•/-]|,|\d) (?=[a-z][a-z ()'/]{{3,40}}: ?{count})"
    )
