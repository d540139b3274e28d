"""What the narrative of an operation proposes, against what the annex grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reconcile import linking
from reconcile.evidence import Figure, figure, place_of
from reconcile.findings import finding
from reconcile.intervals import Interval, total
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.rules.annex import as_figure
from reconcile.vocabulary import fold
from reconcile.wording import direction, money, number
from schemas.acts import Grant, Proposal
from schemas.dataset import DocumentFacts


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the narrative proposes it and as the annex grants it."""

    name: str
    document_id: str
    proposals: tuple[Proposal, ...]
    rows: tuple[Grant, ...]  # of the annex, its subtotals and totals too
    territories: frozenset[str]  # that the annex names, in any operation

    @property
    def lines(self) -> list[Grant]:
        """The rows that name a beneficiary."""
        return [row for row in self.rows if row.kind == "line"]

    def figures(self, rows: Sequence[Grant]) -> tuple[Figure, ...]:
        """The amounts of some rows."""
        return tuple(each for row in rows if (each := as_figure(row, self.document_id)))


def operations(facts: DocumentFacts, document_id: str) -> Iterator[Operation]:
    """Operations that both the narrative and the annex number, in the order of the narrative."""
    keys = [(row.theme_number, row.operation_number) for row in facts.proposals]
    territories = frozenset(row.territory for row in facts.grants if row.territory)
    for theme, number_ in dict.fromkeys(keys):
        if theme is None or number_ is None:
            continue
        own = (theme, number_)
        yield Operation(
            f"Opération {theme}/{number_}",
            document_id,
            tuple(row for row, key in zip(facts.proposals, keys, strict=True) if key == own),
            tuple(r for r in facts.grants if (r.theme_number, r.operation_number) == own),
            territories,
        )


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Each total, beneficiary and count that the narrative of an operation states."""
    if not any(row.kind == "line" for row in facts.grants):
        return
    for operation in operations(facts, document_id):
        doubtful = any(row.amount is None and row.state == "uncertain" for row in operation.rows)
        if not operation.lines or doubtful:
            yield from (SKIPPED for _ in operation.proposals)
            continue
        yield from _whole(operation)
        yield from _beneficiaries(operation)
        yield from _details(operation)


def _whole(operation: Operation) -> Iterator[Verdict]:
    """The total and the number of structures of the operation."""
    stated = [row for row in operation.proposals if row.beneficiary is None]
    sums = [row for row in stated if row.amount is not None]
    for row in sums:
        told = figure(row, operation.document_id, row.amount)
        if told is None:
            continue
        if any(told.span.meets(span) for span in _sums(operation)):
            yield AGREED
        elif len(sums) == 1:
            yield _off(operation, (told,), operation.figures(operation.lines), "")
        else:
            yield SKIPPED
    for row in stated:
        if row.structures is not None:
            yield _structures(operation, row)
        if row.quantity is not None:
            yield _places(operation, row, stated)


def _sums(operation: Operation) -> list[Interval]:
    """What the annex grants to the operation: in all, and in each group that it totals."""
    found = [total(each.span for each in operation.figures(operation.lines))]
    found += [each.span for row in operation.rows if row.kind != "line"
              for each in operation.figures([row])]  # fmt: skip
    return found


def _structures(operation: Operation, row: Proposal) -> Verdict:
    """The structures funded, in the operation or in one of its groups; 0 € funds nobody."""
    stated = figure(row, operation.document_id, row.structures, counted=True)
    counts = [_funded(group) for group in [operation.lines, *_groups(operation.rows)]]
    if stated is None or counts[0] == 0:
        return SKIPPED
    if row.structures in counts:
        return AGREED
    message = (
        f"{operation.name} : {row.structures} structures financées selon le texte, {counts[0]} dans "
        "l'annexe (les lignes à 0 € ne financent personne)."
    )
    return failed(
        finding(
            "narrative_annex", operation.document_id, operation.name, message, (stated,),
            stated=stated.value, computed=Decimal(counts[0]),
            places=[place_of(line, operation.document_id) for line in operation.lines],
        )
    )  # fmt: skip


def _places(operation: Operation, row: Proposal, stated: Sequence[Proposal]) -> Verdict:
    """The places of the operation, where text and annex count them once in the same unit."""
    rivals = {other.quantity for other in stated if other.quantity is not None}
    told = figure(row, operation.document_id, row.quantity, counted=True)
    groups = [operation.lines, *_groups(operation.rows)]
    funded = [[line for line in group if line.amount] for group in groups]
    sums = [
        sum((line.quantity or Decimal(0) for line in group), Decimal(0))
        for group in funded
        if group and all(line.quantity is not None and _same_unit(line, row) for line in group)
    ]
    if told is None or len(rivals) > 1 or not sums:
        return SKIPPED
    if row.quantity in sums:
        return AGREED
    message = (
        f"{operation.name} : {number(told.value)} {row.unit or ''} selon le texte, "
        f"{number(sums[0])} dans l'annexe."
    )
    return failed(
        finding(
            "narrative_annex", operation.document_id, operation.name, _squeezed(message), (told,),
            stated=told.value, computed=sums[0], unit=row.unit,
            places=[place_of(line, operation.document_id) for line in operation.lines],
        )
    )  # fmt: skip


def _funded(rows: Sequence[Grant]) -> int:
    return len({linking.key(row.beneficiary) for row in rows if row.beneficiary and row.amount})


def _groups(rows: Sequence[Grant]) -> list[list[Grant]]:
    """The lines that stand above each subtotal."""
    groups: list[list[Grant]] = [[]]
    for row in rows:
        if row.kind == "line":
            groups[-1].append(row)
        else:
            groups.append([])
    return [group for group in groups if group]


def _beneficiaries(operation: Operation) -> Iterator[Verdict]:
    """What the text proposes to each beneficiary, in one sum or several, is what it is granted."""
    named: dict[str, list[Proposal]] = {}
    for row in operation.proposals:
        if row.beneficiary is not None and row.amount is not None:
            named.setdefault(linking.key(row.beneficiary), []).append(row)
    off = []
    for rows in named.values():
        own = _rows_of(rows[0], operation)
        if own is None:
            yield from (SKIPPED for _ in rows)
            continue
        told = [each for row in rows if (each := figure(row, operation.document_id, row.amount))]
        if _explained(told, rows, own, operation):
            yield from (AGREED for _ in rows)
        else:
            off.append((rows[0], told, operation.figures(own)))
    for row, told, granted in off:
        words = _swap(row, told, granted, [each for each in off if each[0] is not row])
        yield _off(operation, told, granted, row.beneficiary or "", words)


def _rows_of(row: Proposal, operation: Operation) -> list[Grant] | None:
    """The rows of a beneficiary in the operation; None where its name is not clearly there."""
    names = [line.beneficiary for line in operation.lines if line.beneficiary]
    name = linking.link(row.beneficiary or "", names)
    if name is None:
        return None
    return [
        line
        for line in operation.lines
        if line.beneficiary and linking.same(line.beneficiary, name)
    ]


def _explained(
    told: Sequence[Figure], rows: Sequence[Proposal], own: Sequence[Grant], operation: Operation
) -> bool:
    """Whether all sums together are what is granted, or each is, in its territory or on a row."""
    granted = operation.figures(own)
    if total(each.span for each in told).meets(total(each.span for each in granted)):
        return True
    for each, row in zip(told, rows, strict=True):
        placed = [
            line
            for line in own
            if row.territory and line.territory and linking.same(line.territory, row.territory)
        ]
        ways = [operation.figures(placed), granted, *((one,) for one in granted)]
        if not any(way and each.span.meets(total(p.span for p in way)) for way in ways):
            return False
    return True


def _details(operation: Operation) -> Iterator[Verdict]:
    """The quantity and the territory that the text gives to a beneficiary."""
    seen: set[tuple[str, str]] = set()
    for row in operation.proposals:
        own = _rows_of(row, operation) if row.beneficiary else None
        if not own:
            continue
        if row.quantity is not None and (row.beneficiary, str(row.quantity)) not in seen:
            seen.add((row.beneficiary or "", str(row.quantity)))
            yield _quantity(operation, row, own)
        if row.territory and (row.beneficiary, row.territory) not in seen:
            seen.add((row.beneficiary or "", row.territory))
            yield _territory(operation, row, own)


def _quantity(operation: Operation, row: Proposal, own: Sequence[Grant]) -> Verdict:
    """Compared where both count the same kind of thing, and each counts one."""
    counts = [line for line in own if line.quantity is not None and _same_unit(line, row)]
    rivals = {
        other.quantity
        for other in operation.proposals
        if other.beneficiary == row.beneficiary and other.quantity is not None
    }
    stated = figure(row, operation.document_id, row.quantity, counted=True)
    if not counts or stated is None or len(rivals) > 1:
        return SKIPPED
    quantities = [line.quantity for line in counts if line.quantity is not None]
    whole = sum(quantities, Decimal(0))
    if row.quantity in (whole, *quantities):
        return AGREED
    message = (
        f"{operation.name}, {row.beneficiary} : {number(stated.value)} {row.unit or ''} selon le "
        f"texte, {number(whole)} {counts[0].unit or ''} dans l'annexe."
    )
    return failed(
        finding(
            "narrative_annex", operation.document_id, operation.name, _squeezed(message), (stated,),
            stated=stated.value, computed=whole, unit=row.unit,
            places=[place_of(line, operation.document_id) for line in counts],
        )
    )  # fmt: skip


def _same_unit(line: Grant, row: Proposal) -> bool:
    """Whether both name what they count by the same first word, plural or not."""
    units = [fold(unit or "").split() for unit in (line.unit, row.unit)]
    return all(units) and units[0][0].rstrip("s") == units[1][0].rstrip("s")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _territory(operation: Operation, row: Proposal, own: Sequence[Grant]) -> Verdict:
    """Where the annex puts the beneficiary in another of its territories."""
    there = [line.territory for line in own if line.territory]
    said = fold(row.territory or "")
    if not there:
        return SKIPPED
    if any(linking.same(each, said) or _within(fold(each), said) for each in there):
        return AGREED
    if not any(linking.same(each, said) for each in operation.territories):
        return SKIPPED  # the annex does not speak in these territories
    message = (
        f"{operation.name}, {row.beneficiary} : territoire « {row.territory} » selon le texte, "
        f"« {there[0]} » dans l'annexe."
    )
    places = [place_of(each, operation.document_id) for each in (row, *own)]
    return failed(
        finding("narrative_annex", operation.document_id, operation.name, message, places=places)
    )


def _within(one: str, other: str) -> bool:
    words = set(one.split()), set(other.split())
    return not words[0].isdisjoint(words[1])


def _swap(
    row: Proposal,
    told: Sequence[Figure],
    granted: Sequence[Figure],
    others: Sequence[tuple[Proposal, Sequence[Figure], Sequence[Figure]]],
) -> str:
    """Whether two beneficiaries have each other's sum."""
    for other, theirs, given in others:
        if _value(told) == _value(given) and _value(theirs) == _value(granted):
            return f" Inversion probable avec {other.beneficiary} ({money(_value(given))} dans l'annexe)."
    return ""


def _value(figures: Sequence[Figure]) -> Decimal:
    return sum((each.value for each in figures), Decimal(0))


def _off(
    operation: Operation,
    told: Sequence[Figure],
    granted: Sequence[Figure],
    who: str,
    words: str = "",
) -> Verdict:
    stated, computed = _value(told), _value(granted)
    gap = stated - computed
    message = (
        f"{operation.name} : le texte propose {money(stated)}{f' à {who}' if who else ''}, l'annexe "
        f"accorde {money(computed)} ({len(granted)} ligne{'s' if len(granted) > 1 else ''}), soit "
        f"{money(abs(gap))} {direction(gap)} dans le texte.{words}"
    )
    return failed(
        finding(
            "narrative_annex", operation.document_id, operation.name, message, (*told, *granted),
            stated=stated, computed=computed, unit="EUR",
        )
    )  # fmt: skip


def check_unit_price(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Quantity × unit price = amount, where all three are stated together."""
    for row in facts.proposals:
        count = figure(row, document_id, row.quantity, counted=True)
        price = figure(row, document_id, row.unit_price)
        amount = figure(row, document_id, row.amount)
        if count is None or price is None or amount is None:
            continue
        if amount.span.meets(count.span.by(price.span)):
            yield AGREED
            continue
        computed = count.value * price.value
        gap = amount.value - computed
        message = (
            f"{_subject(row)} : {number(count.value)} {row.unit or 'unités'} à {money(price.value)} "
            f"font {money(computed)} ; le montant imprimé est {money(amount.value)}, soit "
            f"{money(abs(gap))} {direction(gap)}."
        )
        yield failed(
            finding(
                "unit_price", document_id, _subject(row), message, (amount, count, price),
                stated=amount.value, computed=computed, unit="EUR",
            )
        )  # fmt: skip


def _subject(row: Proposal) -> str:
    """The operation, or nothing better than its beneficiary."""
    if row.theme_number and row.operation_number:
        return f"Opération {row.theme_number}/{row.operation_number}"
    return row.operation or row.beneficiary or "Opération"


RULES = (
    Rule(
        "narrative_annex",
        "L'annexe accorde ce que le texte propose",
        "Les élus lisent le texte, les services paient l'annexe.",
        "Opération 1/1 : le texte propose 24 000,00 €, l'annexe accorde 27 500,00 €.",
        check,
    ),
    Rule(
        "unit_price",
        "Quantité × prix unitaire = montant",
        "Un produit faux est une erreur de saisie, ou un prix qui n'est pas celui annoncé.",
        "15 accompagnements à 7 000,00 € font 105 000,00 €, non 150 000,00 €.",
        check_unit_price,
    ),
)
