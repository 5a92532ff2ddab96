"""A release: what it refuses, what it holds, that it is the same each time, and that `diff` takes it as an old version."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import build as builder
from generator.cli import pictures as printer
from generator.cli import release as command
from generator.cli.check import examine
from generator.cli.release_pack import Unlike, Wish, packed, rendered
from generator.exams import written
from generator.exams.derive import derived
from generator.model import Pool
from generator.problems import Problem
from generator.references import Index
from generator.release import LIST, README, Part, listed, verify
from generator.writer import digest

from ..support import ROOT, copy_project, office_text, tenregs

MOST = frozenset(Part) - {Part.PAPERS, Part.HANDBOOK}
OLD, NEW = '"9:00"', '"9:05"'
FACT = "01-operations/regulation.yml"


@dataclass(frozen=True)
class Released:
    """A project and the archive made of it."""

    project: Path
    archive: Path
    files: dict[str, bytes]
    said: str


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """One release of a copied project against a version with another opening time."""
    project = copy_project(tmp_path_factory.mktemp("project"))
    old = copy_project(tmp_path_factory.mktemp("old"))
    path = old / "regulations" / FACT
    text = path.read_text(encoding="utf-8")
    assert f"value: {OLD}" in text
    path.write_text(text.replace(f"value: {OLD}", f"value: {NEW}", 1), encoding="utf-8")
    result = tenregs(
        "release", "--no-pictures", "--without", "handbook", "--version", "2026.12", "--last", str(old), cwd=project
    )
    assert result.returncode == 0, result.stdout + result.stderr
    archive = project / "build/releases/十项制度-2026.12.zip"
    with zipfile.ZipFile(archive) as opened:
        files = {name.removeprefix("十项制度-2026.12/"): opened.read(name) for name in opened.namelist()}
    return Released(project, archive, files, result.stdout + result.stderr)


@pytest.fixture
def inside(released: Released) -> Iterator[Released]:
    """The same with the project as the working folder."""
    before = Path.cwd()
    os.chdir(released.project)
    yield released
    os.chdir(before)


def test_everything_stands_where_it_is_said_to(released: Released) -> None:
    files = released.files
    folders = {name.partition("/")[0] for name in files}
    assert folders == {"网站", "表单", "数据", "服务器配置", "源文件", "修订对照表.docx", LIST, README}
    assert b"<!doctype html>" in files["网站/index.html"].lower()
    assert "源文件/organization.yml" in files and "服务器配置/nginx.conf" in files
    text = files[README].decode("utf-8-sig")
    assert all(folder in text for folder in folders - {README}) and "\r\n" in text and "拟稿" in text
    table = office_text(files["修订对照表.docx"])
    assert OLD.strip('"') in table and NEW.strip('"') in table
    assert any("amendments" in name and "9:05" in files[name].decode() for name in files if name.endswith(".html"))


def test_the_list_has_every_file_and_every_source(released: Released) -> None:
    said = json.loads(released.files[LIST])
    assert {n: (e["sha256"], e["bytes"]) for n, e in said["files"].items()} == {
        name: (digest(content), len(content)) for name, content in released.files.items() if name != LIST
    }
    sources = {f"regulations/{p.relative_to(released.project / 'regulations').as_posix()}": digest(p.read_bytes())
               for p in (released.project / "regulations").rglob("*.yml")}  # fmt: skip
    assert said["sources"] == sources
    assert said["version"] == "2026.12" and said["revision"] is None
    assert [row["number"] for row in said["regulations"]] == [f"{n:02d}" for n in range(1, 11)]
    verdict = verify(released.archive)
    assert verdict.faults == () and verdict.list_digest == digest(released.files[LIST])
    assert digest(released.files[LIST]) in released.said and digest(released.archive.read_bytes()) in released.said


def test_nothing_of_a_formal_question_is_in_it(released: Released) -> None:
    """Not on the site, not in the data, not in the sources, and no paper, unless somebody asks for papers."""
    library = examine(released.project / "regulations")[0].library
    assert library is not None
    index = Index(library)
    practice = {item.stem for item in [*written(index), *derived(index)] if item.pool is Pool.PRACTICE}
    formal = [item.stem for item in written(index) if item.pool is Pool.FORMAL and item.stem not in practice]
    assert len(formal) > 200
    texts = [c.decode(errors="ignore") for n, c in released.files.items() if n.rpartition(".")[2] in ("html", "js", "json", "yml", "csv")]  # fmt: skip
    whole = "\n".join(texts)
    assert sum(stem in whole for stem in practice) > 500
    assert [stem for stem in formal if stem in whole] == []
    raw = [p.question.stem for p in library.questions if p.question.pool is Pool.FORMAL]
    raw_practice = {p.question.stem for p in library.questions if p.question.pool is Pool.PRACTICE}
    sources = "\n".join(c.decode() for n, c in released.files.items() if n.startswith("源文件/"))
    assert [stem for stem in raw if stem in sources and stem not in raw_practice] == []
    assert "保密" in released.said


def test_the_same_again_is_the_same_bytes_and_another_of_that_name_is_not_touched(inside: Released) -> None:
    """Packed a second time from what was built: nothing of the clock or the order of a folder is in it."""
    loaded, _ = examine(Path("regulations"))
    assert loaded.library is not None
    index = Index(loaded.library)
    said = json.loads(inside.files[LIST])
    origin = {key: said[key] for key in ("title", "version", "revision", "last", "parts", "notes")}
    wish = Wish("2026.12", MOST - {Part.AMENDMENTS}, None, False, 1)
    rest = dict(rendered(index, loaded.files, wish))
    rest |= {name: inside.files[name] for name in (README, "修订对照表.docx")}
    hashes = {name: digest(content) for name, content in loaded.files.items()}
    before = inside.archive.read_bytes()
    size, whole, told = packed(inside.archive, rest, MOST, lambda files: listed(index.library, origin, hashes, files))
    assert (size, whole, told) == (len(before), digest(before), digest(inside.files[LIST]))
    with pytest.raises(Unlike):
        packed(inside.archive, {**rest, README: b"other"}, MOST, lambda files: b"{}")
    assert inside.archive.read_bytes() == before
    assert [p.name for p in inside.archive.parent.iterdir()] == [inside.archive.name]


def test_a_release_is_an_old_version_to_compare_with(released: Released) -> None:
    same = tenregs("diff", str(released.archive), cwd=released.project)
    assert same.returncode == 0 and "没有改动" in same.stdout and "影响" not in same.stdout, same.stdout
    assert "正式题不比较" in same.stderr
    path = released.project / "regulations" / FACT
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(text.replace(f"value: {OLD}", f"value: {NEW}", 1), encoding="utf-8")
        result = tenregs("diff", str(released.archive), cwd=released.project)
    finally:
        path.write_text(text, encoding="utf-8")
    assert result.returncode == 0, result.stderr
    assert "{+9:05+}" in result.stdout and "十项制度-2026.12.zip" in result.stdout


def test_papers_and_handbook_come_when_they_are_asked_for(inside: Released, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "office", lambda: None)
    loaded, _ = examine(Path("regulations"))
    assert loaded.library is not None
    index = Index(loaded.library)
    wish = Wish("2026.12", frozenset({Part.PAPERS, Part.HANDBOOK}), None, False, 202612)
    made = dict(rendered(index, loaded.files, wish))
    assert {"试卷/A卷.docx", "试卷/B卷答案.docx", "试卷/成绩表.xlsx", "手册/十项制度手册.docx"} <= set(made)
    assert sum(name.startswith("手册/") for name in made) == 11
    assert made == dict(rendered(index, loaded.files, wish))


def stale(project: Path) -> None:
    """A clause is reworded, so that the questions on it wait for somebody."""
    path = project / "regulations/04-daily-closing/regulation.yml"
    text = path.read_text(encoding="utf-8")
    assert "应当立即" in text or "应当当场" in text or "快速、安全地" in text
    path.write_text(text.replace("快速、安全地", "快速而安全地", 1), encoding="utf-8")


def test_errors_and_suspects_are_refused_by_name(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    stale(project)
    result = tenregs("release", cwd=project)
    assert result.returncode == 1
    assert "stale-question" in result.stdout and "没有发布" in result.stderr
    assert "--despite stale-" in result.stderr and "tenregs confirm" in result.stderr
    assert not (project / "build").exists()
    path = project / "regulations" / FACT
    path.write_text(path.read_text(encoding="utf-8").replace("type: 时点", "type: 时间点", 1), encoding="utf-8")
    result = tenregs("release", "--despite", "stale-question", cwd=project)
    assert result.returncode == 1 and "源文件有错误，没有发布" in result.stderr
    assert not (project / "build").exists()


def test_suspects_that_are_named_are_let_pass_and_noted(inside: Released, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    project = copy_project(tmp_path / "project")
    stale(project)
    loaded, problems = examine(project / "regulations")
    codes = {problem.code for problem in problems}
    assert "stale-question" in codes
    built: list[Path] = []

    def pretend(source: Path, target: Path, *_: object, **__: object) -> builder.Outcome:
        built.append(source)
        return builder.Outcome(loaded.library, problems)

    monkeypatch.setattr(builder, "run", pretend)
    call = command.release.callback
    assert call is not None

    def run(*despite: str) -> int:
        code = call(project / "regulations", "1.0", None, tmp_path / "out", ("handbook", "server", "site", "forms"), False, None, despite, False, None)  # fmt: skip
        assert isinstance(code, int)
        return code

    assert run() == 1 and not built
    assert run(*codes) == 0 and len(built) == 1
    capsys.readouterr()
    with zipfile.ZipFile(tmp_path / "out/十项制度-1.0.zip") as archive:
        said = json.loads(archive.read(f"十项制度-1.0/{LIST}"))
        note = archive.read(f"十项制度-1.0/{README}").decode("utf-8-sig")
    assert any("stale-question" in entry for entry in said["notes"]) and "stale-question" in note
    monkeypatch.setattr(builder, "run", lambda *_, **__: builder.Outcome(loaded.library, [*problems, extra()]))
    assert run(*codes) == 1
    assert "又改过" in capsys.readouterr().err


def extra() -> Problem:
    from generator.model import Position

    return Problem("bare-negative", Position("x"), "x", "x")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--despite", "bad-fact"], "--despite 不能放过 bad-fact"),
        (["--without", "nothing"], "没有部分 nothing"),
        (["--version", "../x"], "不能做文件名"),
        (["--with-papers", "--without", "试卷"], "不再写 --without"),
        (["--last", "nowhere.zip"], "nowhere.zip"),
        (["--verify", "nowhere.zip"], "不存在"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], said: str) -> None:
    result = tenregs("release", *arguments, cwd=ROOT)
    assert result.returncode == 2 and said in result.stderr, result.stderr


def test_the_version_is_the_day_of_the_newest_edition() -> None:
    library = examine(ROOT / "regulations")[0].library
    assert library is not None
    newest = max(edition.date for r in library.regulations for edition in r.editions)
    assert command._newest(library) == f"{newest:%Y.%m.%d}"
