"""`tenregs build`: check, render everything, write it, and let mkdocs make the site of it."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path

import click

from .. import browser, data, deploy, pages, shelf
from ..changes.report import Report
from ..checks import run as check_all
from ..editions import History
from ..layout import FileKind
from ..model import Form, Library
from ..pages import Download, FormFiles, paths
from ..press import Press, units_below
from ..problems import Problem, as_text, has_errors, in_order, stops
from ..references import Index
from ..units import Overlays, in_force
from ..writer import digest, write_file, write_tree
from . import pictures as printer
from .check import examine, source_option
from .diff import Side, read, refuse, report_of
from .options import unit_named
from .sides import opened
from .site import SiteBuilder, carry, configuration
from .workshop import forms_made

SITE_SOURCES = Path("site")
TARGET = Path("build")


class Pictures(Enum):
    """Whether form pages carry pictures of the printed form: no, those made before, or all."""

    NONE = "none"
    KEPT = "kept"
    MADE = "made"


@dataclass
class Outcome:
    """What a build did. `library` is None when problems stopped it; nothing was written then."""

    library: Library | None
    problems: list[Problem]
    log: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    behind: tuple[str, ...] = ()  # forms that are still those of an earlier build

    @property
    def good(self) -> bool:
        """Whether everything was built."""
        return self.library is not None and not self.log


def texts_in(folder: Path, pattern: str) -> dict[str, str]:
    """{name: text} of the files in a folder that match, in order."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern))}


def assets_in(folder: Path) -> dict[str, bytes]:
    """{path: bytes} of every file below site/assets."""
    return {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


class Haste(Enum):
    """Whether forms may be those of an earlier build, to be made anew afterwards."""

    NONE = "none"
    PAGES_FIRST = "pages first"


def render(
    index: Index,
    press: Press,
    made: Mapping[str, shelf.Shelved],
    pictures: Pictures,
    cache: Path,
    scope: str = "",
    amended: Report | None = None,
    history: History | None = None,
) -> dict[str, dict[str, bytes]]:
    """Every output by folder: docs, forms, data. Reads templates, writes nothing but the picture cache."""
    library = index.library
    forms = {kind.name(f.id, f.short): c for f in press.forms for kind, c in made[f.id].files.items()}
    contents = {form: one.files for form, one in made.items()}
    shots = {} if pictures is Pictures.NONE else printer.take(contents, cache, make=pictures is Pictures.MADE)
    docs: dict[str, bytes] = {}
    files = {}
    others: dict[str, dict[str, str]] = defaultdict(dict)
    for form in press.forms:
        one = made[form.id]
        printed = [(volume, shot) for (form_id, volume), shot in shots.items() if form_id == form.id]
        pages_of_form = [page for _, shot in printed for page in shot.pages]
        forms |= {FileKind("pdf", volume).name(form.id, form.short): shot.pdf for volume, shot in printed}
        filled = f"{form.id}-{form.short}（示例）.xlsx" if one.filled else ""
        forms |= {filled: one.filled} if filled else {}
        docs |= {paths.picture(form.id, n): content for n, content in enumerate(pages_of_form, 1)}
        docs |= {paths.download(f"templates/{name}"): content for name, content in one.scripts.items()}
        for unit, names in one.others.items():
            others[unit] |= names
        files[form.id] = FormFiles(
            tuple(_downloads(form, list(one.files), [volume for volume, _ in printed])),
            tuple(
                (paths.picture(form.id, n), f"{form.title}打印效果第{n}页") for n in range(1, len(pages_of_form) + 1)
            ),
            one.preview,
            one.example,
            filled,
            one.pages,
        )
    templates = texts_in(SITE_SOURCES / "templates", "*.j2")
    shown = {path.name: path.read_bytes() for path in sorted((SITE_SOURCES / "help/pictures").glob("*.png"))}
    helps = {name: pages.illustrated(text, shown) for name, text in texts_in(SITE_SOURCES / "help", "*.md").items()}
    docs |= pages.render(index, templates, helps, files, scope, amended, history)
    docs |= {f"help/pictures/{name}": content for name, content in shown.items()}
    numbers = data.render(index, [one.locator for one in made.values()])
    docs |= pages.bundled({**assets_in(SITE_SOURCES / "assets"), "assets/look.css": pages.stylesheet(library)})
    docs |= {f"data/{name}": content for name, content in numbers.items() if "/" not in name}
    docs |= {paths.download(name): content for name, content in forms.items()}
    docs[paths.download("units.js")] = browser.units_script(press, others, contents)
    return {"docs": docs, "forms": forms, "data": numbers}


def _downloads(form: Form, kinds: list[FileKind], printed: list[str]) -> Iterator[Download]:
    """The files of a form as its page lists them: to fill in first, then to print."""
    for kind in sorted(kinds, key=lambda kind: (kind.hand, kind.suffix != "xlsx", kind.volume)):
        label = {"docx": "Word", "xlsx": "Excel"}[kind.suffix]
        label = "打印版 Word" if kind.hand else f"{kind.volume} {label}".strip()
        yield Download(label, kind.name(form.id, form.short), f"{form.id}.{kind.key}")
    for volume in printed:
        yield Download(f"{volume} 空白 PDF".strip(), FileKind("pdf", volume).name(form.id, form.short))


def run(
    source: Path,
    target: Path,
    pictures: Pictures,
    refresh: bool = False,
    profile: str = "",
    haste: Haste = Haste.NONE,
    stop: Callable[[], bool] = lambda: False,
    earlier: Side | None = None,
    day: date | None = None,
) -> Outcome:
    """Build everything below `target`. On problems, or if mkdocs fails, the last good site stays.

    With `refresh` only the pages whose Markdown changed are made again, unless the navigation changed too. With
    `profile` (a unit's id, code or name) the site shows that unit's facts, and offers it and those below it. Asked
    between two forms whether to `stop`, it raises Interrupted. With an `earlier` version the site tells what differs.
    With a `day` it shows the editions that bind on it.
    """
    with SiteBuilder() as builder:
        started = time.perf_counter()
        loaded, problems = examine(source)
        if stops(problems) or loaded.library is None:
            return Outcome(None, problems)
        history = History(loaded.library, day)
        if history.library is not loaded.library:
            of_then = (problem for problem in check_all(history.library) if has_errors([problem]))
            problems = in_order([*loaded.problems, *of_then])
            if stops(problems):
                return Outcome(None, problems)
        outcome = Outcome(history.library, problems, seconds={"检查": time.perf_counter() - started})
        started = time.perf_counter()
        index, scope = _of_unit(Index(history.library), profile)
        if day:
            scope = "。".join(filter(None, (f"本站是 {day} 当天施行的规定", scope)))
        press = Press(index, index.library.units, facts=[row["address"] for row in browser.asked(index.library)])
        made, outcome.behind = forms_made(press, target / "cache", haste is Haste.PAGES_FIRST, stop)
        amended = report_of(earlier, Side("本站", Index(history.library))) if earlier else None
        outputs = render(index, press, made, pictures, target / "cache", scope, amended, history)
        for folder, files in outputs.items():
            write_tree(target / folder, files)
        moved = write_file(target / "navigation.yml", configuration(index, scope, amended is not None))
        outcome.seconds["生成"] = time.perf_counter() - started
        started = time.perf_counter()
        outcome.log = builder.build(
            target, history.library, refresh and not moved, lambda site: _for_servers(site, target)
        )
        outcome.seconds["网站"] = time.perf_counter() - started
    if outcome.good and not outcome.behind:
        write_file(target / "manifest.json", manifest(loaded.files, outputs, index))
    return outcome


def _for_servers(site: Path, target: Path) -> None:
    """Configurations for web servers, beside the site; IIS reads its own from inside."""
    made = deploy.configurations(
        (path.read_bytes() for path in sorted(site.rglob("*.html"))), texts_in(SITE_SOURCES / "deploy", "*.j2")
    )
    write_file(site / deploy.WEB_CONFIG, made[deploy.WEB_CONFIG])
    write_tree(target / "deploy", made)


def _of_unit(index: Index, profile: str) -> tuple[Index, str]:
    """The index with a unit's facts in force, and the words that say so. Clauses keep the fingerprints of the rules,
    which the forms made out to the unit carry too."""
    library = index.library
    if not profile:
        return index, ""
    unit = unit_named(profile, "regulations/profiles ", library.units)
    overlays = Overlays(library, library.units)
    own = replace(
        in_force(library, overlays.facts(unit)),
        units=tuple(units_below(library, overlays.units, [unit.id])),
    )
    made = Index(own)
    made.fingerprints = index.fingerprints
    return made, f"本站按{unit.name}的参数编成"


def manifest(sources: Mapping[str, bytes], outputs: Mapping[str, Mapping[str, bytes]], index: Index) -> bytes:
    """Every file with its sha256, the sources it all came from, the fingerprint of every clause."""
    content = {
        "sources": {name: digest(sources[name]) for name in sorted(sources)},
        "clauses": index.fingerprints,
        "files": {
            f"{folder}/{name}": digest(files[name])
            for folder, files in sorted(outputs.items())
            for name in sorted(files)
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


@click.command("build", help="检查后生成全部内容：网站、表单、数据，都放在 build 文件夹。")
@source_option
@click.option(
    "--pictures/--no-pictures", default=None, help="表单页是否带打印效果图和 PDF；默认装了 LibreOffice 就带。"
)
@click.option(
    "--profile", default="", metavar="机构", help="按这个机构另定的参数编成网站（编码、名称或标识，登记在 profiles）。"
)
@click.option(
    "--since", metavar="旧版", help="网站带上与这个旧版的修订对照和影响；写 git 的版本、日期、文件夹或者 zip 压缩包。"
)
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="按这一天施行的各制度版本编成网站，如 2027-01-01；每版从什么时候起施行，看各制度的更新记录。",
)
@click.option(
    "--zip",
    "archive",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件.zip",
    help="再把网站打成一个压缩包，带到别处解开，点 index.html 就能用。",
)
def build(
    source: Path, pictures: bool | None, profile: str, since: str | None, day: datetime | None, archive: Path | None
) -> int:
    """Build; 1 if problems stopped it, 3 if mkdocs failed."""
    if pictures and not printer.office():
        raise click.ClickException("要打印效果图，但没有找到 LibreOffice（soffice）。装好后再试，或去掉 --pictures。")
    wanted = printer.office() is not None if pictures is None else pictures
    earlier: Side | None = None
    if since is not None:
        with opened(since, source) as version:
            found = read(version)
        if isinstance(found, list):
            refuse(f"旧版 {version.name} ", found)
            return 1
        earlier = found
    outcome = run(
        source,
        TARGET,
        Pictures.MADE if wanted else Pictures.NONE,
        profile=profile,
        earlier=earlier,
        day=day.date() if day else None,
    )
    if outcome.problems:
        click.echo(as_text(outcome.problems))
    if outcome.library is None:
        click.echo("有错误，什么也没有写；上一次生成的内容原样保留。", err=True)
        return 1
    if outcome.log:
        click.echo(f"网站没有生成，上一次的网站原样保留。mkdocs 说：\n{outcome.log}", err=True)
        return 3
    spent = "，".join(f"{name} {seconds:.1f} 秒" for name, seconds in outcome.seconds.items())
    click.echo(f"完成（{spent}）。打开 {TARGET / 'site' / 'index.html'} 查看。")
    if archive:
        carry(TARGET / "site", archive, outcome.library.organization.short)
        click.echo(f"{archive}  {archive.stat().st_size / 1e6:.1f} MB：解开后打开里面的 index.html。")
    return 0
