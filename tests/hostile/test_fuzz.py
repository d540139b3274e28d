"""PDFs spoilt at random end in a status; printed text spoilt at random ends in a reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalize.amounts import find_amounts, leading_amount, read_amount
from normalize.dates import find_dates, read_date
from normalize.numbers import read_number
from normalize.periods import find_periods, read_as_of, read_period
from quitus.workers import Isolated
from tests.cli.pdfs import write_pdf
from tests.hostile.fuzz import BAD, LIMITS, read_spoilt
from tests.hostile.mutate import spoil
from tests.hostile.raw import LINE, stream, write_raw

WORDS = st.sampled_from(
    [
        "12", "1 234,56", "€", "M€", "k€", "%", "-", "(", ")", "/", ".", ",", " ", "\u00a0", "\u202f",
        "du", "au", "1er", "janvier", "2023", "31/12/2022", "31 février", "euros", "million", "deux",
        "cent", "mille", "n/a", "Néant", "à hauteur de", "dont", "+", "=", "²", "½", "\x00", "\n",
        "ſ", "İ", "９", "99999999999999999999999999", "0,00", "1e9", "−",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=12).map("".join)


@pytest.fixture(scope="module")
def isolated() -> Iterator[Isolated]:
    made = Isolated(LIMITS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("whole")
    pages = [
        write_raw(folder / "raw.pdf"),
        write_raw(folder / "packed.pdf", {4: stream(LINE * 40, packed=True)}),
        write_pdf(folder / "pages.pdf", pages=3),
    ]
    return [path.read_bytes() for path in pages]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 40))
def test_a_spoilt_pdf_ends_in_a_status(
    isolated: Isolated, bodies: list[bytes], tmp_path: Path, seed: int
) -> None:
    spoilt = spoil(bodies[seed % len(bodies)], seed)
    assert read_spoilt(isolated, spoilt, tmp_path) not in BAD


@given(TEXTS | st.text())
def test_any_text_has_a_reading(text: str) -> None:
    read_amount(text)
    leading_amount(text)
    read_number(text)
    read_date(text)
    read_period(text)
    read_as_of(text)
    for found in (*find_amounts(text), *find_dates(text), *find_periods(text)):
        assert found
