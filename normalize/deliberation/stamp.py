"""The préfecture's stamp: identifier of the act, matter, days of transmission and receipt.

The identifier is that of the ACTES protocol: département, SIREN of the issuer, day of the act,
its internal number, its nature (DE, AR, CC, BF …): `062-226200012-20230918-2023_405-DE`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from normalize.dates import find_dates
from normalize.deliberation.stream import Stream
from normalize.deliberation.words import declaration
from normalize.text import clean
from schemas.printed import Text

IDENTIFIER = re.compile(
    r"(?<![\w-])(?P<departement>0?\d{2}|2[ab]|97\d)-(?P<siren>\d{9})-(?P<day>\d{8})-"
    r"(?P<number>[\w./ -]{1,40}?)-(?P<nature>[a-z]{2})(?![a-z])"
)
MATTER = re.compile(r"[ :]*(\d(?:[.-]\d{1,2}){0,4})(?![\d/])")
NEAR = 60  # characters between a label and its date


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says; `day` and `number` are those within the identifier."""

    identifier: str | None = None
    number: str | None = None
    day: dt.date | None = None
    matter: str | None = None
    transmitted_on: dt.date | None = None
    received_on: dt.date | None = None
    text: Text | None = None

    @property
    def empty(self) -> bool:
        """Whether no stamp was found."""
        return not (self.identifier or self.transmitted_on or self.received_on)


def read_stamp(around: Stream) -> Stamp:
    """The first stamp of a text; an empty one where there is none."""
    found = IDENTIFIER.search(around.value)
    text = around.printed(*found.span()) if found else None
    return Stamp(
        identifier=re.sub(r"\s+", "", text.value) if text else None,
        number=found["number"].strip() if found else None,
        day=_day(found["day"]) if found else None,
        matter=_matter(around),
        transmitted_on=_labelled(around, "transmitted"),
        received_on=_labelled(around, "received"),
        text=text,
    )


def _day(digits: str) -> dt.date | None:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _labelled(around: Stream, name: str) -> dt.date | None:
    """The date that stands right after one of the labels."""
    for found in _labels(name).finditer(around.value):
        text = around.printed(found.end(), min(found.end() + NEAR, len(around.value)))
        days = [each for each in find_dates(text.value) if each.precision == "day" and each.date]
        if days and not re.search(
            r"[a-z]{3}", re.sub(r"\bl[ea]\b", "", clean(text.value[: days[0].start]).lower())
        ):
            return days[0].date
    return None


def _matter(around: Stream) -> str | None:
    for found in _labels("matter").finditer(around.value):
        code = MATTER.match(around.value, found.end())
        if code:
            return code[1]
    return None


@cache
def _labels(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(declaration()['stamp'][name])})[ :]*")
