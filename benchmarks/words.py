"""How many words of a scan are read right: `python -m benchmarks.words SCAN.pdf TEXT.txt`.

The text is what the scan was printed from.  Words are aligned; those that only one of the two has
count against it, so that a text that was changed after printing lowers the figure.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path

from extract.document import read_document
from schemas.printed import Block, PrintedDocument, PrintedSection

WORD = re.compile(r"[^\W_]+(?:[.,'][0-9]+)*")


def words(text: str) -> list[str]:
    """Words and figures, in order; marks between them left out.

    >>> words("L'unanimité : 1 250,50 €")
    ['L', 'unanimité', '1', '250,50']
    """
    return WORD.findall(unicodedata.normalize("NFC", text).replace("’", "'"))


def bare(word: str) -> str:
    """Without accents or case."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(each for each in apart if not unicodedata.combining(each)).lower()


def printed_text(document: PrintedDocument) -> str:
    """All that was read, in reading order."""
    return "\n".join(
        [
            *chain.from_iterable(map(_texts, document.preamble)),
            *chain.from_iterable(_of_section(section) for section in document.sections),
        ]
    )


def _of_section(section: PrintedSection) -> list[str]:
    return [section.heading.value, *chain.from_iterable(map(_texts, section.blocks))]


def _texts(block: Block) -> list[str]:
    if block.table:
        return [cell.text.value for cell in block.table.cells]
    return [block.text.value]  # Word numbers paragraphs, and keeps no marks in their text


def accuracy(given: list[str], expected: list[str], same: Callable[[str], str]) -> float:
    """1 less the words that must be changed, removed or added, in parts of those expected."""
    one, other = [same(each) for each in given], [same(each) for each in expected]
    wrong = sum(
        max(a1 - a0, b1 - b0)
        for kind, a0, a1, b0, b1 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if kind != "equal"
    )
    return 1 - wrong / max(len(other), 1)


def differences(given: list[str], expected: list[str], most: int) -> list[str]:
    """What is read beside what is printed."""
    matcher = SequenceMatcher(None, given, expected, autojunk=False)
    return [
        f"{' '.join(given[a0:a1])!r} for {' '.join(expected[b0:b1])!r}"
        for kind, a0, a1, b0, b1 in matcher.get_opcodes()
        if kind != "equal"
    ][:most]


def main() -> None:
    parser = argparse.ArgumentParser(description="Hold the words of a scan against its text.")
    parser.add_argument("scan", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("--memory", type=Path, help="folder that keeps what engines read")
    parser.add_argument("--most", type=int, default=20, help="differences to list")
    options = parser.parse_args()
    read = read_document(options.scan, ocr="auto", memory=options.memory)
    given = words(printed_text(read))
    expected = words(options.text.read_text(encoding="utf-8"))
    print(f"{len(given)} words read, {len(expected)} printed")
    print(f"with accents and case: {accuracy(given, expected, str):.4f}")
    print(f"without accents or case: {accuracy(given, expected, bare):.4f}")
    print(*differences(given, expected, options.most), sep="\n")


if __name__ == "__main__":
    main()
