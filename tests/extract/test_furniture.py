"""Running headers, footers and page numbers, on lines put by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.furniture import running_lines
from tests.extract.lines import line

HEIGHT, FOOT, TOP = 842.0, 810.0, 40.0


def kept(feet: list[str], tops: list[str] | None = None) -> list[list[str]]:
    """What stays of pages that have some text, these footers and these headers."""
    pages = []
    for number, foot in enumerate(feet, 1):
        body = [
            line(f"Une phrase de la page, {word}.", y=300 + 20 * rank, page=number)
            for rank, word in enumerate(("la première", "la suivante", "une autre", "enfin"))
        ]
        head = [line(tops[number - 1], y=TOP, page=number)] if tops and tops[number - 1] else []
        pages.append([*head, *body, *([line(foot, y=FOOT, page=number)] if foot else [])])
    marked = running_lines(pages, [HEIGHT] * len(pages))
    return [
        [each.text for index, each in enumerate(page) if index not in gone and each.baseline != 300]
        for page, gone in zip(pages, marked, strict=True)
    ]


def left(pages: list[list[str]]) -> list[str]:
    return [text for page in pages for text in page if not text.startswith("Une phrase")]


@pytest.mark.parametrize(
    "feet",
    [
        ["1", "2", "3"],
        ["- 1 -", "- 2 -", "- 3 -"],
        ["Page 1 sur 3", "Page 2 sur 3", "Page 3 sur 3"],
        ["1/3", "2/3", "3/3"],
        ["i", "ii", "iii", "iv"],
        ["~ 1 ~", "~ 2 ~", "~ 3 ~"],
        ["[1]", "[2]", "[3]"],
        ["Département  page 1", "page 2  Département", "Département  page 3"],
        ["Département – 1", "2 – Département", "Département – 3"],
        ["Rapport 2023 | 1", "Rapport 2023 | 2", "Rapport 2023 | 3"],
        ["Rapport d'exécution 1", "Rapport d'exécution 2", "Rapport d'exécution 3"],
        ["Convention 2022  avenant 1", "Convention 2022  avenant 1", "Convention 2022  avenant 1"],
        ["", "Conseil départemental  2", "Conseil départemental  3", "Conseil départemental  4"],
        ["1", "Conseil départemental  2", "Conseil départemental  3", "Conseil départemental  4"],
        ["Conseil départemental  1", "Conseil départemental  2"],
    ],
)
def test_running_lines_are_taken_out(feet: list[str]) -> None:
    assert left(kept(feet)) == []


@pytest.mark.parametrize(
    "tops",
    [
        ["Annexe 1", "Annexe 2", "Annexe 3"],
        ["Fiche action n° 1", "Fiche action n° 2", "Fiche action n° 3"],
        ["1. Accueillir", "2. Accompagner", "3. Former"],
        ["Le budget 2021", "Le budget 2022", "Le budget 2023"],
        ["Objectifs", "Moyens", "Résultats"],
    ],
)
def test_headings_at_the_top_of_pages_stay(tops: list[str]) -> None:
    assert left(kept(["1", "2", "3"], tops)) == tops


def test_a_running_line_of_one_chapter_only() -> None:
    tops = ["", "", *["Les recettes"] * 4, *["Les dépenses"] * 4]
    assert left(kept([""] * 10, tops)) == []


def test_what_stands_once_at_the_foot_stays() -> None:
    feet = ["Fait à Gap, le 3 mai 2023", "2", "3", "4"]
    assert left(kept(feet)) == feet[:1]


def test_what_stands_under_a_heading_at_the_top_stays() -> None:
    pages = [
        [
            line(f"2.{number}. Durée de l'action", y=TOP, page=number),
            line("2022", y=TOP + 14, page=number),
            line(f"Une phrase de la page {number}.", y=300, page=number),
            line(str(number), y=FOOT, page=number),
        ]
        for number in range(1, 5)
    ]
    assert running_lines(pages, [HEIGHT] * 4) == [{3}] * 4


@pytest.mark.parametrize(("inside", "running"), [(1, True), (2, True), (3, False), (9, False)])
def test_a_heading_of_the_text_is_no_running_line(inside: int, running: bool) -> None:
    """Three pages begin with it; it stands so often in the text of others, with other marks."""
    text = [
        line(f"{mark}) Bilan d'exécution", y=300, page=page)
        for page, mark in enumerate("abcdefghi"[:inside], 4)
    ]
    tops = [line("d) Bilan d'exécution", y=TOP, page=page) for page in range(1, 4)]
    pages = [
        [top, line(f"Une phrase, la {page}e.", y=500, page=page)] for page, top in enumerate(tops)
    ]
    pages += [[heading] for heading in text]
    marked = running_lines(pages, [HEIGHT] * len(pages))
    assert marked == [{0} if running else set()] * 3 + [set()] * inside


@pytest.mark.parametrize(
    "feet",
    [
        ["Aide accordée : 8 400 EUR"] * 4,
        ["Aide accordée : 8 400"] * 4,
        ["Coût annuel 31,5 M€"] * 3,
        ["Total  7 100  2 300"] * 4,
        ["Total  61  74"] * 4,
        ["Nombre de familles : 4", "Nombre de familles : 5", "Nombre de familles : 6"],
        ["Places ouvertes :  2", "Places ouvertes :  3", "Places ouvertes :  4"],
    ],
)
def test_what_states_a_figure_is_no_running_line(feet: list[str]) -> None:
    assert left(kept(feet)) == [" ".join(foot.split()) for foot in feet]


@pytest.mark.parametrize(
    "feet",
    [
        ["Page : 1", "Page : 2", "Page : 3"],
        ["Hôtel du département, 2 rue Neuve, 07000 Privas – Tél. : 04 75 00 00 00"] * 3,
        ["Siren : 220 700 011"] * 3,
        ["Rapport 2021  4", "Rapport 2021  5", "Rapport 2021  6"],
        ["Délibération n° 2021-1204"] * 3,
        ["Date de réception : 12/07/2021"] * 3,
    ],
)
def test_numbers_of_things_run_on(feet: list[str]) -> None:
    assert left(kept(feet)) == []


@pytest.mark.parametrize("last", [("Ensemble", "9 300", "4 100"), ("Ensemble", "", "38")])
def test_the_last_row_of_the_tables_of_a_template_stays(
    tmp_path: Path, last: tuple[str, ...]
) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(500, 700))
    for page in range(4):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(
            50, 640, f"L'action {page + 5} de la convention a été suivie par le comité."
        )
        middle = (f"Volet {'ABCD'[page]}", f"{2 + page} 150", f"1{page}")
        rows = [("Volet", "Région", "Lits"), ("Voirie", "1 020", "8"), middle, last]
        for row, texts in enumerate(rows):
            canvas.line(50, 130 - 20 * row, 440, 130 - 20 * row)
            for x, text in zip((54, 240, 350), texts, strict=True):
                canvas.drawString(x, 116 - 20 * row, text)
        canvas.line(50, 50, 440, 50)
        canvas.showPage()
    canvas.save()
    printed = read_document(tmp_path / "x.pdf")
    tables = [block.table for block in printed.blocks() if block.table is not None]
    assert [table.rows for table in tables] == [4] * 4
    assert not printed.furniture


def test_a_figure_below_its_label_stays_with_it() -> None:
    pages = []
    for number in range(4):
        body = [
            line(f"Phrase {number}{each}.", y=300 + 20 * each, page=number + 1) for each in range(3)
        ]
        label = line("Nombre de familles logées :", y=760, page=number + 1)
        pages.append([*body, label, line(str(number + 1), y=776, page=number + 1)])
    assert not any(running_lines(pages, [HEIGHT] * 4))
