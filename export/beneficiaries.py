"""Who receives: the spellings of each beneficiary over all documents, linked with a score.

Two spellings that differ in case, accents, punctuation or legal form alone are one beneficiary.  A
close one is only pointed at, with its score: it takes a person to say that it is the same, in a
file of corrections, and sums are never added up on a guess.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.french import trouble
from export.scdl.register import key
from schemas.errors import UsageError

if TYPE_CHECKING:
    import duckdb

CORRECTIONS = "beneficiaries.corrections.csv"
CLOSE = 90  # score (0 to 100) from which a spelling is pointed at
RAREST = 2  # words of a name that another must share one of, to be looked at
COLUMNS = (
    "beneficiary_id",
    "name",
    "spelling",
    "link",
    "score",
    "close_to",
    "siret",
    "documents",
    "rows",
    "granted",
)

_QUERY = """
WITH told AS (
  SELECT document_id, beneficiary, NULL AS siret,
    CASE WHEN state = 'stated' THEN amount END AS amount
  FROM grants WHERE kind = 'line'
  UNION ALL
  SELECT document_id, beneficiary, CASE WHEN siret_valid THEN siret END, NULL FROM agreements
  UNION ALL
  SELECT document_id, beneficiary, NULL, NULL FROM proposals
)
SELECT beneficiary, list_sort(list(DISTINCT siret) FILTER (siret IS NOT NULL)),
  count(DISTINCT document_id), count(*), sum(amount)
FROM told WHERE trim(beneficiary) != ''
GROUP BY beneficiary ORDER BY beneficiary
"""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as printed: the SIRETs that agreements print with it, and what it was granted."""

    text: str
    sirets: tuple[str, ...]
    documents: int
    rows: int
    granted: Decimal | None


def spellings(base: duckdb.DuckDBPyConnection) -> list[Spelling]:
    """Every spelling of the dataset, in order."""
    return [
        Spelling(text, tuple(sirets or ()), documents, rows, granted)
        for text, sirets, documents, rows, granted in base.execute(_QUERY).fetchall()
    ]


def identity(name: str) -> str:
    """The id of a beneficiary, the same from run to run: twelve hex digits of its name's key."""
    return hashlib.sha256(key(name).encode()).hexdigest()[:12]


def link(known: list[Spelling], corrections: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One row per spelling, beneficiary by beneficiary.

    `link` is `same` (score 100) or `corrected`; `close_to` is the closest other beneficiary and
    `score` then says how close.
    """
    groups: dict[str, list[Spelling]] = defaultdict(list)
    for one in known:
        groups[corrections.get(one.text) or identity(one.text)].append(one)
    near = _near({name: [key(one.text) for one in some] for name, some in groups.items()})
    names = {name: _usual(some) for name, some in groups.items()}
    for name in sorted(groups, key=lambda name: (key(names[name]), name)):
        sirets = sorted({siret for one in groups[name] for siret in one.sirets})
        for one in groups[name]:
            other, score = near.get(name, (None, None))
            yield {
                "beneficiary_id": name,
                "name": names[name],
                "spelling": one.text,
                "link": "corrected" if one.text in corrections else "same",
                "score": score if other else 100,
                "close_to": other,
                "siret": "|".join(sirets),
                "documents": one.documents,
                "rows": one.rows,
                "granted": one.granted,
            }


def _usual(some: list[Spelling]) -> str:
    return max(some, key=lambda one: (one.rows, one.text)).text


def _near(keys: Mapping[str, list[str]]) -> dict[str, tuple[str, int]]:
    """The closest other beneficiary of each, where one is close: its id and the score."""
    from rapidfuzz import fuzz

    words: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for name, many in keys.items():
        for word in {word for one in many for word in one.split()}:
            words[word].add(name)
            counts[word] += 1
    found: dict[str, tuple[str, int]] = {}
    for name, many in keys.items():
        rare = sorted({word for one in many for word in one.split()}, key=lambda w: (counts[w], w))
        others = {other for word in rare[:RAREST] for other in words[word]} - {name}
        scores = [
            (int(max(fuzz.token_sort_ratio(a, b) for a in many for b in keys[other])), other)
            for other in sorted(others)
        ]
        best = max(scores, default=(0, ""))
        if best[0] >= CLOSE:
            found[name] = (best[1], min(best[0], 99))
    return found


def read_corrections(path: Path) -> dict[str, str]:
    """What a user says: `spelling` is `beneficiary_id`; a file that is not there says nothing.

    Columns are parted by a comma or a semicolon.  Raises UsageError when the file has other
    columns, cannot be read or says two things of one spelling.
    """
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"« {path} » ne se lit pas : {trouble(error)}.") from error
    with StringIO(text, newline="") as file:
        sign = ";" if ";" in text.partition("\n")[0] else ","
        reader = csv.DictReader(file, delimiter=sign)
        if not {"spelling", "beneficiary_id"} <= set(reader.fieldnames or ()):
            raise UsageError(f"« {path} » doit avoir les colonnes spelling et beneficiary_id.")
        said: dict[str, str] = {}
        for row in reader:
            spelling, name = row["spelling"] or "", (row["beneficiary_id"] or "").strip()
            if name and said.setdefault(spelling, name) != name:
                raise UsageError(f"« {path} » dit deux choses de « {spelling} ».")
    return said
