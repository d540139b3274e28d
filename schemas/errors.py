"""One small tree of errors: each says what happened, where, and what the reader can do."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

ErrorCode = Literal[
    "",
    "encrypted",
    "damaged",
    "empty",
    "not_a_pdf",
    "no_text",
    "timeout",
    "too_large",
    "memory",
    "changed",
    "crashed",
]


class ExitCode(IntEnum):
    """What the command line ends with."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3
    NOTHING_READ = 4
    INTERRUPTED = 130


class QuitusError(Exception):
    """Base of all errors that a user can cause; `str()` is one sentence with its remedy."""

    exit_code = ExitCode.USAGE


class UsageError(QuitusError):
    """The command was called with something that cannot be worked on."""


class NothingToRead(QuitusError):
    """There is no PDF where one was expected."""

    exit_code = ExitCode.NOTHING_READ


class UnreadableDocument(QuitusError):
    """One document cannot be read; a run goes on with the others, a command on it alone ends."""

    exit_code = ExitCode.NOTHING_READ

    def __init__(self, error: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.error = error
        self.message = message


class PagesApart(Exception):
    """Not an error: so many pages of a document are pictures that they are best read apart.

    `pages` are their numbers, 1-based.
    """

    def __init__(self, pages: tuple[int, ...]) -> None:
        super().__init__(f"{len(pages)} pages")
        self.pages = pages
