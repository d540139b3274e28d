"""The names of the files that a dataset is made of: nothing else of its folder is touched."""

from __future__ import annotations

import re
from pathlib import Path

from export.files import drafted
from quitus import index, journal, lock
from schemas.dataset import TABLES
from schemas.errors import UsageError

_DOCUMENT = re.compile(r"[0-9a-f]{16}")
_TABLE = re.compile(rf"(?:{'|'.join(TABLES)})\.(?:csv|parquet)")
_MARKS = (index.NAME, lock.NAME, journal.NAME)  # one of them stands in every dataset


def is_document(stem: str) -> bool:
    """Whether a file is that of a document, by its name without suffix."""
    return _DOCUMENT.fullmatch(stem) is not None


def is_own_draft(path: Path) -> bool:
    """Whether a file is one that a run of Quitus was writing when it was stopped."""
    name = drafted(path)
    if name is None:
        return False
    stem, _, suffix = name.rpartition(".")
    return (
        name in (*index.BESIDE, *_MARKS)
        or path.name == ".probe.tmp"
        or _TABLE.fullmatch(name) is not None
        or (suffix in ("json", "html") and is_document(stem))
    )


def require_own(out: Path) -> None:
    """Raises UsageError where a file would be replaced that no run of Quitus has written."""
    documents = (out / "documents").glob("*.json")
    if any((out / name).exists() for name in _MARKS) or any(is_document(p.stem) for p in documents):
        return
    other = next((name for name in index.BESIDE if (out / name).exists()), None)
    if other is not None:
        raise UsageError(
            f"« {out} » contient un fichier {other} qui n'est pas d'un jeu de données Quitus : "
            "indiquez un autre dossier avec -o."
        )
