"""Markup in which every text is escaped unless it was made here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_VOID = {"img", "br", "meta", "hr"}


class Html(str):
    """Markup: safe to write as it is."""

    __slots__ = ()


def text(value: object) -> Html:
    """A value as text of a page; markup stays as it is.

    >>> text("1 < 2 & « 3 »")
    '1 &lt; 2 &amp; « 3 »'
    """
    if isinstance(value, Html):
        return value
    return Html(escape(_CONTROL.sub("\ufffd", str(value)), quote=False))


def join(parts: Iterable[object | None], separator: str = "") -> Html:
    """Texts and markup one after the other; None is left out."""
    return Html(str(text(separator)).join(text(part) for part in parts if part is not None))


def tag(element: str, *children: object | None, **attributes: str | int | bool | None) -> Html:
    """An element; `class_` stands for class, an attribute that is None or False is left out.

    >>> tag("a", "A & B", href='x"y')
    '<a href="x&quot;y">A &amp; B</a>'
    """
    told = "".join(_attribute(key.rstrip("_"), value) for key, value in attributes.items())
    if element in _VOID:
        return Html(f"<{element}{told}>")
    return Html(f"<{element}{told}>{join(children)}</{element}>")


def table(heads: Iterable[object], rows: Iterable[Html], **attributes: str) -> Html:
    """A table with its heads and its rows (`row`)."""
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    body = join(rows, "\n")
    return tag("table", tag("thead", head), "\n", tag("tbody", body), **attributes)


def row(*cells: object, kind: str | None = None) -> Html:
    """A row of a table; `kind` is its class."""
    return tag("tr", *(_cell(cell) for cell in cells), class_=kind)


def _cell(content: object) -> Html:
    made = content if isinstance(content, Html) and content.startswith("<td") else None
    return made if made is not None else tag("td", content)


def figure_of(content: object) -> Html:
    """A cell of a table that holds a figure, or what stands for one."""
    return tag("td", content, class_="n")


def page(title: str, style: str, *body: object | None) -> Html:
    """A whole page in French that loads nothing from anywhere."""
    head = join(
        (
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", title),
            Html(f"<style>\n{style}</style>"),
        ),
        "\n",
    )
    main = join((part for part in body if part), "\n")
    return Html(
        f'<!doctype html>\n<html lang="fr">\n<head>\n{head}\n</head>\n<body>\n{main}\n</body>\n</html>\n'
    )


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.replace("_", "-")
    quoted = str(text(value)).replace('"', "&quot;")
    return f" {name}" if value is True else f' {name}="{quoted}"'
