"""A whole bundle, drawn by its seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from benchmarks.bent import acts, decisions, money
from benchmarks.bent.heads import Sitting, head, sitting
from benchmarks.bent.money import THEMES, Grant
from benchmarks.bent.told import Row, Told
from benchmarks.bent.told import money as euros
from samples.blocks import Gap, Para

SLIPS = ("article", "votes", "balance", "swapped", "agreement", "total")
DECIDES = ("DÉCIDE :", "DECIDE", "Après en avoir délibéré, DÉCIDE :", "DÉLIBÈRE", "décide :")


def draw(seed: int, slip: str = "") -> Told:
    """The bundle of a seed; `slip` plants one contradiction in it, where the bundle has its place."""
    told = Told(Random(seed))
    pick = told.pick
    form = pick.choice(("full", "full", "simple", "two", "record", "agreements", "decisions"))
    at = sitting(told)
    if form == "record":
        acts.record(told, at)
    elif form == "two":
        _simple(told, at, slip)
        _simple(told, sitting(told), "")
    elif form == "simple":
        _simple(told, at, slip)
    else:
        _bound(told, at, form, slip)
    return told


def _deliberation(
    told: Told,
    at: Sitting,
    texts: Sequence[tuple[str, Decimal | None]],
    charged: Decimal | None,
    listed: Sequence[Grant],
    slip: str,
) -> None:
    pick = told.pick
    mark = told.open("deliberation")
    row: Row = head(told, at, mark)
    if pick.random() < 0.7:
        told.put(Para(f"{at.capitals},"))
    decisions.visas(told)
    if pick.random() < 0.6:
        told.put(Para("Après en avoir délibéré,"))
    told.put(Para(pick.choice(DECIDES)))
    decisions.articles(told, texts)
    if listed:
        told.put(Gap(8), *money.simple(told, listed), Gap(8))
    if charged is not None:
        gap = Decimal(1000) if slip == "balance" else Decimal(0)
        decisions.charge(told, charged, gap=gap)
    row |= decisions.ballot(told, at.voters, gap=2 if slip == "votes" else 0)
    told.put(
        Para(
            f"{told.close()}{pick.choice(('Pour extrait conforme', 'Fait et délibéré les jour, mois et an que dessus.', 'Pour copie conforme,'))}"
        )
    )
    told.note("deliberations", [row])


def _simple(told: Told, at: Sitting, slip: str) -> None:
    """A délibération that lists its grants itself."""
    grants = money.draw(told.pick, 1)
    whole = money.total(grants) + (Decimal(900) if slip == "article" else 0)
    texts = [
        (
            f"D'attribuer les subventions figurant dans le tableau ci-dessous pour un montant total de {euros(told.pick, whole)}.",
            whole,
        ),
        ("D'autoriser le Président à signer tous les actes utiles.", None),
    ]
    _deliberation(
        told, at, texts, money.total(grants) if told.pick.random() < 0.6 else None, grants, slip
    )


def _bound(told: Told, at: Sitting, form: str, slip: str) -> None:
    """A délibération with its annexes, agreements and rapport."""
    pick = told.pick
    count = 1 if form == "agreements" else pick.randrange(1, 4)
    themes = THEMES[:count]
    grants = money.draw(pick, count)
    before = pick.random() < 0.3
    if before:
        acts.rapport(told, at, grants, themes)
    _deliberation(
        told, at, list(_articles(told, grants, themes, slip)), money.total(grants), (), slip
    )
    if not before and form == "full" and pick.random() < 0.3:
        acts.rapport(told, at, grants, themes)
        before = True
    annexed = _swapped(grants) if slip == "swapped" else grants
    number = 1
    if form == "full":
        acts.narrative(told, grants, number, themes)
        number += 1
    if form != "decisions" or pick.random() < 0.5:
        money.annex(told, annexed, told.open("annexe_financiere", str(number)), number, themes)
    if form == "agreements":
        for each in grants[:2]:
            gap = Decimal(700) if slip == "agreement" else Decimal(0)
            acts.agreement(told, each, at.day, kind=pick.choice(("convention", "avenant")), gap=gap)
    if form == "full" and pick.random() < 0.4:
        acts.model(told)


def _articles(
    told: Told, grants: Sequence[Grant], themes: Sequence[str], slip: str
) -> Iterator[tuple[str, Decimal | None]]:
    for theme in range(1, len(themes) + 1):
        own = [each for each in grants if each.theme == theme]
        operations = len({each.operation for each in own})
        whole = money.total(own) + (Decimal(900) if slip == "article" and theme == 1 else 0)
        noun = "l'opération" if operations == 1 else f"les {operations} opérations"
        yield (
            f"D'approuver {noun} de la thématique {theme} « {themes[theme - 1]} » pour un montant total de {euros(told.pick, whole)}.",
            whole,
        )
    yield "D'autoriser le Président à signer les conventions correspondantes.", None


def _swapped(grants: Sequence[Grant]) -> list[Grant]:
    if len(grants) < 2:
        return list(grants)
    first, second, *rest = grants
    return [
        replace(first, beneficiary=second.beneficiary),
        replace(second, beneficiary=first.beneficiary),
        *rest,
    ]
