"""What was checked and agrees, and what could not be checked: silence is not agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from export.french import count, whole
from export.html import Html, join, row, table, tag
from export.report_findings import short
from schemas.findings import Check

LACKS = "un chiffre nécessaire n'est pas imprimé, n'est pas lu, ou ne se rattache à rien de sûr"


LISTED = 200  # figures without a guard that a page lists


class Loose(NamedTuple):
    """A figure that could be altered without any check failing."""

    page: int
    raw: str
    money: bool


class Guard(NamedTuple):
    """How many figures of a document some check guards; sums of money apart."""

    money: int
    money_all: int
    figures: int
    figures_all: int
    loose: tuple[Loose, ...]


def guarded(guard: Guard | None, name: str = "") -> Html | None:
    """How many figures are guarded, measured by altering each, and those that are not."""
    if guard is None or not guard.figures_all:
        return None
    said = f"{name} : " if name else ""
    sentence = (
        f"{said}{whole(guard.money)} montants gardés sur {whole(guard.money_all)}"
        f"{percent(guard.money, guard.money_all)}, {whole(guard.figures)} chiffres gardés sur "
        f"{whole(guard.figures_all)}{percent(guard.figures, guard.figures_all)}, montants compris."
    )
    loose = [f"p. {each.page} « {short(each.raw)} »" for each in guard.loose if each.money]
    rest = len(loose) - LISTED
    listed = " · ".join(loose[:LISTED]) + (f" · et {rest} autres" if rest > 0 else "")
    told = tag("p", "Montants sans garde : ", listed, class_="places") if loose else None
    return join((tag("p", sentence), told), "\n")


def percent(part: int, every: int) -> str:
    """` (87 %)`, nothing of nothing; never rounded up to all."""
    return f" ({100 * part // every} %)" if every else ""


def guards(guard: Sequence[tuple[str, Guard | None]]) -> Html | None:
    """The section on guards, a line per document that was measured."""
    several = len(guard) > 1
    told = [each for name, one in guard if (each := guarded(one, name if several else ""))]
    if not told:
        return None
    why = (
        "Un chiffre est gardé si un contrôle échoue dès qu'on l'altère. Chacun a été altéré tour à "
        "tour, et les contrôles refaits."
    )
    return join((tag("h2", "Chiffres gardés"), tag("p", why), *told), "\n")


def summed(checks: Iterable[Check]) -> list[Check]:
    """One line per rule over several documents, in the order in which the rules come."""
    sums: dict[str, tuple[int, int, int, int]] = {}
    for check in checks:
        known = sums.get(check.rule, (0, 0, 0, 0))
        own = (check.compared, check.agreed, check.failed, check.skipped)
        sums[check.rule] = tuple(a + b for a, b in zip(known, own, strict=True))  # type: ignore[assignment]
    return [
        Check(
            rule=rule,
            document_id="",
            compared=told[0],
            agreed=told[1],
            failed=told[2],
            skipped=told[3],
        )
        for rule, told in sums.items()
    ]


def agreed(checks: Sequence[Check], titles: Mapping[str, str]) -> Html | None:
    """What was compared, rule by rule."""
    done = [check for check in checks if check.compared]
    if not done:
        return None
    rows = [
        row(
            titles.get(check.rule, check.rule),
            whole(check.compared),
            whole(check.agreed),
            whole(check.failed),
            kind="failing" if check.failed else None,
        )
        for check in done
    ]
    heads = ("Contrôle", "Comparaisons", "En accord", "En désaccord")
    return join(
        (
            tag("h2", "Ce qui a été contrôlé"),
            tag("p", _sentence(done)),
            table(heads, rows, class_="checks"),
        ),
        "\n",
    )


def _sentence(done: Sequence[Check]) -> str:
    compared = sum(check.compared for check in done)
    held = sum(check.agreed for check in done)
    return (
        f"{count(compared, 'comparaison faite', 'comparaisons faites')}, "
        f"{count(held, 'en accord', 'en accord')}."
    )


def unchecked(checks: Sequence[Check], titles: Mapping[str, str], lost: Sequence[str] = ()) -> Html:
    """What no check could look at, and why: figures that lack, rules without matter, lost pages."""
    told: list[Html] = [
        tag(
            "li",
            tag("b", titles.get(check.rule, check.rule)),
            f" : {count(check.skipped, 'comparaison impossible', 'comparaisons impossibles')}, {LACKS}.",
        )
        for check in checks
        if check.skipped
    ]
    told.extend(tag("li", sentence) for sentence in lost)
    idle = [title for rule, title in titles.items() if rule not in {check.rule for check in checks}]
    if idle:
        told.append(tag("li", "Sans objet ici, rien de tel n'y étant lu : ", " ; ".join(idle), "."))
    head = tag("h2", "Ce qui n'a pas pu être contrôlé", id="controles")
    silence = tag(
        "p", "Un silence n'est pas un accord : seul ce qui est compté plus haut a été comparé."
    )
    return join((head, silence, tag("ul", *told) if told else None), "\n")
