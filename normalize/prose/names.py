"""Who is funded, and where: names of structures and of territories as a sentence prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.prose.patterns import anywhere, at_start, entries, one_of
from normalize.prose.sentences import Sentence, folded

_ARTICLE = r"(?:l'|le |la |les |au |aux |du |des |de la |de l'|d'|de |a la |a l'|a )"
_PROPER = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.&-]*[\w]|[A-ZÀ-ÖØ-Þ]{2,}")
_ACRONYM = re.compile(r"^(?:L['’]|Le |La |Les )(?=[A-Z0-9]{2,}(?![a-zà-ÿ]))")
_HANGING = re.compile(r"(?: (?:et|ou|puis|ainsi que|de|à|a|pour|sur))+$")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Name:
    """Characters start..end of a sentence that print a name; `single`: `la structure X`."""

    value: str
    start: int
    end: int
    single: bool = False


def beneficiary(
    sentence: Sentence, start: int, end: int, *, opens: bool = False, after: int | None = None
) -> Name | None:
    """Who receives, by what start..end of a sentence says; `opens`: the name may open it.

    `after`: where the sum ends, which `à` and the name may follow.  None where nobody is named,
    or where it is not clear who.
    """
    found = [name for name in _candidates(sentence, start, end, opens) if name is not None]
    link = r" (?:pour |(?=a |au |aux |a l'|a la ))" if sentence.bullet else r" (?=a |au |aux )"
    to = re.compile(link).match(sentence.folded, after) if after else None
    if not found and to and (name := name_at(sentence, to.end(), end)):
        found = [name]
    different = {(name.start, name.value) for name in found}
    return found[0] if len(different) == 1 else None


def _candidates(sentence: Sentence, start: int, end: int, opens: bool) -> list[Name | None]:
    low = sentence.folded
    names = [name_at(sentence, m.end(), end) for m in _funds().finditer(low, start, end)]
    if not any(names):
        names += [name_at(sentence, m.end(), end) for m in _gives().finditer(low, start, end)]
    if not any(names):
        names += [_before(sentence, start, m.start()) for m in _asks().finditer(low, start, end)]
    if not any(names):
        names += [
            name_at(sentence, m.start(), end) for m in _appositions().finditer(low, start, end)
        ]
    if not any(names) and opens:
        names = [opening(sentence, start, end)]
    return names


def opening(sentence: Sentence, start: int, end: int) -> Name | None:
    """The name that opens an item of a list; None for words of action, of time, of money.

    It has its article, an acronym, the name of a kind of structure, or two words with a capital:
    one word alone may be what the money is for.
    """
    low = sentence.folded
    start += len(low[start:end]) - len(low[start:end].lstrip(" -:"))
    if at_start("narrative", "structures.not_first").match(low, start):
        return None
    name = name_at(sentence, start, end)
    if name is None or name.single or name.start > start:
        return name
    words = _PROPER.findall(name.value)
    clear = len(words) > 1 or any(word.isupper() for word in words)
    return name if clear or at_start("narrative", "structures.nouns").match(low, start) else None


def territory(sentence: Sentence, start: int, end: int) -> str | None:
    """The one territory that start..end of a sentence names."""
    low = sentence.folded
    found = []
    for match in _territories().finditer(low, start, end):
        at = _past(low, match.end(), entries("narrative", "territories.links"))
        name = _until_end(sentence, at, end)
        if name and _PROPER.search(name) and (name[0].isupper() or name[0].isdigit()):
            found.append(name)
    return found[0] if len(set(found)) == 1 else None


def name_at(sentence: Sentence, start: int, limit: int) -> Name | None:
    """The name that starts at `start`, articles and common nouns (`la structure`) left out."""
    low = sentence.folded
    at, single = _past_noun(sentence, start, limit)
    value = sentence.text.value
    if not at < limit or not (value[at].isupper() or value[at] in '«"“'):
        at = start + len(re.match(rf"{_ARTICLE}*", low[start:limit])[0])  # type: ignore[index]
        single = False
    if not at < limit or not (value[at].isupper() or value[at] in '«"“'):
        return None
    printed = _until_end(sentence, at, limit)
    if not _is_name(printed):
        return None
    cut = _ACRONYM.match(printed)
    name = printed[cut.end() :] if cut else printed
    return Name(name.strip('«»"“” '), at, at + len(printed), single)


def _past_noun(sentence: Sentence, start: int, limit: int) -> tuple[int, bool]:
    """Where the name starts behind an article and a common noun, both in lower case as printed."""
    low, value = sentence.folded, sentence.text.value
    noun = one_of("narrative", "structures.before_name")
    match = re.compile(rf"(?:{_ARTICLE})?(?P<noun>{noun}) +").match(low, start, limit)
    if match and value[match.start("noun")].islower():
        return match.end(), not match["noun"].endswith("s")
    article = re.compile(rf"{_ARTICLE}+").match(low, start, limit)
    if article and value[article.start()].islower():
        return article.end(), False
    return start, False


def _before(sentence: Sentence, start: int, end: int) -> Name | None:
    """The name that ends where its verb starts: the last clause before it."""
    value = sentence.text.value
    clause = max(value.rfind(mark, start, end) for mark in (",", ";", ":", "»"))
    at = max(start, clause + 1)
    at += len(value[at:end]) - len(value[at:end].lstrip())
    return name_at(sentence, at, end)


def _until_end(sentence: Sentence, start: int, limit: int) -> str:
    """From start up to what cannot belong to a name."""
    value, low = sentence.text.value, sentence.folded
    if value[start : start + 1] in ("«", "“"):
        close = re.search(r"[»”]", value[start:limit])
        return sentence.printed(start, start + close.end()) if close else ""
    stop = limit
    for match in _ends().finditer(low, start, min(limit, start + _LONGEST)):
        if _within_name(value, match):
            continue
        stop = match.start()
        break
    return _HANGING.sub("", sentence.printed(start, stop).strip(" -–:."))


def _within_name(value: str, match: re.Match[str]) -> bool:
    """Whether what looks like an end is printed in capitals, or goes on with one (`pour l'Emploi`)."""
    if match[0].strip(" ") and match[0].strip()[0].isalpha() and value[match.start() + 1].isupper():
        return True
    goes_on = re.match(r"(?:[ld]['’]|le |la |les )?[A-ZÀ-ÖØ-Þ]", value[match.end() :])
    return match[0].strip() in ("pour", "et de") and goes_on is not None


def _is_name(printed: str) -> bool:
    if not 1 < len(printed) <= _LONGEST or not _PROPER.search(printed):
        return False
    low = re.sub(r"\W+", " ", folded(printed)).strip()
    return not at_start("narrative", "structures.nobody").match(low)


def _past(low: str, at: int, links: list[str]) -> int:
    at += len(low[at:]) - len(low[at:].lstrip())
    for link in sorted(links, key=len, reverse=True):
        if low.startswith(link, at):
            return at + len(link)
    return at


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"[,;()]|\.(?= |$)| ?:|{one_of('narrative', 'names.ends')}")


@cache
def _territories() -> re.Pattern[str]:
    return anywhere("narrative", "territories.leads")


@cache
def _funds() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){one_of('narrative', 'structures.funds')}(?:(?<=')|(?!\w)) *(?=\S)(?:de (?=[a-z]))?"
    )


@cache
def _gives() -> re.Pattern[str]:
    gives = one_of("narrative", "structures.gives")
    return re.compile(rf"(?<!\w){gives}(?: [^.;:]{{0,90}}?)?? (?=a la |a l'|a |au |aux )")


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(rf" {one_of('narrative', 'structures.asks')}(?!\w)")


@cache
def _appositions() -> re.Pattern[str]:
    noun = one_of("narrative", "structures.before_name")
    return re.compile(rf"(?<!\w)(?:la |l'|le |du |de l'|de la |a l'|a la |au ){noun} (?=\S)")
