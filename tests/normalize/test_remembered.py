"""Readers that remember what they said."""

from __future__ import annotations

from normalize import remembered
from normalize.facts import read_facts
from normalize.numbers import read_number
from schemas.printed import Block, PageFacts, PrintedDocument, Text


def test_a_reader_is_asked_once_until_it_forgets() -> None:
    asked: list[str] = []

    @remembered.remembered
    def read(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [read("abc"), read("abc"), read("")] == [3, 3, 0]
    assert asked == ["abc", ""]
    remembered.forget()
    assert read("abc") == 3
    assert asked == ["abc", "", "abc"]
    remembered._doors.pop()


def test_nothing_of_a_document_stays() -> None:
    page = PageFacts(1, 600.0, 800.0, "native")
    text = Text("Le Département verse 12 000 € le 3 mai 2021.")
    read_number("12")
    read_facts(PrintedDocument((page,), (Block("toc", text),), (), ()), "0" * 16)
    assert [door.cache_info().currsize for door in remembered._doors] == [0] * len(
        remembered._doors
    )
