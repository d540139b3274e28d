"""What a run leaves alone: files of others, documents that it could not look for, what still holds."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from benchmarks.kills import differences
from export.files import drafted
from export.typed import write_database
from quitus.intake import find, identify
from quitus.pipeline import stages
from quitus.run import Outcome, ingest
from quitus.store import Store
from quitus.summary import notes
from schemas.errors import UsageError
from tests.cli.pdfs import write_pdf


def run(folder: Path, out: Path, *, fresh: bool = False, stop_after: int | None = None) -> Outcome:
    """An ingest in this process, interrupted after so many documents if asked."""

    def tick(done: int, total: int, name: str) -> None:
        if stop_after is not None and done == stop_after:
            raise KeyboardInterrupt

    return ingest(folder, out, stages(), fresh=fresh, tick=tick)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    for number in range(4):
        write_pdf(made / "a" / f"{number}.pdf", words=f"Rapport {number} : 12 000,00 €")
    write_pdf(made / "b" / "cinq.pdf", words="Rapport 5 : 5 000,00 €")
    return made


def test_files_of_others_stay(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    others = ("documents/factures.json", "report/these.html", ".cache.tmp/garde", "tables/.a.tmp")
    for name in others:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("à quelqu'un d'autre")
    run(folder, out)
    run(folder, out, fresh=True)
    assert [name for name in others if not (out / name).exists()] == []


@pytest.mark.parametrize("name", ["report.html", "quitus.duckdb", "datapackage.json"])
def test_a_file_of_another_is_not_replaced(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("à quelqu'un d'autre")
    with pytest.raises(UsageError, match="un autre dossier"):
        run(folder, tmp_path / "out")
    assert (tmp_path / "out" / name).read_text() == "à quelqu'un d'autre"


@pytest.mark.parametrize(
    ("name", "of"),
    [
        (".report.html.tmp", "report.html"),
        (".grants.parquet.old.tmp", "grants.parquet"),
        (".quitus.duckdb.tmp.wal", "quitus.duckdb"),
        (".first.grants.parquet.tmp", "grants.parquet"),
        ("notes.tmp", None),
    ],
)
def test_drafts_are_known_by_their_names(name: str, of: str | None) -> None:
    assert drafted(Path(name)) == of


def test_an_interrupted_fresh_run_keeps_what_holds(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    told = run(folder, out, fresh=True, stop_after=2)
    assert (told.removed, told.left, len(told.documents)) == (0, 3, 5)
    assert not any("n'en a plus" in line for line in notes(told))
    undisturbed = tmp_path / "still"
    run(folder, undisturbed)
    assert differences(undisturbed, out) == []


def test_documents_of_a_closed_folder_stay(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(folder, out)
    walk = barred(folder / "b")
    monkeypatch.setattr("quitus.intake.os.walk", walk)
    told = run(folder, out)
    assert (told.kept, told.removed, len(told.documents)) == (1, 0, 5)
    assert any("tel qu'il fut lu" in line for line in notes(told))


Walked = Iterator[tuple[str, list[str], list[str]]]


def barred(closed: Path) -> Callable[..., Walked]:
    """`os.walk` that may not enter a folder."""
    real = os.walk

    def walk(top: Path, onerror: Callable[[OSError], None]) -> Walked:
        for here, below, files in real(top):
            if Path(here) == closed:
                onerror(PermissionError(13, "Permission denied", here))
                continue
            yield here, below, files

    return walk


def test_a_folder_that_cannot_be_read_is_said_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quitus.intake.os.walk", barred(folder))
    with pytest.raises(UsageError, match="vérifiez les droits"):
        run(folder, tmp_path / "out")


def test_a_change_of_what_is_written_publishes_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(folder, out)
    (out / "report.html").write_text("un rapport d'avant")
    assert run(folder, out).reused == 5
    before = (out / "datapackage.json").stat().st_mtime_ns
    for module in ("quitus.store", "quitus.publish"):
        monkeypatch.setattr(f"{module}.publisher", lambda: "une autre")
    assert run(folder, out).reused == 5
    assert (out / "datapackage.json").stat().st_mtime_ns > before


@pytest.mark.parametrize(
    ("then", "now", "holds"),
    [
        ("never", "never", True),
        ("never", "auto rapidocr", True),
        ("never", "never pdfplumber", False),
        ("never pdfplumber", "never", False),
        ("never pdfplumber", "never pdfplumber", True),
        ("never", "always rapidocr", False),
    ],
)
def test_in_which_manner_a_document_holds(
    folder: Path, tmp_path: Path, then: str, now: str, holds: bool
) -> None:
    out = tmp_path / "out"
    ingest(folder, out, replace(stages(), manner=then), fresh=False, tick=lambda *_: None)
    again = Store(out, now)
    again.open()
    (source, *_) = identify(find(folder, out).paths, folder)
    assert again.holds(source) is holds


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """What a full disk does to files, as far as a process can do it to itself."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_database_that_does_not_fit_leaves_the_one_before(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    before = (out / "quitus.duckdb").read_bytes()
    with files_of_at_most(300_000), pytest.raises(OSError, match=r".+"):
        write_database(out / "tables", out / "quitus.duckdb")
    assert (out / "quitus.duckdb").read_bytes() == before
    assert not [path.name for path in out.iterdir() if drafted(path)]
    with duckdb.connect(str(out / "quitus.duckdb"), read_only=True) as base:
        assert base.sql("SELECT count(*) FROM documents").fetchall() == [(5,)]
