"""The words that exports know, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """What `<name>.toml` of this package says; raises FileNotFoundError."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))
