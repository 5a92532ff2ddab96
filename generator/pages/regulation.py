"""The page of one regulation: key points, chapters and articles, parameters, lists, record of changes."""

from __future__ import annotations

from typing import Any

from ..facts import UNSET, fact_text
from ..facts.resolve import number_in_words
from ..model import Article, Basis, Chapter, Clause, FactType, Paragraph, Pool, Reading, Regulation, Vary
from ..references import bases_of
from . import paths
from .views import BASIS_CLASS, CYCLE_CLASS, CYCLES, Views


def context(views: Views, regulation: Regulation, page: str = "") -> dict[str, Any]:
    """What the template regulation.md.j2 needs; `page` is where the regulation stands, if not in its own place."""
    builder = _Page(views, regulation, page or paths.regulation(regulation))
    return builder.context()


class _Page:
    def __init__(self, views: Views, regulation: Regulation, page: str) -> None:
        self.views, self.regulation, self.page = views, regulation, page
        self.key = regulation.key
        self.clauses = {a: c for a, c in views.library.clauses.items() if c.regulation is regulation}

    def html(self, text: str, seen: set[str] | None = None) -> Any:
        return self.views.inline.html(text, self.key, self.page, seen)

    def context(self) -> dict[str, Any]:
        regulation, views = self.regulation, self.views
        duties = [
            views.duty(placed, self.page) for placed in views.library.duties if placed.clause.regulation is regulation
        ]
        forms = [
            views.library.form_by_id[f]
            for f in dict.fromkeys(f for a in self.clauses for f in views.index.forms_of_clause.get(a, ()))
            if f in views.library.form_by_id
        ]
        return {
            "page": self.page,
            "regulation": regulation,
            "title": regulation.title,
            "purpose": self.html(regulation.purpose),
            "coverage": self.html(regulation.coverage),
            "effective": self.html(regulation.effective),
            "edition": regulation.editions[0],
            "responsible": [views.role_link(role, self.page) for role in regulation.responsible],
            "cycles": [
                {
                    "name": cycle.value,
                    "kind": CYCLE_CLASS[cycle],
                    "duties": [d for d in duties if d.cycle == cycle.value],
                }
                for cycle in CYCLES
                if any(d.cycle == cycle.value for d in duties)
            ],
            "forms": [self._form(form) for form in forms],
            "chapters": [self._chapter(n, c) for n, c in enumerate(regulation.chapters, 1)],
            "counts": self._counts(),
            "facts": [self._fact(name) for name in regulation.facts],
            "lists": [self._list(name) for name in regulation.lists],
            "readings": [self._reading(reading) for reading in regulation.readings],
            "neighbours": self._neighbours(),
        }

    def _neighbours(self) -> dict[str, Any]:
        regulations = self.views.library.regulations
        at = regulations.index(self.regulation)
        near = {"previous": regulations[at - 1] if at else None}
        near["next"] = regulations[at + 1] if at + 1 < len(regulations) else None
        return {n: self.views.link(r.key, self.page) if r else None for n, r in near.items()}

    def _counts(self) -> dict[str, int]:
        articles = [clause.article for clause in self.clauses.values()]
        wholly = sum(bases_of(article) == (Basis.DRAFT,) for article in articles)
        partly = sum(Basis.DRAFT in bases_of(article) for article in articles) - wholly
        return {"articles": len(articles), "drafted": wholly, "partly": partly}

    def _form(self, form: Any) -> dict[str, Any]:
        return {
            "link": self.views.form_link(form.id, self.page),
            "id": form.id,
            "purpose": self.views.inline.html(form.purpose, f"{self.views.library.owners[form.id]:02d}", self.page),
            "frequency": self.views.inline.html(form.frequency, f"{self.views.library.owners[form.id]:02d}", self.page),
            "own": self.views.library.owners[form.id] == self.regulation.number,
        }

    def _chapter(self, number: int, chapter: Chapter) -> dict[str, Any]:
        return {
            "id": chapter.id,
            "number": f"第{number_in_words(number)}章",
            "title": chapter.title,
            "articles": [self._article(chapter, article) for article in chapter.articles],
        }

    def _article(self, chapter: Chapter, article: Article) -> dict[str, Any]:
        address = f"{self.key}/{chapter.id}/{article.id}"
        clause: Clause = self.clauses[address]
        seen: set[str] = set()
        index, views = self.views.index, self.views
        bases = bases_of(article)
        # One provenance throughout is said once beside the heading; the paragraphs then only name what they rest on.
        cites = tuple(dict.fromkeys(cite for p in article.paragraphs for cite in p.cites))
        same = len({p.cites for p in article.paragraphs}) == 1
        duties = views.library.duties_of_clause.get(address, ())
        recorded = {form for placed in duties for form in placed.duty.evidence}
        return {
            "id": article.id,
            "address": address,
            "anchor": paths.clause_anchor(chapter.id, article.id),
            "number": f"第{number_in_words(clause.number)}条",
            "title": article.heading,
            "retired": self.html(article.retired.note) if article.retired else None,
            "practice": self._practice(clause.address),
            "badge": views.badge(bases[0], cites, self.page) if len(bases) == 1 else None,
            "drafted": bases == (Basis.DRAFT,),
            "paragraphs": [self._paragraph(p, seen, len(bases) > 1, same) for p in article.paragraphs],
            "duties": [views.duty(placed, self.page) for placed in duties],
            "forms": [
                views.form_link(f, self.page) for f in index.forms_of_clause.get(address, ()) if f not in recorded
            ],
            "related": [views.link(a, self.page, self.key) for a in index.links_of.get(address, ())],
            "cited_by": [views.link(a, self.page, self.key) for a in index.cited_by.get(address, ())],
            "readings": [self._reading(reading) for reading in article.readings],
            "note": self.html(article.note),
        }

    def _paragraph(self, paragraph: Paragraph, seen: set[str], mixed: bool, same: bool) -> dict[str, Any]:
        items = []
        for number, item in enumerate(paragraph.items, 1):
            basis = item.basis or paragraph.basis
            items.append(
                {
                    "mark": f"（{number_in_words(number)}）",
                    "html": self.html(item.text, seen),
                    "kind": BASIS_CLASS[basis],
                    "badge": self.views.badge(basis, item.cites or paragraph.cites, self.page)
                    if item.basis and item.basis is not paragraph.basis
                    else None,
                }
            )
        return {
            "html": self.html(paragraph.text, seen),
            "kind": BASIS_CLASS[paragraph.basis],
            "badge": self.views.badge(paragraph.basis, paragraph.cites, self.page),
            "items": items,
            "mixed": mixed,
            "cited": bool(paragraph.cites) and not mixed and not same,
        }

    def _reading(self, reading: Reading) -> dict[str, Any]:
        question = next((a.question for a in self.views.library.sources.ambiguities if a.id == reading.ambiguity), "")
        return {
            "id": reading.ambiguity,
            "question": question,
            "reading": self.html(reading.reading),
            "note": self.html(reading.note),
        }

    def _practice(self, address: str) -> str:
        """The url of the questions on a clause, "" if there is none to practise."""
        asked = self.views.index.questions_of_clause.get(address, ())
        if not any(placed.question.pool is Pool.PRACTICE for placed in asked):
            return ""
        return f"{paths.relative(self.page, paths.PRACTICE)}#do/clause/{address}"

    def _fact(self, name: str) -> dict[str, Any]:
        fact = self.regulation.facts[name]
        address = f"{self.key}/{name}"
        bounds = ""
        if fact.minimum or fact.maximum:
            bounds = f"{fact.minimum or '不限'} 至 {fact.maximum or '不限'}"
        elif fact.choices:
            bounds = "、".join(fact.choices)
        users = dict.fromkeys(
            a.partition("#")[0] for a in self.views.index.users.get(address, ()) if not a.startswith("moment:")
        )
        return {
            "name": name,
            "label": fact.label,
            "value": fact_text(fact) if fact.value or fact.type is FactType.TEXT else UNSET,
            "vary": "" if fact.vary is Vary.NOBODY else fact.vary.value,
            "bounds": bounds,
            "badge": self.views.badge(fact.basis, fact.cites, self.page),
            "users": [self.views.link(a, self.page, self.key) for a in users],
            "note": self.html(fact.note),
            "readings": [self._reading(reading) for reading in fact.readings],
        }

    def _list(self, name: str) -> dict[str, Any]:
        listed = self.regulation.lists[name]
        marks = {i.id: i.mark or i.title for other in self.regulation.lists.values() for i in other.items}
        return {
            "name": name,
            "label": listed.label,
            "badge": self.views.badge(listed.basis, listed.cites, self.page),
            "has_detail": any(i.detail for i in listed.items),
            "has_on": any(i.on for i in listed.items),
            "has_group": any(i.group for i in listed.items),
            "has_forms": any(i.forms for i in listed.items),
            "heads": list(listed.heads.values()),
            "has_when": any(i.when for i in listed.items),
            "has_roles": any(i.roles for i in listed.items),
            "has_clause": any(i.clause for i in listed.items),
            "items": [
                {
                    "title": self.html(item.title),
                    "detail": self.html(item.detail),
                    "group": item.group,
                    "on": "、".join(marks.get(i, i) for i in item.on),
                    "forms": [self.views.form_link(f, self.page) for f in item.forms],
                    "when": self.html(item.when),
                    "cells": [self.html(item.cells.get(head, "")) for head in listed.heads],
                    "roles": "、".join(
                        self.views.library.role_by_id[r].title for r in item.roles if r in self.views.library.role_by_id
                    ),
                    "clause": self.views.link(item.clause, self.page, self.key) if item.clause else None,
                    "badge": self.views.badge(item.basis, item.cites, self.page)
                    if item.basis and item.basis is not listed.basis
                    else None,
                }
                for item in listed.items
            ],
            "readings": [self._reading(reading) for reading in listed.readings],
            "note": self.html(listed.note),
        }
