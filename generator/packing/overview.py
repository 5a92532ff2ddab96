"""清单.csv: everything that stands below a target, that of this run and that of others."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from ..writer import digest
from .contents import Contents
from .held import LIST, Held, by_folder, held_in, in_archive, opened

HEAD = ("机构编码", "机构名称", "位置", "文件数", "字节", "清单指纹", "说明")
MIXED = "各份不是同一次做的，其间制度、名单或月份变过"
GONE = "这次的名单里没有"
OTHER_PACK = "换打包方式之前的一份"


@dataclass(frozen=True)
class Row:
    """What a unit has somewhere: the place is a folder, an archive, or an archive/folder."""

    code: str
    name: str
    place: str
    files: int
    bytes: int
    mark: str
    note: str = ""


def rows_of(archive: str, folders: Mapping[str, Held]) -> Iterator[Row]:
    """The rows of an archive's folders, or of folders and archives below the target ("")."""
    for folder, held in folders.items():
        listed = held.read(LIST) if LIST in held.sizes else None
        contents = Contents.read(listed)
        if contents is not None and listed is not None:
            size = sum(entry.bytes for entry in contents.files.values())
            place = f"{archive}/{folder}" if archive else folder
            note = MIXED if contents.mixed else ""
            yield Row(contents.code, contents.unit, place, len(contents.files), size, digest(listed), note)


def elsewhere(target: Path, made: Collection[str]) -> Iterator[Row]:
    """The rows of folders and archives that this run did not make."""
    for path in sorted(target.iterdir()) if target.is_dir() else []:
        if path.name in made or path.name.startswith("."):
            continue
        if (path / LIST).is_file():
            yield from rows_of("", {path.name: held_in({LIST: (path / LIST).read_bytes()})})
        elif path.suffix == ".zip":
            with opened(path) as archive:
                yield from rows_of("", {path.name: in_archive(archive)})
                yield from rows_of(path.name, by_folder(archive))


def in_order(rows: Iterable[Row], places: Mapping[str, int], names: Collection[str]) -> list[Row]:
    """The rows as the list has its units (`places`), those that are none of it last, each with a note that says so."""
    known, others = [], []
    for one in rows:
        if one.place in places:
            known.append(one)
        else:
            folder = one.place.rpartition("/")[2].removesuffix(".zip")
            others.append(replace(one, note=OTHER_PACK if folder in names else GONE))
    known.sort(key=lambda one: places[one.place])
    return [*known, *sorted(others, key=lambda one: one.place)]


def table(rows: Iterable[Row]) -> bytes:
    """The rows as a spreadsheet program reads them."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEAD)
    writer.writerows(map(astuple, rows))
    return stream.getvalue().encode("utf-8-sig")
