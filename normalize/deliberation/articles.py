"""The articles of an act: number, text, amount, count of operations, theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from normalize.act import Act
from normalize.amounts import find_amounts
from normalize.deliberation.decisions import Found, decisions, opens_decision
from normalize.deliberation.flow import Item, cut, flow
from normalize.deliberation.words import bare, declaration, holds, opens
from normalize.generic import of_text
from normalize.text import clean, fold
from normalize.words_to_number import number_words, read_words
from schemas.acts import Article
from schemas.printed import Text

OPENS = re.compile(
    r"art(?:icle|\.) ?(?:n ?[°o] ?)?(?P<number>\d{1,3}(?: ?(?:er|bis|ter))?|premier|unique|[ivx]+)(?![\w,]|[.-]\d)"
    r"(?P<after>[ ]*[:.)-]*[ ]*)"
)


def read_articles(act: Act) -> Iterator[Article]:
    """Every article in order; where the act has none, the decisions that it lists."""
    items = list(cut(flow(act.printed), _opens_line))
    for found in list(_found(items)) or list(decisions(items, _ends)):
        said = " ".join(clean(text.value) for text in found.texts)
        folded = fold(said)
        yield Article(
            document_id=act.document_id,
            part_id=act.part_id,
            number=found.number,
            text="\n".join(clean(text.value) for text in found.texts),
            theme_number=_theme(folded),
            operations=_operations(folded),
            amount=_amount(" ".join(_decided(found.texts))),
            **of_text(found.title),
        )


def _opens_line(folded: str) -> bool:
    """Whether a line opens an article: with a sign after its number, or with what it decides."""
    found = OPENS.match(folded)
    return bool(found and found["after"].strip()) or opens_decision(folded)


def _found(items: list[Item]) -> Iterator[Found]:
    number = ""
    title = Text()
    texts: list[Text] = []
    for item in items:
        opened = _opening(item)
        if opened is not None:
            if number:
                yield Found(number, title, tuple(texts))
            number, at = opened
            title, texts = item.text, [rest] if (rest := _rest(item.text, at)) else []
        elif number and _ends(item):
            yield Found(number, title, tuple(texts))
            number = ""
        elif number and item.text:
            texts.append(item.text)
    if number:
        yield Found(number, title, tuple(texts))


def _opening(item: Item) -> tuple[str, int] | None:
    """The number of the article that an item opens, and where its number ends."""
    found = OPENS.match(item.folded)
    if not found or item.is_table:
        return None
    plain = found["after"].strip() or found.end() == len(item.folded) or item.is_heading
    if not plain and not _is_decision(item, found.end()):
        return None
    return _number(found["number"]), found.end()


def _is_decision(item: Item, at: int) -> bool:
    """Whether an article without a sign after its number goes on with what it decides."""
    return re.match(r"(?:de |d'|le |la |les |l'|il |est |sont )", item.folded[at:]) is not None


def _rest(text: Text, at: int) -> Text | None:
    """What follows the number on its line, where the lead of the folded text is kept in mind."""
    value = text.value
    found = re.search(
        r"(?i)art(?:icle|\.)\s?(?:n\s?[°o]\s?)?[\w]+(?:\s?er\b)?\s*[:.)–—-]*\s*", value
    )
    rest = text.slice(found.end(), len(value)).strip() if found else text
    return rest or None


def _number(said: str) -> str:
    if said in ("premier", "unique"):
        return "1"
    return re.sub(r" ?er$", "", said).upper() if not said.isdecimal() else said


def _ends(item: Item) -> bool:
    """Whether the articles are over: the vote, the signatures."""
    return _enders().match(item.folded) is not None or (
        item.is_line and opens("marks", "closing").match(item.folded) is not None
    )


@cache
def _enders() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(declaration()['articles']['ends'])})")


def _theme(folded: str) -> str | None:
    words = "|".join(declaration()["articles"]["themes"])
    found = re.search(rf"(?<!\w)(?:{words}) (?:n ?[°o] ?)?(\d{{1,2}}|[ivx]{{1,4}})(?!\w)", folded)
    return found[1].upper() if found else None


def _operations(folded: str) -> int | None:
    """How many operations or structures it funds, in figures or in letters."""
    words = "|".join(declaration()["articles"]["counted"])
    count = rf"(?P<count>\d{{1,4}}|{number_words().pattern})"
    found = re.search(rf"(?<![\w,.'-]){count} (?:{words})(?!\w)", folded)
    if not found:
        return None
    said = found["count"]
    number = Decimal(said) if said.isdecimal() else read_words(said)
    return int(number) if number is not None else None


def _decided(texts: Sequence[Text]) -> Iterator[str]:
    """What an article itself says, without the paragraphs that charge the budget.

    These are any below its first, and its first where it opens with the expense
    (`La dépense de 5 000 € sera imputée …`).
    """
    for rank, text in enumerate(texts):
        charges = holds("imputations", "charged").search(fold(text.value)) is not None
        if not charges or not (rank or opens("articles", "charges").match(bare(text))):
            yield clean(text.value)


def _amount(said: str) -> Decimal | None:
    """The sum that an article decides: the one it calls a total, or the only one it states."""
    found = [each for each in find_amounts(said) if each.reading.state == "stated"]
    words = "|".join(declaration()["articles"]["totals"])
    called = [
        each
        for each in found
        if re.search(rf"(?:{words})[\w ' ]{{0,30}}$", fold(said[: each.start]))
    ]
    for several in (called, found):
        values = {each.reading.amount for each in several}
        if len(values) == 1:
            return values.pop()
    return None
