"""What people write for a regulation and a clause → its number, its address."""

from __future__ import annotations

import difflib
import re

from ...model import Library
from ..regulation.numerals import number_in
from .answers import Wrong
from .columns import ALIASES, folded

_NUMBERED = re.compile(
    r"^(?:《(?P<title>[^》]+)》)?第?(?P<number>[\d零〇一二两三四五六七八九十百]+)条?(?:#(?P<duty>[a-z0-9-]+))?$"
)
_ADDRESS = re.compile(r"(?:(\d{2})/)?(?:([a-z0-9-]+?)(?:/|--))?([a-z0-9]+(?:-[a-z0-9]+)*)(?:#([a-z0-9-]+))?")
_LINK = re.compile(r"^.*?(?:/(\d{2})[^/#]*/?(?:index\.html)?)?#([a-z0-9-]+--[a-z0-9-]+)$")


def regulation_of(texts: dict[str, str], library: Library) -> str:
    """The number of the regulation that a row names, "" if it names none."""
    given = texts.get("regulation", "")
    if not given:
        return ""
    plain = folded(given)
    for one in library.regulations:
        names = {folded(name) for name in (one.key, str(one.number), one.title, one.short, one.folder, *one.aliases)}
        rest = plain.removeprefix(one.key)
        if plain in names or (rest != plain and (rest in names or rest in folded(one.title))):
            return one.key
    options = "、".join(f"{one.key} {one.short}" for one in library.regulations)
    raise Wrong("regulation", f"没有制度“{given[:30]}”", f"写编号或名称：{options}")


def clauses_of(text: str, regulation: str, library: Library) -> tuple[list[str], list[Wrong]]:
    """The addresses of the clauses in a cell; `regulation` is where those are that name none."""
    found: list[str] = []
    wrong: list[Wrong] = []
    for one in filter(None, (part.strip() for part in re.split(r"[\n、，,；;\s]+", text))):
        try:
            address = _clause(one, regulation, library)
            if address not in found:
                found.append(address)
        except Wrong as error:
            wrong.append(error)
    return found, wrong


def _clause(text: str, regulation: str, library: Library) -> str:
    if link := _LINK.match(text):  # the address of a clause's place on the site
        text = f"{link[1]}/{link[2]}" if link[1] else link[2]
    match = _NUMBERED.match(text.translate(str.maketrans("０１２３４５６７８９＃", "0123456789#")))
    if match:
        return _by_number(text, match, regulation, library)
    given = _ADDRESS.fullmatch(text.lower())
    if given is None:
        raise Wrong("clauses", f"看不懂条款“{text[:30]}”", "写第几条，如 第5条；或者条款地址，“条款”页可以查")
    key, chapter, article, duty = given[1] or regulation, given[2], given[3], given[4]
    fits = [
        address
        for address, clause in library.clauses.items()
        if clause.article.id == article and (not key or clause.regulation.key == key) and (not chapter or clause.chapter.id == chapter)
    ]  # fmt: skip
    if len(fits) != 1:
        near = difflib.get_close_matches(text, library.clauses, 1, 0.6)
        tip = f"是不是 {near[0]}？" if near and not fits else ""
        message = f"叫“{text[:40]}”的条款有 {len(fits)} 条" if fits else f"没有条款“{text[:40]}”"
        remedy = f"写全：{'、'.join(fits[:4])}" if fits else f"{tip}写第几条，或者条款地址，“条款”页可以查"
        raise Wrong("clauses", message, remedy, "unknown-clause")
    return _with_duty(fits[0], duty, library)


def _by_number(text: str, match: re.Match[str], regulation: str, library: Library) -> str:
    key = regulation_of({"regulation": match["title"]}, library) if match["title"] else regulation
    if not key:
        raise Wrong("clauses", f"“{text[:20]}”没有说是哪项制度的", f"填上“{ALIASES['regulation'][0]}”一列")
    wanted = number_in(match["number"])
    fits = [a for a, clause in library.clauses.items() if clause.regulation.key == key and clause.number == wanted]
    if not fits:
        last = max((c.number for c in library.clauses.values() if c.regulation.key == key), default=0)
        title = library.regulation_by_key[key].title
        raise Wrong("clauses", f"《{title}》没有第 {match['number']} 条", f"它一共 {last} 条", "unknown-clause")
    return _with_duty(fits[0], match["duty"], library)


def _with_duty(address: str, duty: str | None, library: Library) -> str:
    if not duty:
        return address
    known = [one.id for one in library.clauses[address].article.duties]
    if duty not in known:
        remedy = f"这一条的职责有：{'、'.join(known) or '（没有）'}"
        raise Wrong("clauses", f"条款 {address} 没有职责“{duty}”", remedy, "unknown-clause")
    return f"{address}#{duty}"
