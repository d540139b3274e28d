"""Makes the reports and the tables: `python -m samples.comparaison.make`.

The PDFs become `samples/comparaison/CODE-YEAR.pdf`, what comparing them must give
`samples/comparaison/expected/*.csv`.
"""

from __future__ import annotations

from pathlib import Path

from samples.comparaison import expected
from samples.comparaison.facts import PLACES, YEARS, dress, report
from samples.render import render

FOLDER = Path(__file__).parent


def make(folder: Path = FOLDER) -> list[Path]:
    """Prints every report, and writes the expected tables."""
    (folder / "expected").mkdir(parents=True, exist_ok=True)
    for name, text in expected.texts().items():
        (folder / "expected" / name).write_text(text, "utf-8")
    made = []
    for code in PLACES:
        for year in YEARS:
            path = folder / f"{code}-{year}.pdf"
            render(report(code, year), dress(code, year), path)
            made.append(path)
    return made


if __name__ == "__main__":
    for path in make():
        print(path.name)
