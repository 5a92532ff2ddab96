"""What `diff` compares: a folder, a zip archive, a git revision or a day, laid out as a folder of sources."""

from __future__ import annotations

import contextlib
import io
import lzma
import re
import shutil
import stat
import subprocess
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

import click

from ..release import LIST, Part

_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_SOURCES = (".yml", ".yaml")
_MARK = "organization.yml"
MOST_MEMBERS, MOST_FILES, MOST_BYTES, LARGEST = 20_000, 5_000, 64_000_000, 2_000_000
TIMEOUT = 120
# What reading a damaged archive may come to; RuntimeError besides, for a password or a method that is not known.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


@dataclass(frozen=True)
class Version:
    """A folder of sources and how people call that version; a release has no formal questions in it."""

    folder: Path
    name: str
    is_release: bool = False


@contextlib.contextmanager
def opened(wanted: str, source: Path) -> Iterator[Version]:
    """The version that `wanted` names; what git or an archive holds is gone again when the block ends.

    A folder or file of that name comes before a day, a day before a revision. `source` is the folder of sources in the
    working tree. UsageError, in Chinese, if there is no such version.
    """
    path = Path(wanted)
    if wanted and path.is_dir():
        yield Version(_sources_in(path), str(path))
        return
    is_release = False
    if path.is_file():
        files, is_release = _unpacked(path)
        name = path.name
    else:
        revision, name = _revision(wanted, source)
        files = _committed(revision, source, name)
    with tempfile.TemporaryDirectory(prefix="tenregs-") as place:
        folder = Path(place) / source.resolve().name
        for file, content in files.items():
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield Version(folder, name, is_release)


def _sources_in(path: Path) -> Path:
    """The folder of sources that a path means: itself, or the one in it."""
    for folder in (path, path / "regulations"):
        if (folder / _MARK).is_file():
            return folder
    raise click.UsageError(f"文件夹 {path} 里没有制度源文件（{_MARK}）；写项目文件夹，或者它里面的 regulations 文件夹")


def _unpacked(path: Path) -> tuple[dict[str, bytes], bool]:
    """The sources in a zip archive, below the folder that holds organization.yml, and whether it is a release. Nothing
    is written."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = {_name_in(info, path): info for info in archive.infolist() if not info.is_dir()}
            # Other files, as those of a release, are not read; what the headers say of sources may be a lie.
            wanted = {n: i for n, i in members.items() if n.suffix.lower() in _SOURCES and not _hidden(n)}
            said = sum(info.file_size for info in wanted.values())
            if len(members) > MOST_MEMBERS or len(wanted) > MOST_FILES or said > MOST_BYTES:
                raise click.UsageError(f"压缩包 {path} 里的文件太多或者太大，不像制度源文件；只打包 regulations 文件夹")
            found: dict[PurePosixPath, bytes] = {}
            read = 0
            for name, info in wanted.items():
                found[name] = _read(archive, info, path)
                read += len(found[name])
                if read > MOST_BYTES:
                    raise click.UsageError(
                        f"压缩包 {path} 里的文件太多或者太大，不像制度源文件；只打包 regulations 文件夹"
                    )
    except (*_BROKEN, NotImplementedError, RuntimeError) as error:
        reason = (
            "有密码"
            if isinstance(error, RuntimeError) and "password" in str(error)
            else "不是 zip 压缩包，或者已经损坏"
        )
        raise click.UsageError(f"打不开 {path}：{reason}") from None
    roots = sorted((name.parent for name in found if name.name == _MARK), key=lambda root: (len(root.parts), str(root)))
    if not roots:
        raise click.UsageError(
            f"压缩包 {path} 里没有制度源文件（{_MARK}）；打包项目文件夹，或者它里面的 regulations 文件夹"
        )
    root = roots[0]
    sources = {str(name.relative_to(root)): data for name, data in found.items() if name.is_relative_to(root)}
    return sources, root.name == Part.SOURCES.place and root.with_name(LIST) in members


def _name_in(info: zipfile.ZipInfo, path: Path) -> PurePosixPath:
    """A member's path; UsageError if it leads out of the folder, or is a link."""
    name = PurePosixPath(info.filename.replace("\\", "/"))
    link = stat.S_ISLNK(info.external_attr >> 16)
    if link or name.is_absolute() or ".." in name.parts or ":" in info.filename or "\0" in info.filename:
        raise click.UsageError(f"压缩包 {path} 里有不安全的路径 {info.filename!r}，没有打开它")
    return name


def _hidden(name: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.parts)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> bytes:
    """A member, not more of it than a source may have: its header may lie about its size."""
    with archive.open(info) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise click.UsageError(f"压缩包 {path} 里的 {info.filename} 太大，不像制度源文件")
    return data


def _git(source: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    if shutil.which("git") is None:
        raise click.UsageError("没有找到 git，不能按版本或日期比较；装好 git，或者写文件夹、zip 压缩包")
    try:
        return subprocess.run(["git", "-C", str(source), *arguments], capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        raise click.UsageError("git 太久没有回应；稍后再试，或者写文件夹、zip 压缩包") from None


def _revision(wanted: str, source: Path) -> tuple[str, str]:
    """The commit that `wanted` names, and how to call it."""
    inside = _git(source, "rev-parse", "--is-inside-work-tree")
    if b"dubious ownership" in inside.stderr:
        raise click.UsageError(
            f"{source} 属于别的用户，git 不肯读它；照 git 的提示设置 safe.directory，或者写文件夹、zip 压缩包"
        )
    if inside.stdout.strip() != b"true":
        raise click.UsageError(
            f"没有文件夹或者压缩包 {wanted or '（空）'}；{source} 也不在 git 版本库里，不能按版本或日期比较"
        )
    day = _DAY.match(wanted)
    if day:
        commit = _last_of(day, wanted, source)
    else:
        # --end-of-options: a name is never taken for an option.
        found = _git(source, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
        commit = found.stdout.decode().strip()
        if found.returncode or not commit:
            raise click.UsageError(
                f"没有版本 {wanted or '（空）'}；写 git 的版本（如 HEAD~1、标签、提交号）、日期（如 2026-12-01）、文件夹或者 zip 压缩包"
            )
    dated = _git(source, "show", "--no-patch", "--format=%cs", commit).stdout.decode().strip()
    short = commit[:8]
    return commit, short + f"（{dated}）" if commit.startswith(wanted) else f"{wanted}（{short}，{dated}）"


def _last_of(day: re.Match[str], wanted: str, source: Path) -> str:
    """The last commit before the end of a day."""
    try:
        end = date(*map(int, day.groups()))
    except ValueError:
        raise click.UsageError(f"没有 {wanted} 这一天") from None
    found = _git(source, "rev-list", "-1", f"--before={end.isoformat()}T23:59:59", "HEAD").stdout.decode().strip()
    if not found:
        raise click.UsageError(f"{wanted} 那天以及以前，版本库里还没有提交")
    return found


def _committed(revision: str, source: Path, name: str) -> dict[str, bytes]:
    """The sources of a commit. Nothing of the working tree is touched."""
    # Paths below the folder that git runs in; no configured filter runs for a plain tar.
    packed = _git(source, "archive", "--format=tar", revision, "--", ".")
    if packed.returncode:
        raise click.UsageError(f"版本 {name} 里没有 {source} 这个文件夹")
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            if not member.isfile() or path.suffix.lower() not in _SOURCES or ".." in path.parts or path.is_absolute():
                continue
            stream = archive.extractfile(member)
            assert stream is not None
            found[member.name] = stream.read()
    if _MARK not in found:
        raise click.UsageError(f"版本 {name} 的 {source} 里没有制度源文件（{_MARK}）")
    return found
