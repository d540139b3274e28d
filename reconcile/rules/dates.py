"""Dates that exist, periods that end after they start, acts that come in their order."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from functools import cache

from reconcile.evidence import Place, place_of
from reconcile.findings import finding
from reconcile.registry import AGREED, Rule, Verdict, failed
from reconcile.vocabulary import words
from schemas.dataset import DocumentFacts
from schemas.facts import Printed
from schemas.findings import Severity

# What may not precede is looked for behind the first digit, so that the search goes from digit to
# digit.
_SLASHED = re.compile(
    r"([0-9](?<![0-9/.][0-9])[0-9]?)([/.])([0-9]{1,2})\2((?:19|20)[0-9]{2})(?![0-9/])"
)
_DIGIT = re.compile("[0-9]")
_MONTHS, _NEAR, _FAR = 12, 20, 40  # beyond these, figures parted by marks are a reference
_PERIODS = ("actions", "budget_lines", "proposals", "grants", "agreements", "agreement_terms")


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Dates as printed, then periods, then what follows from them."""
    yield from _printed_dates(facts, document_id)
    yield from _periods(facts, document_id)
    yield from _order(facts, document_id)


def _printed_dates(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    seen: set[tuple[str, int]] = set()
    for text, row in _texts(facts):
        for printed, day, month, year in _dates(text):
            if (printed, row.page) in seen:
                continue
            seen.add((printed, row.page))
            if _exists(day, month, year):
                yield AGREED
                continue
            message = f"La date « {printed} » n'existe pas au calendrier."
            places = [place_of(row, document_id)]
            severity: Severity = "error" if month <= _MONTHS else "warning"
            yield _failed(document_id, printed, message, places, severity)


def _texts(facts: DocumentFacts) -> Iterator[tuple[str, Printed]]:
    for cell in facts.cells:
        yield cell.value, cell
    for visa in facts.visas:
        yield visa.text, visa
    for article in facts.articles:
        yield article.text, article
    for section in facts.sections:
        yield f"{section.title}\n{section.text}", section


def _dates(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Each date printed with its year: the text, day, month, year as printed."""
    if not _DIGIT.search(text):
        return
    for match in _SLASHED.finditer(text):
        day, month = int(match[1]), int(match[3])
        if day and month and day < _FAR and month < (_NEAR if match[2] == "/" else _MONTHS + 1):
            yield match[0], day, month, int(match[4])
    for match in _lettered().finditer(text):
        yield match[0], int(match[1]), _months()[_plain(match[2])], int(match[3])


@cache
def _months() -> dict[str, int]:
    return {name: rank for rank, name in enumerate(words("dates")["months"], 1)}


@cache
def _lettered() -> re.Pattern[str]:
    spelled = [name.replace("e", "[eé]").replace("u", "[uû]") for name in _months()]
    return re.compile(
        rf"([0-9](?<![0-9/.,][0-9])[0-9]?)(?:er|ᵉʳ)?\s+({'|'.join(spelled)})\s+((?:19|20)[0-9]{{2}})(?![0-9])",
        re.IGNORECASE,
    )


def _plain(month: str) -> str:
    return month.lower().replace("é", "e").replace("û", "u")


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _periods(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    seen: set[tuple[dt.date, dt.date, int]] = set()
    for name in _PERIODS:
        for row in getattr(facts, name):
            start, end = row.period_start, row.period_end
            if start is None or end is None or (start, end, row.page) in seen:
                continue
            seen.add((start, end, row.page))
            if start <= end:
                yield AGREED
                continue
            message = f"Une période va du {_french(start)} au {_french(end)} : elle finit avant de commencer."
            yield _failed(document_id, f"{_french(start)} – {_french(end)}", message,
                          [place_of(row, document_id)])  # fmt: skip


def _order(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """A délibération is sent and received on or after its day, and refers to what came before."""
    for act in facts.deliberations:
        sitting = act.session_date
        if sitting is None:
            continue
        for later, name in ((act.transmitted_on, "transmise"), (act.received_on, "reçue")):
            if later is None:
                continue
            if later >= sitting:
                yield AGREED
                continue
            message = (
                f"La délibération du {_french(sitting)} aurait été {name} en préfecture le "
                f"{_french(later)}, avant la séance."
            )
            yield _failed(document_id, act.number or "", message, [place_of(act, document_id)])
        for visa in facts.visas:
            if visa.part_id != act.part_id or visa.date is None:
                continue
            if visa.date <= sitting:
                yield AGREED
                continue
            message = (
                f"La délibération du {_french(sitting)} vise un texte du {_french(visa.date)}, "
                "postérieur à la séance."
            )
            yield _failed(document_id, act.number or "", message,
                          [place_of(visa, document_id), place_of(act, document_id)], "warning")  # fmt: skip


def _failed(
    document_id: str,
    subject: str,
    message: str,
    places: list[Place],
    severity: Severity = "error",
) -> Verdict:
    return failed(finding("date", document_id, subject, message, places=places, severity=severity))


def _french(day: dt.date) -> str:
    return day.strftime("%d/%m/%Y")


RULES = (
    Rule(
        "date",
        "Les dates existent et se suivent",
        "Une date impossible ou une période à rebours rend inapplicable le droit qu'elle ouvre.",
        "« 31 juin 2023 » n'existe pas ; une période du 01/07/2023 au 31/12/2022 finit avant de "
        "commencer.",
        check,
    ),
)
