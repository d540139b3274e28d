"""Spoils PDFs at random: bytes changed, cut, doubled; numbers and names of objects put wrong."""

import random
import re
from collections.abc import Callable

NUMBER = re.compile(rb"-?\d+")
NAME = re.compile(rb"/[A-Za-z]+")
NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999", b"1e9")
NAMES = (b"/Kids", b"/Length", b"/Parent", b"/Font", b"/Contents", b"/Type", b"/Pages", b"/W")


def spoil(content: bytes, seed: int, most: int = 6) -> bytes:
    """The PDF with up to `most` wounds; the same seed gives the same ones."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, most)):
        content = chance.choice(WOUNDS)(content, chance)
    return content


def _bytes(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(9, len(content))
    return content[:start] + content[start + chance.randint(1, 400) :]


def _end(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(9, len(content))] + b"\n%%EOF"


def _double(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    part = content[start : start + chance.randint(1, 400)]
    return content[:start] + part * chance.randint(2, 50) + content[start:]


def _swap(pattern: re.Pattern[bytes], others: tuple[bytes, ...]) -> Callable[..., bytes]:
    def swap(content: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(content))
        if not found:
            return content
        match = chance.choice(found)
        return content[: match.start()] + chance.choice(others) + content[match.end() :]

    return swap


WOUNDS = (_bytes, _cut, _end, _double, _swap(NUMBER, NUMBERS), _swap(NAME, NAMES))
