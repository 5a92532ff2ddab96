"""`tenregs build`: check, render everything, write it, and let mkdocs make the site of it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import click
from markupsafe import escape

from .. import data, html, pages, stationery
from ..model import Library
from ..pages import FormFiles, paths
from ..problems import Problem, as_text, has_errors
from ..references import Index
from ..writer import digest, write_file, write_tree
from . import pictures as printer
from .check import examine, source_option
from .site import SiteBuilder

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


def render(index: Index, pictures: Pictures, cache: Path) -> dict[str, dict[str, bytes]]:
    """Every output by folder: docs, forms, data. Reads templates, writes nothing but the picture cache."""
    library = index.library
    made = stationery.render(index)
    forms = {made_form.name(suffix): content for made_form in made for suffix, content in made_form.files.items()}
    shots = {} if pictures is Pictures.NONE else printer.take(made, cache, make=pictures is Pictures.MADE)
    files = {
        entry.layout.id: FormFiles(
            (*entry.files, *(("pdf",) if entry.layout.id in shots else ())),
            tuple(
                (f"pictures/{entry.layout.id}-{number}.png", f"{entry.layout.title}打印效果第{number}页")
                for number in range(1, len(shots[entry.layout.id].pages) + 1)
            )
            if entry.layout.id in shots
            else (),
            html.render(entry.layout),
        )
        for entry in made
    }
    templates = texts_in(SITE_SOURCES / "templates", "*.j2")
    docs = pages.render(index, templates, texts_in(SITE_SOURCES / "help", "*.md"), files)
    numbers = data.render(index, [entry.layout for entry in made])
    docs |= assets_in(SITE_SOURCES / "assets")
    docs["assets/look.css"] = pages.stylesheet(library)
    docs |= {f"data/{name}": content for name, content in numbers.items()}
    for entry in made:
        for suffix, content in entry.files.items():
            docs[paths.download(entry.layout.id, entry.layout.short, suffix)] = content
    for form_id, shot in shots.items():
        short = library.form_by_id[form_id].short
        forms[f"{form_id}-{short}.pdf"] = docs[paths.download(form_id, short, "pdf")] = shot.pdf
        docs |= {f"pictures/{form_id}-{n}.png": content for n, content in enumerate(shot.pages, 1)}
    return {"docs": docs, "forms": forms, "data": numbers}


def configuration(index: Index) -> bytes:
    """The generated half of the site's configuration, inherited by mkdocs.yml. JSON is YAML."""
    organization = index.library.organization
    content = {
        "site_name": organization.short,
        "site_description": organization.program,
        "copyright": f"{escape(organization.notice)}。 · 本站不向外发送任何请求",
        "nav": pages.navigation(index),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def run(source: Path, target: Path, pictures: Pictures, refresh: bool = False) -> Outcome:
    """Build everything below `target`. On problems, or if mkdocs fails, the last good site stays.

    With `refresh` only the pages whose Markdown changed are made again, unless the navigation changed too.
    """
    with SiteBuilder() as builder:
        started = time.perf_counter()
        loaded, problems = examine(source)
        if has_errors(problems) or loaded.library is None:
            return Outcome(None, problems)
        outcome = Outcome(loaded.library, problems, seconds={"检查": time.perf_counter() - started})
        started = time.perf_counter()
        index = Index(loaded.library)
        outputs = render(index, pictures, target / "cache")
        for folder, files in outputs.items():
            write_tree(target / folder, files)
        moved = write_file(target / "navigation.yml", configuration(index))
        outcome.seconds["生成"] = time.perf_counter() - started
        started = time.perf_counter()
        outcome.log = builder.build(target, loaded.library, refresh and not moved)
        outcome.seconds["网站"] = time.perf_counter() - started
    if outcome.good:
        write_file(target / "manifest.json", manifest(loaded.files, outputs, index))
    return outcome


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
def build(source: Path, pictures: bool | None) -> int:
    """Build; 1 if problems stopped it, 3 if mkdocs failed."""
    if pictures and not printer.office():
        raise click.ClickException("要打印效果图，但没有找到 LibreOffice（soffice）。装好后再试，或去掉 --pictures。")
    wanted = printer.office() is not None if pictures is None else pictures
    outcome = run(source, TARGET, Pictures.MADE if wanted else Pictures.NONE)
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
    return 0
