"""SCDL files: what is accepted, what is rejected and why, where each cell comes from."""

import csv
import datetime as dt
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.data import load
from export.scdl.register import Known, Register, key, read_register
from export.scdl.standard import DELIBERATIONS, STANDARDS, SUBVENTIONS
from export.tables import write_tables
from export.typed import write_typed
from quitus.export_scdl import Given, export
from schemas.acts import Agreement, AgreementTerm, Deliberation, Grant
from schemas.dataset import DocumentFacts
from schemas.errors import UsageError
from schemas.facts import Part
from tests.export.test_tables import PLACE, document

ONE = "a" * 16
AUTHORITY, BODY, OTHER = "73282932000074", "35600000000048", "55208131766522"
DEFAULTS = """
[scdl-subventions]
nomAttribuant = "Ville d'Essai"
dateConvention = 2021-03-01
nature = "aide en numéraire"
conditionsVersement = "unique"
datesPeriodeVersement = "2021-03-01/2021-12-31"
notificationUE = false
[scdl-deliberations]
COLL_NOM = "Ville d'Essai"
DELIB_MATIERE_CODE = "7.10"
"""
ACT: dict[str, Any] = {"document_id": ONE, "part_id": "p1", "raw": "x", **PLACE}


def deliberation(**more: Any) -> Deliberation:
    told = {"number": "2021-7", "session_date": dt.date(2021, 2, 4), "object": "Subventions"}
    return Deliberation(**{**ACT, **told, "body": "Conseil municipal", **more})


def grant(row: int, name: str, amount: str | None, **more: Any) -> Grant:
    told = {"row": row, "kind": "line", "beneficiary": name, "description": "Fête du lac"}
    value = None if amount is None else Decimal(amount)
    return Grant(**{**ACT, "top": 9.0, "bottom": 10.0, **told, "amount": value, **more})


def dataset(out: Path, **rows: Sequence[Any]) -> Path:
    part = Part(document_id=ONE, part_id="p1", kind="deliberation", page_start=1, page_end=1)
    facts = DocumentFacts(parts=(part,), **{name: tuple(many) for name, many in rows.items()})
    write_tables(out / "tables", [document(ONE, facts)])
    write_typed(out)
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(
    tmp_path: Path, out: Path, form: str, register: str | None = None
) -> list[list[dict[str, str]]]:
    (tmp_path / "d.toml").write_text(DEFAULTS, "utf-8")
    if register is not None:
        (tmp_path / "r.csv").write_text(register, "utf-8")
    known = tmp_path / "r.csv" if register is not None else None
    export(out, form, tmp_path / "f.csv", Given(AUTHORITY, tmp_path / "d.toml", known))
    return [rows(tmp_path / f"f{kind}.csv") for kind in ("", ".rejets", ".provenance")]


REGISTER = (
    f"nom;siret;rna;commune\nAssociation L'Étape;{BODY};;Lac\nRégie de quartier;;W123456789;\n"
)


def test_grants_that_the_standard_accepts(tmp_path: Path) -> None:
    out = dataset(
        tmp_path / "out",
        deliberations=[deliberation()],
        grants=[
            grant(0, "ASSOC. L'ETAPE", "1930.54"),
            grant(1, "Régie de quartiers", "500"),
            grant(2, "Inconnue", "10"),
            grant(3, "L'Étape", "0.00"),
            grant(4, "L'Étape", None, state="not_available"),
            grant(5, "L'Étape", "12", state="uncertain"),
            grant(6, "Total", "2440.54", kind="total"),
        ],
    )
    accepted, rejected, provenance = files(tmp_path, out, "scdl-subventions", REGISTER)
    assert [
        (row["montant"], row["idBeneficiaire"], row["rnaBeneficiaire"]) for row in accepted
    ] == [
        ("1930.54", BODY, ""),
        ("500.00", "", "W123456789"),
    ]
    assert [row["referenceDecision"] for row in accepted] == ["2021-7", "2021-7"]
    assert all(SUBVENTIONS.against(row) == [] for row in accepted)
    reasons = [row["motifs"] for row in rejected]
    for reason, said in zip(
        reasons, ("l'un des deux", "0 €", "non communiqué", "lecture incertaine"), strict=True
    ):
        assert said in reason
    cells = {(row["fichier"], row["ligne"], row["champ"]): row for row in provenance}
    assert len(provenance) == len(SUBVENTIONS.fields) * 6
    first, second = (cells["f.csv", line, "nomBeneficiaire"] for line in ("2", "3"))
    assert (first["origine"], second["page"]) == ("imprimé", "1")
    assert "même nom" in cells["f.csv", "2", "idBeneficiaire"]["precision"]
    assert "score 97" in cells["f.csv", "3", "rnaBeneficiaire"]["precision"]
    assert cells["f.csv", "2", "nature"]["origine"] == "donné"
    assert cells["f.csv", "2", "pourcentageSubvention"]["origine"] == "déduit"
    assert cells["f.rejets.csv", "2", "idBeneficiaire"]["origine"] == "absent"


def test_nothing_is_invented(tmp_path: Path) -> None:
    out = dataset(tmp_path / "out", grants=[grant(0, "L'Étape", "12")])
    export(out, "scdl-subventions", tmp_path / "f.csv", Given())
    (row,) = rows(tmp_path / "f.rejets.csv")
    filled = {name for name, value in row.items() if value} - {
        "motifs",
        "document_id",
        "source",
        "page",
    }
    assert filled == {"nomBeneficiaire", "objet", "montant", "pourcentageSubvention"}
    assert "dateConvention : valeur obligatoire absente" in row["motifs"]


def agreement(kind: str, **more: Any) -> Agreement:
    told = {"kind": kind, "number": "2021-33", "object": "Chantier", "beneficiary": "L'Étape"}
    return Agreement(**{**ACT, **told, "siret": BODY, "siret_valid": True, **more})


def total(amount: str) -> AgreementTerm:
    return AgreementTerm(**ACT, role="total", amount=Decimal(amount))


def test_an_agreement_lends_its_siret_and_its_date(tmp_path: Path) -> None:
    out = dataset(
        tmp_path / "out",
        deliberations=[deliberation()],
        grants=[grant(0, "L'Étape", "12", agreement="Convention n° 2021-33")],
        agreements=[agreement("convention", signed_on=dt.date(2021, 3, 2))],
        agreement_terms=[total("12")],
    )
    accepted, rejected, _ = files(tmp_path, out, "scdl-subventions")
    assert [(row["idBeneficiaire"], row["dateConvention"]) for row in accepted] == [
        (BODY, "2021-03-02")
    ]
    assert rejected == []


def test_agreements_alone(tmp_path: Path) -> None:
    out = dataset(
        tmp_path / "out", agreements=[agreement("convention")], agreement_terms=[total("7")]
    )
    accepted, _, _ = files(tmp_path, out, "scdl-subventions")
    assert [(row["montant"], row["objet"]) for row in accepted] == [("7.00", "Chantier")]
    out = dataset(tmp_path / "two", agreements=[agreement("avenant")], agreement_terms=[total("7")])
    accepted, rejected, _ = files(tmp_path, out, "scdl-subventions")
    assert (accepted, "avenant" in rejected[0]["motifs"]) == ([], True)
    out = dataset(
        tmp_path / "three",
        agreements=[agreement("convention", siret=BODY[:13])],
        agreement_terms=[total("7"), total("8")],
    )
    accepted, rejected, _ = files(tmp_path, out, "scdl-subventions")
    assert (accepted, "plusieurs totaux" in rejected[0]["motifs"]) == ([], True)
    assert "n'a pas 14 chiffres" in rejected[0]["motifs"]


def test_deliberations(tmp_path: Path) -> None:
    seated = {"present_count": 20, "excused_count": 3, "absent_count": 1}
    votes = {"votes_for": 20, "votes_against": 1, "abstentions": 2}
    out = dataset(
        tmp_path / "out",
        deliberations=[
            deliberation(
                number="1", **seated, **votes, received_on=dt.date(2021, 2, 9), matter="8.2"
            ),
            deliberation(number="2", **votes),
            deliberation(number="3", received_on=dt.date(2021, 2, 1)),
            deliberation(number="4", **{**seated, "present_count": 2}, **votes),
            deliberation(number=None),
            deliberation(number="6", prefecture_id="034-213401722-20210204-6-DE"),
        ],
    )
    accepted, rejected, provenance = files(tmp_path, out, "scdl-deliberations")
    assert [row["DELIB_ID"] for row in accepted] == ["1", "2"]
    first, second = accepted
    assert first["DELIB_MATIERE_NOM"] == "Domaines de compétences par thèmes/Aide sociale"
    assert second["DELIB_MATIERE_CODE"] == "7.10"
    assert second["DELIB_MATIERE_NOM"] == "Finances locales/Divers"
    assert [first[f"VOTE_{name}"] for name in ("EFFECTIF", "REEL", "ABSTENTION")] == [
        "24",
        "23",
        "2",
    ]
    assert {second[name] for name in second if name.startswith("VOTE")} == {""}
    assert any("sans l'effectif" in row["precision"] for row in provenance)
    reasons = " | ".join(row["motifs"] for row in rejected)
    for said in ("est avant DELIB_DATE", "est inférieur à VOTE_REEL", "DELIB_ID", "213401722"):
        assert said in reasons
    assert all(DELIBERATIONS.against(row) == [] for row in accepted)


@pytest.mark.parametrize(
    ("field", "value", "fit"),
    [
        ("idAttribuant", AUTHORITY, True),
        ("idAttribuant", AUTHORITY[:9], False),
        ("idAttribuant", AUTHORITY + ".0", False),
        ("idAttribuant", "7,99E+13", False),
        ("idAttribuant", "73282932000075", False),
        ("montant", "1930.54", True),
        ("montant", "1930,54", False),
        ("montant", "1E+3", False),
        ("montant", "NaN", False),
        ("dateConvention", "2021-02-29", False),
        ("dateConvention", "01/02/2021", False),
        ("datesPeriodeVersement", "2021-02-01/2021-12-31", True),
        ("notificationUE", "true", False),
        ("pourcentageSubvention", "0.45", True),
        ("pourcentageSubvention", "45", False),
        ("nature", "numéraire", False),
        ("rnaBeneficiaire", "W12345678", False),
        ("objet", "x" * 257, False),
        ("objet", "", False),
        ("idRAE", "", True),
    ],
)
def test_what_a_field_may_hold(field: str, value: str, fit: bool) -> None:
    (one,) = (one for one in SUBVENTIONS.fields if one.name == field)
    assert (one.against(value) is None) is fit


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=5, max_size=5))
def test_votes_add_up(counts: list[int]) -> None:
    names = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
    row = {
        "COLL_NOM": "Ville",
        "COLL_SIRET": AUTHORITY,
        "DELIB_ID": "1",
        "DELIB_DATE": "2021-01-01",
        "DELIB_MATIERE_CODE": "7.5",
        "DELIB_MATIERE_NOM": "x",
        "DELIB_OBJET": "x",
        **{name: str(number) for name, number in zip(names, counts, strict=True)},
    }
    holds = counts[1] == sum(counts[2:]) and counts[0] >= counts[1]
    assert (DELIBERATIONS.against(row) == []) is holds


def test_a_period_that_ends_before_it_starts() -> None:
    base = {field.name: "" for field in SUBVENTIONS.fields}
    rule = SUBVENTIONS.rules[1]
    assert rule({**base, "datesPeriodeVersement": "2021-03-01/2021-01-01"}) is not None
    assert rule({**base, "datesPeriodeVersement": "2021-02-30"}) is not None
    assert rule({**base, "datesPeriodeVersement": "2021-02-03/2021-02-03"}) is None


def test_names_in_the_register() -> None:
    register = Register(
        [
            Known("Foyer rural", BODY, "", "Lac"),
            Known("Foyer rural", OTHER, "", "Mont"),
            Known("Comité des fêtes de Bourg", BODY, "", ""),
            Known("Comité des fêtes de Bourgs", OTHER, "", ""),
        ]
    )
    assert register.find("FOYER RURAL") is None  # two of one name: which is not said
    found = register.find("foyer rural", "Mont")
    assert found is not None
    assert (found.known.siret, found.score) == (OTHER, 100)
    assert register.find("Comité de fêtes de Bourg") is None  # two are about as close
    assert register.find("Club de voile") is None
    assert key("SARL") == "sarl"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nom,siret\nL'Étape,123\n", "n'est pas un SIRET"),
        ("raison,siret\nL'Étape,\n", "pas de nom"),
    ],
)
def test_a_register_must_be_right(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "r.csv").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        read_register(tmp_path / "r.csv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nature = 'don'", "valeur autorisée"),
        ("Nature = 'aide en nature'", "n'est pas un champ"),
        ("nature =", "TOML"),
    ],
)
def test_defaults_must_be_fit(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "d.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        export(tmp_path, "scdl-subventions", None, Given(None, tmp_path / "d.toml", None))


def test_a_siret_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--collectivite-siret"):
        export(tmp_path, "scdl-subventions", None, Given(AUTHORITY[:-1]))


def test_the_words_are_whole() -> None:
    assert tomllib.loads(DEFAULTS).keys() == STANDARDS.keys()
    sizes = [len(load("scdl")["matters"][str(first)]["sub"]) for first in range(1, 10)]
    assert sizes == [7, 3, 6, 5, 8, 5, 10, 9, 4]


def test_every_rule_speaks_where_it_can() -> None:
    """Between fields too, whatever else is wrong with the row."""
    votes = {"VOTE_EFFECTIF": "9", "VOTE_REEL": "8", "VOTE_POUR": "4", "VOTE_CONTRE": "1"}
    told = DELIBERATIONS.against(
        {
            **votes,
            "VOTE_ABSTENTION": "1",
            "DELIB_DATE": "2021-03-04",
            "PREF_DATE": "2021-03-03",
            "BUDGET_ANNEE": "2021",
        }
    )
    assert [reason.split(" : ")[0] for reason in told] == [
        *("COLL_NOM", "COLL_SIRET", "DELIB_ID"),
        *("DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET"),
        *("BUDGET_ANNEE, BUDGET_NOM", "PREF_DATE", "VOTE_REEL"),
    ]
    wrong = DELIBERATIONS.against({**votes, "VOTE_ABSTENTION": "x", "PREF_DATE": "3 mars"})
    assert sum("VOTE" in reason for reason in wrong) == 1
    assert sum("PREF_DATE" in reason for reason in wrong) == 1
    period = SUBVENTIONS.against({"datesPeriodeVersement": "2021-02-30/2021-03-01"})
    assert "datesPeriodeVersement : une date n'existe pas au calendrier" in period
    assert (
        sum("datesPeriode" in one for one in SUBVENTIONS.against({"datesPeriodeVersement": "x"}))
        == 1
    )


def test_a_grant_without_words_of_its_own_is_for_what_its_act_is_for(tmp_path: Path) -> None:
    out = dataset(
        tmp_path / "out",
        deliberations=[deliberation(object="Subventions aux clubs")],
        grants=[grant(0, "L'Étape", "12", description=None)],
    )
    kept, _, origin = files(tmp_path, out, "scdl-subventions", REGISTER)
    assert kept[0]["objet"] == "Subventions aux clubs"
    (told,) = (row for row in origin if row["champ"] == "objet")
    assert (told["origine"], told["precision"]) == ("déduit", "objet de la délibération")
