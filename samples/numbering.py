"""The numbers of headings, scheme by scheme."""

from __future__ import annotations

from dataclasses import dataclass

from samples.layouts import Numbering

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True)
class Place:
    """Where a heading stands: group, measure (None: directly under the group), action; from 1."""

    group: int
    measure: int | None = None
    action: int | None = None

    @property
    def dotted(self) -> str:
        parts = (self.group, self.measure, self.action)
        return ".".join(str(part) for part in parts if part is not None)

    @property
    def depth(self) -> int:
        return len(self.dotted.split("."))


@dataclass(frozen=True)
class Named:
    """A heading: what is printed, and the number it bears."""

    text: str
    number: str | None


def number_of(scheme: Numbering, place: Place) -> str | None:
    """The number that the tables give to an action or a measure."""
    if scheme == "none":
        return None
    return _roman(place).rstrip(").") if scheme == "roman" else place.dotted


def group_heading(scheme: Numbering, place: Place, title: str) -> Named:
    return {
        "none": Named(title, None),
        "roman": Named(f"{_roman(place)} {title}", _roman(place).rstrip(".")),
        "axes": Named(f"Axe {place.dotted} – {title}", f"Axe {place.dotted}"),
        "action": Named(f"Partie {place.dotted} : {title}", f"Partie {place.dotted}"),
    }.get(scheme, Named(f"{place.dotted}. {title}", place.dotted))


def measure_heading(scheme: Numbering, place: Place, title: str) -> Named:
    named = f"Mesure {place.dotted}"
    return {
        "none": Named(title, None),
        "roman": Named(f"{_roman(place)} {title}", _roman(place).rstrip(".")),
        "axes": Named(f"{named} – {title}", named),
        "action": Named(f"{named} : {title}", named),
    }.get(scheme, Named(f"{place.dotted}. {title}", place.dotted))


def action_heading(scheme: Numbering, place: Place, title: str) -> Named:
    axis = f"Axe {place.group} – Action {place.dotted}"
    return {
        "none": Named(title, None),
        "roman": Named(f"{_roman(place)} {title}", _roman(place).rstrip(".")),
        "axes": Named(f"{axis} : {title}", axis),
        "action": Named(f"Action {place.dotted} : {title}", f"Action {place.dotted}"),
    }.get(scheme, Named(f"{place.dotted}. {title}", place.dotted))


def section_heading(scheme: Numbering, place: Place, path: tuple[int, ...], title: str) -> Named:
    """`path` is the rank of the section within its action, and of the part within that."""
    if scheme in ("none", "axes", "action"):
        return Named(title, None)
    if scheme == "roman":
        letter = "abcdefghij"[path[0] - 1] if len(path) == 1 else f"{'i' * path[1]}"
        return Named(f"{letter}) {title}", f"{letter})")
    national = ".1" if scheme == "national" and place.depth == 2 else ""
    number = place.dotted + national + "".join(f".{rank}" for rank in path)
    return Named(f"{number}. {title}", number)


def _roman(place: Place) -> str:
    """`I.`, `I.A.`, `I.A.2)`; an action right under its group is `I.2)`."""
    text = f"{ROMAN[place.group - 1]}."
    if place.measure is not None:
        text += f"{'ABCDEFGH'[place.measure - 1]}."
    return text if place.action is None else f"{text}{place.action})"
