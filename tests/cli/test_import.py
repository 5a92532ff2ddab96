"""`tenregs import`: a draft is written beside the sources, never over them unasked; what it holds passes the check."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import convert
from generator.cli.convert import NotConverted, to_docx
from generator.cli.pictures import office
from generator.intake.regulation import read_outline
from generator.source import load

from ..intake.documents import document, paragraph, word_automatic, word_typed
from ..samples import MINIMAL
from ..support import tree
from .conftest import Run

VISITORS = [
    "读者接待规定", "第一章　读者意见", "第一条　登记与答复",
    "读者的意见当日记入《读者意见簿》，由阅览室主管在3个工作日内答复。",
]  # fmt: skip
NEW = [
    "图书外借管理规定（试行）", "第一条　为方便读者借书，制定本规定。", "第二条　馆员应当每日整理书架，一次借书不超过5本，在20:00前还书。",
    "第三条　填写《读者意见簿》和《借书登记簿》。", "第四条　本规定自2026年12月1日起施行。",
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def run(project: Path, started: Callable[..., Run]) -> Run:
    return started(project, "import")


def word(project: Path, lines: list[str], name: str = "正文.docx") -> str:
    (project / name).write_bytes(document("".join(map(paragraph, lines))))
    return name


def form_name(project: Path) -> str:
    library = load(project / "regulations").library
    assert library is not None
    return library.form_by_id["F02-01"].short


def lines_of(project: Path, lines: list[str]) -> list[str]:
    return [line.replace("读者意见簿", form_name(project)) for line in lines]


def test_a_new_text_becomes_a_draft_beside_the_sources(project: Path, run: Run) -> None:
    before = tree(project / "regulations")
    result = run(word(project, lines_of(project, NEW)))
    assert result.returncode == 0, result.stderr
    draft = project / "regulations/_03-tu-shu-wai-jie/regulation.yml"
    after = tree(project / "regulations")
    assert {name: data for name, data in after.items() if not name.startswith("_03")} == before
    text = draft.read_text(encoding="utf-8")
    assert "# 待定：" in text and "{F02-01}" in text and "{@librarian}" in text and 'value: "20:00"' in text
    assert "roles: [librarian]" in text and "cycle: 每日" in text and "status: 试行" in text
    for told in ("认出的参数", "认出的职责", "《借书登记簿》还没有登记成表单", "草稿在"):
        assert told in result.stdout
    assert load(project / "regulations").problems == []  # a draft is no source


def test_every_problem_of_a_draft_is_told_and_none_is_an_error(project: Path, run: Run) -> None:
    answer = json.loads(run(word(project, lines_of(project, NEW)), "--format", "json").stdout)
    assert answer["new"] and not answer["written"] and answer["changes"] is None and answer["source"].startswith("D-")
    assert answer["counts"] == {"chapters": 1, "articles": 4, "paragraphs": 4, "items": 0, "tables": 0}
    assert not [problem for problem in answer["problems"] if problem["severity"] == "error"]
    text = (project / answer["draft"]).read_text(encoding="utf-8").split("\n")
    for remark in answer["remarks"]:
        assert remark["message"] and remark["remedy"] and remark["place"]
        if remark["line"]:
            above = [line for line in text[max(0, remark["line"] - 6) : remark["line"]] if "# 待定：" in line]
            assert any(remark["message"] in line for line in above), remark


def test_written_it_is_a_regulation_like_any_other(project: Path, run: Run) -> None:
    assert run(word(project, lines_of(project, NEW)), "--write", "--regulation", "07-books").returncode == 0
    loaded = load(project / "regulations")
    assert loaded.library is not None and not loaded.problems
    assert loaded.library.regulation_by_key["07"].folder == "07-books"
    assert any(fact.place == "正文.docx" for fact in loaded.library.sources.material)


def test_a_newer_text_keeps_what_is_the_same_and_tells_what_differs(project: Path, run: Run) -> None:
    lines = lines_of(project, VISITORS)
    source = project / "regulations/02-visitors/regulation.yml"
    original = source.read_bytes()
    same = run(word(project, lines))
    assert same.returncode == 0 and "内容没有改动" in same.stdout
    (project / "regulations/_02-visitors/regulation.yml").unlink()
    changed = [*lines[:-1], lines[-1].replace("3个工作日", "5个工作日"), "第二条　本规定自公布之日起施行。"]
    result = run(word(project, changed), "--write")
    assert result.returncode == 0, result.stderr
    now = source.read_text(encoding="utf-8")
    assert (
        "value: 5个工作日" in now
        and "{reply_limit}" in now
        and "id: register" in now
        and "related: [01/patrol/rounds]" in now
    )
    assert (
        original.decode().split("chapters:")[0].replace("3个工作日", "5个工作日") in now.replace("    # 待定", "# 待定")
        or "# 待定：" in now
    )
    assert "由 3个工作日 改为 5个工作日" in result.stdout and "[-3-]" in result.stdout.replace("[-3个工作日-]", "[-3-]")


def test_nothing_is_overwritten_unasked(project: Path, run: Run) -> None:
    name = word(project, lines_of(project, NEW))
    assert run(name).returncode == 0
    draft = project / "regulations/_03-tu-shu-wai-jie/regulation.yml"
    draft.write_text("已经有人改过", encoding="utf-8")
    result = run(name)
    assert (
        result.returncode == 2 and "没有覆盖" in result.stderr and draft.read_text(encoding="utf-8") == "已经有人改过"
    )
    assert run(name, "--to", "别处.yml").returncode == 0 and (project / "别处.yml").is_file()
    assert run(name, "--to", "别处.yml", "--write").returncode == 2


def test_figures_written_otherwise_become_facts_when_asked(project: Path, run: Run) -> None:
    lines = ["开门规定", "第一条　上午九时开门，三日内答复。", "第二条　完。"]
    run(word(project, lines), "--to", "a.yml")
    run(word(project, lines), "--to", "b.yml", "--figures", "all")
    plain, every = ((project / name).read_text(encoding="utf-8") for name in ("a.yml", "b.yml"))
    assert "上午九时开门" in plain and "facts:" not in plain
    assert (
        'value: "9:00"' in every
        and "value: 3日" in every
        and "上午九时开门" not in every.split("chapters:")[1].split("text:")[1]
    )


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.docx", b"", "没有文字"), ("坏.docx", b"PK\x03\x04" + b"x" * 300, "损坏"), ("表.xlsx", b"xx", "不认识 .xlsx"),
        ("无条.txt", "只有一段话。".encode(), "没有找到"), ("坏.txt", b"\xff\xff\xff\xff", "认不出文字编码"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_remedy(
    project: Path, run: Run, name: str, data: bytes, told: str
) -> None:
    (project / name).write_bytes(data)
    result = run(name)
    assert result.returncode == 1 and told in result.stderr and "改法：" in result.stderr
    assert not list((project / "regulations").glob("_*"))


def test_wrong_usage_is_explained(project: Path, run: Run) -> None:
    name = word(project, NEW)
    assert "--regulation 写编号" in run(name, "--regulation", "abc").stderr
    assert "已经是 02-visitors" in run(name, "--regulation", "02-other").stderr
    assert run("没有.docx").returncode == 2


def test_broken_sources_are_told_first(project: Path, run: Run) -> None:
    name = word(project, NEW)
    path = project / "regulations/02-visitors/regulation.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("{reply_limit}", "{reply_limits}"), encoding="utf-8")
    result = run(name)
    assert result.returncode == 1 and "unknown-reference" in result.stdout and "什么也没有写" in result.stderr


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_other_formats_come_through_libreoffice(suffix: str, tmp_path: Path) -> None:
    from .. import cupboard

    library = cupboard.library()
    made = tmp_path / "text.docx"
    # LibreOffice writes Chinese characters of automatic numbers as question marks into RTF, so those are typed.
    writer = word_typed if suffix == "rtf" else word_automatic
    made.write_bytes(writer(library, library.regulations[9]))
    command = [
        office() or "soffice",
        f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path),
        str(made),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    outline = read_outline(to_docx((tmp_path / f"text.{suffix}").read_bytes(), f".{suffix}"), "x")
    wanted = read_outline(made.read_bytes(), "x")
    assert [(a.title, a.wording) for a in outline.articles] == [(a.title, a.wording) for a in wanted.articles]


def test_a_conversion_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60 & wait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(convert, "office", lambda: str(slow))
    with pytest.raises(NotConverted, match="没有转完"):
        to_docx(b"x", ".doc", 0.5)
    monkeypatch.setattr(convert, "office", lambda: None)
    with pytest.raises(NotConverted, match="没有找到 LibreOffice"):
        to_docx(b"x", ".doc")
