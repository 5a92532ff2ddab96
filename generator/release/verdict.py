"""Whether an archive is what its list says. Archives come from anywhere: nothing is unpacked, reading is bounded."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .contents import LIST

MOST_FILES, MOST_BYTES, LARGEST_LIST = 20_000, 4_000_000_000, 16_000_000
_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@dataclass(frozen=True)
class Verdict:
    """What was found: `faults` in words for people, none if the archive is what was released."""

    version: str
    list_digest: str
    files: int
    bytes: int
    faults: tuple[str, ...]


class _Refused(Exception):
    """Why an archive cannot be verified."""


def verify(path: Path) -> Verdict:
    """Compare every file of a release with its list. Never raises for what is in the archive."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _Refused("太大，不像十项制度的发布包")
        with zipfile.ZipFile(path) as archive:
            return _compared(archive)
    except _Refused as refused:
        return Verdict("", "", 0, 0, (str(refused),))
    except _DAMAGED as error:
        return Verdict("", "", 0, 0, (f"打不开：不是 zip 压缩包，或者已经损坏（{type(error).__name__}）",))


def _compared(archive: zipfile.ZipFile) -> Verdict:
    members = _members(archive)
    roots = {name.parts[0] for name in members}
    place = next((name for name in members if len(name.parts) == 2 and name.name == LIST), None)
    if place is None or len(roots) != 1:
        raise _Refused(f"里面没有 {LIST}，不是 tenregs release 做的压缩包")
    text = _content(archive, members[place])
    said, version = _list_in(text)
    root = PurePosixPath(place.parts[0])
    found = {str(name.relative_to(root)): info for name, info in members.items() if name != place}
    faults = [f"缺少 {name}" for name in said if name not in found]
    faults += [f"多出 {name}" for name in found if name not in said]
    read = 0
    for name, (digest, size) in said.items():
        if name not in found:
            continue
        if read + size > MOST_BYTES:
            raise _Refused("清单里的文件太大，不像十项制度的发布包")
        try:
            same, taken = _same(archive, found[name], digest, size)
        except _DAMAGED:
            same, taken = False, 0
        read += taken
        faults += [] if same else [f"改过 {name}"]
    return Verdict(version, hashlib.sha256(text).hexdigest(), len(said), read, tuple(faults))


def _members(archive: zipfile.ZipFile) -> dict[PurePosixPath, zipfile.ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise _Refused(f"里面有 {len(infos)} 个文件，不像十项制度的发布包")
    found: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for info in infos:
        name = PurePosixPath(info.filename)
        unsafe = name.is_absolute() or ".." in name.parts or not name.parts or set("\\:\0") & set(info.filename)
        if unsafe or stat.S_ISLNK(info.external_attr >> 16):
            raise _Refused(f"里面有不安全的路径 {info.filename!r}")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _Refused(f"{info.filename!r} 的压缩方法不是本程序用的")
        if name in found:
            raise _Refused(f"里面有两个 {info.filename!r}")
        found[name] = info
    return found


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as stream:
        text = stream.read(LARGEST_LIST + 1)
    if len(text) > LARGEST_LIST:
        raise _Refused(f"{LIST} 太大，不像十项制度的发布包")
    return text


def _list_in(text: bytes) -> tuple[dict[str, tuple[str, int]], str]:
    """{file: (sha256, bytes)} and the version that a list names."""
    try:
        content: Any = json.loads(text)
        files: Mapping[str, Any] = content["files"]
        said = {str(name): (str(entry["sha256"]), int(entry["bytes"])) for name, entry in files.items()}
        version = str(content["version"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _Refused(f"{LIST} 读不懂，不是 tenregs release 做的，或者已经损坏") from None
    if len(said) > MOST_FILES or any(size < 0 for _, size in said.values()):
        raise _Refused(f"{LIST} 读不懂，不是 tenregs release 做的，或者已经损坏")
    return said, version


def _same(archive: zipfile.ZipFile, info: zipfile.ZipInfo, digest: str, size: int) -> tuple[bool, int]:
    """Whether a member has this digest and size, and how much was read: its own header may lie about its size."""
    made, read = hashlib.sha256(), 0
    with archive.open(info) as stream:
        while read <= size and (chunk := stream.read(min(_CHUNK, size + 1 - read))):
            made.update(chunk)
            read += len(chunk)
    return read == size and made.hexdigest() == digest, read
