"""What engines read is kept, and asked for once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extract.ocr.memory import Memory, RememberedFirst, RememberedSecond, forget
from extract.ocr.shapes import Grey, SeenLine

LINE = SeenLine("12 548", 1.0, 2.0, 30.0, 12.0, (3.0, 7.0, 9.0, 12.0, 20.0, 28.0), 0.99)
PAGE = np.arange(64, dtype=np.uint8).reshape(8, 8)


class Counting:
    """Counts what it is asked."""

    name = "counting"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.asked = 0

    def lines(self, picture: Grey, dpi: float) -> list[SeenLine]:
        self.asked += 1
        return [LINE]

    def line(self, picture: Grey) -> tuple[str, float]:
        self.asked += 1
        return "42", 0.5

    def texts(self, lines: Sequence[Grey], dpi: float) -> list[str]:
        self.asked += 1
        return ["" for _ in lines]


def test_the_same_picture_is_read_once(tmp_path: Path) -> None:
    for times in range(2):
        engine = Counting()
        first = RememberedFirst(engine, Memory(tmp_path))
        second = RememberedSecond(engine, Memory(tmp_path))
        assert first.lines(PAGE, 200.0) == [LINE]
        assert first.line(PAGE) == ("42", 0.5)
        assert second.texts([PAGE, PAGE], 300.0) == ["", ""]
        assert second.texts([], 300.0) == []
        assert engine.asked == (0 if times else 3)


def test_another_picture_resolution_or_version_is_read_again(tmp_path: Path) -> None:
    engine = Counting()
    first = RememberedFirst(engine, Memory(tmp_path))
    first.lines(PAGE, 200.0)
    first.lines(PAGE, 300.0)
    first.lines(PAGE[::-1], 200.0)
    first.lines(PAGE.reshape(4, 16), 200.0)
    assert engine.asked == 4
    newer = Counting("2")
    RememberedFirst(newer, Memory(tmp_path)).lines(PAGE, 200.0)
    assert newer.asked == 1


def test_a_damaged_answer_is_asked_again(tmp_path: Path) -> None:
    engine = Counting()
    first = RememberedFirst(engine, Memory(tmp_path))
    first.lines(PAGE, 200.0)
    (file,) = tmp_path.glob("*/*")
    file.write_bytes(b"half")
    assert first.lines(PAGE, 200.0) == [LINE]
    assert engine.asked == 2


def test_what_was_not_asked_for_the_longest_is_forgotten_first(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for number in range(4):
        memory.keep(f"{number:064d}", "x" * 1000)
    files = sorted(tmp_path.glob("*/*"))
    for number, file in enumerate(files):
        os.utime(file, (number, number))
    memory.recall(f"{0:064d}")
    forget(tmp_path, 2 * files[0].stat().st_size)
    assert [memory.recall(f"{number:064d}") is None for number in range(4)] == [
        False, True, True, False
    ]  # fmt: skip
    forget(tmp_path / "absent")


def test_a_folder_that_cannot_be_written_only_forgets(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    engine = Counting()
    first = RememberedFirst(engine, Memory(tmp_path / "file"))
    assert first.lines(PAGE, 200.0) == first.lines(PAGE, 200.0) == [LINE]
    assert engine.asked == 2
