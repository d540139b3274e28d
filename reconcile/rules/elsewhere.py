"""An agreement in one file, and the annex that funds it in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reconcile import linking
from reconcile.evidence import Figure, figure
from reconcile.findings import finding
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.wording import money
from schemas.acts import Agreement, Grant
from schemas.dataset import DocumentFile


@dataclass(frozen=True, slots=True)
class _Signed:
    """An agreement with the sums that it sets."""

    document_id: str
    source: str
    departement: str
    agreement: Agreement
    sums: tuple[Figure, ...]


@dataclass(slots=True)
class Elsewhere:
    """Collects, file by file, agreements that stand without an annex, and annexes."""

    signed: list[_Signed] = field(default_factory=list)
    granted: dict[tuple[str, str], list[tuple[str, Grant]]] = field(default_factory=dict)

    def add(self, file: DocumentFile) -> None:
        """Takes the agreements or the grants of a file of which the département is known."""
        if file.departement_code is None:
            return
        for row in file.grants:
            if row.kind == "line" and row.beneficiary and row.amount:
                place = (file.departement_code, linking.key(row.beneficiary))
                self.granted.setdefault(place, []).append((file.source, row))
        for agreement in () if file.grants else file.agreements:
            sums = [
                each
                for row in file.agreement_terms
                if row.part_id == agreement.part_id and row.role in ("total", "share")
                and (each := figure(row, file.document_id, row.amount))
            ]  # fmt: skip
            if sums and agreement.beneficiary:
                self.signed.append(
                    _Signed(
                        file.document_id, file.source, file.departement_code, agreement, tuple(sums)
                    )
                )

    def verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """Agreed where one of its sums is granted; a beneficiary of several grants is left alone."""
        for signed in self.signed:
            rows = self.granted.get(
                (signed.departement, linking.key(signed.agreement.beneficiary or "")), []
            )
            if rows:
                yield signed.document_id, _judged(signed, rows)


def _judged(signed: _Signed, rows: Sequence[tuple[str, Grant]]) -> Verdict:
    granted = [
        (source, each)
        for source, row in rows
        if (each := figure(row, row.document_id, row.amount)) is not None
    ]
    if any(one.span.meets(each.span) for one in signed.sums for _, each in granted):
        return AGREED
    if len(granted) != 1 or len({each.value for each in signed.sums}) != 1:
        return SKIPPED
    source, other = granted[0]
    stated = signed.sums[0]
    message = (
        f"{signed.source} porte {money(stated.value)} pour {signed.agreement.beneficiary}, à qui "
        f"{source} accorde {money(other.value)}."
    )
    return failed(
        finding(
            "agreement_elsewhere", signed.document_id, signed.agreement.beneficiary or "", message,
            (stated, other), severity="warning",
            stated=stated.value, computed=other.value, unit="EUR",
        )
    )  # fmt: skip


RULES = (
    Rule(
        "agreement_elsewhere",
        "La convention porte le montant accordé par l'annexe d'un autre document",
        "La convention est souvent signée dans un autre fichier que la délibération qui la finance.",
        "La convention porte 6 785,00 € ; l'annexe de la délibération accorde 6 875,00 €.",
    ),
)
