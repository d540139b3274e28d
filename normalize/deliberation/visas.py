"""The texts that an act refers to: `Vu …`, `Considérant …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.act import Act
from normalize.dates import find_dates
from normalize.deliberation.stream import Stream, stream_of
from normalize.deliberation.words import declaration
from normalize.generic import of_text
from normalize.text import clean
from schemas.acts import Visa
from schemas.printed import Text

OPENS = re.compile(r"(?P<word>vu|vus|considerant|attendu)(?= |:)[ :]*(?:que |qu')?")
INNER = re.compile(r"[,;] (?=vu (?:le|la|les|l'|l |ensemble))")  # one after the other in a sentence
ENDS = re.compile(
    r"(?:apres (?:en )?avoir|sur (?:proposition|le rapport)|decide|delibere|il (?:est|a ete) convenu|"
    r"(?:le conseil|la commission|l'assemblee|mesdames|messieurs|madame|monsieur)\b|article|entendu|"
    r"preambule|ceci expose|il vous est|je vous|annexe)"
)
NUMBERED = re.compile(
    r"(?<!\w)n ?[°o]s? ?(?P<number>(?:[a-z]{0,4} ?|[a-z]{1,6}[./_-](?:[a-z]{1,3}[./_-])?)\d[\w]*(?: ?[/_.-] ?[\w]+)*)|"
    r"(?P<bare>(?<![\w/])(?:19|20)\d{2}-\d{2,5}(?![\w/]))"
)
ARTICLES = re.compile(
    r"(?<!\w)articles? (?P<list>[lrd]?\.?[ *]?\d.*?)(?= du | de la | de l'| relatif|;|$)"
)


def read_visas(act: Act) -> Iterator[Visa]:
    """Every text that the act refers to, in order."""
    body = stream_of(act.printed)
    for position, (start, end) in enumerate(_spans(body), start=1):
        text = body.printed(start, end)
        said = body.value[start:end]
        opens = OPENS.match(said)
        rest = said[opens.end() :] if opens else said
        yield Visa(
            document_id=act.document_id,
            part_id=act.part_id,
            position=position,
            kind=_kind(opens["word"] if opens else "", rest),
            reference=_reference(said, start, body),
            date=_date(text),
            text=clean(text.value),
            **of_text(text),
        )


def _spans(body: Stream) -> Iterator[tuple[int, int]]:
    """From each opening word to the next one, to another paragraph, or to what ends the visas."""
    starts = [at for at in body.line_starts if OPENS.match(body.value, at)]
    inner = [found.end() for found in INNER.finditer(body.value)]
    within = [at for at in inner if any(low < at < body.text_end(low) for low in starts)]
    starts = sorted({*starts, *within})
    for rank, start in enumerate(starts):
        stop = starts[rank + 1] if rank + 1 < len(starts) else len(body.value)
        end = min(body.text_end(start), stop)
        for at in body.text_starts:
            if at <= start or at >= stop or at < end:
                continue
            if not _goes_on(body, at, end):
                break
            end = body.text_end(at)
        for at in body.line_starts:
            if start < at < min(end, stop) and ENDS.match(body.value, at):
                stop = at
        yield start, _trimmed(body.value, start, min(end, stop))


def _goes_on(body: Stream, at: int, end: int) -> bool:
    """Whether a paragraph goes on with the sentence that the one before left open."""
    before = body.value[:end].rstrip()
    if ENDS.match(body.value, at) or before.endswith((";", ".", ":", '"')):
        return False
    first = body.printed(at, at + 1).value
    return first.islower()


def _trimmed(value: str, start: int, end: int) -> int:
    while end > start and value[end - 1] in " ;,.\n*-":
        end -= 1
    return end


def _kind(word: str, rest: str) -> str:
    """What the act refers to: the first of the known nouns, near its start."""
    if word in ("considerant", "attendu"):
        return "considerant"
    head = rest[:90]
    found = [(match.start(), kind) for kind, pattern in _kinds() if (match := pattern.search(head))]
    return min(found)[1] if found else "autre"


@cache
def _kinds() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (kind, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"))
        for kind, words in declaration()["visas"].items()
    ]


def _reference(said: str, start: int, body: Stream) -> str | None:
    """The number of the text, else the articles named, as printed."""
    for found in NUMBERED.finditer(said):
        name = "number" if found["number"] else "bare"
        return clean(body.printed(start + found.start(name), start + found.end(name)).value)
    articles = ARTICLES.search(said)
    if not articles:
        return None
    return clean(body.printed(start + articles.start("list"), start + articles.end("list")).value)


def _date(text: Text) -> object:
    """The day of the text that is referred to: the first date stated to the day."""
    days = [each.date for each in find_dates(text.value) if each.precision == "day" and each.date]
    return days[0] if days else None
