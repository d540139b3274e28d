"""A finding on the page: its sentence, its figures side by side, the pictures of its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from export.french import SEVERITIES, figure, pages, signed
from export.html import Html, join, row, table, tag
from schemas.findings import Finding, Place, places

LISTED = 60  # places that are told under a finding; a column of a long table has more
SAID = 8  # figures that are told under a picture
RAW = 80  # characters of a figure as printed


class Picture(NamedTuple):
    """Lines of a page with figures boxed; `uri` holds the image itself, sizes are in pixels."""

    uri: str
    width: int
    height: int
    document_id: str
    page: int
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the cards need beside the findings; `picture` gives none where it cannot."""

    sources: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    picture: Callable[[Finding], Sequence[Picture]] = lambda finding: ()


def card(finding: Finding, context: Context) -> Html:
    """Everything that shows one contradiction."""
    shown = places(finding)
    pictures = context.picture(finding)
    seen = {(each.document_id, each.page, raw) for each in pictures for raw in each.figures}
    rest = [each for each in shown if (each.document_id, each.page, each.raw) not in seen]
    return tag(
        "article",
        tag(
            "p",
            tag("b", SEVERITIES[finding.severity], class_="grade"),
            " ",
            finding.message,
            class_="said",
        ),
        _about(finding, shown, context),
        _figures(finding),
        _why(finding),
        *(_picture(each, finding, context) for each in pictures),
        _listed(finding, rest, context),
        class_=f"finding {finding.severity}",
        id=f"c-{finding.finding_id}",
    )


def _about(finding: Finding, shown: Sequence[Place], context: Context) -> Html:
    told = [context.titles.get(finding.rule, finding.rule)]
    if finding.subject:
        told.append(finding.subject)
    if shown:
        told.append(pages([place.page for place in shown]))
    if finding.state != "open":
        told.append(f"avis : {finding.state}")
    return tag("p", " · ".join(told), class_="about")


def _figures(finding: Finding) -> Html | None:
    if finding.stated is None and finding.computed is None:
        return None
    unit = finding.unit
    tolerance = "—" if finding.tolerance is None else f"± {figure(finding.tolerance, unit)}"
    cells = (
        tag("b", figure(finding.stated, unit)),
        tag("b", figure(finding.computed, unit)),
        tag("b", signed(finding.difference, unit)),
        direction(finding),
        tolerance,
    )
    heads = ("Annoncé", "Calculé", "Écart", "Sens", "Tolérance")
    return table(heads, [row(*cells)], class_="figures")


def direction(finding: Finding) -> str:
    """Which of the two is larger, in words."""
    if not finding.difference:
        return "—"
    return "annoncé trop élevé" if finding.difference > 0 else "annoncé trop faible"


def _why(finding: Finding) -> Html | None:
    return tag("p", finding.tolerance_reason, class_="why") if finding.tolerance_reason else None


def _picture(picture: Picture, finding: Finding, context: Context) -> Html:
    where = f"p. {picture.page}"
    if picture.document_id != finding.document_id:
        where = f"{_source(picture.document_id, context)}, {where}"
    printed = " · ".join(f"« {short(each)} »" for each in picture.figures[:SAID])
    if len(picture.figures) > SAID:
        printed += f" · et {len(picture.figures) - SAID} autres"
    image = tag(
        "img",
        src=picture.uri,
        width=picture.width,
        height=picture.height,
        alt=f"Extrait de la page {picture.page}, chiffres encadrés : {printed}",
    )
    return tag("figure", image, tag("figcaption", f"{where} : {printed}"))


def _listed(finding: Finding, shown: Sequence[Place], context: Context) -> Html | None:
    """The figures that no picture shows."""
    if not shown:
        return None
    told = []
    for place in shown[:LISTED]:
        other = place.document_id != finding.document_id
        source = f"{_source(place.document_id, context)}, " if other else ""
        told.append(tag("span", f"{source}p. {place.page} « {short(place.raw)} »"))
    if len(shown) > LISTED:
        told.append(tag("span", f"et {len(shown) - LISTED} autres"))
    return tag("p", "Chiffres en jeu : ", join(told, " · "), class_="places")


def _source(document_id: str, context: Context) -> str:
    return context.sources.get(document_id, document_id)


def short(raw: str) -> str:
    """A printed text on one line, cut where it is long."""
    line = " ".join(raw.split())
    return line if len(line) <= RAW else line[: RAW - 1] + "…"
