"""Words printed on each other: a second print adds nothing, two that differ are doubtful."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from quitus.pipeline import stages
from schemas.dataset import DocumentFacts

ROWS = [(f"Tranche {each}", f"{3 * each + 410} 000") for each in range(1, 9)]


def drawn(path: Path, draw: Callable[[Canvas], None]) -> DocumentFacts:
    canvas = Canvas(str(path), pagesize=(480, 640))
    canvas.setFont("Courier", 9)
    draw(canvas)
    canvas.save()
    return stages().interpret(read_document(path), "0" * 16)


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.35, 0.0), (1.2, 0.0), (0.3, 0.5)])
def test_a_second_print_later_in_the_stream_is_dropped(
    tmp_path: Path, shift: tuple[float, float]
) -> None:
    def draw(canvas: Canvas) -> None:
        for dx, dy in ((0.0, 0.0), shift):
            for row, (name, figure) in enumerate(ROWS):
                canvas.drawString(50 + dx, 590 - 26 * row + dy, f"{name} du programme : aide de")
                canvas.drawString(232 + dx, 590 - 26 * row + dy, f"{figure} EUR par an")

    facts = drawn(tmp_path / "x.pdf", draw)
    assert [(each.amount, each.state) for each in facts.amounts] == [
        (Decimal(figure.replace(" ", "")), "stated") for _, figure in ROWS
    ]
    assert not facts.warnings


def test_another_figure_on_a_figure_makes_both_uncertain(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 500, "Participation de la commune : 731 EUR par an")
        canvas.drawString(50, 460, "Participation de la région : 964 EUR par an")
        canvas.drawString(
            50 + canvas.stringWidth("Participation de la commune : ", "Courier", 9), 500.4, "528"
        )

    facts = drawn(tmp_path / "x.pdf", draw)
    states = {each.amount: each.state for each in facts.amounts}
    assert states.pop(Decimal(964)) == "stated"
    assert set(states.values()) == {"uncertain"}
    assert any("imprimés sur d'autres mots" in warning for warning in facts.warnings)


def test_a_figure_on_dots_to_write_on_is_sure(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 500, "Montant demandé : ................ euros")
        canvas.drawString(162, 500.8, "2 450")

    facts = drawn(tmp_path / "x.pdf", draw)
    assert not facts.warnings
