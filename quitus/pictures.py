"""Pictures of the lines that a finding speaks of, its figures boxed, cut from the source PDFs."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
from PIL import ImageDraw

from export.french import trouble
from export.order import worst_first
from export.report_findings import Picture
from quitus.intake import Source, identify, require_unchanged
from schemas.errors import UnreadableDocument, UsageError
from schemas.findings import Finding, Place, places
from schemas.printed import Box, union

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 1.6  # pixels per point
AROUND = 28.0  # points above and below the boxes: about two lines
APART = 44.0  # points between two boxes beyond which they are on two pictures
HIGHEST = 300.0  # points of boxes on one picture
WIDEST = 640.0  # points; of a wider page only the part around the boxes is shown
LONGEST = 1400.0  # pixels; of a poster the lines are drawn smaller
SIDE = 18.0  # points of margin that are cut off left and right
MOST = 4  # pictures of one finding
PICTURED = 150  # findings of one document that have pictures
COLOURS = 32
DOUBT, OTHER = "#c1121f", "#1f5fbf"


class Strip(NamedTuple):
    """Places of one page that are shown together."""

    document_id: str
    page: int
    places: tuple[Place, ...]


class Want(NamedTuple):
    """A picture that is asked for, and the figure in doubt, which stands on this or another."""

    strip: Strip
    doubt: Place


def wants(findings: Iterable[Finding]) -> list[tuple[str, Want]]:
    """What to draw of the findings of one document, by finding id; no more than PICTURED."""
    shown = ((finding.finding_id, places(finding)) for finding in islice(findings, PICTURED))
    return [
        (finding_id, Want(strip, here[0])) for finding_id, here in shown for strip in strips(here)
    ]


def draw(sources: Mapping[str, Source], wanted: Sequence[Want]) -> list[Picture | None]:
    """The pictures, cut out of the PDFs by document id, one PDF open at a time.

    None where a PDF is gone or no longer the one that was read, or a page cannot be drawn.
    Opens PDFs: where there are many, it is for a process that can be lost (`quitus/drawing.py`).
    """
    drawn: list[Picture | None] = []
    with _Opened(sources) as opened:
        for want in wanted:
            try:
                drawn.append(_picture(opened.page(want.strip), want))
            except (UnreadableDocument, pypdfium2.PdfiumError, OSError, ValueError):
                drawn.append(None)  # a page that cannot be drawn takes no finding with it
    return drawn


class _Opened:
    """The PDFs, one open at a time."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._id = ""
        self._pdf: pypdfium2.PdfDocument | None = None

    def page(self, strip: Strip) -> pypdfium2.PdfPage:
        if self._pdf is None or self._id != strip.document_id:
            self.close()
            source = self._sources.get(strip.document_id)
            if source is None:
                raise ValueError("a document that this run has not read")
            require_unchanged(source)
            self._id, self._pdf = strip.document_id, pypdfium2.PdfDocument(source.path)
        if not 1 <= strip.page <= len(self._pdf):
            raise ValueError("a page that the document has not")
        return self._pdf[strip.page - 1]

    def close(self) -> None:
        if self._pdf is not None:
            self._pdf.close()
        self._pdf = None

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _picture(page: pypdfium2.PdfPage, want: Want) -> Picture:
    image = _cut(page, want.strip, want.doubt)
    figures = tuple(place.raw for place in want.strip.places)
    return Picture(_uri(image), *image.size, want.strip.document_id, want.strip.page, figures)


def draw_worst(findings: Sequence[Finding], target: Path, png: Path) -> str:
    """Writes the picture of the worst finding of a PDF and says its sentence; raises UsageError.

    It draws in this process: it is about one PDF, and one that kills it costs this answer alone.
    """
    if target.is_dir():
        raise UsageError(
            f"« {target} » est un dossier : --png dessine un constat d'un seul PDF, indiquez-le."
        )
    ordered = worst_first(findings)
    sources = {source.document_id: source for source in identify([target], target)}
    for finding in ordered:
        made = [each for _, want in wants([finding]) for each in draw(sources, [want]) if each]
        if made:
            break
    else:
        raise UsageError(f"« {target} » n'a pas de constat à dessiner : retirez --png.")
    try:
        png.write_bytes(b64decode(made[0].uri.partition(",")[2]))
    except OSError as error:
        raise UsageError(
            f"On ne peut pas écrire « {png} » ({trouble(error)}) : indiquez un autre fichier."
        ) from error
    return f"Constat dessiné dans {png} : {finding.message}"


def strips(shown: Sequence[Place]) -> list[Strip]:
    """Places that stand close to one another together, at most MOST strips.

    The one with the figure in doubt (the first place) comes first, then those of other pages or
    documents, then the rest, each in the order of reading.
    """
    drawable = [place for place in shown if place.box[2] > place.box[0]]
    if not drawable:
        return []
    found = list(_clusters(drawable))
    first = next(strip for strip in found if drawable[0] in strip.places)
    home = (first.document_id, first.page)
    rest = [strip for strip in found if strip is not first]
    rest.sort(key=lambda strip: (strip.document_id, strip.page) == home)
    return [first, *rest][:MOST]


def _clusters(drawable: Sequence[Place]) -> Iterator[Strip]:
    pages: dict[tuple[str, int], list[Place]] = {}
    for place in dict.fromkeys(drawable):
        pages.setdefault((place.document_id, place.page), []).append(place)
    for (document_id, page), here in pages.items():
        here.sort(key=lambda place: (place.box[1], place.box[0]))
        run = [here[0]]
        for place in here[1:]:
            lowest = max(each.box[3] for each in run)
            if place.box[1] - lowest > APART or place.box[3] - run[0].box[1] > HIGHEST:
                yield Strip(document_id, page, tuple(run))
                run = []
            run.append(place)
        yield Strip(document_id, page, tuple(run))


def _cut(page: pypdfium2.PdfPage, strip: Strip, doubt: Place) -> Image:
    width, height = page.get_size()
    area = frame(union(Box(*place.box) for place in strip.places), width, height)
    crop = (area.x0, height - area.bottom, width - area.x1, area.top)
    scale = min(SCALE, LONGEST / area.width, LONGEST / area.height)
    picture: Image = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for place in strip.places:
        edges = _pixels(Box(*place.box), area, scale)
        thick, colour = (3, DOUBT) if place == doubt else (2, OTHER)
        pen.rectangle(edges, outline=colour, width=thick)
    return picture


def frame(boxes: Box, width: float, height: float) -> Box:
    """The part of a page (its size in points) that is shown around some boxes."""
    x0, x1 = min(SIDE, width / 10), width - min(SIDE, width / 10)
    if x1 - x0 > WIDEST:
        middle = (boxes.x0 + boxes.x1) / 2
        half = max(WIDEST, boxes.width + 2 * SIDE) / 2
        x0, x1 = max(0.0, middle - half), min(width, middle + half)
    low, high = max(0.0, boxes.top - AROUND), min(height, boxes.bottom + AROUND)
    area = Box(min(x0, max(boxes.x0 - 4, 0)), low, max(x1, min(boxes.x1 + 4, width)), high)
    if area.width < 1 or area.height < 1:
        raise ValueError("the boxes lie outside of the page")
    return area


def _pixels(box: Box, area: Box, scale: float) -> tuple[float, float, float, float]:
    margin = 2.0  # points, so that the frame stands clear of the digits
    return (
        (box.x0 - margin - area.x0) * scale,
        (box.top - margin - area.top) * scale,
        (box.x1 + margin - area.x0) * scale,
        (box.bottom + margin - area.top) * scale,
    )


def _uri(image: Image) -> str:
    content = BytesIO()
    image.quantize(COLOURS).save(content, format="PNG", optimize=True)
    return "data:image/png;base64," + b64encode(content.getvalue()).decode("ascii")
