"""One délibération: its row, with what its head, its vote and its stamp say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from normalize.act import Act
from normalize.deliberation import head as heads
from normalize.deliberation.attendance import Sitting, not_taking_part, read_attendance
from normalize.deliberation.flow import LONG, running
from normalize.deliberation.lines import texts, without
from normalize.deliberation.rolls import is_roll
from normalize.deliberation.stamp import Stamp, read_stamp
from normalize.deliberation.stream import Stream, stream, stream_of
from normalize.deliberation.vote_doubts import in_doubt
from normalize.deliberation.votes import Votes, read_votes
from normalize.deliberation.words import opens
from normalize.generic import of_text
from normalize.text import clean, fold
from schemas.acts import Attendance, Deliberation
from schemas.facts import State
from schemas.printed import PrintedDocument, Text

HEAD_LENGTH = 20_000  # characters: a long assembly has a long list
OBJECT_LENGTH = 500
CONVENED = re.compile(r"s'est reuni|s'est assemble|convoque|se sont reunis")
DAY = re.compile(r"(?:[a-z]{5,8} )?\d{1,2}(?:er)? [a-z]{3,9} (?:19|20)\d\d[ .]*")


@dataclass(frozen=True, slots=True)
class Read:
    """A délibération, its members, and what its stamp says."""

    deliberation: Deliberation
    attendance: tuple[Attendance, ...]
    stamp: Stamp
    several_votes: bool = False


def read_deliberation(act: Act) -> Read | None:
    """The délibération that an act is; None when it prints nothing."""
    printed = act.printed
    body = stream_of(printed)
    head = stream(_head(without(printed, is_roll)), body)
    if not head.value:
        return None
    sitting = read_attendance(act, head)
    apart = tuple(not_taking_part(act, body))
    rows = sitting.rows + apart
    number = heads.number(head)
    tables = [block.table for block in printed.blocks() if block.table is not None]
    all_texts = tuple(texts(printed))
    votes = read_votes(tables, body)
    stamp = read_stamp(stream([*printed.furniture, *all_texts], body))
    row = Deliberation(
        document_id=act.document_id,
        part_id=act.part_id,
        number=number.value if number else None,
        body=heads.body(head),
        session_date=heads.session_date(head),
        president=heads.president(head, sitting.rows),
        secretary=heads.secretary(head, sitting.rows),
        object=find_object(head, sitting, number.text if number else None),
        **vote_columns(votes),
        **count_columns(sitting),
        **stamp_columns(stamp),
        state="uncertain" if votes.several else state_of(sitting, head, all_texts, printed),
        **of_text(_title(act, head)),
    )
    return Read(row, rows, stamp, votes.several)


def vote_columns(votes: Votes) -> dict[str, Any]:
    """The columns of a vote."""
    counts = votes.counts
    return {
        "adopted": votes.adopted,
        "votes_for": counts.get("for"),
        "votes_against": counts.get("against"),
        "abstentions": counts.get("abstentions"),
        "absent": counts.get("absent"),
        "not_taking_part": counts.get("not_taking_part"),
        "unanimous": votes.unanimous,
    }


def count_columns(sitting: Sitting) -> dict[str, Any]:
    """How many sat: as stated, else as named."""
    counted = {}
    for status in ("present", "excused", "absent"):
        named = sum(row.status == status for row in sitting.rows)
        stated = sitting.counts.get(status)
        counted[f"{status}_count"] = stated if stated is not None else (named or None)
    return counted


def state_of(
    sitting: Sitting, head: Stream, body: Sequence[Text], printed: PrintedDocument
) -> State:
    """Uncertain where the day, a count of members or a figure of the vote may be misread."""
    seen = {page.number: page.text_layer for page in printed.pages}
    if "ocr" not in seen.values() and not any(page.read_twice for page in printed.pages):
        return "stated"
    doubtful = (
        sitting.doubtful
        or heads.is_day_in_doubt(head)
        or any(in_doubt(text, recognised=seen.get(text.page) == "ocr") for text in body)
    )
    return "uncertain" if doubtful else "stated"


def stamp_columns(stamp: Stamp) -> dict[str, Any]:
    """The columns of the stamp."""
    return {
        "transmitted_on": stamp.transmitted_on,
        "received_on": stamp.received_on,
        "prefecture_id": stamp.identifier,
        "matter": stamp.matter,
    }


def warnings(read: Read) -> Iterator[str]:
    """Where the stamp and the text tell two different acts, or the votes are not one."""
    stamp, row = read.stamp, read.deliberation
    if read.several_votes:
        yield f"Page {row.page} : plusieurs votes différents dans l'acte : aucun n'est retenu."
    if stamp.day and row.session_date and stamp.day != row.session_date:
        yield (
            f"Le tampon de la préfecture date l'acte du {stamp.day:%d/%m/%Y}, "
            f"le texte du {row.session_date:%d/%m/%Y}."
        )


def _head(printed: PrintedDocument) -> Iterator[Text]:
    """The running lines of the first page, then the text from its start."""
    first = next((text.page for text in texts(printed)), 0)
    yield from running(printed, first)
    length = 0
    for text in texts(printed):
        yield text
        length += len(text.value)
        if length > HEAD_LENGTH:
            return


def _title(act: Act, head: Stream) -> Text:
    """The line that names the act; its first text when none does."""
    for start in head.text_starts:
        if opens("titles", "deliberation").match(head.value, start):
            return head.printed(start, head.text_end(start))
    start = head.text_starts[0]
    return head.printed(start, head.text_end(start))


def find_object(head: Stream, sitting: Sitting, number: Text | None) -> str | None:
    """What the act is about: after `Objet :`, else the title between the members and the text."""
    labelled = heads.labelled(head, "object_labels")
    found = (
        labelled
        or _title_after(head, sitting)
        or _title_below(head, number)
        or _title_above(head, sitting)
    )
    return _without_number(found, number) if found else None


def _without_number(title: str, number: Text | None) -> str | None:
    """A title without the number of the act, where both are printed as one paragraph."""
    if number is None:
        return title
    said = rf"\W*(?:(?:délibération|acte|rapport)\s*)?(?:n\s?[°o.]|numéro)\s?:?\s?{re.escape(clean(number.value))}\W*"
    return re.sub(rf"(?i)^{said}|{said}$", "", title).strip() or None


def _title_after(head: Stream, sitting: Sitting) -> str | None:
    """The lines of a title below the list of members."""
    end = sitting.end
    members = {fold(row.name) for row in sitting.rows}
    kept: list[str] = []
    for start in head.text_starts:
        if start < end:
            continue
        text = head.printed(start, head.text_end(start))
        folded = head.value[start : head.text_end(start)]
        if (end == 0 and _is_letterhead(folded)) or _names_member(folded, members):
            continue
        if _is_title(text, folded):
            kept.append(clean(text.value))
        elif kept or (opens("marks", "ends_head").match(folded) and not CONVENED.search(folded)):
            break
    return " ".join(kept)[:OBJECT_LENGTH] or None


def _title_above(head: Stream, sitting: Sitting) -> str | None:
    """The title above the members: the last line in bold or in capitals that names nothing else."""
    members = {fold(row.name) for row in sitting.rows}
    found: str | None = None
    for start in head.text_starts:
        if start >= sitting.end:
            break
        text = head.printed(start, head.text_end(start))
        folded = head.value[start : head.text_end(start)]
        titled = _is_title(text, folded) and not _is_letterhead(folded)
        stands_out = text.bold or text.value.isupper()
        if titled and stands_out and not _names_member(folded, members):
            found = clean(text.value)[:OBJECT_LENGTH]
    return found


def _names_member(folded: str, members: set[str]) -> bool:
    """Whether a line is the name of a member alone."""
    return re.sub(r"^(?:m\.|mme|mlle) ", "", folded).strip(" .") in members


def _title_below(head: Stream, number: Text | None) -> str | None:
    """The title right below the number, where the members are named further down."""
    if number is None or not number.pieces:
        return None
    own = [
        text for start in head.text_starts if (text := head.printed(start, head.text_end(start)))
    ]
    for text, below in pairwise(own):
        if number.pieces[0].word in {piece.word for piece in text.pieces}:
            folded = fold(below.value)
            titled = _is_title(below, folded) and not _is_letterhead(folded)
            return clean(below.value)[:OBJECT_LENGTH] if titled else None
    return None


def _is_letterhead(folded: str) -> bool:
    """Whether a line is of the letterhead, or names the kind of the act."""
    heads_of = (opens("marks", "letterhead"), opens("titles", "deliberation"))
    return any(pattern.match(folded) for pattern in heads_of)


def _is_title(text: Text, folded: str) -> bool:
    """Whether a text is a line of a title: short, not a sentence, no number."""
    value = text.value.strip()
    if not value or len(value) > LONG or value.endswith((";", ",", ":")):
        return False
    if value.endswith(".") and not value.isupper() and not text.bold:
        return False
    if (
        DAY.fullmatch(folded)
        or heads.NUMBER.match(folded)
        or not re.search(r"[a-z]{3}", fold(value))
    ):
        return False
    skipped = (opens("marks", "starts_text"), opens("marks", "stamp"))
    return not any(pattern.match(folded) for pattern in skipped)
