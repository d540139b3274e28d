"""`quitus export`: a dataset, or some of it, in the form that its user works with."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from export.files import drafting
from export.formats import BINARY, FORMATS, ONE_TABLE
from export.french import trouble
from export.select import Selection, selected
from quitus.export_scdl import Given
from schemas.errors import UsageError


def refuse(given: Given) -> None:
    """Raises UsageError for what only the SCDL formats take: nothing asked for is passed over."""
    if given != Given():
        raise UsageError(
            "--collectivite-siret, --defaults et --sirene ne vont qu'avec un format SCDL : "
            "enlevez-les, ou indiquez --format scdl-subventions ou scdl-deliberations."
        )


def export(
    dataset: Path, form: str, to: Path | None, table: str | None, where: str | None
) -> list[str]:
    """Writes the rows asked for to a file, or to standard output; what must be told, in French.

    Raises UsageError on a format, a table or a condition that is none, and when a file holds
    one table and all are asked for (a folder then takes them).
    """
    if form not in FORMATS:
        raise UsageError(
            f"« {form} » n'est pas un format : choisissez parmi {', '.join(FORMATS)}, "
            "scdl-subventions, scdl-deliberations."
        )
    with selected(dataset, table, where) as chosen:
        if to is None:
            return _to_output(chosen, form)
        if form in ONE_TABLE and table is None:
            return _to_folder(chosen, form, to)
        return write(chosen, form, to)


def write(chosen: Selection, form: str, to: Path) -> list[str]:
    """Writes one file, whole or not at all; raises UsageError where it cannot."""
    try:
        with drafting(to) as draft:
            return FORMATS[form](chosen, draft)
    except OSError as error:
        raise UsageError(
            f"On ne peut pas écrire « {to} » ({trouble(error)}) : indiquez un autre fichier."
        ) from error


def _to_folder(chosen: Selection, form: str, folder: Path) -> list[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"« {folder} » n'est pas un dossier : sans --table, {form} écrit un fichier par table "
            "dans un dossier."
        ) from error
    notes = []
    for table in chosen.tables:
        one = Selection(chosen.base, (table,), chosen.where)
        notes += write(one, form, folder / f"{table}.{form}")
    return notes


def _to_output(chosen: Selection, form: str) -> list[str]:
    if form in ONE_TABLE and len(chosen.tables) > 1:
        raise UsageError(f"{form} ne contient qu'une table : indiquez --table, ou un dossier à -o.")
    if form in BINARY and sys.stdout.isatty():
        raise UsageError(f"{form} ne se lit pas à l'écran : indiquez un fichier à -o.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        notes = FORMATS[form](chosen, path)
        _copy(path)
    return notes


def _copy(path: Path) -> None:
    """To standard output; a reader who has gone away (a closed pipe) is no error."""
    try:
        with path.open("rb") as file:
            while some := file.read(1 << 20):
                sys.stdout.buffer.write(some)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
