"""`tenregs edition`: the editions of the regulations; a new one begun, with the text of the present one kept."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from pydantic import ValidationError

from ..editions import History, State
from ..editions.begin import begun, complaints, kept, place_of
from ..model import Edition, Library, Regulation
from ..problems import as_text, has_errors
from ..source import load
from ..source.editing import Unwritable
from .check import sound, source_option
from .saving import save
from .sides import opened

_DAY = click.DateTime(["%Y-%m-%d"])
_STATES = {State.SHOWN: "", State.SUPERSEDED: "，旧版", State.TO_COME: "，尚未施行"}


@click.command(
    "edition",
    help="各制度的版本：不写编号就列出来；写编号和 --version、--summary 就立新版，现在的正文、题目、表单先原样留存成旧版。",
)
@click.argument("key", metavar="[编号]", required=False)
@source_option
@click.option("--version", metavar="版本", help="新版的版本号，如 1.1，比现在的大。")
@click.option("--summary", metavar="文字", help="新版改了什么，一句话；写在更新记录里。")
@click.option("--published", type=_DAY, metavar="日期", help="新版的发布日期。")
@click.option("--effective", type=_DAY, metavar="日期", help="新版从哪天起施行；这一天以前按旧版。")
@click.option("--date", "day", type=_DAY, metavar="日期", help="新版成稿的日期，默认今天。")
@click.option(
    "--from", "old", metavar="旧版", help="正文已经改了：从 git 的版本、日期、文件夹或者 zip 压缩包里取改之前的来留存。"
)
def edition(
    key: str | None, source: Path, version: str | None, summary: str | None, published: datetime | None,
    effective: datetime | None, day: datetime | None, old: str | None,
) -> int:  # fmt: skip
    """List the editions, or begin one; nothing is written unless all of it is right."""
    asked = [name for name, value in (("--version", version), ("--summary", summary)) if value]
    if key is None and (asked or published or effective or day or old):
        raise click.UsageError("立新版写明是哪项制度，如 tenregs edition 01 --version 1.1 --summary 改了什么")
    loaded, library, _ = sound(source, "源文件有错误，改好以后再来；什么也没有写。")
    if key is None or not (asked or published or effective or day or old):
        chosen = [_named(library, key)] if key else library.regulations
        click.echo("\n".join(line for regulation in chosen for line in _listed(library, regulation)))
        return 0
    if len(asked) < 2:
        raise click.UsageError("立新版要写 --version 新版本号 和 --summary 改了什么")
    regulation = _named(library, key)
    entry = _edition(version, summary, day, published, effective)
    place = place_of(regulation, regulation.editions[0].version)
    if (source / place).exists():
        raise click.UsageError(f"{source / place} 已经有了：{regulation.editions[0].version} 版留存过")
    files = kept(loaded.files, source.name, regulation) if old is None else _former(old, source, regulation)
    try:
        documents = begun(loaded.files, source, regulation, entry, files)
    except Unwritable as error:
        raise click.UsageError(f"--summary 写不进源文件：{error}") from None
    if wrong := complaints(source, documents[-1]):
        click.echo(as_text(wrong))
        click.echo("照这样立新版会有上面的错误；什么也没有写。", err=True)
        return 1
    save(documents)
    click.echo(
        f"{regulation.title} {regulation.editions[0].version} 版留存在 {source / place}（{len(files)} 个文件）。"
    )
    click.echo(
        f"{entry.version} 版写在更新记录最上面。现在起改 {source / regulation.folder} 里的文件，改的就是 {entry.version} 版。"
    )
    return 0


def _named(library: Library, key: str) -> Regulation:
    found = library.regulation_by_key.get(key.zfill(2))
    if found is None:
        raise click.UsageError(f"没有制度 {key}；可用：{'、'.join(library.regulation_by_key)}")
    return found


def _edition(
    version: str | None,
    summary: str | None,
    day: datetime | None,
    published: datetime | None,
    effective: datetime | None,
) -> Edition:
    # Written today, unless it was published before.
    today = min(date.today(), published.date()) if published else date.today()
    days = {"date": day.date() if day else today}
    days |= {name: value.date() for name, value in (("published", published), ("effective", effective)) if value}
    try:
        return Edition.model_validate({"version": version, "summary": summary, **days})
    except ValidationError:
        raise click.UsageError(f"版本号 {version} 不对，写成 1.1 这样；--summary 不能是空的") from None


def _former(old: str, source: Path, regulation: Regulation) -> dict[str, bytes]:
    """The regulation's sources in another version of the folder; they must be of the edition that is being kept."""
    with opened(old, source) as version:
        loaded = load(version.folder)
        label = version.folder.name
    then = loaded.library.regulation_by_key.get(regulation.key) if loaded.library else None
    if then is None or has_errors(loaded.problems):
        raise click.UsageError(f"{version.name} 里读不出制度 {regulation.key}；先用 tenregs diff 看看那一版")
    if then.editions[0].version != regulation.editions[0].version:
        raise click.UsageError(
            f"{version.name} 里的制度 {regulation.key} 是 {then.editions[0].version} 版，要留存的是 {regulation.editions[0].version} 版"
        )
    return kept(loaded.files, label, then)


def _listed(library: Library, regulation: Regulation) -> list[str]:
    history = History(library)
    lines = [f"{regulation.key} {regulation.title}"]
    for entry in history.entries(regulation.key):
        one = entry.edition
        days = [
            f"{one.date} 成稿",
            *(f"{value} {word}" for value, word in ((one.published, "发布"), (one.effective, "施行")) if value),
        ]
        days += [f"{entry.ends} {'废止' if one.repealed else '被新版接替'}"] if entry.ends else []
        text = "" if entry.held else "，没有留存正文"
        lines.append(f"  {one.version}  {'，'.join(days)}{_STATES[entry.state]}{text}：{one.summary}")
    return lines
