"""The marks that the strings of the facts may hold, and their two renderings.

`^er^` is a superscript, `**mot**` is bold, `{{note}}` a footnote, `[[id]]` an invisible anchor.
"""

from __future__ import annotations

import re
from html import escape

_ANCHOR = re.compile(r"\[\[(.*?)\]\]")
_NOTE = re.compile(r"\{\{(.*?)\}\}")
_SUPER = re.compile(r"\^(.*?)\^")
_BOLD = re.compile(r"\*\*(.*?)\*\*")
_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~/=+-])")
_SYLLABLE = re.compile(r"(?<=[a-zéè]{3})(?<=[aeiouéè])(?=[bcdfglmnprstv][aeiouéèa][a-zéè]{2})")
_BEFORE = re.compile(r" (?=[:»%€])")
_BEFORE_HIGH = re.compile(r" (?=[;!?])")
_AFTER = re.compile(r"(?<=«) ")


def plain(text: str) -> str:
    """The text as a reader gets it: no marks, every space a plain one."""
    text = _NOTE.sub("", _ANCHOR.sub("", text))
    text = _BOLD.sub(r"\1", _SUPER.sub(r"\1", text))
    return re.sub(r"[\s\u00a0\u202f\u2009]+", " ", text.replace("\u00ad", "")).strip()


def french(text: str, space: str) -> str:
    """With `space` where French typography asks for a no-break one.

    Beside U+00A0 the narrow U+202F stands before `;`, `!` and `?`, as typographers want it.
    """
    high = "\u202f" if space == "\u00a0" else space
    return _AFTER.sub(space, _BEFORE.sub(space, _BEFORE_HIGH.sub(high, text)))


def hyphenable(text: str) -> str:
    """With soft hyphens inside the long words."""
    return re.sub(r"[a-zéèêàùç]{9,}", lambda word: _SYLLABLE.sub("\u00ad", word[0]), text)


def anchors(text: str) -> list[str]:
    """The ids of its anchors."""
    return _ANCHOR.findall(text)


def notes(text: str) -> list[str]:
    """Its footnotes."""
    return _NOTE.findall(text)


def to_reportlab(text: str, first_note: int = 1) -> str:
    """The small XML of reportlab's paragraphs; notes are numbered from `first_note`."""
    counter = iter(range(first_note, first_note + 99))
    text = escape(_ANCHOR.sub("", text), quote=False)
    text = _NOTE.sub(lambda _: f"<super>{next(counter)}</super>", text)
    return _BOLD.sub(r"<b>\1</b>", _SUPER.sub(r"<super>\1</super>", text))


def to_typst(text: str) -> str:
    """Typst content."""
    out, last = [], 0
    token = re.compile(r"\[\[(.*?)\]\]|\{\{(.*?)\}\}|\^(.*?)\^|\*\*(.*?)\*\*")
    for match in token.finditer(text):
        out.append(_escape(text[last : match.start()]))
        anchor, note, superscript, bold = match.groups()
        if anchor is not None:
            out.append(f'#mark("{anchor}");')
        elif note is not None:
            out.append(f"#footnote[{_escape(note)}];")
        elif superscript is not None:
            out.append(f"#super[{_escape(superscript)}];")
        else:
            out.append(f"#strong[{_escape(bold)}];")
        last = match.end()
    return "".join(out) + _escape(text[last:])


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace('"', '\\"').replace("'", "\\'")
