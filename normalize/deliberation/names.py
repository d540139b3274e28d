"""Lists of names: in a line, one per line or in columns, with civility, duty, proxy and note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise

from normalize.deliberation.words import declaration, opens
from normalize.remembered import remembered
from normalize.text import clean, fold, fold_with_offsets
from schemas.printed import Text

MOST_WORDS = 7
PARTED = re.compile(r"[A-ZÀ-ÝŒ]{2}[,;][A-ZÀ-ÝŒ][a-zà-ÿœ]")
# A family name in capitals ends, a first name begins: `UNE Bo`, `UNEBo`.
NEXT_NAME = re.compile(r"(?:(?<=[A-ZÀ-ÝŒ]{2}) |(?<=[A-ZÀ-ÝŒ]{3}))(?=[A-ZÀ-ÝŒ][a-zà-ÿœ])")
# A civility after a word of a name.
NEXT_CIVIL = re.compile(
    r"(?<=[^\W\d_]) (?:M\.|Mme|MME|Mlle|MLLE|Monsieur|Madame)(?= [A-ZÀ-ÝŒ][\w'’-])"
)
PARTS = re.compile(r"[,;](?=.)")  # within what was read in one go
MARK = re.compile(r"[AÀÁÂ] (?=[^\W\d_]{2,}[- ]+[^\W\d_]{2})")  # an arrow, as an engine reads it
WORDS = 200  # characters beside the end of a line that hold its last words, or the next ones
OPEN_ENDS = (" a", " de", " et", "-", " pouvoir a", " m.", " mme")  # a name goes on over the line
GOES_ON = ("pouvoir", "procuration", "a donne", "ayant")
PARENTHESIS = re.compile(r"\(([^()]*)\)")
SEPARATOR = re.compile(
    r"[,;•|]|(?<=[A-ZÀ-ÝŒ]{2})\.\s*(?=[A-ZÀ-Ý][a-zà-ÿ])|(?<=[\w)])\s+[-–—]\s+|\s+(?:et|ainsi que)\s+(?=[A-ZÀ-Ÿ])"
)
GROUP = re.compile(r"(?P<group>(?i:groupe)s?\s[^:;]{2,80}?)\s*:\s*")
TO = re.compile(r"\s+à\s+(?=[A-ZÀ-Ÿ])")
CIVILITY = re.compile(
    r"\W*(?:Groupes?|M\.|MM\.?|Mme|Mmes|MME|MMES|Mlle|MLLE|Monsieur|Madame|Mesdames|Messieurs)\s"
)
CAPITAL = re.compile(r"[A-ZÀ-ÝŒ]")
PARTICLES = frozenset(
    {"de", "du", "des", "la", "le", "les", "d'", "l'", "el", "ep", "epouse", "van", "von", "der"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person of a list; `text` is what prints the name."""

    name: str
    civility: str | None
    text: Text
    proxy: str | None = None
    note: str | None = None
    group: str | None = None
    doubtful: bool = False  # whether it may be read wrongly, or parted where nothing parts it


def read_names(text: Text, *, lines: bool = True) -> list[Named]:
    """The persons that a list names, in order; what is no name is left out.

    `lines` says whether a new line may open a new name.
    """
    found: list[Named] = []
    shared: str | None = None
    group: str | None = None
    for token, sure in _apart(_tokens(text, lines=lines)):
        headed = GROUP.match(token.value)
        if headed:
            group, shared = clean(headed["group"]), None
        low = headed.end() if headed else 0
        before, given = _proxy(token.slice(low, len(token.value)).strip())
        civility, plural, rest = _civility(before)
        if plural or civility:
            shared = civility if plural else None
        named = _named(rest, civility or shared, given)
        if named is not None:
            doubtful = named.text.doubtful or not sure
            found.append(replace(named, group=group, doubtful=doubtful))
        elif found and given:
            found[-1] = replace(found[-1], proxy=given)
    return found


def read_name(text: Text) -> Named | None:
    """The first person that a text names."""
    found = read_names(text, lines=False) or read_names(text)
    return found[0] if found else None


def same_person(one: str, other: str) -> bool:
    """Whether two spellings are of one name: letters alone count."""
    return _letters(one) == _letters(other)


@remembered
def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", fold(name))


def _tokens(text: Text, *, lines: bool) -> Iterator[Text]:
    """The pieces of a list between its separators; parentheses stay with the name before them."""
    value = text.value
    kept = [match.span() for match in PARENTHESIS.finditer(value)]
    cuts = [
        match.span()
        for match in SEPARATOR.finditer(value)
        if not any(low < match.start() < high for low, high in kept)
    ]
    cuts += [(at, at) for at in _civil_cuts(value)]
    if lines:
        cuts += [
            (at, at)
            for at in _line_cuts(text, len(cuts))
            if not any(low < at < high for low, high in kept)
        ]
    low = 0
    for start, end in sorted(cuts):
        if start > low or end > low:
            yield text.slice(low, max(start, low)).strip()
        low = max(low, end)
    yield text.slice(low, len(value)).strip()


def _civil_cuts(value: str) -> Iterator[int]:
    """Where a civility opens a name right after another one, as in a list in columns.

    `Mme Ana UNE M. Bo DEUX`; an `M.` after a first name is an initial.
    """
    for found in NEXT_CIVIL.finditer(value):
        before = value[: found.start()].split()[-1]
        named = len(before) > 1 and before.isupper()
        if named or (CAPITAL.match(before) and not found[0].strip().startswith("M.")):
            yield found.end() - len(found[0].lstrip())


def _line_cuts(text: Text, separators: int) -> Iterator[int]:
    """The lines that open a new name: a civility does; any line does where nothing else parts."""
    starts = [piece.start for piece in text.pieces if piece.newline and piece.start]
    alone = separators < len(starts)
    for at, end in pairwise([*starts, len(text.value)]):
        opens = bool(_civil().match(fold(text.value[at : at + 24])) or GROUP.match(text.value, at))
        paragraph = text.value[at - 1 : at] == "\n"
        before = fold(text.value[max(at - WORDS, 0) : at])
        if before.endswith(OPEN_ENDS):
            continue
        if opens:
            yield at
            continue
        after = fold(text.value[at : min(end, at + WORDS)])
        if _cut_holder(before, after) or fold(text.value[at : at + WORDS]).startswith(GOES_ON):
            continue
        if alone or paragraph or ended_early(text, at):
            yield at


def ended_early(text: Text, at: int) -> bool:
    """Whether the line before the one that starts at `at` had room for its first word."""
    rank = next((rank for rank, piece in enumerate(text.pieces) if piece.start == at), 0)
    if not rank:
        return False
    before, after = text.pieces[rank - 1].word, text.pieces[rank].word
    if before.page != after.page:
        return False
    right = max(piece.word.box.x1 for piece in text.pieces if piece.word.page == before.page)
    return before.box.x1 + after.box.width + before.size < right


def end_of_names(text: Text) -> int:
    """Where a list in a line ends: at a line of someone's with a duty, set below it on purpose.

    `Anne ROY, Luc VIAL` / `Zoé PIN - directrice`: the second line is no part of the list.
    """
    for rank, piece in enumerate(text.pieces):
        at = piece.start
        if not (rank and piece.newline) or CIVILITY.match(text.value, at):
            continue
        if text.value[:at].rstrip().endswith((",", ";")) or not ended_early(text, at):
            continue
        if len(SEPARATOR.findall(text.value, 0, at)) < 2:
            continue
        name, *rest = SEPARATOR.split(text.value[at:])
        if rest and is_name(name.strip(), alone=True) and not CAPITAL.match(rest[0].strip()):
            return at
        if rest and is_name(name.strip(), alone=True) and rest[0].strip(" .").isupper():
            return at
    return len(text.value)


def _cut_holder(before: str, line: str) -> bool:
    """Whether a line is the second word of the name of who holds a proxy: `à Odile`, `BENALI`."""
    return (
        re.fullmatch(r"[\w'-]+\W*", line) is not None
        and _half_a_holder().search(before) is not None
    )


@cache
def _half_a_holder() -> re.Pattern[str]:
    words = "|".join(declaration()["names"]["proxies"])
    return re.compile(rf"(?<!\w)(?:{words})[ :]*[\w'-]+$")


@cache
def _civil() -> re.Pattern[str]:
    words = declaration()["names"]["civilities"]
    every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    one = rf"(?:{every})(?![\w'-])\.?"
    # After `Mmes`, the `M.` that nothing joins is an initial.
    return re.compile(rf"{one}(?: ?(?:et|,|/) ?{one}| ?(?!m\.){one})*[ ,]*")


def _civility(token: Text) -> tuple[str | None, bool, Text]:
    """The civility that opens a token, whether it is shared by those after it, and the rest."""
    found = _civil().match(fold(token.value))
    if not found:
        return None, False, token
    known = declaration()["names"]["civilities"]
    words = [word.rstrip(".,") for word in found[0].split() if word != "et"]
    civilities = {known[word] for word in words}
    plural = len(words) > 1 or words[0] in declaration()["names"]["plurals"]
    rest = token.slice(_origin(token.value, found.end()), len(token.value)).strip()
    return (civilities.pop() if len(civilities) == 1 else None), plural, rest


def _origin(value: str, at: int) -> int:
    """Where the character `at` of the folded text stands in the text."""
    folded = fold_with_offsets(value)
    return folded.starts[at] if at < len(folded.starts) else len(value)


@cache
def proxies() -> re.Pattern[str]:
    """The words between a member and who votes for him."""
    words = "|".join(declaration()["names"]["proxies"])
    return re.compile(rf"[( -]*(?<!\w)(?:{words})[ :]*")


def _proxy(token: Text) -> tuple[Text, str | None]:
    """What stands before the words that give a proxy, and the member who holds it."""
    found = proxies().search(fold(token.value))
    if not found:
        return _to(token)
    before = token.slice(0, _origin(token.value, found.start())).strip()
    after = token.slice(_origin(token.value, found.end()), len(token.value))
    _, _, rest = _civility(after.slice(0, _first(after.value, "(),;")).strip())
    name = rest.slice(0, _cut(rest.value, _duty())).value
    return before, clean(name).strip(" .:") or None


def _to(token: Text) -> tuple[Text, str | None]:
    """`Alain PETIT à Jean BONNET`, where both are names."""
    parts = TO.search(token.value)
    if not parts:
        return token, None
    before = token.slice(0, parts.start())
    after = clean(token.value[parts.end() :]).strip(" .")
    both = all(is_name(each, alone=True) for each in (before.value, after))
    return (before, after) if both else (token, None)


def _first(value: str, signs: str) -> int:
    return min([len(value), *(value.find(sign) for sign in signs if sign in value)])


def _cut(value: str, pattern: re.Pattern[str]) -> int:
    """Where the first match starts in a text; its length when there is none."""
    found = pattern.search(fold(value))
    return _origin(value, found.start()) if found else len(value)


def _named(text: Text, civility: str | None, proxy: str | None) -> Named | None:
    """A name without its duty and note; None when the text is no name."""
    note = PARENTHESIS.search(text.value)
    name = text.slice(0, _first(text.value, "(")).strip()
    mark = MARK.match(name.value)
    if mark:
        name = name.slice(mark.end(), len(name.value))
    name = name.slice(0, _cut(name.value, _duty())).strip()
    while name and name.value[-1] in ".:-–*,":
        name = name.slice(0, len(name.value) - 1).strip()
    if not is_name(name.value, alone=civility is None):
        return None
    said = clean(note[1]) if note else None
    return Named(clean(name.value), civility, name, proxy, said or None)


@cache
def _duty() -> re.Pattern[str]:
    words = "|".join(declaration()["names"]["duties"])
    return re.compile(rf"(?<![\w'-])(?:{words})(?![\w'-])")


@remembered
def is_name(value: str, *, alone: bool) -> bool:
    """Whether a text may be a person's name; `alone` when no civility says so."""
    words = [word for word in re.split(r"[\s]+", clean(value)) if word]
    if not words or len(words) > MOST_WORDS or any(map(str.isdigit, value)):
        return False
    if alone and (len(words) < 2 or opens("marks", "letterhead").match(fold(value))):
        return False
    if fold(words[0]) in declaration()["names"]["nobody"]:
        return False
    free = [word for word in words if fold(word) not in PARTICLES]
    return bool(free) and all(CAPITAL.match(word.lstrip("'’(«")) for word in free)


def _apart(tokens: Iterable[Text]) -> Iterator[tuple[Text, bool]]:
    """The tokens, two names that nothing parts taken apart; whether each stood by itself."""
    for token in tokens:
        cuts = [found.end() for found in NEXT_NAME.finditer(token.value)]
        if not cuts or not _two_families(NEXT_NAME.sub(" ", token.value)):
            yield token, True
            continue
        for start, end in pairwise([0, *cuts, len(token.value)]):
            yield token.slice(start, end).strip(), False


def _two_families(value: str) -> bool:
    """Whether a text is of two names, first names first: `Ana UNE Bo DEUX`; no proxy is."""
    if proxies().search(fold(value)):
        return False
    words = [word for word in value.split() if len(re.findall(r"[^\W\d_]", word)) > 1]
    kinds = [word.isupper() for word in words if fold(word) not in PARTICLES]
    runs = [kind for kind, _ in groupby(kinds)]
    return runs.count(True) > 1 and not runs[0]


def is_number_in_doubt(text: Text, named: Sequence[Named]) -> bool:
    """Whether how many persons a list names may be misread: two readings part them otherwise."""
    if any(each.doubtful and not each.text.doubtful for each in named):
        return True
    words = [piece.word for piece in text.pieces if piece.word.doubtful]
    return any(_parts_otherwise(each.text, each.second or "") for each in words)


def _parts_otherwise(first: str, second: str) -> bool:
    """Whether two readings part names in other places: `UNE,Bo` has its comma by its form."""
    one, other = len(PARTS.findall(first)), len(PARTS.findall(second))
    return other > one or (other < one and not PARTED.search(first))
