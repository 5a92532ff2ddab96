"""Reference pages: the plan, glossary, record of changes, sources, traceability, questions still open."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..facts import fact_text
from ..model import Basis, Fact, FactList, Form, Reading
from ..references import bases_of, form_parts
from . import paths
from .versions import EditionRow, Versions
from .views import BASIS_CLASS, Link, Views


def plan_context(views: Views) -> dict[str, Any]:
    """What plan.md.j2 needs."""
    plan, page = views.library.plan, paths.PLAN

    def html(text: str) -> Any:
        return views.inline.html(text, "00", page)

    def point(sourced: Any) -> dict[str, Any]:
        return {"html": html(sourced.text), "badge": views.badge(sourced.basis, sourced.cites, page)}

    def task(phase_id: str, entry: Any) -> dict[str, Any]:
        regulation = next((r for r in views.library.regulations if r.number == entry.regulation), None)
        return {
            **point(entry),
            "anchor": f"{phase_id}--{entry.id}",
            "title": entry.title,
            "roles": [views.role_link(role, page) for role in entry.roles],
            "forms": [views.form_link(form, page) for form in entry.forms],
            "regulation": views.link(regulation.key, page) if regulation else None,
            "readings": [reading_view(views, r, "00", page) for r in entry.readings],
        }

    return {
        "page": page,
        "plan": plan,
        "purpose": html(plan.purpose),
        "positioning": [point(p) for p in plan.positioning],
        "goals": [point(p) for p in plan.goals],
        "group": [point(p) for p in plan.group],
        "requirements": [point(p) for p in plan.requirements],
        "phases": [
            {
                **point(phase),
                "id": phase.id,
                "title": phase.title,
                "start": html(phase.start),
                "end": html(phase.end),
                "tasks": [task(phase.id, entry) for entry in phase.tasks],
                "readings": [reading_view(views, r, "00", page) for r in phase.readings],
            }
            for phase in plan.phases
        ],
        "checks": [
            {
                **point(check),
                "anchor": f"checks--{check.id}",
                "title": check.title,
                "method": html(check.method),
                "score": check.score,
                "points": [html(p) for p in check.points],
                "forms": [views.form_link(form, page) for form in check.forms],
                "readings": [reading_view(views, r, "00", page) for r in check.readings],
            }
            for check in plan.checks
        ],
        "total": sum(check.score for check in plan.checks),
        "readings": [reading_view(views, r, "00", page) for r in plan.readings],
        "facts": [
            {"label": fact.label, "value": fact_text(fact), "badge": views.badge(fact.basis, fact.cites, page)}
            for fact in plan.facts.values()
        ],
    }


def reading_view(views: Views, reading: Reading, key: str, page: str) -> dict[str, Any]:
    """An ambiguity, the reading taken and the hint for the administrator."""
    question = next((a.question for a in views.library.sources.ambiguities if a.id == reading.ambiguity), "")
    return {
        "id": reading.ambiguity,
        "question": question,
        "reading": views.inline.html(reading.reading, key, page),
        "note": views.inline.html(reading.note, key, page),
    }


def glossary_context(views: Views) -> dict[str, Any]:
    """What glossary.md.j2 needs."""
    page = paths.GLOSSARY
    terms = [
        {
            "term": term.term,
            "anchor": paths.term_anchor(term.term),
            "aliases": term.aliases,
            "html": views.inline.html(term.meaning, "00", page),
            "badge": views.badge(term.basis, term.cites, page),
            "clause": views.link(term.clause, page) if term.clause else None,
            "readings": [reading_view(views, r, "00", page) for r in term.readings],
        }
        for term in views.library.organization.glossary
    ]
    return {"page": page, "terms": terms}


def changes_context(views: Views, amended: bool, versions: Versions) -> dict[str, Any]:
    """What changes.md.j2 needs: every edition of every source, newest first; whether there is a 修订对照 to point at."""
    page, library = paths.CHANGES, views.library
    entries = [
        (row.day, regulation.number, _change(views.link(regulation.key, page), row.version, row.summary, row))
        for regulation in library.regulations
        for row in versions.rows(regulation.key, page)
    ]
    plan = views.link("00", page)
    entries += [(e.date, 0, _change(plan, e.version, e.summary)) for e in library.plan.editions]
    forms = (form for form in library.forms if form.designed)
    entries += [(form.dated, 100, _change(views.link(form.id, page), form.version, "表样发布")) for form in forms]
    dates: dict[date, list[dict[str, Any]]] = {}
    for day, _, entry in sorted(entries, key=lambda entry: (-entry[0].toordinal(), entry[1])):
        dates.setdefault(day, []).append(entry)
    return {
        "page": page,
        "amendments": paths.relative(page, paths.AMENDMENTS) if amended else "",
        "dates": [{"date": d.isoformat(), "entries": e} for d, e in dates.items()],
    }


def _change(link: Link, version: str, summary: str, row: EditionRow | None = None) -> dict[str, Any]:
    told = {"days": "", "state": "", "text": "", "amended": ""}
    if row is not None:
        told = {"days": row.days, "state": row.state, "text": row.url, "amended": row.amended}
    return {"link": link, "version": version, "summary": summary, **told}


def sources_context(views: Views) -> dict[str, Any]:
    """What sources.md.j2 needs: every registered source and what rests on it."""
    page, sources, carried = paths.SOURCES, views.library.sources, views.index.carried_by

    def users(number: str) -> list[Any]:
        return [views.link(a, page) for a in dict.fromkeys(x.partition("#")[0] for x in carried.get(number, ()))]

    return {
        "page": page,
        "material": [(entry, paths.source_anchor(entry.id), users(entry.id)) for entry in sources.material],
        "public_rules": [(entry, paths.source_anchor(entry.id), users(entry.id)) for entry in sources.public_rules],
        "fragments": [(entry, paths.source_anchor(entry.id), users(entry.id)) for entry in sources.fragments],
    }


def trace_context(views: Views) -> dict[str, Any]:
    """What trace.md.j2 needs: clause ↔ duty ↔ form ↔ field, clause by clause."""
    page, index = paths.TRACE, views.index
    regulations = []
    for regulation in views.library.regulations:
        rows = []
        for address, clause in views.library.clauses.items():
            if clause.regulation is not regulation:
                continue
            rows.append(
                {
                    "clause": views.link(address, page, regulation.key),
                    "address": address,
                    "fingerprint": index.fingerprints[address],
                    "bases": [{"text": b.value, "kind": BASIS_CLASS[b]} for b in bases_of(clause.article)],
                    "duties": [views.duty(p, page) for p in views.library.duties_of_clause.get(address, ())],
                    "forms": [views.form_link(f, page) for f in index.forms_of_clause.get(address, ())],
                    "cited_by": [views.link(a, page) for a in index.cited_by.get(address, ())],
                }
            )
        regulations.append({"link": views.link(regulation.key, page), "key": regulation.key, "rows": rows})
    forms = [
        {
            "link": views.link(form.id, page),
            "clauses": [views.link(a, page) for a in index.clauses_of_form.get(form.id, ())],
            "fields": _field_links(views, form, page),
            "designed": form.designed,
        }
        for form in views.library.forms
    ]
    return {"page": page, "regulations": regulations, "forms": forms}


def _field_links(views: Views, form: Form, page: str) -> list[tuple[Link, list[str]]]:
    """Clauses that a form's fields come from, each with the labels of those fields."""
    key = f"{views.library.owners.get(form.id, 0):02d}"
    found: dict[str, dict[str, None]] = {}
    for _, label, clause in form_parts(form):
        found.setdefault(clause, {}).setdefault(views.inline.plain(label, key))
    return [(views.link(clause, page), list(labels)) for clause, labels in found.items()]


def open_context(views: Views) -> dict[str, Any]:
    """What open-questions.md.j2 needs: readings taken and hints left for the administrator, by place."""
    page, library = paths.OPEN, views.library
    readings: list[tuple[Reading, str, str]] = []
    notes: list[dict[str, Any]] = []
    organization = library.organization
    readings += [(r, "organization.yml", "") for r in organization.readings]
    named = [(p.title, p.readings) for p in organization.levels] + [(p.title, p.readings) for p in organization.roles]
    readings += [(r, f"名称“{title}”", "") for title, found in named for r in found]
    for term in organization.glossary:
        readings += [(r, f"term:{term.term}", "00") for r in term.readings]
    readings += [(r, "00", "00") for r in library.plan.readings]
    for phase in library.plan.phases:
        readings += [(r, f"00/{phase.id}", "00") for r in phase.readings]
    for address, entry in library.plan_places.items():
        readings += [(r, address, "00") for r in entry.readings]
    for regulation in library.regulations:
        readings += [(r, regulation.key, regulation.key) for r in regulation.readings]
        values: dict[str, Fact | FactList] = {**regulation.facts, **regulation.lists}
        for name, fact in values.items():
            readings += [(r, f"{regulation.key}/{name}", regulation.key) for r in fact.readings]
            if fact.note:
                notes.append(_note(views, f"{regulation.key}/{name}", fact.note, regulation.key, page))
    for address, clause in library.clauses.items():
        readings += [(r, address, clause.regulation.key) for r in clause.article.readings]
        if clause.article.note:
            notes.append(_note(views, address, clause.article.note, clause.regulation.key, page))
    for form in library.forms:
        readings += [(r, form.id, f"{library.owners[form.id]:02d}") for r in form.readings]
        if form.note:
            notes.append(_note(views, form.id, form.note, f"{library.owners[form.id]:02d}", page))
    known = {*library.clauses, *library.form_by_id, *library.plan_places}
    rows = []
    for reading, place, key in sorted(readings, key=lambda r: r[0].ambiguity):
        linked = place in known or place[:2].isdigit() or place.startswith("term:")
        rows.append(
            {**reading_view(views, reading, key or "00", page), "place": views.link(place, page) if linked else place}
        )
    drafted = [
        (r, sum(bases_of(c.article) == (Basis.DRAFT,) for c in library.clauses.values() if c.regulation is r))
        for r in library.regulations
    ]
    return {
        "page": page,
        "readings": rows,
        "notes": notes,
        "drafted": [
            {
                "link": views.link(r.key, page),
                "drafted": n,
                "all": sum(c.regulation is r for c in library.clauses.values()),
            }
            for r, n in drafted
        ],
    }


def _note(views: Views, place: str, note: str, key: str, page: str) -> dict[str, Any]:
    return {"place": views.link(place, page), "html": views.inline.html(note, key, page)}
