"""Takes in a folder: finds its PDFs, names each by its content, turns away what is no PDF."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.errors import NothingToRead, UnreadableDocument, UsageError

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
    refused: str = ""  # why the file cannot be opened, one French sentence

    @property
    def document_id(self) -> str:
        """The first 16 hex digits of the SHA-256; of the name where the file cannot be opened."""
        return (self.sha256 or hashlib.sha256(self.name.encode(errors="replace")).hexdigest())[:16]


def find(folder: Path, out: Path | None = None) -> tuple[list[Path], list[str]]:
    """The PDFs under a folder (or one PDF), sorted by name, and the subfolders not entered.

    What lies under `out` is left alone.  Raises UsageError when the folder does not exist,
    NothingToRead when it holds no PDF.
    """
    if not folder.exists():
        raise UsageError(f"« {folder} » n'existe pas : vérifiez le chemin du dossier à lire.")
    closed: list[str] = []
    paths = sorted(_pdfs(folder, out, closed), key=lambda path: _name(path, folder))
    if not paths:
        raise NothingToRead(
            f"Aucun PDF dans « {folder} » : indiquez un dossier qui contient des fichiers .pdf."
        )
    return paths, closed


def identify(paths: Iterable[Path], folder: Path) -> list[Source]:
    """Each PDF named by its content, in the order given; copies are joined to the first."""
    return _join_copies(_identify(path, _name(path, folder)) for path in paths)


def _pdfs(folder: Path, out: Path | None, closed: list[str]) -> Iterator[Path]:
    if not folder.is_dir():
        yield folder
        return
    shut = out.resolve() if out is not None else None
    for here, below, files in os.walk(folder, onerror=lambda e: closed.append(str(e.filename))):
        if shut is not None:
            below[:] = [name for name in below if (Path(here) / name).resolve() != shut]
        yield from (Path(here) / name for name in files if name.lower().endswith(".pdf"))


def _name(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix() if path != folder else path.name
    return os.fsencode(name).decode("utf-8", "replace")


def _identify(path: Path, name: str) -> Source:
    try:
        if not path.is_file():
            raise OSError("n'est pas un fichier ordinaire")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Source(path, name, (), digest, file.tell())
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{name} ne peut pas être ouvert ({reason}) : vérifiez les droits et le lien."
        return Source(path, name, (), "", 0, message)


def _join_copies(found: Iterable[Source]) -> list[Source]:
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
        raise UnreadableDocument("damaged", source.refused)
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
