"""Keeps the measure of guards beside a dataset, so that its report can tell it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from export.files import replace_text
from export.report_checks import Guard, Loose
from quitus.coverage import Checker, coverage
from quitus.fingerprint import reader
from schemas.dataset import DocumentFile, unnest

KEPT = "guards.json"


def measure(document: DocumentFile, check: Checker) -> Guard:
    """The guards of one document, measured."""
    found = coverage(unnest(document), document.document_id, check)
    loose = tuple(Loose(each.page, each.raw, each.money) for each in found.unguarded)
    return Guard(*found.share(money=True), *found.share(money=False), loose)


def keep(out: Path, measured: Mapping[str, Guard]) -> None:
    """Adds the measures to those of the dataset that hold; raises OSError."""
    told = {key: _plain(guard) for key, guard in (guards(out) | dict(measured)).items()}
    text = json.dumps({"reader": reader(), "guards": told}, ensure_ascii=False, indent=1)
    replace_text(out / KEPT, text + "\n")


def guards(out: Path) -> dict[str, Guard]:
    """The measures of a dataset by document; none where another program made them."""
    try:
        kept = json.loads((out / KEPT).read_text(encoding="utf-8"))
        if kept["reader"] != reader():
            return {}
        return {key: _guard(told) for key, told in kept["guards"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _plain(guard: Guard) -> dict[str, Any]:
    return guard._asdict() | {"loose": [each._asdict() for each in guard.loose]}


def _guard(told: Mapping[str, Any]) -> Guard:
    loose = tuple(Loose(**each) for each in told["loose"])
    return Guard(**{**told, "loose": loose})
