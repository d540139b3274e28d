"""What is drawn: a table with its spans, header, ruling and pages, and a strategy that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

Ruling = Literal["full", "horizontal", "fills", "none"]

WORDS = (
    "Accompagnement", "insertion", "Département", "social", "Mission", "locale", "action",
    "référent", "parcours", "emploi", "Association", "famille", "logement", "enfance", "jeunes",
    "mobilité", "santé", "formation", "territoire", "Nord", "Sud", "ville", "Centre", "solidaire",
)  # fmt: skip
HEADS = (
    "Opération", "Territoire", "Structure", "Description", "Montant", "Prévu", "Réalisé",
    "Reste", "Observations", "Nature",
)  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """A cell as drawn: where it begins, how far it reaches, what it says."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class Drawn:
    """A table to print; widths in points, `figures` tells the columns of amounts."""

    rows: int
    columns: int
    header_rows: int
    slots: tuple[Slot, ...]
    widths: tuple[float, ...]
    figures: tuple[bool, ...]
    ruling: Ruling
    size: float
    font: str
    bold_header: bool
    repeat: bool  # whether the header is printed again on each page
    page_height: float
    cut: bool  # whether a page break may cut a row
    rule_style: Literal["long", "pieces", "thin boxes", "dashed", "double"]
    merged_at: Literal["top", "middle"]
    turned: bool  # whether the merged cells of the first column are printed upwards
    landscape: int  # /Rotate of the page

    def at(self, row: int, column: int) -> Slot:
        """The cell that covers a slot."""
        return next(
            slot
            for slot in self.slots
            if slot.row <= row < slot.row + slot.row_span
            and slot.column <= column < slot.column + slot.column_span
        )


def amounts() -> st.SearchStrategy[str]:
    """Amounts as French documents print them."""
    return st.lists(st.sampled_from(range(10)), min_size=1, max_size=7).map(_amount)


def _amount(digits: list[int]) -> str:
    cents = int("".join(map(str, digits)))
    return f"{cents // 100:,}".replace(",", " ") + f",{cents % 100:02d} €"


def _number(low: int, high: int) -> st.SearchStrategy[int]:
    """A whole number; unlike st.integers, drawn alike whatever modules are loaded."""
    return st.sampled_from(range(low, high + 1))


def phrases(most: int) -> st.SearchStrategy[str]:
    """A few words, the first with a capital."""
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=most).map(
        lambda words: " ".join([words[0].capitalize(), *(word.lower() for word in words[1:])])
    )


@st.composite
def drawn_tables(draw: st.DrawFn) -> Drawn:
    """Tables of two to six columns over one to four pages."""
    ruling: Ruling = draw(
        st.sampled_from(("full", "full", "horizontal", "horizontal", "fills", "none"))
    )
    columns = draw(_number(2, 6))
    texts = draw(_number(1, columns - 1))
    figures = tuple(column >= texts for column in range(columns))
    body = draw(_number(3, 14))
    slots, header = _header(draw, columns, ruling)
    merging = ruling in ("full", "horizontal") and texts > 1 and draw(st.booleans())
    slots += _body(draw, header, body, figures, ruling, merging)
    size = draw(st.sampled_from((7.0, 8.0, 9.5, 11.0)))
    widths = tuple(
        draw(st.sampled_from((62.0, 75.0))) * size / 8
        if figure
        else draw(st.sampled_from((70.0, 100.0))) * size / 8
        for figure in figures
    )
    simple = ruling in ("fills", "none")
    styles = ("long", "pieces", "thin boxes", "dashed", "double")
    return Drawn(
        rows=header + body,
        columns=columns,
        header_rows=header,
        slots=tuple(slots),
        widths=widths,
        figures=figures,
        ruling=ruling,
        size=size,
        font=draw(st.sampled_from(("Helvetica", "Times-Roman"))),
        bold_header=draw(st.booleans()) or header == 2,
        repeat=draw(st.booleans()),
        page_height=draw(st.sampled_from((420.0, 2000.0) if simple else (260.0, 420.0, 2000.0))),
        cut=draw(st.booleans()) and ruling == "full",
        rule_style=draw(st.sampled_from(styles if ruling == "full" else styles[:1])),
        merged_at=draw(st.sampled_from(("top", "middle"))),
        turned=merging and draw(st.booleans()),
        landscape=draw(st.sampled_from((0, 0, 0, 90, 270))),
    )


def _header(draw: st.DrawFn, columns: int, ruling: Ruling) -> tuple[list[Slot], int]:
    names = draw(st.lists(st.sampled_from(HEADS), min_size=columns, max_size=columns, unique=True))
    grouped = ruling in ("full", "horizontal") and columns > 3 and draw(st.booleans())
    if not grouped:
        return [Slot(0, column, 1, 1, name) for column, name in enumerate(names)], 1
    group = Slot(0, columns - 2, 1, 2, draw(st.sampled_from(("Budget", "Bilan", "Dépenses"))))
    tall = [Slot(0, column, 2, 1, names[column]) for column in range(columns - 2)]
    low = [Slot(1, column, 1, 1, names[column]) for column in (columns - 2, columns - 1)]
    return [*tall, group, *low], 2


def _body(
    draw: st.DrawFn,
    header: int,
    body: int,
    figures: tuple[bool, ...],
    ruling: Ruling,
    merging: bool,
) -> list[Slot]:
    slots: list[Slot] = []
    most = 1 if ruling in ("fills", "none") else 4
    row = header
    while row < header + body:
        span = draw(_number(1, min(4, header + body - row))) if merging else 1
        if merging:
            slots.append(Slot(row, 0, span, 1, draw(phrases(2))))
        for inner in range(row, row + span):
            total = ruling == "full" and inner == row + span - 1 and draw(_number(0, 5)) == 0
            slots += _row(draw, inner, figures, 1 if merging else 0, most, total)
        row += span
    return slots


def _row(
    draw: st.DrawFn, row: int, figures: tuple[bool, ...], first: int, most: int, total: bool
) -> list[Slot]:
    texts = figures.index(True)
    slots = []
    if total and texts > first:
        slots.append(Slot(row, first, 1, texts - first, "Total"))
    else:
        slots += [Slot(row, column, 1, 1, draw(phrases(most))) for column in range(first, texts)]
    slots += [Slot(row, column, 1, 1, draw(amounts())) for column in range(texts, len(figures))]
    return slots
