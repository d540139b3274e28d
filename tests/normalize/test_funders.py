"""Funders and their many spellings."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.funders import find_funders, read_funder
from normalize.vocabulary import load
from schemas.facts import Funder

CASES = [
    ("État", "etat", "État"),
    ("l’Etat", "etat", "Etat"),
    ("ETAT", "etat", "ETAT"),
    ("part Etat", "etat", "Etat"),
    ("crédits d'État", "etat", "crédits d'État"),
    ("DDETS(PP)", "etat", "DDETS(PP)"),
    ("DDETSPP 87", "etat", "DDETSPP"),
    ("DREETS", "etat", "DREETS"),
    ("Préfecture de région", "etat", "Préfecture"),
    (
        "Commissaire à la lutte contre la pauvreté",
        "etat",
        "Commissaire à la lutte contre la pauvreté",
    ),
    ("Montant Etat (report) 2021", "etat", "Etat"),
    ("Dépenses exécutées sur la part financée par le département", "departement", "département"),
    ("CD", "departement", "CD"),
    ("cd", "departement", "cd"),
    ("C.D.", "departement", "C.D."),
    ("CD23", "departement", "CD23"),
    ("CD 2A", "departement", "CD 2A"),
    ("Avenant CD 2022", "departement", "CD"),
    ("Avenant CD 22 000 €", "departement", "CD"),
    ("Conseil Départemental", "departement", "Conseil Départemental"),
    ("Conseil général", "departement", "Conseil général"),
    ("Département de la Somme", "departement", "Département"),
    ("Dpt", "departement", "Dpt"),
    ("Dépt.", "departement", "Dépt"),
    ("part départementale", "departement", "part départementale"),
    ("Région", "region", "Région"),
    ("Conseil régional", "region", "Conseil régional"),
    ("CR", "region", "CR"),
    ("communes", "commune", "communes"),
    ("CCAS de la ville de Brive", "commune", "CCAS"),
    ("Mairie", "commune", "Mairie"),
    ("EPCI", "epci", "EPCI"),
    ("CC du Pays Vert", "epci", "CC"),
    ("CA", "epci", "CA"),
    ("communauté de communes", "epci", "communauté de communes"),
    ("Communauté d’agglomération", "epci", "Communauté d’agglomération"),
    ("Métropole", "epci", "Métropole"),
    ("CAF", "caf", "CAF"),
    ("CAF du département", "caf", "CAF"),
    ("Caisse d’allocations familiales", "caf", "Caisse d’allocations familiales"),
    ("MSA", "msa", "MSA"),
    ("CPAM", "cpam", "CPAM"),
    ("assurance maladie", "cpam", "assurance maladie"),
    ("ARS", "ars", "ARS"),
    ("Agence régionale de santé", "ars", "Agence régionale de santé"),
    ("Pôle emploi", "france_travail", "Pôle emploi"),
    ("FRANCE TRAVAIL", "france_travail", "FRANCE TRAVAIL"),
    ("FSE", "ue", "FSE"),
    ("FSE+", "ue", "FSE+"),
    ("FEDER", "ue", "FEDER"),
    ("Union européenne (FSE)", "ue", "Union européenne"),
    ("fonds européens", "ue", "fonds européens"),
    ("Autres financeurs", "autre", "Autres financeurs"),
    ("autre", "autre", "autre"),
    ("Fondation de France", "autre", "Fondation"),
    ("bailleurs sociaux", "autre", "bailleurs"),
    ("OPCO", "autre", "OPCO"),
    ("CARSAT", "autre", "CARSAT"),
]


@pytest.mark.parametrize(("text", "funder", "label"), CASES)
def test_one_funder(text: str, funder: str, label: str) -> None:
    found = read_funder(text)
    assert found is not None
    assert (found.funder, found.label) == (funder, label)
    assert text[found.start : found.end] == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "état d’avancement",
        "état des lieux",
        "en l'état",
        "Diplôme d'État",
        "ça va",
        "Politique de la ville",
        "CDD",
        "ARSENAL",
        "MSAP",
        "Budget total",
        "Consommation totale",
        "dans le département",
        "Etat et CD",
        "Etat, CD, total",
    ],
)
def test_no_single_funder(text: str) -> None:
    assert read_funder(text) is None


@pytest.mark.parametrize(
    ("text", "funders"),
    [
        ("Etat, Conseil Départemental, MSA, CPAM, CAF", "etat departement msa cpam caf"),
        ("Etat et Conseil départemental de la Creuse", "etat departement"),
        ("État / CD / Région / FSE+", "etat departement region ue"),
        ("CAF, CA, CC et ARS", "caf epci epci ars"),
        ("aucun", ""),
    ],
)
def test_all_in_order(text: str, funders: str) -> None:
    found = find_funders(text)
    assert [one.funder for one in found] == funders.split()
    assert all(text[one.start : one.end] == one.label for one in found)


NAMES = [(funder, name) for funder in get_args(Funder) for name in load("funders")[funder]["names"]]


@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_case_accents_and_blanks_do_not_matter(case: tuple[str, str], random: object) -> None:
    funder, name = case
    draw = getattr(random, "choice")  # noqa: B009
    form = draw(["NFC", "NFD"])
    text = "".join(draw([char.upper(), char.lower()]) for char in unicodedata.normalize(form, name))
    text = text.replace(" ", draw([" ", "\u00a0", "\n", "  "])).replace("'", draw("'’"))
    found = read_funder(f"{draw(['', 'Part : ', 'Avenant 2022 '])}{text}")
    assert found is not None
    assert found.funder == funder
