"""How a command ends: what goes wrong for a user is one sentence and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any, NoReturn

import typer
from typer.exceptions import TyperException

from quitus import console
from quitus.urls import is_remote, local_path
from schemas.errors import ExitCode, QuitusError, UsageError


def run(command: Callable[..., Any]) -> NoReturn:
    """Runs the command line to its exit status; `command` is what typer made of it.

    An exit status of 1 says that an error stands in the figures, and nothing else: whatever is
    not foreseen ends with that of wrong usage, and with the place that raised it.
    """
    _take_any_character()
    try:
        status = command(standalone_mode=False)
    except Exception as error:  # the last place where it can be told in a sentence
        text, status = _said(error)
        if text:
            console.note(text if text.startswith("Usage") else f"quitus : {text}")
    except KeyboardInterrupt:
        console.note("quitus : interrompu.")
        status = ExitCode.INTERRUPTED
    sys.exit(status if isinstance(status, int) else ExitCode.OK)


def dataset_path(text: str) -> Path:
    """The folder of a dataset, which must be of this machine; raises UsageError on another URL."""
    if is_remote(text):
        raise UsageError(
            f"« {text} » est une adresse : copiez d'abord le jeu de données sur cette machine, ou "
            "lisez ses fichiers Parquet là où ils sont."
        )
    return Path(local_path(text))


def _said(error: Exception) -> tuple[str, int]:
    """What is told of an error, and the exit status."""
    match error:
        case QuitusError():
            return str(error), error.exit_code
        case typer.Abort():
            return "interrompu.", ExitCode.INTERRUPTED
        case TyperException():
            return _misused(error), ExitCode.USAGE
        case BrokenPipeError():
            return "", ExitCode.OK  # whoever read has gone away
        case OSError():
            from export.french import trouble

            where = f" ({error.filename})" if error.filename else ""
            told = trouble(error)
            return (
                f"{told}{where} : vérifiez l'espace et les droits, puis recommencez.",
                ExitCode.USAGE,
            )
    first = str(error).strip().splitlines()[0] if str(error).strip() else "sans message"
    if type(error).__module__.endswith("duckdb"):
        return (
            f"La base du jeu de données ne se lit pas ({first}) : relancez « quitus ingest ».",
            ExitCode.USAGE,
        )
    frame = extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}, ligne {frame.lineno}"
    return (
        f"erreur imprévue ({type(error).__name__} : {first} ; {place}) : signalez-la avec la "
        "commande et le document.",
        ExitCode.USAGE,
    )


def _misused(error: Any) -> str:
    """An option or argument that is wrong, in the English of the help; the help without any."""
    context = getattr(error, "ctx", None)
    asked = context.command_path if context else "quitus"
    told = str(error.format_message())
    return told if told.startswith("Usage") else f"{told.rstrip('.')}: try « {asked} --help »."


def _take_any_character() -> None:
    """Streams that are closed swallow; those that cannot write a character write its number."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
