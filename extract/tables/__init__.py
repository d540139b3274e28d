"""The table engine: rules and alignments of a page to tables, tables of pages to whole ones."""

from extract.tables.finding import find_tables, part_tables
from extract.tables.forms import is_form, lines_of_form
from extract.tables.header import header_rows
from extract.tables.shapes import PageTable
from extract.tables.stitching import stitch

__all__ = [
    "PageTable",
    "find_tables",
    "header_rows",
    "is_form",
    "lines_of_form",
    "part_tables",
    "stitch",
]
