"""What the sections of a comparison's page are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from export import html
from export.compare.cells import STATES, Cell
from export.compare.charts import Bar, written
from export.compare.indicators import who
from export.compare.links import Links
from export.html import Html, tag


def named(code: str) -> str:
    """A département by code and name, a métropole (whose code is long) by name."""
    name = who(code)["departement"]
    return f"{code} {name}" if len(code) <= 3 else name


def bar(code: str, value: Decimal | None, mark: str = "") -> Bar:
    """A value of a département, for a picture."""
    return Bar(code, who(code)["departement"], value, mark)


def said(cell: Cell, links: Links) -> Html:
    """What a cell states, or how it does not, with its link."""
    text = written(cell.value, cell.key.unit) if cell.value is not None else STATES[cell.state]
    return links.to(cell.document_id, cell.source, cell.page, text)


def figure(
    title: str, picture: Html, heads: Sequence[str], rows: Iterable[Html], *, wide: bool = False
) -> Html:
    """A picture and beside it (below, where the table is wide) its table."""
    table = tag("div", html.table(heads, rows), class_="scroll", tabindex="0")
    seen = tag("div", picture, class_="picture", tabindex="0")
    return tag("figure", tag("figcaption", title), seen, table, class_="wide" if wide else None)
