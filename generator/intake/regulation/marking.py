"""What a text speaks of: roles, forms, clauses and figures that the sources know or should know, as places in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...model import Library
from .figures import Figure, figures_in
from .numerals import NUMERAL, in_words, number_in

_TITLE = re.compile(r"《([^《》\n]{1,60})》")
FORM_LIKE = re.compile(r"(表|簿|单|记录|日志|台账|清单|登记|指引|预案)$")
_OWN_CLAUSE = re.compile(
    rf"(?:(本规定|本办法|本制度|本细则|按照?|依照|依据|根据|、|和|至|及|与|^|[，。；：（])\s*)(第(?:{NUMERAL}){{1,6}}条)"
)
# Before or after a role's name, these say that somebody acts or is acted upon: 由柜员, 柜员应当; not 柜员日结单.
_BEFORE = "由向经报交请对与和、及或者给归为各"
_AFTER = re.compile(
    r"(应|须|必须|负责|不得|可以|对|向|在|将|要|每|按|由|与|和|、|及|或|，|。|；|：|的|指定|组织|主持|审批|批准|签|填|书面|同意)"
)
_SUBJECT_END = r"(?:应当?|必须|须|要|负责)"
CYCLES: tuple[tuple[str, str], ...] = (
    ("每日", "每(?:个营业)?[日天]|逐日"), ("每周", "每(?:个)?周|每星期"), ("每半年", "每半年"), ("每季", "每(?:个)?季度?"),
    ("每月", "每(?:个)?月"), ("每年", "每(?:个)?年度?"),
)  # fmt: skip
_CYCLE = "(?:" + "|".join(pattern for _, pattern in CYCLES) + ")"
_CYCLE_AT = re.compile(_CYCLE)
_SENTENCE = re.compile(r"[^。；]+")
_ACTION = re.compile(r"[^，。；：]{2,60}")


@dataclass(frozen=True)
class Span:
    """A place in a text and the placeholder that may stand for it: @teller, F03-01, 04/a/b."""

    start: int
    end: int
    inner: str


@dataclass(frozen=True)
class Told:
    """A sentence that lays a recurring duty on somebody; the action stands from `start` to `end`."""

    roles: tuple[str, ...]
    cycle: str
    start: int
    end: int


@dataclass(frozen=True)
class Marks:
    """What one text speaks of. `aliases`: (words, role) that go by another name; `unknown`: titles like a form's."""

    spans: tuple[Span, ...]
    figures: tuple[Figure, ...]
    forms: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    duties: tuple[Told, ...]
    cycle: str


class Marker:
    """Marks texts by the names of one Library."""

    def __init__(self, library: Library) -> None:
        roles = library.organization.roles
        self.titles = {role.title: role.id for role in reversed(roles)}
        self.aliases = {alias: role.id for role in roles for alias in role.aliases if alias not in self.titles}
        self.forms: dict[str, str] = {}
        self.shorts: dict[str, str] = {}
        for form in library.forms:
            self.shorts.setdefault(form.short, form.id)
            for name in (form.title, form.short, *form.aliases):
                self.forms.setdefault(name, form.id)
        self._role = _alternatives([*self.titles, *self.aliases])
        self._form = _alternatives(name for name in self.forms if len(name) > 3)
        self._subject = re.compile(
            rf"(?P<who>(?:{self._role.pattern})(?:(?:、|和|及|或者?|以及)(?:{self._role.pattern}))*)"
            rf"(?P<between>[^，。；：]{{0,12}}?)(?:{_SUBJECT_END}|(?={_CYCLE}))"
        )

    def marks(self, text: str, clauses: Mapping[int, str]) -> Marks:
        """What `text` speaks of; `clauses` are the addresses of its regulation's own articles by number."""
        spans: list[Span] = []
        forms: dict[str, None] = {}
        unknown: dict[str, None] = {}
        for match in _TITLE.finditer(text):
            title = "".join(match[1].split())
            if title in self.shorts:
                spans.append(Span(match.start(), match.end(), self.shorts[title]))
            elif title in self.forms:
                forms[self.forms[title]] = None
            elif FORM_LIKE.search(title):
                unknown[title] = None
        bare = _TITLE.sub(lambda m: "\uffff" * len(m[0]), text)
        forms |= {self.forms[match[0]]: None for match in self._form.finditer(bare)}
        bare = self._form.sub(lambda m: "\uffff" * len(m[0]), bare)
        aliases: dict[tuple[str, str], None] = {}
        for match in self._role.finditer(bare):
            if not self._acts(bare, match.start(), match.end()):
                continue
            if match[0] in self.titles:
                spans.append(Span(match.start(), match.end(), f"@{self.titles[match[0]]}"))
            else:
                aliases[match[0], self.aliases[match[0]]] = None
        for match in _OWN_CLAUSE.finditer(bare):
            number = number_in(match[2][1:-1]) or 0
            if number in clauses and match[2] == f"第{in_words(number)}条":
                spans.append(Span(match.start(2), match.end(2), clauses[number]))
        spans = [span for span in spans if span.inner not in forms]
        duties = tuple(self._duties(bare))
        cycle = next(
            (
                n
                for n, p in CYCLES
                if re.search(
                    rf"(?:应当?|必须|须|要)[^。；]{{0,20}}?(?:{p})|(?:{p})[^。；]{{0,20}}?(?:应当?|必须|须)", bare
                )
            ),
            "",
        )
        return Marks(
            tuple(sorted(spans, key=lambda s: s.start)), tuple(figures_in(bare)), tuple(forms), tuple(aliases),
            tuple(unknown), duties, cycle,
        )  # fmt: skip

    def _acts(self, text: str, start: int, end: int) -> bool:
        before = text[start - 1 : start]
        return bool(_AFTER.match(text, end)) or (before != "" and before in _BEFORE) or end == len(text)

    def _duties(self, text: str) -> Iterable[Told]:
        for sentence in _SENTENCE.finditer(text):
            for match in self._subject.finditer(text, sentence.start(), sentence.end()):
                action = _ACTION.match(text, match.end())
                whole = match["between"] + (action[0] if action else "")
                cycle = next((name for name, pattern in CYCLES if re.search(pattern, whole)), "")
                if not cycle or action is None or "\uffff" in action[0]:
                    continue
                start = action.start()
                if lead := _CYCLE_AT.match(text, start):
                    start = lead.end()
                names = self._role.findall(match["who"])
                roles = tuple(dict.fromkeys(self.titles.get(name) or self.aliases[name] for name in names))
                if action.end() - start > 1:
                    yield Told(roles, cycle, start, action.end())


def _alternatives(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, the longest first; nothing if there are none."""
    known = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, known)) or r"(?!)")


def put(text: str, spans: Sequence[Span], start: int = 0, end: int | None = None) -> str:
    """`text` from `start` to `end` with a placeholder for every span that lies in it; spans that overlap are left out."""
    end = len(text) if end is None else end
    made, done = [], start
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= done and span.end <= end:
            made += [text[done : span.start], "{", span.inner, "}"]
            done = span.end
    return "".join([*made, text[done:end]])
