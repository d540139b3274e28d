"""Who receives: spellings made one, others pointed at, and what a user corrects."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from export.beneficiaries import CORRECTIONS, identity
from quitus.beneficiaries import beneficiaries
from schemas.errors import UsageError
from tests.export.test_scdl import BODY, agreement, dataset, grant


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return dataset(
        tmp_path / "out",
        grants=[
            grant(0, "L'Étape", "10"),
            grant(1, "ASSOC. L'ETAPE", "20.50"),
            grant(2, "ASSOC. L'ETAPE", None, state="not_available"),
            grant(3, "Régie de quartier du lac", "5"),
            grant(4, "Régie de quartiers du lac", "6"),
            grant(5, "Foyer rural", "7"),
            grant(6, "Total", "48.50", kind="total"),
        ],
        agreements=[agreement("convention")],
    )


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["spelling"]: row for row in csv.DictReader(StringIO(text))}


def test_spellings_of_one_name_are_one(out: Path) -> None:
    found = rows(beneficiaries(out, None, None))
    one, other = found["L'Étape"], found["ASSOC. L'ETAPE"]
    assert one["beneficiary_id"] == other["beneficiary_id"] == identity("l'étape")
    assert (one["name"], one["siret"], other["siret"]) == (other["name"], BODY, BODY)
    assert (one["rows"], one["granted"], other["rows"], other["granted"]) == (
        "2",
        "10.00",
        "2",
        "20.50",
    )
    assert "Total" not in found


def test_a_close_name_is_pointed_at_and_not_merged(out: Path) -> None:
    found = rows(beneficiaries(out, None, None))
    one, other = found["Régie de quartier du lac"], found["Régie de quartiers du lac"]
    assert one["beneficiary_id"] != other["beneficiary_id"]
    assert (one["close_to"], other["close_to"]) == (other["beneficiary_id"], one["beneficiary_id"])
    assert 90 <= int(one["score"]) < 100
    assert (found["Foyer rural"]["close_to"], found["Foyer rural"]["score"]) == ("", "100")


def test_corrections_are_respected(out: Path, tmp_path: Path) -> None:
    same = identity("Régie de quartier du lac")
    (out / CORRECTIONS).write_text(
        f"spelling,beneficiary_id\nRégie de quartiers du lac,{same}\n", "utf-8"
    )
    assert beneficiaries(out, None, tmp_path / "b.csv") == ""
    found = rows((tmp_path / "b.csv").read_text("utf-8"))
    corrected = found["Régie de quartiers du lac"]
    assert (corrected["beneficiary_id"], corrected["link"], corrected["close_to"]) == (
        same,
        "corrected",
        "",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nom,id\na,b\n", "colonnes"),
        ("spelling,beneficiary_id\na,b\na,c\n", "deux choses"),
        (None, "n'existe pas"),
    ],
)
def test_corrections_that_cannot_be_read(
    out: Path, tmp_path: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "c.csv").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        beneficiaries(out, tmp_path / "c.csv", None)
