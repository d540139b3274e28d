"""Votes and attendance of a délibération."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.evidence import Figure, figure, place_of
from reconcile.findings import finding
from reconcile.linking import key
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.vocabulary import fold
from schemas.acts import Attendance, Deliberation
from schemas.dataset import DocumentFacts


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """The votes of each délibération, and the lists of who was there."""
    people: dict[str, list[Attendance]] = {}
    for row in facts.attendance:
        people.setdefault(row.part_id, []).append(row)
    for act in facts.deliberations:
        present = people.get(act.part_id, [])
        yield _voters(act, present, document_id)
        yield _assembly(act, document_id)
        yield _unanimity(act, document_id)
    for part, rows in people.items():
        acts = [act for act in facts.deliberations if act.part_id == part]
        yield from _listed(rows, acts, document_id)


def _voters(act: Deliberation, people: list[Attendance], document_id: str) -> Verdict:
    """For, against and abstentions are cast by those present and those who gave a proxy."""
    cast = _cast(act)
    if act.present_count is None:
        return SKIPPED
    if cast is None:
        return _too_many(act, people, document_id)
    apart = act.not_taking_part or 0
    proxies = sum(row.proxy is not None for row in people)
    least = act.present_count + proxies
    most = max(least, act.present_count + (act.excused_count or 0))
    if least <= cast <= most or least <= cast + apart <= most or cast == act.present_count:
        return AGREED
    message = (
        f"{_name(act)} : {_votes(act)} font {cast} voix, pour {act.present_count} présents et "
        f"{most - act.present_count} pouvoirs au plus."
    )
    return _failed(act, document_id, message, cast, most)


def _too_many(act: Deliberation, people: list[Attendance], document_id: str) -> Verdict:
    """Of a vote that counts one side only: no more voices than members present and proxies."""
    proxies = sum(row.proxy is not None for row in people)
    most = (act.present_count or 0) + max(proxies, act.excused_count or 0)
    if not people or act.votes_for is None or act.votes_for <= most:
        return SKIPPED
    message = (
        f"{_name(act)} : {act.votes_for} voix pour, alors que {act.present_count} membres sont "
        f"présents et {most - (act.present_count or 0)} représentés au plus."
    )
    return _failed(act, document_id, message, act.votes_for, most)


def _cast(act: Deliberation) -> int | None:
    """The votes cast, where the act counts them; a vote that counts only one side says nothing."""
    if act.votes_for is None or (act.votes_against is None and act.abstentions is None):
        return None
    return act.votes_for + (act.votes_against or 0) + (act.abstentions or 0)


def _assembly(act: Deliberation, document_id: str) -> Verdict:
    """With those absent from the vote, the votes make the assembly that the lists make."""
    cast = _cast(act)
    counts = (act.present_count, act.excused_count, act.absent_count)
    if cast is None or act.absent is None or any(count is None for count in counts):
        return SKIPPED
    assembly = sum(count for count in counts if count is not None)
    told = cast + act.absent
    if assembly in (told, told + (act.not_taking_part or 0)):
        return AGREED
    message = (
        f"{_name(act)} : {_votes(act)} et {act.absent} absents font {told}, alors que l'assemblée "
        f"compte {act.present_count} présents, {act.excused_count} excusés et {act.absent_count} "
        f"absents, soit {assembly}."
    )
    return _failed(act, document_id, message, told, assembly)


def _unanimity(act: Deliberation, document_id: str) -> Verdict:
    if not act.unanimous or act.votes_against is None:
        return SKIPPED
    if act.votes_against == 0:
        return AGREED
    message = f"{_name(act)} : dite adoptée à l'unanimité, avec {act.votes_against} voix contre."
    return _failed(act, document_id, message, 0, act.votes_against)


def _listed(
    rows: list[Attendance], acts: list[Deliberation], document_id: str
) -> Iterator[Verdict]:
    """Nobody is listed twice; those listed as present are as many as the act says."""
    apart = [row for row in rows if row.status != "not_taking_part"]
    named: dict[str, list[Attendance]] = {}
    for row in apart:
        named.setdefault(_identity(row), []).append(row)
    for twice in named.values():
        if len(twice) == 1 or (len({row.status for row in twice}) == 1 and _far(twice)):
            yield AGREED
            continue
        message = f"{twice[0].name} figure {len(twice)} fois dans les listes de présence."
        yield failed(
            finding("votes", document_id, twice[0].name, message,
                    severity="warning" if any(row.note for row in twice) else "error",
                    places=[place_of(row, document_id) for row in twice])
        )  # fmt: skip
    present = [row for row in rows if row.status == "present"]
    for act in acts:
        if act.present_count is None or not present:
            continue
        if len(present) == act.present_count:
            yield AGREED
        else:
            message = (
                f"{_name(act)} : {act.present_count} présents annoncés, {len(present)} nommés."
            )
            yield _failed(act, document_id, message, act.present_count, len(present), "warning")


def _identity(row: Attendance) -> str:
    """The name; with the civility where it is a family name alone, which two members may share."""
    name = key(row.name)
    return name if " " in name else f"{fold(row.civility or '')} {name}"


def _far(rows: list[Attendance]) -> bool:
    """Whether the mentions stand in several lists (another page), as where each act repeats it."""
    return len({row.page for row in rows}) == len(rows)


def _failed(
    act: Deliberation,
    document_id: str,
    message: str,
    stated: int,
    computed: int,
    severity: str = "error",
) -> Verdict:
    told: list[Figure] = []
    first = figure(act, document_id, stated, counted=True)
    if first is not None:
        told.append(first)
    return failed(
        finding(
            "votes", document_id, act.number or act.object or "", message, told,
            severity="warning" if severity == "warning" else "error",
            stated=told[0].value, computed=told[0].value - stated + computed,
        )
    )  # fmt: skip


def _name(act: Deliberation) -> str:
    return f"Délibération {act.number}" if act.number else "Délibération"


def _votes(act: Deliberation) -> str:
    return (
        f"{act.votes_for} voix pour, {act.votes_against or 0} contre et "
        f"{act.abstentions or 0} abstentions"
    )


RULES = (
    Rule(
        "votes",
        "Les voix sont celles des votants",
        "Une délibération dont les voix ne sont pas celles des présents et des pouvoirs peut être "
        "contestée.",
        "36 pour, 0 contre, 5 abstentions et 3 absents font 44, comme 38 présents, 3 excusés et "
        "3 absents.",
        check,
    ),
)
