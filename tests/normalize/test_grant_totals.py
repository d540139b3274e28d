"""Rows of a list of grants that are totals, whatever else they say."""

from __future__ import annotations

from decimal import Decimal

from tests.normalize.grant_tables import read

PLACES = """
Bénéficiaire | Nombre de places | Montant accordé
Lumen | 12 | 18 000 €
Appui | 10 | 15 000 €
Sous-total Roche-Basse | 22 | 33 000 €
Passage | 10 | 7 000 €
Total Roche-Haute | 10 | 7 000 €
Total Danse | 3 | 500 €
Total général | 35 | 40 500 €
"""


def test_totals_of_places_are_no_beneficiaries() -> None:
    rows = read(PLACES)
    assert [(row.kind, row.beneficiary or row.label, row.amount) for row in rows] == [
        ("line", "Lumen", Decimal(18000)),
        ("line", "Appui", Decimal(15000)),
        ("subtotal", "Sous-total Roche-Basse", Decimal(33000)),
        ("line", "Passage", Decimal(7000)),
        ("subtotal", "Total Roche-Haute", Decimal(7000)),
        ("line", "Total Danse", Decimal(500)),
        ("total", "Total général", Decimal(40500)),
    ]
    assert [row.state for row in rows].index("uncertain") == 5
