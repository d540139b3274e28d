"""A sum announced as carried over to a year, and the one that the next report says it received."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reconcile.evidence import Figure, figure
from reconcile.findings import finding
from reconcile.linking import key
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.sums import Sum, exchanged_words
from reconcile.wording import direction, money
from schemas.dataset import DocumentFile
from schemas.facts import Action, BudgetLine

_Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class _Told:
    document_id: str
    source: str
    action: Action
    line: BudgetLine

    @property
    def figure(self) -> Figure | None:
        """The amount of the line."""
        return figure(self.line, self.document_id, self.line.amount)


@dataclass(slots=True)
class Carried:
    """Collects, file by file, what is announced and what is received."""

    announced: dict[_Key, list[_Told]] = field(default_factory=dict)
    received: dict[_Key, list[_Told]] = field(default_factory=dict)

    def add(self, file: DocumentFile) -> None:
        """Takes the lines of a report of a département of which the year is known."""
        if file.departement_code is None or file.year is None:
            return
        for action in file.actions:
            for line in action.budget_lines:
                if line.amount is None or line.funder is None:
                    continue
                told = _Told(file.document_id, file.source, action, line)
                name = key(action.title)
                if line.role == "carry_over" and line.phase == "executed":
                    place = (file.departement_code, name, line.funder, file.year)
                    self.announced.setdefault(place, []).append(told)
                elif line.origin == "report" and line.role == "share" and line.phase == "planned":
                    place = (file.departement_code, name, line.funder, file.year - 1)
                    self.received.setdefault(place, []).append(told)

    def verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """Each sum received against the one announced; several on either side are left alone."""
        for place, received in self.received.items():
            announced = [
                each
                for each in self.announced.get(place, [])
                if each.document_id != received[0].document_id
            ]
            if not announced:
                continue
            document = received[0].document_id
            if len(received) > 1 or len(announced) > 1:
                yield document, SKIPPED
            else:
                yield document, _compared(received[0], announced[0])


def _compared(received: _Told, announced: _Told) -> Verdict:
    here, there = received.figure, announced.figure
    if here is None or there is None:
        return SKIPPED
    if here.span.meets(there.span):
        return AGREED
    gap = here.value - there.value
    hint, _ = exchanged_words(Sum(here, (there,)))
    name = f"Action {received.action.number}" if received.action.number else received.action.title
    message = (
        f"{name}, {received.line.funder_label or received.line.funder} : "
        f"{money(here.value)} reçus en report selon {received.source}, {money(there.value)} à "
        f"reporter selon {announced.source}, soit {money(abs(gap))} {direction(gap)}.{hint}"
    )
    return failed(
        finding(
            "carry_over", received.document_id, name, message, (here, there),
            severity="warning", stated=here.value, computed=there.value, unit="EUR",
        )
    )  # fmt: skip


RULES = (
    Rule(
        "carry_over",
        "Un report annoncé est le report reçu",
        "Ce qu'un rapport dit reporter à l'année suivante doit s'y retrouver.",
        "795,50 € à reporter selon le rapport de 2022, 759,50 € reçus selon celui de 2023.",
    ),
)
