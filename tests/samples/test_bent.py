"""Reports that tell the template otherwise: labels in the text, forms, underlined headings."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from extract.document import read_document
from normalize.facts import read_facts
from schemas.dataset import DocumentFacts

TITLE = """
#set page(paper: "a4", margin: 2.2cm, numbering: "1")
#set text(lang: "fr", size: 10pt)
#align(center)[#text(16pt, weight: "bold")[Rapport d'exécution de la convention d'appui à la lutte
contre la pauvreté et d'accès à l'emploi]]
#align(center)[Département du Gers, exercice 2022]
#align(center)[Auch, le 14 mars 2023]
"""

LABELS = """
= Mesures socle
== Fiche action n° 1 : Héberger les jeunes qui travaillent loin
*Description de l'action :* Douze chambres sont louées à l'année.

*Date de mise en place :* mars 2022

*Budget prévisionnel :* 30 000 € (15 000 € État, 15 000 € Département)

*Budget exécuté :* 28 412 € (14 206 € État, 14 206 € Département)

Reste à reporter sur 2023 : 794 € (État)

*Bilan d'exécution :* Toutes les chambres sont prises.

*Perspectives :* Quatre chambres de plus.
"""

FORM = """
= 1. Emploi
== Action 1.1 – Héberger les jeunes qui travaillent loin
#table(columns: (3.6cm, 1fr), stroke: 0.5pt,
  [*Description de l'action*], [Douze chambres sont louées à l'année.],
  [*Date de mise en place*], [mars 2022],
  [*Budget prévisionnel*], [Total : 30 000 € \\ État : 15 000 € \\ Département : 15 000 €],
  [*Budget exécuté*], [Total : 28 412 € \\ État : 14 206 € \\ Département : 14 206 €],
  [*Reste à reporter sur 2023 (État)*], [794 €],
  [*Bilan d'exécution*], [Toutes les chambres sont prises.],
  [*Perspectives*], [Quatre chambres de plus.])
"""

UNDERLINED = """
#text(weight: "bold")[A. EMPLOI]

#text(weight: "bold")[A.1 Héberger les jeunes qui travaillent loin]

#underline[Description]

Douze chambres sont louées à l'année.

#underline[Date de mise en place]

mars 2022

#underline[Plan de financement]

Le budget prévisionnel s'élève à 30 000 € : 15 000 € de l'État, 15 000 € du Département.

#underline[Bilan financier]

Les dépenses réalisées sont de 28 412 €, soit 14 206 € pour l'État et 14 206 € pour le Département.
Il reste à reporter sur 2023 : 794 € pour l'État.

#underline[Résultats obtenus]

Toutes les chambres sont prises.

#underline[Suites à donner]

Quatre chambres de plus.
"""


def read(body: str, folder: Path) -> DocumentFacts:
    source, out = folder / "report.typ", folder / "report.pdf"
    source.write_text(TITLE + body, encoding="utf-8")
    typst.compile(str(source), output=str(out), ignore_system_fonts=True)
    return read_facts(read_document(out), "0" * 16)


@pytest.mark.parametrize("body", [LABELS, FORM, UNDERLINED], ids=["labels", "form", "underlined"])
def test_one_action_however_the_template_is_told(body: str, tmp_path: Path) -> None:
    facts = read(body, tmp_path)
    assert facts.kind == "rapport_execution"
    assert (facts.departement_code, facts.year, str(facts.date)) == ("32", 2022, "2023-03-14")
    (action,) = facts.actions
    assert action.title == "Héberger les jeunes qui travaillent loin"
    assert action.start == "mars 2022"
    assert (action.period_start, action.period_end) == (None, None)
    assert action.description == "Douze chambres sont louées à l’année."
    assert action.results == "Toutes les chambres sont prises."
    assert action.outlook == "Quatre chambres de plus."
    lines = {
        (line.phase, line.role, line.funder, line.year): f"{line.amount:f}"
        for line in facts.budget_lines
    }
    assert lines == {
        ("planned", "total", None, None): "30000",
        ("planned", "share", "etat", None): "15000",
        ("planned", "share", "departement", None): "15000",
        ("executed", "total", None, None): "28412",
        ("executed", "share", "etat", None): "14206",
        ("executed", "share", "departement", None): "14206",
        ("executed", "carry_over", "etat", 2023): "794",
    }
    assert all(line.state == "stated" for line in facts.budget_lines)
