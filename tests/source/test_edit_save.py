"""Saving a source: whole or not at all, and never over what somebody else has written in the meantime."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.source import load
from generator.source.editing import Document
from generator.source.save import Overtaken, save, save_all

from ..samples import MINIMAL
from ..support import ROOT

KILLS = 60
# Runs in a process of its own, which forks the ones to be killed: they need not start from nothing.
KILLER = """
import os, random, signal, sys, time
from pathlib import Path
from generator.source.editing import Document
from generator.source.save import save

path, chance = Path(sys.argv[1]), random.Random(7)
texts = [Document.read(path).set(("title",), text).data for text in ("old", "new")]
held = []
for _ in range(int(sys.argv[2])):
    document = Document.read(path)
    child = os.fork()
    while not child:
        for text in ("new", "old"):
            document = save(document.set(("title",), text))
    time.sleep(chance.uniform(0.005, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    held.append(texts.index(path.read_bytes()))
print(*sorted(set(held)), len(held))
"""


def source(folder: Path, name: str = "a.yml", text: str = "title: old  # 注\n") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_saved_source_is_the_new_text_with_its_permissions(tmp_path: Path) -> None:
    path = source(tmp_path)
    path.chmod(0o640)
    document = Document.read(path)
    saved = save(document.set(("title",), "new"))
    assert path.read_bytes() == "title: new  # 注\n".encode() == saved.original == saved.data
    assert not saved.is_changed and names(tmp_path) == ["a.yml"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640
    again = save(saved.set(("title",), "newer"))
    assert path.read_bytes() == again.data and save(again) == again


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path = source(tmp_path)
    link = tmp_path / "link.yml"
    link.symlink_to(path.name)
    save(Document.read(link).set(("title",), "new"))
    assert link.is_symlink() and path.read_bytes().startswith(b"title: new")


@pytest.mark.parametrize("now", [b"title: mine\n", None])
def test_what_was_changed_in_the_meantime_is_not_overwritten(tmp_path: Path, now: bytes | None) -> None:
    path, other = source(tmp_path), source(tmp_path, "b.yml")
    mine, beside = (Document.read(each).set(("title",), "new") for each in (path, other))
    path.unlink()
    if now is not None:
        path.write_bytes(now)
    before = names(tmp_path)
    for documents in ([mine], [beside, mine]):
        with pytest.raises(Overtaken) as raised:
            save_all(documents)
        found = raised.value
        assert (found.now, found.document) == (now, mine) and "没有保存" in str(found)
    assert (path.read_bytes() if path.exists() else None) == now
    assert other.read_bytes() == beside.original and names(tmp_path) == before


def test_if_one_file_is_refused_the_others_are_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [source(tmp_path, f"{name}.yml") for name in "abc"]
    documents = [Document.read(path).set(("title",), "new") for path in paths]
    real, refused = os.replace, paths[2].resolve()

    def replace(made: Path, target: Path) -> None:
        if target == refused:
            raise PermissionError("in use")
        real(made, target)

    with monkeypatch.context() as patched, pytest.raises(PermissionError):
        patched.setattr(os, "replace", replace)
        save_all(documents)
    assert [path.read_bytes() for path in paths] == [document.original for document in documents]
    assert names(tmp_path) == ["a.yml", "b.yml", "c.yml"]
    save_all(documents)
    assert [path.read_bytes() for path in paths] == [document.data for document in documents]


def new(folder: Path, name: str = "new/b.yml") -> Document:
    return replace(Document.of(b"title: made\n", name, folder / name), original=b"")


def test_a_new_source_is_made_where_none_is_and_never_over_another(tmp_path: Path) -> None:
    saved = save(new(tmp_path))
    assert (tmp_path / "new/b.yml").read_bytes() == b"title: made\n" == saved.original
    with pytest.raises(Overtaken):
        save(replace(new(tmp_path), data=b"title: other\n"))
    assert (tmp_path / "new/b.yml").read_bytes() == b"title: made\n"


def test_a_new_source_is_not_left_when_another_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = source(tmp_path)
    replaced = os.replace

    def refused(made: Path, target: Path) -> None:
        if Path(target).name == "a.yml":
            raise PermissionError("in use")
        replaced(made, target)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(PermissionError):
        save_all([new(tmp_path, "b.yml"), Document.read(path).set(("title",), "new")])
    assert names(tmp_path) == ["a.yml"] and path.read_bytes() == "title: old  # 注\n".encode()


def test_a_source_in_memory_has_nowhere_to_go() -> None:
    with pytest.raises(ValueError, match="not read from a file"):
        save(Document.of(b"a: b\n").set(("a",), "c"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks what it kills")
def test_whenever_a_process_is_killed_the_file_is_the_old_or_the_new(tmp_path: Path) -> None:
    rows = "".join(f"key-{number}: {'x' * 60}\n" for number in range(300))
    path = source(tmp_path, text=f"title: old\n{rows}")
    answer = subprocess.run(
        [sys.executable, "-c", KILLER, str(path), str(KILLS)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout.split() == ["0", "1", str(KILLS)], answer.stderr
    left = [name for name in names(tmp_path) if name != "a.yml"]
    assert all(name.startswith(".a.yml-saving-") for name in left)
    for name in left:  # what was left long ago goes with the next saving, what may be somebody's does not
        os.utime(tmp_path / name, (0, 0))
    fresh = tmp_path / ".a.yml-saving-now"
    fresh.write_bytes(b"")
    save(Document.read(path).set(("title",), "last"))
    assert names(tmp_path) == [fresh.name, "a.yml"]


def test_what_a_killed_saving_leaves_is_no_source(tmp_path: Path) -> None:
    folder = tmp_path / "regulations"
    shutil.copytree(MINIMAL / "regulations", folder)
    before = load(folder)
    (folder / ".plan.yml-saving-abcdefgh").write_bytes(b"half")
    (folder / "01-opening" / ".regulation.yml-saving-abcdefgh").write_bytes(b"half")
    assert load(folder).problems == before.problems
