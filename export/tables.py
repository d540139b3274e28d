"""Writes the tables as CSV: UTF-8, comma, LF, one header line, empty where nothing is known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from operator import attrgetter
from pathlib import Path

from export.files import replacing
from export.formulas import SUSPECT, defused
from schemas.dataset import TABLES, DocumentFile, columns
from schemas.facts import Row

NEEDS_QUOTES = re.compile(r'[",\r\n]')
_LIKE_A_NUMBER = re.compile(r"[+\-]?[\d.,/:%eE\s\-]+")
_MAY_BEGIN_ONE = frozenset("0123456789+-.")
_MAY_BE_MORE = _MAY_BEGIN_ONE | SUSPECT


class Text(str):
    """Text that looks like a number or a date: a SIRET, the département 03, a matter 7.10.

    It is written between quotes, by which a spreadsheet can be told to leave it as it is
    (LibreOffice: « Formater les champs entre guillemets comme texte »).
    """

    __slots__ = ()


def write_tables(folder: Path, documents: Iterable[DocumentFile]) -> None:
    """One CSV per table of the dataset; documents are taken one at a time and let go.

    Text is written as printed, but for what a spreadsheet would run (`export/formulas.py`).
    Raises OSError.
    """
    with writing(folder) as write:
        for document in documents:
            for table in TABLES:
                write(table, document.rows(table))


@contextmanager
def writing(folder: Path) -> Iterator[Callable[[str, Iterable[Row]], int]]:
    """Adds rows to a table and says how many; each CSV takes its place once all are complete.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        tables = {name: files.enter_context(replacing(folder / f"{name}.csv")) for name in TABLES}
        cells = {table: attrgetter(*columns(row)) for table, row in TABLES.items()}
        for table, file in tables.items():
            file.write(line(columns(TABLES[table])))

        def write(table: str, rows: Iterable[Row]) -> int:
            count = 0
            for row in rows:
                tables[table].write(record(row, cells[table]))
                count += 1
            return count

        yield write


def record(row: Row, cells: Callable[[Row], tuple[object, ...]]) -> str:
    """The line of a row, whose values `cells` gives in the order of the columns.

    A dataset has millions of cells: those that are plainly themselves are written at once.
    """
    return ",".join([_plain(value) for value in cells(row)]) + "\n"


def _plain(value: object) -> str:
    """What `line` writes of a cell."""
    if value is None:
        return ""
    if type(value) is str and value and value[0] not in _MAY_BE_MORE:
        return value if NEEDS_QUOTES.search(value) is None else _quoted(value)
    if type(value) is int:
        return str(value)
    if (type(value) is float and value > 0) or (type(value) is Decimal and not value.is_signed()):
        return cell(value)
    return line((cell(value),))[:-1]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def line(cells: Iterable[str]) -> str:
    """One record (RFC 4180, ended by LF); the csv module leaves a lone CR unquoted, which loses it."""
    return (
        ",".join(
            _quoted(text) if NEEDS_QUOTES.search(text) or type(text) is Text else text
            for text in map(defused, cells)
        )
        + "\n"
    )


def cell(value: object) -> str:
    """A value as the tables write it: decimal point, ISO 8601, true/false, empty for missing."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case Decimal():
            return format(value, "f")
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def _text(value: str) -> str:
    return Text(value) if value[:1] in _MAY_BEGIN_ONE and _LIKE_A_NUMBER.fullmatch(value) else value
