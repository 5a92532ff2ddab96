"""`tenregs release`: everything of one version, checked, built and packed into one archive that can be verified."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..model import Library
from ..problems import Problem, as_text, stops
from ..problems.problem import WITHHELD
from ..references import Index
from ..release import LIST, README, Part, Verdict, about, listed, verify
from ..writer import digest
from . import build as builder
from . import pictures as printer
from .check import examine, source_option
from .diff import Side, read, refuse
from .options import words_in
from .release_pack import Unlike, Wish, packed, rendered
from .sides import opened

TARGET = Path("build/releases")
SHOWN = 20  # faults named
_VERSION = re.compile(r"^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?$")
_TIMEOUT = 60
_SECRET = "试卷和答案是保密的，发布包人人可以拿到，所以不写 --with-papers 就不装；源文件里也去掉了正式题。"


@click.command("release", help="发布一版：检查、生成，把网站、表单、手册、数据和修订对照表装进一个可以核对的压缩包。")
@source_option
@click.option(
    "--version",
    "version",
    metavar="版本",
    help="这一版的版本号，如 2026.12；默认是各项制度最新的更新日期，如 2026.11.24。",
)
@click.option(
    "--last", metavar="上一版", help="附上与上一版的修订对照表；写上一版的发布包，或者 git 的版本、日期、文件夹。"
)
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    default=TARGET,
    metavar="文件夹",
    help="写到哪里，默认 build/releases。",
)
@click.option(
    "--without",
    multiple=True,
    metavar="部分",
    help="不要这几部分：site、forms、handbook、data、server、sources、amendments。",
)
@click.option("--with-papers", is_flag=True, help="连试卷和答案一起装（保密，默认不装）。")
@click.option("--seed", type=click.IntRange(0, 10**12), metavar="数字", help="试卷的种子，默认取版本号里的数字。")
@click.option(
    "--despite", multiple=True, metavar="代码", help="有这种待核对的也发布，如 stale-question；写明代码才放过。"
)
@click.option("--pictures/--no-pictures", default=None, help="要不要打印效果图和 PDF；默认装了 LibreOffice 就要。")
@click.option(
    "--verify",
    "archive",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="压缩包",
    help="不发布，核对一个发布包：每个文件与清单是否一致。",
)
def release(
    source: Path, version: str | None, last: str | None, to: Path, without: tuple[str, ...], with_papers: bool,
    seed: int | None, despite: tuple[str, ...], pictures: bool | None, archive: Path | None,
) -> int:  # fmt: skip
    """Write one archive whole or not at all; 1 if errors or suspects stand, or if an archive is not what it was."""
    if archive is not None:
        return _told(archive, verify(archive))
    excused = _codes(despite)
    parts = _parts(without, with_papers)
    if pictures and not printer.office():
        raise click.ClickException(
            "要打印效果图和 PDF，但没有找到 LibreOffice（soffice）。装好后再试，或去掉 --pictures。"
        )
    loaded, problems = examine(source)
    if loaded.library is None or _refused(problems, excused):
        return 1
    named = version or _newest(loaded.library)
    if not _VERSION.match(named):
        raise click.UsageError(f"版本号 {named} 不能做文件名；写成 2026.12 这样：数字、字母、点、横线，不超过 32 个字")
    earlier: Side | None = None
    if last is not None:
        with opened(last, source) as found:
            # Where a folder stands on this machine is nobody's business.
            found = replace(found, name=Path(last).resolve().name) if Path(last).is_dir() else found
            side = read(found)
        if isinstance(side, list):
            refuse(f"上一版 {found.name} ", side)
            return 1
        earlier = side
    elif Part.AMENDMENTS in parts:
        parts -= {Part.AMENDMENTS}
    number = seed if seed is not None else int((re.sub(r"\D", "", named) or "0")[:12])
    wish = Wish(named, parts, earlier, printer.office() is not None if pictures is None else pictures, number)
    return _made(source, loaded.library, loaded.files, problems, wish, to)


def _codes(despite: Iterable[str]) -> set[str]:
    wanted = {code for text in despite for code in words_in(text)}
    if unknown := sorted(wanted - WITHHELD):
        raise click.UsageError(
            f"--despite 不能放过 {'、'.join(unknown)}；能放过的只有 {'、'.join(sorted(WITHHELD))}，别的错误改好才生成得了"
        )
    return wanted


def _parts(without: Iterable[str], with_papers: bool) -> frozenset[Part]:
    names = {name: part for part in Part for name in (part.key, part.place, part.place.partition(".")[0])}
    left = set()
    for name in (name for text in without for name in words_in(text)):
        if name not in names:
            raise click.UsageError(
                f"没有部分 {name}；可用：{'、'.join(f'{part.key}（{part.place}）' for part in Part)}"
            )
        left.add(names[name])
    if with_papers and Part.PAPERS in left:
        raise click.UsageError("写了 --with-papers，就不再写 --without papers")
    return frozenset(Part) - left - (set() if with_papers else {Part.PAPERS})


def _refused(problems: list[Problem], excused: set[str]) -> bool:
    """Whether errors or suspects that nobody excused by name stand; they are told."""
    suspects = [problem for problem in problems if problem.code in WITHHELD]
    standing = [problem for problem in suspects if problem.code not in excused]
    if stops(problems):
        click.echo(as_text(problems))
        click.echo("源文件有错误，没有发布；改好以后再试。", err=True)
        return True
    if standing:
        click.echo(as_text(standing))
        codes = sorted({problem.code for problem in standing})
        click.echo(
            f"有 {len(standing)} 处待核对，没有发布。核对以后用 tenregs confirm 记下；一定要现在发布，加 --despite {','.join(codes)}。",
            err=True,
        )
        return True
    return False


def _newest(library: Library) -> str:
    day = max(edition.date for regulation in library.regulations for edition in regulation.editions)
    return f"{day:%Y.%m.%d}"


def _made(
    source: Path, library: Library, sources: Mapping[str, bytes], problems: list[Problem], wish: Wish, to: Path
) -> int:
    """Build, gather, pack."""
    shots = builder.Pictures.MADE if wish.pictures else builder.Pictures.NONE
    outcome = builder.run(source, builder.TARGET, shots, earlier=wish.last)
    if not outcome.good or outcome.problems != problems:
        click.echo(outcome.log or "生成的时候源文件又改过，没有发布；再运行一次。", err=True)
        return 3 if outcome.log else 1
    index = Index(library)
    rest = dict(rendered(index, sources, wish))
    held = [part for part in Part if part in wish.parts]
    notes = _notes(index, problems, wish)
    rest[README] = about(library, wish.version, held, notes)
    origin: dict[str, Any] = {
        "title": library.organization.short, "version": wish.version, "revision": _revision(source),
        "last": wish.last.name if wish.last else None, "parts": [part.place for part in held], "notes": notes,
    }  # fmt: skip
    hashes = {name: digest(content) for name, content in sources.items()}
    path = to / f"{library.organization.short}-{wish.version}.zip"
    try:
        size, whole, told = packed(path, rest, wish.parts, lambda files: listed(library, origin, hashes, files))
    except Unlike:
        raise click.ClickException(
            f"{path} 已经有了，内容不一样，没有动它。换一个版本号（--version），或者先把它挪走"
        ) from None
    except OSError as error:
        raise click.ClickException(f"写不进 {path}：{error.strerror or error}。看看磁盘是否已满、文件是否被别的程序打开") from None  # fmt: skip
    click.echo(f"{path}  {size / 1e6:.1f} MB，sha256 {whole}")
    click.echo(f"里面有 {'、'.join(part.place for part in held)}；{LIST} 的 sha256 是 {told}。")
    for note in notes:
        click.echo(f"注意：{note}", err=True)
    if origin["revision"] is None:
        click.echo("注意：不在 git 版本库里，或者有没提交的改动，清单里不记版本。", err=True)
    return 0


def _notes(index: Index, problems: list[Problem], wish: Wish) -> list[str]:
    """What whoever gets the release has to know."""
    notes = []
    codes = [problem.code for problem in problems if problem.code in WITHHELD]
    for code in sorted(set(codes)):
        notes.append(f"发布时有 {codes.count(code)} 处待核对（{code}），由发布人指明放过；待核对的题没有出。")
    notes.append("里面有试卷和答案，保密，不要给考生。" if Part.PAPERS in wish.parts else _SECRET)
    if Part.HANDBOOK in wish.parts and printer.office() is None:
        notes.append("手册的目录没有页码：用 Word 打开时会问是否更新域，点“是”。")
    return notes


def _revision(source: Path) -> str | None:
    """The commit of the working tree, if nothing in it differs from that."""
    answers = []
    for arguments in (("rev-parse", "HEAD"), ("status", "--porcelain")):
        try:
            told = subprocess.run(["git", "-C", str(source), *arguments], capture_output=True, timeout=_TIMEOUT, check=True)  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return None
        answers.append(told.stdout.decode(errors="replace").strip())
    commit, changed = answers
    return None if changed else commit


def _told(path: Path, verdict: Verdict) -> int:
    if not verdict.faults:
        click.echo(
            f"{path} 是 {verdict.version} 版，{verdict.files} 个文件与清单一致。{LIST} 的 sha256 是 {verdict.list_digest}，请和发布人告知的对一下。"
        )
        return 0
    for fault in verdict.faults[:SHOWN]:
        click.echo(fault)
    more = len(verdict.faults) - SHOWN
    click.echo(
        f"{path} 与发布时不一致{f'（另有 {more} 处没有列出）' if more > 0 else ''}，不要用；向发布人再要一份。",
        err=True,
    )
    return 1
