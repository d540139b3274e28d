"""How a contradiction becomes a row: a stable id, a severity, a sentence, its evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

from reconcile.evidence import Figure, Place, dumps
from reconcile.wording import number
from schemas.findings import Finding, Severity


def finding(
    rule: str,
    document_id: str,
    subject: str,
    message: str,
    figures: Sequence[Figure] = (),
    *,
    severity: Severity = "error",
    stated: Decimal | None = None,
    computed: Decimal | None = None,
    places: Iterable[Place] = (),
    tolerance: Decimal | None = None,
    unit: str | None = None,
) -> Finding:
    """A finding on figures, the one in doubt first, then further places.

    An error that rests on a figure whose reading is in doubt is a warning.  The difference is
    stated less computed; the tolerance, where none is given, is what the digits of the figures
    leave open together.
    """
    if severity == "error" and not all(each.sure for each in figures):
        severity = "warning"
        message += " L'un de ces chiffres est de lecture incertaine."
    if tolerance is None and figures:
        tolerance = sum((each.span.width for each in figures), Decimal(0)) / 2
    shown = [*(each.place for each in figures), *places]
    difference = stated - computed if stated is not None and computed is not None else None
    return Finding(
        finding_id=identity(rule, document_id, subject, figures, shown),
        rule=rule,
        severity=severity,
        document_id=document_id,
        subject=subject,
        message=message,
        stated=stated,
        computed=computed,
        difference=difference,
        evidence=dumps(shown),
        tolerance=tolerance,
        tolerance_reason=_reason(figures) if tolerance is not None else None,
        unit=unit,
    )


def _reason(figures: Sequence[Figure]) -> str:
    """Why the tolerance is what it is."""
    widths = {each.span.width for each in figures}
    if widths <= {Decimal(0)}:
        return "chiffres comptés, sans arrondi"
    steps = " ; ".join(number(width) for width in sorted(widths) if width)
    return f"arrondi des {len(figures)} chiffres imprimés, au plus près de {steps}"


def identity(
    rule: str,
    document_id: str,
    subject: str,
    figures: Sequence[Figure],
    places: Sequence[Place],
) -> str:
    """16 hex digits, the same on every run for the same figures at the same places."""
    values = sorted(format(each.value.normalize(), "f") for each in figures)
    spots = sorted({(place.document_id, place.page, *map(round, place.box)) for place in places})
    told = json.dumps([rule, document_id, subject, values, spots], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
