"""Makes the scanned samples: `python -m samples.make_scans`.

Each is some pages of a sample report as a scanner gives them; what it says is what these pages
of its native twin say, `samples/rapports/NAME/*.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples.scanning import scan

TWINS = Path(__file__).parent / "rapports"
FOLDER = Path(__file__).parent / "numerises"


@dataclass(frozen=True)
class Scan:
    """Pages (from 1) of a sample, and how they were scanned."""

    twin: str
    pages: tuple[int, ...]
    settings: dict[str, Any] = field(default_factory=dict)


SCANS = {
    "propre-300": Scan("tableaux", (2,), {"dpi": 300, "skew": 0.0, "noise": 0.0, "quality": 40}),
    "ordinaire-200": Scan(
        "annees-en-lignes", (1, 2), {"dpi": 200, "skew": 0.6, "noise": 5.0, "quality": 45}
    ),
    "mauvais-150": Scan(
        "phrases", (1,), {"dpi": 150, "skew": -1.5, "noise": 8.0, "quality": 40, "faded": 0.5}
    ),
}


def make(name: str, folder: Path = FOLDER) -> Path:
    """Writes one scan."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen, out = SCANS[name], folder / f"{name}.pdf"
    scan(TWINS / f"{chosen.twin}.pdf", out, pages=chosen.pages, **chosen.settings)
    return out


def main() -> None:
    for name in SCANS:
        out = make(name)
        print(f"{out.name}: {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
