"""Names of a list that an engine may misread: who sat is a fact, and its doubt is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.document import read_document
from extract.ocr.agree import seconds
from normalize.deliberation.names import is_number_in_doubt, read_names
from normalize.facts import read_facts
from samples.scanning import scan
from schemas.acts import Attendance
from schemas.printed import Text
from tests.acts.paper import read
from tests.normalize.printed import text

HEAD = """
VILLE DES RIVIÈRES
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
Séance du 14 mai 2024
Présents : Alix MERLE,Paul RENAUD, Inès FABRE-LENOIR,Yves LE GALL, Nora HADDAD.
Absents : Zoé PIN,Luc ARNAL.
# SUBVENTIONS AUX ASSOCIATIONS (N°2024-118)
Le Conseil municipal, après en avoir délibéré, décide d'attribuer 500 € au club nautique.
Adopté à l'unanimité.
"""


def seen(value: str, other: str) -> Text:
    """A line as two engines read it."""
    made = text(value)
    for piece, again in zip(made.pieces, seconds(value.split(), other), strict=True):
        piece.word.second = again
    return made


@pytest.mark.parametrize(
    ("one", "other", "names", "number"),
    [
        ("Ana UNE,Bo DEUX, Cy TROIS", "Ana UNE Bo DEUX, Cy TROIS", "", False),
        ("Ana UNE,Bo DEUX, Cy TROIS", "Ana UNE,Bo DEUX, Cv TROIS", "Cy TROIS", False),
        ("Ana UNE Bo DEUX, Cy TROIS,", "Ana UNE,Bo DEUX, Cy TROIS", "Ana UNE|Bo DEUX", True),
        ("Ana UNE,BoDEUX, Cy TROIS", "Ana UNE,Bo,DEUX, Cy TROIS", "BoDEUX", True),
        ("Ana TROISBo DEUX, Cy UNE,", "Ana TROISBo DEUX, Cy UNE,", "Ana TROIS|Bo DEUX", True),
        ("Ana UNE.Bo DEUX, Cy TROIS,", "Ana UNE,Bo DEUX, Cy TROIS", "", False),
    ],
)
def test_a_name_that_two_readings_have_otherwise(
    one: str, other: str, names: str, number: bool
) -> None:
    line = seen(one, other)
    found = read_names(line)
    doubtful = [each.name for each in found if each.doubtful]
    if "BoDEUX" not in one:
        assert [each.name.split()[0] for each in found] == ["Ana", "Bo", "Cy"]
        assert "|".join(doubtful) == names
    assert is_number_in_doubt(line, found) == number


def members(path: Path) -> tuple[Attendance, ...]:
    return read_facts(read_document(path, ocr="auto"), "d").attendance


def test_the_names_of_a_scanned_act_are_those_of_its_twin(tmp_path: Path) -> None:
    read(tmp_path, HEAD)
    scan(tmp_path / "acte.pdf", tmp_path / "scan.pdf")
    due, said = members(tmp_path / "acte.pdf"), members(tmp_path / "scan.pdf")
    assert [row.name.split()[-1] for row in due] == [
        "MERLE", "RENAUD", "FABRE-LENOIR", "GALL", "HADDAD", "PIN", "ARNAL",
    ]  # fmt: skip
    assert all(row.state == "stated" for row in due)
    sure = {row.name for row in said if row.state == "stated"}
    assert sure <= {row.name for row in due}
    assert len(sure) > 4
