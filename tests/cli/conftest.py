"""The command line as a process, and folders of PDFs, good and bad."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cli() -> Cli:
    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "quitus", *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run
