"""`tenregs diff` as a person meets it: revisions, days, folders, archives; good answers and plain refusals."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli.sides import opened

from ..samples import MINIMAL
from ..support import complaints, office_text, pdf_of, pdf_text, tenregs

RULE = "02-visitors/regulation.yml"
WHO = {
    "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "a@example.invalid", "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@example.invalid", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


def git(folder: Path, *arguments: str, day: str = "2026-11-20") -> str:
    when = {"GIT_AUTHOR_DATE": f"{day}T10:00:00", "GIT_COMMITTER_DATE": f"{day}T10:00:00"}
    done = subprocess.run(["git", "-C", str(folder), *arguments], env={**os.environ, **WHO, **when}, capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout


def reword(regulations: Path, old: str, new: str, name: str = RULE) -> None:
    path = regulations / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with two commits, on the 20th and the 22nd, and a working tree that is as the second."""
    folder = tmp_path / "project"
    shutil.copytree(MINIMAL, folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    git(folder, "tag", "v1")
    reword(folder / "regulations", "内答复。", "内答复，并且当场核对。")
    git(folder, "commit", "-q", "-am", "second", day="2026-11-22")
    return folder


def told(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture
def archive(project: Path, tmp_path: Path) -> Path:
    path = tmp_path / "旧版.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in sorted(MINIMAL.rglob("*.yml")):
            packed.write(file, f"项目/{file.relative_to(MINIMAL).as_posix()}")
    return path


def versions(project: Path, archive: Path) -> Iterator[list[str]]:
    yield ["v1"]
    yield ["HEAD~1", "HEAD"]
    yield [git(project, "rev-parse", "v1").strip()]
    yield ["2026-11-20"]
    yield ["2026-11-21", "2026-11-22"]
    yield [str(MINIMAL)]
    yield [str(MINIMAL / "regulations"), str(project)]
    yield [str(archive)]


def test_every_way_to_name_a_version_tells_the_same(project: Path, archive: Path) -> None:
    answers = []
    for arguments in versions(project, archive):
        answer = told(tenregs("diff", *arguments, cwd=project))
        assert "{+，并且当场核对+}" in answer, arguments
        answers.append(answer.partition("\n")[2])
    assert len(set(answers)) == 1


def test_nothing_changed(project: Path) -> None:
    assert "内容没有改动" in told(tenregs("diff", "HEAD", cwd=project))


def test_the_working_tree_stays_as_it_was(project: Path) -> None:
    before = git(project, "status", "--porcelain"), git(project, "rev-parse", "HEAD")
    told(tenregs("diff", "v1", cwd=project))
    assert (git(project, "status", "--porcelain"), git(project, "rev-parse", "HEAD")) == before


def test_json_is_one_object(project: Path) -> None:
    answer = json.loads(told(tenregs("diff", "v1", "--format", "json", cwd=project)))
    (regulation,) = answer["regulations"]
    (clause,) = (c for c in regulation["clauses"] if c["amended"])
    assert clause["aspects"] == ["文字修改"]
    runs = [run for passage in clause["passages"] for block in passage["new"] for run in block["runs"]]
    assert ["inserted", "，并且当场核对"] in runs
    assert answer["old"].startswith("v1（") and set(answer["impact"]) >= {
        "duties",
        "forms",
        "questions",
        "printed",
        "profiles",
    }


def test_no_colour_unless_a_person_looks(project: Path) -> None:
    assert "\x1b[" not in told(tenregs("diff", "v1", cwd=project))


def test_the_word_document(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "对照表.docx"
    told(tenregs("diff", "v1", "--word", str(path), cwd=project))
    words = office_text(path.read_bytes())
    for part in ("修订对照表", "原条款", "修订后", "修订说明", "，并且当场核对", "修订影响清单"):
        assert part in words
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()
        assert "<w:tblHeader/>" in document and 'w:orient="landscape"' in document
        assert '<w:u w:val="single"/>' in document
        assert "PAGE" in package.read("word/footer.xml").decode()
    first = path.read_bytes()
    told(tenregs("diff", "v1", "--word", str(path), cwd=project))
    assert path.read_bytes() == first, "the same versions give the same bytes"


@pytest.mark.office
def test_the_word_document_as_it_is_judged_and_printed(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    told(tenregs("diff", "v1", "--word", str(path), cwd=project))
    assert complaints(path) == []
    printed = pdf_of(path)
    assert {tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in printed} == {(297, 210)}
    assert "原条款" in pdf_text(printed)[0], "the table begins on the first page"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "没有版本 nosuch"),
        (["2026-02-30"], "没有 2026-02-30 这一天"),
        (["2001-01-01"], "还没有提交"),
        (["--", "--output=x"], "没有版本 --output=x"),
        (["v1", "--word", "table.doc"], "写 .docx"),
        (["v1", "--format", "xml"], "不在可选范围"),
        ([], "缺少 '旧版'"),
        (["regulations/02-visitors"], "没有制度源文件"),
        (["regulations/organization.yml"], "不是 zip 压缩包"),
    ],
)
def test_wrong_usage_is_explained(project: Path, arguments: list[str], said: str) -> None:
    result = tenregs("diff", *arguments, cwd=project)
    assert result.returncode == 2, result.stdout + result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert git(project, "status", "--porcelain") == ""


def test_outside_a_repository_a_revision_is_refused_and_a_folder_is_not(project: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(MINIMAL, alone)
    result = tenregs("diff", "HEAD", cwd=alone, environment={"GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert result.returncode == 2 and "不在 git 版本库里" in result.stderr
    assert "{+，并且当场核对+}" in told(tenregs("diff", str(alone), str(project), cwd=alone))


@pytest.mark.parametrize("side", ["old", "new"])
def test_broken_sources_are_told_as_check_does(project: Path, side: str) -> None:
    reword(project / "regulations", "basis: 拟稿", "basis: 拟搞")
    check = tenregs("check", cwd=project).stdout
    if side == "old":
        git(project, "commit", "-q", "-am", "broken", day="2026-11-23")
        shutil.rmtree(project / "regulations")
        shutil.copytree(MINIMAL / "regulations", project / "regulations")
    result = tenregs("diff", "HEAD" if side == "old" else "v1", cwd=project)
    assert result.returncode == 1
    assert check in result.stdout
    assert ("旧版" if side == "old" else "新版") in result.stderr


def harmful(path: Path, name: str, data: bytes = b"x: 1\n", link: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted((MINIMAL / "regulations").rglob("*.yml")):
            packed.write(file, file.relative_to(MINIMAL).as_posix())
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        if link:
            info.create_system = 3
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "link", "said"),
    [
        ("../escape.yml", b"x: 1\n", False, "不安全的路径"),
        ("regulations/../../escape.yml", b"x: 1\n", False, "不安全的路径"),
        ("/tmp/escape.yml", b"x: 1\n", False, "不安全的路径"),
        ("..\\escape.yml", b"x: 1\n", False, "不安全的路径"),
        ("C:/escape.yml", b"x: 1\n", False, "不安全的路径"),
        ("regulations/link.yml", b"/etc/passwd", True, "不安全的路径"),
        ("regulations/big.yml", b"#" * 3_000_000, False, "太大"),
    ],
)
def test_a_harmful_archive_is_refused(
    project: Path, tmp_path: Path, name: str, data: bytes, link: bool, said: str
) -> None:
    path = harmful(tmp_path / "bad.zip", name, data, link)
    result = tenregs("diff", str(path), cwd=project)
    assert result.returncode == 2
    assert said in result.stderr
    assert not list(tmp_path.glob("escape*"))


def test_a_bomb_is_refused_unopened(project: Path, tmp_path: Path) -> None:
    path = harmful(tmp_path / "bomb.zip", "regulations/zeros.yml", b"\0" * 70_000_000)
    result = tenregs("diff", str(path), cwd=project)
    assert result.returncode == 2 and "太多或者太大" in result.stderr


def test_what_is_not_read_may_be_large(project: Path, tmp_path: Path) -> None:
    """A release holds the site beside the sources."""
    path = harmful(tmp_path / "release.zip", "网站/zeros.bin", b"\0" * 70_000_000)
    assert tenregs("diff", str(path), cwd=project).returncode == 0


def test_only_sources_are_taken_from_an_archive(project: Path, tmp_path: Path) -> None:
    path = harmful(tmp_path / "extra.zip", "regulations/readme.txt")
    assert "{+，并且当场核对+}" in told(tenregs("diff", str(path), cwd=project))


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_archive_is_refused_or_read_never_a_crash(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = harmful(Path(place) / "damaged.zip", "regulations/note.txt")
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))]))
        with contextlib.suppress(click.UsageError), opened(str(path), MINIMAL / "regulations") as version:
            assert version.folder.is_relative_to(tempfile.gettempdir())
