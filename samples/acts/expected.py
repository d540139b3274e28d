"""The tables that a printed bundle must yield, from its facts and the pages of its anchors."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from samples.acts import facts
from samples.blocks import Pages

Row = dict[str, object]
COLUMNS = {
    "parts": "part_id kind number page_start page_end",
    "deliberations": (
        "part_id number session_date president secretary object adopted unanimous votes_for "
        "votes_against abstentions absent prefecture_id matter transmitted_on received_on"
    ),
    "attendance": "part_id civility name status proxy",
    "visas": "part_id position kind reference date",
    "articles": "part_id number amount operations theme_number",
    "imputations": "part_id operation_code nature fonction authorisation available amount balance",
    "grants": "part_id kind theme_number operation_number territory beneficiary amount",
    "planted": "rule subject stated computed",
}
KINDS = {
    facts.Deliberation: "deliberation",
    facts.Annex: "annexe",
    facts.FinancialAnnex: "annexe_financiere",
    facts.Rapport: "rapport_president",
    facts.Record: "compte_rendu",
}


def tables(bundle: facts.Bundle, pages: Pages) -> dict[str, list[Row]]:
    """Every table, by name; `planted` only where there is something to find."""
    found: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for rank, act in enumerate(bundle.acts, 1):
        part = f"p{rank}"
        found["parts"].append(_part(act, part, pages))
        for name, rows in _rows(act).items():
            found[name].extend({"part_id": part, **row} for row in rows)
    found["planted"] = [vars(each) for each in bundle.planted]
    return {name: rows for name, rows in found.items() if rows or name != "planted"}


def texts(bundle: facts.Bundle, pages: Pages) -> dict[str, str]:
    """The same as CSV files, by file name."""
    return {f"{name}.csv": _csv(name, rows) for name, rows in tables(bundle, pages).items()}


def write(bundle: facts.Bundle, pages: Pages, folder: Path) -> None:
    """Writes the CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(bundle, pages).items():
        (folder / name).write_text(text, encoding="utf-8")


def _csv(name: str, rows: list[Row]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS[name].split(), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: shown(row.get(key)) for key in COLUMNS[name].split()} for row in rows)
    return out.getvalue()


def shown(value: object) -> str:
    """A value as a cell: nothing for what is missing, `true` and `false`."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _part(act: facts.Act, part: str, pages: Pages) -> Row:
    kind = act.kind if isinstance(act, facts.Agreement) else KINDS[type(act)]
    number = act.number if isinstance(act, facts.Annex | facts.FinancialAnnex) else ""
    if isinstance(act, facts.Rapport) or kind == "avenant":
        number = act.number  # type: ignore[union-attr]
    start, end = pages.first[part], pages.last[f"{part}:end"]
    return {"part_id": part, "kind": kind, "number": number, "page_start": start, "page_end": end}


def _rows(act: facts.Act) -> dict[str, list[Row]]:
    if isinstance(act, facts.Deliberation):
        return {
            "deliberations": [_deliberation(act)],
            "attendance": list(_attendance(act.members)),
            "visas": list(_visas(act.visas)),
            "articles": list(_articles(act.articles or act.decisions)),
            "imputations": [_line(line) for line in act.lines],
        }
    if isinstance(act, facts.Agreement):
        return {"articles": list(_articles(act.articles))}
    if isinstance(act, facts.Rapport):
        return {"imputations": [_line(line) for line in act.lines]}
    if isinstance(act, facts.Record):
        return {
            "deliberations": [_item(act, item) for item in act.items],
            "attendance": list(_attendance(act.members)),
        }
    if isinstance(act, facts.FinancialAnnex):
        return {"grants": list(_grants(act))}
    return {}


def _grants(act: facts.FinancialAnnex) -> Iterator[Row]:
    """The rows that grant, theme by theme, then the total of each."""
    themes = list(dict.fromkeys(grant.theme for grant in act.grants))
    for theme, total in zip(themes, act.totals, strict=True):
        number = theme.partition(".")[0]
        for grant in act.grants:
            if grant.theme == theme:
                operation = "".join(char for char in grant.operation if char.isdigit())
                yield {
                    "kind": "line",
                    "theme_number": number,
                    "operation_number": operation,
                    "territory": grant.territory,
                    "beneficiary": grant.beneficiary,
                    "amount": grant.amount,
                }
        yield {"kind": "total", "theme_number": number, "amount": total}


def _deliberation(act: facts.Deliberation) -> Row:
    stamp: Row = {}
    if act.stamp:
        stamp = {
            "prefecture_id": act.stamp.identifier,
            "matter": act.stamp.matter,
            "transmitted_on": act.stamp.transmitted,
            "received_on": act.stamp.received,
        }
    title = act.object.upper() if act.words == "departement" else act.object
    return {
        "number": act.number,
        "session_date": act.day,
        "president": act.president.name,
        "secretary": act.secretary.name,
        "object": title,
        **_ballot(act.ballot),
        **stamp,
    }


def _item(act: facts.Record, item: facts.Item) -> Row:
    return {
        "number": item.number,
        "session_date": act.day,
        "president": act.president.name,
        "secretary": act.secretary.name,
        "object": item.object,
        **_ballot(item.ballot),
    }


def _ballot(ballot: facts.Ballot) -> Row:
    counts = ("votes_for", "votes_against", "abstentions", "absent")
    unanimous = True if ballot.style == "unanimous" else None
    return {"adopted": True, "unanimous": unanimous} | {
        name: getattr(ballot, name) for name in counts
    }


def _attendance(members: tuple[facts.Member, ...]) -> Iterator[Row]:
    order = ("present", "excused", "absent", "non_voting", "not_taking_part")
    for member in sorted(members, key=lambda member: order.index(member.status)):
        proxy = member.proxy.removeprefix("Mme ").removeprefix("M. ")
        yield {
            "civility": member.civility,
            "name": member.name,
            "status": member.status,
            "proxy": proxy,
        }


def _visas(visas: tuple[facts.Visa, ...]) -> Iterator[Row]:
    for position, visa in enumerate(visas, 1):
        yield {"position": position, **vars(visa)}


def _articles(articles: tuple[facts.Article, ...]) -> Iterator[Row]:
    for number, article in enumerate(articles, 1):
        yield {
            "number": number,
            "amount": article.amount,
            "operations": article.operations,
            "theme_number": article.theme,
        }


def _line(line: facts.Line) -> Row:
    return {**vars(line), "operation_code": line.code}
