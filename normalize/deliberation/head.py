"""The title block of an act: its body, number, day of sitting, president, secretary, object."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from normalize.dates import find_dates
from normalize.deliberation.names import read_name, same_person
from normalize.deliberation.stream import Stream
from normalize.deliberation.words import declaration
from normalize.text import clean
from schemas.acts import Attendance
from schemas.printed import Text

OPENING = 12  # characters of `Le lundi`, before the day that opens a sentence
NEAR = 90  # characters between the words that announce a sitting and its date
LONGEST_OBJECT = 500  # characters
LONGEST_TITLE = 160  # characters
REACH = 120  # characters between a name and the word that says what it is
CIVIL = re.compile(r"\b(?:M\.|Mme|Mlle|MME|MLLE|Monsieur|Madame|Mademoiselle)\s")
NUMERO = re.compile(r"\s[nN]\Z")  # of `n° 12`, which goes on behind it
DATED = re.compile(
    r"(?i)\s(?:(?:du|le|en date du|séance du|réunion du)\s+)+"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:\d|1er\b)"
)
VERB = re.compile(r"\s(?:a été|est|a été|ont été|remplit|assure|assurait|comme|en qualité|désign)")
NUMBER = re.compile(
    r"\(?\W{0,2}(?:(?:deliberation|rapport|acte|dcm|dossier|extrait)\w*[ :-]*)?(?:n ?[°o.]\.?|numero(?: (?:de l'acte|d'ordre))?) ?:? ?"
    r"(?P<number>(?:[a-z]{0,4} ?|[a-z]{1,6}[./_-](?:[a-z]{1,4}[./_-]){0,2})\d[\w]*(?:[/_.-]\w+| ?[/_.-] ?(?=\w*\d)\w+){0,4})\)?(?=$|[\s).:;,-])"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A value with the text that prints it."""

    value: str
    text: Text


def body(head: Stream) -> str | None:
    """The assembly that decides, as printed."""
    found = _any("head", "bodies").search(head.value)
    if not found:
        return None
    end = min(found.end(), head.text_end(found.start()))
    said = NUMERO.sub("", clean(head.printed(found.start(), end).value))
    return DATED.split(said, maxsplit=1)[0].strip(" *.,")


def number(head: Stream) -> Said | None:
    """The number of the act: `(N°2023-405)`, `n° 2014 / 138`, in a line of its own or the title."""
    for start in head.line_starts:
        found = NUMBER.match(head.value, start)
        if found and _is_own(head, found):
            text = head.printed(*found.span("number"))
            return Said(_plain(text), text)
    return _in_title(head)


def _in_title(head: Stream) -> Said | None:
    """The number that ends the title of the act: `DELIBERATION DU CONSEIL MUNICIPAL N° 2024-7`."""
    for start in head.text_starts:
        end = head.text_end(start)
        if end - start < LONGEST_TITLE and _title_words().match(head.value, start):
            for found in NUMBER.finditer(head.value, start, end):
                if not head.value[found.end() : end].strip(" .)-"):
                    text = head.printed(*found.span("number"))
                    return Said(_plain(text), text)
    return None


def _plain(text: Text) -> str:
    return re.sub(r" ?([/_.-]) ?", r"\1", clean(text.value))


def _is_own(head: Stream, found: re.Match[str]) -> bool:
    """Whether a number is that of the act: nothing, or a title, follows it on its line."""
    rest = head.value[found.end() : head.text_end(found.start())].strip(" .:)-")
    titled = found[0].lstrip("( ").startswith(("deliberation", "rapport", "acte", "dcm", "extrait"))
    dated = re.match(r"(?:du|en date du)\b", rest)
    return not rest or (titled and not dated) or (titled and len(rest) < 40)


def session_date(head: Stream) -> dt.date | None:
    """The day of the sitting: the first date after the words that announce it."""
    found = _session(head)
    return found[0] if found else None


def is_day_in_doubt(head: Stream) -> bool:
    """Whether two readings of the day of the sitting differ."""
    found = _session(head)
    return found is not None and found[1].doubtful


def _session(head: Stream) -> tuple[dt.date, Text] | None:
    for words in declaration()["head"]["session_dates"]:
        for found in re.finditer(rf"(?<!\w)(?:{words})", head.value):
            day = _date_after(head, found)
            if day is not None:
                return day
    return _date_before(head)


def _date_before(head: Stream) -> tuple[dt.date, Text] | None:
    """The day that a sentence opens with: `Le 12 avril 2023, le conseil s'est réuni`."""
    for found in re.finditer(r"(?:s'est|se sont|est) (?:reuni|assemble)", head.value):
        start = max((at for at in head.text_starts if at <= found.start()), default=0)
        text = head.printed(start, found.start())
        days = [each for each in find_dates(text.value) if each.precision == "day" and each.date]
        if len(days) == 1 and days[0].date and days[0].start <= OPENING:
            return days[0].date, text.slice(days[0].start, days[0].end)
    return None


def _date_after(head: Stream, found: re.Match[str]) -> tuple[dt.date, Text] | None:
    end = min(found.end() + NEAR, len(head.value))
    if "reuni" in found[0]:
        end = head.text_end(found.start())
    text = head.printed(found.start(), end)
    days = [each for each in find_dates(text.value) if each.precision == "day" and each.date]
    if not days:
        return None
    adjacent = days[0].start <= found.end() - found.start() + 12
    day = days[0 if adjacent or "reuni" in found[0] or len(days) == 1 else -1]
    assert day.date is not None
    return day.date, text.slice(day.start, day.end)


def labelled(head: Stream, name: str) -> str | None:
    """The paragraph that a label opens, the label left out."""
    label = re.compile(rf"(?:{'|'.join(declaration()['head'][name])})")
    for start in head.text_starts:
        found = label.match(head.value, start)
        if found:
            text = head.printed(found.end(), head.text_end(start))
            return clean(text.value).strip(" :") or _below(head, start)
    return None


def _below(head: Stream, start: int) -> str | None:
    """The paragraph under a label that stands alone."""
    after = next((at for at in head.text_starts if at > start), None)
    if after is None:
        return None
    return clean(head.printed(after, head.text_end(after)).value)[:LONGEST_OBJECT] or None


def president(head: Stream, rows: tuple[Attendance, ...]) -> str | None:
    """Who presides, spelled as in the list of members where it names the same person."""
    return _person(head, _any("head", "president"), rows)


def secretary(head: Stream, rows: tuple[Attendance, ...]) -> str | None:
    """The secretary of the sitting; named after the word, or before `désigné secrétaire`."""
    words = _any("head", "secretary")
    after = _person(head, words, rows)
    if after:
        return after
    for found in words.finditer(head.value):
        start = max(each for each in (0, *head.text_starts) if each <= found.start())
        named = _named_before(head.printed(max(start, found.start() - REACH), found.start()))
        if named:
            return _spelled(named, rows)
    return None


def _named_before(text: Text) -> str | None:
    """The person of whom a sentence says that they are designated."""
    verbs = [each.start() for each in VERB.finditer(text.value)]
    if not verbs:
        return None
    civil = [each.start() for each in CIVIL.finditer(text.value, 0, verbs[-1])]
    named = read_name(text.slice(civil[-1] if civil else 0, verbs[-1]))
    return named.name if named else None


def _person(head: Stream, words: re.Pattern[str], rows: tuple[Attendance, ...]) -> str | None:
    for found in words.finditer(head.value):
        end = min(found.end() + 90, head.text_end(found.start()))
        text = head.printed(found.end(), end) or _next_text(head, found.end())
        low = re.match(
            r"[ :]*(?:(?:Monsieur|Madame|M\.|Mme)\s+(?:le|la)\s+[\w-]+(?: \w+)?\s*,)", text.value
        )
        text = text.slice(low.end() if low else 0, len(text)).strip()
        named = read_name(text.slice(*_until_stop(text.value)))
        if named:
            return _spelled(named.name, rows)
    return None


def _next_text(head: Stream, at: int) -> Text:
    """The paragraph below a label that stands alone."""
    start = next((each for each in head.text_starts if each > at), None)
    return head.printed(start, head.text_end(start)) if start is not None else Text()


def _until_stop(value: str) -> tuple[int, int]:
    low = len(value) - len(value.lstrip(" :,"))
    stop = re.search(r"[\n;]|,\s|(?<!\b[A-Z])\.(?:\s|$)", value[low:])
    return low, low + stop.start() if stop else len(value)


def _spelled(name: str, rows: tuple[Attendance, ...]) -> str:
    return next((row.name for row in rows if same_person(row.name, name)), name)


@cache
def _title_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(declaration()['titles']['deliberation'])})")


@cache
def _any(group: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(declaration()[group][name])})")
