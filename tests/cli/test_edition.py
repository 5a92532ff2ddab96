"""`tenregs edition` and `build --as-of`: an edition is begun whole or not at all, and the site knows which one binds."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from generator.source import load

from ..samples import MINIMAL
from ..support import copy_project, tenregs, tree
from .conftest import Run

BEGIN = ("02", "--version", "1.1", "--summary", "答复限期改短", "--date", "2026-11-30", "--published", "2026-12-01")
HOME = "regulations/02-visitors"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path, MINIMAL / "regulations")


@pytest.fixture
def run(project: Path, started: Callable[..., Run]) -> Run:
    return started(project, "edition")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_present_text_is_kept_byte_for_byte_and_the_record_has_one_line_more(project: Path, run: Run) -> None:
    before = tree(project / HOME)
    result = run(*BEGIN, "--effective", "2027-01-01")
    assert result.returncode == 0 and "1.0 版留存在" in result.stdout
    after = tree(project / HOME)
    kept = {name.removeprefix("versions/1.0/"): data for name, data in after.items() if name.startswith("versions/")}
    assert kept.keys() == before.keys()
    for name, data in kept.items():
        assert data.replace(b"$schema=../../../../", b"$schema=../../") == before[name], name
    changed = [name for name in before if after[name] != before[name]]
    assert changed == ["regulation.yml"]
    record = after["regulation.yml"].decode().split("editions:\n")[1]
    assert record.startswith(
        '  - version: "1.1"\n    date: 2026-11-30\n    published: 2026-12-01\n    effective: 2027-01-01\n    summary: 答复限期改短\n  - version: "1.0"\n'
    )
    listed = run("2").stdout
    assert "1.1  2026-11-30 成稿，2026-12-01 发布，2027-01-01 施行：答复限期改短" in listed
    assert "1.0  2026-02-01 成稿，2027-01-01 被新版接替，旧版：首次发布" in listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("02", "--version", "1.0", "--summary", "x"), "版本 1.0 排在 1.0 上面"),
        (("02", "--version", "0.9", "--summary", "x"), "版本 0.9 排在 1.0 上面"),
        (("02", "--version", "一点一", "--summary", "x"), "版本号 一点一 不对"),
        (("02", "--version", "1.1"), "--summary"),
        (("--version", "1.1", "--summary", "x"), "写明是哪项制度"),
        (("07", "--version", "1.1", "--summary", "x"), "没有制度 07；可用：01、02"),
        ((*BEGIN, "--effective", "2026-11-01"), "2026-11-01 施行，比发布日期 2026-12-01 还早"),
        ((*BEGIN, "--from", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    project: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    before = tree(project)
    result = run(*arguments)
    assert result.returncode != 0 and said in result.stdout + result.stderr
    assert tree(project) == before


def test_the_text_before_a_change_can_still_be_kept(
    project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    backup = Path(shutil.copytree(project / "regulations", tmp_path_factory.mktemp("backup") / "regulations"))
    change(
        project / HOME / "regulation.yml", "purpose: 读者的意见当天登记，限期答复。", "purpose: 读者的意见当天答复。"
    )
    assert run(*BEGIN, "--from", str(backup)).returncode == 0
    assert "限期答复。" in (project / HOME / "versions/1.0/regulation.yml").read_text(encoding="utf-8")
    loaded = load(project / "regulations")
    assert loaded.library is not None and not loaded.problems
    assert [edition.version for edition in loaded.library.archive] == ["1.0"]


def test_a_folder_that_is_no_edition_is_told(project: Path, run: Run) -> None:
    run(*BEGIN)
    (project / HOME / "versions/1.0").rename(project / HOME / "versions/old")
    shutil.copytree(project / HOME / "versions/old", project / HOME / "versions/0.8")
    assert [(p.code, p.position.file) for p in load(project / "regulations").problems] == [
        ("bad-file-name", f"{HOME}/versions/0.8/regulation.yml"),
        ("bad-file-name", f"{HOME}/versions/old"),
    ]


def page(project: Path, name: str) -> str:
    return (project / "build/site" / name).read_text(encoding="utf-8")


def words(html: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", html)))


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small rules with an edition 1.1 of the second, one figure and one clause changed, published before it binds."""
    project = copy_project(tmp_path_factory.mktemp("amended"), MINIMAL / "regulations")
    assert tenregs("edition", *BEGIN, "--effective", "2027-01-01", cwd=project).returncode == 0
    rules = project / HOME / "regulation.yml"
    change(rules, "    value: 3个工作日\n", "    value: 2个工作日\n")
    return project


def build(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return tenregs("build", "--no-pictures", *arguments, cwd=project)


def test_the_site_shows_the_newest_says_when_it_binds_and_keeps_a_page_of_the_older(amended: Path) -> None:
    result = build(amended)
    assert result.returncode == 0, result.stdout + result.stderr
    new, old = page(amended, "regulations/02-visitors.html"), page(amended, "regulations/versions/02-visitors-1.0.html")
    assert "1.1版自2027-01-01起施行，在此之前按1.0版执行。" in words(new) and 'data-in-force="2027-01-01"' in new
    assert "2个工作日" in words(new) and "3个工作日" not in words(new)
    assert "1.0版施行到2026-12-31。此后看1.1版。" in words(old)
    before, _, amendment = words(old).rpartition("1.0版与1.1版的修订对照")
    assert "3个工作日" in before and "2个工作日" in amendment
    changes = page(amended, "changes.html")
    assert (
        'href="regulations/versions/02-visitors-1.0.html#amended"' in changes
        and "2026-12-01发布，2027-01-01施行" in words(changes)
    )
    assert "3个工作日" not in page(amended, "assets/search-index.js") and "versions/" not in page(
        amended, "assets/search-index.js"
    )


def test_the_site_of_a_day_is_that_of_the_edition_then(amended: Path) -> None:
    assert build(amended, "--as-of", "2026-12-31").returncode == 0
    assert "3个工作日" in words(page(amended, "regulations/02-visitors.html"))
    assert "已发布1.1版，自2027-01-01起施行；在此之前按本页执行。" in words(
        page(amended, "regulations/02-visitors.html")
    )
    assert "本站是2026-12-31当天施行的规定" in words(page(amended, "index.html"))
    to_come = page(amended, "regulations/versions/02-visitors-1.1.html")
    assert "1.1版自2027-01-01起施行，在此之前按1.0版执行。" in words(to_come) and "2个工作日" in words(to_come)
    first = tree(amended / "build/site")
    assert build(amended, "--as-of", "2026-12-31").returncode == 0 and tree(amended / "build/site") == first
    assert build(amended, "--as-of", "2026-11-30").returncode == 0
    assert not (amended / "build/site/regulations/versions").exists() and "1.1版" not in page(
        amended, "regulations/02-visitors.html"
    )
    assert build(amended, "--as-of", "2027-01-01").returncode == 0
    assert "2个工作日" in words(page(amended, "regulations/02-visitors.html"))


def test_a_day_that_is_none_is_said(amended: Path) -> None:
    result = build(amended, "--as-of", "2026-13-01")
    assert result.returncode == 2 and "Traceback" not in result.stderr
