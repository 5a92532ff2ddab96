"""`tenregs confirm`: what has to be looked at again because a clause was reworded, and who found it right when."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from ..model import Review
from ..references import Index
from ..review import Entry, clause_row, confirmed, entries
from ..source.editing import Unwritable
from ..source.save import Overtaken, save_all
from .check import sound, source_option
from .options import words_in

_STEM = 50  # characters of a stem that a list shows


@click.command(
    "confirm",
    help="核对条款改过的题目和表单：不写地址就列出待核对的；写地址或 --all，再写 --by，就记下谁在哪天核对过。",
)
@click.argument("addresses", nargs=-1, metavar="[地址]...")
@source_option
@click.option("--by", metavar="姓名", help="核对人；要写进源文件就得有。")
@click.option("--on", "day", metavar="日期", help="核对的日期，如 2026-11-25，默认今天。")
@click.option("--all", "every", is_flag=True, help="列出来的全部核对。")
@click.option("--regulation", "keys", multiple=True, metavar="编号", help="只看这项制度的，如 04；可写多次。")
@click.option("--unreviewed", is_flag=True, help="不看条款改没改，看还没有人审定过的。")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="输出格式，默认 text。"
)  # fmt: skip
def confirm(
    addresses: tuple[str, ...], source: Path, by: str | None, day: str | None, every: bool, keys: tuple[str, ...],
    unreviewed: bool, style: str,
) -> int:  # fmt: skip
    """List what is suspect, or settle it; all files or none are written."""
    names = [word for address in addresses for word in words_in(address)]
    if names and (every or unreviewed or keys):
        raise click.UsageError("写了地址，就不再写 --all、--unreviewed、--regulation")
    writes = bool(names) or every
    if writes and by is None:
        raise click.UsageError("要记下核对，写明谁核对的：--by 姓名；只看不写，就不写地址和 --all")
    if not writes and (by is not None or day is not None):
        raise click.UsageError("核对哪些没有说：写出地址，或者 --all（列出来的全部）")
    review = _review(by, day) if writes else None
    loaded, library, _ = sound(source, "源文件有错误，改好以后再核对；什么也没有写。")
    index = Index(library)
    known = entries(index)
    wanted = _of_regulations(index, known, keys) if keys else known
    if names:
        chosen = _named(known, names)
    else:
        chosen = [entry for entry in wanted if (entry.reviewed is None if unreviewed else entry.is_suspect)]
    if review is not None:
        _write(loaded.files, source, chosen, review)
    report = _as_json if style == "json" else _as_text
    click.echo(report(index, chosen, review, "还没有人审定" if unreviewed else "待核对"))
    return 1 if review is None and any(entry.is_suspect for entry in chosen) else 0


def _review(by: str | None, day: str | None) -> Review:
    try:
        review = Review.model_validate({"by": by, "on": day or date.today().isoformat()})
    except ValidationError as error:
        if error.errors()[0]["loc"][0] == "on":
            raise click.UsageError(f"日期 {day} 不对，写成 2026-11-25 这样") from None
        raise click.UsageError("姓名写成一行，不超过 80 个字，不带看不见的字符") from None
    if not review.by:
        raise click.UsageError("姓名是空的：写 --by 姓名")
    return review


def _of_regulations(index: Index, known: Sequence[Entry], keys: Iterable[str]) -> list[Entry]:
    there = ["00", *(regulation.key for regulation in index.library.regulations)]
    wanted = {word.zfill(2) for key in keys for word in words_in(key)}
    if unknown := sorted(wanted - set(there)):
        raise click.UsageError(f"没有制度 {'、'.join(unknown)}；可用：{'、'.join(there)}")
    return [entry for entry in known if entry.address.removeprefix("F")[:2] in wanted]


def _named(known: Sequence[Entry], names: Iterable[str]) -> list[Entry]:
    by_address = {entry.address: entry for entry in known}
    names = [name.upper() if name.upper() in by_address else name for name in names]
    for name in names:
        if name not in by_address:
            near = difflib.get_close_matches(name, by_address, 1)
            raise click.UsageError(
                f"没有 {name}{f'，是不是 {near[0]}？' if near else '；地址写作 04/questions/题目标识，表单写表号'}"
            )
    return [by_address[name] for name in dict.fromkeys(names)]


def _write(files: Mapping[str, bytes], source: Path, chosen: Sequence[Entry], review: Review) -> None:
    try:
        save_all(confirmed(files, source, chosen, review))
    except Unwritable as error:
        raise click.UsageError(f"姓名写不进源文件：{error}") from None
    except Overtaken as error:
        raise click.ClickException(f"{error}。一个文件也没有写；再运行一次，按改过的重新核对") from None
    except OSError as error:
        raise click.ClickException(
            f"写不进 {error.filename or '源文件'}：{error.strerror or error}。一个文件也没有写；看看文件是否只读、是否被别的程序打开"
        ) from None


def _as_text(index: Index, chosen: Sequence[Entry], review: Review | None, what: str) -> str:
    """The entries under the clauses they rest on, each clause with its wording."""
    lines: list[str] = []
    if review is not None:
        lines += [f"{entry.address}  {entry.position.file}" for entry in chosen]
        lines.append(
            f"已核对 {len(chosen)} 项：{review.by}，{review.on}。" if chosen else f"没有{what}的，什么也没有写。"
        )
        return "\n".join(lines)
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in chosen:
        groups.setdefault(entry.clauses, []).append(entry)
    for clauses, group in groups.items():
        for address in clauses:
            row = clause_row(index, address)
            lines.append(f"{row['name']} {row['title']}  {address}  {row['file']}:{row['line']}")
            lines += [f"    {text}" for text in row["text"]]
        for entry in group:
            title = entry.title.replace("\n", " ")
            lines.append(f"  ▸ {entry.address}  {entry.position.file}:{entry.position.line}  {entry.kind}")
            lines.append(f"      {title[:_STEM]}{'…' if len(title) > _STEM else ''}")
            if entry.reviewed:
                lines.append(f"      上次核对：{entry.reviewed.by}，{entry.reviewed.on}")
        lines.append("")
    if not chosen:
        return f"没有{what}的。"
    lines.append(
        f"共 {len(chosen)} 项{what}。看过没有问题的：tenregs confirm 地址 --by 姓名；全部没有问题：--all --by 姓名。"
    )
    return "\n".join(lines)


def _as_json(index: Index, chosen: Sequence[Entry], review: Review | None, what: str) -> str:
    """{confirmed: {by, on} or null, entries: [{kind, address, file, line, title, suspect, fingerprint, now, reviewed,
    clauses: [{address, name, title, text, file, line}]}]}, as things stood before anything was written."""
    rows = [
        {
            "kind": entry.kind, "address": entry.address, "file": entry.position.file, "line": entry.position.line,
            "title": entry.title, "suspect": entry.is_suspect, "fingerprint": entry.recorded, "now": entry.now,
            "reviewed": entry.reviewed.model_dump() if entry.reviewed else None,
            "clauses": [clause_row(index, address) for address in entry.clauses],
        }
        for entry in chosen
    ]  # fmt: skip
    answer = {"confirmed": review.model_dump() if review else None, "entries": rows}
    return json.dumps(answer, ensure_ascii=False, indent=1)
