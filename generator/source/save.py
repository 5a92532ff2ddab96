"""Changed sources → the disk: each file whole or not at all, and only while it still is what was read."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .editing import Document

_ABANDONED = 3600.0  # seconds after which a file of an interrupted saving is nobody's any more


class Overtaken(Exception):
    """A file that is no longer what was read; nothing was saved.

    `document` holds what was read (`original`) and what was to be saved (`data`), `now` what the file holds, None if it
    is gone.
    """

    def __init__(self, document: Document, now: bytes | None) -> None:
        super().__init__(f"{document.name}：{'文件已经不在了' if now is None else '读过以后文件又被改过'}，没有保存")
        self.document = document
        self.now = now


def save(document: Document) -> Document:
    """Write a document to the file it was read from; the document as read anew. Errors as `save_all`."""
    return save_all([document])[0]


def save_all(documents: Sequence[Document]) -> list[Document]:
    """Write several documents, all or none; as many as read anew. One that was read as nothing (`original` is empty) is
    a new file, which must not be there yet.

    All are compared with their files and written beside them before the first takes its place. Should a file then be
    refused, the earlier ones are put back; only the loss of power or a kill in between leaves some new and some old, each
    of them whole. Permissions and links are kept. Raises Overtaken, OSError, or ValueError for a document without a file.
    """
    changed = [document for document in documents if document.is_changed]
    targets = [_target(document) for document in changed]
    staged: list[Path] = []
    placed: list[tuple[Path, bytes]] = []
    try:
        for document, target in zip(changed, targets, strict=True):
            _compare(document, target)
            staged.append(_staged(target, document.data))
        for document, target, made in zip(changed, targets, staged, strict=True):
            _compare(document, target)
            os.replace(made, target)
            placed.append((target, document.original))
    except BaseException:
        for target, content in placed:
            if content:
                os.replace(_staged(target, content), target)
            else:
                target.unlink(missing_ok=True)
        raise
    finally:
        for made in staged:
            with contextlib.suppress(OSError):
                made.unlink()
    for folder in dict.fromkeys(target.parent for target in targets):
        _flush_folder(folder)
    return [replace(document, original=document.data) for document in documents]


def _target(document: Document) -> Path:
    """The file itself, not a link to it."""
    if document.path is None:
        raise ValueError(f"{document.name} was not read from a file")
    return Path(os.path.realpath(document.path))


def _compare(document: Document, target: Path) -> None:
    try:
        now = target.read_bytes()
    except FileNotFoundError:
        if not document.original:
            return
        raise Overtaken(document, None) from None
    if now != document.original:
        raise Overtaken(document, now)


def _staged(target: Path, content: bytes) -> Path:
    """A file beside the target with its permissions, on the disk in full."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=_prefix(target), dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, made)
        else:
            made.chmod(0o644)
        _clear(target, made)
    except BaseException:
        with contextlib.suppress(OSError):
            made.unlink()
        raise
    return made


def _prefix(target: Path) -> str:
    return f".{target.name}-saving-"


def _clear(target: Path, made: Path) -> None:
    """Remove what savings of this file that were killed long ago have left."""
    now = made.stat().st_mtime
    for left in target.parent.glob(f"{_prefix(target)}*"):
        with contextlib.suppress(OSError):
            if now - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the new names last through a loss of power, where the system lets a folder be flushed."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
