"""`quitus beneficiaries`: who receives, under which spellings."""

from __future__ import annotations

from pathlib import Path

from export.beneficiaries import COLUMNS, CORRECTIONS, link, read_corrections, spellings
from export.files import replace_text
from export.french import trouble
from export.select import opened
from export.tables import cell, line
from schemas.errors import UsageError


def beneficiaries(dataset: Path, corrections: Path | None, to: Path | None) -> str:
    """The table as CSV, written to `to` or returned; raises UsageError.

    Without a file of corrections, that of the dataset is respected where there is one.
    """
    if corrections is not None and not corrections.is_file():
        raise UsageError(f"« {corrections} » n'existe pas.")
    said = read_corrections(corrections or dataset / CORRECTIONS)
    with opened(dataset) as base:
        rows = list(link(spellings(base), said))
    text = line(COLUMNS) + "".join(line(cell(row[name]) for name in COLUMNS) for row in rows)
    if to is None:
        return text
    try:
        replace_text(to, text)
    except OSError as error:
        raise UsageError(
            f"On ne peut pas écrire « {to} » ({trouble(error)}) : indiquez un autre fichier."
        ) from error
    return ""
