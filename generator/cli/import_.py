"""`tenregs import`: an official text becomes the draft of a regulation, with everything that a person has to settle."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..checks import run
from ..intake.regulation import Draft, Options, Refused, Remark, draft_of, read_outline, revised, slug_of
from ..model import Library, Position, Regulation
from ..problems import Problem, in_order
from ..references import Index
from ..source import load
from ..source.draft import fresh, lines_of
from ..source.draft import revised as revised_source
from ..source.editing import Document, Unwritable
from ..source.save import Overtaken, save_all
from ..writer import write_file
from .check import new_among, sound, source_option
from .convert import SUFFIXES, NotConverted, to_docx
from .diff import Side, report_of
from .import_kinds import ImportCommand
from .import_report import Imported, as_json, as_lines

_FOLDER = re.compile(r"^(\d{1,2})(?:-([a-z0-9]+(?:-[a-z0-9]+)*))?$")
_SCHEMA = "../../schemas/regulation.schema.json"
MAX_BYTES = 40_000_000


@dataclass(frozen=True)
class Target:
    """What is imported into: a regulation that is there, or a new one's number and folder."""

    key: str
    folder: str
    old: Regulation | None


@click.command(
    "import",
    cls=ImportCommand,
    help="把正式文本（.docx、.doc、.wps、.rtf、.odt、.txt）读成制度的草稿，列出拿不准的地方；已有的制度，标识和链接不变，另给修订对照。\n\n"
    "Excel 里的题目用 tenregs import questions 文件.xlsx，机构名单用 tenregs import profiles 文件.xlsx；后面各加 --help 看用法。",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="文件")
@source_option
@click.option(
    "--regulation", "wanted", metavar="编号", help="导入到哪项制度：已有的写编号，如 04；新的写编号和文件夹名，如 11-archives。默认按标题认。"
)  # fmt: skip
@click.option(
    "--tracked", type=click.Choice(["accept", "reject"]), default="accept", metavar="accept|reject",
    help="没有处理的修订：accept 按接受读（默认），reject 按拒绝读。",
)  # fmt: skip
@click.option(
    "--figures", type=click.Choice(["same", "all"]), default="same", metavar="same|all",
    help="same 只把写法相同的数字登记成参数（默认）；all 连“上午九时”“三日”也登记，显示成 9:00、3日。",
)  # fmt: skip
@click.option("--adopt", is_flag=True, help="文本里有的条文，出处一律改成据材料。")
@click.option("--write", "writes", is_flag=True, help="直接写进制度源文件；不写就另存草稿。")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), metavar="文件.yml", help="草稿写到哪里。")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="输出格式，默认 text。"
)  # fmt: skip
def import_(
    file: Path, source: Path, wanted: str | None, tracked: str, figures: str, adopt: bool, writes: bool, to: Path | None,
    style: str,
) -> int:  # fmt: skip
    """Read, draft, check, write, tell; 1 if the file or the sources cannot be read."""
    if writes and to is not None:
        raise click.UsageError("--write 写进制度源文件，就不再写 --to")
    loaded, library, problems = sound(source, "源文件有错误，改好以后再导入；什么也没有写。")
    options = Options(tracked == "accept", figures == "all", adopt)
    try:
        outline = read_outline(_content(file), file.stem, options.accept)
        target = _target(library, wanted, outline.title)
        sources, number = _registered(loaded.files, source, file.name, outline.title, outline.document_number)
        name = f"{source.name}/{target.folder}/regulation.yml"
        day = date.today().isoformat()
        if target.old is None:
            draft = draft_of(outline, library, target.key, number, file.name, day, options)
            data = fresh(draft.value, name, _SCHEMA, _notes(draft.remarks))
            document = None
        else:
            document = Document.of(loaded.files[name], name, source / target.folder / "regulation.yml")
            draft = revised(outline, library, target.old, document.value, number, options)
            data = revised_source(document, draft.value, _notes(draft.remarks))
    except (Refused, Unwritable) as error:
        remedy = error.remedy if isinstance(error, Refused) else "改好原文里的这一处再导入"
        message = error.message if isinstance(error, Refused) else str(error)
        click.echo(f"{file}：{message}\n    改法：{remedy}", err=True)
        return 1
    if not _cites(draft, number):
        sources = replace(sources, data=sources.original)
    library_then, found = _as_it_would_be(loaded.files, sources, name, data)
    fresh_problems = new_among(found, problems)
    place = _write(source, target, data, document, sources, writes, to)
    report = None
    if library_then is not None and target.old is not None:
        report = report_of(Side(f"现在的 {source}", Index(library)), Side(str(place), Index(library_then)))
    lines = lines_of(data, name, [remark.path for remark in draft.remarks])
    imported = Imported(
        file.name, target.folder, target.old is None, writes, place, number if sources.is_changed else "", draft, tuple(lines),
        tuple(_at(place, name, fresh_problems)), report,
    )  # fmt: skip
    click.echo(as_json(imported) if style == "json" else as_lines(imported))
    return 0


def _content(file: Path) -> bytes:
    """The file's bytes, as .docx if LibreOffice has to read it."""
    if file.stat().st_size > MAX_BYTES:
        raise Refused("文件太大", "删去图片、附件，只留文字，另存一份再导入")
    data = file.read_bytes()
    suffix = file.suffix.lower()
    old = data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf"))
    if suffix in SUFFIXES or old:
        try:
            return to_docx(data, suffix if suffix in SUFFIXES else ".doc")
        except NotConverted as error:
            raise Refused(*_split(str(error))) from None
    if suffix in (".docx", ".txt", ".md", ".text", "") or data.startswith(b"PK\x03\x04"):
        return data
    raise Refused(f"不认识 {suffix} 文件", "制度用 .docx、.doc、.wps、.rtf、.odt 或者 .txt 文件")


def _split(message: str) -> tuple[str, str]:
    what, _, remedy = message.partition("；")
    return what, remedy


def _target(library: Library, wanted: str | None, title: str) -> Target:
    """The regulation that `wanted` names, or that has this title; else a new one."""
    if wanted is not None:
        match = _FOLDER.match(wanted.strip())
        if match is None:
            raise click.UsageError(f"--regulation 写编号，如 04；新的制度写 11-archives，不是 {wanted or '（空）'}")
        key = match[1].zfill(2)
        old = library.regulation_by_key.get(key)
        if old is not None and match[2] in (None, old.slug):
            return Target(key, old.folder, old)
        if old is not None:
            raise click.UsageError(f"编号 {key} 已经是 {old.folder}；要导入到它，写 --regulation {key}")
        if key == "00":
            raise click.UsageError("编号 00 是推广方案，制度从 01 起")
        return Target(key, f"{key}-{match[2] or slug_of(title)}", None)
    plain = _plain(title)
    for old in library.regulations:
        if plain in {_plain(name) for name in (old.title, *old.aliases)}:
            return Target(old.key, old.folder, old)
    free = max((regulation.number for regulation in library.regulations), default=0) + 1
    if free > 99:
        raise click.UsageError("编号用完了；写 --regulation 指定")
    return Target(f"{free:02d}", f"{free:02d}-{slug_of(title)}", None)


def _plain(title: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]$|\s", "", title)


def _registered(files: Mapping[str, bytes], source: Path, file: str, title: str, number: str) -> tuple[Document, str]:
    """sources.yml with this text registered, and its number there; a text of that name keeps its number."""
    name = f"{source.name}/sources.yml"
    document = Document.of(files[name], name, source / "sources.yml")
    place = f"{file}{f'（{number}）' if number else ''}"
    known = {str(one["id"]): one.get("place") for one in document.get(("material",))}
    for key, where in known.items():
        if where == place:
            return document, key
    key = next((f"D-{n:02d}" for n in range(1, 100) if f"D-{n:02d}" not in known), "")
    if not key:
        raise Refused("sources.yml 里的文件编号 D-01 到 D-99 用完了", "删去不再引用的")
    entry: dict[str, Any] = {"id": key, "place": place, "subject": f"{title}全文"}
    return document.insert_entry(("material",), entry), key


def _cites(draft: Draft, number: str) -> bool:
    """Whether anything in a draft rests on the source of this number."""
    return f"{number} 第" in repr(draft.value) or f"'{number}'" in repr(draft.value)


def _notes(remarks: Sequence[Remark]) -> dict[tuple[str | int, ...], list[str]]:
    notes: dict[tuple[str | int, ...], list[str]] = {}
    for remark in remarks:
        if remark.path:
            notes.setdefault(remark.path, []).append(f"{remark.message}；{remark.remedy}")
    return notes


def _as_it_would_be(
    files: Mapping[str, bytes], sources: Document, name: str, data: bytes
) -> tuple[Library | None, list[Problem]]:
    """The Library with the draft in its place, and every problem of it."""
    with tempfile.TemporaryDirectory(prefix="tenregs-") as place:
        for file, content in {**files, sources.name: sources.data, name: data}.items():
            target = Path(place) / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        loaded = load(Path(place) / name.partition("/")[0])
    problems = list(loaded.problems)
    if loaded.library is not None:
        problems += run(loaded.library, frozenset(loaded.unread))
    return loaded.library, in_order(problems)


def _write(
    source: Path,
    target: Target,
    data: bytes,
    document: Document | None,
    sources: Document,
    writes: bool,
    to: Path | None,
) -> Path:
    """Save the draft, or with `writes` the regulation and its registration; where it is."""
    place = source / target.folder / "regulation.yml" if writes else to or source / f"_{target.folder}/regulation.yml"
    try:
        if not writes or document is None:
            if place.exists() and place.read_bytes() != data:
                raise click.ClickException(f"{place} 已经有了，没有覆盖；不要的先删去，或者用 --to 写到别处")
            if writes:
                save_all([sources])
            write_file(place, data)
        else:
            save_all([sources, replace(document, data=data)])
    except Overtaken as error:
        raise click.ClickException(f"{error}。什么也没有写；再运行一次") from None
    except OSError as error:
        raise click.ClickException(f"写不进 {place}：{error.strerror or error}。看看文件是否被别的程序打开") from None
    return place


def _at(place: Path, name: str, problems: Sequence[Problem]) -> list[Problem]:
    """Problems with the draft's own path where they speak of it."""
    return [
        replace(p, position=Position(str(place), p.position.line, p.position.column)) if p.position.file == name else p
        for p in problems
    ]
