"""The record of editions says in which order they came and bind, and names every text that was kept."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Edition, Plan, Regulation
from ..problems import Problem
from ..references import Index


def ordered(index: Index) -> Iterator[Problem]:
    """Editions out of order, twice the same, or with days that cannot be."""
    owners: tuple[Plan | Regulation, ...] = (index.library.plan, *index.library.regulations)
    for owner in owners:
        for number, edition in enumerate(owner.editions):
            yield from _days(edition)
            if number:
                yield from _after(owner, owner.editions[number - 1], edition)


def recorded(index: Index) -> Iterator[Problem]:
    """A text that was kept of an edition that the record does not name, or that is the present one."""
    for kept in index.library.archive:
        regulation = index.library.regulation_by_key[kept.regulation.key]
        place = kept.regulation.editions[0].position_of("version")
        versions = [edition.version for edition in regulation.editions]
        if kept.version == versions[0]:
            remedy = f"先运行 tenregs edition {regulation.key} 立新版，或者把这个文件夹移走"
            yield Problem("edition-text", place, f"{kept.version} 是现在的版本，正文却已经当旧版留存", remedy)
        elif kept.version not in versions:
            remedy = f"在 {regulation.folder}/regulation.yml 的 editions 里补上这一版，或者把这个文件夹移走"
            yield Problem("edition-text", place, f"更新记录里没有 {kept.version} 版，留存的正文没有用处", remedy)


def _days(edition: Edition) -> Iterator[Problem]:
    if edition.effective and edition.effective < edition.known_from:
        what = f"发布日期 {edition.published}" if edition.published else f"成稿日期 {edition.date}"
        message = f"{edition.version} 版 {edition.effective} 施行，比{what} 还早"
        remedy = "改施行日期或者发布日期；制度本身原来的施行日写在参数里，不写在更新记录"
        yield Problem("edition-order", edition.position_of("effective"), message, remedy)
    if edition.published and edition.published < edition.date:
        message = f"{edition.version} 版 {edition.published} 发布，比成稿日期 {edition.date} 还早"
        yield Problem("edition-order", edition.position_of("published"), message, "改发布日期或者成稿日期")
    if edition.repealed and edition.repealed <= edition.begins:
        message = f"{edition.version} 版 {edition.repealed} 废止，不晚于施行的 {edition.begins}"
        yield Problem("edition-order", edition.position_of("repealed"), message, "废止日期要晚于施行日期；改对其中一个")


def _after(owner: Regulation | Plan, newer: Edition, older: Edition) -> Iterator[Problem]:
    if _rank(newer.version) <= _rank(older.version):
        message = f"版本 {newer.version} 排在 {older.version} 上面，却不比它新"
        remedy = "新的在上：调整顺序，或者把版本号改大；两版不能同号"
        yield Problem("edition-order", newer.position_of("version"), message, remedy)
    elif newer.begins < older.begins:
        message = f"{newer.version} 版从 {newer.begins} 起，比 {older.version} 版的 {older.begins} 还早"
        yield Problem("edition-order", newer.position_of("date"), message, "新版不能比旧版先施行；改对其中一个日期")


def _rank(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
