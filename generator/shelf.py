"""Everything made of one form, kept while nothing that the form rests on has changed.

An administrator who serves the site and changes a clause waits for the forms that the clause touches, not for all.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import browser, html, stationery
from .layout import FileKind, FormLayout, with_values
from .model import Form, Medium
from .press import Press
from .references import Reach

KEPT = 200  # forms in some version
_shelf: OrderedDict[str, Shelved] = OrderedDict()
_latest: dict[str, str] = {}  # form → key of what was made of it last


@dataclass(frozen=True)
class Shelved:
    """What is made of a form: its blank files, the previews, the filled workbook, where its fields stand, and what the
    page needs to make it out (scripts, and for units of another shape which)."""

    layout: FormLayout
    files: Mapping[FileKind, bytes]
    preview: str
    example: str
    filled: bytes
    locator: Mapping[str, Any]
    scripts: Mapping[str, bytes]
    others: Mapping[str, Mapping[str, str]]


def take(press: Press, reach: Reach, form: Form) -> Shelved:
    """What is made of a form, from the shelf if nothing that it rests on has changed."""
    key = _key(press, reach, form)
    known = _shelf.get(key)
    if known is None:
        known = _shelf[key] = _made(press, form)
        if len(_shelf) > KEPT:
            _shelf.popitem(last=False)
    _shelf.move_to_end(key)
    _latest[form.id] = key
    return known


def take_last(press: Press, reach: Reach, form: Form) -> tuple[Shelved, bool]:
    """What was made of a form last, and whether that is as it should be now; made now if it never was."""
    last = _latest.get(form.id, "")
    if last in _shelf:
        return _shelf[last], last == _key(press, reach, form)
    return take(press, reach, form), True


def _key(press: Press, reach: Reach, form: Form) -> str:
    rests_on = set(reach.of(form))
    base = sorted(item for item in press.base.items() if item[0].partition("=")[0] in rests_on)
    return hashlib.sha256(f"{reach.key(form)}\n{base}".encode()).hexdigest()


def _made(press: Press, form: Form) -> Shelved:
    layout = with_values(press.layout(form, press.blank), press.blank.values)
    files = {kind: template.stamp(press.blank.values) for kind, _, template in press.templates(form, press.blank)}
    example = stationery.example_of(layout, form)
    filled = b""
    if example and example.for_medium(Medium.EXCEL):
        filled = stationery.render_file(example, FileKind("xlsx", example.sheets[0].volume))
    scripts, others = browser.templates(press, form)
    return Shelved(
        layout,
        files,
        html.render(layout),
        html.render(example, "示例") if example else "",
        filled,
        stationery.locator(layout, files),
        scripts,
        others,
    )
