"""Forms and clauses agree, and what a form takes from lists exists."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import derived_lists
from ..model import FieldsSection, FlowSection, Form, FormField, ProseSection, Section, TableSection
from ..problems import Problem, Severity
from ..references import Index
from .links import nearest

CHECKS = "00/checks/"


def asked_for(index: Index) -> Iterator[Problem]:
    """A form that no clause, duty or plan task asks for; one that clauses name but nobody has the duty to fill."""
    for form in index.library.forms:
        if form.id not in index.clauses_of_form:
            message = f"没有条款要求填写 {form.id}《{form.short}》"
            remedy = "在要求它的条款的职责 evidence 里写上表号；不再使用的表单请删除"
            yield Problem("orphan-form", form.position_of("id"), message, remedy)
        elif form.id not in index.duties_of_form and not _planned(index, form):
            message = f"条款提到了 {form.id}《{form.short}》，却没有一项职责要填它"
            remedy = "在有关条款的职责 evidence 里写上表号，写明谁填"
            yield Problem("orphan-form", form.position_of("id"), message, remedy)


def _planned(index: Index, form: Form) -> bool:
    """Whether a task of the plan produces it; a check only looks at it."""
    places = (a for a in index.clauses_of_form[form.id] if a in index.library.plan_places)
    return any(not address.startswith(CHECKS) for address in places)


def undesigned(index: Index) -> Iterator[Problem]:
    """A form that duties ask for but that nobody can print yet."""
    for form in index.library.forms:
        if not form.designed and form.id in index.clauses_of_form:
            message = f"{form.id}《{form.short}》只登记了用途，还没有表样"
            remedy = "补上 sheets:；暂时没有表样的，职责里先写清用什么记录"
            yield Problem("form-without-sheet", form.position_of("id"), message, remedy, Severity.WARNING)


def main_clause(index: Index) -> Iterator[Problem]:
    """A form whose own `clause` does not ask for it."""
    for form in index.library.forms:
        asking = index.clauses_of_form.get(form.id, ())
        exists = form.clause in index.library.clauses or form.clause in index.library.plan_places
        if asking and exists and form.clause not in asking:
            message = f"{form.id} 说依据 “{form.clause}”，那一条却没有要求它"
            remedy = f"改成要求它的条款：{'、'.join(asking[:4])}"
            yield Problem("form-clause-mismatch", form.position_of("clause"), message, remedy)


def stale(index: Index) -> Iterator[Problem]:
    """A form that rests on a clause that was reworded since somebody found the form right."""
    places = {*index.library.clauses, *index.library.plan_places}
    for form in index.library.forms:
        if places.issuperset(index.rests_on(form)) and index.is_stale(form):
            message = f"{form.id}《{form.short}》或其中的栏目依据的条款改过文字，还没有核对"
            remedy = f"对照条款看栏目、填写说明还对不对；没有问题的，运行 tenregs confirm {form.id} --by 姓名"
            yield Problem("stale-form", form.position_of("fingerprint"), message, remedy, Severity.WARNING)


def lists(index: Index) -> Iterator[Problem]:
    """Lists that a form's parts take their rows, columns, choices and texts from, but that do not exist."""
    known = [f"{regulation.key}/{name}" for regulation in index.library.regulations for name in regulation.lists]
    known += derived_lists()
    for form in index.library.forms:
        for sheet in form.sheets:
            for section in sheet.sections:
                for element, name, address in list_uses(section):
                    if address and address not in known:
                        remedy = f"{nearest(address, known)}列表写作 编号/列表名，如 03/meeting_types"
                        yield Problem("unknown-list", element.position_of(name), f"没有列表 “{address}”", remedy)


def list_uses(section: Section) -> Iterator[tuple[Section | FormField, str, str]]:
    """The lists that a section names, each with the part and the key that name it."""
    if isinstance(section, TableSection):
        yield section, "rows_from", section.rows_from
        yield section, "each", section.each
    if isinstance(section, FlowSection):
        yield section, "steps_from", section.steps_from
    if isinstance(section, ProseSection):
        for block in section.blocks:
            yield block, "each", block.each  # type: ignore[misc]
    for item in fields_of(section):
        yield item, "options_from", item.options_from
        yield item, "repeat_for", item.repeat_for


def fields_of(section: Section) -> tuple[FormField, ...]:
    """The fields or columns of a section."""
    if isinstance(section, FieldsSection | ProseSection):
        return section.fields
    return section.columns if isinstance(section, TableSection) else ()
