"""What an act refers to, decides, charges to the budget, and how it was voted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.bent.told import NUMBERS, Row, Told, money
from samples.blocks import Bullets, Cell, Gap, Grid, Para

VISAS: tuple[tuple[str, Row], ...] = (
    (
        "Vu le Code général des collectivités territoriales",
        {"kind": "code", "reference": "", "date": ""},
    ),
    (
        "Vu le code de l'action sociale et des familles, notamment son article L. 263-1",
        {"kind": "code", "reference": "L. 263-1", "date": ""},
    ),
    (
        "Vu la loi n° 2008-1249 du 1er décembre 2008 généralisant le revenu de solidarité active",
        {"kind": "loi", "reference": "2008-1249", "date": "2008-12-01"},
    ),
    (
        "Vu la loi n°82-213 du 2 mars 1982 modifiée",
        {"kind": "loi", "reference": "82-213", "date": "1982-03-02"},
    ),
    (
        "Vu le décret n° 2019-1234 du 26 novembre 2019",
        {"kind": "decret", "reference": "2019-1234", "date": "2019-11-26"},
    ),
    (
        "Vu la délibération n° CD/2021/07/002 du 1er juillet 2021 donnant délégation",
        {"kind": "deliberation", "reference": "CD/2021/07/002", "date": "2021-07-01"},
    ),
    (
        "Vu la délibération du Conseil en date du 18 décembre 2020 adoptant le budget primitif",
        {"kind": "deliberation", "reference": "", "date": "2020-12-18"},
    ),
    (
        "Vu l'arrêté préfectoral du 3 mars 2021",
        {"kind": "arrete", "reference": "", "date": "2021-03-03"},
    ),
    (
        "Vu les demandes présentées par les organismes",
        {"kind": "demande", "reference": "", "date": ""},
    ),
)
REASONS = (
    "Considérant que l'insertion des publics fragiles est une priorité de la collectivité",
    "Considérant l'intérêt local des projets présentés",
)


def visas(told: Told) -> None:
    """A few texts that the act refers to, in the order in which they are printed."""
    pick = told.pick
    drawn = [VISAS[0], *pick.sample(VISAS[1:], pick.randrange(1, 4))]
    upper = pick.random() < 0.3
    said = [text.replace("Vu ", "VU ") if upper else text for text, _ in drawn]
    rows = [{"position": rank, **row} for rank, (_, row) in enumerate(drawn, 1)]
    if pick.random() < 0.4:
        said.append(pick.choice(REASONS))
        rows.append({"position": len(said), "kind": "considerant", "reference": "", "date": ""})
    end = pick.choice((" ;", ",", " ;", "."))
    texts = [f"{each}{end}" for each in said]
    if pick.random() < 0.25:
        told.put(Bullets(tuple((0, each) for each in texts)))
    else:
        told.put(*(Para(each) for each in texts))
    told.note("visas", rows)


def articles(told: Told, decided: Sequence[tuple[str, Decimal | None]]) -> None:
    """The articles: text and the sum each decides on, in one of the ways of numbering them."""
    pick = told.pick
    form = pick.choice(
        (
            "article",
            "upper",
            "first",
            "first_upper",
            "degree",
            "letters",
            "dashes",
            "bullets",
            "dotted",
        )
    )
    for rank, (text, _) in enumerate(decided, 1):
        if form == "bullets":
            told.put(Bullets(((0, text),)))
        else:
            told.put(*(Para(line) for line in _numbered(form, rank, text)))
    numbered = form not in ("dashes", "bullets")
    for rank, (_, amount) in enumerate(decided, 1):
        number = chr(96 + rank).upper() if form == "letters" else str(rank)
        told.note(
            "articles",
            [{"number": number if numbered else str(rank), "amount": amount}],
        )


def _numbered(form: str, rank: int, text: str) -> list[str]:
    nth = "1er" if rank == 1 else str(rank)
    return {
        "article": [f"**Article {rank} :**", text],
        "upper": [f"ARTICLE {rank} : {text}"],
        "first": [f"**Article {nth}** - {text}"],
        "first_upper": [f"**ARTICLE {'PREMIER' if rank == 1 else nth}**", text],
        "degree": [f"{rank}°) {text}"],
        "dotted": [f"{rank}. {text}"],
        "letters": [f"{chr(96 + rank)}) {text}"],
        "dashes": [f"- {text}"],
    }[form]


def charge(told: Told, amount: Decimal, *, gap: Decimal = Decimal(0)) -> None:
    """The sum charged to a line of the budget: in a sentence or in a table.

    `gap` is added to the balance where the table has one.
    """
    pick = told.pick
    nature, fonction = pick.choice((("6568", "93444"), ("65748", "93428"), ("6574", "58")))
    form = pick.choice(("coded", "named", "chapter", "table", "balance", "split"))
    row: Row = {"nature": nature, "fonction": fonction, "amount": amount}
    said = money(pick, amount)
    if form == "coded":
        told.put(
            Para(f"La dépense de {said} sera imputée sur la ligne {nature}/{fonction} du budget.")
        )
    elif form == "named":
        told.put(
            Para(
                f"Les crédits nécessaires, soit {said}, seront prélevés à la fonction {fonction}, "
                f"nature {nature} du budget départemental."
            )
        )
    elif form == "chapter":
        told.put(
            Para(
                f"La dépense, d'un montant de {said}, sera imputée au chapitre {fonction[:3]}, "
                f"fonction {fonction}, compte {nature}."
            )
        )
    else:
        row |= _charged_table(told, form, nature, fonction, amount, gap)
    told.note("imputations", [row])


def _charged_table(
    told: Told, form: str, nature: str, fonction: str, amount: Decimal, gap: Decimal
) -> Row:
    pick = told.pick
    voted, available = amount * 3, amount * 2
    label = "Actions d'insertion"
    columns: list[tuple[str, str]]
    if form == "split":
        columns = [("Nature", nature), ("Fonction", fonction), ("Libellé", label)]
    else:
        columns = [(pick.choice(("Imputation budgétaire", "Imputation")), f"{nature}/{fonction}")]
        columns.append((pick.choice(("Libellé", "Intitulé", "Libellé opération")), label))
    row: Row = {}
    if form == "balance":
        columns += [
            (pick.choice(("AE votée", "Crédits votés", "AE")), money(pick, voted, cell=True)),
            (pick.choice(("Disponible", "Crédits disponibles")), money(pick, available, cell=True)),
            (
                pick.choice(("Proposition", "Montant proposé", "Dépense")),
                money(pick, amount, cell=True),
            ),
            (
                pick.choice(("Solde", "Reste disponible", "Disponible après")),
                money(pick, available - amount + gap, cell=True),
            ),
        ]
        row = {"authorisation": voted, "available": available, "balance": available - amount + gap}
    else:
        columns.append(
            (pick.choice(("Montant", "Dépense", "Montant proposé")), money(pick, amount, cell=True))
        )
    euro = pick.choice(("", " (€)", " €"))
    heads = tuple(
        Cell(title + euro if rank > (2 if form == "split" else 1) else title)
        for rank, (title, _) in enumerate(columns)
    )
    cells = tuple(Cell(text) for _, text in columns)
    if pick.random() < 0.5:
        told.put(Para("La dépense est imputée sur le budget comme suit :"))
    told.put(
        Gap(8),
        Grid("lines", (heads, cells), 1, tuple(470 / len(columns) for _ in columns), "full", 9),
        Gap(8),
    )
    return row


def ballot(told: Told, voters: int, *, gap: int = 0) -> Row:
    """The vote; `gap` votes are added to those for. Gives the columns that it sets."""
    pick = told.pick
    against, away = pick.choice(((0, 0), (0, 1), (2, 0), (1, 1), (3, 1)))
    if against + away >= voters:
        against = away = 0
    favour = voters - against - away + gap
    form = pick.choice(
        (
            "labelled",
            "slashed",
            "sentence",
            "letters",
            "table",
            "sides",
            "lines",
            "spoken",
            "unanimous",
            "majority",
            "brief",
            "counted",
        )
    )
    if against + away == 0 and pick.random() < 0.5:
        form = "unanimous"
    if form == "majority" and against + away == 0:
        form = "labelled"
    whole: Row = {"votes_for": favour, "votes_against": against, "abstentions": away}
    row: Row = {"adopted": True, **whole}
    if form == "unanimous":
        told.put(
            Para(
                pick.choice(
                    (
                        "Adopté à l'unanimité.",
                        "La délibération est adoptée à l'unanimité.",
                        "ADOPTÉ À L'UNANIMITÉ",
                        "Vote : unanimité",
                    )
                )
            )
        )
        return {
            "adopted": True,
            "unanimous": True,
            "votes_for": None,
            "votes_against": None,
            "abstentions": None,
        }
    if form == "majority":
        told.put(Para("Adopté à la majorité."))
        return {"adopted": True, "votes_for": None, "votes_against": None, "abstentions": None}
    _print_vote(told, form, favour, against, away)
    if form in ("sentence", "letters") and not against:
        row["votes_against"] = None
    if form in ("sentence", "letters") and not away:
        row["abstentions"] = None
    return row


def _print_vote(told: Told, form: str, favour: int, against: int, away: int) -> None:
    pick = told.pick
    if form == "labelled":
        told.put(
            Para(f"Pour : {favour} voix   Contre : {against} voix   Abstentions : {away}"),
            Para("(Adopté)"),
        )
    elif form == "slashed":
        told.put(
            Para(f"Résultat du vote : {favour} pour / {against} contre / {away} abstention(s)"),
            Para("Adopté."),
        )
    elif form in ("sentence", "letters"):
        word = _in_letters if form == "letters" else str
        said = [f"{word(favour)} voix pour"]
        said += (
            [
                f"{'une' if (against, form) == (1, 'letters') else word(against)} voix contre (M. Hugo BLIN)"
            ]
            if against
            else []
        )
        said += (
            [
                f"{'une' if (away, form) == (1, 'letters') else word(away)} abstention{'s' if away > 1 else ''}"
            ]
            if away
            else []
        )
        listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} et {said[-1]}"
        told.put(
            Para(
                pick.choice(
                    (f"Adopté par {listed}.", f"Cette délibération est adoptée par {listed}.")
                )
            )
        )
    elif form == "table":
        rows = (("Pour", "Contre", "Abstention"), (str(favour), str(against), str(away)))
        told.put(_grid(rows, (80, 80, 80)), Para("Adopté"))
    elif form == "sides":
        extra = (("Suffrages exprimés", str(favour + against)),) if pick.random() < 0.5 else ()
        rows = (*extra, ("Pour", str(favour)), ("Contre", str(against)), ("Abstentions", str(away)))
        told.put(_grid(rows, (140, 60)), Para("Délibération adoptée"))
    elif form == "lines":
        told.put(
            Para("VOTE"),
            Para(f"Votants : {favour + against + away}"),
            Para(f"Suffrages exprimés : {favour + against}"),
            Para(f"Pour : {favour}"),
            Para(f"Contre : {against}"),
            Para(f"Abstention : {away}"),
            Para("ADOPTÉE"),
        )
    elif form == "spoken":
        told.put(
            Para(f"Ont voté pour : {favour}"),
            Para(f"Ont voté contre : {against}"),
            Para(f"Se sont abstenus : {away}"),
            Para("Adopté"),
        )
    elif form == "counted":
        told.put(
            Para(f"Nombre de voix pour : {favour}"),
            Para(f"Nombre de voix contre : {against}"),
            Para(f"Nombre d'abstentions : {away}"),
            Para("La délibération est adoptée."),
        )
    else:
        told.put(Para(f"POUR {favour} - CONTRE {against} - ABSTENTION {away}"), Para("ADOPTÉ"))


def _grid(rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]) -> Grid:
    return Grid(
        "vote", tuple(tuple(Cell(text) for text in row) for row in rows), 1, widths, "full", 9
    )


def _in_letters(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
