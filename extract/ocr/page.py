"""One page that is a picture, read: the steps of recognition in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2

from extract.ocr.agree import in_french, needs_second, seconds
from extract.ocr.bullets import with_bullets
from extract.ocr.cells import parted
from extract.ocr.crops import Crops, cleaned
from extract.ocr.foreign import doubted
from extract.ocr.inverse import dark_on_light
from extract.ocr.picture import ink_of, picture_of
from extract.ocr.readers import FirstReader, Readers, SecondReader
from extract.ocr.rules import find_rules
from extract.ocr.shapes import UNKNOWN, Picture, SeenLine, is_turned, legible
from extract.ocr.streaks import doubted_under
from extract.ocr.turned import turned_words
from extract.ocr.unread import mere_strokes, unread_lines
from extract.ocr.unreadable import UNREAD, is_poor, why_nothing
from extract.ocr.words import words_of
from extract.splitting import split_at_rules
from schemas.printed import PrintedPage, Word

FAIR = 0.80  # an engine's own score below which a page may stand on its head
GOOD = 0.90  # from which there is no doubt that it lies as it should
WORD = re.compile(r"\w\w")  # what a page must have to be text: a stroke of a drawing is one letter


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    picture: Picture
    lines: list[SeenLine]

    @property
    def score(self) -> float:
        """What the engine thinks of its reading, long lines weighing more."""
        letters = sum(len(line.text) for line in self.lines)
        told = sum(line.score * len(line.text) for line in self.lines)
        return told / letters if letters else 0.0

    @property
    def across(self) -> bool:
        """Whether most of the text runs from the top of the page to its bottom, or back."""
        runs = [line for line in self.lines if len(line.text) > 3]
        letters = sum(len(line.text) for line in runs)
        upright = sum(len(line.text) for line in runs if is_turned(line))
        return upright > letters / 2


def recognise(document: pypdfium2.PdfDocument, page: PrintedPage, readers: Readers) -> PrintedPage:
    """The page with what its picture says instead of its text layer.

    Words carry their second reading; the geometry is that of the page made upright and level,
    `back` maps it to the page as displayed.  A page on which no line is found is as it was, and
    says why, or empty where it is blank.
    """
    read = _upright(document, page.number - 1, readers.first)
    if any(WORD.search(line.text) for line in read.lines):
        if read.score >= FAIR or not _is_verso(read, readers.first):
            return _printed(page, read, readers)
        through = f"Page {page.number} : page numérisée blanche, dont le verso transparaît."
        return replace(page, words=(), recognised=True, warnings=(*page.warnings, through))
    why = why_nothing(read.picture.grey, read.picture.dpi)
    if why or read.lines:
        why = why or UNREAD
        return replace(page, warnings=(*page.warnings, f"Page {page.number} : {why}."))
    blank = f"Page {page.number} : page numérisée blanche."
    return replace(page, words=(), recognised=True, warnings=(*page.warnings, blank))


def _is_verso(read: _Read, reader: FirstReader) -> bool:
    """Whether a page that reads badly reads well in a mirror: its other side shows through."""
    grey, dpi = read.picture.grey, read.picture.dpi
    for mirror in (grey[:, ::-1], grey[::-1]):  # upside down, it may have read no worse
        lines = reader.lines(np.ascontiguousarray(mirror), dpi)
        if _Read(read.picture, lines).score >= GOOD:
            return True
    return False


def _upright(document: pypdfium2.PdfDocument, index: int, reader: FirstReader) -> _Read:
    """The page read the way up that reads best; most pages are read one way only."""
    best = _turned(document, index, 0, reader)
    across = best.across
    if best.lines and (best.score < FAIR or across):
        for quarters in (1, 3) if across else (2,):
            other = _turned(document, index, quarters, reader)
            if other.score > best.score or best.across:
                best = other
            if best.score >= FAIR:
                break
    return best


def _turned(
    document: pypdfium2.PdfDocument, index: int, quarters: int, reader: FirstReader
) -> _Read:
    picture = picture_of(document, index, quarters)
    lines = reader.lines(picture.grey, picture.dpi)
    return _Read(picture, [line._replace(text=legible(line.text)) for line in lines])


def _printed(page: PrintedPage, read: _Read, readers: Readers) -> PrintedPage:
    dpi = read.picture.dpi
    grey = dark_on_light(read.picture.grey, dpi, read.lines)
    ink = ink_of(grey, dpi)
    rules, letters = find_rules(ink, dpi, read.lines, grey)
    without = cleaned(grey, ink, letters)
    reader, second = readers
    level = [line for line in read.lines if not is_turned(line)]
    level = parted(level, rules, letters, without, dpi, reader)
    words = words_of(with_bullets(level, letters, dpi), letters, dpi, page.number)
    late, traces = unread_lines(read.lines, words, letters, rules, without, dpi, reader)
    words += words_of(late, letters, dpi, page.number)
    crops = Crops(without, dpi, rules)
    held = hold([*level, *late], words, crops, second)
    found = sum(map(len, words[: len(level)]))
    held = [*held[:found], *mere_strokes(held[found:])]
    held, crossed = doubted(held, letters, dpi)
    held += turned_words(read.lines, without, dpi, page.number, reader, second)
    held = doubted_under(held, read.picture) if read.picture.streaks else held
    high, wide = (side * read.picture.points for side in grey.shape)
    return replace(
        page,
        width=wide,
        height=high,
        words=tuple(split_at_rules(held, rules)),
        rules=tuple(rules),
        fills=(),
        unmapped=0,
        hidden=0,
        recognised=True,
        back=None if read.picture.straight else read.picture.back,
        warnings=(*page.warnings, *_doubts(page.number, read, traces, crossed)),
    )


def _doubts(number: int, read: _Read, count: int, crossed: str) -> Iterator[str]:
    if read.picture.marks:
        yield (
            f"Page {number} : tampon ou écriture de couleur sur le texte, "
            f"laissé de côté à {_places(read.picture.marks)}."
        )
    if read.picture.streaks:
        yield f"Page {number} : trait du numériseur sur toute la page, ôté de l'image avant lecture."
    if is_poor(read.lines):
        yield (
            f"Page {number} : lecture peu sûre (manuscrit, ou image trop mauvaise) : "
            "à relire sur la page."
        )
    if crossed:
        yield (
            f"Page {number} : chiffres sous un tampon, une signature ou un trait, "
            f"incertains (« {crossed[:60]} »)."
        )
    if count:
        yield (
            f"Page {number} : traces non lues à {_places(count)} "
            "(tampon, signature, manuscrit ou texte)."
        )


def _places(count: int) -> str:
    return f"{count} endroit{'s' if count > 1 else ''}"


def hold(
    lines: Sequence[SeenLine],
    words: Sequence[Sequence[Word]],
    crops: Crops,
    second: SecondReader,
) -> list[Word]:
    """The words of all lines, those with figures with what a second reader says of them."""
    chosen = [
        index for index, line in enumerate(lines) if needs_second(line.text) or line.text == UNKNOWN
    ]
    read = second.texts([crops.of(lines[index]) for index in chosen], crops.dpi)
    other = dict(zip(chosen, read, strict=True))
    held: list[Word] = []
    for index, own in enumerate(words):
        if index in other:
            texts = in_french([word.text for word in own], other[index])
            told = seconds(texts, other[index])
            held += [
                replace(word, text=text, second=seen)
                for word, text, seen in zip(own, texts, told, strict=True)
            ]
        else:
            held += own
    return held
