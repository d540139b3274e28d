"""Takes in a folder: finds its PDFs, names each by its content, turns away what is no PDF."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from export.french import trouble
from quitus.limits import written
from schemas.errors import ErrorCode, NothingToRead, UnreadableDocument, UsageError

FRESH = 2_000_000_000  # nanoseconds: what changed so lately may change again at the same time
HEADER_WITHIN = 1024  # bytes; readers accept what stands before "%PDF-" up to here

NATURES = (
    (b"PK\x03\x04", "une archive ZIP ou un document bureautique"),
    (b"\xd0\xcf\x11\xe0", "un document Word ou Excel ancien"),
    (b"{\\rtf", "un document RTF"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"\x89PNG", "une image PNG"),
    (b"II*\x00", "une image TIFF"),
    (b"MM\x00*", "une image TIFF"),
    (b"%!PS", "un fichier PostScript"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF of the folder, named by its content."""

    path: Path
    name: str  # path from the folder, with / between folders
    duplicates: tuple[str, ...]  # names of the other copies
    sha256: str  # empty where the file cannot be opened
    size: int  # bytes
    refused: str = ""  # why the file is not opened, one French sentence
    error: ErrorCode = "damaged"  # where it is refused
    changed_at: int = 0  # nanoseconds since 1970
    url: str = ""  # where it is to be fetched from; empty where `path` is of this machine

    @property
    def document_id(self) -> str:
        """The first 16 hex digits of the SHA-256; of the name where the file cannot be opened."""
        return (self.sha256 or hashlib.sha256(self.name.encode(errors="replace")).hexdigest())[:16]


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds."""

    paths: list[Path]  # PDFs, in the order of their names
    closed: list[str]  # subfolders that cannot be entered, by their path from the folder
    links: list[str]  # links to folders, which are not followed: they may run in circles


def find(folder: Path, out: Path | None = None) -> Found:
    """The PDFs under a folder (or one PDF).

    What lies under `out` is left alone.  Raises UsageError when the folder does not exist,
    NothingToRead when it holds no PDF.
    """
    if not folder.exists():
        raise UsageError(f"« {folder} » n'existe pas : vérifiez le chemin du dossier à lire.")
    found = Found([], [], [])
    found.paths.extend(_pdfs(folder, out, found))
    found.paths.sort(key=lambda path: _name(path, folder))
    if "." in found.closed:
        raise UsageError(f"« {folder} » ne peut pas être lu : vérifiez les droits du dossier.")
    if not found.paths:
        raise NothingToRead(
            f"Aucun PDF dans « {folder} » : indiquez un dossier qui contient des fichiers .pdf."
        )
    return found


@dataclass(slots=True)
class Seen:
    """Digests of files by name, each with what tells whether the file is still the same."""

    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # (mark, SHA-256)
    now: dict[str, tuple[str, str]] = field(default_factory=dict)  # to be known to a later run

    def digest(self, name: str, mark: str) -> str:
        """The SHA-256 of a file that has not changed; empty where it is not known."""
        mark_then, digest = self.known.get(name, ("", ""))
        if mark_then != mark:
            return ""
        self.now[name] = mark, digest
        return digest


def identify(
    paths: Iterable[Path], folder: Path, most: int | None = None, seen: Seen | None = None
) -> list[Source]:
    """Each PDF named by its content, in the order given; copies are joined to the first.

    Files of more than `most` bytes are named by their path alone and not read.  Nor is one read
    again whose size, times and place on the disk are those of an earlier run.
    """
    seen = seen or Seen()
    return join_copies(_identify(path, _name(path, folder), most, seen) for path in paths)


def _pdfs(folder: Path, out: Path | None, found: Found) -> Iterator[Path]:
    if not folder.is_dir():
        yield folder
        return
    shut = out.resolve() if out is not None else None
    for here, below, files in os.walk(
        folder, onerror=lambda error: found.closed.append(_inside(Path(error.filename), folder))
    ):
        place = Path(here)
        found.links.extend(
            _name(place / name, folder) for name in below if (place / name).is_symlink()
        )
        if shut is not None:
            below[:] = [name for name in below if (place / name).resolve() != shut]
        yield from (place / name for name in files if name.lower().endswith(".pdf"))


def _inside(path: Path, folder: Path) -> str:
    return _readable(path.relative_to(folder).as_posix())


def _name(path: Path, folder: Path) -> str:
    return _readable(path.relative_to(folder).as_posix() if path != folder else path.name)


def _readable(name: str) -> str:
    r"""A name that can be written: bytes that are no UTF-8 as \xe9, so that two names stay two."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _identify(path: Path, name: str, most: int | None, seen: Seen) -> Source:
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise OSError("n'est pas un fichier ordinaire")
        if most is not None and told.st_size > most:
            return too_large(path, name, told.st_size, most)
        if digest := seen.digest(name, _mark(told)):
            return Source(path, name, (), digest, told.st_size, changed_at=told.st_mtime_ns)
        with path.open("rb") as file:
            told = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        if max(told.st_mtime_ns, told.st_ctime_ns) < time.time_ns() - FRESH:
            seen.now[name] = _mark(told), digest
        return Source(path, name, (), digest, size, changed_at=told.st_mtime_ns)
    except OSError as error:
        reason = trouble(error)
        message = f"{name} ne peut pas être ouvert ({reason}) : vérifiez les droits et le lien."
        return Source(path, name, (), "", 0, message)


def _mark(told: os.stat_result) -> str:
    return f"{told.st_size}:{told.st_mtime_ns}:{told.st_ctime_ns}:{told.st_ino}"


def too_large(path: Path, name: str, size: int, most: int) -> Source:
    """A file that is named by its path alone."""
    message = (
        f"{name} pèse {written(size)}, plus que les {written(most)} admis : "
        "découpez-le, ou relancez avec --max-bytes plus grand."
    )
    return Source(path, name, (), "", size, message, "too_large")


def require_unchanged(source: Source) -> None:
    """Raises UnreadableDocument when the file is not the one that was identified."""
    try:
        told = source.path.stat()
        same = (told.st_size, told.st_mtime_ns) == (source.size, source.changed_at)
    except OSError:
        same = False
    if not same:
        raise UnreadableDocument(
            "changed", f"{source.name} a changé ou disparu pendant la lecture : relancez-la."
        )


def join_copies(found: Iterable[Source]) -> list[Source]:
    """Sources of one content as one, that of the first with the names of the others."""
    first: dict[str, Source] = {}
    for source in found:
        known = first.get(source.document_id)
        if known is None:
            first[source.document_id] = source
        else:
            first[source.document_id] = replace(known, duplicates=(*known.duplicates, source.name))
    return list(first.values())


def admit(source: Source) -> None:
    """Raises UnreadableDocument for what cannot be a PDF: closed, empty, without its header."""
    if source.refused:
        raise UnreadableDocument(source.error, source.refused)
    require_unchanged(source)
    if source.size == 0:
        raise UnreadableDocument(
            "empty", f"{source.name} est vide (0 octet) : demandez le fichier à son auteur."
        )
    with source.path.open("rb") as file:
        head = file.read(HEADER_WITHIN)
    if b"%PDF-" not in head:
        raise UnreadableDocument(
            "not_a_pdf",
            f"{source.name} n'est pas un PDF (c'est {_nature(head)}) : "
            "enregistrez l'original au format PDF.",
        )


def _nature(head: bytes) -> str:
    for magic, nature in NATURES:
        if head.startswith(magic):
            return nature
    if b"<html" in head.lower() or b"<!doctype html" in head.lower():
        return "une page web"
    return "un autre contenu" if b"\x00" in head else "du texte"
