"""Budgets of an action in forms of their own: units said above, phases with a subtotal each."""

from __future__ import annotations

from decimal import Decimal

from normalize.act import whole
from normalize.rapport_execution.family import read
from schemas.printed import Block, PageFacts, PrintedDocument
from tests.normalize.printed import blocks, section, table
from tests.normalize.test_rapport_budget import facts_of


def test_what_sums_count_in_may_be_said_above_the_heading_of_the_budget() -> None:
    rows = (["", "État", "Département", "Total"], ["Prévisionnel 2021", "45,0", "45,5", "90,5"])
    page = PageFacts(1, 595, 842, "native")

    def amounts_of(preamble: tuple[Block, ...], under: tuple[Block, ...]) -> list[str]:
        sections = (
            section(0, None, 1, "1", "Mesures socle"),
            section(1, 0, 2, "1.1", "Accompagner les jeunes majeurs"),
            section(2, 1, 3, "1.1.1", "Description de l'action", *under),
            section(3, 1, 3, "1.1.2", "Budget prévisionnel", table(rows)),
        )
        printed = PrintedDocument((page,), preamble, sections, ())
        read_ = read(whole(printed, "0" * 16, "rapport_execution"))
        return [str(line.amount) for line in read_.budget_lines]

    said = blocks("Montants en K€")
    assert amounts_of((), said) == ["45000", "45500", "90500"]
    assert amounts_of(said, blocks("Trois postes.")) == ["45000", "45500", "90500"]
    assert amounts_of((), (*said, table([["Poste", "2020"], ["Loyer", "3"]]))) == [
        "45",
        "45.5",
        "90.5",
    ]


def test_the_subtotal_of_a_phase_without_another_total_is_its_total() -> None:
    head = ["Phase", "Financeur", "Montant"]
    body = [
        ["Budget prévisionnel", "État", "75 000 €"],
        ["Budget prévisionnel", "Département", "70 000 €"],
        ["Budget prévisionnel", "Sous-total", "145 000 €"],
        ["Budget exécuté", "État", "75 000 €"],
        ["Budget exécuté", "Département", "61 230 €"],
    ]
    whole_ = [*body, ["Budget exécuté", "Sous-total", "136 230 €"]]
    found = facts_of((table([head, *whole_]),)).budget_lines
    totals = [(line.phase, line.amount) for line in found if line.role == "total"]
    assert totals == [("planned", Decimal(145000)), ("executed", Decimal(136230))]
    partial = [*body, ["Budget exécuté", "Sous-total", "75 000 €"]]
    found = facts_of((table([head, *partial]),)).budget_lines
    assert [line.phase for line in found if line.role == "total"] == ["planned"]
