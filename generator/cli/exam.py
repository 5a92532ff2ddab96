"""`tenregs exam`: an A and a B paper with everything around them, or the bank in other systems' formats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ..exams import Item, derive, written
from ..exams.paper import Shortage, draw, draw_cards, eligible
from ..exams.printed import Asked, Drawn, Source
from ..model import Library, Paper
from ..papers import Round, context_of, fits, render
from ..problems import as_text
from ..references import Index
from ..references.lines import QuestionLines, newest
from ..writer import digest, write_tree
from .check import sound, source_option
from .history import line_times
from .options import words_in

LIST = "清单.json"
CARDS = 32
FORMATS = ("docx", "xlsx")
_NUMBER = re.compile(r"\d+")


@click.command("exam", help="出试卷：A、B 两卷和答题卡、答案、成绩表、抽检题卡；或者把题库导出成别的系统用的格式。")
@source_option
@click.option("--paper", "name", metavar="标识", help="用哪一份双向细目表（exams.yml 里的标识），默认第一份。")
@click.option(
    "--seed",
    type=click.IntRange(0, 10**12),
    metavar="数字",
    help="种子：同一个种子、同一个题库，出同样的卷；默认今天的日期，如 20261201。",
)
@click.option(
    "--pool", type=click.Choice([source.value for source in Source]), metavar="formal|practice|both",
    help="题从哪里来：both 先用正式题，不够再用练习题（默认）；formal 只用正式题库；practice 只用练习题库。导出默认 practice。",
)  # fmt: skip
@click.option("--drafted/--no-drafted", default=None, help="考不考拟稿条款；默认照双向细目表。")
@click.option(
    "--cards",
    type=click.IntRange(0, 400),
    default=CARDS,
    metavar="张数",
    help=f"抽检题卡的张数，默认 {CARDS}；0 是不要。",
)
@click.option(
    "--format", "formats", default="docx,xlsx", metavar="docx,xlsx", help="只要其中几种：docx（Word）、xlsx（Excel）。"
)
@click.option(
    "--export",
    "exports",
    multiple=True,
    metavar="格式",
    help="不出试卷，把题库导出成这种格式；可写多次，all 是全部，也可以写列对照文件 .yml。",
)
@click.option("--derived", is_flag=True, help="导出时连自动生成的题一起（没有人审过，只用来练习）。")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), metavar="文件夹", help="写到哪里，默认 build/exams；导出默认 build/exchange。")  # fmt: skip
def exam(
    source: Path, name: str | None, seed: int | None, pool: str | None, drafted: bool | None, cards: int, formats: str,
    exports: tuple[str, ...], derived: bool, to: Path | None,
) -> int:  # fmt: skip
    """Write papers, or exchange files, whole or not at all."""
    wanted = _formats(formats)
    chosen = _exports(exports)
    _, library, _ = sound(source, "制度源文件有错误，没有出卷；已有的文件原样保留。")
    index = Index(library)
    items = list(written(index))
    if chosen:
        usable = eligible(items, Source(pool or Source.PRACTICE), True if drafted is None else drafted)
        chosen_pool = Source(pool or Source.PRACTICE)
        if derived:
            usable += [item for item in derive.derived(index) if drafted is not False or not item.drafted]
        return _export(index, usable, chosen, chosen_pool, to or Path("build/exchange"))
    if derived:
        raise click.UsageError("--derived 只用于导出：自动生成的题没有人审过，不进试卷")
    blueprint = _blueprint(library, name)
    number = int(f"{date.today():%Y%m%d}") if seed is None else seed
    allowed = blueprint.drafted if drafted is None else drafted
    target = to or Path("build/exams")
    try:
        drawn, deck, files = papers(
            index, blueprint, items, number, Source(pool or Source.BOTH), allowed, cards if "docx" in wanted else 0
        )
    except Shortage as shortage:
        _tell(shortage, Source(pool or Source.BOTH), allowed)
        return 1
    files = {path: content for path, content in files.items() if path.rpartition(".")[2] in wanted}
    _write(
        target, files, {"paper": blueprint.id, "seed": number, "pool": pool or Source.BOTH.value, "drafted": allowed}
    )
    _report(drawn, deck, files, target)
    return 0


def papers(
    index: Index, blueprint: Paper, items: list[Item], seed: int, pool: Source, drafted: bool, cards: int
) -> tuple[Drawn, list[Asked], dict[str, bytes]]:
    """An A and a B paper, the cards for spot checks, and the files of both. Shortage if the bank has too few items."""
    regulations = [regulation.key for regulation in index.library.regulations]
    passing = _number(index.resolver.plain(blueprint.passing, "00"))
    context = context_of(index)
    drawn = draw(blueprint, items, regulations, passing, seed, pool, drafted)
    deck: list[Asked] = []
    if cards:
        rest = [item for item in eligible(items, Source.PRACTICE, drafted) if item.id not in drawn.taken]
        weights = {share.regulation: share.weight for share in blueprint.regulations}
        shares = {key: weights.get(key, 1) for key in regulations if weights.get(key, 1)}
        deck = draw_cards(rest, shares, seed, cards, lambda item: fits(item, context))
    return drawn, deck, render(drawn, context, deck, _round(index))


def _formats(text: str) -> set[str]:
    names = {word.lower() for word in words_in(text)}
    unknown = sorted(names - set(FORMATS))
    if unknown or not names:
        raise click.UsageError(f"不认识的格式 {'、'.join(unknown) or '（空）'}；可用：docx、xlsx")
    return names


def _exports(names: Iterable[str]) -> dict[str, Any]:
    """The exchange formats asked for, a mapping file being one too; the package is imported only when one is."""
    names = [word for name in names for word in words_in(name)]
    if not names:
        return {}
    exchange = _exchange()
    known: Mapping[str, Any] = exchange.EXPORTS
    found = dict(known) if "all" in names else {}
    for name in names:
        if name.lower().endswith((".yml", ".yaml")):
            found[name] = _mapped(exchange, Path(name))
        elif name in known:
            found[name] = known[name]
        elif name != "all":
            every = "、".join(f"{key}（{export.name}）" for key, export in known.items())
            raise click.UsageError(f"不认识的导出格式 {name}；可用：{every}、all（全部），或者列对照文件 .yml")
    files = [export.file for export in found.values()]
    for file in files:
        if files.count(file) > 1:
            raise click.UsageError(f"有两种格式都写 {file}；分两次导出，或者在列对照文件里另写 file")
    return found


def _exchange() -> Any:
    return import_module("..exams.exchange", __package__)


def _mapped(exchange: Any, path: Path) -> Any:
    try:
        data = path.read_bytes()
    except OSError:
        raise click.UsageError(f"读不了列对照文件 {path}") from None
    export, problems = exchange.custom_export(data, str(path))
    if export is None:
        click.echo(as_text(problems))
        raise click.ClickException(f"列对照文件 {path} 有错误，没有导出")
    return export


def _blueprint(library: Library, name: str | None) -> Paper:
    if not library.papers:
        raise click.UsageError("还没有双向细目表：在 regulations/exams.yml 写一份")
    if name is None:
        return library.papers[0]
    found = next((paper for paper in library.papers if paper.id == name), None)
    if found is None:
        every = "、".join(f"{paper.id}（{paper.title}）" for paper in library.papers)
        raise click.UsageError(f"没有试卷 {name or '（空）'}；可用：{every}")
    return found


def _number(text: str) -> int:
    match = _NUMBER.search(text)
    return int(match[0]) if match else 0


def _round(index: Index) -> Round:
    """How many people are asked how much, as the plan has it."""
    values = {}
    for name, default in (("interview_people", 5), ("interview_questions", 5)):
        fact = index.resolver.fact("00", name)
        values[name] = (_number(fact.value) if fact else 0) or default
    form = index.library.form_by_id.get("F00-04")
    return Round(values["interview_people"], min(values["interview_questions"], 8), f"《{form.short}》" if form else "")


def _tell(shortage: Shortage, source: Source, drafted: bool) -> None:
    click.echo("题不够，没有出卷：", err=True)
    for line in shortage.lines:
        click.echo(f"  {line}", err=True)
    ways = ["不写 --pool，或者写 --pool both（先用正式题，不够的用练习题补）"] if source is not Source.BOTH else []
    ways += ["加 --drafted（也考拟稿条款）"] if not drafted else []
    ways += ["在题库里加题（pool: 正式）", "在 regulations/exams.yml 减少题数或者调整各制度的权重"]
    click.echo(f"改法：{'；'.join(ways)}。", err=True)


def _write(target: Path, files: dict[str, bytes], origin: dict[str, Any]) -> None:
    """Put the files in place, unless that would destroy what somebody has filled in or put there."""
    _guard(target)
    listed = {**origin, "files": {path: digest(content) for path, content in sorted(files.items())}}
    text = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    try:
        write_tree(target, {**files, LIST: text.encode()})
    except OSError as error:
        raise click.ClickException(f"写不进 {target}：{error.strerror or error}。看看磁盘是否已满、文件是否被别的程序打开；原有的文件没有动。") from None  # fmt: skip


def _guard(target: Path) -> None:
    """Everything in the folder must be as an earlier run wrote it."""
    if not target.is_dir():
        return
    try:
        known = json.loads((target / LIST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        known = {}
    others = []
    for path in sorted(p for p in target.rglob("*") if p.is_file()):
        name = path.relative_to(target).as_posix()
        if name != LIST and known.get(name) != digest(path.read_bytes()):
            others.append(name)
    if others:
        shown = "、".join(others[:5]) + (f" 等 {len(others)} 个" if len(others) > 5 else "")
        raise click.ClickException(
            f"{target} 里有改过的（如填了成绩的）或者别处来的文件：{shown}。为免丢失没有写；把它们挪走，或者用 --to 写到别的文件夹。"
        )


def _report(drawn: Drawn, deck: list[Asked], files: Mapping[str, bytes], target: Path) -> None:
    first = drawn.papers[0]
    click.echo(
        f"{first.title}：A、B 两卷各 {len(first.questions)} 题、{first.marks} 分，种子 {first.seed}"
        f"{f'；抽检题卡 {len(deck)} 张' if deck else ''}。在 {target}："
    )
    for path, content in sorted(files.items()):
        click.echo(f"  {path}  {len(content) / 1024:.1f} KB")
    practice = [sum(asked.item.pool.name == "PRACTICE" for asked in paper.questions) for paper in drawn.papers]
    notes = list(drawn.notes)
    if any(practice):
        notes.append(f"A 卷有 {practice[0]} 题、B 卷有 {practice[1]} 题出自练习题库，考生在网站上可能做过")
    drafted = [sum(asked.item.drafted for asked in paper.questions) for paper in drawn.papers]
    if any(drafted):
        notes.append(f"A 卷有 {drafted[0]} 题、B 卷有 {drafted[1]} 题考的是拟稿条款，卷上注明了“拟稿”")
    for note in notes:
        click.echo(f"注意：{note}。", err=True)


def _changed(index: Index, items: list[Item]) -> dict[str, int]:
    """When each item last changed; Anki renews exactly those that are newer than what the learner has."""
    lines = QuestionLines(index)
    of = {item.id: lines.of(item.id, item.clauses, item.of) for item in items}
    times = line_times(sorted({file for found in of.values() for file, _ in found}))
    return {name: newest(found, times) for name, found in of.items()}


def _export(index: Index, items: list[Item], exports: Mapping[str, Any], pool: Source, target: Path) -> int:
    if not items:
        click.echo(f"{pool.label}里没有可以导出的题。", err=True)
        return 1
    context = _exchange().context_of(
        index, index.library.organization.short, _changed(index, items), any(item.derived for item in items)
    )
    files = {export.file: export.render(items, context) for export in exports.values()}
    _write(target, files, {"pool": pool.value, "items": len(items)})
    for export in exports.values():
        out = sum(not export.holds(item) for item in items) if hasattr(export, "holds") else 0
        left = f"（有 {out} 道这种格式放不下，没有导出）" if out else ""
        click.echo(f"{target / export.file}  {export.name}  {len(files[export.file]) / 1024:.1f} KB{left}")
    made = sum(item.derived for item in items)
    click.echo(f"导出 {len(items)} 道题（{pool.label}{f'，其中 {made} 道自动生成，没有人审过' if made else ''}）。")
    if pool is not Source.PRACTICE:
        click.echo("注意：里面有正式题，不要发给考生，也不要放到网站上。", err=True)
    return 0
