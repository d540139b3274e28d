"""What is asked for: départements, métropoles, regions, measures, years, denominators."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from export.compare.scope import scope
from export.compare.write import LONGEST
from quitus.compare import Asked, compare
from schemas.errors import UsageError
from tests.export.test_compare import budget, dataset, indicator, key, report, reports, views


def test_filters(tmp_path: Path) -> None:
    out = dataset(tmp_path, *reports(("03", "10"), ("09", "20"), ("32", "30")))

    def codes(*asked: Any) -> set[str]:
        return {row["departement_code"] for row in views(out, scope=scope(*asked))["values"]}

    assert codes("3,09", None, (), (), None) == {"03", "09"}
    assert codes(None, "occitanie", (), (), "2020-2021") == {"09", "32"}
    assert codes("03", None, ("entrants",), (), None) == {"03"}
    for nothing in ((None, None, (), (), "2019"), (None, None, ("mobilité",), (), None)):
        with pytest.raises(UsageError, match=r"rien à comparer|aucun indicateur"):
            codes(*nothing)


def test_a_measure(tmp_path: Path) -> None:
    """Its actions, and the indicators that stand under it or under one of its actions."""
    rent = {"label": "Aides au loyer", "indicator": None}
    figures = [
        indicator(key(0), "1", section_number="1.1"),
        indicator(key(0), "2", section_number="1.1.1", **rent),
        indicator(key(0), "3", section_number="1.2", label="Places de crèche", indicator=None),
        indicator(key(0), "4", label="Rattaché à rien", indicator=None),
    ]
    document = report(0, "03", figures, budget(key(0), "100", "80"))
    numbered = {"number": "1.1.1", "measure_number": "1.1"}
    entries = tuple(entry.model_copy(update=numbered) for entry in document.actions)
    out = dataset(tmp_path, document.model_copy(update={"actions": entries}))

    def told(*measures: str) -> tuple[int, set[str]]:
        found = views(out, scope=scope(None, None, (), measures, None))
        return len(found["actions"]), {row["label"] for row in found["values"]}

    assert told("MOBILITE") == (1, {"Nombre de nouveaux entrants", "Aides au loyer"})
    assert told("action a1") == (1, {"Aides au loyer"})
    with pytest.raises(UsageError, match="rien à comparer"):
        told("crèche")


def test_a_metropole_is_not_the_departement_around_it(tmp_path: Path) -> None:
    own = report(0, None, [indicator(key(0), "50")], budget(key(0), "10", "5"))
    own = own.model_copy(update={"entity_code": "69M", "entity_name": "Métropole de Lyon"})
    around = report(1, "69", [indicator(key(1), "7")], budget(key(1), "100", "80"))
    out = dataset(tmp_path, own, around)
    found = views(out)
    told = {row["departement"]: (row["value"], row["rank"]) for row in found["values"]}
    assert told == {"Métropole de Lyon": ("50", 1), "Rhône": ("7", 2)}
    budgets = {row["departement_code"]: row["executed"] for row in found["budgets"]}
    assert budgets == {"69": "80.00", "69M": "5.00"}
    (lone,) = views(out, scope=scope("200046977", None, (), (), None))["values"]
    assert lone["departement_code"] == "69M"
    assert len(views(out, scope=scope(None, "auvergne-rhône-alpes", (), (), None))["values"]) == 2


def test_very_many_rows_are_cut_on_a_screen_and_whole_in_a_file(tmp_path: Path) -> None:
    many = [report(n, "03", (), budget(key(n), "100", str(n))) for n in range(LONGEST + 5)]
    out = dataset(tmp_path / "out", *many)
    told, _ = compare(out, Asked(scope(None, None, (), (), None), views=("actions",)))
    assert "et 5 lignes de plus" in told
    to = tmp_path / "a.csv"
    compare(out, Asked(scope(None, None, (), (), None), "csv", to, ("actions",)))
    with to.open(encoding="utf-8", newline="") as file:
        spent = [row["executed"] for row in csv.DictReader(file)]
    assert sorted(spent, key=Decimal) == [f"{n}.00" for n in range(LONGEST + 5)]


def test_denominators(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("departement_code;year;habitants\n03;2021;200\n9;;400\n", "utf-8")
    first = report(0, "03", [indicator(key(0), "10")], budget(key(0), "100", "80"))
    second = report(1, "09", [indicator(key(1), "10", unit="%")])
    found = views(dataset(tmp_path / "out", first, second), denominators=path)
    assert {row["departement_code"]: row["per_habitants"] for row in found["values"]} == {
        "03": "0.05",
        "09": None,
    }
    assert found["budgets"][0]["per_habitants"] == "0.4"
    for wrong, said in (
        ("code;n\n1;2", "departement_code"),
        ("departement_code;n\n99;2", "n'est pas un code"),
        ("departement_code;n\n01;0", "positif"),
        ("departement_code;n\n01;x", "nombre"),
        ("departement_code;n\n01;1\n1;2", "seconde fois"),
    ):
        path.write_text(wrong, "utf-8")
        with pytest.raises(UsageError, match=said):
            views(tmp_path / "out", denominators=path)


def test_who_has_no_denominator_is_told(tmp_path: Path) -> None:
    out = dataset(tmp_path / "out", *reports(("03", "10"), ("09", "20")))
    (tmp_path / "d.csv").write_text("departement_code,habitants\n03,200\n", "utf-8")
    _, notes = compare(out, Asked(scope(None, None, (), (), None), denominators=tmp_path / "d.csv"))
    assert notes[-1] == "Sans « habitants » dans les dénominateurs : 09."


def test_what_the_dataset_has_is_told_to_who_asks_for_something_else(tmp_path: Path) -> None:
    out = dataset(tmp_path, *reports(("03", "10"), ("09", "20")))
    with pytest.raises(UsageError, match=r"documents de : 03, 09\.$"):
        views(out, scope=scope("75", None, (), (), None))
    with pytest.raises(UsageError, match="aucun indicateur « crèche »"):
        views(out, scope=scope(None, None, ("crèche",), (), None))
    with pytest.raises(UsageError, match="finit avant de commencer"):
        scope(None, None, (), (), "2021-2019")
