"""Which words of a sentence belong to which of its sums, and the phase that they tell of each.

The words between two sums are parted at a joint (a comma, `et`, `sur les`): those before it are
of the sum before, the others of the one behind.  Where a sentence tells both phases, a sum has
the one that its own words tell, or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalize import blanks
from normalize.funders import find_funders
from normalize.label_words import STAGES, Stage, says
from normalize.text import fold
from normalize.vocabulary import any_of, load

PART = re.compile(r"\b(?:dont|soit)\b|\(")
OF_THE_PLAN = re.compile(
    r"% (?:du|des|de la|de l'|de|d')(?:(?!\b(?:a|ont|est|sont|ete|etait|avait)\b)[^,;:.()])*"
)
_LEADS_ON = re.compile(r"(?:\b(?:de|d|du|des|a|aux?|est|sont|les?|la|en|etait|etaient)|[:='])\s*$")


@dataclass(frozen=True, slots=True)
class Own:
    """The words that belong to one sum alone, before and behind it."""

    before: str
    behind: str

    @property
    def words(self) -> str:
        """All of them."""
        return f"{self.before} {self.behind}"

    @property
    def near(self) -> str:
        """Those that no joint parts from the sum."""
        before, behind = (blanks.fold(blanks.plain(each)) for each in (self.before, self.behind))
        cut = _joints().search(behind)
        opens = max((match.start() for match in _joints(strong=True).finditer(before)), default=0)
        return f"{self.before[opens:]} {self.behind[: cut.start() if cut else None]}"


def own_words(gaps: Sequence[str], joints: re.Pattern[str] | None = None) -> list[Own]:
    """The words of each sum; `gaps` are those before, between and after the sums."""
    joints = joints or _joints()
    cuts = [("", gaps[0]), *(_parted(gap, joints) for gap in gaps[1:-1]), (gaps[-1], "")]
    return [Own(cuts[i][1], cuts[i + 1][0]) for i in range(len(gaps) - 1)]


def _parted(gap: str, joints: re.Pattern[str]) -> tuple[str, str]:
    folded = blanks.fold(blanks.plain(gap))
    joint = joints.search(folded)
    if joint is not None:
        return gap[: joint.start()], gap[joint.start() :]
    return ("", gap) if _LEADS_ON.search(folded) else (gap, "")


def phases_told(
    gaps: Sequence[str], owned: Sequence[Own], heading: Stage | None
) -> list[Stage | None]:
    """The phase of each sum; `heading` is that of what it stands under, for what says none.

    None where the words of a sum tell both, or where the sentence does and its own words neither.
    """
    told = [_told(own.near) or _told(own.words) for own in owned]
    every = {phase for each in told for phase in each} or _told(" ".join(gaps))
    against = _against(owned)
    found: list[Stage | None] = []
    for index, phases in enumerate(told):
        if len(phases) == 1:
            found.append(next(iter(phases)))
        elif phases:
            found.append(None)
        elif index in against:
            found.append(_opposed(index, against[index], told, owned, heading))
        elif len(every) <= 1:
            found.append(next(iter(every), heading))
        else:
            found.append(found[-1] if _continues(gaps, index) else None)
    return found


def stage_of(words: str) -> Stage | None:
    """The one phase that words tell by the verbs and nouns of sentences."""
    found = [phase for phase in STAGES if _pattern(phase).search(fold(words))]
    return found[0] if len(found) == 1 else None


def _told(words: str) -> set[Stage]:
    """The phases that words tell: by verbs and nouns of sentences, else by those of labels."""
    folded = OF_THE_PLAN.sub(_without_plan, fold(words))
    found = {phase for phase in STAGES if _pattern(phase).search(folded)}
    return found or {phase for phase in STAGES if says(phase, folded)}


def _without_plan(share: re.Match[str]) -> str:
    """`99 % du prévisionnel` says of a sum what it is set against, not that it was planned."""
    return "%" if stage_of(share[0]) == "planned" else share[0]


def _against(owned: Sequence[Own]) -> dict[int, int]:
    """Sums set one against the other (`10 € sur les 12 € prévus`): each with its opposite."""
    found: dict[int, int] = {}
    for index, own in enumerate(owned):
        if _is_against(own.before):
            other = index - 1 if index else index + 1
            if 0 <= other < len(owned):
                found[index], found[other] = other, index
    return found


def _is_against(words: str) -> bool:
    return _opposes().match(fold(words).lstrip(" ,;(")) is not None and not find_funders(words)


def _opposed(
    index: int, other: int, told: Sequence[set[Stage]], owned: Sequence[Own], heading: Stage | None
) -> Stage | None:
    """The phase of a sum without words for it, from the one that it is set against."""
    if _is_against(owned[index].before):
        return "planned" if told[other] == {"executed"} else None
    return "executed" if heading == "executed" else None


def _continues(gaps: Sequence[str], index: int) -> bool:
    """Whether a sum is one of the parts of the sum before (`dont 5 € de l'État et 3 € du CD`)."""
    if index == 0:
        return False
    if PART.search(gaps[index]):
        return True
    return bool(find_funders(gaps[index])) and _continues(gaps, index - 1)


def tells_whole(words: str) -> bool:
    """Whether the words of a sum call it the whole of a budget."""
    return _pattern("whole").search(fold(words)) is not None


def tells_difference(sentence: str) -> bool:
    """Whether a sentence speaks of what is missing, more or less: not of budgets alone."""
    return _pattern("differences").search(fold(sentence)) is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(load("headings")["sentences"][kind]))


@cache
def _joints(*, strong: bool = False) -> re.Pattern[str]:
    """Where clauses meet; the strong ones do not join two words of one clause as `et` may."""
    words = load("headings")["sentences"]
    names = words["joints"] if strong else [*words["joints"], *words["links"]]
    return re.compile(rf"[,;:()]|{any_of(names)}|\bsur\s*$")


@cache
def _opposes() -> re.Pattern[str]:
    """`sur les`, `contre`, `sur un budget prévu de`: not `sur 2023`, nor `sur la part de`."""
    return re.compile(rf"(?:{any_of(load('headings')['sentences']['against'])})(?! ?[0-9])")
