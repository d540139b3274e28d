"""The articles of a convention or of an avenant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalize import generic
from normalize.act import Act
from normalize.agreements.clauses import Clause, agreed, closes
from normalize.amounts import find_amounts
from normalize.prose.patterns import at_end
from normalize.prose.sentences import folded
from normalize.text import clean
from schemas.acts import Article
from schemas.printed import Block


def articles(act: Act) -> Iterator[Article]:
    """Each article with its title and text; what follows without a number goes on with it.

    Its amount is the one sum that it states, bounds aside; none where it states several.
    """
    runs: list[list[Clause]] = []
    open_ended = True
    for clause in agreed(act).clauses:
        if clause.of_table is not None:
            continue
        if clause.article is not None:
            runs.append([clause])
            open_ended = True
        else:
            annexe = folded(clause.heading.value).lstrip(" *").startswith("annexe")
            open_ended = open_ended and not annexe
            if runs and open_ended:
                runs[-1].append(clause)
        if any(closes(block.text.value) for block in clause.blocks):
            open_ended = False
    for run in runs:
        yield _article(act, run)


def _article(act: Act, run: Sequence[Clause]) -> Article:
    texts = [clean(run[0].heading.value)]
    for clause in run:
        texts += [clause.label] if clause is not run[0] and clause.label else []
        texts += [clean(block.text.value) for block in _until_signed(clause.blocks)]
    text = "\n".join(one for one in texts if one)
    other = at_end("agreements", "terms.other")
    sums = {
        span.reading.amount
        for span in find_amounts(text)
        if span.reading.state == "stated" and not other.search(folded(text[: span.start]))
    }
    return Article(
        document_id=act.document_id,
        part_id=act.part_id,
        number=run[0].article or "",
        text=text,
        amount=sums.pop() if len(sums) == 1 else None,
        **generic.of_text(run[0].heading),
    )


def _until_signed(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind != "bullet" and closes(block.text.value) and len(block.text) < 120:
            return
        if block.text:
            yield block
