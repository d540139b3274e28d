"""Documents that crash, hang or swell, and the others beside them."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quitus import workers
from quitus.isolation import Closed, Died, OutOfMemory, TookTooLong, Worker
from quitus.limits import Limits, read_size, written
from quitus.run import ingest
from quitus.workers import LocalPool, spread
from schemas.errors import ExitCode, UsageError
from tests.cli import dangers
from tests.cli.pdfs import write_pdf

TAME: dict[str, Any] = {"seconds": 30.0, "memory": 1 << 30}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def test_a_worker_answers_and_is_used_again(worker: Worker) -> None:
    assert worker.run(dangers.add, 1, 2, **TAME) == 3
    first = worker.run(dangers.process, **TAME)
    assert worker.run(dangers.process, **TAME) == first


def test_what_a_library_prints_does_not_disturb(worker: Worker) -> None:
    assert worker.run(dangers.print_and_add, 1, 2, **TAME) == 3


def test_a_function_that_fails_is_told(worker: Worker) -> None:
    with pytest.raises(RuntimeError, match="KeyError"):
        worker.run(dangers.fail, **TAME)
    assert worker.run(dangers.add, 2, 2, **TAME) == 4


def test_a_crash_costs_a_process_and_not_the_run(worker: Worker) -> None:
    before = worker.run(dangers.process, **TAME)
    with pytest.raises(Died) as caught:
        worker.run(dangers.segfault, **TAME)
    assert caught.value.by == signal.SIGSEGV
    with pytest.raises(Died) as caught:
        worker.run(dangers.leave, **TAME)
    assert caught.value.by == 0
    assert worker.run(dangers.process, **TAME) != before


def test_what_never_ends_is_stopped(worker: Worker) -> None:
    worker.run(dangers.add, 1, 1, **TAME)
    with pytest.raises(TookTooLong):
        worker.run(dangers.hang, seconds=0.2, memory=1 << 30)
    assert worker.run(dangers.add, 1, 1, **TAME) == 2


def test_memory_is_refused_before_it_is_taken(worker: Worker) -> None:
    assert worker.run(dangers.take, 8, seconds=30, memory=64 << 20) == 8 << 20
    with pytest.raises(OutOfMemory):
        worker.run(dangers.take, 1 << 20, seconds=30, memory=64 << 20)
    assert worker.run(dangers.take, 128, **TAME) == 128 << 20


def test_a_closed_worker_works_no_more() -> None:
    made = Worker()
    made.close()
    with pytest.raises(Closed):
        made.run(dangers.add, 1, 2, **TAME)


def test_every_danger_has_its_name_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    names = ("a", "boucle", "change", "d", "enfle", "tombe", "tue", "z")
    for number, name in enumerate(names, 1):
        write_pdf(folder / f"{name}.pdf", pages=1, words=f"Texte {number} du document")
    write_pdf(folder / "long.pdf", pages=9)
    (folder / "gros.pdf").write_bytes(b"%PDF-1.4" + b" " * (1 << 20))
    monkeypatch.setattr(workers, "read_source", dangers.read_dangerously)
    limits = Limits(seconds=5.0, memory=1 << 30, pages=5, size=1 << 20)

    with LocalPool(2, limits) as pool:
        done = ingest(folder, out, pool, fresh=False, tick=lambda *_: None, limits=limits)

    told = {entry.document.source: entry.document for entry in done.documents}
    assert {name: document.error for name, document in told.items()} == {
        "a.pdf": "",
        "boucle.pdf": "timeout",
        "change.pdf": "changed",
        "d.pdf": "",
        "enfle.pdf": "memory",
        "gros.pdf": "too_large",
        "long.pdf": "too_large",
        "tombe.pdf": "crashed",
        "tue.pdf": "",
        "z.pdf": "",
    }
    assert done.exit_code is ExitCode.SOME_FAILED
    for name, document in told.items():
        assert document.status == ("failed" if document.error else "ok")
        if document.error:
            assert name in document.message
            assert document.message.endswith((".", "auteur."))
    again = json.loads((out / "documents" / f"{told['a.pdf'].document_id}.json").read_bytes())
    assert again["pages"] == 1


def test_answers_come_as_they_are_done_and_few_tasks_are_under_way() -> None:
    from concurrent.futures import ThreadPoolExecutor

    begun: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(50):
            begun.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        answers = {}
        for task, answer in spread(executor, lambda number: number * 2, tasks(), 4):
            answers[task] = answer
            assert len(begun) <= len(answers) + 4
    assert answers == {number: number * 2 for number in range(50)}


@pytest.mark.parametrize(
    ("text", "size"),
    [("800M", 800 << 20), ("2G", 2 << 30), ("1.5 Go", 3 << 29), ("12", 12), ("64kb", 64 << 10)],
)
def test_sizes(text: str, size: int) -> None:
    assert read_size(text) == size


@pytest.mark.parametrize("text", ["", "-1G", "deux", "1T", "G"])
def test_no_sizes(text: str) -> None:
    with pytest.raises(UsageError):
        read_size(text)


def test_sizes_in_words() -> None:
    assert [written(size) for size in (2 << 30, 1536 << 10, 900, 3 << 29)] == [
        "2 Go",
        "1,5 Mo",
        "900 octets",
        "1,5 Go",
    ]
