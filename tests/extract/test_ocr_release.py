"""Memory that pages left behind goes back to the system."""

from __future__ import annotations

import sys

import pytest

from extract.ocr import release


def test_memory_between_living_pieces_is_given_back() -> None:
    if release._trim() is None or not release.resident():
        assert release.give_back(0) is False  # no such library or system: nothing is done
        return
    pieces = [bytearray(60_000) for _ in range(2_000)]
    held = release.resident()
    kept = pieces[::100]
    del pieces
    assert release.give_back(0) is True
    assert release.resident() < held - 50_000_000
    assert len(kept) == 20


def test_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "resident", lambda: release.MOST)
    assert release.give_back() is False


def test_other_systems_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "_trim", lambda: None)
    monkeypatch.setattr(release, "resident", lambda: sys.maxsize)
    assert release.give_back() is False
