"""What becomes of one PDF, with stages that do as they are told."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from export.order import worst_first
from export.report import ReadDocument, report
from quitus import summary
from quitus.draw import COLOURS, marks
from quitus.intake import Source, admit, find, identify
from quitus.limits import Limits
from quitus.pipeline import Stages, ranges, read_pdf
from quitus.pipeline import stages as real_stages
from quitus.run import ingest
from quitus.show import as_text
from quitus.workers import InProcess
from schemas.dataset import DocumentFacts, DocumentFile
from schemas.errors import ExitCode, UnreadableDocument
from schemas.facts import Action, BudgetLine, Cell, Section, Table
from schemas.findings import Check, Finding
from schemas.printed import PageFacts, PrintedDocument
from tests.cli.pdfs import write_pdf

DAY = dt.date(2023, 6, 30)
PLACE = {"page": 2, "x0": 1, "top": 2, "x1": 3, "bottom": 4}
FINDING = Finding(
    finding_id="f1",
    rule="parts_total",
    severity="error",
    document_id="d",
    subject="1.1",
    message="Les parts font 180 € de moins que le total <annoncé>.",
    difference=Decimal(-180),
    evidence=json.dumps([{"document_id": "d", "page": 2, "box": [1, 2, 3, 4], "raw": "12 €"}]),
)


def printed(*layers: str) -> PrintedDocument:
    pages = tuple(
        PageFacts(number + 1, 0.0 if layer == "lost" else 595.0, 842.0, "empty")
        if layer == "lost"
        else PageFacts(number + 1, 595.0, 842.0, layer)  # type: ignore[arg-type]
        for number, layer in enumerate(layers)
    )
    return PrintedDocument(pages, (), (), ())


def facts(document_id: str) -> DocumentFacts:
    ids = {"document_id": document_id, "part_id": "p1"}
    return DocumentFacts(
        kind="rapport_execution",
        departement_code="2A",
        year=2023,
        sections=(
            Section(
                **ids, **PLACE, raw="1.1 Logement", section_id="s1", level=2, number="1.1",
                title="Logement", page_end=3,
            ),
        ),
        actions=(Action(**ids, **PLACE, raw="", action_id="a1", number="1.1", title="Logement"),),
        budget_lines=(
            BudgetLine(
                **ids, **PLACE, raw="12 €", action_id="a1", phase="planned", role="share",
                funder="etat", funder_label="État", year=2023, amount=Decimal("12.00"),
                state="stated",
            ),
        ),
        tables=(
            Table(
                **ids, **PLACE, raw="", table_id="t1", caption="Indicateurs", rows=1, columns=2,
                header_rows=0, page_end=3, ruling="full",
            ),
        ),
        cells=tuple(
            Cell(
                document_id=document_id, **PLACE, raw=text, table_id="t1", row=0, column=column,
                header=False, value=text, state="text",
            )
            for column, text in enumerate(("Jeunes", "42"))
        ),
        warnings=("Une remarque.",),
    )  # fmt: skip


def stages(*layers: str, fails: Exception | None = None) -> Stages:
    def read(path: Path) -> PrintedDocument:
        if fails is not None:
            raise fails
        return printed(*layers)

    def check(
        found: DocumentFacts, document_id: str
    ) -> tuple[tuple[Finding, ...], tuple[Check, ...]]:
        told = Check(
            rule="parts_total",
            document_id=FINDING.document_id,
            compared=1,
            agreed=0,
            failed=1,
            skipped=0,
        )
        return (FINDING,), (told,)

    return Stages(read, lambda document, document_id: facts(document_id), check)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = write_pdf(tmp_path / "in" / "a.pdf")
    return identify([path], path)[0]


def test_a_document_carries_the_rows_of_all_stages(source: Source) -> None:
    document = read_pdf(source, stages("native", "empty"))
    assert (document.status, document.text_layer, document.pages) == ("ok", "native", 2)
    assert (document.kind, document.departement_code) == ("rapport_execution", "2A")
    assert document.message == "Une remarque."
    assert document.findings == (FINDING,)
    assert [line.amount for line in document.actions[0].budget_lines] == [Decimal("12.00")]
    assert [cell.value for cell in document.tables[0].cells] == ["Jeunes", "42"]
    again = DocumentFile.model_validate_json(document.model_dump_json())
    assert again == document
    assert (
        json.loads(document.model_dump_json())["actions"][0]["budget_lines"][0]["amount"] == "12.00"
    )


@pytest.mark.parametrize(
    ("layers", "status", "text_layer", "error", "said"),
    [
        (("native", "empty"), "ok", "native", "", "Une remarque."),
        (("native", "image", "image", "nonsense"), "partial", "mixed", "", "2-4"),
        (("native", "lost"), "partial", "mixed", "", ": 2."),
        (("image", "image"), "failed", "none", "no_text", "numérisées : 2"),
        (("empty",), "failed", "none", "no_text", "a.pdf"),
        ((), "failed", "none", "damaged", "aucune page"),
    ],
)
def test_what_was_not_read_is_stated(
    source: Source, layers: tuple[str, ...], status: str, text_layer: str, error: str, said: str
) -> None:
    document = read_pdf(source, stages(*layers))
    assert (document.status, document.text_layer, document.error) == (status, text_layer, error)
    assert said in document.message


@pytest.mark.parametrize("layers", [("image",), ("native", "image")])
def test_pages_that_nobody_was_to_read_say_how_to_read_them(
    source: Source, layers: tuple[str, ...]
) -> None:
    never = real_stages(Limits(ocr="never"))
    document = read_pdf(source, replace(stages(*layers), remedy=never.remedy))
    assert "relancez sans « --ocr never »" in document.message
    assert "--ocr" not in real_stages(Limits()).remedy


@pytest.mark.parametrize(
    ("layer", "there", "told"),
    [("image", True, 0), ("native", False, 0), ("ocr", False, 1), ("ocr", True, 0)],
)
def test_one_engine_for_both_readings_is_told(
    source: Source,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    layer: str,
    there: bool,
    told: int,
) -> None:
    monkeypatch.setattr("extract.ocr.tesseract.installed", lambda _: there)
    outcome = ingest(
        source.path.parent, tmp_path / "out", InProcess(stages(layer)), fresh=False,
        tick=lambda *_: None,
    )  # fmt: skip
    lines = summary.one_reader(outcome, Limits())
    assert len(lines) == told
    assert all("même moteur" in line for line in lines)


@pytest.mark.parametrize(
    ("fails", "error", "said"),
    [
        (UnreadableDocument("encrypted", "Protégé."), "encrypted", "a.pdf : Protégé."),
        (KeyError("x"), "crashed", "KeyError"),
        (RecursionError("maximum\ndepth"), "crashed", "maximum depth"),
    ],
)
def test_a_failure_is_a_status(source: Source, fails: Exception, error: str, said: str) -> None:
    document = read_pdf(source, stages(fails=fails))
    assert (document.status, document.error, document.kind) == ("failed", error, "autre")
    assert said in document.message
    assert "\n" not in document.message


def test_a_crash_is_tried_again_and_the_run_goes_on(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pdf(folder / "a.pdf")
    seen: list[str] = []

    def tick(done: int, total: int, name: str) -> None:
        seen.append(name)

    first = ingest(folder, out, stages(fails=KeyError("x")), fresh=False, tick=tick)
    assert first.exit_code is ExitCode.NOTHING_READ
    second = ingest(folder, out, stages("native"), fresh=False, tick=tick)
    assert (second.exit_code, second.reused) == (ExitCode.OK, 0)
    third = ingest(folder, out, stages(fails=KeyError("x")), fresh=False, tick=tick)
    assert (third.exit_code, third.reused) == (ExitCode.OK, 1)
    assert seen == ["a.pdf", "a.pdf", "a.pdf", "a.pdf", ""]
    assert second.documents[0].rows["budget_lines"] == 1


@pytest.mark.parametrize(
    ("head", "nature"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"\xd0\xcf\x11\xe0rest", "Word"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"<!DOCTYPE html>", "page web"),
        (b"Bonjour", "du texte"),
        (b"\x00\x01\x02", "un autre contenu"),
    ],
)
def test_what_a_file_is_instead_of_a_pdf(tmp_path: Path, head: bytes, nature: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(head)
    with pytest.raises(UnreadableDocument, match=nature) as caught:
        admit(identify([path], path)[0])
    assert caught.value.error == "not_a_pdf"


def test_a_pdf_may_have_bytes_before_its_header(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"\n" * 900 + b"%PDF-1.4")
    admit(identify([path], path)[0])


def test_files_are_found_by_name_in_order(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/z.PDF", "a.pdf", "x.pdf.txt", ".c.Pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.pdf").mkdir()
    found = find(tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in found.paths]
    assert (names, found.closed) == ([".c.Pdf", "a.pdf", "a/z.PDF", "b.pdf"], [])


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([1], "1"), ([1, 2], "1-2"), ([1, 3, 4, 5, 9], "1, 3-5, 9"), ([], "")],
)
def test_page_numbers_in_words(numbers: list[int], words: str) -> None:
    assert ranges(numbers) == words


def test_every_row_of_a_page_is_drawn_and_no_other(source: Source) -> None:
    document = read_pdf(source, stages("native", "native", "native"))
    drawn = list(marks(document, 2))
    assert Counter(mark.kind for mark in drawn) == {
        "table": 1,
        "cell": 2,
        "section": 1,
        "action": 1,
        "budget_line": 1,
    }
    assert {mark[1:] for mark in drawn} == {(1.0, 2.0, 3.0, 4.0)}
    assert {mark.kind for mark in drawn} <= set(COLOURS)
    assert list(marks(document, 1)) == []


@pytest.mark.parametrize(
    ("page", "shown", "hidden"),
    [
        (None, ["1.1 Logement", "Jeunes | 42", "planned share État 2023 : 12.00 €"], []),
        (3, ["Jeunes | 42"], ["Logement", "12.00 €"]),
        (1, ["département : 2A"], ["Logement", "Jeunes"]),
    ],
)
def test_a_document_as_text(
    source: Source, page: int | None, shown: list[str], hidden: list[str]
) -> None:
    text = as_text(read_pdf(source, stages("native", "native", "native")), page)
    assert [words for words in shown if words not in text] == []
    assert [words for words in hidden if words in text] == []


def test_the_report_says_the_worst_first(source: Source) -> None:
    document = read_pdf(source, stages("native", "image"))
    mild = FINDING.model_copy(update={"severity": "info", "finding_id": "f0"})
    larger = FINDING.model_copy(update={"difference": Decimal(900), "finding_id": "f2"})
    assert [finding.finding_id for finding in worst_first([mild, FINDING, larger])] == [
        "f2",
        "f1",
        "f0",
    ]
    read = ReadDocument(document, {"actions": 1234})
    page = report([read], [mild, FINDING], "0.1.0", DAY)
    assert "&lt;annoncé&gt;" in page
    assert "1\u202f234" in page
    assert "p. 2 « 12 € »" in page
    assert "dont 1 en partie" in page
    assert page.index("Erreur") < page.index("Information")
    assert "30/06/2023" in page


def test_the_report_needs_no_network(source: Source) -> None:
    page = report([ReadDocument(read_pdf(source, stages("native")), {})], [], "0", DAY)
    assert "http" not in page
    assert "<script" not in page
    assert "Un silence n'est pas un accord" in page
