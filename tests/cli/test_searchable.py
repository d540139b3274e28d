"""The searchable copy: what it needs, what it says where that is missing, what it writes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from quitus import searchable
from schemas.errors import QuitusError, UnreadableDocument, UsageError


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, on a machine that has all that is needed."""
    monkeypatch.setattr(searchable, "find_spec", lambda _: object())
    monkeypatch.setattr(searchable, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(searchable, "known", lambda: {"fra", "deu"})
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    canvas.rect(50, 50, 90, 90)
    canvas.showPage()
    canvas.drawString(50, 500, "Du texte")
    canvas.save()
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
    copy = searchable.make(str(scan), str(out), "fra", workers=2)
    assert out.read_bytes() == b"whole"
    assert [path.name for path in out.parent.iterdir()] == ["copy.pdf"]
    assert copy.told() == "1 page reconnue, 1 avec leur propre texte."
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
        (4, UsageError, "pas valide"),
        (5, UsageError, "disque est plein"),
        (7, UnreadableDocument, "trop grande ou abîmée"),
        (15, UsageError, "statut 15"),
    ],
)
def test_a_failure_leaves_nothing_and_says_what_to_do(
    scan: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    error: type[QuitusError],
    said: str,
) -> None:
    english = "OSError: No space left on device" if status == 5 else "SomeError in /x7/origin"
    answers(monkeypatch, status, english)
    with pytest.raises(error, match=said) as raised:
        searchable.make(str(scan), str(scan.with_name("copy.pdf")), "fra")
    assert [path.name for path in scan.parent.iterdir()] == ["scan.pdf"]
    assert "origin" not in str(raised.value)
    assert "Error" not in str(raised.value)


@pytest.mark.parametrize(
    ("missing", "said"),
    [("find_spec", "quitus\\[ocr\\]"), ("which", "apt install tesseract-ocr tesseract-ocr-fra")],
)
def test_what_is_missing_is_named(
    scan: Path, monkeypatch: pytest.MonkeyPatch, missing: str, said: str
) -> None:
    monkeypatch.setattr(searchable, missing, lambda _: None)
    with pytest.raises(UsageError, match=said):
        searchable.make(str(scan), str(scan.with_name("copy.pdf")), "fra")


def test_a_language_that_is_not_there_is_named(scan: Path) -> None:
    with pytest.raises(UsageError, match="tesseract-ocr-oci"):
        searchable.make(str(scan), str(scan.with_name("copy.pdf")), "oci")


def test_the_original_is_never_written_over(scan: Path) -> None:
    with pytest.raises(UsageError, match="original"):
        searchable.make(str(scan), str(scan), "fra")
    with pytest.raises(UsageError, match="pas un fichier"):
        searchable.make(str(scan.with_name("other.pdf")), str(scan), "fra")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fra+oci", "langue « oci » .Debian : apt install tesseract-ocr-oci"),
        ("oci+bre", "des langues « oci », « bre »"),
        ("", "ne nomme pas de langue"),
        ("../x", "ne nomme pas de langue"),
    ],
)
def test_a_language_says_what_is_wrong_with_it(scan: Path, language: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        searchable.make(str(scan), str(scan.with_name("copy.pdf")), language)


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("", "est un dossier"),
        ("s3://lot/copie.pdf", "est une adresse"),
        ("scan.pdf/copie.pdf", "ne peut pas être écrit"),
    ],
)
def test_where_no_copy_can_be_written(
    scan: Path, monkeypatch: pytest.MonkeyPatch, out: str, said: str
) -> None:
    calls = answers(monkeypatch, 0)
    with pytest.raises(UsageError, match=said) as raised:
        searchable.make(str(scan), out if "://" in out else str(scan.parent / out), "fra")
    assert not calls
    assert ".quitus-" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", "empty"), (b"hello", "not_a_pdf"), (b"%PDF-1.7 cut", "damaged")],
)
def test_what_is_no_pdf_is_not_begun(
    scan: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, error: str
) -> None:
    calls = answers(monkeypatch, 0)
    scan.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=r"scan\.pdf") as raised:
        searchable.make(str(scan), str(scan.with_name("copy.pdf")), "fra")
    assert (raised.value.error, calls) == (error, [])


def test_a_copy_says_that_it_bears_no_signature() -> None:
    assert "signature" in searchable.Copy(3, 0, signed=True).told()
    assert searchable.Copy(2, 2, signed=False).told() == "toutes les pages avaient déjà du texte."
