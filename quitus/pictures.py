"""Pictures of the lines that a finding speaks of, its figures boxed, cut from the source PDFs."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
from PIL import ImageDraw

from export.order import worst_first
from export.report_findings import Picture
from schemas.errors import UsageError
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


class Pictures:
    """Cuts pictures out of the PDFs of a run, one PDF open at a time.

    Where a PDF or a page cannot be drawn there is no picture; the finding is told all the same.
    """

    def __init__(self, sources: Mapping[str, Path]) -> None:
        self._sources = sources
        self._open: tuple[str, pypdfium2.PdfDocument] | None = None
        self._drawn: dict[str, int] = {}

    def __enter__(self) -> Pictures:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def __call__(self, finding: Finding) -> Sequence[Picture]:
        """The pictures of a finding, that of the figure in doubt first."""
        drawn = self._drawn.get(finding.document_id, 0)
        if drawn >= PICTURED:
            return ()
        self._drawn[finding.document_id] = drawn + 1
        shown = places(finding)
        doubt = shown[0] if shown else None
        found = (self._picture(strip, doubt) for strip in strips(shown))
        return [picture for picture in found if picture is not None]

    def _picture(self, strip: Strip, doubt: Place | None) -> Picture | None:
        pdf = self._pdf(strip.document_id)
        if pdf is None or not 1 <= strip.page <= len(pdf):
            return None
        try:
            image = _cut(pdf[strip.page - 1], strip, doubt)
        except Exception:  # a page that cannot be drawn takes no finding with it
            return None
        figures = tuple(place.raw for place in strip.places)
        return Picture(_uri(image), *image.size, strip.document_id, strip.page, figures)

    def _pdf(self, document_id: str) -> pypdfium2.PdfDocument | None:
        if self._open is not None and self._open[0] == document_id:
            return self._open[1]
        self._close()
        path = self._sources.get(document_id)
        if path is None:
            return None
        try:
            self._open = (document_id, pypdfium2.PdfDocument(path))
        except (pypdfium2.PdfiumError, OSError):
            return None
        return self._open[1]

    def _close(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None


def draw_worst(findings: Sequence[Finding], target: Path, png: Path) -> str:
    """Writes the picture of the worst finding of a PDF and says its sentence; raises UsageError."""
    if target.is_dir():
        raise UsageError(
            f"« {target} » est un dossier : --png dessine un constat d'un seul PDF, indiquez-le."
        )
    ordered = worst_first(findings)
    with Pictures({finding.document_id: target for finding in ordered}) as pictures:
        drawn = next(((each, made) for each in ordered if (made := pictures(each))), None)
    if drawn is None:
        raise UsageError(f"« {target} » n'a pas de constat à dessiner : retirez --png.")
    try:
        png.write_bytes(b64decode(drawn[1][0].uri.partition(",")[2]))
    except OSError as error:
        raise UsageError(
            f"On ne peut pas écrire « {png} » ({error.strerror}) : indiquez un autre fichier."
        ) from error
    return f"Constat dessiné dans {png} : {drawn[0].message}"


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


def _cut(page: pypdfium2.PdfPage, strip: Strip, doubt: Place | None) -> Image:
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
