"""An archive that came from anywhere is compared with its list, and whatever is in it does no harm."""

from __future__ import annotations

import json
import stat
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.archive import entry
from generator.release import LIST, verify
from generator.writer import digest

from ..support import ROOT, tenregs

FILES = {"网站/index.html": b"<p>page</p>" * 50, "表单/F03-01.docx": b"PK" * 99, "说明.txt": "说明".encode()}


def listing(files: Mapping[str, bytes]) -> bytes:
    said = {name: {"sha256": digest(content), "bytes": len(content)} for name, content in files.items()}
    return json.dumps({"version": "2026.12", "files": said}).encode()


def packed(path: Path, files: Mapping[str, bytes], text: bytes | None = None, root: str = "十项制度-2026.12/") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**files, LIST: listing(files) if text is None else text}.items():
            archive.writestr(entry(root + name, zipfile.ZIP_DEFLATED), content)
    return path


def test_what_was_released_is_found_right(tmp_path: Path) -> None:
    verdict = verify(packed(tmp_path / "a.zip", FILES))
    assert verdict.faults == () and verdict.version == "2026.12" and verdict.files == 3
    assert verdict.list_digest == digest(listing(FILES))
    assert verdict.bytes == sum(map(len, FILES.values()))


def without(name: str) -> dict[str, bytes]:
    return {n: c for n, c in FILES.items() if n != name}


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({**FILES, "网站/index.html": b"<p>paGe</p>" * 50}, "改过 网站/index.html"),
        ({**FILES, "网站/index.html": FILES["网站/index.html"] + b" "}, "改过 网站/index.html"),
        ({**FILES, "网站/index.html": FILES["网站/index.html"][:-1]}, "改过 网站/index.html"),
        (without("说明.txt"), "缺少 说明.txt"),
        ({**FILES, "网站/more.js": b"x"}, "多出 网站/more.js"),
    ],
)
def test_what_differs_is_named(tmp_path: Path, files: dict[str, bytes], fault: str) -> None:
    assert verify(packed(tmp_path / "a.zip", files, listing(FILES))).faults == (fault,)


LISTS = [
    b"", b"{", b"[]", b'{"files": {}}', b'{"version": "1", "files": []}', b'{"version": "1", "files": {"a": {}}}',
    b'{"version": "1", "files": {"a": {"sha256": "x", "bytes": -1}}}', b"[" * 100_000, b"\xff\xfe",
]  # fmt: skip


@pytest.mark.parametrize("text", LISTS, ids=range(len(LISTS)))
def test_a_list_that_says_nothing_is_refused(tmp_path: Path, text: bytes) -> None:
    (fault,) = verify(packed(tmp_path / "a.zip", FILES, text)).faults
    assert "读不懂" in fault


@pytest.mark.parametrize(
    "name",
    ["../outside", "/etc/passwd", "十项制度-2026.12/../../outside", "C:/x", "十项制度-2026.12\\x", "\\\\server\\x"],
)
def test_an_unsafe_path_is_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    assert "不安全的路径" in verify(path).faults[0]


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", FILES)
    info = zipfile.ZipInfo("十项制度-2026.12/link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, b"/etc/passwd")
    assert "不安全的路径" in verify(path).faults[0]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("十项制度-2026.12/说明.txt", b"other")
    assert "两个" in verify(path).faults[0]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_is_not_ours_is_refused_unread(tmp_path: Path, method: int) -> None:
    path = packed(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo("十项制度-2026.12/zeros"), b"\0" * 1_000_000, method)
    assert "压缩方法" in verify(path).faults[0]


def test_a_bomb_is_read_no_further_than_its_list_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**FILES, "网站/zeros": b"\0" * 300_000_000}
    path = packed(tmp_path / "a.zip", files, listing({**FILES, "网站/zeros": b"\0" * 10}))
    verdict = verify(path)
    assert verdict.faults == ("改过 网站/zeros",) and verdict.bytes < 10_000


def test_more_than_a_release_can_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import generator.release.verdict as module

    path = packed(tmp_path / "a.zip", FILES)
    for name in ("MOST_FILES", "MOST_BYTES", "LARGEST_LIST"):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, 2)
            assert "不像" in verify(path).faults[0], name


@pytest.mark.parametrize("make", [lambda p: p.write_bytes(b"not a zip"), lambda p: p.write_bytes(b""), lambda p: zipfile.ZipFile(p, "w").close()])  # fmt: skip
def test_what_is_no_release_is_said_to_be_none(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "a.zip"
    make(path)
    assert any(word in verify(path).faults[0] for word in ("打不开", "没有 清单.json"))


def test_the_list_of_another_folder_is_none(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("another/x", b"x")
    assert "没有 清单.json" in verify(path).faults[0]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_archive_is_never_found_right_and_never_a_crash(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = packed(Path(place) / "a.zip", FILES)
        whole = path.read_bytes()
        content = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))]))
        verdict = verify(path)
        if not verdict.faults:  # what no file and no list depends on, such as a date
            with zipfile.ZipFile(path) as archive:
                assert {n: archive.read(n) for n in archive.namelist() if not n.endswith(LIST)} == {
                    f"十项制度-2026.12/{name}": value for name, value in FILES.items()
                }


def test_the_command_says_so_and_gives_its_code(tmp_path: Path) -> None:
    good = tenregs("release", "--verify", str(packed(tmp_path / "a.zip", FILES)), cwd=ROOT)
    assert good.returncode == 0 and "2026.12 版，3 个文件与清单一致" in good.stdout
    assert digest(listing(FILES)) in good.stdout
    bad = tenregs("release", "--verify", str(packed(tmp_path / "b.zip", without("说明.txt"), listing(FILES))), cwd=ROOT)
    assert bad.returncode == 1 and "缺少 说明.txt" in bad.stdout and "不要用" in bad.stderr
