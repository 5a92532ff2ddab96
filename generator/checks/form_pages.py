"""A sheet fills the number of pages it says."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from ..layout import pages_filled
from ..model import Form, FormSheet, TableSection
from ..problems import Problem
from ..references import Index, Reach
from .form_shape import fitting
from .forms import list_uses

_KEPT = 200  # forms in some version
_pages: OrderedDict[str, dict[str, int]] = OrderedDict()


def page_counts(index: Index) -> Iterator[Problem]:
    """A sheet that does not fill the number of pages it says."""
    reach = Reach(index)
    for form in index.library.forms:
        if not form.designed or any(True for _ in _unready(index, form)):
            continue
        counts = _counted(index, reach, form)
        for source in form.sheets:
            if counts[source.id] != source.pages:
                yield _told(index, form, source, counts[source.id])


def counted() -> dict[str, dict[str, int]]:
    """Every count that is kept, for the next time this program runs: {what a form rests on: {sheet: pages}}."""
    return dict(_pages)


def remember(counts: Mapping[str, Mapping[str, int]]) -> None:
    """Take counts that this same program made another time."""
    for key, pages in counts.items():
        _keep(key, dict(pages))


def _keep(key: str, pages: dict[str, int]) -> None:
    _pages[key] = pages
    if len(_pages) > _KEPT:
        _pages.popitem(last=False)


def _told(index: Index, form: Form, sheet: FormSheet, pages: int) -> Problem:
    message = f"{form.id} 的“{sheet.title}”排下来是 {pages} 页，"
    if "pages" in sheet.at.keys:
        message += f"写的是 {sheet.pages} 页"
        remedy = f"把 pages 改成 {pages}"
    else:
        message += f"没有写 pages，按 {sheet.pages} 页"
        remedy = f"在这一页里补上 pages: {pages}"
    if pages > sheet.pages:
        lists = "、".join(dict.fromkeys(_lists(index, sheet)))
        remedy += f"；想少印，就减少{lists and f'{lists}的项、'}空行或行高"
    return Problem("form-pages", sheet.position_of("pages"), message, remedy)


def _lists(index: Index, sheet: FormSheet) -> Iterator[str]:
    """The lists that a sheet's tables take their rows from."""
    for section in sheet.sections:
        for address in (section.rows_from, section.each) if isinstance(section, TableSection) else ():
            listed = index.resolver.list_at(address) if address else None
            if listed:
                yield f"列表 {address}（“{listed.label}”，{len(listed.items)} 项）"


def _counted(index: Index, reach: Reach, form: Form) -> dict[str, int]:
    """Sheet → pages, kept while nothing that the form rests on changes: who serves the site waits for this check."""
    key = reach.key(form)
    if _pages.get(key, {}).keys() != {sheet.id for sheet in form.sheets}:
        _keep(key, pages_filled(form, index.library))
    return _pages[key]


def _unready(index: Index, form: Form) -> Iterator[Problem]:
    """What keeps a form from being laid out at all; other checks report it."""
    names = [section.id for sheet in form.sheets for section in sheet.sections]
    if len(names) != len(set(names)):
        yield Problem("duplicate-id", form.at.position, "", "")
    for sheet in form.sheets:
        for section in sheet.sections:
            yield from fitting(index, sheet, section)
            for element, _, address in list_uses(section):
                if address and index.resolver.list_at(address) is None:
                    yield Problem("unknown-list", element.at.position, "", "")
