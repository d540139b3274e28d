"""The searchable copy: what it needs, what it says where that is missing, what it writes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from quitus import searchable
from schemas.errors import QuitusError, UnreadableDocument, UsageError


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, on a machine that has all that is needed."""
    monkeypatch.setattr(searchable, "find_spec", lambda _: object())
    monkeypatch.setattr(searchable, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(searchable, "installed", lambda language: language == "fra")
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4")
    return path


def answers(monkeypatch: pytest.MonkeyPatch, status: int, said: str = "") -> list[list[str]]:
    """OCRmyPDF ends with this status, and writes what it is asked for where that is 0."""
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        Path(command[-1]).write_bytes(b"half" if status else b"whole")
        return subprocess.CompletedProcess(command, status, "", said)

    monkeypatch.setattr(subprocess, "run", run)
    return calls


def test_the_copy_is_written_whole(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = answers(monkeypatch, 0)
    out = scan.parent / "new" / "copy.pdf"
    searchable.make(scan, out, "fra", workers=2)
    assert out.read_bytes() == b"whole"
    assert [path.name for path in out.parent.iterdir()] == ["copy.pdf"]
    (command,) = calls
    assert command[command.index("--language") + 1] == "fra"
    assert command[command.index("--jobs") + 1] == "2"
    assert str(scan) in command


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (8, UnreadableDocument, "mot de passe"),
        (2, UnreadableDocument, "autre copie"),
        (3, UsageError, "Il manque"),
        (15, UsageError, "no room"),
    ],
)
def test_a_failure_leaves_nothing_and_says_what_to_do(
    scan: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    error: type[QuitusError],
    said: str,
) -> None:
    answers(monkeypatch, status, "no room")
    with pytest.raises(error, match=said):
        searchable.make(scan, scan.with_name("copy.pdf"), "fra")
    assert [path.name for path in scan.parent.iterdir()] == ["scan.pdf"]


@pytest.mark.parametrize(
    ("missing", "said"),
    [("find_spec", "quitus\\[ocr\\]"), ("which", "apt install tesseract-ocr tesseract-ocr-fra")],
)
def test_what_is_missing_is_named(
    scan: Path, monkeypatch: pytest.MonkeyPatch, missing: str, said: str
) -> None:
    monkeypatch.setattr(searchable, missing, lambda _: None)
    with pytest.raises(UsageError, match=said):
        searchable.make(scan, scan.with_name("copy.pdf"), "fra")


def test_a_language_that_is_not_there_is_named(scan: Path) -> None:
    with pytest.raises(UsageError, match="tesseract-ocr-oci"):
        searchable.make(scan, scan.with_name("copy.pdf"), "oci")


def test_the_original_is_never_written_over(scan: Path) -> None:
    with pytest.raises(UsageError, match="original"):
        searchable.make(scan, scan, "fra")
    with pytest.raises(UsageError, match="pas un fichier"):
        searchable.make(scan.with_name("other.pdf"), scan, "fra")
