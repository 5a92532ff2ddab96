"""The home page, by person, the overview of the ten regulations, and where a search starts."""

from __future__ import annotations

from typing import Any

from ..model import Cycle, Pool, RoleKind
from . import paths
from .people import roles_in_order
from .views import Views


def home_context(views: Views) -> dict[str, Any]:
    """What index.md.j2 needs."""
    page = paths.HOME
    library = views.library
    designed = [form for form in library.forms if form.designed]
    return {
        "page": page,
        "regulations": _cards(views, page),
        "counts": {
            "regulations": len(library.regulations),
            "clauses": len(library.clauses),
            "duties": len(library.duties),
            "forms": len(library.forms),
            "designed": len(designed),
            "questions": sum(placed.question.pool is Pool.PRACTICE for placed in library.questions),
            "terms": len(library.organization.glossary),
        },
        "roles": _posts(views, page),
        "forms": [views.form_link(form.id, page) for form in designed],
    }


def regulations_context(views: Views) -> dict[str, Any]:
    """What regulations.md.j2 needs."""
    page = paths.REGULATIONS
    return {"page": page, "regulations": _cards(views, page)}


def search_context(views: Views) -> dict[str, Any]:
    """What search.md.j2 needs: where to start from without a word to type."""
    page = paths.SEARCH
    regulations = [
        {"short": r.short, "link": views.link(r.key, page), "number": r.number} for r in views.library.regulations
    ]
    return {"page": page, "regulations": regulations, "roles": _posts(views, page)}


def _posts(views: Views, page: str) -> list[Any]:
    return [views.role_link(role.id, page) for role in roles_in_order(views) if role.kind is RoleKind.POST][:8]


def _cards(views: Views, page: str) -> list[dict[str, Any]]:
    cards = []
    for regulation in views.library.regulations:
        duties = [p.duty for p in views.library.duties if p.clause.regulation is regulation]
        clauses = [c for c in views.library.clauses.values() if c.regulation is regulation]
        cards.append(
            {
                "link": views.link(regulation.key, page),
                "number": regulation.number,
                "short": regulation.short,
                "title": regulation.title,
                "status": regulation.status.value,
                "purpose": views.inline.html(regulation.purpose, regulation.key, page),
                "articles": len(clauses),
                "duties": len(duties),
                "daily": sum(duty.cycle is Cycle.DAILY for duty in duties),
                "forms": sum(owner == regulation.number for owner in views.library.owners.values()),
                "chapters": [chapter.title for chapter in regulation.chapters],
            }
        )
    return cards
