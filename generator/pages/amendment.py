"""The page 修订对照: what differs from an earlier version, and what that touches. There only when it was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from ..changes.record import Mark, Run
from ..changes.report import Report, impact_entries
from ..changes.table import Line, Row, Section
from . import paths
from .views import Link, Views

_TAGS = {Mark.DELETED: "del", Mark.INSERTED: "ins"}


def context(views: Views, report: Report) -> dict[str, Any]:
    """What amendments.md.j2 needs."""
    page = paths.AMENDMENTS
    sections = [
        section_context(views, section, number, page) for number, section in enumerate(report.table.sections, 1)
    ]
    touched = [
        {"name": name, "anchor": f"impact-{number}", "entries": [_entry(views, text, address, page) for text, address in entries]}
        for number, (name, entries) in enumerate(impact_entries(report.impact, in_words=True), 1)
    ]  # fmt: skip
    return {
        "page": page,
        "title": report.table.title,
        "old": report.sides[0],
        "new": report.sides[1],
        "sections": sections,
        "typographic": len(report.changes.typographic),
        "touched": touched,
    }


def section_context(views: Views, section: Section, number: int, page: str) -> dict[str, Any]:
    """What the macro amended_section needs of one section of the table, the `number`-th of its page."""
    return {
        "title": section.title,
        "anchor": f"amendment-{section.key or number}",
        "brief": section.brief,
        "rows": [_row(views, row, page) for row in section.rows],
        "after": (*section.after, *section.renamed),
    }


def _row(views: Views, row: Row, page: str) -> dict[str, Any]:
    return {
        "old": {"head": _runs(row.heads[0]), "lines": [_line(line) for line in row.old]},
        "new": {"head": _runs(row.heads[1]), "lines": [_line(line) for line in row.new]},
        "url": _url(views, row.address, page),
        "notes": row.notes,
    }


def _line(line: Line) -> dict[str, Any]:
    return {"lead": line.lead, "html": _runs(line.runs), "drafted": line.drafted, "inset": line.inset}


def _runs(runs: Iterable[Run]) -> Markup:
    made = []
    for run in runs:
        tag = _TAGS.get(run.mark)
        made.append(Markup("<{0}>{1}</{0}>").format(tag, run.text) if tag else Markup("{}").format(run.text))
    return Markup("").join(made)


def _entry(views: Views, text: str, address: str, page: str) -> Link:
    return Link(_url(views, address, page), text)


def _url(views: Views, address: str, page: str) -> str:
    """Where something stands on the site, "" if it has no place there (any more)."""
    library = views.library
    home = address.partition("#")[0]
    key, _, name = home.partition("/")
    known = home in library.clauses or home in library.form_by_id or home in library.role_by_id
    known = known or home in library.plan_places or home.startswith("moment:")
    known = known or (bool(name) and (name in library.facts_of(key) or name in library.lists_of(key)) and key != "00")
    return paths.relative(page, views.urls.of(home)) if known else ""
