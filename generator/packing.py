"""Made-out forms → folders or zip archives, one for each unit or one for a province, whole or not at all.

Every folder and archive says in 清单.json what it holds and from what it was made; a run that was stopped goes on where
it was, since what is there and made from the same is not made again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .model import Unit
from .press import Press
from .writer import clear_leftovers, digest, whole_file, write_file, write_tree

LIST = "清单.json"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
NAME_LENGTH = 60
KEPT = "（原有）"


@dataclass
class Result:
    """What a run did: units made and units already there, files and bytes written."""

    made: int = 0
    kept: int = 0
    files: int = 0
    bytes: int = 0
    rows: list[tuple[str, str, str, int, int, str]] = field(default_factory=list)


def folder_name(unit: Unit) -> str:
    """A folder for a unit that every system accepts: its code and short name."""
    words = "-".join(filter(None, (unit.code, unit.short or unit.name)))
    plain = _FORBIDDEN.sub("_", words)[:NAME_LENGTH].strip(" .") or unit.id
    return f"{plain}_" if _RESERVED.match(plain) else plain


def folder_names(units: Iterable[Unit]) -> dict[str, str]:
    """Unit id → folder, each different; on Windows 甲A and 甲a are the same."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        name = folder_name(unit)
        if name.casefold() in taken:
            name = f"{name}-{unit.id}"
        taken.add(name.casefold())
        found[unit.id] = name
    return found


class Packer:
    """Makes out every form for every unit below `target`. `key` stands for everything but the unit's own values."""

    def __init__(self, press: Press, target: Path, key: str) -> None:
        self.press, self.target, self.key = press, target, key
        clear_leftovers(target)
        self.result = Result()

    def folders(self, units: list[Unit], step: Callable[[], None]) -> Result:
        """A folder of files for each unit."""
        return self._each(units, "", self._folder, step)

    def archives(self, units: list[Unit], step: Callable[[], None]) -> Result:
        """A zip for each unit."""
        return self._each(units, ".zip", self._archive, step)

    def _each(
        self,
        units: list[Unit],
        suffix: str,
        make: Callable[[Unit, Path, str], tuple[int, int, str]],
        step: Callable[[], None],
    ) -> Result:
        for unit, name in self._named(units):
            path = self.target / f"{name}{suffix}"
            key = self._key(unit)
            count, size, mark = self._there(path, key) or (0, 0, "")
            if count:
                self.result.kept += 1
            else:
                count, size, mark = make(unit, path, key)
                self.result.made += 1
                self.result.files += count
                self.result.bytes += size
            self.result.rows.append((unit.code, unit.name, path.name, count, size, mark))
            step()
        self._write_list()
        return self.result

    def _named(self, units: list[Unit]) -> Iterator[tuple[Unit, str]]:
        names = folder_names(units)
        return ((unit, names[unit.id]) for unit in units)

    def province(self, name: str, units: list[Unit], step: Callable[[], None]) -> Result:
        """One zip with a folder for each unit; written as it is made, so that its size does not matter."""
        path = self.target / f"{name}.zip"
        with whole_file(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            for unit, folder in self._named(units):
                count = size = 0
                for made in self.press.files(self.press.made_out(unit)):
                    archive.writestr(_info(f"{folder}/{made.name}"), made.content)
                    count, size = count + 1, size + len(made.content)
                self.result.made += 1
                self.result.files += count
                self.result.bytes += size
                self.result.rows.append((unit.code, unit.name, f"{path.name}/{folder}", count, size, ""))
                step()
            archive.writestr(_info("清单.csv"), self._table())
        self._write_list()
        return self.result

    def _key(self, unit: Unit) -> str:
        made = self.press.made_out(unit)
        text = json.dumps([self.key, sorted(made.values.items()), made.staff], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _folder(self, unit: Unit, path: Path, key: str) -> tuple[int, int, str]:
        files = {made.name: made.content for made in self.press.files(self.press.made_out(unit))}
        listed = _list(unit, self.press, key, files)
        write_tree(path, {**_own_files(path), **files, LIST: listed})
        return len(files), sum(map(len, files.values())), digest(listed)

    def _archive(self, unit: Unit, path: Path, key: str) -> tuple[int, int, str]:
        files = {made.name: made.content for made in self.press.files(self.press.made_out(unit))}
        listed = _list(unit, self.press, key, files)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, content in {**files, LIST: listed}.items():
                archive.writestr(_info(name), content)
        write_file(path, stream.getvalue())
        return len(files), sum(map(len, files.values())), digest(listed)

    def _there(self, path: Path, key: str) -> tuple[int, int, str] | None:
        """(files, bytes, list's digest) of what is there already and made from the same; None if it must be made."""
        with suppress(OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    listed = archive.read(LIST)
                    sizes = {info.filename: info.file_size for info in archive.infolist()}
            else:
                listed = (path / LIST).read_bytes()
                sizes = {file.name: file.stat().st_size for file in path.iterdir()}
            content = json.loads(listed)
            wanted = {name: entry["bytes"] for name, entry in content["files"].items()}
            if content["key"] == key and {**wanted, LIST: len(listed)}.items() <= sizes.items():
                return len(wanted), sum(wanted.values()), digest(listed)
        return None

    def _table(self) -> bytes:
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerow(["机构编码", "机构名称", "位置", "文件数", "字节", "清单指纹"])
        writer.writerows(self.result.rows)
        return stream.getvalue().encode("utf-8-sig")

    def _write_list(self) -> None:
        write_file(self.target / "清单.csv", self._table())


def _own_files(path: Path) -> dict[str, bytes]:
    """What somebody put into a unit's folder or filled in there; a filled form gets another name beside the new one."""
    if not path.is_dir():
        return {}
    made: dict[str, dict[str, object]] = {}
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        made = dict(json.loads((path / LIST).read_bytes())["files"])
    found = {}
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if not file.is_file() or name == LIST:
            continue
        content = file.read_bytes()
        if name not in made:
            found[name] = content
        elif made[name].get("sha256") != digest(content):
            found[f"{file.stem}{KEPT}{file.suffix}"] = content
    return found


def _list(unit: Unit, press: Press, key: str, files: dict[str, bytes]) -> bytes:
    content = {
        "unit": unit.name,
        "code": unit.code,
        "period": str(press.period or ""),
        "key": key,
        "files": {name: {"bytes": len(data), "sha256": digest(data)} for name, data in files.items()},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _BEGINNING)
    info.create_system = 0
    return info
