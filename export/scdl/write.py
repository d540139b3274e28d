"""The three files of an SCDL export: what the standard accepts, what it rejects, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from export.files import replacing
from export.scdl.record import ORIGINS, Record
from export.scdl.standard import Standard
from export.tables import line

PLACE = ("document_id", "source", "page")
PROVENANCE = ("fichier", "ligne", "champ", "valeur", "origine", "precision", *PLACE)


@dataclass(slots=True)
class Sorted:
    """Records told apart by the standard; each rejected one with its reasons, in French."""

    standard: Standard
    accepted: list[Record] = field(default_factory=list)
    rejected: list[tuple[Record, list[str]]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The fields of the standard."""
        return [one.name for one in self.standard.fields]


def sort(standard: Standard, records: Iterable[Record]) -> Sorted:
    """Tells what the standard accepts from what it does not."""
    done = Sorted(standard)
    for record in records:
        if reasons := record.against + standard.against(record.values()):
            done.rejected.append((record, reasons))
        else:
            done.accepted.append(record)
    return done


def others(path: Path) -> tuple[Path, Path]:
    """Where the rejected rows and the provenance go, beside the file."""
    return (
        path.with_name(f"{path.stem}.rejets{path.suffix}"),
        path.with_name(f"{path.stem}.provenance{path.suffix}"),
    )


def accepted(done: Sorted) -> Iterable[str]:
    """The lines of the file that the standard accepts."""
    yield line(done.names)
    yield from (line(_cells(record, done.names)) for record in done.accepted)


def write(done: Sorted, path: Path) -> None:
    """Writes the three files, each whole or not at all; raises OSError."""
    rejects, provenance = others(path)
    with ExitStack() as files:
        files.enter_context(replacing(path)).writelines(accepted(done))
        refused = files.enter_context(replacing(rejects))
        refused.write(line([*done.names, "motifs", *PLACE]))
        for record, reasons in done.rejected:
            cells = [*_cells(record, done.names), " ; ".join(reasons), *_place(record)]
            refused.write(line(cells))
        told = files.enter_context(replacing(provenance))
        told.write(line(PROVENANCE))
        told.writelines(_provenance(path.name, done.accepted, done.names))
        told.writelines(_provenance(rejects.name, [one for one, _ in done.rejected], done.names))


def _provenance(file: str, records: Sequence[Record], names: list[str]) -> Iterable[str]:
    for number, record in enumerate(records, 2):  # the header is line 1
        for name in names:
            said = record.of(name)
            head = (file, str(number), name, said.value, ORIGINS[said.origin], said.how)
            yield line((*head, *_place(record)))


def _cells(record: Record, names: list[str]) -> list[str]:
    return [record.of(name).value for name in names]


def _place(record: Record) -> tuple[str, str, str]:
    return record.document_id, record.source, str(record.page)
