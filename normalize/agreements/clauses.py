"""An agreement as its head (title, parties, visas) and its clauses (articles, rows of tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from normalize.act import Act
from normalize.generic import numbered_blocks
from normalize.prose.patterns import at_start
from normalize.prose.sentences import Sentence, flowing, folded, sentences
from normalize.remembered import briefly
from normalize.text import clean
from schemas.printed import Block, PrintedTable, Text

_ARTICLE = re.compile(
    r"^\W*(?:article|art\.?)\s*(?:n ?[°o]\.? ?)?(?P<number>\d+(?:[.-]\d+)*|1er|premier|premiere|[ivx]+)"
    r"(?:er|e|eme)?(?![\w])\s*[:.)\-–—]*\s*"
)
_PLAIN = re.compile(r"\d{1,2}|[IVX]{1,5}")


@dataclass(frozen=True)
class Clause:
    """An article, a titled run of text, or a row of a table with its label."""

    label: str
    article: str | None = None
    heading: Text = field(default_factory=Text)
    blocks: tuple[Block, ...] = ()
    of_table: int | None = None  # rank of the table that the row belongs to

    @cached_property
    def low(self) -> str:
        """Its label folded."""
        return folded(self.label)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences and bullets, in order."""
        found: list[Sentence] = []
        for block in flowing(block for block in self.blocks if block.table is None and block.text):
            found.extend(sentences(block.text, bullet=block.kind == "bullet"))
        return tuple(found)


@dataclass(frozen=True)
class Agreed:
    """The parts of an agreement that its readers look at."""

    head: tuple[Text, ...]
    clauses: tuple[Clause, ...]
    tables: tuple[PrintedTable, ...]


@briefly
def agreed(act: Act) -> Agreed:
    """An agreement taken apart; its head ends where its first article starts."""
    head: list[Text] = []
    clauses: list[Clause] = []
    tables: list[PrintedTable] = []
    for clause in _runs(act):
        if clause.article is None and not any(one.article for one in clauses):
            head += [clause.heading] if clause.heading else []
            head += [
                b.text for b in flowing(b for b in clause.blocks if b.text and b.table is None)
            ]
        else:
            clauses.append(clause)
        for block in clause.blocks:
            if block.table is not None:
                tables.append(block.table)
                clauses.extend(_rows(block.table, len(tables) - 1))
    return Agreed(tuple(head), tuple(clauses), tuple(tables))


def article_number(text: str) -> tuple[str, int] | None:
    """The number of the article that a text opens, `1er` as `1`, and where its title starts."""
    match = _ARTICLE.match(folded(text))
    if match is None:
        return None
    number = match["number"]
    number = "1" if number in ("1er", "premier", "premiere") else number
    return number.upper() if number.isalpha() else number, match.end()


def _runs(act: Act) -> Iterator[Clause]:
    """The text between two headings; a paragraph that opens an article opens a run too."""
    yield from _cut(Clause(""), act.printed.preamble)
    worded = any(article_number(text.value) for text in _openings(act))
    for section in act.printed.sections:
        found = article_number(section.heading.value)
        start = found[1] if found else 0
        title = section.heading.value[start:] if found else section.title.value
        number = found[0] if found else None
        if not worded and _PLAIN.fullmatch(section.number):
            number = section.number  # headings that only bear a number are the articles
        yield from _cut(
            Clause(clean(title).strip(" :.-–"), number, section.heading), section.blocks
        )


def _openings(act: Act) -> Iterator[Text]:
    """The headings and paragraphs of an act."""
    for _, block in numbered_blocks(act):
        if block.kind == "paragraph":
            yield block.text
    for section in act.printed.sections:
        yield section.heading


def _cut(clause: Clause, blocks: Sequence[Block]) -> Iterator[Clause]:
    run: list[Block] = []
    for block in blocks:
        found = article_number(block.text.value) if block.kind == "paragraph" else None
        if found is None or _quotes_an_article(block.text.value, found[1]):
            run.append(block)
            continue
        yield _with(clause, run)
        value = block.text.value
        title_end = _title_end(value, found[1])
        clause = Clause(clean(value[found[1] : title_end]).strip(" :.-–"), found[0], block.text)
        run = [Block("paragraph", block.text.slice(title_end, len(value)).strip())]
        run = run if run[0].text else []
        clause = Clause(clause.label, clause.article, block.text.slice(0, title_end))
    yield _with(clause, run)


def _quotes_an_article(value: str, at: int) -> bool:
    """`Article 4 de la convention`: a sentence about an article opens none."""
    return bool(re.match(r"(?:et|,|de|du|a|est|sont|modifi|ci-)\b", folded(value[at:])))


def _title_end(value: str, at: int) -> int:
    """Where the title of a run-in article ends: at its colon, dash or full stop, if it has any."""
    match = re.compile(r"\s*(?:[:.]\s|\s[–—-]\s|$)").search(value, at)
    return match.end() if match and match.start() - at <= 90 else at


def _with(clause: Clause, blocks: Sequence[Block]) -> Clause:
    return Clause(clause.label, clause.article, clause.heading, tuple(blocks))


def _rows(table: PrintedTable, rank: int) -> Iterator[Clause]:
    """The rows of a table of two columns, a label and what it says."""
    if table.columns != 2 or table.header_rows > 1:
        return
    for row in range(table.rows):
        cells = {cell.column: cell.text for cell in table.cells if cell.row == row}
        if cells.get(0) and cells.get(1):
            block = Block("paragraph", cells[1])
            yield Clause(clean(cells[0].value), None, cells[0], (block,), rank)


def closes(text: str) -> bool:
    """Whether a line belongs to the signatures rather than to the last article."""
    return bool(at_start("agreements", "closing.lines").match(folded(text).lstrip(" *")))
