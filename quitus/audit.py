"""What contradicts in a dataset, or in a single PDF, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from export.findings import write_csv, write_xlsx
from export.french import SEVERITIES, trouble
from export.order import by_document
from export.report_checks import Guard
from quitus import content
from quitus.fingerprint import reader
from quitus.guards import keep, measure
from quitus.intake import find, identify
from quitus.pipeline import Stages, read_pdf
from quitus.rules import known, titles
from schemas.dataset import DocumentFile, unnest
from schemas.errors import ExitCode, NothingToRead, UsageError
from schemas.facts import Document
from schemas.findings import Check, Finding

STANDING = ("open", "confirmed")  # states of a finding that no reviewer has set aside


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for; an empty filter lets all through."""

    rules: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # ids, paths in the folder, or file names

    def finding(self, finding: Finding) -> bool:
        """Whether a finding is asked for, its document aside."""
        return (not self.rules or finding.rule in self.rules) and (
            not self.severities or finding.severity in self.severities
        )

    def document(self, document: Document) -> bool:
        """Whether a document is asked for."""
        names = {document.document_id, document.source, Path(document.source).name}
        return not self.documents or not names.isdisjoint(self.documents)


def wanted(
    rules_asked: Sequence[str], severities: Sequence[str], documents_asked: Sequence[str]
) -> Wanted:
    """What the command line asks for; raises UsageError on a rule or a severity that is none."""
    _require("règle", rules_asked, titles())
    _require("gravité", severities, SEVERITIES)
    return Wanted(tuple(rules_asked), tuple(severities), tuple(documents_asked))


def _require(what: str, asked: Sequence[str], known: Iterable[str]) -> None:
    names = list(known)
    for name in asked:
        if name not in names:
            raise UsageError(
                f"« {name} » n'est pas une {what} : choisissez parmi {', '.join(names)}."
            )


@dataclass(slots=True)
class Audited:
    """What an audit looked at and found."""

    target: Path
    documents: list[Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    stale: bool = False  # read by another version of the program
    guards: dict[str, Guard] = field(default_factory=dict)  # where they were measured

    @property
    def failed(self) -> list[Document]:
        """Documents that could not be read."""
        return [document for document in self.documents if document.status == "failed"]

    @property
    def exit_code(self) -> ExitCode:
        """FINDINGS when an error stands; else OK, SOME_FAILED or NOTHING_READ."""
        if any(each.severity == "error" and each.state in STANDING for each in self.findings):
            return ExitCode.FINDINGS
        if not self.failed:
            return ExitCode.OK
        return (
            ExitCode.NOTHING_READ
            if len(self.failed) == len(self.documents)
            else ExitCode.SOME_FAILED
        )


Tick = Callable[[int, int, str], None]


def audit(
    target: Path, through: Stages, wanted: Wanted, tick: Tick, *, coverage: bool = False
) -> Audited:
    """The findings of a dataset folder, or of a PDF that is read on the spot.

    With `coverage` each figure is altered in turn to see whether a check notices; the measures
    are kept in a dataset for its report.

    Raises UsageError when there is no such thing or no such document, NothingToRead when the
    dataset is empty.
    """
    audited = Audited(target)
    for document in documents(target, through, tick):
        if wanted.document(document):
            stale = document.reader != reader()
            findings, checks = _checked(document, through, stale)
            audited.documents.append(_slim(document))
            audited.findings.extend(filter(wanted.finding, findings))
            audited.checks.extend(
                check for check in checks if not wanted.rules or check.rule in wanted.rules
            )
            audited.stale |= stale
            if coverage and document.status != "failed":
                audited.guards[document.document_id] = measure(document, through.check)
    _require_known(wanted, audited.documents, target)
    if coverage and target.is_dir():
        keep(target, audited.guards)
    return audited


def _checked(
    document: DocumentFile, through: Stages, stale: bool
) -> tuple[Sequence[Finding], Sequence[Check]]:
    """What the run wrote; of another version of the program, what the rules of this one find.

    What was found by comparing several documents is kept: one document alone does not tell it.
    """
    if not stale or document.status == "failed":
        return document.findings, document.checks
    across = {rule.name for rule in known() if rule.check is None}
    findings, checks = through.check(unnest(document), document.document_id)
    return (
        [*findings, *(each for each in document.findings if each.rule in across)],
        [*checks, *(each for each in document.checks if each.rule in across)],
    )


def documents(target: Path, through: Stages, tick: Tick) -> Iterator[DocumentFile]:
    """The documents of a dataset one at a time, or the only one of a PDF."""
    if target.is_dir():
        files = dataset_files(target)
        for done, path in enumerate(files):
            tick(done, len(files), path.stem)
            yield load(path)
        tick(len(files), len(files), "")
    else:
        (source,) = identify(find(target).paths, target)
        yield read_pdf(source, through)


def dataset_files(folder: Path) -> list[Path]:
    """The files of the documents of a dataset; raises UsageError, NothingToRead."""
    inside = folder / "documents"
    if not inside.is_dir():
        raise UsageError(
            f"« {folder} » n'est pas un jeu de données : lisez d'abord les PDF avec "
            f"« quitus ingest DOSSIER -o {folder} », ou indiquez un seul PDF."
        )
    files = sorted(inside.glob("*.json"))
    if not files:
        raise NothingToRead(
            f"« {folder} » ne contient aucun document : relancez « quitus ingest » sur un dossier "
            "qui contient des PDF."
        )
    return files


def load(path: Path) -> DocumentFile:
    """One document of a dataset; raises UsageError when its file is not as it was written."""
    try:
        return content.load(path)
    except ValidationError as error:
        raise UsageError(
            f"« {path} » est abîmé ou vient d'une autre version : relancez « quitus ingest »."
        ) from error


def _require_known(wanted: Wanted, found: Sequence[Document], target: Path) -> None:
    names = {
        name
        for document in found
        for name in (document.document_id, document.source, Path(document.source).name)
    }
    for asked in wanted.documents:
        if asked not in names:
            raise UsageError(
                f"« {target} » n'a pas de document « {asked} » : indiquez un identifiant ou un "
                "chemin de tables/documents.csv."
            )


def write(audited: Audited, csv: Path | None, xlsx: Path | None) -> list[Path]:
    """Writes the findings, worst first, to the files asked for; raises UsageError."""
    ordered = [each for group in by_document(audited.findings).values() for each in group]
    sources = {document.document_id: document.source for document in audited.documents}
    written = []
    for path, writer in ((csv, write_csv), (xlsx, write_xlsx)):
        if path is None:
            continue
        try:
            writer(path, ordered, sources)
        except OSError as error:
            raise UsageError(
                f"On ne peut pas écrire « {path} » ({trouble(error)}) : indiquez un autre fichier."
            ) from error
        written.append(path)
    return written


def _slim(document: DocumentFile) -> Document:
    return Document.model_construct(
        **{name: getattr(document, name) for name in Document.model_fields}
    )
