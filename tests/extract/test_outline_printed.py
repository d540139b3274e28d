"""A drawn outline, printed and read, is the same outline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from extract.document import read_document
from schemas.printed import PrintedDocument
from tests.extract.outline_printer import Entry, Numbering, Style, by_reportlab, by_typst, number

TITLES = (
    "Accueillir les familles",
    "Budget",
    "Former les travailleurs sociaux",
    "L'insertion par l'activité économique",
    "Perspectives de mise en œuvre",
    "Réduire les délais d'orientation des allocataires",
    "Suivi et évaluation des actions menées avec les partenaires du territoire pendant trois ans",
)
SENTENCES = (
    "Le Département a signé une convention avec ses partenaires pour trois ans.",
    "Deux postes ont été créés, et une permanence s'est ouverte dans chaque canton.",
    "La dépense s'élève à 12 400 € au 31 décembre 2022.",
    "Les 120 personnes reçues habitent pour la plupart des communes rurales, où les transports "
    "manquent et où les services ferment les uns après les autres.",
)
PRODUCERS = {"reportlab": by_reportlab, "typst": by_typst}


@st.composite
def outlines(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Up to a dozen headings of three levels; some stand right under another one."""
    entries: list[Entry] = []
    path: tuple[int, ...] = ()
    for _ in range(draw(st.integers(2, 12))):
        level = draw(st.integers(1, min(len(path) + 1, 3)))
        last = path[level - 1] if len(path) >= level else 0
        if last == 7:
            break
        path = (*path[: level - 1], last + 1)
        paragraphs = draw(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1), max_size=2))
        texts = tuple(" ".join(each) for each in paragraphs)
        entries.append(Entry(path, draw(st.sampled_from(TITLES)), texts))
    last_one = entries[-1]
    return (
        *entries[:-1],
        Entry(last_one.path, last_one.title, last_one.paragraphs or SENTENCES[:1]),
    )


def read(entries: tuple[Entry, ...], style: Style, producer: str) -> PrintedDocument:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "outline.pdf"
        path.write_bytes(PRODUCERS[producer](entries, style))
        return read_document(path)


def check(entries: tuple[Entry, ...], style: Style, producer: str) -> None:
    document = read(entries, style, producer)
    assert [(s.number, s.title.value, s.level) for s in document.sections] == [
        (number(each, style.numbering), each.title, each.level) for each in entries
    ]
    texts = [[b.text.value for b in section.blocks] for section in document.sections]
    assert [" ".join(each).split() for each in texts] == [
        " ".join(each.paragraphs).split() for each in entries
    ]


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize(
    ("numbering", "sized"),
    [
        ("dotted", True),
        ("dotted", False),
        ("closed", True),
        ("roman", True),
        ("roman", False),
        ("worded", False),
        ("none", True),
    ],
)
@seed(20231231)
@settings(max_examples=6, deadline=None, database=None, phases=[Phase.generate])
@given(entries=outlines())
def test_an_outline_comes_back(
    producer: str, numbering: Numbering, sized: bool, entries: tuple[Entry, ...]
) -> None:
    if numbering == "none":  # nothing else would tell the first heading from a title
        entries = tuple(
            replace(each, paragraphs=each.paragraphs or SENTENCES[:1]) for each in entries
        )
        check(entries, Style(numbering, sized, "Rapport de la convention"), producer)
    else:
        check(entries, Style(numbering, sized), producer)


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("numbering", ["dotted", "none"])
def test_the_title_is_no_section(producer: str, numbering: Numbering) -> None:
    entries = (
        Entry((1,), "Accueillir", (SENTENCES[0],)),
        Entry((1, 1), "Former", (SENTENCES[1],)),
        Entry((2,), "Suivre", (SENTENCES[2],)),
    )
    title = "Rapport de la convention"
    document = read(entries, Style(numbering, True, title), producer)
    assert [section.title.value for section in document.sections] == [
        "Accueillir",
        "Former",
        "Suivre",
    ]
    assert [(block.kind, block.text.value) for block in document.preamble] == [("heading", title)]
