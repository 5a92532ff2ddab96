"""Printed copies of forms that are out of date: the paper in the drawer no longer says what one made now would say."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..model import Form
from ..references import Index, Reach
from .record import Aspect, Changes, EntryChange

# Of a form's own properties those that stand on no paper, and those that its footer shows.
_OFF_PAPER = frozenset({"用途", "谁填", "谁签", "周期", "多久填一次", "保存多久", "怎么填", "简称", "出处"})
_FOOTER = frozenset({"版本", "版本日期", "状态", "依据条款"})


def footer(index: Index, form: Form) -> tuple[str, str, str, str]:
    """Version, standing, clause and fingerprint, as the foot of every page of the form has them."""
    clause = index.library.clauses.get(form.clause)
    named = form.clause
    if clause is not None:
        named = f"{clause.regulation.short}{index.resolver.clause_name(form.clause, clause.regulation.key)}"
    elif place := index.library.plan_places.get(form.clause):
        named = f"推广实施方案“{place.title}”"
    return form.version, form.status.value, named, index.fingerprints.get(form.clause, "")


def printed(changes: Changes, old: Index, new: Index, values: Collection[str]) -> Iterator[tuple[Form, list[str]]]:
    """The forms whose printed copies are out of date, and why; `values` are the facts and lists that changed."""
    reach = Reach(new)
    differing = {entry.address: entry for entry in changes.entries("表单")}
    for form in new.library.forms:
        before = old.library.form_by_id.get(form.id)
        if before is None or not before.designed:
            continue
        reasons = _footer(footer(old, before), footer(new, form))
        entry = differing.get(form.id)
        if entry is not None and _paper(entry):
            reasons.append("表样改变" if entry.aspect is not Aspect.VALUES else "印出的参数、名称改变")
        shown = [address for address in reach.of(form) if address in values]
        if shown:
            reasons.append(f"取用的{'、'.join(_label(new, address) for address in shown)}改变")
        if reasons:
            if (
                before.version == form.version
                and entry is not None
                and entry.aspect is not Aspect.VALUES
                and _paper(entry)
            ):
                reasons.append(f"版本号仍是 {form.version}，没有随表样改")
            yield form, reasons
    for form in old.library.forms:
        if form.designed and form.id not in new.library.form_by_id:
            yield form, ["表单已删除"]


def _footer(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    said = []
    for label, before, after in zip(("版本", "状态", "依据", "指纹"), old, new, strict=True):
        if before != after:
            said.append(f"页脚{label}由 {before or '（无）'} 变为 {after or '（无）'}")
    return said


def _paper(entry: EntryChange) -> bool:
    """Whether a change of a form shows on its paper, beyond the footer."""
    return bool(entry.parts) or any(d.label not in _OFF_PAPER | _FOOTER for d in entry.details)


def _label(index: Index, address: str) -> str:
    key, _, name = address.partition("/")
    found = index.resolver.fact(key, name) or index.resolver.list_at(address)
    return f"“{found.label}”" if found else address
