"""A printed bundle in wordings of its own: what its narrative and its agreements say of money."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from extract.document import read_document
from normalize.facts import read_facts
from samples.layouts import Layout
from samples.reportlab_printer import print_blocks
from schemas.dataset import DocumentFacts
from tests.acts.paper import blocks

BUNDLE = """
# DÉLIBÉRATION DE LA COMMISSION PERMANENTE DU CONSEIL DÉPARTEMENTAL
Réunion du 12 février 2024
Délibération n° 2024-031
Objet : Programme d'insertion 2024
Vu le code général des collectivités territoriales ;
Après en avoir délibéré,
DÉCIDE
Article 1er : d'approuver les 3 opérations de la thématique 1 pour un montant de 171 250,50 €.
Article 2 : d'autoriser le Président à signer l'avenant et la convention joints.
Adopté à l'unanimité.
===
# Annexe 1 : Thématique 1 - Mobilité et logement
Le Département soutient les structures du territoire.
## Opération 1 : Garages solidaires
### 1. Contexte
Les ménages suivis ont des revenus inférieurs à 1 200 € et des dettes de moins de 4 500 €.
### 2. Bilan 2023
En 2023, trois garages ont été financés pour 84 000 €.
### 3. Financement proposé
Il est proposé d'allouer les subventions suivantes aux structures :
- Garage du Port (territoire de la Côte) : 20 000 € pour 40 bénéficiaires ;
- L'association Roue Libre, sur le secteur de Haute-Lande, pour un montant de 15 500,50 € ;
- CCAS de Vieux-Bourg : 4 750 €.
## Opération 2 : Intermédiation locative
### 1. Description
Le forfait par logement est fixé à 1 800 €.
### 2. Proposition 2024
Pour l'exercice 2024, il est proposé de soutenir deux associations, pour 35 logements et un total de 63 000 €.
Une participation de 5 000 € sera versée à la Mission Locale du Port, pour la période du 1er mars 2024 au 28 février 2025.
## Opération 3 : Ateliers
### 1. Proposition
Une aide de soixante-trois mille euros (63 000 €) est attribuée à la société Cap Sud.
===
# AVENANT N° 2
# à la convention n° 2022-118 relative à l'accueil de jour
Entre
Le Département de la Lande, représenté par son Président, dûment habilité par délibération du 12 février 2024, d'une part,
Et
La Fondation Marin, dont le siège est situé 4 quai Neuf, SIRET n° 732.829.320.00074, représentée par sa directrice, d'autre part,
Il a été convenu ce qui suit :
## Article 1 - Objet de l'avenant
Le présent avenant modifie la durée de la convention n° 2022-118.
## Article 2 - Durée
La convention est prorogée jusqu'au 30 juin 2025.
## Article 3 - Dispositions inchangées
Les autres articles demeurent inchangés.
Fait à Mont, le 20 février 2024
Pour le Département, le Président
Pour la Fondation Marin, la directrice
===
# CONVENTION N° 2024-52
Objet : soutien aux garages solidaires
Entre le Département de la Lande, représenté par son Président, d'une part,
et
L'association « Roue Libre », association régie par la loi de 1901, identifiée sous le numéro SIRET 732 829 320 00074, représentée par son président, d'autre part,
Vu la délibération du 12 février 2024 ;
Il est convenu ce qui suit :
## Article 1er : Objet
Le Département soutient l'activité de l'association.
## Article 2 : Durée de la convention
La convention prend effet le 1er janvier 2024 et prend fin le 31 décembre 2026.
## Article 3 : Montant
La subvention du Département est fixée à un montant total de 46 501,50 €, réparti comme suit :
- 15 500,50 € au titre de l'année 2024 ;
- 15 500,50 € au titre de l'année 2025 ;
- 15 500,50 € au titre de l'année 2026.
Le barème est de 250 € par véhicule réparé.
## Article 4 : Versement
Une avance de 7 000 € est versée à la signature ; le solde, soit 8 500,50 €, sur production du bilan.
La dépense est imputée au chapitre 934, nature 65748 du budget départemental.
Fait à Mont, en deux exemplaires, le
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DocumentFacts]:
    out = tmp_path_factory.mktemp("bundle") / "liasse.pdf"
    layout = Layout(numbering="none", toc=False, page_number="")
    print_blocks(blocks(BUNDLE), layout, out, "liasse")
    return out, read_facts(read_document(out), "d")


def test_its_parts(bundle: tuple[Path, DocumentFacts]) -> None:
    kinds = [part.kind for part in bundle[1].parts]
    assert kinds == ["deliberation", "annexe", "avenant", "convention"]


def test_no_sum_of_the_pages_is_lost(bundle: tuple[Path, DocumentFacts]) -> None:
    path, facts = bundle
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    printed = Counter(
        Decimal(re.sub(r"[^\d,]", "", found).replace(",", "."))
        for page in pages
        for found in re.findall(r"\d[\d\s]*(?:,\d\d)?(?=\s*€)", page)
    )
    read = Counter(row.amount for row in facts.amounts if row.amount is not None)
    assert sum(printed.values()) > 15
    assert printed - read == Counter()
    parts = {part.part_id: part for part in facts.parts}
    sections = {row.section_id: row.part_id for row in facts.sections}
    for row in facts.amounts:
        part = parts[row.part_id]
        assert part.page_start <= row.page <= part.page_end
        assert row.section_id is None or sections[row.section_id] == row.part_id
        assert row.raw.replace("\n", " ") in row.context or row.table_id


def test_what_its_narrative_proposes(bundle: tuple[Path, DocumentFacts]) -> None:
    rows = [
        (
            row.operation_number,
            row.beneficiary,
            row.territory,
            row.structures,
            row.quantity,
            row.amount,
        )
        for row in bundle[1].proposals
        if row.amount is not None
    ]
    assert rows == [
        ("1", "Garage du Port", "Côte", None, Decimal(40), Decimal(20000)),
        ("1", "Roue Libre", "Haute-Lande", 1, None, Decimal("15500.5")),
        ("1", "CCAS de Vieux-Bourg", None, None, None, Decimal(4750)),
        ("2", None, None, 2, Decimal(35), Decimal(63000)),
        ("2", "Mission Locale du Port", None, None, None, Decimal(5000)),
        ("3", "Cap Sud", None, 1, None, Decimal(63000)),
    ]
    assert {row.theme_number for row in bundle[1].proposals} == {"1"}
    prices = [row.unit_price for row in bundle[1].proposals if row.unit_price is not None]
    assert prices == [Decimal(1800)]


def test_its_agreements(bundle: tuple[Path, DocumentFacts]) -> None:
    avenant, convention = bundle[1].agreements
    assert (avenant.number, avenant.amends, avenant.beneficiary) == (
        "2",
        "2022-118",
        "La Fondation Marin",
    )
    assert (avenant.siret, avenant.siret_valid) == ("73282932000074", True)
    assert [str(day) for day in (avenant.period_start, avenant.period_end, avenant.signed_on)] == [
        "None",
        "2025-06-30",
        "2024-02-20",
    ]
    assert (convention.number, convention.amends, convention.beneficiary) == (
        "2024-52",
        None,
        "Roue Libre",
    )
    assert str(convention.period_start) == "2024-01-01"
    assert str(convention.period_end) == "2026-12-31"
    assert convention.signed_on is None
    assert convention.budget_line == "chapitre 934, nature 65748"


def test_their_terms(bundle: tuple[Path, DocumentFacts]) -> None:
    rows = [(row.role, row.amount) for row in bundle[1].agreement_terms]
    assert rows == [
        ("total", Decimal("46501.5")),
        ("share", Decimal("15500.5")),
        ("share", Decimal("15500.5")),
        ("share", Decimal("15500.5")),
        ("unit_price", Decimal(250)),
        ("advance", Decimal(7000)),
    ]
