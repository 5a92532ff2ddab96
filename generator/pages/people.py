"""Pages by person and by time: what a role must do, and what comes round every day, week, month …"""

from __future__ import annotations

import re
from typing import Any

from ..facts import SegmentKind
from ..model import Basis, Cycle, Moment, Role, RoleKind
from . import paths
from .views import CYCLE_CLASS, CYCLES, DutyRow, Views

PERIODS = {
    Cycle.DAILY: "每天",
    Cycle.WEEKLY: "每周",
    Cycle.MONTHLY: "每月",
    Cycle.QUARTERLY: "每季",
    Cycle.HALF_YEARLY: "每半年",
    Cycle.YEARLY: "每年",
    Cycle.EVENT: "遇到时",
    Cycle.ONCE: "一次性",
    Cycle.ALWAYS: "随时守住",
}


def _order(row: DutyRow) -> tuple[int, int]:
    return row.order


def _groups(views: Views, rows: list[DutyRow]) -> list[dict[str, Any]]:
    groups = []
    for cycle in CYCLES:
        chosen = sorted((row for row in rows if row.cycle == cycle.value), key=_order)
        if chosen:
            groups.append(
                {"name": PERIODS[cycle], "id": CYCLE_CLASS[cycle], "kind": CYCLE_CLASS[cycle], "duties": chosen}
            )
    return groups


def roles_in_order(views: Views) -> list[Role]:
    """Every role, posts first, then departments and units."""
    order = list(RoleKind)
    return sorted(views.library.organization.roles, key=lambda role: order.index(role.kind))


def role_context(views: Views, role: Role) -> dict[str, Any]:
    """What role.md.j2 needs."""
    page = paths.role(role.id)
    rows = [views.duty(placed, page) for placed in views.duties_of(role.id)]
    levels = {level.id: level.title for level in views.library.organization.levels}
    forms = dict.fromkeys(form for placed in views.duties_of(role.id) for form in placed.duty.evidence)
    return {
        "page": page,
        "role": role,
        "levels": [levels.get(level, level) for level in role.levels],
        "inherits": [views.role_link(r, page) for r in views.library.role_with_general(role.id) if r != role.id],
        "groups": _groups(views, rows),
        "forms": [views.form_link(form, page) for form in forms],
        "count": len(rows),
        "tasks": [
            {"link": views.link(address, page), "html": views.inline.html(task.text, "00", page)}
            for address, task in views.library.tasks.items()
            if set(task.roles) & set(views.library.role_with_general(role.id))
        ],
        "general": views.link("all-staff", page) if role.id != "all-staff" and role.kind is RoleKind.POST else None,
    }


def roles_context(views: Views) -> dict[str, Any]:
    """What duties.md.j2 needs: every role with how much it has to do."""
    page = paths.DUTIES
    entries: list[dict[str, Any]] = []
    for role in roles_in_order(views):
        duties = views.duties_of(role.id)
        cycles = [(c.value, CYCLE_CLASS[c], sum(p.duty.cycle is c for p in duties)) for c in CYCLES]
        entries.append(
            {
                "link": views.role_link(role.id, page),
                "brief": role.brief,
                "kind": role.kind.value,
                "count": len(duties),
                "cycles": [entry for entry in cycles if entry[2]],
            }
        )
    kinds = [kind.value for kind in RoleKind if any(e["kind"] == kind.value for e in entries)]
    return {"page": page, "kinds": [(kind, [e for e in entries if e["kind"] == kind]) for kind in kinds]}


def calendar_context(views: Views) -> dict[str, Any]:
    """What calendar.md.j2 needs: a day by its parts, then the longer cycles."""
    page = paths.CALENDAR
    organization = views.library.organization
    daily = [p for p in views.library.duties if p.duty.cycle is Cycle.DAILY]
    moments: list[dict[str, Any]] = []
    for moment in organization.moments:
        rows = [views.duty(p, page) for p in daily if p.duty.moment == moment.id]
        moments.append(
            {
                "id": moment.id,
                "title": moment.title,
                "start": views.inline.html(moment.start, "00", page),
                "end": views.inline.html(moment.end, "00", page),
                "brief": views.inline.html(moment.brief, "00", page),
                "draft": _drafted_time(views, moment),
                "duties": sorted(rows, key=_order),
                "within": [],
            }
        )
    spans = {moment.id: _span(views, moment) for moment in organization.moments}
    by_id = {entry["id"]: entry for entry in moments}
    for entry in list(moments):
        outer = _around(entry["id"], spans)
        if outer:
            by_id[outer]["within"].append(entry)
            moments.remove(entry)
    rest: list[DutyRow] = [views.duty(p, page) for p in daily if not p.duty.moment]
    longer = [views.duty(p, page) for p in views.library.duties if p.duty.cycle is not Cycle.DAILY]
    posts = [role for role in roles_in_order(views) if role.kind is RoleKind.POST and role.id != "all-staff"]
    return {
        "page": page,
        "moments": moments,
        "all_day": rest,
        "groups": _groups(views, longer),
        "filters": [
            {"title": role.title, "covers": (*views.library.role_with_general(role.id), "all-staff")} for role in posts
        ],
    }


def _drafted_time(views: Views, moment: Moment) -> bool:
    """Whether one of the times that bound a part of the day is drafted."""
    segments = [s for text in (moment.start, moment.end) for s in views.index.resolver.segments(text, "00")]
    facts = [views.index.resolver.fact(*s.target.split("/")) for s in segments if s.kind is SegmentKind.FACT]
    return any(fact is not None and fact.basis is Basis.DRAFT for fact in facts)


def _span(views: Views, moment: Moment) -> tuple[int, int] | None:
    """A part of the day as minutes from midnight; None if it has no end, or no time is known."""
    found = [re.search(r"(\d{1,2}):(\d{2})", views.inline.plain(text, "00")) for text in (moment.start, moment.end)]
    if found[0] is None or found[1] is None:
        return None
    start, end = (int(match[1]) * 60 + int(match[2]) for match in found if match)
    return start, end


def _around(moment: str, spans: dict[str, tuple[int, int] | None]) -> str | None:
    """The part of the day that this one lies within, such as 营业中 around 上午高峰."""
    span = spans[moment]
    if span is None:
        return None
    for other, around in spans.items():
        if around and around != span and around[0] <= span[0] and span[1] <= around[1]:
            return other
    return None
