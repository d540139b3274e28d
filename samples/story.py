"""A report as the blocks to print: facts and layout in, blocks out."""

from __future__ import annotations

from dataclasses import replace

from samples import budgets, indicators
from samples.blocks import Block, Bullets, Cell, Gap, Grid, Heading, PageBreak, Para, Toc
from samples.facts import Action, Group, IndicatorTable, Measure, Report
from samples.layouts import SPACES, Layout
from samples.markup import french
from samples.numbering import (
    Named,
    Place,
    action_heading,
    group_heading,
    measure_heading,
    number_of,
    section_heading,
)


def tell(report: Report, layout: Layout) -> tuple[Block, ...]:
    """The blocks of the report, in order."""
    story = _Story(report, layout)
    story.cover()
    for number, group in enumerate(report.groups, 1):
        story.group(group, Place(number))
    story.annexes()
    space = SPACES[layout.space]
    return tuple(_typeset(block, space) for block in story.blocks)


def action_key(rank: int) -> str:
    """What the anchors of the rank-th action (from 1) start with."""
    return f"a{rank}"


def measure_key(place: Place) -> str:
    """What the anchors of a measure start with."""
    return f"m{place.dotted}"


class _Story:
    def __init__(self, report: Report, layout: Layout) -> None:
        self.report, self.layout = report, layout
        self.blocks: list[Block] = []
        self.rank = 0
        self.tables = 0
        self.shape = "plain"
        self.shared = False  # whether the measure has a table for its actions

    def cover(self) -> None:
        report = self.report
        self.blocks.append(Para(report.title, "title"))
        for line in (report.date, f"Région {report.region}", f"Département {report.departement}"):
            self.blocks.append(Para(line, "cover"))
        self.blocks.extend(Para(text) for text in report.preamble)
        if self.layout.toc:
            self.blocks.extend((Toc("Table des matières"), PageBreak()))

    def heading(self, level: int, named: Named, title: str, anchor: str, toc: bool = False) -> None:
        self.blocks.append(Heading(level, named.text, named.number, title, anchor, toc))

    def group(self, group: Group, place: Place) -> None:
        shape = "columns" if place.group in self.layout.groups_in_columns else "plain"
        if shape != self.shape:
            self.turn(shape)
        named = group_heading(self.layout.numbering, place, group.title)
        self.heading(1, named, group.title, f"g{place.dotted}", toc=True)
        actions = 0
        for number, measure in enumerate(group.measures, 1):
            if measure.title is None:
                for action in measure.actions:
                    actions += 1
                    self.action(action, Place(place.group, None, actions), 2)
            else:
                self.measure(measure, measure.title, Place(place.group, number))

    def measure(self, measure: Measure, title: str, place: Place) -> None:
        self.shared = measure.indicators is not None
        named = measure_heading(self.layout.numbering, place, title)
        self.heading(2, named, title, measure_key(place), toc=True)
        if measure.indicators:
            self.indicators(measure.indicators, measure_key(place))
        for number, action in enumerate(measure.actions, 1):
            self.action(action, replace(place, action=number), 3)

    def action(self, action: Action, place: Place, level: int) -> None:
        self.rank += 1
        key = action_key(self.rank)
        named = action_heading(self.layout.numbering, place, action.title)
        self.heading(level, named, action.title, key, toc=True)
        rank = 0
        for section in self.layout.order:
            if not self.shows(action, section, place):
                continue
            rank += 1
            self.section(action, section, place, level + 1, rank, key)

    def shows(self, action: Action, section: str, place: Place) -> bool:
        if section == "indicators" and not action.indicators:
            return self.shared and place.measure is not None
        return self.layout.keep_empty or _has(action, section)

    def section(
        self, action: Action, section: str, place: Place, level: int, rank: int, key: str
    ) -> None:
        wide = section == "indicators" and self.is_wide(action.indicators)
        if wide:
            self.turn("landscape")
        self.subheading(section, place, (rank,), level, key)
        if section == "budget":
            self.budget(action, place, rank, level, key)
        elif section == "indicators":
            if action.indicators:
                self.indicators(action.indicators, key)
            else:
                measure = number_of(self.layout.numbering, Place(place.group, place.measure))
                self.blocks.append(Para(f"Voir le {measure}" if measure else "Voir plus haut"))
        else:
            self.texts(action, section, key)
        if wide:
            self.turn("plain")

    def subheading(
        self, section: str, place: Place, path: tuple[int, ...], level: int, key: str
    ) -> None:
        title = self.layout.headings.get(section, "")
        if title:
            named = section_heading(self.layout.numbering, place, path, title)
            self.heading(level, named, title, f"{key}:{section}")

    def texts(self, action: Action, section: str, key: str) -> None:
        if section == "description" and action.fiche:
            self.blocks.append(Para(f"Fiche action n°{action.fiche}"))
        texts = getattr(action, section)
        texts = (texts,) if isinstance(texts, str) else texts
        bullets: list[tuple[int, str]] = []
        for text in (*(t for t in texts if t), ""):
            if text.startswith("- "):
                bullets.append((0, text[2:]))
            elif text.startswith("-- "):
                bullets.append((1, text[3:]))
            elif text.startswith("--- "):
                bullets.append((2, text[4:]))
            else:
                if bullets:
                    self.blocks.append(Bullets(tuple(bullets)))
                    bullets = []
                if text:
                    self.blocks.append(Para(text))

    def budget(self, action: Action, place: Place, rank: int, level: int, key: str) -> None:
        purse = budgets.Purse(action, key, self.layout)
        if action.note:
            self.blocks.append(Para(action.note))
        kind = self.layout.budget
        origins = any(line.origin for line in action.of("planned", "share"))
        if kind == "years":
            self.table(budgets.years_table(purse))
        elif kind == "table" and not origins:
            self.table(budgets.combined_table(purse))
        else:
            self.subheading("planned", place, (rank, 1), level + 1, key)
            self.planned(purse)
            self.subheading("executed", place, (rank, 2), level + 1, key)
            self.executed(purse)
        if rate := budgets.rate_sentence(action):
            self.blocks.append(Para(f"[[{key}:rate]]{rate}"))

    def planned(self, purse: budgets.Purse) -> None:
        if self.layout.budget == "bullets":
            self.blocks.extend(budgets.planned_bullets(purse))
        elif self.layout.budget == "sentences":
            self.blocks.append(Para(budgets.planned_sentence(purse), keep=True))
        else:
            if purse.action.period:
                self.blocks.append(Para(f"Du {purse.action.period}"))
            self.table(budgets.planned_table(purse))

    def executed(self, purse: budgets.Purse) -> None:
        if self.layout.budget == "bullets":
            self.blocks.extend(budgets.executed_bullets(purse))
        elif self.layout.budget == "sentences":
            self.blocks.append(Para(budgets.executed_sentence(purse), keep=True))
        else:
            if purse.action.as_of:
                self.blocks.append(Para(f"Au {purse.action.as_of} :"))
            above, grid = budgets.executed_table(purse)
            self.blocks.extend(above)
            self.table(grid)

    def indicators(self, table: IndicatorTable, key: str) -> None:
        self.table(indicators.grid(table, key, self.layout))

    def is_wide(self, table: IndicatorTable | None) -> bool:
        return self.layout.landscape_indicators and table is not None and len(table.rows) > 2

    def table(self, grid: Grid) -> None:
        self.tables += 1
        if self.layout.captions:
            money = not grid.anchor.endswith(":indicators-table")
            what = "Financement de l'action (en euros)" if money else "Suivi des indicateurs"
            unit = "EUR" if money else ""
            grid = replace(grid, caption=f"Tableau {self.tables} – {what}", unit=unit)
        self.blocks.extend((grid, Gap(6)))

    def turn(self, shape: str) -> None:
        self.shape = shape
        self.blocks.append(PageBreak(shape))

    def annexes(self) -> None:
        if not self.report.annexes:
            return
        if self.shape != "plain":
            self.turn("plain")
        place = Place(len(self.report.groups) + 1)
        named = group_heading(self.layout.numbering, place, "Annexes")
        if self.layout.numbering in ("axes", "action"):
            named = Named("Annexes", None)
        self.heading(1, named, "Annexes", "annexes", toc=True)
        for number, title in enumerate(self.report.annexes, 1):
            self.blocks.append(Para(f"Annexe {number}. {title}"))


def _has(action: Action, section: str) -> bool:
    return bool(action.lines if section == "budget" else getattr(action, section))


def _typeset(block: Block, space: str) -> Block:
    """With the no-break spaces that the layout asks for."""
    if isinstance(block, Para | Heading):
        return replace(block, text=french(block.text, space))
    if isinstance(block, Bullets):
        return replace(block, items=tuple((level, french(t, space)) for level, t in block.items))
    if isinstance(block, Grid):
        rows = tuple(
            tuple(replace(cell, text=french(cell.text, space)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    return block


__all__ = ["Cell", "action_key", "measure_key", "tell"]
