"""Everything that is pointed at exists."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from ..facts import PLACEHOLDER, SegmentKind
from ..model import Element, FormField, Library, TextSection, UnitValue
from ..problems import Problem
from ..references import Index, elements_of, source_id

BRACE = re.compile(r"[{}｛｝]")
FORMS_ONLY = (SegmentKind.UNIT, SegmentKind.BLANK, SegmentKind.EACH)


def nearest(wanted: str, known: Iterable[str]) -> str:
    """`是不是 x？` for the most similar known name, "" if none is similar."""
    found = difflib.get_close_matches(wanted, list(known), 1, 0.6)
    return f"是不是 {found[0]}？" if found else ""


def unknown_roles(index: Index) -> Iterator[Problem]:
    """A role id that organization.yml does not define."""
    known = index.library.role_by_id
    for element, path, role in _role_uses(index.library):
        if role not in known:
            titled = next(
                (f"是不是 {r.id}（{r.title}）？" for r in known.values() if role in (r.title, *r.aliases)), ""
            )
            remedy = f"{titled or nearest(role, known)}可用的角色见 organization.yml 的 roles"
            yield Problem("unknown-role", element.position_of(*path), f"没有角色 “{role}”", remedy)


def _role_uses(library: Library) -> Iterator[tuple[Element, tuple[str | int, ...], str]]:
    for role in library.organization.roles:
        if role.kind_of:
            yield role, ("kind_of",), role.kind_of
    for task in library.tasks.values():
        for number, name in enumerate(task.roles):
            yield task, ("roles", number), name
    for regulation in library.regulations:
        for number, name in enumerate(regulation.responsible):
            yield regulation, ("responsible", number), name
    for placed in library.duties:
        for number, name in enumerate(placed.duty.roles):
            yield placed.duty, ("roles", number), name
    for form in library.forms:
        for number, name in enumerate(form.filled_by):
            yield form, ("filled_by", number), name
        for number, name in enumerate(form.signed_by):
            yield form, ("signed_by", number), name


def unknown_moments(index: Index) -> Iterator[Problem]:
    """A part of the day, or a level, that organization.yml does not define."""
    organization = index.library.organization
    moments = {moment.id for moment in organization.moments}
    for placed in index.library.duties:
        moment = placed.duty.moment
        if moment and moment not in moments:
            remedy = f"{nearest(moment, moments)}可用的时段：{'、'.join(sorted(moments))}"
            yield Problem("unknown-moment", placed.duty.position_of("moment"), f"没有时段 “{moment}”", remedy)
    levels = {level.id for level in organization.levels}
    uses = [(level, "parent", (level.parent,)) for level in organization.levels if level.parent]
    uses += [(role, "levels", role.levels) for role in organization.roles]  # type: ignore[misc]
    for element, name, values in uses:
        for value in values:
            if value not in levels:
                remedy = f"{nearest(str(value), levels)}可用的层级：{'、'.join(sorted(levels))}"
                yield Problem("unknown-level", element.position_of(name), f"没有层级 “{value}”", remedy)


def broken_references(index: Index) -> Iterator[Problem]:
    """A placeholder that stands for nothing, or for two things."""
    library = index.library
    questions = {placed.address for placed in library.questions}
    for placed, segment in index.segments:
        position = placed.mark.find(segment.written)
        if segment.kind is SegmentKind.AMBIGUOUS:
            message = f"“{segment.written}” 既是参数又是列表"
            yield Problem("ambiguous-reference", position, message, "给参数或列表换一个名字，并改用到它的地方")
        elif segment.kind is SegmentKind.BLANK and placed.owner in questions:
            continue
        elif segment.kind in FORMS_ONLY and placed.owner not in library.form_by_id:
            message = f"“{segment.written}” 只能用在表单里"
            yield Problem("unknown-reference", position, message, "这里没有要填写的机构或空格，改写成文字或参数")
        elif segment.kind is SegmentKind.BROKEN:
            inner = segment.written.strip("{}")
            yield Problem(
                "unknown-reference",
                position,
                f"“{segment.written}” 找不到对应的内容",
                _advice(library, inner, placed.key),
            )


def stray_braces(index: Index) -> Iterator[Problem]:
    """A brace that is not part of a placeholder: half of one, or one typed in full width."""
    for placed in index.texts:
        blanked = PLACEHOLDER.sub(lambda match: "　" * len(match[0]), placed.text)
        brace = BRACE.search(blanked)
        if brace:
            position = placed.mark.find(placed.text[brace.start() : brace.start() + 6])
            remedy = "参数写作 {名称}：用英文花括号，前后成对，里面不换行、不再套花括号"
            yield Problem("unknown-reference", position, f"“{brace[0]}”没有成对，或是中文花括号", remedy)


def _advice(library: Library, inner: str, key: str) -> str:
    if inner.startswith("@"):
        titles = {name: role for role in library.organization.roles for name in (role.title, *role.aliases)}
        if inner[1:] in titles:
            return f"是不是 {{@{titles[inner[1:]].id}}}？花括号里写角色的标识，不写名称"
        return f"{nearest(inner[1:], library.role_by_id)}角色写作 {{@标识}}，标识见 organization.yml"
    if inner.count("/") == 2:
        return f"{nearest(inner, library.clauses)}条款写作 {{编号/章/条}}"
    if inner[:1] == "F":
        return f"{nearest(inner, library.form_by_id)}表单写作 {{F03-01}}"
    if inner.startswith("#"):
        values = [value.value for value in UnitValue]
        near = difflib.get_close_matches(inner[1:], values, 1, 0.5)
        tip = f"是不是 {{#{near[0]}}}？" if near else ""
        return f"{tip}机构的值有：{'、'.join(values)}"
    if "#" in inner:
        return _item_advice(library, inner, key)
    home = inner[:2] if inner[2:3] == "/" else key
    name = inner[3:] if inner[2:3] == "/" else inner
    known = [*library.facts_of(home), *library.lists_of(home)]
    labelled = next((n for n, fact in library.facts_of(home).items() if fact.label == name), "")
    if labelled:
        return f"是不是 {{{labelled}}}？花括号里写参数的名称，不写中文名"
    elsewhere = [key for key in library.regulation_by_key if name in library.facts_of(key) and key != home]
    if elsewhere and name not in known:
        return f"是不是 {{{elsewhere[0]}/{name}}}？它是编号 {elsewhere[0]} 的制度的参数"
    return f"{nearest(name, known)}参数要先在本制度的 facts 里登记；别的制度的参数写作 {{01/名称}}"


def _item_advice(library: Library, inner: str, key: str) -> str:
    """Advice on {列表#项}."""
    address, _, name = inner.partition("#")
    home, _, listed = address.rpartition("/")
    lists = library.lists_of(home or key)
    if listed not in lists:
        return f"{nearest(listed, lists)}列表的一项写作 {{列表名#标识}}，别的制度的写作 {{08/列表名#标识}}"
    titles = {item.title: item.id for item in lists[listed].items}
    tip = f"是不是 {titles[name]}？" if name in titles else nearest(name, titles.values())
    return f"{tip}“{lists[listed].label}”的各项：{'、'.join(list(titles.values())[:20])}"


def unknown_addresses(index: Index) -> Iterator[Problem]:
    """`related`, `clause` and `forms` entries that point at nothing."""
    library = index.library
    places = {*library.clauses, *library.plan_places}
    for element, path, address in _address_uses(library):
        if address not in places:
            remedy = f"{_moved(address, places) or nearest(address, places)}地址写作 编号/章标识/条标识；那一条已经删去的，把这处引用也删掉"
            yield Problem("unknown-clause", element.position_of(*path), f"没有条款 “{address}”", remedy)
    for element, path, form in _form_uses(library):
        if form not in library.form_by_id:
            remedy = f"{nearest(form, library.form_by_id)}表单在各制度的 forms 文件夹里登记"
            yield Problem("unknown-form", element.position_of(*path), f"没有表单 “{form}”", remedy)


def _moved(address: str, places: Iterable[str]) -> str:
    """Where an article with the same id now stands in the same regulation, if it only changed its chapter."""
    key, article = address[:2], address.rpartition("/")[2]
    found = [place for place in places if place.startswith(f"{key}/") and place.endswith(f"/{article}")]
    return f"这一条是不是挪到了 {found[0]}？" if len(found) == 1 else ""


def unknown_rows(index: Index) -> Iterator[Problem]:
    """An `on` entry of a list item that is no row of any list."""
    lists = [listed for regulation in index.library.regulations for listed in regulation.lists.values()]
    for listed in lists:
        rows = {item.id for other in lists if other is not listed for item in other.items}
        for item in listed.items:
            for number, name in enumerate(item.on):
                if name not in rows:
                    remedy = f"{nearest(name, rows)}on 里写另一个列表中某一项的标识（id）"
                    yield Problem(
                        "unknown-list", item.position_of("on", number), f"别的列表都没有“{name}”这一项", remedy
                    )


def _address_uses(library: Library) -> Iterator[tuple[Element, tuple[str | int, ...], str]]:
    for term in library.organization.glossary:
        if term.clause:
            yield term, ("clause",), term.clause
    for regulation in library.regulations:
        for constraint in regulation.constraints:
            yield constraint, ("clause",), constraint.clause
    for clause in library.clauses.values():
        for number, address in enumerate(clause.article.related):
            yield clause.article, ("related", number), address
    for form in library.forms:
        yield form, ("clause",), form.clause
        for part in elements_of(form):
            if isinstance(part, FormField | TextSection) and part.clause:
                yield part, ("clause",), part.clause


def _form_uses(library: Library) -> Iterator[tuple[Element, tuple[str | int, ...], str]]:
    for place in library.plan_places.values():
        for number, form in enumerate(place.forms):
            yield place, ("forms", number), form
    for regulation in library.regulations:
        for listed in regulation.lists.values():
            for item in listed.items:
                for number, form in enumerate(item.forms):
                    yield item, ("forms", number), form
    for clause in library.clauses.values():
        for number, form in enumerate(clause.article.forms):
            yield clause.article, ("forms", number), form
        for duty in clause.article.duties:
            for number, form in enumerate(duty.evidence):
                yield duty, ("evidence", number), form


def unknown_sources(index: Index) -> Iterator[Problem]:
    """A citation of a number that sources.yml does not register."""
    sources = index.library.sources
    known = {e.id for e in sources.material} | {e.id for e in sources.public_rules} | {e.id for e in sources.fragments}
    ambiguities = {entry.id for entry in sources.ambiguities}
    for element, cites in _cites(index):
        for number, cite in enumerate(cites):
            if source_id(cite) not in known:
                remedy = f"{nearest(cite, known)}先在 sources.yml 登记，再引用它的编号"
                yield Problem("unknown-source", element.position_of("cites", number), f"没有依据 “{cite}”", remedy)
    for element in index.elements:
        for reading in vars(element).get("readings", ()):
            if reading.ambiguity not in ambiguities:
                message = f"没有歧义 “{reading.ambiguity}”"
                yield Problem(
                    "unknown-source",
                    reading.position_of("ambiguity"),
                    message,
                    "歧义先在 sources.yml 的 ambiguities 登记",
                )


def _cites(index: Index) -> Iterator[tuple[Element, tuple[str, ...]]]:
    for element in index.elements:
        cites = vars(element).get("cites", ())
        if cites:
            yield element, cites
