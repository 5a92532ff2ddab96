"""The search index: sections, not pages, as scripts so that it also loads from file://.

A clause's text stands in it once; what else is said of the clause (its duties, the names of its figures, practice
questions) is held beside it. Formal questions never come here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ..exams import written
from ..facts import SegmentKind
from ..model import Basis, Clause, Cycle, Fact, FactList, Form, FormField, Pool
from ..references import bases_of, elements_of
from . import paths
from .lexicon import Lexicon
from .readings import Readings
from .views import Views

CYCLES = tuple(Cycle)
_CLAUSES_OF_A_LIST = 2  # that what a list holds is found through
_STANDINGS = ("", "拟稿", "含拟稿")
_PAGES = (
    ("表单中心", "下载、打印、在网页上填好各种表单", paths.FORMS, ("下载表单", "空白表", "表格下载")),
    ("练习", "做题、错题本、每天的学习计划", paths.PRACTICE, ("做题", "题库", "刷题", "错题本")),
    ("模拟考试", "按考卷的规则计时答题、打分", f"{paths.PRACTICE}#exam", ("考试", "模拟卷")),
    ("日程", "一天、一周、一月各做什么", paths.CALENDAR, ("每日安排", "工作日历")),
    ("全部职责", "按角色看谁做什么", paths.DUTIES, ("岗位职责",)),
    ("十项制度总览", "十项制度的目录", paths.REGULATIONS, ("目录", "制度目录")),
    ("推广实施", "方案、任务和监督检查", paths.PLAN, ("推广方案", "实施方案")),
    ("名词", "名词解释和别名", paths.GLOSSARY, ("名词解释", "术语")),
    ("更新记录", "各制度和表单改了什么", paths.CHANGES, ("修订记录",)),
    ("待确认事项", "材料没有写清、请省公司确认的地方", paths.OPEN, ("歧义",)),
    ("依据", "材料和公开规定的出处", paths.SOURCES, ("出处", "法律依据")),
    ("柜员怎么用", "使用手册：柜员", "help/clerk.html", ("使用手册", "帮助", "使用说明")),
)


def index_scripts(views: Views) -> dict[str, bytes]:
    """`TENREGS_INDEX = {...}`: rows by kind, as site/assets/search-core.js reads them, how the texts are read aloud and
    cut into words; `TENREGS_SPOKEN = {...}`: practice questions and ways of asking, which only who searches needs."""
    content = _Content(views)
    body: dict[str, Any] = {
        "standings": _STANDINGS,
        "cycles": [cycle.value for cycle in CYCLES],
        "regulations": content.regulations,
        "roles": content.roles,
        "clauses": content.clauses,
        "others": content.others,
    }
    spoken = {"questions": content.questions, "asked": content.asked}
    texts = [*_strings(body), *_strings(content.questions)]
    names = [*content.names(), *(term.term for term in views.library.organization.glossary)]
    body["readings"] = Readings(texts, names).compact()
    body["sayings"] = [[list(saying.say), list(saying.means)] for saying in views.library.sayings]
    body["lexicon"] = Lexicon(texts, names, [*_strings(content.asked), *_strings(body["sayings"])]).compact()
    return {"search-index.js": _script("TENREGS_INDEX", body), "search-spoken.js": _script("TENREGS_SPOKEN", spoken)}


def _script(name: str, value: dict[str, Any]) -> bytes:
    return f"window.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


class _Content:
    """The rows of one Library."""

    def __init__(self, views: Views) -> None:
        self.views, self.library = views, views.library
        self.role_numbers = {role.id: number for number, role in enumerate(self.library.organization.roles)}
        self.regulation_numbers = {r.key: number for number, r in enumerate(self.library.regulations)}
        self.clause_numbers = {address: number for number, address in enumerate(self.library.clauses)}
        self.figures = self._figures()
        self.terms = self._terms()
        self.regulations: list[list[Any]] = [
            [r.key, r.short, r.title, paths.regulation(r), self._plain(r.purpose, r.key), list(r.aliases)]
            for r in self.library.regulations
        ]
        self.roles: list[list[Any]] = [
            [role.title, list(role.aliases), paths.role(role.id), self._plain(role.brief, "00")]
            for role in self.library.organization.roles
        ]
        self.clauses = [self._clause(address, clause) for address, clause in self.library.clauses.items()]
        self.others = [*self._forms(), *self._glossary(), *self._lists(), *self._plan(), *self._pages()]
        self.questions = list(self._questions())
        self.asked = list(self._asked())

    def _asked(self) -> Iterator[list[Any]]:
        """What people ask, by the number of the clause among the clauses, or of the form among all that is none."""
        for number, clause in enumerate(self.library.clauses.values()):
            if clause.article.asked:
                yield [number, list(clause.article.asked)]
        for number, form in enumerate(self.library.forms, len(self.library.clauses)):  # they are the first of `others`
            if form.asked:
                yield [number, list(form.asked)]

    def names(self) -> Iterator[str]:
        """The names by which people know things; they tell how their characters are read."""
        for row in self.regulations:
            yield from (row[1], *row[5])
        for row in self.roles:
            yield from (row[0], *row[1])
        for row in self.others:
            yield from (row[1], *row[5])

    def _plain(self, text: str, key: str) -> str:
        return " ".join(self.views.inline.plain(text, key).split())

    def _numbers(self, roles: Iterable[str]) -> list[int]:
        return sorted({self.role_numbers[role] for role in roles if role in self.role_numbers})

    def _figures(self) -> dict[str, dict[str, None]]:
        """Clause → what its figures and lists are called, with the figure: 晨会时长上限15分钟, 服务禁语."""
        resolver = self.views.index.resolver
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for placed, segment in self.views.index.segments:
            address = placed.owner.partition("#")[0]
            if address not in self.library.clauses or placed.asking:
                continue
            named: Fact | FactList | None = None
            value = ""
            if segment.kind is SegmentKind.FACT:
                named = resolver.fact(*segment.target.split("/"))
                value = segment.text if named and named.value else ""
            elif segment.kind in (SegmentKind.LIST, SegmentKind.COUNT):
                named = resolver.list_at(segment.target)
            if named:
                found[address].setdefault(named.label + value)
        return found

    def _terms(self) -> dict[str, list[str]]:
        """Clause → the terms that it explains, with their aliases."""
        found: dict[str, list[str]] = defaultdict(list)
        for term in self.library.organization.glossary:
            if term.clause:
                found[term.clause] += [term.term, *term.aliases]
        return found

    def _clause(self, address: str, clause: Clause) -> list[Any]:
        key, article = clause.regulation.key, clause.article
        lines = []
        for paragraph in article.paragraphs:
            lines += [self._plain(paragraph.text, key), *(self._plain(item.text, key) for item in paragraph.items)]
        bases = bases_of(article)
        draft = 0 if Basis.DRAFT not in bases else 1 if len(bases) == 1 else 2
        duties = [
            [
                self._plain(placed.duty.action, key),
                self._numbers(placed.duty.roles),
                CYCLES.index(placed.duty.cycle),
                self._plain(placed.duty.trigger, key),
                self._plain(placed.duty.deadline, key),
                _STANDINGS.index(self.views.index.standing(placed)),
            ]
            for placed in self.library.duties_of_clause.get(address, ())
        ]
        return [
            self.regulation_numbers[key], address.partition("/")[2], clause.number, article.title, draft,
            "".join(lines), list(self.figures[address]), self.terms[address], duties,
        ]  # fmt: skip

    def _other(
        self, kind: str, title: str, text: str, url: str, key: str = "", aliases: Iterable[str] = (),
        *, drafted: bool = False, roles: Iterable[str] = (), fields: str = "", of: Iterable[int] = (),
    ) -> list[Any]:  # fmt: skip
        regulation = self.regulation_numbers.get(key, -1)
        who = self._numbers(roles)
        return [kind, title, text, url, regulation, list(aliases), int(drafted), who, fields, list(of)]

    def _forms(self) -> Iterator[list[Any]]:
        for form in self.library.forms:
            key = f"{self.library.owners[form.id]:02d}"
            text = f"{self._plain(form.purpose, key)}{self._plain(form.frequency, key)}。"
            names = dict.fromkeys((form.id, form.short, *form.aliases))
            yield self._other(
                "表单", form.title, text, paths.form(form.id), key, names,
                roles=(*form.filled_by, *form.signed_by), fields="、".join(_labels(form)),
            )  # fmt: skip

    def _glossary(self) -> Iterator[list[Any]]:
        """The terms; everyday words that need no explanation lead to their clause."""
        for term in self.library.organization.glossary:
            url = f"{paths.GLOSSARY}#{paths.term_anchor(term.term)}"
            key = term.clause.partition("/")[0]
            drafted = term.basis is Basis.DRAFT
            yield self._other(
                "名词",
                term.term,
                self._plain(term.meaning, "00"),
                url,
                key,
                term.aliases,
                drafted=drafted,
                of=[self.clause_numbers[term.clause]] if term.clause and not term.hover else (),
            )

    def _lists(self) -> Iterator[list[Any]]:
        for regulation in self.library.regulations:
            for name, listed in regulation.lists.items():
                rows = [self._plain(f"{item.title} {item.detail}", regulation.key) for item in listed.items]
                url = f"{paths.regulation(regulation)}#list-{name}"
                text = "；".join(row.rstrip("。；") for row in rows)
                users = self.views.index.users.get(f"{regulation.key}/{name}", ())
                of = list(
                    dict.fromkeys(
                        self.clause_numbers[a] for u in users if (a := u.partition("#")[0]) in self.clause_numbers
                    )
                )
                drafted = listed.basis is Basis.DRAFT
                yield self._other(
                    "清单", listed.label, text, url, regulation.key, drafted=drafted, of=of[:_CLAUSES_OF_A_LIST]
                )

    def _plan(self) -> Iterator[list[Any]]:
        for address, task in self.library.plan_places.items():
            yield self._other("方案", task.title, self._plain(task.text, "00"), self.views.urls.of(address))

    def _pages(self) -> Iterator[list[Any]]:
        for title, text, url, aliases in _PAGES:
            yield self._other("页面", title, text, url, "", aliases)

    def _questions(self) -> Iterator[list[Any]]:
        """Practice questions: the stem and the clauses that it examines."""
        for item in written(self.views.index):
            clauses = [self.clause_numbers[address] for address in item.clauses if address in self.clause_numbers]
            if item.pool is Pool.PRACTICE and clauses:
                yield [" ".join(item.stem.replace("**", "").split()), clauses]


def _labels(form: Form) -> list[str]:
    """The fields of a form, each name once."""
    fields = (one for one in elements_of(form) if isinstance(one, FormField))
    return list(dict.fromkeys(one.label for one in fields if not one.label.isascii()))
