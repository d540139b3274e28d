"""Conventions and avenants: their shares, advance and quotas, and what the annex grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile import linking
from reconcile.evidence import Figure, figure
from reconcile.findings import finding
from reconcile.intervals import total
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.rules.annex import as_figure
from reconcile.sums import Sum, exchanged_words, gap_words, in_doubt_first, parts_words
from reconcile.tables import labels
from reconcile.wording import money, number
from schemas.acts import Agreement, AgreementTerm, Grant
from schemas.dataset import DocumentFacts
from schemas.findings import Finding


def _terms(facts: DocumentFacts, part: str, role: str) -> list[AgreementTerm]:
    return [row for row in facts.agreement_terms if row.part_id == part and row.role == role]


def _amounts(rows: Sequence[AgreementTerm], document_id: str) -> list[Figure]:
    found = (figure(row, document_id, row.amount, row.label or "") for row in rows)
    return [each for each in found if each is not None]


def check_total(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """The shares of an agreement add up to its cost; its advance does not exceed it."""
    for agreement in facts.agreements:
        totals = _amounts(_terms(facts, agreement.part_id, "total"), document_id)
        shares = _amounts(_terms(facts, agreement.part_id, "share"), document_id)
        values = {each.value for each in totals}
        if len(shares) > 1 and totals:
            if _explained(totals, shares):
                yield AGREED
            elif len(values) == 1:
                yield failed(_shares_finding(agreement, Sum(totals[0], tuple(shares)), document_id))
            else:
                yield SKIPPED
        for advance in _amounts(_terms(facts, agreement.part_id, "advance"), document_id):
            if not totals:
                yield SKIPPED
            elif advance.span.low <= max(each.span.high for each in totals):
                yield AGREED
            else:
                yield failed(_advance_finding(agreement, advance, totals, document_id))


def _explained(totals: Sequence[Figure], shares: Sequence[Figure]) -> bool:
    """Whether the shares make a total, or all of them; in order, each total its own run."""
    whole = total(each.span for each in shares)
    if any(each.span.meets(whole) for each in totals):
        return True
    if total(each.span for each in totals).meets(whole):
        return True
    return all(
        any(
            each.span.meets(total(part.span for part in shares[low:high]))
            for low in range(len(shares))
            for high in range(low + 1, len(shares) + 1)
        )
        for each in totals
    )


def _shares_finding(agreement: Agreement, checked: Sum, document_id: str) -> Finding:
    words, doubtful = exchanged_words(checked)
    message = (
        f"{_name(agreement)} : le coût annoncé est {money(checked.stated.value)} et les parts font "
        f"{money(checked.computed)} ({parts_words(checked.parts)}), "
        f"{gap_words(checked.gap)}.{words}"
    )
    return finding(
        "agreement_total", document_id, _name(agreement), message,
        in_doubt_first(checked.figures, doubtful),
        stated=checked.stated.value, computed=checked.computed, unit="EUR",
    )  # fmt: skip


def _advance_finding(
    agreement: Agreement, advance: Figure, totals: Sequence[Figure], document_id: str
) -> Finding:
    most = max(totals, key=lambda each: each.value)
    message = (
        f"{_name(agreement)} : l'avance de {money(advance.value)} dépasse le coût de "
        f"{money(most.value)}, de {money(advance.value - most.value)}."
    )
    return finding(
        "agreement_total", document_id, _name(agreement), message, (advance, most),
        stated=advance.value, computed=most.value, unit="EUR",
    )  # fmt: skip


def check_grant(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """An agreement's amount is what the annex grants that beneficiary."""
    lines = [row for row in facts.grants if row.kind == "line" and row.beneficiary and row.amount]
    if not lines:
        return
    for agreement in facts.agreements:
        terms = [
            row for role in ("total", "share") for row in _terms(facts, agreement.part_id, role)
        ]
        figures = _amounts(terms, document_id)
        name = linking.link(agreement.beneficiary or "", [row.beneficiary or "" for row in lines])
        if name is None or not figures:
            yield SKIPPED
            continue
        own = [row for row in lines if linking.same(row.beneficiary or "", name)]
        granted = [each for row in own if (each := as_figure(row, document_id)) is not None]
        yield _granted(agreement, figures, granted, own, document_id)


def _granted(
    agreement: Agreement,
    figures: Sequence[Figure],
    granted: Sequence[Figure],
    rows: Sequence[Grant],
    document_id: str,
) -> Verdict:
    """Agreed where one of its sums is a grant, or those of one operation together."""
    groups: dict[tuple[str | None, str | None], list[Figure]] = {}
    for each, row in zip(granted, rows, strict=True):
        groups.setdefault((row.theme_number, row.operation_number), []).append(each)
    sums = [each.span for each in granted]
    sums += [total(each.span for each in group) for group in groups.values()]
    if any(each.span.meets(span) for each in figures for span in sums):
        return AGREED
    if len(granted) != 1:
        return SKIPPED
    stated = figures[0]
    message = (
        f"{_name(agreement)} : {money(stated.value)} pour {agreement.beneficiary}, à qui l'annexe "
        f"accorde {money(granted[0].value)}."
    )
    return failed(
        finding(
            "agreement_grant", document_id, _name(agreement), message, (stated, granted[0]),
            severity="error" if len({each.value for each in figures}) == 1 else "warning",
            stated=stated.value, computed=granted[0].value, unit="EUR",
        )
    )  # fmt: skip


def _quotas(facts: DocumentFacts) -> Iterator[list[AgreementTerm]]:
    """The quotas of each agreement; by period where each whole has its own."""
    for part in dict.fromkeys(row.part_id for row in facts.agreement_terms):
        quotas = [row for row in _terms(facts, part, "quota") if row.quantity is not None]
        wholes = [row.period_start for row in quotas if not row.label]
        if len(set(wholes)) < 2 or None in wholes:
            yield quotas
            continue
        for start in dict.fromkeys(wholes):
            yield [row for row in quotas if row.period_start == start]


def check_quotas(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Quotas by territory add up to the quota stated."""
    for quotas in _quotas(facts):
        wholes = [row for row in quotas if not row.label or labels.read(row.label).kind == "total"]
        parts = [row for row in quotas if row not in wholes]
        if len(parts) < 2 or len({row.quantity for row in wholes}) != 1:
            continue
        stated = figure(wholes[0], document_id, wholes[0].quantity, counted=True)
        figures = tuple(
            each
            for row in parts
            if (each := figure(row, document_id, row.quantity, row.label or "", counted=True))
        )
        if stated is None:
            continue
        checked = Sum(stated, figures)
        if checked.holds:
            yield AGREED
            continue
        unit = wholes[0].unit or "places"
        message = (
            f"Le quota annoncé est de {number(stated.value)} {unit} et les quotas par territoire "
            f"font {number(checked.computed)}, soit {number(abs(checked.gap))} "
            f"{'de plus' if checked.gap > 0 else 'de moins'} que leur somme."
        )
        yield failed(
            finding(
                "quota_total", document_id, "Quotas", message, checked.figures,
                stated=stated.value, computed=checked.computed, unit=unit,
            )
        )  # fmt: skip


def _name(agreement: Agreement) -> str:
    kind = "Avenant" if agreement.kind == "avenant" else "Convention"
    told = agreement.number or (f"à {agreement.amends}" if agreement.amends else "")
    who = f" ({agreement.beneficiary})" if agreement.beneficiary else ""
    return f"{kind} {told}".rstrip() + who


RULES = (
    Rule(
        "quota_total",
        "Les quotas par territoire font le quota annoncé",
        "Le quota fixe le paiement ; sa répartition doit être la sienne.",
        "230 places annoncées, 115 + 105 par territoire.",
        check_quotas,
    ),
    Rule(
        "agreement_total",
        "Les parts d'une convention font son coût, l'avance ne le dépasse pas",
        "La convention est la pièce du paiement.",
        "Coût 95 875,00 €, parts 89 000,00 € + 6 785,00 €.",
        check_total,
    ),
    Rule(
        "agreement_grant",
        "La convention porte le montant accordé par l'annexe",
        "Ce qui est signé doit être ce qui est voté.",
        "Avenant de 6 785,00 € ; l'annexe accorde 6 875,00 €.",
        check_grant,
    ),
)
