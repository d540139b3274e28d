"""The examples of the documentation are what is read in the samples."""

import json

from samples import examples
from schemas.dataset import TABLES
from schemas.markdown import EXAMPLES


def test_the_examples_are_those_of_the_samples() -> None:
    assert EXAMPLES.read_text("utf-8") == examples.text(), "write them again: make schema"


def test_every_table_has_one() -> None:
    assert all(json.loads(EXAMPLES.read_text("utf-8"))[table] for table in TABLES)
