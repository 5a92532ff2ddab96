"""Texts are finished, hold no hard-coded figures, and say where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Basis, Cycle, Position
from ..problems import Problem, Severity
from ..references import Index

_UNFINISHED = re.compile(r"TODO|TBD|FIXME|XXX|待补充?|待定|待完善|某某|（缺）|\?\?|？？|……$", re.IGNORECASE)
_MEASURE = "分钟|小时|天|日|个?工作日|周|个?月|个?季度|年|次|人|份|项|条|件|笔|元|万元|周岁|岁|名|台|套|遍|张|个|户|单|%|％|分|级|米|倍"
_DIGITS = re.compile(rf"\d+[:：]\d\d|\d+(?:\.\d+)?\s*(?:{_MEASURE})")
_NUMERALS = re.compile(rf"(?:[二两三四五六七八九十百]+|半)(?:个)?(?:{_MEASURE})")
# Law citations, document numbers, titles and fixed expressions are not quantities of ours.
_EXEMPT = re.compile(
    r"第[一二三四五六七八九十百零\d]+[条章款项类级]|〔\d{4}〕\d+号|《[^》]*》|十项制度|“十项制度”|一人一码|一式[两三]份|半年|"
    r"第[一二三四]季度|[一二三四]级|\{[^{}]*\}|双人|首问|四类|两级|两层"
)


def unfinished(index: Index) -> Iterator[Problem]:
    """Text that looks as if somebody meant to come back to it."""
    for placed in index.texts:
        match = _UNFINISHED.search(placed.text)
        if match:
            remedy = "写完这一句；还定不下来的内容，写成拟稿并在 note 里提示管理员"
            yield Problem("unfinished-text", placed.mark.find(match[0]), f"“{match[0]}” 看起来没有写完", remedy)


def hard_coded_numbers(index: Index) -> Iterator[Problem]:
    """A figure written out in a rule's text instead of being a fact."""
    for placed in index.texts:
        if not placed.normative:
            continue
        blanked = _EXEMPT.sub(lambda m: "　" * len(m[0]), placed.text)
        for pattern in (_DIGITS, _NUMERALS):
            for match in pattern.finditer(blanked):
                remedy = "在 facts 里登记成参数，正文里写 {参数名}；列表的个数写 {列表名.count}"
                where = placed.mark.find(match[0])
                yield Problem("hard-coded-number", where, f"“{match[0]}” 写死在正文里", remedy, Severity.WARNING)


def event_without_trigger(index: Index) -> Iterator[Problem]:
    """A duty 遇事 that does not say upon what."""
    for placed in index.library.duties:
        if placed.duty.cycle is Cycle.EVENT and not placed.duty.trigger:
            message = f"职责 “{placed.duty.id}” 是遇事才做，却没说遇到什么事"
            yield Problem("missing-trigger", placed.duty.at.position, message, "补上 trigger:，写清什么情况下要做")


def claims_without_citation(index: Index) -> Iterator[Problem]:
    """据材料 or 据公开规定 without a number to look it up by, or with numbers of the other kind."""
    library = index.library
    claims: list[tuple[Basis, tuple[str, ...], Position]] = []
    for clause in library.clauses.values():
        for paragraph in clause.article.paragraphs:
            claims.append((paragraph.basis, paragraph.cites, paragraph.position_of("basis")))
            claims += [(i.basis, i.cites, i.at.position) for i in paragraph.items if i.basis]
    for sourced in (*library.plan_places.values(), *library.plan.phases):
        claims.append((sourced.basis, sourced.cites, sourced.position_of("basis")))
    for regulation in library.regulations:
        for fact in (*regulation.facts.values(), *regulation.lists.values()):
            claims.append((fact.basis, fact.cites, fact.position_of("basis")))
    for basis, cites, position in claims:
        if basis is Basis.SOURCE and not any(cite.startswith(tuple("MPRTD")) for cite in cites):
            remedy = "在 cites 里写材料事实编号，如 R1-13；材料里没有的，改成 拟稿"
            yield Problem("uncited-claim", position, "标了“据材料”，却没有引用材料事实", remedy)
        if basis is Basis.LAW and not any(cite.startswith("L-") for cite in cites):
            remedy = "在 cites 里写公开规定编号和条号，如 L-10 第3条；找不到依据的，改成 拟稿"
            yield Problem("uncited-claim", position, "标了“据公开规定”，却没有引用公开规定", remedy)
