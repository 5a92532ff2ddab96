"""Library → JSON for other programs: clauses, facts, traceability, and where each form's fields stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .facts import fact_text
from .model import Fact
from .references import Index, bases_of, form_parts


def render(index: Index, locators: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """{file name: JSON} for build/data/; a locator for each version of a form (see stationery.locator)."""
    located = {f"locators/{entry['form']}-{entry['version']}.json": _compact(entry) for entry in locators}
    return {
        "clauses.json": _json(_clauses(index)),
        "facts.json": _json(_facts(index)),
        "traceability.json": _json(_traceability(index)),
        **located,
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _compact(value: Mapping[str, Any]) -> bytes:
    """The same with one field a line."""
    fields = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in value["fields"])
    head = json.dumps({**value, "fields": []}, ensure_ascii=False, separators=(",", ":"))
    return (head[: -len("[]}")] + f"[\n{fields}\n]}}\n").encode()


def _clauses(index: Index) -> list[dict[str, Any]]:
    rows = []
    for address, clause in index.library.clauses.items():
        key = clause.regulation.key
        rows.append(
            {
                "address": address,
                "regulation": clause.regulation.title,
                "number": clause.number,
                "title": clause.article.heading,
                "fingerprint": index.fingerprints[address],
                "bases": [basis.value for basis in bases_of(clause.article)],
                "paragraphs": [
                    {
                        "text": index.resolver.plain(paragraph.text, key),
                        "basis": paragraph.basis.value,
                        "cites": list(paragraph.cites),
                        "items": [
                            {
                                "text": index.resolver.plain(item.text, key),
                                "basis": (item.basis or paragraph.basis).value,
                                "cites": list(item.cites or paragraph.cites),
                            }
                            for item in paragraph.items
                        ],
                    }
                    for paragraph in clause.article.paragraphs
                ],
            }
        )
    return rows


def _facts(index: Index) -> dict[str, Any]:
    library = index.library
    found: dict[str, Any] = {}
    for key, facts in (("00", library.plan.facts), *((r.key, r.facts) for r in library.regulations)):
        for name, fact in facts.items():
            found[f"{key}/{name}"] = _fact(fact, index.users.get(f"{key}/{name}", ()))
    return found


def _fact(fact: Fact, users: tuple[str, ...]) -> dict[str, Any]:
    return {
        "label": fact.label,
        "type": fact.type.value,
        "value": fact.value,
        "text": fact_text(fact),
        "vary": fact.vary.value,
        "minimum": fact.minimum,
        "maximum": fact.maximum,
        "choices": list(fact.choices),
        "basis": fact.basis.value,
        "cites": list(fact.cites),
        "users": list(users),
    }


def _traceability(index: Index) -> dict[str, Any]:
    library = index.library
    clauses: dict[str, dict[str, Any]] = {
        address: {
            "fingerprint": index.fingerprints[address],
            "sources": sorted(
                {c for p in clause.article.paragraphs for c in (*p.cites, *(c for i in p.items for c in i.cites))}
            ),
            "duties": [f"{address}#{duty.id}" for duty in clause.article.duties_in_force],
            "forms": list(index.forms_of_clause.get(address, ())),
            "links": list(index.links_of.get(address, ())),
            "cited_by": list(index.cited_by.get(address, ())),
        }
        for address, clause in library.clauses.items()
    }
    duties = {
        placed.address: {
            "clause": placed.clause.address,
            "roles": list(placed.duty.roles),
            "cycle": placed.duty.cycle.value,
            "action": index.resolver.plain(placed.duty.action, placed.clause.regulation.key),
            "evidence": list(placed.duty.evidence),
        }
        for placed in library.duties
    }
    forms = {
        form.id: {
            "title": form.title,
            "version": form.version,
            "clause": form.clause,
            "clauses": list(index.clauses_of_form.get(form.id, ())),
            "duties": [placed.address for placed in index.duties_of_form.get(form.id, ())],
            "designed": form.designed,
            "fields": {
                path: {"label": index.resolver.plain(label, f"{library.owners[form.id]:02d}"), "clause": clause}
                for path, label, clause in form_parts(form)
            },
        }
        for form in library.forms
    }
    fields: dict[str, list[str]] = {}
    for form in library.forms:
        for path, _, clause in form_parts(form):
            fields.setdefault(clause, []).append(f"{form.id}.{path}")
    plan = {
        address: {
            "forms": list(index.forms_of_clause.get(address, ())),
            "cited_by": list(index.cited_by.get(address, ())),
            "fields": fields.get(address, []),
        }
        for address in library.plan_places
    }
    for address, row in clauses.items():
        row["fields"] = fields.get(address, [])
    return {"clauses": clauses, "plan": plan, "duties": duties, "forms": forms, "carried_by": index.carried_by}
