"""The names that the formulas of one form may use, and what each stands for where it is written."""

from __future__ import annotations

from typing import NamedTuple

from ...facts import parse_value
from ...layout.formulas import ALL, BEFORE, COPY, ROW, SELF
from ...layout.words import Words
from ...model import (
    BoardSection,
    Fact,
    FactType,
    FieldsSection,
    Form,
    FormField,
    FormSheet,
    Section,
    TableSection,
    TextSection,
)
from ...references import Index
from ..links import nearest
from .written import Written

_MARKS = (ROW, ALL, BEFORE, COPY)


class Meant(NamedTuple):
    """A field or a column that a formula names: where it stands (`items.minutes`) and what it is (None: words)."""

    path: str
    item: FormField | None
    mark: str = ""


class Known:
    """The names of one form."""

    def __init__(self, index: Index, form: Form) -> None:
        self.words = Words(index.library, f"{index.library.owners.get(form.id, 0):02d}", None)
        self.fields: dict[str, FormField | None] = {}
        self.columns: dict[str, FormField] = {}
        self.groups: dict[str, FormField] = {}
        self.repeated: set[str] = set()
        self.copied: set[str] = set()
        for sheet in form.sheets:
            for section in sheet.sections:
                self._add(index, sheet, section)

    def _add(self, index: Index, sheet: FormSheet, section: Section) -> None:
        found: dict[str, FormField | None] = {}
        if isinstance(section, TextSection):
            found[section.id] = None
        elif isinstance(section, BoardSection):
            found |= {line.id: None for line in section.lines}
        elif isinstance(section, FieldsSection):
            found |= {item.id: item for item in section.fields}
        elif isinstance(section, TableSection):
            self._add_table(index, section)
        self.fields |= found
        if sheet.copies > 1:
            self.copied |= set(found)

    def _add_table(self, index: Index, section: TableSection) -> None:
        tables = [section.id]
        if repeated := index.resolver.list_at(section.each) if section.each else None:
            self.repeated.add(section.id)
            tables += [f"{section.id}-{item.id}" for item in repeated.items]
        for item in section.columns:
            listed = index.resolver.list_at(item.repeat_for) if item.repeat_for else None
            ids = [f"{item.id}-{row.id}" for row in listed.items] if listed else [item.id]
            for table in tables:
                self.columns |= {f"{table}.{name}": item for name in ids}
                if listed:
                    self.groups[f"{table}.{item.id}"] = item

    @property
    def paths(self) -> set[str]:
        """Every field, and every column with its table."""
        return {*self.fields, *self.columns}

    def meant(self, name: str, at: Written) -> Meant | None:
        """The field or column that a name means where it is written; None for anything else."""
        plain, mark = _without_mark(name)
        full = plain if "." in plain or not at.table else f"{at.table}.{plain}"
        if mark == COPY:
            return Meant(plain, self.fields[plain], mark) if plain in self.copied else None
        if "." in plain and plain.partition(".")[0] in self.repeated:
            return None
        if mark in (ALL, BEFORE):
            return Meant(full, self.groups[full], mark) if full in self.groups else None
        if mark == ROW and (not at.table or at.total):
            return None
        if full in self.columns:
            return Meant(full, self.columns[full], mark)
        if full in self.groups:
            item = self.groups[full]
            same = at.column is not None and at.column.repeat_for == item.repeat_for
            return Meant(full, item, mark) if same else None
        return Meant(plain, self.fields[plain]) if plain in self.fields and not mark else None

    def has(self, name: str, at: Written) -> bool:
        """Whether a name means something where it is written."""
        if name == SELF:
            return True
        if "/" in name:
            return self.words.outside(name) is not None
        return self.meant(name, at) is not None

    def duration(self, name: str) -> Fact | None:
        """The length of time that is named without saying in which unit it is reckoned."""
        if "/" not in name or "#" in name or ":" in name:
            return None
        fact = self.words.resolver.fact(*name.split("/", 1))
        return fact if fact and fact.value and fact.type is FactType.DURATION else None

    def told(self, name: str, at: Written) -> tuple[str, str]:
        """What is wrong with a name that means nothing, and advice."""
        if "/" in name:
            return f"算式里的 “{{{name}}}” 没有登记", self._outside(name)
        plain, mark = _without_mark(name)
        full = plain if "." in plain or not at.table else f"{at.table}.{plain}"
        if mark == ROW and full in self.columns and (at.total or not at.table):
            where = "合计行" if at.total else "表格外面"
            message = f"“{{{name}}}” 是同一行号的格，不能用在{where}"
            return message, f"整列写作 {{{full}}}；某一行的格写 INDEX({{{full}}},第几行)"
        if mark in (ALL, BEFORE) and full in self.columns:
            return f"“{{{name}}}” 只用于按列表展开的列，“{self.columns[full].label}”没有展开", f"写作 {{{plain}}}"
        if mark == COPY and plain in self.fields:
            return f"“{{{name}}}” 只用于有几份的页（copies），“{plain}”只有一份", f"写作 {{{plain}}}"
        if full in self.groups:
            message = f"“{{{name}}}” 按列表展开成了多列，这里不知道是哪一列"
            return message, f"各列写作 {{{plain}@各}}，其中一列写作 {{{self._first(full, plain)}}}"
        if plain.rpartition(".")[2] in self.fields:
            return f"算式里的 “{{{name}}}” 不是本表的栏目", f"要素区的栏目不写区名，写作 {{{plain.rpartition('.')[2]}}}"
        inside = f"{at.table}." if at.table else ""
        known = {path.removeprefix(inside) if inside else path for path in (*self.paths, *self.groups)}
        remedy = f"{self._labelled(plain) or nearest(plain, known)}算式里写栏目标识 {{标识}} 或 {{表格.列}}"
        return f"算式里的 “{{{name}}}” 不是本表的栏目", remedy

    def _first(self, full: str, plain: str) -> str:
        return next((path for path in self.columns if path.startswith(f"{full}-")), plain)

    def _labelled(self, name: str) -> str:
        """Advice if somebody wrote what a field is called instead of its id."""
        both = {**self.fields, **self.columns}
        return next((f"是不是 {{{path}}}？" for path, item in both.items() if item and item.label == name), "")

    def _outside(self, name: str) -> str:
        """Advice on a fact or an item of a list that is not there."""
        key, _, rest = name.partition("/")
        library, resolver = self.words.library, self.words.resolver
        if "#" in name:
            address, _, item = name.partition("#")
            listed = resolver.list_at(address)
            if listed is None:
                lists = [f"{r.key}/{n}" for r in library.regulations for n in r.lists]
                return f"{nearest(address, lists)}列表的一项写作 {{08/outcomes#closed}}，列表要先在制度里登记"
            ident, _, column = item.partition(".")
            titles = {entry.title: entry.id for entry in listed.items}
            ids = [entry.id for entry in listed.items]
            if ident in ids:
                return f"“.{column}” 不能用：名称写作 {{{address}#{ident}}}，简称写作 {{{address}#{ident}.mark}}"
            tip = f"是不是 {titles[ident]}？" if ident in titles else nearest(ident, ids)
            return f"{tip}“{listed.label}”的各项：{'、'.join(ids[:20])}"
        fact = resolver.fact(key, rest.partition(":")[0])
        if ":" in name and fact and fact.value:
            return f"“{fact.label}”是{fact.value}，不能按这个单位计算；时长写作 {{02/weekly_hours:小时}}"
        if fact and not fact.value:
            return f"“{fact.label}”还没有值，先在制度的 facts 里写上"
        return f"{nearest(rest, library.facts_of(key))}参数写作 {{02/min_managers}}，时长写作 {{02/weekly_hours:小时}}，要先在制度里登记并有值"


def unit_of(fact: Fact) -> str:
    """The unit in which a length of time was written."""
    return parse_value(fact.type, fact.value).unit.removeprefix("个")


def _without_mark(name: str) -> tuple[str, str]:
    mark = next((mark for mark in _MARKS if name.endswith(mark)), "")
    return name.removesuffix(mark), mark
