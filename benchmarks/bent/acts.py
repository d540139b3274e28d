"""The acts that are bound with a délibération: narrative, agreements, models, rapport, record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from benchmarks.bent import decisions, money
from benchmarks.bent.heads import OBJECTS, Sitting
from benchmarks.bent.money import Grant
from benchmarks.bent.people import lists, rows
from benchmarks.bent.told import Told, day_in_words
from benchmarks.bent.told import money as euros
from samples.blocks import Bullets, Heading, Para
from schemas.identifiers import luhn

FILLER = (
    "Le Département accompagne les personnes éloignées de l'emploi et lève, avec ses partenaires, les "
    "freins qu'elles rencontrent : transport, garde des enfants, logement, santé."
)


def narrative(told: Told, grants: Sequence[Grant], number: int, themes: Sequence[str]) -> None:
    """A narrative annex: each operation, how many structures, its total."""
    pick = told.pick
    mark = told.open("annexe", str(number))
    title = pick.choice(
        (
            f"Annexe {number} : Présentation des opérations",
            f"ANNEXE N°{number}",
            f"Annexe n° {number} – Descriptif des opérations",
        )
    )
    told.put(Heading(1, f"{mark}{title}", None, title, f"n{number}"), Para(FILLER))
    for theme in sorted({each.theme for each in grants}):
        told.put(
            Heading(2, f"{theme}. {themes[theme - 1]}", str(theme), themes[theme - 1], f"t{theme}")
        )
        own = [each for each in grants if each.theme == theme]
        for operation in dict.fromkeys(each.operation for each in own):
            _operation(told, [each for each in own if each.operation == operation])
    told.put(Para(f"{told.close()}Un bilan sera présenté à l'issue des opérations."))


def _operation(told: Told, own: Sequence[Grant]) -> None:
    pick = told.pick
    first = own[0]
    whole = money.total(own)
    places = sum(each.quantity for each in own)
    named = f"Opération {first.operation} : {first.title}"
    told.put(Heading(3, named, None, named, f"o{first.operation}"))
    count = "une structure" if len(own) == 1 else f"{len(own)} structures"
    told.put(
        Para(
            pick.choice(
                (
                    f"Il est proposé de financer {count} à hauteur de {places} {first.unit} pour un total de {euros(pick, whole)}.",
                    f"Il est proposé de financer {count} pour un montant total de {euros(pick, whole)}.",
                    f"Il vous est proposé de soutenir {count}, soit {places} {first.unit}, pour un montant global de {euros(pick, whole)}.",
                )
            )
        )
    )
    told.note(
        "proposals",
        [
            {
                "operation_number": str(first.operation),
                "beneficiary": None,
                "amount": whole,
                "structures": len(own),
            }
        ],
    )
    if pick.random() < 0.5 and len(own) > 1:
        told.put(Para("Les structures retenues sont les suivantes :"))
        told.put(
            Bullets(
                tuple(
                    (
                        0,
                        f"{each.beneficiary} ({each.territory}) : {each.quantity} {first.unit} pour {euros(pick, each.amount)}",
                    )
                    for each in own
                )
            )
        )
        told.note(
            "proposals",
            [
                {
                    "operation_number": str(each.operation),
                    "beneficiary": each.beneficiary,
                    "amount": each.amount,
                    "structures": None,
                }
                for each in own
            ],
        )


def agreement(
    told: Told, grant: Grant, day: dt.date, *, kind: str, gap: Decimal = Decimal(0)
) -> None:
    """A convention or an avenant with its parties, its time and its money; `gap` off the grant."""
    pick = told.pick
    own = (
        f"{day.year}/{pick.randrange(10, 99)}"
        if kind == "convention"
        else str(pick.randrange(1, 4))
    )
    amended = f"{day.year - 1}-{pick.randrange(100, 999):04}"
    mark = told.open(kind, own)
    siret = _siret(pick.randrange(10**8))
    _agreement_title(told, mark, kind, own, amended)
    _parties(told, grant, siret)
    start, end = dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    amount = grant.amount + gap
    said = euros(pick, amount)
    texts = [
        f"La présente convention a pour objet de financer {grant.quantity} {grant.unit} sur le territoire {grant.territory}.",
        f"La convention prend effet le {start:%d/%m/%Y} et s'achève le {end:%d/%m/%Y}.",
        pick.choice(
            (
                f"Le montant de la subvention est fixé à {said}.",
                f"Le Département attribue une subvention d'un montant total de {said}.",
                f"La participation du Département s'élève à {said}.",
            )
        ),
        "Le bénéficiaire remet un bilan avant le 31 mars de l'année suivante.",
    ]
    heads = ("Objet", "Durée", "Montant", "Bilan")
    form = pick.choice(("colon", "dash", "upper", "line"))
    for rank, (head, text) in enumerate(zip(heads, texts, strict=True), 1):
        nth = "1er" if rank == 1 and pick.random() < 0.5 else str(rank)
        shown = {
            "colon": f"Article {nth} : {head}",
            "dash": f"ARTICLE {nth} – {head.upper()}",
            "upper": f"ARTICLE {nth} : {head}",
            "line": f"Article {nth}. {head}",
        }[form]
        told.put(Para(f"**{shown}**"), Para(text))
    told.put(
        Para("Fait en deux exemplaires originaux"),
        Para(f"{told.close()}Pour le Département, la Présidente"),
    )
    told.note(
        "agreements",
        [
            {
                "kind": kind,
                "number": own,
                "amends": amended if kind == "avenant" else None,
                "beneficiary": grant.beneficiary,
                "siret": siret,
                "siret_valid": True,
                "period_start": start,
                "period_end": end,
            }
        ],
    )
    told.note(
        "agreement_terms", [{"role": "total", "amount": amount}, {"role": "quota", "amount": None}]
    )
    told.note(
        "articles",
        [{"number": str(rank), "amount": amount if rank == 3 else None} for rank in range(1, 5)],
    )


def _agreement_title(told: Told, mark: str, kind: str, own: str, amended: str) -> None:
    pick = told.pick
    if kind == "avenant":
        told.put(
            Para(
                f"{mark}{pick.choice((f'**AVENANT N° {own}**', f'Avenant n°{own} à la convention n° {amended}', f'AVENANT N°{own} À LA CONVENTION'))}"
            )
        )
        told.put(Para(f"Objet : avenant à la convention n° {amended}"))
        return
    form = pick.choice(("next", "same", "partnership", "financial"))
    if form == "same":
        told.put(Para(f"{mark}**CONVENTION N° {own}**"))
    elif form == "next":
        told.put(Para(f"{mark}CONVENTION"), Para(f"N° {own}"))
    else:
        title = (
            "CONVENTION DE PARTENARIAT"
            if form == "partnership"
            else "CONVENTION FINANCIÈRE ANNUELLE"
        )
        told.put(Para(f"{mark}**{title}**"), Para(f"N° {own}"))


def _parties(told: Told, grant: Grant, siret: str) -> None:
    pick = told.pick
    spaced = pick.choice(
        (siret, f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}", f"{siret[:9]} {siret[9:]}")
    )
    opens = pick.choice(("Entre", "ENTRE :", "Entre les soussignés :"))
    told.put(
        Para(opens),
        Para(
            "Le Département des Trois Rivières, représenté par sa Présidente, ci-après dénommé « le Département », d'une part,"
        ),
        Para(pick.choice(("Et", "ET :"))),
        Para(
            f"L'association {grant.beneficiary}, dont le siège est situé 4 rue du Port à Montclair, SIRET n° {spaced}, représentée par son Président, ci-après dénommée « le bénéficiaire », d'autre part,"
        ),
        Para("Il est convenu ce qui suit :"),
    )


def _siret(seed: int) -> str:
    """Fourteen digits whose Luhn sum holds."""
    stem = f"{seed:09}"
    for check in range(10):
        siren = stem[:8] + str(check)
        if luhn(siren):
            break
    for check in range(10):
        siret = siren + "0001" + str(check)
        if luhn(siret):
            return siret
    return siren


def model(told: Told) -> None:
    """A form to be filled in: no agreement."""
    mark = told.open("convention")
    told.put(
        Para(f"{mark}**CONVENTION**"),
        Para("N° XXXX"),
        Para("Entre le Département des Trois Rivières, représenté par sa Présidente, d'une part,"),
        Para("Et XXXXXXXX, dont le siège se situe XXXXXXXX, représenté par XXXXXX, d'autre part,"),
        Para("Il est convenu ce qui suit :"),
        Para("**Article 1 : Objet**"),
        Para("La convention fixe les modalités du versement de XXXX € à XXXXXX."),
        Para("Fait en deux exemplaires, le XX/XX/XXXX"),
        Para(f"{told.close()}Pour le Département"),
    )
    told.note("articles", [{"number": "1", "amount": None}])


def rapport(told: Told, at: Sitting, grants: Sequence[Grant], themes: Sequence[str]) -> None:
    """The rapport du président, with the total that it asks for."""
    pick = told.pick
    own = str(pick.randrange(2, 90))
    mark = told.open("rapport_president", own)
    told.put(
        Para(f"{mark}DÉPARTEMENT DES TROIS RIVIÈRES"),
        Para(pick.choice((f"**RAPPORT N° {own}**", f"Rapport n°{own} de la Présidente"))),
        Para(f"{at.body} – réunion du {day_in_words(pick, at.day)}"),
        Para(f"**{pick.choice(OBJECTS)}**"),
        Para(FILLER),
        Para(
            f"Le présent rapport propose de soutenir {len(grants)} projets pour un montant total de {euros(pick, money.total(grants))}."
        ),
    )
    told.note(
        "proposals",
        [
            {
                "operation_number": None,
                "beneficiary": None,
                "amount": money.total(grants),
                "structures": len(grants),
            }
        ],
    )
    decisions.charge(told, money.total(grants))
    told.put(
        Para(
            f"{told.close()}{pick.choice(('Je vous prie de bien vouloir en délibérer.', 'Il vous est proposé de délibérer sur ces dispositions.', 'Je vous demande de bien vouloir en délibérer.'))}"
        )
    )


def record(told: Told, at: Sitting) -> None:
    """A procès-verbal: members once, several délibérations."""
    pick = told.pick
    mark = told.open("compte_rendu")
    day = day_in_words(pick, at.day)
    told.put(
        Para(
            f"{mark}**{pick.choice(('PROCÈS-VERBAL DE LA SÉANCE DU', 'COMPTE-RENDU DE LA RÉUNION DU', 'PROCÈS-VERBAL – SÉANCE DU'))} {day}**"
        )
    )
    told.put(
        Para(
            f"Le {at.body.lower()} s'est réuni le {day}, sous la présidence de {at.president.civility} {at.president.name}."
        )
    )
    members, _ = lists(pick, at.members)
    told.put(*members, Para(f"Secrétaire de séance : {at.secretary.civility} {at.secretary.name}"))
    told.note("attendance", rows(at.members))
    form = pick.choice(
        ("Délibération n° {} – {}", "DÉLIBÉRATION {} : {}", "{}. {}", "Question n° {} : {}")
    )
    year = pick.random() < 0.5 and "Délib" in form
    for rank, title in enumerate(pick.sample(OBJECTS, pick.randrange(2, 5)), 1):
        own = f"{at.day.year}-{rank:02}" if year else str(rank)
        told.put(Heading(2, form.format(own, title), None, title, f"d{rank}"), Para(FILLER))
        told.put(
            Para(
                f"Une subvention de {euros(pick, Decimal(pick.randrange(5, 90) * 100))} est attribuée."
            )
        )
        row = decisions.ballot(told, at.voters)
        told.note(
            "deliberations",
            [
                {
                    "number": own,
                    "session_date": at.day,
                    "president": at.president.name,
                    "secretary": at.secretary.name,
                    "object": title,
                    **row,
                }
            ],
        )
    told.put(Para(f"{told.close()}La séance est levée à 21 h 40."))
