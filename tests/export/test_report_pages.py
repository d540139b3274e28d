"""The report: what is printed in a PDF never becomes markup, and every contradiction is told."""

import datetime as dt
import json
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.french import figure, signed
from export.html import join, row, table, tag, text
from export.order import by_document
from export.report import WORST, ReadDocument, document_page, report
from export.report_findings import Context, Picture
from schemas.facts import Document
from schemas.findings import Check, Finding

DAY = dt.date(2024, 1, 31)
HOSTILE = "<script>alert('x')</script> & \"guillemets\" \x00\ud800"


def document(number: int = 1, **fields: object) -> ReadDocument:
    document_id = f"{number:016x}"
    known = {"source": f"a{number}.pdf", "sha256": "0", "bytes": 1, "pages": 3} | fields
    made = Document(
        document_id=document_id,
        text_layer="native",
        status="ok",
        seconds=Decimal(1),
        **known,
    )
    checks = (
        Check(rule="parts", document_id=document_id, compared=9, agreed=8, failed=1, skipped=2),
    )
    return ReadDocument(made, {"amounts": 12}, checks)


def finding(number: int = 1, **fields: object) -> Finding:
    known: dict[str, object] = {
        "finding_id": f"f{number}",
        "rule": "parts",
        "severity": "error",
        "document_id": f"{number:016x}",
        "subject": "Action 1",
        "message": "Le total n'est pas la somme.",
        "stated": Decimal("51000"),
        "computed": Decimal("50820"),
        "difference": Decimal("180"),
        "unit": "EUR",
        "tolerance": Decimal("0.015"),
        "tolerance_reason": "arrondi au centime",
        "evidence": json.dumps(
            [{"document_id": f"{number:016x}", "page": 2, "box": [1, 2, 3, 4], "raw": "51 000"}]
        ),
    }
    return Finding(**(known | fields))


class Balanced(HTMLParser):
    """Fails on an element that is closed out of turn; gathers the elements and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.add(tag)
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def parsed(page: str) -> Balanced:
    parser = Balanced()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@given(st.text(), st.text())
def test_text_is_never_markup(inside: str, attribute: str) -> None:
    parser = Balanced()
    parser.feed(tag("p", inside, title=attribute))
    parser.close()
    assert parser.met == {"p"}
    assert parser.open == []


def test_markup_is_made_once() -> None:
    made = table(("A & B",), [row(tag("b", "1 < 2"), 3, kind="x")])
    assert "<td><b>1 &lt; 2</b></td><td>3</td>" in made
    assert text(made) == made
    assert join(("a", None, "<"), ", ") == "a, &lt;"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("38468", "EUR", "38_468,00_€"),
        ("-0.4", "EUR", "−0,40_€"),
        ("97.90", "%", "97,9_%"),
        ("1234567.125", None, "1_234_567,125"),
        ("12", "places", "12_places"),
        (None, "EUR", "—"),
    ],
)
def test_figures_in_french(value: str | None, unit: str | None, said: str) -> None:
    number = None if value is None else Decimal(value)
    assert figure(number, unit).replace("\u202f", "_") == said


def test_a_gap_tells_its_sign() -> None:
    assert signed(Decimal(3)) == "+3"
    assert signed(Decimal(-3)) == "−3"


def test_what_a_pdf_prints_is_escaped_everywhere() -> None:
    entry = document(source=HOSTILE, title=HOSTILE, message=HOSTILE, departement_name=HOSTILE)
    bad = finding(subject=HOSTILE, message=HOSTILE, tolerance_reason=HOSTILE, state=HOSTILE)
    bad = bad.model_copy(update={"evidence": bad.evidence.replace("51 000", "<script>")})
    context = Context(titles={"parts": HOSTILE})
    for page in (
        report([entry], [bad], HOSTILE, DAY, context),
        document_page(entry, [bad], HOSTILE, DAY, context),
    ):
        page.encode("utf-8")
        assert "script" not in parsed(page).met
        assert "\x00" not in page


def test_a_finding_tells_everything() -> None:
    picture = Picture("data:image/png;base64,AAAA", 10, 5, f"{1:016x}", 2, ("51 000",))
    context = Context(titles={"parts": "Les parts font le total"}, picture=lambda each: [picture])
    page = report([document()], [finding()], "0", DAY, context)
    said = " ".join(parsed(page).said).replace("\u202f", " ")
    for words in (
        "Les parts font le total",
        "51 000,00 €",
        "50 820,00 €",
        "+180,00 €",
        "annoncé trop élevé",
        "± 0,015 €",
        "arrondi au centime",
        "p. 2 : « 51 000 »",
        "9 comparaisons faites, 8 en accord.",
        "2 comparaisons impossibles",
    ):
        assert words in said
    assert 'src="data:image/png;base64,AAAA"' in page
    assert "Chiffres en jeu" not in said


def test_a_rule_that_found_nothing_to_compare_is_told() -> None:
    page = report([document()], [], "0", DAY, Context(titles={"parts": "P", "votes": "Les voix"}))
    assert "Sans objet ici" in page
    assert "Les voix" in page


def test_a_large_dataset_has_a_page_per_document() -> None:
    entries = [document(number) for number in range(1, 40)]
    findings = [finding(number % 39 + 1, finding_id=f"f{number}") for number in range(WORST + 5)]
    page = report(entries, findings, "0", DAY)
    assert parsed(page).met.isdisjoint({"article", "img"})
    assert page.count('href="report/') == WORST + len(entries)
    assert "Et 5 autres" in page
    own = document_page(entries[0], by_document(findings)[f"{1:016x}"], "0", DAY, Context())
    assert 'href="../report.html"' in own
    assert "article" in parsed(own).met


def test_the_worst_document_comes_first() -> None:
    mild = [finding(1, severity="warning", finding_id=f"w{i}") for i in range(5)]
    assert list(by_document([*mild, finding(2)])) == [f"{2:016x}", f"{1:016x}"]
