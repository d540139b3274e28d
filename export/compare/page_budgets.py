"""The section of a comparison's page that sets planned beside executed."""

from __future__ import annotations

from collections.abc import Collection

from export import html
from export.compare import charts
from export.compare.budgets import comparable
from export.compare.charts import written
from export.compare.links import Links
from export.compare.page_parts import figure, named
from export.compare.views import Record
from export.compare.write import told_state
from export.html import Html, tag

YEARS = 6  # years that are shown: the last ones


def sections(rows: Collection[Record], links: Links) -> list[Html]:
    """A picture per year of what départements planned and spent."""
    told = [row for row in rows if comparable(row)]
    if not told:
        return []
    years = sorted({row["year"] for row in told})
    made = [tag("h2", "Budgets : prévu et exécuté")]
    if len(years) > YEARS:
        made.append(tag("p", f"Les {YEARS} dernières années ; toutes sont dans --view budgets."))
    for year in years[-YEARS:]:
        here = [row for row in told if row["year"] == year]
        title = f"Prévu et exécuté en {year}"
        heads = ("Département", "Prévu", "Exécuté", "Taux", "Actions énonçant les deux", "Document")
        picture = charts.planned_executed(here, title)
        made.append(figure(title, picture, heads, [_row(row, links) for row in here], wide=True))
    return made


def _row(row: Record, links: Links) -> Html:
    place = (row["document_id"], row["source"], row["page"])

    def linked(name: str, unit: str) -> Html:
        value = row.get(name)
        text = written(value, unit) if value is not None else told_state(row.get(f"{name}_state"))
        return html.figure_of(links.to(*place, text) if text else "")

    return html.row(
        named(row["departement_code"]),
        linked("planned", "EUR"),
        linked("executed", "EUR"),
        linked("rate", "%"),
        html.figure_of(f"{row['actions_both']} sur {row['actions']}"),
        links.named(*place),
    )
