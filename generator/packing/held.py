"""What stands in a unit's folder, in its archive, or in its folder inside a province's archive: read alike."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LIST = "清单.json"
_DAMAGED = (KeyError, zipfile.BadZipFile, RuntimeError, zlib.error, EOFError)


@dataclass(frozen=True)
class Held:
    """The files of a unit by name: how large each is, and its content (None if the archive is damaged there)."""

    sizes: Mapping[str, int]
    read: Callable[[str], bytes | None]


NOTHING = Held({}, lambda name: None)


def held_in(files: Mapping[str, bytes]) -> Held:
    """Files that are about to stand somewhere."""
    return Held({name: len(content) for name, content in files.items()}, files.get)


def in_folder(path: Path) -> Held:
    """The files below a folder; none if there is no such folder. Reading raises OSError."""
    found = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}
    return Held({name: file.stat().st_size for name, file in found.items()}, lambda name: found[name].read_bytes())


def in_archive(archive: zipfile.ZipFile | None, start: str = "", names: Iterable[str] | None = None) -> Held:
    """The files of an archive, or `names` of it, told without the `start` that they share.

    None if there is no list among them: of a damaged archive that holds Office files, which are archives themselves,
    the end of the last of these is read as its own.
    """
    if archive is None:
        return NOTHING

    def read(name: str) -> bytes | None:
        with suppress(*_DAMAGED):
            return archive.read(f"{start}{name}")
        return None

    files = [name for name in (archive.namelist() if names is None else names) if not name.endswith("/")]
    if f"{start}{LIST}" not in files:
        return NOTHING
    return Held({name.removeprefix(start): archive.getinfo(name).file_size for name in files}, read)


def by_folder(archive: zipfile.ZipFile | None) -> dict[str, Held]:
    """The files of an archive, folder by folder, where a folder has a list."""
    names: dict[str, list[str]] = {}
    for name in archive.namelist() if archive else ():
        folder, slash, _ = name.partition("/")
        if slash:
            names.setdefault(folder, []).append(name)
    found = {folder: in_archive(archive, f"{folder}/", names[folder]) for folder in sorted(names)}
    return {folder: held for folder, held in found.items() if held is not NOTHING}


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile | None]:
    """An archive to read; None if there is none, or none that can be read."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        yield None
        return
    with archive:
        yield archive
