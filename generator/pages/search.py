"""The search index: sections, not pages, as a script so that it also loads from file://."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..model import Basis
from ..references import bases_of
from . import paths
from .views import Views


def index_script(views: Views) -> bytes:
    """`TENREGS_INDEX = [...]`; each entry {k kind, t title, x text, u url, r regulation, a aliases, d drafted}."""
    body = json.dumps(list(_entries(views)), ensure_ascii=False, separators=(",", ":"))
    return f"window.TENREGS_INDEX={body};\n".encode()


def _entries(views: Views) -> Iterator[dict[str, Any]]:
    library, plain = views.library, views.inline.plain
    for regulation in library.regulations:
        yield _entry(
            "制度", regulation.title, plain(regulation.purpose, regulation.key), paths.regulation(regulation), "",
            (regulation.short, *regulation.aliases),
        )  # fmt: skip
    for form in library.forms:
        key = f"{library.owners[form.id]:02d}"
        text = f"{plain(form.purpose, key)} {plain(form.frequency, key)}"
        yield _entry(
            "表单",
            f"{form.id} {form.title}",
            text,
            paths.form(form.id),
            _short(views, key),
            (form.short, *form.aliases),
        )
    for term in library.organization.glossary:
        url = f"{paths.GLOSSARY}#{paths.term_anchor(term.term)}"
        yield _entry("名词", term.term, plain(term.meaning, "00"), url, "", term.aliases)
    for address, clause in library.clauses.items():
        key = clause.regulation.key
        parts = []
        for paragraph in clause.article.paragraphs:
            parts += [plain(paragraph.text, key), *(plain(item.text, key) for item in paragraph.items)]
        title = f"{views.index.resolver.clause_name(address, key)} {clause.article.title}"
        bases = bases_of(clause.article)
        draft = "" if Basis.DRAFT not in bases else "拟稿" if len(bases) == 1 else "含拟稿"
        yield _entry("条款", title, "".join(parts), views.urls.of(address), clause.regulation.short, draft=draft)
    for placed in library.duties:
        key = placed.clause.regulation.key
        duty = placed.duty
        roles = "、".join(library.role_by_id[r].title for r in duty.roles if r in library.role_by_id)
        text = f"{roles} {duty.cycle} {plain(duty.trigger, key)} {plain(duty.deadline, key)}"
        url, regulation_name = views.urls.of(placed.clause.address), placed.clause.regulation.short
        yield _entry("职责", plain(duty.action, key), text, url, regulation_name, draft=views.index.standing(placed))
    for regulation in library.regulations:
        for name, listed in regulation.lists.items():
            rows = [plain(f"{item.title} {item.detail}", regulation.key) for item in listed.items]
            draft = "拟稿" if listed.basis is Basis.DRAFT else ""
            url = f"{paths.regulation(regulation)}#list-{name}"
            yield _entry("清单", listed.label, "；".join(rows), url, regulation.short, draft=draft)
    for address, task in library.plan_places.items():
        yield _entry("方案", task.title, plain(task.text, "00"), views.urls.of(address), "推广实施")


def _short(views: Views, key: str) -> str:
    regulation = views.library.regulation_by_key.get(key)
    return regulation.short if regulation else "推广实施"


def _entry(
    kind: str, title: str, text: str, url: str, regulation: str, aliases: tuple[str, ...] = (), *, draft: str = ""
) -> dict[str, Any]:
    entry: dict[str, Any] = {"k": kind, "t": title, "x": " ".join(text.split()), "u": url}
    if regulation:
        entry["r"] = regulation
    if draft:
        entry["d"] = draft
    if aliases:
        entry["a"] = list(aliases)
    return entry
