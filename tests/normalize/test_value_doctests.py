"""The examples in the docstrings of the value readers hold."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "amount_spans",
        "amounts",
        "blanks",
        "dates",
        "digits",
        "labelled_numbers",
        "numbers",
        "periods",
        "states",
        "words_to_number",
    ],
)
def test_examples(name: str) -> None:
    failed, tried = doctest.testmod(import_module(f"normalize.{name}"))
    assert tried
    assert not failed
