"""A new edition begun: the text of the present one kept as it is, the record of editions with one more line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..checks.editions import ordered
from ..model import Edition, Regulation
from ..problems import Problem, stops
from ..references import Index
from ..source import load
from ..source.editing import Document

_HOME = re.compile(rb"(?m)^(# yaml-language-server: \$schema=)((?:\.\./)+)")
_DEEPER = rb"\1../../\2"  # versions/1.0/ lies between
_PARTS = re.compile(r"(regulation|questions)\.yml|forms/F\d{2}-\d{2}\.yml")


def kept(files: Mapping[str, bytes], label: str, regulation: Regulation) -> dict[str, bytes]:
    """What versions/VERSION/ is to hold: {path: bytes} of the regulation, its questions and forms as they stand.

    `files` are the sources by name, `label` the name of their folder. Only the way to the schemas is another.
    """
    home = f"{label}/{regulation.folder}/"
    own = {name.removeprefix(home): data for name, data in files.items() if name.startswith(home)}
    return {name: _HOME.sub(_DEEPER, data, count=1) for name, data in own.items() if _PARTS.fullmatch(name)}


def place_of(regulation: Regulation, version: str) -> Path:
    """Where an edition's text is kept, below the folder of sources."""
    return Path(regulation.folder) / "versions" / version


def recorded(document: Document, edition: Edition) -> Document:
    """regulation.yml with the edition on top of its record. Raises Unwritable for words that no source may hold."""
    days = {name: getattr(edition, name) for name in ("published", "effective") if getattr(edition, name)}
    entry = {"version": edition.version, "date": edition.date, **days, "summary": edition.summary}
    return document.insert_entry(("editions",), entry, 0)


def begun(
    files: Mapping[str, bytes], root: Path, regulation: Regulation, edition: Edition, former: Mapping[str, bytes]
) -> list[Document]:
    """All that has to be saved to begin an edition: new files with the text of the present one (`former`, see `kept`), and
    the record with one more line. `files` are the sources below `root` by name. Unwritable as `recorded`."""
    name = f"{root.name}/{regulation.folder}/regulation.yml"
    place = place_of(regulation, regulation.editions[0].version)
    texts = (
        replace(Document.of(data, f"{root.name}/{place.as_posix()}/{file}", root / place / file), original=b"")
        for file, data in former.items()
    )
    record = Document.of(files[name], name, root / regulation.folder / "regulation.yml")
    return [*texts, recorded(record, edition)]


def following(version: str) -> str:
    """The version that most likely comes next: 1.1 after 1.0."""
    *first, last = version.split(".")
    return ".".join([*first, str(int(last) + 1)])


def complaints(root: Path, record: Document) -> list[Problem]:
    """What would be wrong with the record of editions, were `record` a source below `root`; first what stops reading it."""
    loaded = load(root, {record.name: record.data})
    if loaded.library is None:
        return loaded.problems
    found = [problem for problem in loaded.problems if stops([problem])]
    return [*found, *ordered(Index(loaded.library))]
