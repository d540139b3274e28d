"""Tells one state of the program from another, so that a result is used again only if it holds."""

from __future__ import annotations

import hashlib
import importlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from quitus import __version__

PACKAGES = ("schemas", "extract", "normalize", "reconcile", "quitus")
READ_WITH = ("pypdfium2", "pydantic")
WRITTEN_WITH = ("pyarrow", "duckdb")
TEXTS = (".py", ".toml", ".css", ".js", ".html")


@cache
def reader() -> str:
    """Version of the program and fingerprint of its code, its word lists and its PDF reader."""
    return f"{__version__}+{_digest(READ_WITH, PACKAGES)}"


@cache
def publisher() -> str:
    """The same of what writes tables and report: a change there needs no document read again."""
    return _digest(WRITTEN_WITH, ("export",))


def _digest(libraries: tuple[str, ...], packages: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in libraries:
        digest.update(f"{name} {version(name)}\n".encode())
    for package in packages:
        for path in _files(package):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _files(package: str) -> list[Path]:
    folder = Path(next(iter(importlib.import_module(package).__path__)))
    return sorted(path for path in folder.rglob("*") if path.suffix in TEXTS)
