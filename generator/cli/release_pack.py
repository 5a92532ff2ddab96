"""What a release holds, gathered from the sources and from what `build` made, and packed into one archive."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from .. import word
from ..archive import entry
from ..exams import written
from ..exams.paper import Shortage
from ..exams.printed import Source
from ..references import Index
from ..release import LIST, README, Listed, Part
from ..source.withheld import without_formal
from ..writer import digest, whole_file
from . import build as builder
from . import exam, handbook
from .diff import Side, report_of

_PACKED = {".docx", ".xlsx", ".pdf", ".png", ".gz"}


@dataclass(frozen=True)
class Wish:
    """What a release is to hold."""

    version: str
    parts: frozenset[Part]
    last: Side | None
    pictures: bool
    seed: int


class Unlike(Exception):
    """There is another archive of that name already."""


def rendered(index: Index, sources: Mapping[str, bytes], wish: Wish) -> Iterator[tuple[str, bytes]]:
    """What stands not in build/ already, by its path in the archive."""
    library = index.library
    if Part.HANDBOOK in wish.parts:
        look = library.organization.look
        try:
            files, _ = handbook.documents(handbook.books(index), look, wish.pictures, handbook.CACHE)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            raise click.ClickException(f"{handbook.failure(error)}。没有发布；关掉开着的 LibreOffice 再试。") from None
        yield from _below(Part.HANDBOOK, files)
    if Part.SOURCES in wish.parts:
        open_sources, _ = without_formal(sources, library)
        yield from _below(Part.SOURCES, {name.partition("/")[2]: data for name, data in open_sources.items()})
    if wish.last is not None and Part.AMENDMENTS in wish.parts:
        report = report_of(wish.last, Side(f"{wish.version}版", index))
        yield Part.AMENDMENTS.place, word.render_amendment(report, library)
    if Part.PAPERS in wish.parts:
        if not library.papers:
            raise click.UsageError("还没有双向细目表：在 regulations/exams.yml 写一份，或者去掉 --with-papers")
        blueprint = library.papers[0]
        items = list(written(index))
        try:
            _, _, files = exam.papers(index, blueprint, items, wish.seed, Source.BOTH, blueprint.drafted, exam.CARDS)
        except Shortage as shortage:
            raise click.ClickException(f"题不够，出不了卷，没有发布：{shortage}") from None
        yield from _below(Part.PAPERS, files)


def _below(part: Part, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from ((f"{part.place}/{name}", content) for name, content in files.items())


def _built(parts: frozenset[Part]) -> Iterator[tuple[str, Path]]:
    """What the build made, by its path in the archive."""
    folders = {Part.SITE: "site", Part.FORMS: "forms", Part.DATA: "data", Part.SERVER: "deploy"}
    for part, folder in folders.items():
        root = builder.TARGET / folder
        for path in sorted(root.rglob("*")) if part in parts else ():
            if path.is_file():
                yield f"{part.place}/{path.relative_to(root).as_posix()}", path


def packed(
    path: Path, rest: Mapping[str, bytes], parts: frozenset[Part], lists: Callable[[Mapping[str, Listed]], bytes]
) -> tuple[int, str, str]:
    """Write the archive; (bytes, its sha256, its list's sha256). Unlike if there is another one of that name."""
    files: dict[str, Listed] = {}
    with whole_file(path) as stream:
        with zipfile.ZipFile(stream, "w", allowZip64=True) as archive:

            def put(name: str, content: bytes) -> None:
                method = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
                archive.writestr(entry(f"{path.stem}/{name}", method), content)

            for name, content in _contents(rest, parts):
                files[name] = Listed(digest(content), len(content))
                put(name, content)
            text = lists(files)
            put(LIST, text)
        stream.seek(0)
        whole, size = _digest(stream), stream.tell()
        if path.exists():
            with path.open("rb") as old:
                if _digest(old) != whole:
                    raise Unlike
    return size, whole, digest(text)


def _contents(rest: Mapping[str, bytes], parts: frozenset[Part]) -> Iterator[tuple[str, bytes]]:
    """Every file of the archive: what explains it first."""
    yield README, rest[README]
    yield from ((name, path.read_bytes()) for name, path in _built(parts))
    yield from ((name, rest[name]) for name in sorted(rest) if name != README)


def _digest(stream: BinaryIO) -> str:
    made = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        made.update(chunk)
    return made.hexdigest()
