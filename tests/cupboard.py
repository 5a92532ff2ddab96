"""Every designed form of the real regulations, blank and made out; each thing is made once in a process."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from generator import stationery
from generator.browser import asked
from generator.layout import FileKind, FormLayout, kinds_of, with_values
from generator.model import Form, Library, Staff, Unit
from generator.press import Press
from generator.references import Index
from generator.source import load
from generator.units import Period

from .support import ROOT

MONTH = Period(2026, 12)
# Names of every length, marks that XML, Excel's headers and file systems treat in their own way.
ODD = (
    Unit(id="short", level="counter", name="甲"),
    Unit(
        id="hostile",
        level="counter",
        name="示例<&\"乙>'县𠮷支公司A&B",
        phone='0571-1&2"',
        code="A&B",
        address="<路>",
        windows=12,
    ),
    Unit(
        id="long", level="counter", name="某某市某某区某某街道某某社区客户服务中心城东综合柜面营业厅", address="路" * 60
    ),
    Unit(
        id="crowded",
        level="counter",
        name="人多的柜面",
        staff=tuple(Staff(name=f"员工{n}", post="柜员", skills="收费") for n in range(1, 31)),
    ),
)


@cache
def library() -> Library:
    loaded = load(ROOT / "regulations").library
    assert loaded is not None
    return loaded


@cache
def index() -> Index:
    return Index(library())


@cache
def press(month: bool = False) -> Press:
    facts = [row["address"] for row in asked(library())]
    return Press(index(), library().units, MONTH if month else None, facts=facts)


FORMS: dict[str, Form] = {form.id: form for form in library().forms if form.designed}


@cache
def layout(form: str) -> FormLayout:
    """A form as it looks blank."""
    blank = press().blank
    return with_values(stationery.lay_out(index(), FORMS[form], blank), blank.values)


@cache
def files(form: str) -> dict[FileKind, bytes]:
    """A form's blank files."""
    one = Press(index(), library().units, forms=[FORMS[form]], facts=[row["address"] for row in asked(library())])
    return {made.kind: made.content for made in one.files(one.blank)}


@cache
def example(form: str) -> FormLayout | None:
    return stationery.example_of(layout(form), FORMS[form])


def kinds(form: str) -> list[FileKind]:
    return kinds_of(layout(form))


def saved(form: str, kind: FileKind, folder: Path, content: bytes | None = None) -> Path:
    """A file on the disk, under a name that every program takes."""
    path = folder / f"{form}-{kind.key.replace('.', '-')}.{kind.suffix}"
    path.write_bytes(files(form)[kind] if content is None else content)
    return path


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package; every checksum is verified."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}
