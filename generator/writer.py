"""The only part that writes: whole trees, in place at once, stale files gone, unchanged files untouched."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

# What tempfile names, and what `_set_aside` does.
_STAGING = re.compile(r"^\..+-[a-z0-9_]{8}$")
_OLD = re.compile(r"^\..+-old$")


class UnsafePath(ValueError):
    """A path that would leave the tree it belongs to."""


def write_tree(target: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make `target` hold exactly `files` (relative POSIX path → content); returns the paths that changed.

    The new tree is made beside the old one and swapped in by renaming, so that a reader, or an
    interruption, sees the old tree or the new one. Unchanged files keep their modification time.
    Raises OSError when the disk refuses; the old tree then still stands.
    """
    for path in files:
        _checked(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    _recover(target)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        changed = [path for path in sorted(files) if _stage(target, staging, path, files[path])]
        staging.chmod(0o755)
        if changed or _paths(target) != set(files):
            replace_tree(target, staging)
        return changed
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def replace_tree(target: Path, staging: Path) -> None:
    """Put the finished folder `staging` (on the same disk) where `target` is. The old one is removed last."""
    _recover(target)
    old = _set_aside(target)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        staging.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _set_aside(target: Path) -> Path:
    return target.with_name(f".{target.name}-old")


def _recover(target: Path) -> None:
    """Put back the old tree if an earlier run was killed between setting it aside and naming the new one."""
    old = _set_aside(target)
    if old.is_dir() and not target.exists():
        old.rename(target)


def write_file(path: Path, content: bytes) -> bool:
    """Write one file whole or not at all; False if it already held `content`."""
    if _same(path, content):
        return False
    with whole_file(path) as stream:
        stream.write(content)
    return True


def drop_file(path: Path) -> None:
    """Remove a file of ours; nothing if it is gone already."""
    path.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file at `path` when the block ends well; else nothing changes.

    For what is too large to hold in memory.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
        Path(name).chmod(0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed run left half made in a folder of ours, and put back what it had set aside."""
    if not folder.is_dir():
        return
    for path in list(folder.iterdir()):
        if _OLD.match(path.name) and path.is_dir():
            target = path.with_name(path.name[1:].removesuffix("-old"))
            if target.exists():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.rename(target)
        elif _STAGING.match(path.name):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def digest(content: bytes) -> str:
    """The sha256 of a file's content, as the manifest records it."""
    return hashlib.sha256(content).hexdigest()


def _checked(path: str) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or any(part in ("..", ".") for part in parts):
        raise UnsafePath(path)


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _stage(target: Path, staging: Path, path: str, content: bytes) -> bool:
    old, new = target / path, staging / path
    new.parent.mkdir(parents=True, exist_ok=True)
    if _same(old, content):
        try:
            os.link(old, new)
        except OSError:
            shutil.copy2(old, new)
        return False
    new.write_bytes(content)
    return True


def _paths(target: Path) -> set[str]:
    if not target.is_dir():
        return set()
    return {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
