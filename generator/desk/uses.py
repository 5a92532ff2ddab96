"""Where things are used, in people's words."""

from __future__ import annotations

from collections import Counter

from ..references import Index, Reach

_KINDS = {"moment": "时段", "term": "名词", "paper": "试卷"}


def named(index: Index, user: str) -> str:
    """What people call something that speaks of a fact, list, role or clause, given by its address."""
    library = index.library
    whole = user.partition("#")[0]
    key, _, own = whole.partition("/")
    kind, _, called = user.partition(":")
    regulation = library.regulation_by_key.get(key)
    if whole in library.clauses:
        clause = library.clauses[whole]
        return f"{clause.regulation.short}{index.resolver.clause_name(whole, clause.regulation.key)}"
    if whole in library.plan_places:
        return f"方案“{library.plan_places[whole].title}”"
    if kind in _KINDS and called:
        moments = {moment.id: moment.title for moment in library.organization.moments}
        return f"{_KINDS[kind]}“{moments.get(called, called)}”"
    if key == "00":
        return "方案" + next((f"“{phase.title}”" for phase in library.plan.phases if phase.id == own), "")
    if regulation is None:
        return user
    if not own:
        return f"{regulation.short}的要点"
    if own in regulation.lists:
        return f"{regulation.short}清单“{regulation.lists[own].label}”"
    return f"{regulation.short}参数“{regulation.facts[own].label}”" if own in regulation.facts else user


def uses(index: Index, reach: Reach, asked: Counter[str], address: str) -> list[str]:
    """Where a fact is used: clauses, lists, forms, questions, constraints. `asked` counts questions' texts by fact."""
    library = index.library
    names = [named(index, user) for user in index.users.get(address, ()) if user not in library.form_by_id]
    names += [f"{form.id} {form.short}" for form in library.forms if address in reach.of(form)]
    key, asking = address[:2], asked[address]
    names += [f"题目 {asking} 处"] if asking else []
    for regulation in library.regulations:
        for constraint in regulation.constraints:
            own = address.partition("/")[2] if regulation.key == key else address
            if own in constraint.rule.replace("(", " ").replace(")", " ").split():
                names.append(f"约束“{index.resolver.plain(constraint.message, regulation.key)}”")
    return list(dict.fromkeys(names))
