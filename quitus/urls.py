"""Folders that are not of this machine: fsspec URLs such as `s3://bucket/rapports`.

Who may read and write there is told by the environment, as the store's own tools take it
(`AWS_PROFILE`, `AWS_ENDPOINT_URL`, …); nothing of it is kept.
"""

from __future__ import annotations

import importlib
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from schemas.errors import UsageError


class Remote(NamedTuple):
    """A folder of a store: its file system (fsspec) and its path there, without a last slash."""

    files: Any
    root: str
    url: str

    def path(self, name: str) -> str:
        """The path of a file, by its name from the folder."""
        return f"{self.root}/{name}"


def is_remote(text: str) -> bool:
    """Whether this is a URL and not the path of a folder; `file://` is a path written otherwise."""
    return "://" in text and not text.startswith("file://")


def local_path(text: str) -> str:
    """A path as it was written, or that of a `file://` URL."""
    return url2pathname(urlsplit(text).path) if text.startswith("file://") else text


def remote(url: str) -> Remote:
    """The folder at a URL; raises UsageError where its protocol is unknown or not installed."""
    kind = url.partition("://")[0]
    try:
        fsspec = importlib.import_module("fsspec")
        files, root = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"« {url} » ne peut pas être ouvert ({error}) : pip install 'quitus[remote]', ou la "
            f"bibliothèque fsspec de « {kind} »."
        ) from error
    return Remote(files, str(root).rstrip("/"), url.rstrip("/"))


def listing(folder: Remote, below: str = "") -> dict[str, dict[str, Any]]:
    """Every file under a folder of a store by its name from there: as the store describes it.

    Raises UsageError where the store does not answer.
    """
    start = folder.path(below) if below else folder.root
    try:
        folder.files.invalidate_cache()
        found = folder.files.find(start, detail=True)
    except FileNotFoundError:
        return {}
    except Exception as error:  # each store has its own
        raise UsageError(
            f"« {folder.url} » ne répond pas ({str(error)[:200]}) : vérifiez l'adresse et les "
            "droits."
        ) from error
    cut = len(folder.root.lstrip("/")) + 1
    return {path.lstrip("/")[cut:]: told for path, told in found.items() if path != start}


def mark(told: dict[str, Any]) -> str:
    """What tells two states of a file of a store apart: its size, its tag or its time."""
    tag = told.get("ETag") or told.get("etag") or told.get("md5Hash") or ""
    when = told.get("LastModified") or told.get("last_modified") or told.get("created") or ""
    return f"{told.get('size')}:{tag or when}"
