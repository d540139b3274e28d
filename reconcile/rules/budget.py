"""Budgets of a rapport d'exécution: shares and total, printed rate, spending above plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reconcile import hints
from reconcile.evidence import Figure, Place, place_of
from reconcile.findings import finding
from reconcile.intervals import Interval, total
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.rules.budgets import Budget, action_name, as_figure, budgets
from reconcile.sums import (
    LOOSE,
    Sum,
    exchanged_words,
    gap_words,
    in_doubt_first,
    inexact,
    parts_words,
)
from reconcile.tables import labels
from reconcile.wording import direction, money, percent
from schemas.dataset import DocumentFacts
from schemas.facts import Action, BudgetLine
from schemas.findings import Finding

_HUNDRED = Decimal(100)
_WITNESSES = 3


def check_parts(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """The shares of each budget add up to its total."""
    sums = shares_and_totals(facts)
    every = [budget for budget, _ in sums]
    off = [(budget, each) for budget, each in sums if each is not None and not each.holds]
    swaps = hints.swapped([(each.gap, [part.value for part in each.parts]) for _, each in off])
    loose = _loose([each for _, each in sums])
    for at, (budget, each) in enumerate(sums):
        if each is None:
            yield SKIPPED
        elif at in loose:
            yield failed(_parts_finding(document_id, budget, each, _planned(budget, every), None))
        elif each.holds:
            yield AGREED
        elif _silent(budget, each):
            yield SKIPPED
        else:
            index = next(i for i, (other, _) in enumerate(off) if other is budget)
            swap = _swap_words(swaps.get(index), off)
            yield failed(_parts_finding(document_id, budget, each, _planned(budget, every), swap))


def shares_and_totals(facts: DocumentFacts) -> list[tuple[Budget, Sum | None]]:
    """Every budget with its total against its shares, where it states both."""
    return [(budget, _sum(budget)) for budget in budgets(facts)]


def _loose(sums: Sequence[Sum | None]) -> set[int]:
    """Positions of the sums with a gap that rounding explains, where no other has one."""
    there = [(at, each) for at, each in enumerate(sums) if each is not None]
    loose = inexact([each for _, each in there])
    return {at for index, (at, _) in enumerate(there) if index in loose}


def _sum(budget: Budget) -> Sum | None:
    """The total and the shares that state an amount; None where there is nothing to compare."""
    stated = as_figure(budget.total) if budget.total is not None else None
    parts = tuple(each for each in map(as_figure, budget.shares) if each is not None)
    if stated is None or not parts or not budget.sure:
        return None
    counted = tuple(
        each for line in budget.shares if not _is_memo(line) and (each := as_figure(line))
    )
    if counted and not Sum(stated, parts).holds:
        parts = counted
    return _without_subtotal(Sum(stated, parts))


def _is_memo(line: BudgetLine) -> bool:
    """Whether a share is printed beside the budget, `pour mémoire`, and not in its total."""
    return labels.read(line.raw).kind == "memo"


def _without_subtotal(checked: Sum) -> Sum:
    """The sum without a share that is that of the shares beside it, where this makes it hold."""
    if checked.holds:
        return checked
    parts = checked.parts
    for index, part in enumerate(parts):
        rest = Sum(checked.stated, parts[:index] + parts[index + 1 :])
        runs = [parts[low:index] for low in range(index - 1)]
        runs += [parts[index + 1 : high] for high in range(index + 3, len(parts) + 1)]
        if rest.holds and any(Sum(part, run).holds for run in runs):
            return rest
    return checked


def _silent(budget: Budget, checked: Sum) -> bool:
    """Whether a share that the document does not communicate may explain what is missing."""
    unknown = any(line.state in ("not_available", "text", "uncertain") and line.amount is None
                  for line in budget.shares)  # fmt: skip
    return (unknown or _is_part(budget)) and checked.gap > 0


def _is_part(budget: Budget) -> bool:
    """Whether the one share of a budget says itself that it is a part: `dont 60 000 € par l'État`."""
    return len(budget.shares) == 1 and labels.read(budget.shares[0].raw).kind == "of_which"


def _planned(budget: Budget, every: Sequence[Budget]) -> list[Decimal]:
    """What other lines of the same action state: the witnesses of a misprint."""
    return [
        line.amount
        for other in every
        if other.action is budget.action
        for line in (*other.shares, *((other.total,) if other.total else ()))
        if line.amount is not None
    ]


def _swap_words(
    swap: tuple[int, int, int] | None, off: Sequence[tuple[Budget, Sum]]
) -> tuple[str, int] | None:
    if swap is None:
        return None
    own, other, theirs = swap
    budget, checked = off[other]
    part = checked.parts[theirs]
    words = (
        f" Inversion probable avec {part.label} de « {budget.name} » "
        f"({money(part.value)}), dont l'écart est l'opposé."
    )
    return words, own


def _parts_finding(
    document_id: str,
    budget: Budget,
    checked: Sum,
    known: Sequence[Decimal],
    swap: tuple[str, int] | None,
) -> Finding:
    blanks = [line for line in budget.shares if line.state == "blank"]
    message = (
        f"{budget.name} : le total annoncé est {money(checked.stated.value)} et les parts font "
        f"{money(checked.computed)} ({parts_words(checked.parts)}), {gap_words(checked.gap)}."
    )
    doubtful: Figure | None = None
    if swap is not None:
        message += swap[0]
        doubtful = checked.parts[swap[1]]
    else:
        words, doubtful = exchanged_words(checked, known)
        message += words
    if blanks:
        message += " Une part est laissée vide."
    if checked.holds:
        message += LOOSE
    alone = len(budget.shares) == 1 and checked.gap > 0
    if alone:
        message += " Une seule part est annoncée."
    return finding(
        "parts_total",
        document_id,
        action_name(budget.action),
        message,
        in_doubt_first(checked.figures, doubtful),
        severity="warning" if (blanks and checked.gap > 0) or alone or checked.holds else "error",
        stated=checked.stated.value,
        computed=checked.computed,
        unit="EUR",
    )


def check_rates(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """The printed rate of an action is executed ÷ planned, to the precision printed."""
    every = _by_action(facts)
    for action in facts.actions:
        if action.consumption_rate is None:
            continue
        pair = _pair(every[action.action_id])
        quotient = pair[1].span.over(pair[0].span) if pair else None
        if pair is None or quotient is None:
            yield SKIPPED
        elif _printed_rate(action.consumption_rate).meets(quotient.times(_HUNDRED)):
            yield AGREED
        else:
            yield failed(_rate_finding(document_id, action, *pair))


def _printed_rate(rate: Decimal) -> Interval:
    exponent = rate.as_tuple().exponent
    half = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2
    return Interval(rate - half, rate + half)


def _by_action(facts: DocumentFacts) -> dict[str, list[Budget]]:
    """The budgets of each action, by its id."""
    found: dict[str, list[Budget]] = defaultdict(list)
    for budget in budgets(facts):
        if budget.action is not None:
            found[budget.action.action_id].append(budget)
    return found


def _pair(own: Sequence[Budget]) -> tuple[Figure, Figure] | None:
    """The planned and the executed total of an action; None where either is not one figure."""
    found = []
    for phase in ("planned", "executed"):
        stated = [
            each
            for budget in own
            if budget.phase == phase and budget.total is not None
            if (each := as_figure(budget.total)) is not None
        ]
        if len(stated) != 1:
            return None
        found.append(stated[0])
    return found[0], found[1]


def _rate_finding(document_id: str, action: Action, planned: Figure, executed: Figure) -> Finding:
    rate = action.consumption_rate or Decimal(0)
    places = max(-int(rate.as_tuple().exponent), 0)
    computed = round(executed.value / planned.value * _HUNDRED, places)
    gap = rate - computed
    message = (
        f"{action_name(action)} : le taux de consommation annoncé est {percent(rate)} ; "
        f"{money(executed.value)} exécutés sur {money(planned.value)} prévus font "
        f"{percent(computed)}, soit {percent(abs(gap))[:-2]} point {direction(gap)}."
    )
    return finding(
        "consumption_rate",
        document_id,
        action_name(action),
        message,
        (executed, planned),
        severity="warning" if _is_cut(rate, planned, executed) else "error",
        stated=rate,
        computed=computed,
        tolerance=_printed_rate(rate).width / 2,
        unit="%",
        places=[_heading(action, document_id)],
    )


def _is_cut(rate: Decimal, planned: Figure, executed: Figure) -> bool:
    """Whether the rate is the quotient with its last digits cut off, not rounded."""
    quotient = executed.value / planned.value * _HUNDRED
    return rate <= quotient < rate + _printed_rate(rate).width


def _heading(action: Action, document_id: str) -> Place:
    return place_of(action, document_id)


def check_overruns(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Executed above planned: no contradiction, but by how much is worth saying."""
    every = _by_action(facts)
    for action in facts.actions:
        pair = _pair(every[action.action_id])
        if pair is None:
            continue
        planned, executed = pair
        if executed.span.low <= planned.span.high:
            yield AGREED
            continue
        if not (planned.sure and executed.sure):
            yield SKIPPED
            continue
        over = executed.value - planned.value
        share = f", soit {percent(round(over / planned.value * 100, 1))}" if planned.value else ""
        message = (
            f"{action_name(action)} : {money(executed.value)} exécutés pour "
            f"{money(planned.value)} prévus, dépassement de {money(over)}{share}."
        )
        yield failed(
            finding(
                "overrun",
                document_id,
                action_name(action),
                message,
                pair[::-1],
                severity="info",
                stated=executed.value,
                computed=planned.value,
                unit="EUR",
            )
        )


def check_balances(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """What is carried over is what a funder planned and did not spend, where the report says so.

    Reports carry over by rules of their own; where nearly every line is planned less executed,
    the others are worth a look.
    """
    lines = [line for line in facts.budget_lines if line.funder is not None]
    shares: dict[tuple[str, str | None], list[BudgetLine]] = defaultdict(list)
    for line in lines:
        if line.role == "share":
            shares[line.action_id, line.funder].append(line)
    found = []
    for line in lines:
        if line.role != "carry_over" or line.phase != "executed":
            continue
        own = shares.get((line.action_id, line.funder), [])
        planned = [each for row in own if row.phase == "planned" and (each := as_figure(row))]
        executed = [each for row in own if row.phase == "executed" and (each := as_figure(row))]
        carried = as_figure(line)
        if carried is not None and planned and len(executed) == 1 and carried.value != 0:
            span = total(each.span for each in planned).minus(executed[0].span)
            holds = carried.span.meets(span)
            found.append((holds, line, (carried, *planned, *executed), planned, executed[0]))
    held = sum(holds for holds, *_ in found)
    usual = held >= _WITNESSES and (len(found) - held) * 3 <= held
    for holds, line, figures, planned, spent in found if usual else ():
        if holds:
            yield AGREED
        else:
            left = sum((each.value for each in planned), Decimal(0)) - spent.value
            yield failed(_carry_finding(document_id, facts, line, figures, left))


def _carry_finding(
    document_id: str,
    facts: DocumentFacts,
    line: BudgetLine,
    figures: Sequence[Figure],
    left: Decimal,
) -> Finding:
    action = next((each for each in facts.actions if each.action_id == line.action_id), None)
    carried = figures[0].value
    gap = carried - left
    message = (
        f"{action_name(action)}, {line.funder_label or line.funder} : {money(carried)} à reporter, "
        f"alors que le prévu moins l'exécuté fait {money(left)}, soit {money(abs(gap))} "
        f"{direction(gap)} ; les autres reports du document sont ce reste."
    )
    return finding(
        "carry_over_balance", document_id, action_name(action), message, figures,
        severity="warning", stated=carried, computed=left, unit="EUR",
    )  # fmt: skip


RULES = (
    Rule(
        "parts_total",
        "Les parts d'un budget font son total",
        "Un total qui n'est pas la somme de ses parts cache une part mal saisie, oubliée ou comptée "
        "deux fois ; c'est lui qui fonde le versement.",
        "Action 1.2, budget exécuté : total 52 000,00 €, parts 26 400,00 € + 25 240,00 € "
        "= 51 640,00 €.",
        check_parts,
    ),
    Rule(
        "consumption_rate",
        "Le taux de consommation est l'exécuté rapporté au prévu",
        "Le taux est ce que le lecteur retient ; il doit être celui des montants imprimés, à la "
        "précision où il est imprimé.",
        "88,1 % annoncés ; 88 125,30 € exécutés sur 96 000,00 € prévus font 91,8 %.",
        check_rates,
    ),
    Rule(
        "overrun",
        "Exécuté au-delà du prévu",
        "Un dépassement n'est pas une contradiction : il doit être vu et expliqué.",
        "24 902,70 € exécutés pour 23 418,60 € prévus, dépassement de 1 484,10 €.",
        check_overruns,
    ),
    Rule(
        "carry_over_balance",
        "Ce qui est à reporter est ce qui reste",
        "Là où les reports d'un rapport sont le prévu moins l'exécuté, celui qui ne l'est pas est à "
        "vérifier.",
        "48 000,00 € prévus moins 44 062,65 € exécutés font 3 937,35 €, non 3 397,35 € à reporter.",
        check_balances,
    ),
)
