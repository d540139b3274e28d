"""Départements side by side: only what is stated is compared, and it says what is not."""

import csv
import json
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from export.compare.comparison import VIEWS
from export.compare.scope import scope
from export.tables import write_tables
from export.typed import write_typed
from quitus.compare import Asked, compare
from schemas.dataset import DocumentFacts, DocumentFile
from schemas.errors import UsageError
from schemas.facts import Action, BudgetLine, Indicator, Part
from tests.export.test_tables import PLACE, document

ENTRANTS, RATE = "nombre_de_nouveaux_entrants", "taux_de_couverture"
Value = str | None
WORDS = {
    "ND": "not_available",
    "": "blank",
    "n/a": "not_applicable",
    "en cours": "text",
    "?": "uncertain",
}


def indicator(document_id: str, value: str, **more: Any) -> Indicator:
    """A figure, or the words printed for want of one; `12 ?` is an uncertain 12."""
    number = value.removesuffix(" ?")
    state = WORDS.get(value, "uncertain" if value.endswith("?") else "stated")
    told = {"label": "Nombre de nouveaux entrants", "indicator": ENTRANTS, "kind": "achieved"}
    return Indicator(
        document_id=document_id,
        part_id="p1",
        value=None if value in WORDS else Decimal(number),
        state=state,
        raw=value,
        **{**PLACE, "year": 2021, **told, **more},
    )


def line(document_id: str, phase: str, role: str, value: str, **more: Any) -> BudgetLine:
    return BudgetLine(
        document_id=document_id,
        part_id="p1",
        phase=phase,
        role=role,
        amount=None if value in WORDS else Decimal(value),
        state=WORDS.get(value, "stated"),
        raw=value,
        **{**PLACE, "action_id": "a1", **more},
    )


def budget(document_id: str, planned: str, executed: str, **more: Any) -> list[BudgetLine]:
    return [
        line(document_id, "planned", "total", planned, **more),
        line(document_id, "executed", "total", executed, **more),
    ]


def report(
    rank: int,
    code: str | None,
    indicators: Sequence[Indicator] = (),
    lines: Sequence[BudgetLine] = (),
) -> DocumentFile:
    document_id = key(rank)
    part = Part(document_id=document_id, part_id="p1", kind="autre", page_start=1, page_end=1)
    actions = [
        Action(
            document_id=document_id,
            part_id="p1",
            action_id=name,
            title=f"Action {name}",
            raw="",
            measure_title="Mobilité",
            **PLACE,
        )
        for name in dict.fromkeys(["a1", *(one.action_id for one in lines)])
    ]
    facts = DocumentFacts(
        parts=(part,),
        actions=tuple(actions) if lines else (),
        indicators=tuple(indicators),
        budget_lines=tuple(lines),
    )
    told = {"departement_code": code, "year": 2021, "source": f"{rank}.pdf"}
    return document(document_id, facts).model_copy(update=told)


def key(rank: int) -> str:
    return f"{rank:016d}"


def dataset(out: Path, *documents: DocumentFile) -> Path:
    write_tables(out / "tables", documents)
    write_typed(out)
    return out


def reports(*told: tuple[str, str]) -> list[DocumentFile]:
    """One report per (département, what it prints for the indicator)."""
    return [
        report(rank, code, [indicator(key(rank), value)]) for rank, (code, value) in enumerate(told)
    ]


def views(out: Path, **asked: Any) -> dict[str, list[dict[str, Any]]]:
    told, _ = compare(
        out, Asked(asked.pop("scope", scope(None, None, (), (), None)), "json", **asked)
    )
    found: dict[str, list[dict[str, Any]]] = json.loads(told)
    return found


def test_what_is_not_stated_enters_no_mean_and_no_rank(tmp_path: Path) -> None:
    told = (("03", "10"), ("09", "ND"), ("15", "20"), ("23", ""), ("32", "en cours"), ("53", "60"))
    out = dataset(tmp_path, *reports(*told, ("70", "n/a"), ("974", "1000 ?")))
    found = views(out)
    (row,) = found["statistics"]
    assert (row["departements"], row["stated"]) == (8, 3)
    assert (row["median"], row["mean"], row["least"], row["most"]) == ("20", "30", "10", "60")
    assert [row[state] for state in ("not_available", "blank", "text", "not_applicable")] == [1] * 4
    assert row["uncertain"] == 1
    ranked = {row["departement_code"]: (row["rank"], row["of"]) for row in found["values"]}
    assert ranked["53"] == (1, 3)
    assert {code for code, rank in ranked.items() if rank == (None, None)} == {
        "09",
        "23",
        "32",
        "70",
        "974",
    }
    assert {row["departement_code"]: row["2021_state"] for row in found["indicators"]}[
        "32"
    ] == "text"
    (marks,) = found["comparability"]
    assert (marks["comparable"], marks["09"], marks["23"], marks["03"]) == (3, "ND", "○", "●")
    pairs = {(row["departement_a"], row["departement_b"]): row["both"] for row in found["pairs"]}
    assert (pairs["03", "15"], pairs["03", "09"], len(pairs)) == (1, 0, 28)


def test_two_reports_that_differ_state_nothing(tmp_path: Path) -> None:
    out = dataset(
        tmp_path,
        *reports(("03", "10"), ("03", "11"), ("09", "7"), ("09", "7"), ("15", "ND"), ("15", "3")),
    )
    rows = {row["departement_code"]: row for row in views(out)["values"]}
    assert (rows["03"]["state"], rows["03"]["value"], rows["03"]["rank"]) == (
        "divergent",
        None,
        None,
    )
    assert (rows["09"]["value"], rows["09"]["of"]) == ("7", 2)
    assert (rows["15"]["state"], rows["15"]["value"], rows["15"]["source"]) == (
        "stated",
        "3",
        "5.pdf",
    )


def test_units_are_not_mixed(tmp_path: Path) -> None:
    documents = [
        report(0, "03", [indicator(key(0), "80", unit="%")]),
        report(1, "09", [indicator(key(1), "60", unit="%")]),
        report(2, "15", [indicator(key(2), "0.7")]),
        report(3, "23", [indicator(key(3), "ND")]),
    ]
    rows = views(dataset(tmp_path, *documents))["statistics"]
    told = [(row["unit"], row["stated"], row["not_available"]) for row in rows]
    assert sorted(told) == [
        ("", 1, 0),
        ("%", 2, 1),
    ]


def test_units_are_made_the_same_where_they_are(tmp_path: Path) -> None:
    """The first of a département and the second of another are compared; their values tell."""
    told = {
        "Délai": (("2", "heures"), ("90", "minutes")),
        "Places ouvertes": (("3", "places"), ("4", None)),
        "Entrants": (("3", "personne"), ("4", "personnes")),
        "Taux": (("80", "%"), ("60", "pour cent")),
        "Durée": (("1", "an"), ("18", "mois")),
        "Suivis": (("5", "familles"), ("6", None)),
        "Renforts": (("1.5", "ETP"), ("2", "ETPT")),
    }
    documents = [
        report(
            rank,
            code,
            [
                indicator(key(rank), two[rank][0], unit=two[rank][1], indicator=None, label=label)
                for label, two in told.items()
            ],
        )
        for rank, code in enumerate(("03", "09"))
    ]
    found: dict[str, list[tuple[str, int]]] = {}
    for row in views(dataset(tmp_path, *documents))["values"]:
        found.setdefault(row["label"], []).append((row["value"], row["of"]))
    assert found == {
        "Délai": [("120", 2), ("90", 2)],
        "Places ouvertes": [("3", 2), ("4", 2)],
        "Entrants": [("3", 2), ("4", 2)],
        "Taux": [("80", 2), ("60", 2)],
        "Durée": [("12", 2), ("18", 2)],
        "Suivis": [("5", 1), ("6", 1)],
        "Renforts": [("1.5", 1), ("2", 1)],
    }


def test_qualifiers_kinds_and_labels_stay_apart(tmp_path: Path) -> None:
    one = key(0)
    figures = [
        indicator(one, "10", qualifier="femmes"),
        indicator(one, "12", qualifier="hommes"),
        indicator(one, "30", kind="target"),
        indicator(one, "8", kind="baseline", year=2018),
        indicator(one, "5", indicator=None, label="Élus formés"),
    ]
    other = [indicator(key(1), "6", indicator=None, label="ELUS  FORMES")]
    found = views(dataset(tmp_path, report(0, "03", figures), report(1, "09", other)))
    rows = [row for row in found["statistics"] if row["indicator"] == ENTRANTS]
    assert [row["stated"] for row in rows] == [1, 1, 1, 1]
    (own,) = (row for row in found["statistics"] if row["indicator"] != ENTRANTS)
    assert (own["indicator"], own["stated"]) == ("elus formes", 2)


def test_attainment_and_change(tmp_path: Path) -> None:
    one = key(0)
    figures = [
        indicator(one, "30"),
        indicator(one, "40", kind="target"),
        indicator(one, "20", year=2019),
        indicator(one, "0", year=2019, kind="target"),
        indicator(one, "25", year=2020),
        indicator(one, "ND", year=2020, kind="target"),
    ]
    found = views(dataset(tmp_path, report(0, "03", figures)))
    rows = {row["year"]: row for row in found["attainment"]}
    assert rows[2021]["attainment"] == "75"
    assert (rows[2019]["attainment"], rows[2019]["reason"]) == (None, "cible nulle")
    assert (rows[2020]["attainment"], rows[2020]["reason"]) == (None, "cible : ND")
    achieved = next(row for row in found["indicators"] if row["kind"] == "achieved")
    assert (achieved["change"], achieved["change_percent"], achieved["change_years"]) == (
        "10",
        "50",
        "2019-2021",
    )


def test_budgets(tmp_path: Path) -> None:
    first = [
        *budget(key(0), "100", "80"),
        line(key(0), "planned", "share", "30", funder="etat", origin="report", year=2020),
        line(key(0), "planned", "share", "20", funder="etat", origin="avenant", year=2021),
        line(key(0), "planned", "share", "50", funder="departement"),
        line(key(0), "executed", "carry_over", "20", year=2022),
        *budget(key(0), "10", "ND", action_id="a2"),
    ]
    second = [*budget(key(1), "200", "250"), line(key(1), "planned", "share", "ND", funder="etat")]
    out = dataset(tmp_path, report(0, "03", (), first), report(1, "09", (), second))
    found = views(out)
    rows = {row["departement_code"]: row for row in found["budgets"]}
    one, two = rows["03"], rows["09"]
    assert (one["planned"], one["executed"], one["executed_state"]) == ("110.00", None, "partial")
    assert (one["actions"], one["actions_both"], one["rate"]) == (2, 1, "80")
    assert (two["rate"], two["rate_rank"], two["rate_of"]) == ("125", 1, 2)
    assert (two["executed_rank"], two["executed_of"]) == (1, 1)
    assert two["planned_etat"] is None
    actions = {(row["departement_code"], row["action"]): row for row in found["actions"]}
    lone = actions["03", "Action a1"]
    assert (lone["planned_etat"], lone["planned_departement"], lone["carry_over"]) == (
        "50.00",
        "50.00",
        "20.00",
    )
    assert (lone["year"], actions["09", "Action a1"]["overrun"]) == (2021, "50.00")
    stats = {row["what"]: row for row in found["budget_statistics"]}
    assert (stats["executed"]["stated"], stats["rate"]["stated"]) == (1, 2)
    assert [row["measure"] for row in found["measures"]] == ["Mobilité", "Mobilité"]


def test_an_action_with_a_budget_per_year(tmp_path: Path) -> None:
    lines = [
        *budget(key(0), "100", "80", year=2020),
        *budget(key(0), "110", "90", year=2021),
        line(key(0), "planned", "share", "60", funder="etat", year=2021),
    ]
    rows = views(dataset(tmp_path, report(0, "03", (), lines)))["budgets"]
    assert [(row["year"], row["planned"], row["planned_etat"]) for row in rows] == [
        (2020, "100.00", None),
        (2021, "110.00", "60.00"),
    ]


def test_a_report_counts_once(tmp_path: Path) -> None:
    same = [report(rank, "03", (), budget(key(rank), "100", "80")) for rank in (0, 1)]
    other = [report(2, "09", (), budget(key(2), "50", "25"))]
    rows = views(dataset(tmp_path / "a", *same, *other))["budgets"]
    assert [row["rate_of"] for row in rows] == [2, None, 2]
    assert "double" in rows[1]["note"]
    differ = report(3, "03", (), budget(key(3), "100", "81"))
    rows = views(dataset(tmp_path / "b", same[0], *other, differ))["budgets"]
    assert [row["rate_of"] for row in rows] == [None, None, 1]
    assert "diffèrent" in rows[0]["note"]


def test_what_stands_out_is_named_with_its_reason(tmp_path: Path) -> None:
    codes = ("03", "09", "15", "23", "32", "53")
    told = [(code, str(100 + rank)) for rank, code in enumerate(codes)]
    rows = views(dataset(tmp_path, *reports(*told, ("974", "900"))))["values"]
    assert [row["departement_code"] for row in rows if row["outlier"]] == ["974"]
    assert "Q3 + 1,5" in rows[-1]["outlier"]


def test_files(tmp_path: Path) -> None:
    out = dataset(tmp_path / "out", *reports(("03", "10.5"), ("09", "ND")))
    everything = scope(None, None, (), (), None)
    told, notes = compare(out, Asked(everything, "csv", None, ("values",)))
    assert [row["value"] for row in csv.DictReader(StringIO(told))] == ["10.5", ""]
    assert "2 départements" in notes[0]
    compare(out, Asked(everything, "csv", tmp_path / "csv"))
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(VIEWS)
    compare(out, Asked(everything, "xlsx", tmp_path / "c.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames == list(VIEWS)
    assert book["values"].cell(2, 11).value == 10.5
    told, _ = compare(out, Asked(everything))
    assert "10,5" in told
    assert "ND" in told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"form": "pdf"}, "format"),
        ({"views": ("taxes",)}, "n'est pas une vue"),
        ({"form": "csv"}, "--view"),
        ({"form": "xlsx"}, "fichier"),
    ],
)
def test_one_sentence_for_what_cannot_be_done(
    tmp_path: Path, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        compare(tmp_path, Asked(scope(None, None, (), (), None), **asked))


@pytest.mark.parametrize(
    ("codes", "region", "years"),
    [
        ("99", None, None),
        (None, "Atlantide", None),
        (None, None, "20x1"),
        ("03", "Occitanie", None),
    ],
)
def test_a_filter_that_is_none(codes: str | None, region: str | None, years: str | None) -> None:
    with pytest.raises(UsageError):
        scope(codes, region, (), (), years)
