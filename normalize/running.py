"""Running text: what a block says, without the marks that call its footnotes."""

from __future__ import annotations

import re

from normalize.text import clean
from schemas.printed import Text

_CALL = re.compile(r"[\s(\[]*[0-9*†‡]+[)\]]*")
_RAISED = re.compile(r"[¹²³⁰⁴-⁹]")
_SIGN = re.compile(r"(?<=[^\W\d_]{2})[¹²³⁰⁴-⁹]{1,2}(?!\w)")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[mcdk]?m|s)$")


def running(text: Text) -> str:
    """The text cleaned, its raised digits and stars left out; `m²` and `1er` stay.

    Signs that are superscripts by themselves (`jours¹`) are calls after a word. A raised figure after a unit of length is its power, not a call.
    """
    value, kept, at = text.value, [], 0
    for start, end in text.raised:
        call = _CALL.fullmatch(value[start:end])
        if call and not _UNIT.search(value[:start]):
            kept.append(value[at:start])
            at = end
    said = "".join([*kept, value[at:]]) if kept else value
    return clean(_SIGN.sub("", said) if _RAISED.search(said) else said)
