"""Whether a figure of a vote may have been misread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

from normalize.deliberation.votes import LETTERS, NONE, labelled, stated
from normalize.deliberation.words import bare
from normalize.text import fold_with_offsets
from normalize.words_to_number import number_words
from schemas.printed import Text, Word

VOTE = re.compile(r"(?:resultats? (?:du|des) )?votes?\b")


def in_doubt(text: Text, *, recognised: bool) -> bool:
    """Whether a figure of the vote that a text states is unsure.

    Another reading has another, no label claims it, a letter stands in its place, or it is one
    letter away from another number word.  `recognised` says that the text was read from a picture, where a letter may be misread.
    """
    folded = fold_with_offsets(text.value)
    used = stated(folded.value)
    found = used or [each for each in labelled().finditer(folded.value) if VOTE.match(bare(text))]
    if not found:
        return False
    if recognised and any(_misread(each["count"]) for each in found):
        return True
    low, high = min(each.start() for each in found), max(each.end() for each in found)
    claimed = [folded.origin(*each.span()) for each in used]
    first, last = folded.origin(low, high)
    for start, end, word in _words(text):
        if end <= first or start >= _line_end(text, last):
            continue
        own = any(start < stop and end > begin for begin, stop in claimed)
        if word.doubtful or (word.second is not None and not own):
            return True
    return False


def _words(text: Text) -> Iterator[tuple[int, int, Word]]:
    """The words of a text, and where each starts and ends in it."""
    ends = [piece.start for piece in text.pieces[1:]] + [len(text.value)]
    for piece, end in zip(text.pieces, ends, strict=True):
        yield piece.start, end, piece.word


def _line_end(text: Text, at: int) -> int:
    return next(
        (piece.start for piece in text.pieces if piece.newline and piece.start >= at),
        len(text.value),
    )


def _misread(count: str) -> bool:
    """Whether one letter read wrongly may have made a count out of another."""
    if count in LETTERS:
        return True
    known = number_words()
    return any(
        known.fullmatch(word[:at] + letter + word[at + 1 :])
        for word in re.findall(r"[a-z]+", count)
        if word not in NONE
        for at in range(len(word))
        for letter in ascii_lowercase
        if letter != word[at]
    )
