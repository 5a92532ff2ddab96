"""Made-out forms → folders or zip archives, one for each unit or one for a province, whole or not at all.

A run that was stopped goes on where it was, since what is there and made from the same is not made again; what it was
not asked for stays as it is (see contents.py).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import writer
from ..archive import entry, packed
from ..model import Unit, Vary
from ..press import Press
from .contents import Contents, Order, Origin, part, renewed
from .held import LIST, NOTHING, Held, by_folder, held_in, in_archive, in_folder, opened
from .names import folder_names
from .overview import GONE, OTHER_PACK, Row, elsewhere, in_order, rows_of, table

OVERVIEW = "清单.csv"


@dataclass
class Result:
    """What a run did: units made and units already there, files and bytes written; `rows` are of all that is there."""

    made: int = 0
    kept: int = 0
    files: int = 0
    bytes: int = 0
    rows: list[Row] = field(default_factory=list)

    def add(self, other: Result) -> None:
        """Count what another did as done by this one."""
        self.made += other.made
        self.kept += other.kept
        self.files += other.files
        self.bytes += other.bytes
        self.rows += other.rows

    @property
    def strangers(self) -> list[str]:
        """The places that are none of the list's units, or packed in another way; an archive once if it is all so."""
        ours = {one.place.partition("/")[0] for one in self.rows if one.note not in (GONE, OTHER_PACK)}
        others = (one.place for one in self.rows if one.note in (GONE, OTHER_PACK))
        return list(dict.fromkeys(p if (top := p.partition("/")[0]) in ours else top for p in others))


class Packer:
    """Makes out the press's forms below `target`. `key` stands for everything but the unit's own values; `listed` are
    all units of the list, whether a run makes them out or not."""

    def __init__(self, press: Press, target: Path, key: str, listed: Iterable[Unit]) -> None:
        self.press, self.target, self.key = press, target, key
        self.listed = list(listed)
        self.names = folder_names([*self.listed, *press.overlays.units.values()])
        parts = frozenset(part(form.id, variant) for form in press.forms for variant in press.variants)
        designed = [form for form in press.library.forms if form.designed]
        self.order = Order(parts, press.variants, len(press.forms) == len(designed))
        self.result = Result()
        writer.clear_leftovers(target)

    def folders(self, units: list[Unit], step: Callable[[], None]) -> Result:
        """A folder of files for each unit."""
        for unit in units:
            path = self.target / self.names[unit.id]
            held = in_folder(path)
            files = self._renewed(unit, held)
            if files:
                writer.write_tree(path, files)
            self._told(path.name, files, held)
            step()
        return self._finish({unit.id: self.names[unit.id] for unit in [*self.listed, *units]})

    def archives(self, units: list[Unit], step: Callable[[], None]) -> Result:
        """A zip for each unit."""
        for unit in units:
            path = self.target / f"{self.names[unit.id]}.zip"
            with opened(path) as archive:
                held = in_archive(archive)
                files = self._renewed(unit, held)
                self._told(path.name, files, held)
            if files:
                writer.write_file(path, packed(files, zipfile.ZIP_STORED))
            step()
        return self._finish({unit.id: f"{self.names[unit.id]}.zip" for unit in [*self.listed, *units]})

    def provinces(self, units: list[Unit], step: Callable[[], None]) -> Result:
        """A zip for each province, with a folder for each unit."""
        wanted = {unit.id for unit in units}
        places: dict[str, str] = {}
        for name, below in self._by_province([*self.listed, *units]).items():
            places |= {unit.id: f"{name}/{self.names[unit.id]}" for unit in below}
            asked = {self.names[unit.id]: unit for unit in below if unit.id in wanted}
            if asked:
                self._province(self.target / name, asked, step)
        return self._finish(places)

    def _by_province(self, units: list[Unit]) -> dict[str, list[Unit]]:
        """Archive → units, each with its province; those below none go with the highest unit above them."""
        overlays = self.press.overlays
        found: dict[str, list[Unit]] = {}
        for unit in {unit.id: unit for unit in units}.values():
            top = overlays.superior(unit, Vary.PROVINCE) or overlays.chain(unit)[0]
            found.setdefault(f"{self.names[top.id]}（含下级）.zip", []).append(unit)
        return found

    def _province(self, path: Path, asked: Mapping[str, Unit], step: Callable[[], None]) -> None:
        """One zip; written as it is made, so that its size does not matter, and not at all if nothing changed."""
        with opened(path) as old:
            held = by_folder(old)
            if all(name in held and self._is_there(unit, held[name]) for name, unit in asked.items()):
                self.result.rows += rows_of(path.name, held)
                self.result.kept += len(asked)
                for _ in asked:
                    step()
                return
        done = Result()
        with (
            writer.whole_file(path) as stream,
            opened(path) as old,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
        ):
            held = by_folder(old)
            for folder in sorted({*asked, *held}):
                there = held.get(folder, NOTHING)
                files = self._renewed(asked[folder], there) if folder in asked else None
                for name in files or there.sizes:
                    content = files[name] if files else there.read(name)
                    if content is not None:
                        archive.writestr(entry(f"{folder}/{name}"), content)
                done.rows += rows_of(path.name, {folder: held_in(files) if files else there})
                self._count(done, files)
                if folder in asked:
                    done.kept += not files
                    step()
            archive.writestr(entry(OVERVIEW), table(done.rows))
        self.result.add(done)

    def _is_there(self, unit: Unit, held: Held) -> bool:
        contents = Contents.read(held.read(LIST)) if LIST in held.sizes else None
        return contents is not None and contents.has(self.order, self._key(unit), held.sizes)

    def _renewed(self, unit: Unit, held: Held) -> dict[str, bytes] | None:
        """All that the unit's folder is to hold; None if what was asked for is there."""
        if self._is_there(unit, held):
            return None
        made = list(self.press.files(self.press.made_out(unit)))
        return renewed(held, self.order, unit, Origin(self._key(unit), str(self.press.period or "")), made)

    def _key(self, unit: Unit) -> str:
        made = self.press.made_out(unit)
        text = json.dumps([self.key, sorted(made.values.items()), made.staff], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _told(self, place: str, files: dict[str, bytes] | None, held: Held) -> None:
        self.result.rows += rows_of("", {place: held_in(files) if files else held})
        self._count(self.result, files)
        self.result.kept += not files

    def _count(self, result: Result, files: dict[str, bytes] | None) -> None:
        if files:
            entries = Contents.read(files[LIST])
            now = [e for e in entries.files.values() if e.part in self.order.parts] if entries else []
            result.made += 1
            result.files += len(now)
            result.bytes += sum(entry.bytes for entry in now)

    def _finish(self, places: Mapping[str, str]) -> Result:
        """Write the list of all that is there, `places` being where the list's units go."""
        made = {one.place.partition("/")[0] for one in self.result.rows}
        rows = [*self.result.rows, *elsewhere(self.target, made)]
        order = {place: number for number, place in enumerate(places.values())}
        self.result.rows = in_order(rows, order, set(self.names.values()))
        writer.write_file(self.target / OVERVIEW, table(self.result.rows))
        return self.result
