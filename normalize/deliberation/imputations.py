"""Sums charged to the budget: in a table, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from normalize.act import Act
from normalize.amounts import find_amounts
from normalize.captions import Measure, without_measure
from normalize.deliberation.words import declaration
from normalize.generic import of_text, place, tables
from normalize.measures import column_measure, read_measured
from normalize.remembered import remembered
from normalize.text import Folded, clean, fold, fold_with_offsets
from schemas.acts import Imputation
from schemas.printed import PrintedCell, PrintedTable, Text

LEVELS = ("imputation", "nature", "fonction", "chapitre")
MONEY = ("authorisation", "available", "amount", "balance")
CODED = re.compile(
    r"(?<![\w/.-])(?P<nature>\d{2,6}) ?[/-] ?(?P<fonction>9?\d{2,6}(?:-\d+)?)(?![\w/-])"
)
FONCTION = re.compile(r"9\d\d(?!\d)|9\d{4}")  # a chapter or an article by function
YEARS = re.compile(r"(?:19|20)\d\d ?[/-] ?(?:19|20)\d\d")
OPERATION = re.compile(
    r"(?<![\w-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9]{2,5}-[A-Z0-9]{3,8}(?![\w-])"
)
SENTENCE = re.compile(r"(?<=[^\d\s][.;])\s+(?=[A-ZÉÈÀ])")


def read_imputations(act: Act) -> Iterator[Imputation]:
    """Every line of the budget that the act charges, tables first."""
    for _, _, table in tables(act):
        yield from _in_table(act, table)
    for block in act.printed.blocks():
        if block.table is None and block.kind in ("paragraph", "bullet") and block.text:
            yield from _in_text(act, block.text)


def _in_table(act: Act, table: PrintedTable) -> Iterator[Imputation]:
    """One row per line of a table that names a line of the budget and a sum."""
    header, roles = _header(table)
    measures = {
        role: column_measure(table, _over(table, column, header))
        for column, role in roles.items()
        if role in MONEY
    }
    if "amount" not in roles.values() or not set(LEVELS) & set(roles.values()):
        return
    for row in range(header + 1, table.rows):
        cells = {roles[cell.column]: cell for cell in _row(table, row) if cell.column in roles}
        if _is_total(cells) or not _is_coded(cells):
            continue
        yield _line(act, table, row, cells, measures)


def _over(table: PrintedTable, column: int, header: int) -> str:
    """The titles over a column, from the top."""
    over = [cell for cell in table.cells if cell.row <= header]
    return " ".join(
        clean(cell.text.value)
        for cell in over
        if cell.text and cell.column <= column < cell.column + cell.column_span
    )


def _is_coded(cells: dict[str, PrintedCell]) -> bool:
    """Whether a row names a line of the budget by its figures."""
    levels = [cells[role].text.value for role in LEVELS if role in cells]
    return any(sum(char.isdigit() for char in level) > 1 for level in levels)


def _header(table: PrintedTable) -> tuple[int, dict[int, str]]:
    """The last row of titles, and what each column holds."""
    for row in range(min(max(table.header_rows, 1), 3) - 1, -1, -1):
        roles: dict[int, str] = {}
        for cell in _row(table, row):
            role = _role(cell.text.value)
            if role == "available" and {"available", "amount"} <= set(roles.values()):
                role = "balance"  # what is available once the sum is charged
            if role and role not in roles.values():
                roles[cell.column] = role
        if len(roles) > 1:
            return max(row, table.header_rows - 1), roles
    return 0, {}


@remembered
def _role(title: str) -> str | None:
    folded = re.sub(r"[():*]", " ", fold(without_measure(title))).strip()
    for role, pattern in _roles():
        if pattern.fullmatch(re.sub(r"\s+", " ", folded)):
            return role
    return None


@cache
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (role, re.compile("|".join(words)))
        for role, words in declaration()["imputations"].items()
        if role not in ("charged", "levels", "available_sums")
    ]


def _row(table: PrintedTable, row: int) -> Iterator[PrintedCell]:
    """The cells that cover a row."""
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span:
            yield cell


def _is_total(cells: dict[str, PrintedCell]) -> bool:
    """Whether a row adds up others, or prints nothing."""
    said = [fold(cell.text.value) for cell in cells.values() if cell.text]
    named = [
        cells[role]
        for role in ("imputation", "nature", "operation_code", "fonction", "chapitre")
        if role in cells
    ]
    return (
        not said
        or any(each.startswith(("total", "sous-total", "sous total")) for each in said)
        or not any(cell.text for cell in named)
    )


def _line(
    act: Act,
    table: PrintedTable,
    row: int,
    cells: dict[str, PrintedCell],
    measures: dict[str, Measure],
) -> Imputation:
    said = {role: clean(cell.text.value) or None for role, cell in cells.items()}
    nature, fonction = _levels(said.get("imputation") or "")
    own = _by_function({role: said[role] or "" for role in ("nature", "chapitre") if role in said})
    read = {
        role: read_measured(cell.text.value, measures[role])
        for role, cell in cells.items()
        if role in MONEY and cell.text
    }
    money: dict[str, Any] = {role: reading.amount for role, reading in read.items()}
    doubt = not table.sure or any(reading.state == "uncertain" for reading in read.values())
    return Imputation(
        document_id=act.document_id,
        part_id=act.part_id,
        operation_code=said.get("operation_code"),
        imputation=said.get("imputation") or said.get("chapitre"),
        nature=own.get("nature") or nature,
        fonction=said.get("fonction") or own.get("fonction") or fonction,
        label=said.get("label"),
        **money,
        state="uncertain" if doubt else "stated",
        **_place(row, table),
    )


def _place(row: int, table: PrintedTable) -> dict[str, Any]:
    """The evidence of a row: its printed cells."""
    texts = [cell.text for cell in _row(table, row) if cell.text and cell.row_span == 1]
    if not texts:
        return place(table.page, table.box, "")
    page = texts[0].page
    same = [text for text in texts if text.page == page]
    return of_text(Text.join(same))


def _levels(said: str) -> tuple[str | None, str | None]:
    """Nature and fonction of `6568/93446` or of `chapitre 934 – article 934-44 – nature 65748`."""
    named = _named_levels(said)
    coded = _coded(fold(said))
    if coded and not named.keys() & {"nature", "chapitre", "fonction", "article"}:
        return coded["nature"], coded["fonction"]
    nature = named.get("nature") or named.get("compte")
    own = _by_function({role: named[role] for role in ("article", "chapitre") if role in named})
    return nature or own.get("article"), named.get("fonction") or own.get("fonction")


def _by_function(codes: dict[str, str]) -> dict[str, str]:
    """The codes of a line; those numbered as functions (`934`, `934-44`) are its `fonction`.

    In the M57 plan of accounts (as in the M52 before it) the chapters by function are `9xx`, those
    by nature are not (`65`, `011`, `204`); an article is numbered after its chapter.  The first of
    `codes` is the finer one.
    """
    fonctions = [code for code in codes.values() if FONCTION.match(code)]
    kept = {role: code for role, code in codes.items() if not FONCTION.match(code)}
    return kept | ({"fonction": fonctions[0]} if fonctions else {})


def _coded(said: str) -> re.Match[str] | None:
    """The first two codes parted by a sign, which are not two years."""
    pairs = CODED.finditer(said)
    return next((each for each in pairs if not YEARS.fullmatch(each[0])), None)


def _named_levels(said: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for level, pattern in _level_patterns():
        match = pattern.search(fold(said))
        if match:
            found[level] = match[1].strip(" .-")
    return found


@cache
def _level_patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (level, re.compile(rf"(?<!\w)(?:{'|'.join(words)}) ?(?:n ?[°o.] ?|: ?|\" ?)?(\d[\d.-]*)"))
        for level, words in declaration()["imputations"]["levels"].items()
    ]


def _in_text(act: Act, text: Text) -> Iterator[Imputation]:
    """One row per sentence that charges a sum to lines of the budget."""
    for start, end in _sentences(text.value):
        said = text.value[start:end]
        if not _charged().search(fold(said)):
            continue
        nature, fonction = _levels(said)
        levels = _named_levels(said)
        code = OPERATION.search(said)
        if not (nature or fonction or levels.get("operation")):
            continue
        amount, doubt = _charged_sum(said)
        yield Imputation(
            document_id=act.document_id,
            part_id=act.part_id,
            operation_code=code[0] if code else levels.get("operation"),
            imputation=_printed_levels(said),
            nature=nature,
            fonction=fonction,
            amount=amount,
            state="uncertain" if doubt else "stated",
            **of_text(text.slice(start, end).strip()),
        )


def _charged_sum(said: str) -> tuple[Decimal | None, bool]:
    """The sum that a sentence charges, and whether it is in doubt; none where it states several.

    What the budget holds (`où 150 000 € sont ouverts`) is no charge; in words and in digits, or
    said again, a sum is one where nothing tells the two apart (`13 750 € en 2023 et … en 2024`).
    """
    folded = fold_with_offsets(said)
    spans = [
        span
        for span in find_amounts(said)
        if not _available().match(folded.value, _behind(folded, span.end))
    ]
    readings = {span.reading.amount for span in spans}
    spelled = sum(not any(map(str.isdigit, said[span.start : span.end])) for span in spans)
    several = len(spans) - spelled > 1 or len(readings) > 1
    doubt = several or any(span.reading.state == "uncertain" for span in spans)
    return (readings.pop() if spans and not several else None), doubt


def _behind(folded: Folded, end: int) -> int:
    """The folded character at or behind a place of the text."""
    return next((i for i, at in enumerate(folded.starts) if at >= end), len(folded.value))


@cache
def _available() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(declaration()['imputations']['available_sums'])})")


def _sentences(value: str) -> Iterator[tuple[int, int]]:
    low = 0
    for cut in SENTENCE.finditer(value):
        yield low, cut.start()
        low = cut.end()
    yield low, len(value)


def _printed_levels(said: str) -> str | None:
    """The words that name the line of the budget, as printed."""
    coded = _coded(said)
    if coded and not _named_levels(said):
        return coded[0]
    folded = fold(said)
    spans = [match.span() for _, pattern in _level_patterns() if (match := pattern.search(folded))]
    if not spans or len(folded) != len(said):
        return None
    return clean(said[min(low for low, _ in spans) : max(high for _, high in spans)]).strip(" .,-")


@cache
def _charged() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(declaration()['imputations']['charged'])})")
