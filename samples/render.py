"""Prints a report in a layout; tells what was printed and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samples.blocks import Block, Pages
from samples.facts import Report
from samples.layouts import Layout
from samples.story import tell


@dataclass(frozen=True)
class Printed:
    """A printed report: its blocks, and the page of each of their anchors."""

    report: Report
    layout: Layout
    blocks: tuple[Block, ...]
    pages: Pages


def render(report: Report, layout: Layout, out: Path) -> Printed:
    """Writes the PDF of `report` to `out`; the same report and layout give the same bytes."""
    blocks = tell(report, layout)
    if layout.producer == "typst":
        from samples.typst_printer import print_blocks
    else:
        from samples.reportlab_printer import print_blocks
    pages = print_blocks(blocks, layout, out, report.title)
    return Printed(report, layout, blocks, pages)
