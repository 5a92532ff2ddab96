"""Trees are replaced whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from generator import writer
from generator.writer import UnsafePath, write_file, write_tree

from .support import tree


def test_a_tree_holds_exactly_what_it_is_given(tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert write_tree(target, {"a.txt": b"1", "b/c.txt": b"2"}) == ["a.txt", "b/c.txt"]
    assert write_tree(target, {"a.txt": b"1", "d.txt": b"3"}) == ["d.txt"]
    assert tree(target) == {"a.txt": b"1", "d.txt": b"3"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_unchanged_files_keep_their_time(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_tree(target, {"a.txt": b"1", "b.txt": b"2"})
    os.utime(target / "a.txt", (1, 1))
    write_tree(target, {"a.txt": b"1", "b.txt": b"3"})
    assert (target / "a.txt").stat().st_mtime == 1


def test_nothing_changes_when_nothing_changed(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_tree(target, {"a.txt": b"1"})
    inode = target.stat().st_ino
    assert write_tree(target, {"a.txt": b"1"}) == []
    assert target.stat().st_ino == inode


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "", "a\\..\\x"])
def test_no_path_leaves_the_tree(tmp_path: Path, path: str) -> None:
    with pytest.raises(UnsafePath):
        write_tree(tmp_path / "out", {path: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    write_tree(target, {"a.txt": b"1"})
    real = Path.write_bytes

    def failing(self: Path, content: bytes) -> int:
        if self.name == "b.txt":
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(OSError, match="No space"):
        write_tree(target, {"a.txt": b"2", "b.txt": b"3"})
    assert tree(target) == {"a.txt": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    assert write_file(path, b"old")
    assert not write_file(path, b"old")

    def refuse(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(writer.os, "replace", refuse)
    with pytest.raises(OSError, match="no"):
        write_file(path, b"new")
    assert tree(tmp_path) == {"x.txt": b"old"}


def _write_for_ever(target: str) -> None:
    number = 0
    while True:
        number += 1
        write_tree(Path(target), {f"{n}.txt": str(number).encode() for n in range(20)})


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_at_any_moment_a_reader_finds_one_whole_tree(tmp_path: Path) -> None:
    chance = random.Random(7)
    target = tmp_path / "out"
    for _ in range(20):
        process = multiprocessing.get_context("spawn").Process(target=_write_for_ever, args=(str(target),))
        process.start()
        while not target.exists() and process.is_alive():
            time.sleep(0.005)
        time.sleep(0.02 + chance.random() * 0.05)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        old = target.with_name(".out-old")
        standing = target if target.exists() else old
        contents = tree(standing)
        assert len(contents) == 20 and len(set(contents.values())) == 1
