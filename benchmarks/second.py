"""What the second reading of native pages sees of planted errors: `python -m benchmarks.second FILE.pdf`.

On pages drawn at random, figures are altered by a digit, then left out, one at a time, as if we
had read them so; the second reading must doubt the one, and tell the other.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2

from extract.ocr.agree import FIGURE
from extract.reader import open_pdf, read_page
from extract.second_reading import characters_of
from extract.second_words import Character, held
from schemas.printed import PrintedPage

DIGITS = "0123456789"


def altered(text: str, chance: random.Random) -> str:
    """The text with one of its digits changed; the same where it has none."""
    places = [at for at, letter in enumerate(text) if letter in DIGITS]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + chance.choice(DIGITS.replace(text[at], "")) + text[at + 1 :]


def planted(
    page: PrintedPage, characters: Sequence[Character], most: int, chance: random.Random
) -> Iterator[tuple[str, bool]]:
    """What was done to each figure, and whether it is seen."""
    figures = [
        at for at, word in enumerate(page.words) if FIGURE.search(word.text) and not word.angle
    ]
    for at in chance.sample(figures, min(most, len(figures))):
        words = list(page.words)
        words[at] = replace(words[at], text=altered(words[at].text, chance))
        yield "altered", held(replace(page, words=tuple(words)), characters).words[at].doubtful
        del words[at]
        yield "left out", bool(held(replace(page, words=tuple(words)), characters).missed)


def of_file(path: Path, pages: int, most: int, chance: random.Random) -> Iterator[tuple[str, bool]]:
    """The same for some pages of a file."""
    with open_pdf(path) as document, pdfplumber.open(path) as other:
        for index in sorted(chance.sample(range(len(document)), min(pages, len(document)))):
            page = read_page(document, index)
            yield from planted(page, _characters(other, document, index), most, chance)


def _characters(other: Any, document: pypdfium2.PdfDocument, index: int) -> list[Character]:
    return characters_of(other.pages[index], document[index])


def main() -> None:
    parser = argparse.ArgumentParser(description="Plant errors, and see what the other sees.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, default=12, help="of each file")
    parser.add_argument("--figures", type=int, default=12, help="of each page")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    count: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for path in options.files:
        for what, told in of_file(path, options.pages, options.figures, chance):
            count[what] += 1
            seen[what] += told
    for what, total in count.items():
        print(f"{what:9} {total:5} figures, {seen[what]:5} seen")


if __name__ == "__main__":
    main()
