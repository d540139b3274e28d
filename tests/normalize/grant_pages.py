"""Lists of grants drawn at random and printed: what is read must be what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

HEADERS = {
    "operation": ["Opération", "OPERATION", "Intitulé de l'opération", "Dispositif"],
    "territory": ["Territoire", "TERRITOIRE(S)", "Secteur géographique", "Canton"],
    "beneficiary": ["Bénéficiaire", "STRUCTURE", "Nom de l'association", "Organisme", "Porteur"],
    "description": ["Objet", "Description de l'action", "Intitulé du projet"],
    "requested": ["Montant demandé", "Subvention sollicitée"],
    "amount": ["Montant retenu", "Montant accordé", "Subvention proposée", "MONTANT VOTE"],
    "agreement": ["N° de convention", "Avenant / convention"],
}
WORDS = ["Soleil", "Rivage", "Colline", "Écoute", "Passerelle", "Horizon", "Atelier", "Source"]
PLACES = ["Plaine", "Littoral", "Monts", "Vallée", "Bocage"]


@dataclass(frozen=True)
class Line:
    territory: str
    beneficiary: str
    description: str
    amount: Decimal | None
    agreement: str


@dataclass(frozen=True)
class Drawn:
    """Operations with their lines, and how they are printed."""

    operations: tuple[tuple[Line, ...], ...]
    columns: tuple[str, ...]
    headers: dict[str, str]
    theme: str
    grid: str  # full, horizontal
    currency: str
    wide: bool
    size: int

    def facts(self) -> list[tuple[Any, ...]]:
        """Kind, operation, territory, beneficiary, description, amount, agreement of each row."""
        found: list[tuple[Any, ...]] = []
        for number, lines in enumerate(self.operations, 1):
            for one in lines:
                said = (one.territory, one.beneficiary, one.description or None)
                found.append(("line", str(number), *said, one.amount, one.agreement or None))
            total = sum((one.amount or Decimal(0) for one in lines), Decimal(0))
            found.append(("total", str(number), None, None, None, total, None))
        grand = sum((row[5] for row in found if row[0] == "total"), Decimal(0))
        return [*found, ("total", None, None, None, None, grand, None)]


def names(words: list[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=most).map(" ".join)


def lines(*, filled: bool) -> st.SearchStrategy[Line]:
    number = st.integers(1, 999).map(lambda n: f"2024-{n:05d}")
    most = 1 if filled else 3
    sums = st.one_of(
        st.none(),
        st.decimals(0, 250000, places=2, allow_nan=False).map(abs),
    )
    return st.builds(
        Line,
        st.sampled_from(PLACES),
        names(WORDS, most),
        st.one_of(st.just(""), names(WORDS, most).map(lambda name: f"Soutien à {name}")),
        sums,
        number if filled else st.one_of(st.just(""), number),
    )


@st.composite
def drawn_lists(draw: st.DrawFn, grid: str) -> Drawn:
    """With horizontal rules alone the columns are told by what stands in them: none is empty."""
    bare = grid == "horizontal"
    operations = draw(
        st.lists(
            st.lists(lines(filled=bare), min_size=1, max_size=4).map(tuple), min_size=2, max_size=4
        )
    )
    others = ["territory", "beneficiary", "description", "amount", "agreement"]
    if draw(st.booleans()):
        others.append("requested")
    columns = ("operation", *draw(st.permutations(others)))
    return Drawn(
        operations=tuple(operations),
        columns=columns,
        headers={name: draw(st.sampled_from(HEADERS[name])) for name in columns},
        theme=draw(st.sampled_from(["", "Thème 3 : Mobilité", "2. Logement"])),
        grid=grid,
        currency=draw(st.sampled_from([" €", "", " euros"])),
        wide=bare or draw(st.booleans()),
        size=draw(st.integers(7, 9)),
    )


def money(amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return "-"
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",") + currency


def print_list(drawn: Drawn, path: Path) -> None:
    """One table with its operations merged over their rows, and a total under each."""
    style = ParagraphStyle(
        "cell", fontName="Helvetica", fontSize=drawn.size, leading=drawn.size + 2
    )
    rows: list[list[Any]] = []
    spans: list[tuple[Any, ...]] = []
    width = len(drawn.columns)
    label = next(c for c in range(1, width) if drawn.columns[c] not in ("amount", "requested"))
    if drawn.theme:
        rows.append([drawn.theme, *[""] * (width - 1)])
        spans.append(("SPAN", (0, 0), (-1, 0)))
    rows.append([drawn.headers[name] for name in drawn.columns])
    for number, (lines_of, total) in enumerate(_totals(drawn), 1):
        first = len(rows)
        for one in lines_of:
            values = {
                "operation": f"Opération {number} : Groupe",
                "territory": one.territory,
                "beneficiary": one.beneficiary,
                "description": one.description,
                "amount": money(one.amount, drawn.currency),
                "requested": money(Decimal("999999.99"), drawn.currency),
                "agreement": one.agreement,
            }
            rows.append([values[name] for name in drawn.columns])
        rows.append(_total(drawn, "TOTAL", total, label))
        spans.append(("SPAN", (0, first), (0, len(rows) - 1)))
    grand = sum((total for _, total in _totals(drawn)), Decimal(0))
    rows.append(_total(drawn, "TOTAL GENERAL" if not drawn.theme else "TOTAL", grand, 0))
    cells = [[Paragraph(value, style) if value else "" for value in row] for row in rows]
    page = landscape(A4) if drawn.wide else A4
    table = Table(cells, colWidths=[(page[0] - 60) / width] * width, repeatRows=0)
    rules = "GRID" if drawn.grid == "full" else "LINEBELOW"
    spans.append(("LINEABOVE", (0, 0), (-1, 0), 0.6, colors.black))
    table.setStyle(
        [(rules, (0, 0), (-1, -1), 0.6, colors.black), *spans, ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    SimpleDocTemplate(
        str(path), pagesize=page, leftMargin=30, rightMargin=30, topMargin=30, bottomMargin=30
    ).build([table])


def _totals(drawn: Drawn) -> list[tuple[tuple[Line, ...], Decimal]]:
    return [
        (lines_of, sum((one.amount or Decimal(0) for one in lines_of), Decimal(0)))
        for lines_of in drawn.operations
    ]


def _total(drawn: Drawn, label: str, amount: Decimal, at: int) -> list[str]:
    row = [""] * len(drawn.columns)
    row[at] = label
    row[drawn.columns.index("amount")] = money(amount, drawn.currency)
    return row
