"""A folder of sources → the Library: which files are read, what is told about the others, what follows from what."""

from __future__ import annotations

from pathlib import Path

from generator.source import load

from ..samples import examine


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def codes(folder: Path) -> list[str]:
    return [f"{problem.code} {problem.position}" for problem in examine(folder)]


def test_everything_is_read_in_order(source: Path) -> None:
    loaded = load(source)
    assert loaded.library is not None
    assert [r.folder for r in loaded.library.regulations] == ["01-opening", "02-visitors"]
    assert [f.id for f in loaded.library.forms] == ["F01-01", "F02-01"]
    assert loaded.library.owners == {"F01-01": 1, "F02-01": 2}
    assert len(loaded.files) == 9
    assert loaded.unread == set()


def test_mistakes_in_several_files_are_told_in_one_run(source: Path) -> None:
    change(source, "organization.yml", "kind: 部门", "kind: 科室")
    change(source, "01-opening/regulation.yml", "basis: 据材料", "basis：据材料")
    change(source, "02-visitors/regulation.yml", "status: 试行", "status: 试用")
    change(source, "02-visitors/forms/F02-01.yml", "cycle: 遇事", "\tcycle: 遇事")
    assert codes(source) == [
        "bad-yaml regulations/01-opening/regulation.yml:35:10",
        "tab-indent regulations/02-visitors/forms/F02-01.yml:11:1",
        "bad-value regulations/02-visitors/regulation.yml:3:9",
        "bad-value regulations/organization.yml:32:11",
    ]


def test_a_typing_mistake_does_not_hide_what_the_checks_find_elsewhere(source: Path) -> None:
    change(source, "02-visitors/regulation.yml", "status: 试行", "status: 试用")
    change(source, "01-opening/regulation.yml", "moment: opening-hours", "moment: open-hours")
    assert codes(source) == [
        "unknown-moment regulations/01-opening/regulation.yml:119:21",
        "bad-value regulations/02-visitors/regulation.yml:3:9",
    ]


def test_no_follow_up_errors(source: Path) -> None:
    """One slip at the root of many links is told once."""
    for name, old, new in (
        ("organization.yml", "id: room-keeper", "id: Room-keeper"),
        ("organization.yml", "  - id: room\n", "  - id: 阅览室\n"),
        ("01-opening/regulation.yml", "  opening_time:\n", "  Opening:\n"),
        ("01-opening/regulation.yml", "  checkpoints:\n", "  Checkpoints:\n"),
        ("01-opening/regulation.yml", "      - id: rounds\n", "      - id: 巡查\n"),
        ("01-opening/regulation.yml", "    type: 时长\n    value: 30分钟", "    type: 长度\n    value: 30分钟"),
        ("01-opening/regulation.yml", "            trigger:", "            triger:"),
        ("01-opening/regulation.yml", "facts:\n", "fakts:\n"),
        ("01-opening/regulation.yml", "chapters:\n", "chapter:\n"),
        ("01-opening/forms/F01-01.yml", "id: F01-01", "id: F1-01"),
        ("01-opening/forms/F01-01.yml", "      - kind: 文字区", "      - kind: 文本"),
        ("sources.yml", "- id: R2-01", "- id: R2-1"),
        ("sources.yml", "- id: A-01", "- id: A01"),
        ("plan.yml", "  study_days:\n", "  study days:\n"),
    ):
        original = (source / name).read_bytes()
        change(source, name, old, new)
        found = codes(source)
        assert len(found) == 1, (old, new, found)
        assert found[0].split()[1].startswith(f"regulations/{name}:")
        (source / name).write_bytes(original)


def test_what_systems_leave_behind_is_overlooked(source: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$F02-01.yml", "F02-01.yml~", ".F02-01.yml.swp"):
        (source / "02-visitors/forms" / name).write_bytes(b"\0")
    (source / ".git").mkdir()
    (source / "_drafts").mkdir()
    (source / "profiles" / "_old").mkdir()
    assert codes(source) == []


def test_files_that_nothing_reads_are_told(source: Path) -> None:
    (source / "notes.yaml").write_text("a: 1\n")
    (source / "02-visitors/regulation2.yml").write_text("a: 1\n")
    assert codes(source) == [
        "bad-file-name regulations/02-visitors/regulation2.yml",
        "bad-file-name regulations/notes.yaml",
    ]


def test_a_number_is_used_once(source: Path) -> None:
    (source / "02-visitors").rename(source / "03-visitors")
    (source / "03-guests").mkdir()
    assert "bad-file-name regulations/03-visitors" in codes(source)


def test_number_file_and_folder_of_a_form_agree(source: Path) -> None:
    (source / "02-visitors/forms/F02-01.yml").rename(source / "01-opening/forms/F02-01.yml")
    assert codes(source)[0] == "bad-file-name regulations/01-opening/forms/F02-01.yml:1:5"


def test_a_folder_in_place_of_a_file(source: Path) -> None:
    (source / "plan.yml").unlink()
    (source / "plan.yml").mkdir()
    problems = examine(source)
    assert [problem.code for problem in problems] == ["file-missing"]
    assert problems[0].message == "打不开这个文件：它不是一个文件"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert [problem.code for problem in examine(tmp_path / "regulations")] == ["file-missing"] * 3
