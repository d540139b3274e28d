"""Reading order of text in columns, on lines put by hand."""

from __future__ import annotations

from extract.columns import in_reading_order
from extract.lines import Line, group_lines
from tests.extract.lines import line

LEFT = "le premier texte de la colonne"  # 150 points wide
RIGHT = "un second texte dans la colonne"


def page(*rows: tuple[str, float, float]) -> list[Line]:
    """The lines of a page: what stands at one height is one line, whatever the gap."""
    return group_lines([word for text, x, y in rows for word in line(text, x, y).words])


def order(lines: list[Line]) -> list[str]:
    return [each.text for region in in_reading_order(lines) for each in region]


def test_one_column_stays() -> None:
    rows = [(f"{LEFT} {LEFT} {LEFT}", 60.0, 100.0 + 12 * rank) for rank in range(6)]
    assert order(page(*rows)) == [text for text, _, _ in rows]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(f"{rank} {LEFT}", 60.0, 100.0 + 12 * rank) for rank in range(6)]
    right = [(f"{rank} {RIGHT}", 300.0, 100.0 + 12 * rank) for rank in range(6)]
    assert order(page(*left, *right)) == [text for text, _, _ in left + right]


def test_a_title_over_both_columns_comes_first() -> None:
    title = [(f"{LEFT} {LEFT} {LEFT}", 60.0, 80.0)]
    left = [(f"{rank} {LEFT}", 60.0, 100.0 + 12 * rank) for rank in range(6)]
    right = [(f"{rank} {RIGHT}", 300.0, 100.0 + 12 * rank) for rank in range(6)]
    tail = [(f"{RIGHT} {RIGHT} {RIGHT}", 60.0, 190.0)]
    assert order(page(*title, *left, *right, *tail)) == [
        text for text, _, _ in title + left + right + tail
    ]


def test_labels_and_figures_side_by_side_are_no_columns() -> None:
    labels = [(f"Poste {rank}", 60.0, 100.0 + 12 * rank) for rank in range(6)]
    figures = [(f"{rank} 200", 300.0, 100.0 + 12 * rank) for rank in range(6)]
    assert order(page(*labels, *figures)) == [f"Poste {r} {r} 200" for r in range(6)]
