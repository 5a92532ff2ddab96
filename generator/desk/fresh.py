"""Something new of each kind, with the least it must say; the form asks for the rest."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ..model import (
    Calendar,
    Chapter,
    Element,
    Fact,
    FactList,
    FactType,
    Form,
    FormStatus,
    Questions,
    QuestionType,
    Regulation,
    Unit,
)
from ..model.base import NAME, SLUG
from ..source.editing import Document, Step
from .asks import Addition, Answers, Ask, basis
from .catalogue import Entry, Shelf
from .slots import Offer, blank, part, slots

if TYPE_CHECKING:
    from .page import Page

_SLUG_HINT = "小写英文单词，单词之间用连字符，如 queue-guide；公布以后不改"
_NAME_HINT = "小写英文单词，单词之间用下划线，如 queue_limit；公布以后不改"
# What each kind of source says first, so that editors check it.
_HEAD = "# yaml-language-server: $schema={}schemas/{}.schema.json\n"


def addition(page: Page, shelf: Shelf, key: str) -> Addition | None:
    """What can be added where the left column is; None if nothing can, or not that way."""
    library = page.state.library
    if library is None:
        return None
    if shelf is Shelf.COMMON:
        return _calendar(page) if library.calendar is None else None
    if shelf is Shelf.UNITS:
        return _unit(page)
    if shelf is Shelf.FORMS:
        return _form(page, key)
    if shelf is Shelf.FACTS:
        return _fact(page, key)
    if key not in library.regulation_by_key:
        return None
    made = {Shelf.LISTS: _list, Shelf.QUESTIONS: _question, Shelf.WHOLE: _chapter}.get(shelf)
    return made(page, library.regulation_by_key[key]) if made else None


def _inserted(page: Page, entry: Entry, value: Answers, into_list: bool) -> Entry | None:
    """Put it in, behind what is there; None, with a message, if it cannot be."""

    def put(document: Document) -> Document:
        holder: Any = document.get(entry.path[:-2])
        there = entry.path[-2] in holder
        if into_list:
            path = entry.path[:-1]
            return document.insert_entry(path, value) if there else document.insert(path, [value])
        return (
            document.insert(entry.path, value)
            if there
            else document.insert(entry.path[:-1], {str(entry.path[-1]): value})
        )

    return entry if page.reshape_in(entry.name, put) else None


def _fact(page: Page, key: str) -> Addition:
    library = page.state.library
    assert library is not None
    holder = library.plan if key == "00" else library.regulation_by_key[key]
    name = holder.at.position.file

    def make(page: Page, said: Answers) -> Entry | None:
        own = said.pop("id")
        entry = Entry(Shelf.FACTS, key, f"{key}/{own}", said["label"], "各个参数", name, ("facts", own), Fact)
        return _inserted(page, entry, {one: value for one, value in said.items() if value}, into_list=False)

    asks = (
        Ask("label", "名称", "如 叫号等候上限"),
        Ask("id", "标识", _NAME_HINT, pattern=NAME),
        Ask("type", "类型", choices={str(one): str(one) for one in FactType}, value=str(FactType.TIME)),
        Ask("value", "值", "时点 9:00；时长 30分钟；数量 4次；日期 2011-08-01；留空表示由下级机构填写", required=False),
        basis(),
    )
    return Addition("加一个参数", asks, make, frozenset((*library.facts_of(key), *library.lists_of(key))))


def _list(page: Page, regulation: Regulation) -> Addition:
    name, key = regulation.at.position.file, regulation.key

    def make(page: Page, said: Answers) -> Entry | None:
        own = said["id"]
        entry = Entry(Shelf.LISTS, key, f"{key}/{own}", said["label"], "", name, ("lists", own), FactList)
        first = {"id": "first", "title": said["first"]}
        value = {"label": said["label"], "items": [first], "basis": said["basis"]}
        return _inserted(page, entry, value, into_list=False)

    asks = (
        Ask("label", "名称", "如 每日检查时点"),
        Ask("id", "标识", _NAME_HINT, pattern=NAME),
        Ask("first", "第一项的名称", "其余各项加上以后再填"),
        basis(),
    )
    return Addition("加一个清单", asks, make, frozenset((*regulation.facts, *regulation.lists)))


def _chapter(page: Page, regulation: Regulation) -> Addition:
    name, key = regulation.at.position.file, regulation.key

    def make(page: Page, said: Answers) -> Entry | None:
        own = said["id"]
        entry = Entry(Shelf.WHOLE, key, f"{key}/{own}", said["title"], "各章", name, ("chapters", own), Chapter)
        return _inserted(page, entry, said, into_list=True)

    asks = (
        Ask("title", "章名", "加在最后，次序在“条款”里改；再用“加一条”给它加条款"),
        Ask("id", "标识", _SLUG_HINT, pattern=SLUG),
    )
    return Addition("加一章", asks, make, frozenset(chapter.id for chapter in regulation.chapters))


def question_models() -> dict[str, type[Element]]:
    """Each type of question as people call it → its element."""
    slot = part(Questions, "questions")
    models = slot.models if slot else ()
    return {next(one.choices[0] for one in slots(model) if one.key == "type"): model for model in models}


def _question(page: Page, regulation: Regulation) -> Addition:
    key, models = regulation.key, question_models()
    library = page.state.library
    assert library is not None
    held = [placed.question for placed in library.questions if placed.regulation.key == key]
    folder = PurePosixPath(regulation.at.position.file).parent
    name = held[-1].at.position.file if held else (folder / "questions.yml").as_posix()

    def make(page: Page, said: Answers) -> Entry | None:
        model = models[said["type"]]
        value = blank(model) | said
        value = {one: value[one] for one in ("id", "type", *(v for v in value if v not in ("id", "type")))}
        entry = Entry(
            Shelf.QUESTIONS, key, f"{key}/questions/{said['id']}", said["stem"], said["type"], name,
            ("questions", said["id"]), model,
        )  # fmt: skip
        if page.work.on_disk(name) is None:
            document = Document.of(_HEAD.format("../../", "questions").encode() + b"questions: []\n", name)
            return entry if page.create(name, document.set(("questions",), [value])) else None
        return _inserted(page, entry, value, into_list=True)

    offered = {one: title for one, title in page.offered(Offer.DUTY).items() if one.startswith(f"{key}/")}
    asks = (
        Ask("type", "题型", choices={one: one for one in models}, value=str(QuestionType.SINGLE)),
        Ask("id", "标识", _SLUG_HINT, pattern=SLUG),
        Ask("clauses", "考查的条款", choices=offered, many=True),
        Ask("stem", "题干", "选项、答案加上以后再填"),
    )
    return Addition("加一道题", asks, make, frozenset(question.id for question in held))


def _form(page: Page, key: str) -> Addition | None:
    library = page.state.library
    assert library is not None
    regulation = library.regulation_by_key.get(key)
    if regulation is None:
        return None
    taken = {form.id for form in library.forms}
    free = next(one for number in range(1, 100) if (one := f"F{key}-{number:02d}") not in taken)
    folder = PurePosixPath(regulation.at.position.file).parent / "forms"

    def make(page: Page, said: Answers) -> Entry | None:
        own = said["id"]
        name = (folder / f"{own}.yml").as_posix()
        today = page.settings.clock().date()
        value = blank(Form) | {"version": "1.0", "dated": today, "status": str(FormStatus.DRAFT)} | said
        document = Document.of(f"{_HEAD.format('../../../', 'form')}id: {own}\n".encode(), name)
        document = document.update({(one,): value[one] for one in Form.model_fields if one in value and one != "id"})
        entry = Entry(Shelf.FORMS, key, own, f"{own}　{said['short']}", "", name, (), Form)
        return entry if page.create(name, document) else None

    roles = page.offered(Offer.ROLE)
    offered = {one: title for one, title in page.offered(Offer.CLAUSE).items() if one.startswith(f"{key}/")}
    asks = (
        Ask("id", "表号", f"如 {free}；前两位是制度的编号", pattern=rf"^F{key}-\d{{2}}$", value=free),
        Ask("title", "全称", "如 客户服务中心会议日志"),
        Ask("short", "简称", "如 会议日志"),
        Ask("clause", "依据条款", "哪一条要求填这张表", choices=offered),
        Ask("purpose", "用途", "一句话：做什么用"),
        Ask("filled_by", "谁填", choices=roles, many=True),
        Ask("frequency", "多久填一次", "如 每次会议一份"),
        Ask("retention", "保存多久", "可用参数，如 {diary_retention}"),
        basis(),
    )
    return Addition("加一张表单（马上建一个文件，表样随后在“各页”里加）", asks, make, frozenset(taken))


def _unit(page: Page) -> Addition:
    library = page.state.library
    assert library is not None
    name = library.units[-1].at.position.file if library.units else f"{page.settings.source.name}/profiles/units.yml"

    def make(page: Page, said: Answers) -> Entry | None:
        value = {one: said[one] for one in ("id", "level", "parent", "name") if said[one]}
        path: tuple[Step, ...] = ("units", said["id"])
        entry = Entry(Shelf.UNITS, str(Shelf.UNITS), said["id"], said["name"], "", name, path, Unit)
        if page.work.on_disk(name) is None:
            start = _HEAD.format("../../", "profiles").encode() + "title: 机构名单\nunits: []\n".encode()
            return entry if page.create(name, Document.of(start, name).set(("units",), [value])) else None
        return _inserted(page, entry, value, into_list=True)

    asks = (
        Ask("name", "名称", "如 某某县支公司客户服务中心"),
        Ask("id", "标识", _SLUG_HINT, pattern=SLUG),
        Ask("level", "层级", choices=page.offered(Offer.LEVEL)),
        Ask("parent", "上级机构", choices=page.offered(Offer.UNIT), required=False),
    )
    return Addition("加一个机构", asks, make, frozenset(library.unit_by_id))


def _calendar(page: Page) -> Addition:
    """The first year of holidays; further ones are added in its form."""
    name = f"{page.settings.source.name}/calendar.yml"

    def make(page: Page, said: Answers) -> Entry | None:
        holiday = {"name": said["name"], "start": said["start"], "end": said["end"]}
        year = {"year": int(said["year"]), "notice": said["notice"], "holidays": [holiday], "basis": said["basis"]}
        start = _HEAD.format("../", "calendar").encode() + b"years: []\n"
        entry = Entry(Shelf.COMMON, "公共", "公共/years", "节假日", "节假日", name, ("years",), Calendar)
        return entry if page.create(name, Document.of(start, name).set(("years",), [year])) else None

    day = r"^\d{4}-\d{2}-\d{2}$"
    asks = (
        Ask("year", "年份", "四位数字", pattern=r"^20\d{2}$"),
        Ask("notice", "依据的通知", "文件名和文号"),
        Ask("name", "第一个假期", "如 元旦；其余的加上以后再填"),
        Ask("start", "放假首日", "写成 2027-01-01 这样", pattern=day),
        Ask("end", "放假末日", "写成 2027-01-03 这样", pattern=day),
        basis(),
    )
    return Addition("加一年的放假安排（程序还不知道的）", asks, make)
