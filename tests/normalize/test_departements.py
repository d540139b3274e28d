"""Départements by name and number, and which one a document is about."""

from __future__ import annotations

import pytest

from normalize.departements import (
    about,
    by_code,
    collectivites,
    departements,
    entity,
    read_departement,
    whose,
)
from normalize.text import fold
from schemas.identifiers import luhn


def test_all_of_them() -> None:
    codes = [one.code for one in departements()]
    expected = [f"{number:02}" for number in range(1, 96) if number != 20]
    assert sorted(codes) == sorted([*expected, "2A", "2B", "971", "972", "973", "974", "976"])
    assert len({one.name for one in departements()}) == len(codes) == 101
    assert len({one.region for one in departements()}) == 18


@pytest.mark.parametrize(
    "shape", ["{}", "Département : {}", "{} ({code})", "{code} - {}", "CONSEIL DÉPARTEMENTAL DE {}"]
)
def test_every_name_in_every_shape(shape: str) -> None:
    for one in departements():
        for name in (
            one.name,
            one.name.upper(),
            one.name.replace("-", " "),
            one.name.replace("'", "’"),
        ):
            assert read_departement(shape.format(name, code=one.code)) == one


@pytest.mark.parametrize("shape", ["{}", "CD{}", "CD {}", "Département {}", "({})"])
def test_every_number(shape: str) -> None:
    for one in departements():
        assert read_departement(shape.format(one.code)) == one


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Département de la Creuse", "23"),
        ("le département de l’Ain", "01"),
        ("1", "01"),
        ("2a", "2A"),
        ("Val d'Oise", "95"),
        ("Cotes d’Armor", "22"),
        ("Seine Saint Denis", "93"),
        ("Réunion", "974"),
        ("DÉPARTEMENT DU NORD", "59"),
        ("Préfecture de l'Orne", "61"),
        ("69D", "69"),
    ],
)
def test_read(text: str, code: str) -> None:
    found = read_departement(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "96",
        "975",
        "Creuse (24)",
        "Métropole de Lyon",
        "Collectivité européenne d'Alsace",
        "12 rue",
        "la Loire coule",
        "Bretagne",
    ],
)
def test_not_one(text: str) -> None:
    assert read_departement(text) is None


def test_by_code_keeps_text() -> None:
    one = by_code("971")
    assert one is not None
    assert one.name == "Guadeloupe"
    assert by_code("99") is None


@pytest.mark.parametrize("name", [one.name for one in departements()])
def test_a_title_page_is_enough(name: str) -> None:
    found = about([(f"Rapport d'exécution - Département : {name}", 1.0)])
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ([("Le département de la Loire-Atlantique longe la Loire", 1.0)], "44"),
        ([("conseil départemental de Seine-et-Marne ; un lot, la Somme, à Paris", 1.0)], "77"),
        (
            [("Département de la Creuse", 5.0), ("le Département de la Haute-Vienne, voisin", 1.0)],
            "23",
        ),
        (
            [
                ("préfet de la région Nouvelle-Aquitaine, préfet de la Gironde", 2.0),
                ("préfète de la Creuse", 1.0),
            ],
            "23",
        ),
        ([("département de la Loire", 1.0), ("département du Nord", 1.0)], None),
        ([("Au nord de la Loire, dans le lot de la Vienne à Paris", 1.0)], None),
        ([("Les Yvelines et la Marne", 1.0)], "78"),
        ([("Métropole de Lyon, Métropole de Lyon, département du Rhône", 1.0)], None),
        ([("Le CD 23 finance", 1.0)], "23"),
        ([("Avenant CD 22 000 €", 1.0)], None),
        ([("conseil départemental des Alpes-de-Haute-Provence", 1.0)], "04"),
        ([], None),
    ],
)
def test_about(texts: list[tuple[str, float]], code: str | None) -> None:
    found = about(texts)
    assert (found.code if found else None) == code


def test_collectivites_are_entities_of_their_own() -> None:
    codes = [one.code for one in collectivites()]
    assert len(set(codes)) == len(codes) == 24
    assert {"69M", "6AE", "20R"} < set(codes)
    assert not {fold(code) for code in codes} & {fold(one.code) for one in departements()}
    assert all(luhn(one.siren) for one in collectivites() if one.siren)
    assert sum(bool(one.siren) for one in collectivites()) == 22
    for one in collectivites():
        assert entity(one.code) == one
        assert one.region in {each.region for each in departements()}
        assert whose([(f"{one.name.upper()} – rapport d'exécution", 5.0)]) == one


def test_a_metropole_is_the_author_where_the_first_page_says_so() -> None:
    body = [("Le Département de la Haute-Garonne est partenaire.", 1.0)] * 40
    found = whose([("Toulouse Métropole", 5.0), *body])
    assert found is not None
    assert found.code == "243100518"
    assert about([("Toulouse Métropole", 5.0), *body]) is None


def test_a_metropole_that_is_a_partner_changes_nothing() -> None:
    body = [("Nantes Métropole met des locaux à disposition.", 1.0)] * 40
    found = about([("Département de la Loire-Atlantique", 5.0), *body])
    assert found is not None
    assert found.code == "44"
    front = about([("Département de la Loire-Atlantique, Nantes Métropole", 5.0)])
    assert front is not None
    assert whose([("Nantes Métropole, Département de la Loire-Atlantique", 5.0)]) is None
