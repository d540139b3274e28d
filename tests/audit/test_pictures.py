"""The pictures of a finding: the right lines of the right page, the figure in doubt in red."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from quitus import drawing
from quitus.audit import Wanted, audit
from quitus.drawing import pictures
from quitus.intake import find, identify
from quitus.isolation import Died
from quitus.limits import Limits
from quitus.pictures import (
    HIGHEST,
    LONGEST,
    MOST,
    SCALE,
    Want,
    draw,
    draw_worst,
    frame,
    strips,
    wants,
)
from quitus.pipeline import stages
from quitus.workers import InProcess, LocalPool
from schemas.errors import UsageError
from schemas.findings import Finding, Place, places
from schemas.printed import Box
from tests.audit.test_audit import SAMPLE, quiet
from tests.cli import dangers
from tests.cli.pdfs import write_pdf


def place(page: int, top: float, document_id: str = "d", x0: float = 100.0) -> Place:
    return Place(document_id=document_id, page=page, box=(x0, top, x0 + 40, top + 10), raw="1")


def test_places_close_together_are_one_picture() -> None:
    found = strips([place(2, 300), place(2, 320), place(2, 280)])
    assert [len(strip.places) for strip in found] == [3]


def test_the_figure_in_doubt_comes_first_then_the_other_side() -> None:
    doubt = place(3, 700)
    found = strips([doubt, place(3, 100), place(1, 50), place(9, 50, "e")])
    assert found[0].places == (doubt,)
    assert [(strip.document_id, strip.page) for strip in found[1:]] == [
        ("d", 1),
        ("e", 9),
        ("d", 3),
    ]


def test_pictures_stay_small_and_few() -> None:
    found = strips([place(page, top) for page in range(1, 9) for top in range(20, 800, 20)])
    assert len(found) == MOST
    for strip in found:
        assert strip.places[-1].box[3] - strip.places[0].box[1] <= HIGHEST


def test_a_place_without_area_has_no_picture() -> None:
    nowhere = Place(document_id="d", page=1, box=(0, 0, 0, 0), raw="")
    assert strips([nowhere]) == []


def test_the_frame_of_a_wide_page_stands_around_the_boxes() -> None:
    area = frame(Box(1500, 100, 1600, 110), 3000, 800)
    assert area.x0 <= 1500 <= 1600 <= area.x1
    assert area.width < 700
    with pytest.raises(ValueError, match="outside"):
        frame(Box(10, 5000, 20, 5010), 600, 800)


def test_figures_are_boxed_on_the_printed_lines() -> None:
    found = audit(SAMPLE, stages(), Wanted(severities=("error",)), quiet)
    (source,) = identify([SAMPLE], SAMPLE)
    sources = {source.document_id: source}
    ((document_id, drawn),) = pictures(
        InProcess(stages()), {source.document_id: found.findings}, sources
    )
    assert document_id == source.document_id
    for finding in found.findings:
        made = drawn[finding.finding_id]
        doubt = places(finding)[0]
        assert made[0].page == doubt.page
        assert doubt.raw in made[0].figures
        image = decoded(made[0].uri)
        assert image.size == (made[0].width, made[0].height)
        red = [
            (x, y)
            for x in range(image.width)
            for y in range(image.height)
            if is_red(image.getpixel((x, y)))
        ]
        width = max(x for x, _ in red) - min(x for x, _ in red)
        assert width == pytest.approx((doubt.box[2] - doubt.box[0] + 4) * SCALE, abs=4)
        assert len(made[0].uri) < 60_000


def finding(box: str, finding_id: str = "f", page: int = 1, document_id: str = "d") -> Finding:
    evidence = f'[{{"document_id": "{document_id}", "page": {page}, "box": {box}, "raw": "1"}}]'
    return Finding(
        finding_id=finding_id,
        rule="r",
        severity="error",
        document_id=document_id,
        subject="",
        message="",
        evidence=evidence,
    )


def test_a_figure_as_wide_as_a_poster_is_drawn_smaller(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(9000, 9000))
    canvas.drawString(100, 100, "1")
    canvas.save()
    (source,) = identify([tmp_path / "a.pdf"], tmp_path)
    ((_, want),) = wants([finding("[10, 10, 8990, 8990]")])
    (made,) = draw({"d": source}, [want])
    assert made is not None
    assert max(made.width, made.height) <= LONGEST + 1


def test_a_pdf_that_is_gone_or_another_gives_no_picture(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf")
    (source,) = identify([path], tmp_path)
    asked = [want for _, want in wants([finding("[70, 80, 90, 95]"), finding("[1,2,3,4]", page=7)])]
    drawn = draw({"d": source}, asked)
    assert [each is None for each in drawn] == [False, True]
    assert draw({}, asked) == [None, None]
    path.write_bytes(path.read_bytes() + b"\n")
    assert draw({"d": source}, asked) == [None, None]
    path.unlink()
    assert draw({"d": source}, asked) == [None, None]


def test_a_picture_that_kills_or_never_ends_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        write_pdf(tmp_path / f"{name}.pdf", pages=9, words=f"Rapport {name}")
    sources = {source.path.stem: source for source in identify(find(tmp_path).paths, tmp_path)}
    groups = {
        name: [finding("[70, 80, 90, 95]", f"{name}{page}", page, name) for page in pages]
        for name, pages in (("a", (1, 2, 3, 4, 5)), ("b", (6, 7, 8)))
    }
    monkeypatch.setattr(drawing, "draw", dangers.draw_dangerously)
    monkeypatch.setattr(drawing, "SECONDS", 2.0)
    with LocalPool(2, Limits()) as pool:
        drawn = dict(pictures(pool, groups, sources))
        again = dict(pictures(pool, {"b": groups["b"]}, sources))
    assert sorted(drawn["a"]) == ["a1", "a3", "a5"]  # the second dies, the fourth never ends
    assert sorted(drawn["b"]) == ["b6", "b7", "b8"]
    assert again == {"b": drawn["b"]}


def test_a_document_that_kills_again_and_again_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source,) = identify([write_pdf(tmp_path / "a.pdf", pages=40)], tmp_path)
    found = [finding("[70, 80, 90, 95]", f"a{page}", page, "a") for page in range(1, 41)]
    calls: list[int] = []

    def run(function: object, sources: object, some: list[Want], *, seconds: float) -> object:
        calls.append(len(some))
        raise Died(11)

    assert drawing.drawn_by(run, drawing.Job("a", found, {"a": source})) == {}
    assert calls == [16, 1, 1, 1]


def test_the_worst_finding_is_drawn(tmp_path: Path) -> None:
    found = audit(SAMPLE, stages(), Wanted(), quiet)
    told = draw_worst(found.findings, SAMPLE, tmp_path / "f.png")
    assert "52 418,92" in told
    with Image.open(tmp_path / "f.png") as drawn:
        assert drawn.width > 400
    with pytest.raises(UsageError, match="un seul PDF"):
        draw_worst(found.findings, tmp_path, tmp_path / "f.png")
    with pytest.raises(UsageError, match="pas de constat"):
        draw_worst([], SAMPLE, tmp_path / "f.png")
    with pytest.raises(UsageError, match="On ne peut pas écrire"):
        draw_worst(found.findings, SAMPLE, tmp_path / "no" / "f.png")


def decoded(uri: str) -> Image.Image:
    head, _, content = uri.partition(",")
    assert head == "data:image/png;base64"
    return Image.open(BytesIO(b64decode(content))).convert("RGB")


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return bool(red > 150 and green < 90 and blue < 90)
