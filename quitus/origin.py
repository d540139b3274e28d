"""Where the PDFs of a dataset are: kept at each run, so that later pages can link to them.

The path is told from the dataset's folder: the two can be moved together.  A dataset that has been
moved alone has no origin, and no link to a PDF.
"""

from __future__ import annotations

import os
from pathlib import Path

from export.files import replace_bytes

NAME = ".quitus.origin"


def remember(out: Path, folder: Path) -> None:
    """Keeps where the PDFs of the dataset `out` are: a folder, or that of one PDF; raises OSError."""
    inside = folder if folder.is_dir() else folder.parent
    try:
        told = os.path.relpath(inside.resolve(), out.resolve())
    except ValueError:  # another drive
        told = str(inside.resolve())
    content = os.fsencode(told)
    path = out / NAME
    if not path.is_file() or path.read_bytes() != content:
        replace_bytes(path, [content])


def origin(out: Path) -> Path | None:
    """The folder of the PDFs; None where it is not known, or no longer there."""
    try:
        folder = out.resolve() / os.fsdecode((out / NAME).read_bytes())
        return folder if folder.is_dir() else None
    except (OSError, ValueError):
        return None
