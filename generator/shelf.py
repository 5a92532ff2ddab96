"""Everything made of one form, kept while nothing that the form rests on has changed.

An administrator who changes a clause waits for the forms that the clause touches, not for all.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from . import browser, html, stationery
from .layout import FileKind, with_values
from .model import Form, Medium
from .press import Press
from .references import Reach

KEPT = 200  # forms in some version
_shelf: OrderedDict[str, Shelved] = OrderedDict()
_latest: dict[str, str] = {}  # form → key of what was made of it last


@dataclass(frozen=True)
class Shelved:
    """What is made of a form: its blank files, the previews, the filled workbook, where its fields stand, what the page
    needs to make it out (scripts, and for units of another shape which), and (format, pages) as people count them."""

    files: Mapping[FileKind, bytes]
    preview: str
    example: str
    filled: bytes
    locator: Mapping[str, Any]
    scripts: Mapping[str, bytes]
    others: Mapping[str, Mapping[str, str]]
    pages: tuple[tuple[str, int], ...]


def key_of(press: Press, reach: Reach, form: Form) -> str:
    """A digest that stays the same while nothing that the form's files rest on changes."""
    rests_on = set(reach.of(form))
    base = sorted(item for item in press.base.items() if item[0].partition("=")[0] in rests_on)
    return hashlib.sha256(f"{reach.key(form)}\n{base}".encode()).hexdigest()


def kept(key: str) -> Shelved | None:
    """What is on the shelf under a key."""
    known = _shelf.get(key)
    if known is not None:
        _shelf.move_to_end(key)
    return known


def keep(form: Form, key: str, made: Shelved) -> None:
    """Put on the shelf what was made of a form last."""
    _shelf[key] = made
    _shelf.move_to_end(key)
    _latest[form.id] = key
    if len(_shelf) > KEPT:
        _shelf.popitem(last=False)


def kept_last(form: Form) -> Shelved | None:
    """What was made of a form last, whatever it rests on now."""
    return _shelf.get(_latest.get(form.id, ""))


def forget() -> None:
    """Clear the shelf, as when the program has just been started."""
    _shelf.clear()
    _latest.clear()


def make(press: Press, form: Form) -> Shelved:
    """Make everything of a form."""
    layout = with_values(press.layout(form, press.blank), press.blank.values)
    files = {kind: template.stamp(press.blank.values) for kind, _, template in press.templates(form, press.blank)}
    example = stationery.example_of(layout, form)
    filled = b""
    if example and example.for_medium(Medium.EXCEL):
        filled = stationery.render_file(example, FileKind("xlsx", example.sheets[0].volume))
    scripts, others = browser.templates(press, form)
    media = ((medium.value, layout.for_medium(medium)) for medium in Medium)
    return Shelved(
        files,
        html.render(layout),
        html.render(example, "示例") if example else "",
        filled,
        stationery.locator(layout, files),
        scripts,
        others,
        tuple((name, sum(sheet.pages for sheet in sheets)) for name, sheets in media if sheets),
    )


_Size = Annotated[int, Field(ge=0)]
_Suffix = Annotated[str, Field(pattern="^(docx|xlsx)$")]
_Volume = Annotated[str, Field(pattern=r"^[^/\\]*$")]
_Script = Annotated[str, Field(pattern=r"^[^/\\]+\.js$")]


class _Said(BaseModel):
    """What the shelf on disk says of the files that follow."""

    model_config = ConfigDict(strict=True, extra="forbid")

    files: list[tuple[_Suffix, _Volume, bool, _Size]]
    scripts: list[tuple[_Script, _Size]]
    filled: _Size
    preview: str
    example: str
    locator: Mapping[str, Any]
    others: Mapping[str, Mapping[str, str]]
    pages: tuple[tuple[str, int], ...]


def packed(made: Shelved) -> bytes:
    """As bytes for a disk: the digest of the rest, what is said in JSON, then the files one after the other."""
    said = _Said(
        files=[(kind.suffix, kind.volume, kind.hand, len(content)) for kind, content in made.files.items()],
        scripts=[(name, len(content)) for name, content in made.scripts.items()],
        filled=len(made.filled),
        preview=made.preview,
        example=made.example,
        locator=made.locator,
        others=made.others,
        pages=made.pages,
    )
    body = said.model_dump_json().encode() + b"\n"
    body += b"".join((*made.files.values(), *made.scripts.values(), made.filled))
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def unpacked(data: bytes) -> Shelved | None:
    """What `packed` made of it; None if the bytes are not as they were written. Nothing in them is ever executed."""
    told, _, body = data.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != told:
        return None
    try:
        head, _, rest = body.partition(b"\n")
        said = _Said.model_validate_json(head)
        sizes = [*(size for *_, size in said.files), *(size for _, size in said.scripts), said.filled]
        starts = list(accumulate(sizes, initial=0))
    except ValueError:
        return None
    if starts[-1] != len(rest):
        return None
    pieces = [rest[start:end] for start, end in pairwise(starts)]
    kinds = [FileKind(suffix, volume, hand) for suffix, volume, hand, _ in said.files]
    names = [name for name, _ in said.scripts]
    return Shelved(
        dict(zip(kinds, pieces, strict=False)),
        said.preview,
        said.example,
        pieces[-1],
        said.locator,
        dict(zip(names, pieces[len(kinds) :], strict=False)),
        said.others,
        said.pages,
    )
