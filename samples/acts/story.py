"""A bundle as the blocks to print."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samples.acts import facts
from samples.acts.sittings import french_day, head, record, vote
from samples.blocks import Block, Bullets, Cell, Gap, Grid, Heading, PageBreak, Para
from samples.money import printed as money

BODY = "Commission permanente du Conseil départemental des Trois Rivières"


def tell(bundle: facts.Bundle) -> tuple[Block, ...]:
    """The blocks of a bundle; each act starts at anchor `pN` and ends at `pN:end`."""
    found: list[Block] = []
    for rank, act in enumerate(bundle.acts, 1):
        key = f"p{rank}"
        if rank > 1 and not isinstance(act, facts.Agreement):
            found.append(PageBreak())
        found.extend(_tell(act, key))
    return tuple(found)


def _tell(act: facts.Act, key: str) -> Iterator[Block]:
    if isinstance(act, facts.Deliberation):
        yield from _deliberation(act, key)
    elif isinstance(act, facts.Annex):
        yield from _annex(act, key)
    elif isinstance(act, facts.FinancialAnnex):
        yield from _financial(act, key)
    elif isinstance(act, facts.Agreement):
        yield from _agreement(act, key)
    elif isinstance(act, facts.Rapport):
        yield from _rapport(act, key)
    else:
        yield from record(act, key)


def _deliberation(act: facts.Deliberation, key: str) -> Iterator[Block]:
    yield from head(act, key)
    yield from (Para(f"{visa.text} ;") for visa in act.visas)
    yield Para("Après en avoir délibéré,")
    yield Para("DECIDE :")
    if act.decisions:
        yield Bullets(tuple((0, each.text) for each in act.decisions))
    yield from _articles(act.articles, act.words)
    if act.lines:
        yield _lines(act.lines, f"{key}:lines")
    if act.sentence:
        yield Para(act.sentence)
    yield from vote(act.ballot, f"{key}:vote")
    yield Para(f"Fait à Montclair, le {french_day(act.day)}")
    yield Para(f"[[{key}:end]]Pour extrait conforme, {act.president.name}")


def _articles(several: tuple[facts.Article, ...], words: str) -> Iterator[Block]:
    for rank, article in enumerate(several, 1):
        if words == "departement":
            yield Heading(2, f"Article {rank} :", str(rank), "", f"article{rank}")
            yield Para(article.text)
        else:
            number = "1er" if rank == 1 else str(rank)
            yield Para(f"ARTICLE {number} – {article.text}")


def _lines(lines: tuple[facts.Line, ...], anchor: str) -> Grid:
    """The table of budget lines, with available and balance where they are stated."""
    full = lines[0].available is not None
    titles = ["Code opération", "Imputation budgétaire", "Libellé opération", "AE €"]
    titles += ["Disponible €", "Proposition €", "Solde €"] if full else ["Dépense €"]
    rows = [tuple(Cell(title) for title in titles)]
    for line in lines:
        sums = (line.authorisation, line.available, line.amount, line.balance)
        kept = sums if full else (line.authorisation, line.amount)
        cells = [line.code, f"{line.nature}/{line.fonction}", line.label]
        cells += [money(each, "bare") for each in kept if each is not None]
        rows.append(tuple(Cell(text) for text in cells))
    widths = tuple(470 / len(titles) for _ in titles)
    return Grid(anchor, tuple(rows), 1, widths, "full", 3)


def _annex(act: facts.Annex, key: str) -> Iterator[Block]:
    text = f"Annexe {act.number} : {act.heading}" if act.number else act.heading
    yield Heading(1, text, None, act.heading, key)
    for each in act.texts[:-1]:
        if each.startswith("## "):
            yield Heading(2, each[3:], None, each[3:], f"{key}:{each}")
        else:
            yield Para(each)
    yield Para(f"[[{key}:end]]{act.texts[-1]}")


def _financial(act: facts.FinancialAnnex, key: str) -> Iterator[Block]:
    yield Heading(1, f"Annexe {act.number} : {act.heading}", None, act.heading, key)
    themes = list(dict.fromkeys(grant.theme for grant in act.grants))
    for rank, (theme, total) in enumerate(zip(themes, act.totals, strict=True), 1):
        anchor = f"{key}:end" if rank == len(themes) else f"{key}:{rank}"
        grants = [grant for grant in act.grants if grant.theme == theme]
        yield _grants(grants, theme, total, act.columns, anchor)
        yield Gap(12)


def _grants(
    grants: list[facts.Grant], theme: str, total: Decimal, columns: tuple[str, ...], anchor: str
) -> Grid:
    """A list of grants under its theme, if any, with its total."""
    width = len(columns)
    rows: list[tuple[Cell, ...]] = [(Cell(theme, 1, width),)] if theme else []
    rows.append(tuple(Cell(title) for title in columns))
    header = len(rows)
    for grant in grants:
        said = (grant.operation, grant.territory, grant.beneficiary, grant.description)
        shown = said if width == 5 else (grant.beneficiary, grant.description)
        rows.append(tuple(Cell(text) for text in (*shown, money(grant.amount, "cents"))))
    rows.append((Cell("TOTAL"), Cell("", 1, width - 2), Cell(money(total, "cents"))))
    widths = tuple(470 / width for _ in columns)
    return Grid(anchor, tuple(rows), header, widths, "full", width - 1)


def _agreement(act: facts.Agreement, key: str) -> Iterator[Block]:
    title = f"AVENANT N°{act.number}" if act.kind == "avenant" else "CONVENTION"
    yield Para(f"[[{key}]]Pôle Insertion")
    yield Para(title)
    if act.kind == "convention":
        yield Para(f"N° {act.number}")
    if act.amends:
        yield Para(f"Objet : avenant à la convention n° {act.amends}")
    yield Para("Entre le Département des Trois Rivières, représenté par sa Présidente,")
    yield Para("ci-après désigné « le Département », d'une part,")
    yield Para(f"Et {act.beneficiary}, ci-après désigné « l'organisme », d'autre part.")
    yield Para("Il est convenu ce qui suit :")
    yield from _articles(act.articles, "departement")
    yield Para("Fait en deux exemplaires originaux")
    yield Para(f"[[{key}:end]](Signature et cachet)")


def _rapport(act: facts.Rapport, key: str) -> Iterator[Block]:
    yield Para(f"[[{key}]]DEPARTEMENT DES TROIS RIVIERES")
    yield Para("Pôle Insertion")
    yield Para(f"RAPPORT N°{act.number}")
    yield Para("COMMISSION PERMANENTE DU CONSEIL DEPARTEMENTAL")
    yield Para(f"REUNION DU {french_day(act.day).upper()}")
    yield from (Para(text) for text in act.texts)
    if act.lines:
        yield _lines(act.lines, f"{key}:lines")
    yield Para(f"[[{key}:end]]Je vous prie de bien vouloir en délibérer.")
