"""Whatever happens to the bytes of the sources, the answer is problems with places, never a traceback."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ..checks.test_samples import check_wording
from ..samples import MINIMAL, examine

MEMORY = Path("/dev/shm")
FILES = sorted(p.relative_to(MINIMAL).as_posix() for p in MINIMAL.rglob("*.yml"))
SNIPPETS = [
    b"{", b"}", b"[", b"]", b'"', b"'", b":", b"\xef\xbc\x9a", b"-", b"#", b"&a ", b"*a", b"!!int ", b"|", b">", b"\t", b"\n", b"  ",
    b"\0", b"\xff", b"\xe4", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xe3\x80\x80", b"<<: ", b"---\n", b"...\n", b"%", b"@", b"`", b"?",
    b"{@x}", b"{01/x/y}", b"{F99-99}", b"{opening_time}", b"99999999999999999999", b"-1", b"nan", b"0", "年".encode(),
    b"01/checkpoints", "计算".encode(), "金额".encode(), "日期".encode(), b"{minutes}", b"kind: x", b"\r", "待补".encode(), b"x" * 300,
]  # fmt: skip

lines = st.integers(0, 10_000)
mutation = st.one_of(
    st.tuples(st.just("insert"), lines, st.sampled_from(SNIPPETS)),
    st.tuples(st.just("insert"), lines, st.binary(min_size=1, max_size=6)),
    st.tuples(st.just("delete"), lines, st.integers(1, 40)),
    st.tuples(st.just("drop line"), lines, st.integers(1, 4)),
    st.tuples(st.just("repeat line"), lines, st.integers(1, 4)),
    st.tuples(st.just("swap lines"), lines, lines),
    st.tuples(st.just("indent line"), lines, st.sampled_from([b" ", b"  ", b"    ", b"\t"])),
    st.tuples(st.just("replace value"), lines, st.sampled_from(SNIPPETS)),
    st.tuples(
        st.just("replace key"),
        lines,
        st.sampled_from([b"id", b"at", b"number", b"kind", b"text", b"__at__", b"rows", b"", b"null"]),
    ),
    st.tuples(st.just("truncate"), lines, st.just(0)),
    st.tuples(st.just("take value"), lines, lines),
)


def mutate(data: bytes, kind: str, at: int, what: object) -> bytes:
    rows = data.split(b"\n")
    row, byte = at % len(rows), at % (len(data) + 1)
    match kind:
        case "insert":
            return data[:byte] + bytes(what) + data[byte:]  # type: ignore[call-overload, no-any-return]
        case "delete":
            return data[:byte] + data[byte + int(str(what)) :]
        case "truncate":
            return data[:byte]
        case "drop line":
            del rows[row : row + int(str(what))]
        case "repeat line":
            rows[row:row] = rows[row : row + int(str(what))]
        case "swap lines":
            other = int(str(what)) % len(rows)
            rows[row], rows[other] = rows[other], rows[row]
        case "indent line":
            rows[row] = bytes(what) + rows[row]  # type: ignore[call-overload]
        case "replace value":
            head, colon, _ = rows[row].partition(b": ")
            rows[row] = head + colon + bytes(what)  # type: ignore[call-overload]
        case "replace key":
            head, colon, rest = rows[row].partition(b":")
            indent = head[: len(head) - len(head.lstrip(b" -"))]
            rows[row] = indent + bytes(what) + colon + rest  # type: ignore[call-overload]
        case "take value":
            value = rows[int(str(what)) % len(rows)].partition(b": ")[2]
            head, colon, _ = rows[row].partition(b": ")
            rows[row] = head + colon + value
    return b"\n".join(rows)


def look(change: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        root = Path(shutil.copytree(MINIMAL / "regulations", Path(name) / "regulations"))
        change(root.parent)
        for problem in examine(root):
            check_wording(problem)
            file = root.parent / problem.position.file
            if problem.code != "file-missing":
                assert file.exists(), problem
            if problem.position.line:
                text = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
                count = text.count(b"\n") + (not text.endswith(b"\n"))
                assert 1 <= problem.position.line <= max(count, 1), problem
                assert problem.position.column >= 1


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.lists(mutation, min_size=1, max_size=3))
def test_any_change_of_the_bytes_gives_problems_never_a_traceback(
    file: str, changes: list[tuple[str, int, object]]
) -> None:
    def change(folder: Path) -> None:
        data = (folder / file).read_bytes()
        for one in changes:
            data = mutate(data, *one)
        (folder / file).write_bytes(data)

    look(change)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(FILES), mutation), min_size=2, max_size=6))
def test_changes_in_several_files_at_once(changes: list[tuple[str, tuple[str, int, object]]]) -> None:
    def change(folder: Path) -> None:
        for file, one in changes:
            (folder / file).write_bytes(mutate((folder / file).read_bytes(), *one))

    look(change)


@settings(max_examples=60)
@given(st.sampled_from(FILES), st.binary(max_size=300))
@example("regulations/plan.yml", b"")
def test_any_bytes_at_all(file: str, data: bytes) -> None:
    look(lambda folder: (folder / file).write_bytes(data) and None)


def test_any_file_or_folder_may_be_gone(tmp_path: Path) -> None:
    for file in FILES:
        look(lambda folder, file=file: (folder / file).unlink())  # type: ignore[misc]
    assert [p.code for p in examine(tmp_path / "nothing")] == ["file-missing"] * 3
