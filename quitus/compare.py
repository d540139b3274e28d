"""`quitus compare`: départements side by side, on what they state."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from export.compare import write
from export.compare.comparison import VIEWS, Comparison
from export.compare.comparison import compare as compared
from export.compare.denominators import read_denominators
from export.compare.scope import Scope
from export.compare.stage import whose
from export.files import replace_text, replacing
from export.french import count, trouble
from export.select import opened
from quitus.origin import origin
from schemas.errors import UsageError

FORMATS = ("table", "csv", "json", "xlsx", "html")
SHOWN = ("budgets", "indicators", "statistics")  # views that a screen gets unless it asks
PAGE = "comparison.html"
NAMED = 12  # départements that a message names


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    scope: Scope
    form: str = "table"
    to: Path | None = None
    views: tuple[str, ...] = ()
    denominators: Path | None = None


def compare(dataset: Path, asked: Asked) -> tuple[str, list[str]]:
    """What goes to standard output, and what must be told, in French; raises UsageError."""
    _require(asked)
    denominators = read_denominators(asked.denominators)
    with opened(dataset) as base:
        done = compared(base, asked.scope, denominators)
        _require_some(dataset, done, asked)
        try:
            return _written(dataset, done, asked)
        except OSError as error:
            where = asked.to or dataset
            raise UsageError(
                f"On ne peut pas écrire « {where} » ({trouble(error)}) : indiquez un autre fichier."
            ) from error


def _require(asked: Asked) -> None:
    if asked.form not in FORMATS:
        raise UsageError(
            f"« {asked.form} » n'est pas un format : choisissez parmi {', '.join(FORMATS)}."
        )
    for name in asked.views:
        if name not in VIEWS:
            raise UsageError(f"« {name} » n'est pas une vue : choisissez parmi {', '.join(VIEWS)}.")
    if asked.form == "csv" and asked.to is None and len(asked.views) != 1:
        raise UsageError("csv ne contient qu'un tableau : indiquez --view, ou un dossier à -o.")
    if asked.form == "xlsx" and asked.to is None:
        raise UsageError("xlsx ne se lit pas à l'écran : indiquez un fichier à -o.")


def _require_some(dataset: Path, done: Comparison, asked: Asked) -> None:
    if asked.scope.indicators and not done.cells:
        raise UsageError(
            f"« {dataset} » n'a aucun indicateur « {' », « '.join(asked.scope.indicators)} », "
            "avec ces filtres."
        )
    if not done.departements:
        known = whose(done.base)
        there = f" Il y a des documents de : {', '.join(known[:NAMED])}" if known else ""
        more = " …" if len(known) > NAMED else "." if known else ""
        raise UsageError(
            f"« {dataset} » n'a rien à comparer : ni indicateur ni budget d'un département "
            f"connu, avec ces filtres.{there}{more}"
        )


def _shown(asked: Asked) -> Sequence[str]:
    """The views that a screen gets; who asks for an indicator does not ask for budgets."""
    return asked.views or SHOWN[1 if asked.scope.indicators else 0 :]


def _written(dataset: Path, done: Comparison, asked: Asked) -> tuple[str, list[str]]:
    notes = _notes(done)
    names = asked.views or VIEWS
    if asked.form == "html":
        from export.compare.links import Links
        from export.compare.page import page

        to = asked.to or dataset / PAGE
        documents = Path(os.path.relpath(dataset / "documents", to.parent)).as_posix()
        replace_text(to, page(done, Links(to.parent, quote(documents), origin(dataset))))
        return "", [*notes, f"Comparaison écrite dans {to}."]
    if asked.form == "xlsx" and asked.to:
        return "", notes + write.xlsx(map(done.view, names), asked.to)
    if asked.form == "csv" and asked.to and len(asked.views) != 1:
        asked.to.mkdir(parents=True, exist_ok=True)
        for view in map(done.view, names):
            with replacing(asked.to / f"{view.name}.csv") as file:
                file.writelines(write.csv(view))
        return "", notes
    told = _lines(done, asked)
    if asked.to:
        with replacing(asked.to) as file:
            file.writelines(told)
        return "", notes
    return "".join(told).rstrip("\n"), notes


def _lines(done: Comparison, asked: Asked) -> Iterable[str]:
    if asked.form == "json":
        return write.as_json(map(done.view, asked.views or VIEWS))
    if asked.form == "csv":
        return write.csv(done.view(asked.views[0]))
    shown = "\n\n".join(write.text(done.view(name)) for name in _shown(asked))
    return [shown + "\n"]


def _notes(done: Comparison) -> list[str]:
    return [*_pairs(done), *_not_divided(done)]


def _not_divided(done: Comparison) -> list[str]:
    """Who has no denominator: their cells stay empty."""
    divisors = done.denominators
    return [
        f"Sans « {name} » dans les dénominateurs : {', '.join(missing)}."
        for name in divisors.names
        if (missing := [code for code in done.departements if not divisors.has(name, code)])
    ]


def _pairs(done: Comparison) -> list[str]:
    pairs = done.view("pairs").rows
    if not pairs:
        return []
    both = sorted(row["both"] for row in pairs)
    empty = sum(1 for number in both if number == 0)
    many = count(len(done.departements), "département", "départements")
    return [
        f"{many} ; deux à deux ils énoncent tous deux de {both[0]} à {both[-1]} valeurs"
        + (f", {count(empty, 'paire', 'paires')} n'ont rien de comparable." if empty else ".")
    ]


def asked_views(names: Sequence[str]) -> tuple[str, ...]:
    """The views asked for, each once."""
    return tuple(dict.fromkeys(names))
