"""Arrivals and departures during a sitting, noted on the members they concern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalize.deliberation.stream import Stream
from normalize.deliberation.words import declaration, opens
from normalize.text import clean, fold
from schemas.acts import Attendance

REACH = 160  # characters of the sentence that tells it
SENTENCE_END = re.compile(r"(?<!\bm)(?<!\bmm)[.;](?:\s|$)")


def with_movements(rows: Sequence[Attendance], body: Stream) -> Iterator[Attendance]:
    """The members, the sentence on an arrival or a departure as their note.

    Where a list of members tells it (`Mme ROY, arrivée à 18h30, Mme VIAL`), it is of the member
    named last before it.
    """
    movements = list(_movements(body))
    for row in rows:
        said = [
            printed
            for folded, printed, before in movements
            if _concerns(folded, row.name)
            and (not before or _last_named(before, rows) in ("", row.name))
        ]
        notes = [each for each in (row.note, *said) if each]
        yield row.model_copy(update={"note": " ".join(notes) or None}) if said else row


def _last_named(said: str, rows: Sequence[Attendance]) -> str:
    """The member whose name stands last in a folded text; empty where none does."""
    places = {row.name: said.rfind(fold(row.name)) for row in rows}
    name = max(places, key=lambda each: places[each], default="")
    return name if places.get(name, -1) >= 0 else ""


def _movements(body: Stream) -> Iterator[tuple[str, str, str]]:
    """Each sentence that tells of an arrival or a departure, folded and as printed.

    With what stands before it in a list of members; empty elsewhere.
    """
    lists = opens("attendance", "labels")
    for found in _words().finditer(body.value):
        low = max((at for at in body.text_starts if at <= found.start()), default=0)
        for end in SENTENCE_END.finditer(body.value, low, found.start()):
            low = end.end()
        low = max(low, found.start() - REACH)
        stop = SENTENCE_END.search(body.value, found.end())
        high = min(stop.start() if stop else len(body.value), body.text_end(found.start()))
        high = min(high, found.end() + REACH)
        listed = lists.match(body.value, low) is not None
        comma = body.value.find(",", found.end(), high)
        high = comma if listed and comma >= 0 else high
        before = body.value[low : found.start()] if listed else ""
        yield body.value[low:high], clean(body.printed(low, high).value), before


def _concerns(sentence: str, name: str) -> bool:
    """Whether a sentence names a member: all the words of the name, or its last in full."""
    words = [word for word in re.split(r"[^a-z]+", fold(name)) if len(word) > 1]
    found = set(re.split(r"[^a-z]+", sentence))
    return bool(words) and (set(words) <= found or (words[-1] in found and len(words[-1]) > 3))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(declaration()['minutes']['movements'])})")
