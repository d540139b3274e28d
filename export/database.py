"""A DuckDB file that is on the disk, whole, when it is said to be written."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@contextmanager
def database(path: Path) -> Iterator[DuckDBPyConnection]:
    """A new database at a path; raises OSError where it cannot be written.

    DuckDB moves what it wrote ahead into the file when it is closed, and says nothing where that
    fails: it is asked to do so before.
    """
    import duckdb

    failures = (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException)
    try:
        with duckdb.connect(str(path)) as base:
            yield base
            base.execute("CHECKPOINT")
    except failures as error:
        first = str(error).splitlines()[0]
        full = "space" in first.lower() or "write" in first.lower()
        raise OSError(errno.ENOSPC if full else errno.EIO, first, str(path)) from error
