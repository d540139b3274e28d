"""The pictures of a comparison, drawn by matplotlib as SVG: grey tones, figures written out.

Decimals become floats here for the length of a bar and nothing else; what is written is exact.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from export.data import load
from export.french import figure
from export.html import Html

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, DIM, SOFT, FAINT = "#1a1a1a", "#595959", "#8c8c8c", "#d9d9d9"
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "quitus",
    "font.family": "sans-serif",
    "font.size": 9,
}
_PER_ROW = 4  # small pictures side by side


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of a département; None where it states none, `mark` then says why."""

    code: str
    name: str
    value: Decimal | None
    mark: str = ""


def written(value: Decimal | None, unit: str = "") -> str:
    """A figure as labels have it."""
    return figure(value, unit or None).replace("\u202f", "\u00a0")


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Row and column of each département, from the top left."""
    rows = [line.split() for line in load("tiles")["rows"]]
    return {
        code: (row, column)
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code != ".."
    }


def tile_map(bars: Sequence[Bar], unit: str, title: str) -> Html:
    """The 101 départements; the darker the more, dotted where nothing is stated.

    Métropoles and other collectivités stand in rows of their own below.
    """
    values = [bar.value for bar in bars if bar.value is not None]
    known = {bar.code: bar for bar in bars}
    others = [bar for bar in bars if bar.code not in tiles()]
    rows = -(-len(others) // _WIDE_PER_ROW)
    drawn, axes = _whole(6.6, 6.2 + 0.5 * rows)
    for code, (row, column) in tiles().items():
        _tile(axes, _Tile(column, -row, 0.94, code), known.get(code), values)
    for place, bar in enumerate(others):
        row, column = divmod(place, _WIDE_PER_ROW)
        where = _Tile(column * _WIDE, -12.3 - row, _WIDE - 0.06, _short(bar.name, 20))
        _tile(axes, where, bar, values)
    axes.set_xlim(-0.1, 13.1)
    axes.set_ylim(-11.2 - (rows and rows + 0.3), 1.1)
    axes.set_aspect("equal")
    return _svg(drawn, title, "tiles")


_WIDE, _WIDE_PER_ROW = 3.25, 4  # columns that the tile of a métropole takes, tiles in a row


@dataclass(frozen=True, slots=True)
class _Tile:
    """The left lower corner and width of a tile, and what is written on it."""

    left: float
    bottom: float
    width: float
    name: str


def _tile(axes: Axes, tile: _Tile, bar: Bar | None, values: Sequence[Decimal]) -> None:
    from matplotlib.patches import Rectangle

    stated = bar is not None and bar.value is not None
    shade = _shade(bar.value if bar else None, values)
    axes.add_patch(
        Rectangle(
            (tile.left, tile.bottom),
            tile.width,
            0.94,
            facecolor=str(shade) if stated else "white",
            edgecolor=INK if bar else SOFT,
            linewidth=0.9 if bar else 0.4,
            hatch="..." if bar and not stated else None,
        )
    )
    ink = "white" if stated and shade < 0.55 else INK if bar else DIM
    behind = _BEHIND if bar and not stated else None
    middle = tile.left + tile.width / 2
    told: Any = {"ha": "center", "va": "center", "color": ink, "bbox": behind}
    axes.text(middle, tile.bottom + 0.66, tile.name, fontsize=8, weight="bold", **told)
    if bar:
        said = written(bar.value) if stated else bar.mark
        small = 7 if len(said) < 7 or tile.width > 1 else 5
        axes.text(middle, tile.bottom + 0.26, said, fontsize=small, **told)


_BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


def _shade(value: Decimal | None, values: Sequence[Decimal]) -> float:
    """A grey from 0.95 (least) to 0.25 (most), by rank: one large value does not whiten the rest."""
    if value is None:
        return 1.0
    below = sum(other < value for other in values)
    return round(0.95 - 0.7 * below / max(len(values) - 1, 1), 3)


def ranked_bars(bars: Sequence[Bar], middle: Decimal | None, unit: str, title: str) -> Html:
    """Bars from the largest to the smallest, the median as a dashed line."""
    known = sorted((bar for bar in bars if bar.value is not None), key=lambda bar: bar.value or 0)
    names = [_short(_called(bar), 26) for bar in known]
    drawn, axes = _labelled(6.6, 0.26 * max(len(known), 2), names)
    lengths = [float(bar.value or 0) for bar in known]
    axes.barh(range(len(known)), lengths, color=SOFT, edgecolor=INK, linewidth=0.5, height=0.7)
    axes.set_yticks(range(len(known)), names)
    if middle is not None:
        axes.axvline(float(middle), color=INK, linestyle="--", linewidth=1)
        axes.set_xlabel(f"- - médiane : {written(middle, unit)}")
    for place, bar in enumerate(known):
        _beside(axes, lengths[place], place, written(bar.value, unit), 8)
    axes.margins(x=0.16, y=0.5 / max(len(known), 2))
    _bare(axes)
    return _svg(drawn, title)


def _beside(axes: Axes, length: float, place: float, said: str, size: float) -> None:
    """What a bar stands for, at its end; the page's style sets it off from the line behind."""
    axes.annotate(
        said,
        (length, place),
        (4, 0),
        textcoords="offset points",
        va="center",
        fontsize=size,
    )


def _called(bar: Bar) -> str:
    """By code and name; a métropole, whose code is long, by name."""
    return f"{bar.code} {bar.name}" if len(bar.code) <= 3 else bar.name


Series = Mapping[int, Decimal]


def small_multiples(
    achieved: Mapping[str, Series],
    targets: Mapping[str, Series],
    names: Mapping[str, str],
    title: str,
) -> Html:
    """One small picture per département, each to its own scale from zero: achieved, and targets.

    A year without a value breaks the line.  All stand in one frame: a frame each is slow to draw.
    """
    codes = sorted(achieved)
    years = sorted(
        {year for known in (achieved, targets) for one in known.values() for year in one}
    )
    rows = -(-len(codes) // _PER_ROW)
    drawn, axes = _whole(7.4, 0.2 + 1.25 * rows)
    for place, code in enumerate(codes):
        row, column = divmod(place, _PER_ROW)
        done, due = achieved[code], targets.get(code, {})
        most = max(map(abs, (*done.values(), *due.values()))) or Decimal(1)
        for told, style in ((due, "s:"), (done, "o-")):
            across, up = _line(told, years, most)
            axes.plot(
                [column + step for step in across],
                [step - row for step in up],
                style,
                color=INK if told is done else SOFT,
                markersize=3,
                markerfacecolor=INK if told is done else "white",
            )
        axes.plot([column, column + 0.8], [-row, -row], color=FAINT, linewidth=0.8)
        axes.text(column, 0.66 - row, _short(_called(Bar(code, names[code], None)), 22), fontsize=8)
        axes.text(column, -0.16 - row, _ends(done), fontsize=7)
    axes.set_xlim(-0.1, _PER_ROW)
    axes.set_ylim(0.68 - rows, 0.85)
    return _svg(drawn, title)


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _line(told: Series, years: Sequence[int], most: Decimal) -> tuple[list[float], list[float]]:
    """Where each year stands in a small picture; a year without value is no point."""
    across = [0.8 * rank / max(len(years) - 1, 1) for rank in range(len(years))]
    up = [0.55 * float(told[year] / most) if year in told else float("nan") for year in years]
    return across, up


def _ends(told: Series) -> str:
    """The first and the last value, with their years."""
    shown = dict.fromkeys((min(told), max(told)))
    return " ; ".join(f"{year} : {written(told[year])}" for year in shown)


def planned_executed(rows: Sequence[Mapping[str, Any]], title: str) -> Html:
    """Planned (hatched) against executed (grey), in euros, per département."""
    names = [
        _short(_called(Bar(row["departement_code"], row["departement"], None)), 26)
        for row in reversed(rows)
    ]
    drawn, axes = _labelled(7.4, 0.42 * max(len(rows), 2), names)
    for place, row in enumerate(reversed(rows)):
        for name, shift, (tone, hatch) in (
            ("planned", 0.2, ("white", "////")),
            ("executed", -0.2, (SOFT, "")),
        ):
            value = row.get(name)
            axes.barh(
                place + shift,
                float(value or 0),
                height=0.36,
                edgecolor=INK,
                linewidth=0.5,
                facecolor=tone,
                hatch=hatch or None,
            )
            said = written(value, "EUR") if value is not None else "non énoncé en entier"
            _beside(axes, float(value or 0), place + shift, said, 7.5)
    axes.set_yticks(range(len(rows)), names)
    axes.set_xlabel("hachuré : prévu ; gris : exécuté")
    axes.margins(x=0.18, y=0.5 / max(len(rows), 2))
    _bare(axes)
    return _svg(drawn, title)


def _bare(axes: Axes) -> None:
    axes.set_xticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _whole(width: float, height: float) -> tuple[Figure, Axes]:
    """A frame, in inches, that its picture fills, without axes."""
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(width, height))
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.axis("off")
    return drawn, axes


def _labelled(width: float, height: float, names: Sequence[str]) -> tuple[Figure, Axes]:
    """A frame for bars of that height in all, room for their names on the left, a line below.

    The room is reckoned: to have it measured costs as much as to draw the picture.
    """
    from matplotlib.figure import Figure

    left = 0.25 + _LETTER * max(map(len, names), default=0)
    drawn = Figure(figsize=(width, height + _BELOW + _ABOVE))
    whole = height + _BELOW + _ABOVE
    axes = drawn.add_axes((left / width, _BELOW / whole, 1 - left / width, height / whole))
    return drawn, axes


_LETTER, _BELOW, _ABOVE = 0.082, 0.45, 0.05  # inches: of a letter, of the line below, above


def _svg(drawn: Figure, title: str, kind: str = "lines") -> Html:
    """The picture as an element of the page, told to those who do not see it by its title."""
    import matplotlib

    out = StringIO()
    with matplotlib.rc_context(_STYLE):
        drawn.savefig(
            out,
            format="svg",
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r' (?:width|height)="[\d.]+pt"', "", text, count=2)
    text = re.sub(r' xmlns:\w+="[^"]*"', "", text)
    text = re.sub(r"font-family: [^;]*; ?", "", text)
    text = re.sub(r' transform="rotate\(-0 [^)]*\)"', "", text)
    text = re.sub(r">\s+<", "><", text)
    text = text.replace("xlink:href", "href").replace(' xmlns="http://www.w3.org/2000/svg"', "")
    label = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    ids = _own_ids(text, f"s{zlib.crc32(title.encode()):08x}")
    return Html(ids.replace("<svg", f'<svg class="{kind}" role="img" aria-label="{label}"', 1))


def _own_ids(text: str, prefix: str) -> str:
    """Its ids made its own: several pictures share a page."""
    text = re.sub(r'\bid="', f'id="{prefix}-', text)
    text = re.sub(r'href="#', f'href="#{prefix}-', text)
    return re.sub(r"url\(#", f"url(#{prefix}-", text)
