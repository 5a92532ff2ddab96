"""The appendices: duties by role, the list of forms, the public rules cited, what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model import Cycle, Fact, FactList, Form, PlacedDuty, Reading
from .blocks import Block, Column, Heading, Line, Row, Span, Style, Table, Text, line
from .widths import fitted
from .words import Words, joined

SIZE = 9.0  # points, of a dense table


def duties(words: Words, title: str, level: int, key: str) -> Iterator[Block]:
    """Every duty under each role that holds it; `key` is the regulation in whose own document this stands."""
    library = words.library
    yield Heading(level, title, "#duties")
    yield Text(line("每一项职责列在担负它的每个角色之下；“全体员工”的职责人人都有。"), Style.NOTE)
    for role in library.organization.roles:
        held = [p for p in library.duties if role.id in p.duty.roles and p.clause.address in words.clauses]
        if not held:
            continue
        yield Heading(3, f"{role.title}（{len(held)}项）", f"role:{role.id}")
        if role.kind_of:
            general = library.role_by_id[role.kind_of].title
            yield Text(line(f"另有“{general}”的全部职责，见该角色。"), Style.NOTE)
        rows: list[Row] = []
        for cycle in Cycle:
            own = [_duty(placed, words, key) for placed in held if placed.duty.cycle is cycle]
            rows += [Row((line(f"{cycle.value}（{len(own)}项）"),)), *own] if own else []
        columns = (Column("做什么", 62), Column("何时", 32), Column("记录", 31), Column("依据", 31))
        yield Table(f"{role.title}的职责", columns, tuple(rows), dense=True)


def _duty(placed: PlacedDuty, words: Words, key: str) -> Row:
    duty, own = placed.duty, placed.clause.regulation.key
    standing = words.index.standing(placed)
    moments = words.library.organization.moments
    when = duty.trigger or next((moment.title for moment in moments if moment.id == duty.moment), "")
    told = [words.line(text, own) for text in (when, duty.deadline) if text]
    return Row(
        (
            (*words.line(duty.action, own), *((Span(f"【{standing}】", mark=True),) if standing else ())),
            joined(told, "，"),
            joined(words.form(form) for form in duty.evidence),
            words.clause(placed.clause.address, key),
        )
    )


def forms(words: Words, listed: Sequence[Form], title: str, level: int, key: str) -> Iterator[Block]:
    """The forms with their numbers, what asks for them, who fills them, how often, how long they are kept."""
    yield Heading(level, title, "#forms")
    roles, places = words.library.role_by_id, words.library.plan_places
    rows = []
    for form in listed:
        own = f"{words.library.owners.get(form.id, 0):02d}"
        clause = words.clause(form.clause, key) if form.clause in words.library.clauses else ()
        if not clause and form.clause in places:
            clause = line(f"推广实施方案“{places[form.clause].title}”")
        cells = (
            line(form.id), line(f"{form.title}（{form.version}版）"), clause,
            line("、".join(roles[role].title for role in form.filled_by if role in roles)),
            words.line(form.frequency, own), words.line(form.retention, own),
        )  # fmt: skip
        rows.append(Row(cells, form.id))
    heads = ("表号", "名称", "依据", "谁填", "多久一次", "保存")
    yield Table("表单目录", fitted(heads, rows, SIZE, 15.0), tuple(rows), dense=True)


def sources(words: Words, title: str, level: int, key: str) -> Iterator[Block]:
    """The public rules that marks such as 【据公开规定〔3〕】 point at."""
    yield Heading(level, title, "#sources")
    said = "正文“据公开规定”后面的〔〕号是下表的序号。“据材料”指宣导材料写明的内容；“拟稿”是起草待审的内容，参考公开规定起草的，所在条款也列在“用于”里。"
    yield Text(line(said), Style.NOTE)
    rules = {rule.id: rule for rule in words.library.sources.public_rules}
    rows = []
    for rule_id, number in words.numbers.items():
        rule = rules[rule_id]
        about = "，".join(filter(None, (rule.number, f"{rule.effective}施行" if rule.effective else "")))
        used = _users(words.index.carried_by[rule_id], words, key)
        cells = (line(f"〔{number}〕"), line(f"《{rule.title}》{f'（{about}）' if about else ''}"), used, line(rule.note))  # fmt: skip
        rows.append(Row(cells, rule_id))
    yield Table("公开规定", fitted(("序", "名称", "用于", "核对提示"), rows, SIZE, 13.0), tuple(rows), dense=True)


def _users(addresses: Iterable[str], words: Words, key: str) -> Line:
    """The clauses among these, and how many parameters and lists."""
    places = dict.fromkeys(address.partition("#")[0] for address in addresses if address[:2] in words.keys)
    found = [words.clause(place, key) for place in places if place in words.clauses]
    others = len(places) - len(found)
    return joined([*found, *([line(f"参数、清单{others}处")] if others else [])])


def questions(words: Words, title: str, level: int, key: str) -> Iterator[Block]:
    """The readings taken where the source material is unclear, and what somebody has yet to verify."""
    yield Heading(level, title, "#open")
    readings = list(_readings(words, whole=not key))
    rows: list[Row] = []
    for ambiguity in words.library.sources.ambiguities:
        own = [_reading(*found, words, key) for found in readings if found[0].ambiguity == ambiguity.id]
        rows += [Row((line(f"{ambiguity.id}　{ambiguity.question}"),)), *own] if own else []
    if rows:
        yield Heading(3, f"材料的歧义与采用的理解（{len(readings)}处）", "#readings")
        columns = (Column("采用的理解", 72), Column("提示", 48), Column("写在", 36))
        yield Table("材料的歧义与采用的理解", columns, tuple(rows), dense=True)
    notes = tuple(Row((name_of(place, words, key), words.line(note, own))) for place, note, own in _notes(words, key))
    if notes:
        yield Heading(3, f"需要核对的内容（{len(notes)}处）", "#notes")
        yield Table("需要核对的内容", (Column("写在", 52), Column("核对什么", 104)), notes, dense=True)
    if not rows and not notes:
        yield Text(line("没有待确认的事项。"))


def _reading(reading: Reading, place: str, own: str, words: Words, key: str) -> Row:
    return Row((words.line(reading.reading, own), words.line(reading.note, own), name_of(place, words, key)))


def _readings(words: Words, whole: bool) -> Iterator[tuple[Reading, str, str]]:
    """(reading, address of what took it, regulation of its texts)."""
    library = words.library
    if whole:
        organization, plan = library.organization, library.plan
        yield from ((reading, "“机构与角色”", "00") for reading in organization.readings)
        named = [(level.title, level.readings) for level in organization.levels]
        named += [(role.title, role.readings) for role in organization.roles]
        for title, readings in named:
            yield from ((reading, f"名称“{title}”", "00") for reading in readings)
        for term in organization.glossary:
            yield from ((reading, f"名词“{term.term}”", "00") for reading in term.readings)
        for address, entry in {"00": plan, **{f"00/{p.id}": p for p in plan.phases}, **library.plan_places}.items():
            yield from ((reading, address, "00") for reading in entry.readings)
        for name, fact in plan.facts.items():
            yield from ((reading, f"00/{name}", "00") for reading in fact.readings)
    for regulation in library.regulations:
        if regulation.key not in words.keys:
            continue
        yield from ((reading, regulation.key, regulation.key) for reading in regulation.readings)
        values: dict[str, Fact | FactList] = {**regulation.facts, **regulation.lists}
        for name, value in values.items():
            yield from ((reading, f"{regulation.key}/{name}", regulation.key) for reading in value.readings)
    for address, clause in words.clauses.items():
        yield from ((reading, address, clause.regulation.key) for reading in clause.article.readings)
    for form in library.forms:
        own = f"{library.owners.get(form.id, 0):02d}"
        if own in words.keys or whole:
            yield from ((reading, form.id, own) for reading in form.readings)


def _notes(words: Words, key: str) -> Iterator[tuple[str, str, str]]:
    """(address, note, regulation of its text)."""
    library = words.library
    for regulation in library.regulations:
        if regulation.key in words.keys:
            values: dict[str, Fact | FactList] = {**regulation.facts, **regulation.lists}
            for name, value in values.items():
                if value.note:
                    yield f"{regulation.key}/{name}", value.note, regulation.key
    for address, clause in words.clauses.items():
        if clause.article.note:
            yield address, clause.article.note, clause.regulation.key
    for form in library.forms:
        own = f"{library.owners.get(form.id, 0):02d}"
        if form.note and (own in words.keys or not key):
            yield form.id, form.note, own


def name_of(address: str, words: Words, key: str) -> Line:
    """What stands at an address, as people call it: a clause, a parameter or list, a form, a part of the plan."""
    library = words.library
    own, _, name = address.partition("/")
    if address in library.clauses:
        return words.clause(address, key)
    if address in library.form_by_id:
        return words.form(address)
    if own == "00":
        entry = library.plan_places.get(address) or next((p for p in library.plan.phases if p.id == name), None)
        fact = library.plan.facts.get(name)
        return line("推广实施方案", f"“{entry.title}”" if entry else f"参数“{fact.label}”" if fact else "")
    regulation = library.regulation_by_key.get(own)
    if regulation is None:
        return line(address)
    short = "" if own == key else regulation.short
    if value := regulation.facts.get(name):
        return line(f"{short}参数“{value.label}”")
    if listed := regulation.lists.get(name):
        return line(f"{short}清单“{listed.label}”")
    return line(short or regulation.title)
