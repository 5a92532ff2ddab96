"""What is made of the forms: from the shelf in memory, from the one on disk, or now, on every processor that is free.

The shelf on disk holds bytes and JSON, nothing that runs; what is broken there, or from another version of this program
or of what it writes files with, is made anew.
"""

from __future__ import annotations

import copyreg
import functools
import gc
import hashlib
import io
import os
import pickle
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from .. import shelf
from ..model import Form, Library, Mark, TableSection
from ..model.base import NOWHERE
from ..press import Press
from ..references import Index, Reach
from ..writer import drop_file, write_file
from .program import program

WORTH_HELP = 4000  # cells: a helper needs a second to get ready
HELPERS = 3
KEPT = 100  # forms in some version, most of a megabyte each
WRITTEN_WITH = ("python-docx", "lxml", "xlsxwriter", "openpyxl", "ironcalc", "segno", "chinesecalendar", "pydantic")


class Interrupted(Exception):
    """The build was told to stop; nothing was written."""


def forms_made(
    press: Press, cache: Path, hasty: bool = False, stop: Callable[[], bool] = lambda: False
) -> tuple[dict[str, shelf.Shelved], tuple[str, ...]]:
    """What is made of each form, and the forms that are behind: if `hasty`, what was made of a form earlier will do.

    Asked between two forms whether to `stop`, raises Interrupted.
    """
    reach = Reach(press.index)
    keys = {form.id: shelf.key_of(press, reach, form) for form in press.forms}
    found: dict[str, shelf.Shelved] = {}
    missing, behind = [], []
    for form in press.forms:
        known = shelf.kept(keys[form.id]) or _read(_place(cache, keys[form.id]))
        last = shelf.kept_last(form) if hasty and known is None else None
        if known is not None:
            found[form.id] = known
            shelf.keep(form, keys[form.id], known)
        elif last is not None:
            found[form.id] = last
            behind.append(form.id)
        else:
            missing.append(form)
    for form, made in _made(press, missing, stop):
        found[form.id] = made
        shelf.keep(form, keys[form.id], made)
        write_file(_place(cache, keys[form.id]), shelf.packed(made))
    _forget(cache, {_place(cache, key) for key in keys.values()})
    return {form.id: found[form.id] for form in press.forms}, tuple(behind)


@functools.cache
def _makers() -> str:
    """What the same form would be made anew for: another version of this program, or of what it writes files with."""
    said = hashlib.sha256(f"{program()} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    for name in WRITTEN_WITH:
        said.update(f"{name} {version(name)}\n".encode())
    return said.hexdigest()


def _place(cache: Path, key: str) -> Path:
    return cache / "forms" / f"{hashlib.sha256(f'{_makers()} {key}'.encode()).hexdigest()[:32]}.shelf"


def _read(path: Path) -> shelf.Shelved | None:
    try:
        return shelf.unpacked(path.read_bytes())
    except OSError:
        return None


def _forget(cache: Path, current: set[Path]) -> None:
    """Remove the oldest of what nothing needs now."""
    others = [(path.stat().st_mtime, path) for path in (cache / "forms").glob("*.shelf") if path not in current]
    for _, path in sorted(others, reverse=True)[max(0, KEPT - len(current)) :]:
        drop_file(path)


def _made(press: Press, forms: Sequence[Form], stop: Callable[[], bool]) -> Iterator[tuple[Form, shelf.Shelved]]:
    """Each form with what was made of it, as they get done: here, and in helpers if that is worth it."""
    weights = {form.id: _cells(press.index, form) for form in forms}
    waiting = sorted(forms, key=lambda form: -weights[form.id])
    helpers = min(_processors() - 1, HELPERS, len(forms) - 1)
    if helpers > 0 and sum(weights.values()) >= WORTH_HELP:
        # Where a system has no room for helpers, all is made here.
        with suppress(OSError, ImportError, BrokenProcessPool):
            for form, made in _helped(press, waiting, helpers, stop):
                waiting.remove(form)
                yield form, made
    for form in waiting:
        if stop():
            raise Interrupted
        yield form, shelf.make(press, form)


def _helped(
    press: Press, forms: Sequence[Form], helpers: int, stop: Callable[[], bool]
) -> Iterator[tuple[Form, shelf.Shelved]]:
    """Helpers take the largest forms first, this process the smallest, until they meet."""
    pool = ProcessPoolExecutor(helpers, get_context("spawn"), _get_ready, (_luggage(press),))
    try:
        asked: list[tuple[Form, Future[shelf.Shelved]]] = [(form, pool.submit(_help, form.id)) for form in forms]
        for form, answer in reversed(asked):
            if stop():
                raise Interrupted
            if answer.cancel():
                yield form, shelf.make(press, form)
        for form, answer in asked:
            if not answer.cancelled():
                yield form, answer.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cells(index: Index, form: Form) -> int:
    """About how many cells a form has: what making it takes."""

    def listed(address: str) -> int:
        found = index.resolver.list_at(address) if address else None
        return len(found.items) if found else 1

    count = 0
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, TableSection):
                rows = max(section.rows or 1, listed(section.rows_from)) * listed(section.each)
                count += sheet.copies * rows * sum(listed(column.repeat_for) for column in section.columns)
    return count


_Luggage = tuple[Library, Mapping[str, str], Mapping[str, str]]
_press: list[Press] = []  # a helper's own


def _luggage(press: Press) -> bytes:
    """What a helper needs. Where elements stand in their sources is nothing that forms show, and most of the weight."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, Mark: lambda _: (_nowhere, ())}
    luggage: _Luggage = press.library, press.index.fingerprints, press.base
    pickler.dump(luggage)
    return stream.getvalue()


def _nowhere() -> Mark:
    return NOWHERE


def _get_ready(luggage: bytes) -> None:
    gc.set_threshold(500_000, 20, 20)
    library, fingerprints, base = pickle.loads(luggage)
    index = Index(library)
    index.fingerprints = fingerprints
    press = Press(index, library.units)
    press.base = base
    _press[:] = [press]


def _help(form_id: str) -> shelf.Shelved:
    return shelf.make(_press[0], _press[0].library.form_by_id[form_id])
