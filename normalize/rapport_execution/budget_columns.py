"""The columns of a budget table: which tell what a row is, which hold its sums.

A sum belongs to the words on its left.  Words behind the sums that are labels of their own, with
sums of their own (`Dépenses | Montant | Recettes | Montant`), open a second table beside the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from normalize.amounts import read_amount
from normalize.captions import NO_MEASURE, PERCENT, Measure, header_measure
from normalize.grids import Grid, grid_of
from normalize.label_words import SideName, bare_account, side_of, tax_of, without_tax
from normalize.labels import BudgetColumn, column_role, line_role
from normalize.measures import column_measure
from normalize.periods import find_periods
from normalize.states import known_state
from normalize.vocabulary import key
from schemas.printed import PrintedTable

VALUES = ("stated", "uncertain")
SUMS = ("planned", "executed", "carry_over", "share", "total", "year")
CALLED = ("label", "funder")
MOST_WORDS_OF_FUNDER = 4


@dataclass(frozen=True, slots=True)
class Column:
    """What the header of a column says, the words for its tax left out.

    `aside`: the sum without tax, or the tax, of a column beside it that holds both.
    """

    header: str
    says: BudgetColumn | None
    measure: Measure
    aside: bool = False

    @property
    def is_value(self) -> bool:
        """Whether it holds amounts: its header says so, or says no more than `Montant`."""
        if self.says is not None:
            return self.says.role in SUMS
        head = self.header
        if not head or line_role(head).implied or side_of(head) is not None:
            return True
        if len(find_periods(head)) == 1:
            return True
        return header_measure(head).unit not in (None, PERCENT)


@dataclass(slots=True)
class Side:
    """The columns of one table of those that stand side by side.

    `behind` are columns of words that follow the sums and add to the labels (`Financeur`).
    """

    labels: list[int]
    values: list[int] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)
    holds: SideName | None = None
    of_funders: bool = False  # its labels are funders, known or not


def columns_of(table: PrintedTable, grid: Grid, over: Measure = NO_MEASURE) -> list[Column]:
    """What each column is; `over` is in what the sums of the section count."""
    made = []
    taxes = [tax_of(head) for head in grid.heads]
    apart = "with_tax" in taxes
    stages = [bare_account(head) for head in grid.heads]
    accounts = "planned" in stages and "executed" in stages
    for head, tax, stage in zip(grid.heads, taxes, stages, strict=True):
        bare = without_tax(head) if tax else head
        says = BudgetColumn(stage, stage) if accounts and stage else column_role(bare)
        aside = apart and tax in ("without_tax", "tax")
        made.append(Column(bare, says, column_measure(table, head, over), aside))
    return made


def sides_of(grid: Grid, columns: Sequence[Column]) -> list[Side]:
    """The tables that stand side by side, from the left, each with its labels and its sums.

    A single row of sums needs no label.
    """
    sides: list[Side] = []
    for number, column in enumerate(columns):
        if not _is_label(grid, number, column):
            if sides:
                sides[-1].values.append(number)
            elif number:
                break
        elif not sides or (sides[-1].values and _opens_side(grid, number, columns, sides)):
            sides.append(Side([number]))
        elif sides[-1].values:
            sides[-1].behind.append(number)
        else:
            sides[-1].labels.append(number)
    if not sides and grid.rows - grid.header_rows == 1:
        return [Side([], list(range(grid.columns)))]
    _join_last(sides)
    for side in sides:
        _name(side, grid, columns)
    _name_others(sides, grid)
    return [side for side in sides if side.values]


def _join_last(sides: list[Side]) -> None:
    """Labels that no sum follows belong to the sums before them."""
    if len(sides) > 1 and not sides[-1].values:
        last = sides.pop()
        sides[-1].behind += last.labels


def _is_label(grid: Grid, number: int, column: Column) -> bool:
    """Whether a column tells what a row is: it is called so, or its cells are words."""
    head = column.says
    if head is None or head.role == "year":
        return _is_words(grid, number)
    if head.role in CALLED:
        return True
    sided = head.role in ("planned", "executed", "total") and side_of(column.header) is not None
    return sided and _is_words(grid, number)


def _is_words(grid: Grid, column: int) -> bool:
    texts = [grid.text(row, column) for row in range(grid.header_rows, grid.rows)]
    said = [text for text in texts if text]
    amounts = [text for text in said if read_amount(text).state in VALUES and not _is_year(text)]
    return any(known_state(text) is None for text in said) and not amounts


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text.startswith("20")


def _opens_side(grid: Grid, number: int, columns: Sequence[Column], sides: list[Side]) -> bool:
    """Whether words behind sums are labels of their own, with sums behind them."""
    column = columns[number]
    if not any(each.is_value for each in columns[number + 1 :]):
        return False
    if column.says is not None and column.says.role in CALLED:
        return True
    before = {key(columns[label].header) for side in sides for label in side.labels}
    if side_of(column.header) is not None or (column.header and key(column.header) in before):
        return True
    return _names_funders(grid, [number])


def _name(side: Side, grid: Grid, columns: Sequence[Column]) -> None:
    """Notes what the labels of a side are: postes of expense, funders, or what is not said."""
    told = [*side.labels, *side.behind]
    heads = [columns[number].says for number in told]
    called = any(head is not None and head.role == "funder" for head in heads)
    named = {side_of(columns[number].header) for number in side.labels} - {None}
    side.holds = named.pop() if len(named) == 1 else None
    if side.holds == "expenses" and (called or _names_funders(grid, side.labels)):
        side.holds = None
    side.of_funders = called or side.holds == "resources"


def _name_others(sides: Sequence[Side], grid: Grid) -> None:
    """Beside funders, what is called neither funders nor resources is what is spent."""
    paying = [side for side in sides if side.of_funders or _names_funders(grid, side.labels)]
    for side in sides:
        if paying and side not in paying:
            side.holds = "expenses"


def _names_funders(grid: Grid, labels: Sequence[int]) -> bool:
    """Whether most rows but the totals are called by a funder."""
    said = []
    for row in range(grid.header_rows, grid.rows):
        label = " ".join(dict.fromkeys(grid.text(row, column) for column in labels)).strip()
        if label:
            said.append(line_role(label) if _is_short(label) else None)
    funders = sum(each is not None and each.funder is not None for each in said)
    totals = sum(each is not None and each.role == "total" for each in said)
    return 2 * funders > len(said) - totals


def _is_short(label: str) -> bool:
    return len(label.split()) <= MOST_WORDS_OF_FUNDER


def budget_sides(table: PrintedTable) -> list[Side]:
    """The sides of a table; those that name what they hold tell that it is a budget."""
    grid = grid_of(table)
    return sides_of(grid, columns_of(table, grid))
