"""Changing a source changes what was asked for and not one byte beside it."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Severity
from generator.source import read_source
from generator.source.editing import Document, NoSuchPlace, Quoted, Unreadable, Unwritable
from generator.source.editing.bytes import text_of
from generator.source.editing.tree import Kind, Node, Step, tree
from generator.source.editing.values import unmarked

from ..support import ROOT

SOURCES = sorted((ROOT / "regulations").rglob("*.yml"))
SAMPLE = """\
# head

title: 甲  # 题名
questions:
  # ── 单选 ──
  - id: a
    type: 单选
    clauses: [04/x#y, 04/z]
    stem: "一 {b}"   # why

  # ── 多选 ──
  - id: b
    stem: |-   # note
      one

      two

    options:
    - {text: a, why: b}
    - {text:  c }
  - id: c
    empty:
    list: []
    'quoted': 'it''s'
    folded: >
      one
      two
    joined: one
      two
    deep:
      # below

      - - 1
        - 2
end: 1
"""
FORMS = {
    "as written": SAMPLE.encode(),
    "CRLF": SAMPLE.replace("\n", "\r\n").encode(),
    "BOM": codecs.BOM_UTF8 + SAMPLE.encode(),
    "no last line break": SAMPLE.rstrip("\n").encode(),
    "mixed": SAMPLE.replace("\n", "\r\n", 9).encode(),
}
A, B, C = (("questions", name) for name in "abc")
every_form = pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)


def read(data: bytes) -> Any:
    """What the bytes say, by the reader alone."""
    source = read_source(data, "x")
    assert not [found for found in source.problems if found.severity is Severity.ERROR]
    return unmarked(source.value)


def changed_part(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """What was taken out and what was put there, by comparing the bytes from both ends."""
    shortest = min(len(old), len(new))
    ahead = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    behind = next((n for n in range(shortest - ahead) if old[-1 - n] != new[-1 - n]), shortest - ahead)
    return old[ahead : len(old) - behind], new[ahead : len(new) - behind]


def scalars(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Node]]:
    if node.kind is Kind.TEXT:
        yield path, node
    for step, child in node.children.items():
        yield from scalars(child, (*path, step))


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("title",), "乙", "甲  #", "乙  #"),
        (("title",), "no", "甲  #", '"no"  #'),
        (("title",), "9:00", "甲  #", '"9:00"  #'),
        (("title",), "1e5", "甲  #", '"1e5"  #'),
        (("title",), "甲：-#", "甲  #", "甲：-#  #"),
        (("title",), "- 甲", "甲  #", '"- 甲"  #'),
        (("title",), 'a "b": c', "甲  #", """'a "b": c'  #"""),
        (("title",), date(2026, 12, 1), "甲  #", "2026-12-01  #"),
        (("title",), True, "甲  #", "是  #"),
        (("title",), "一\n二", "甲  #", '"一\\n二"  #'),
        (("title",), ["一\n二"], "甲  #", '["一\\n二"]  #'),
        (("end",), 2, "end: 1", "end: 2"),
        (("end",), "2", "end: 1", "end: 2"),
        (("end",), "2026-12-01", "end: 1", 'end: "2026-12-01"'),
        ((*A, "stem"), "no", '"一 {b}"', '"no"'),
        ((*A, "clauses", 1), "a, b", "04/z]", '"a, b"]'),
        ((*A, "clauses"), ["04/z"], "[04/x#y, 04/z]", "[04/z]"),
        ((*B, "stem"), "three", "      one\n\n      two\n", "      three\n"),
        (
            (*B, "stem"),
            "  one\n two\n",
            "|-   # note\n      one\n\n      two\n",
            "|2   # note\n        one\n       two\n",
        ),
        ((*B, "stem"), " ", "|-   # note\n      one\n\n      two\n", '" "   # note\n'),
        ((*B, "options", 1, "text"), "", "{text:  c }", '{text:  "" }'),
        ((*B, "options"), "x", " options:\n    - {text: a, why: b}\n    - {text:  c }\n", " options: x\n"),
        ((*C, "empty"), "x", "empty:", "empty: x"),
        ((*C, "empty"), {"by": "张", "on": date(2026, 12, 1)}, "empty:", "empty: {by: 张, on: 2026-12-01}"),
        (
            (*C, "empty"),
            [{"a": "1\n2"}, {}],
            "empty:",
            "empty:\n      - a: |-\n          1\n          2\n      - {}",
        ),
        ((*C, "quoted"), "it's", "", ""),
        ((*C, "quoted"), "its", "'it''s'", "'its'"),
        ((*C, "folded"), "one", ">\n      one\n      two\n", "|-\n      one\n"),
        ((*C, "joined"), "one", "one\n      two\n    deep", "one\n    deep"),
        ((*C, "list"), ["x", "a, b"], "[]", '[x, "a, b"]'),
        ((*C, "deep"), "x", "deep:\n      # below\n\n      - - 1\n        - 2\n", "deep: x\n      # below\n"),
        ((*C, "deep", 0), "x", "- - 1\n        - 2\n", "- x\n"),
    ],
)
@every_form
def test_a_new_value_stands_where_the_old_one_stood(
    data: bytes, path: tuple[Step, ...], value: Any, old: str, new: str
) -> None:
    document = Document.of(data).set(path, value)
    wanted = SAMPLE.replace(old, new, 1).removesuffix("" if data.endswith(b"\n") else "\n")
    assert text_of(document.data) == wanted and document.original == data
    assert document.data.startswith(codecs.BOM_UTF8) == data.startswith(codecs.BOM_UTF8)
    assert (b"\r" in document.data) == (b"\r" in data)


@every_form
def test_every_value_set_to_itself_is_the_same_file(data: bytes) -> None:
    document = Document.of(data)
    for path, node in scalars(document._surface.root):
        assert document.set(path, node.value) is document
    assert document.set((), document.value) is document


@every_form
@pytest.mark.parametrize("path", [A, B, C, (*A, "clauses", 0), (*A, "clauses", 1), (*B, "options", 0), (*B, "options", 1)])  # fmt: skip
def test_what_is_removed_and_put_in_again_says_the_same(data: bytes, path: tuple[Step, ...]) -> None:
    document = Document.of(data)
    again = document.remove(path).insert_entry(path[:-1], document.get(path), document.index(path))
    assert again.value == document.value
    comments = [line for line in document.text.splitlines() if line.lstrip().startswith("#")]
    below = [line for line in again.text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in comments if "below" not in line or path != C] == below


@every_form
@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize("parent", [("questions",), (*A, "clauses"), (*B, "options")])
def test_an_entry_put_in_and_taken_out_again_leaves_no_trace(data: bytes, parent: tuple[Step, ...], at: int) -> None:
    document = Document.of(data)
    count = len(document.get(parent))
    for value in ({"id": "n", "stem": "x: y", "more": [{"a": "b" * 120}]}, "x", {"id": "n"}):
        put = document.insert_entry(parent, value, min(at, count))
        assert len(put.get(parent)) == count + 1
        assert not changed_part(data, put.data)[0]
        assert text_of(put.remove((*parent, min(at, count))).data) == text_of(data)


@every_form
def test_a_new_key_goes_where_it_is_wanted(data: bytes) -> None:
    document = Document.of(data)
    for path in [(*A, "new"), (*B, "new"), (*C, "new"), (*B, "options", 0, "new"), ("new",)]:
        keys = list(document.get(path[:-1]))
        for number, key in enumerate(keys):
            for put, at in (
                (document.insert(path, Quoted("1"), after=key), number + 1),
                (document.insert(path, "一\n二", before=key), number),
            ):
                assert list(put.get(path[:-1])) == [*keys[:at], "new", *keys[at:]]
                assert not changed_part(data, put.data)[0]
                assert text_of(put.remove(path).data) == text_of(data)


@every_form
def test_moving_keeps_every_line(data: bytes) -> None:
    document = Document.of(data)
    for parent in (("questions",), (*A, "clauses"), (*B, "options")):
        entries = document.get(parent)
        for number in range(len(entries)):
            for to in range(len(entries)):
                moved = document.move((*parent, number), to)
                wanted = [*entries[:number], *entries[number + 1 :]]
                assert moved.get(parent) == [*wanted[:to], entries[number], *wanted[to:]]
                assert moved.move((*parent, to), number).data == data


@every_form
def test_only_what_differs_in_a_list_or_mapping_is_rewritten(data: bytes) -> None:
    document = Document.of(data)
    value = read(data)
    value["questions"][1]["options"][0]["why"] = "new"
    assert changed_part(data, document.set((), value).data) == (b"b", b"new")
    value["questions"].insert(0, value["questions"].pop(2))
    value["questions"][0] |= {"first": ["1", "2"]}
    value["questions"].append({"id": "d", "stem": "new"})
    del value["questions"][1]["type"], value["title"]
    value["questions"][1]["clauses"] += ["04/q"]
    made = document.set((), value)
    assert read(made.data) == value
    assert b"# \xe2\x94\x80\xe2\x94\x80 " in made.data and b"{text:  c }" in made.data and b"# why" in made.data


@every_form
def test_several_values_at_once_come_out_as_one_after_the_other(data: bytes) -> None:
    document = Document.of(data)
    review = {"by": "张 三", "on": date(2026, 11, 25)}
    together = document.update(
        {
            (*A, "fingerprint"): Quoted("12"),
            (*A, "reviewed"): review,
            (*C, "reviewed"): review,
            (*B, "stem"): "x",
            ("title",): "甲",
        },
        after=("type", "id"),
    )
    alone = document.insert((*A, "fingerprint"), Quoted("12"), after="type")
    alone = alone.insert((*A, "reviewed"), review, after="fingerprint").insert((*C, "reviewed"), review, after="id")
    assert together.data == alone.set((*B, "stem"), "x").data
    with pytest.raises(ValueError, match="overlap"):
        document.update({A: {"id": "a"}, (*A, "stem"): "x"})


texts = st.one_of(
    st.text(),
    st.text(alphabet=" \n-:#{}[],'\"\\|>%@`&*!?a1中.~", max_size=20),
    st.sampled_from(["no", "9:00", "1.10", "0o17", "0x1F", "1_000", "null", "~", "<<", "=", "---", "...", "- ", "? a", "a: b", "a #b", " x", "x ", "\n", "a\n\n", "2026-11-25", "😀", "\u3000", "%YAML", "a\tb", "，：「」"]),
)  # fmt: skip
places = [("title",), (*A, "stem"), (*A, "clauses", 0), (*B, "stem"), (*B, "options", 0, "why"), (*C, "empty"), (*C, "quoted"), (*C, "folded"), (*C, "joined"), (*C, "deep", 0, 1), ("end",)]  # fmt: skip


def allowed(text: str) -> bool:
    """The reader's rule told another way: no control but the line break and tab, nothing unseen."""
    return not any(
        (unicodedata.category(one) in ("Cc", "Zl", "Zp") and one not in "\n\t")
        or one in "\xad\u2060\ufeff\ufffe\uffff"
        or "\u200b" <= one <= "\u200f"
        or "\u202a" <= one <= "\u202e"
        for one in text
    )  # fmt: skip


@settings(max_examples=600)
@given(text=texts, path=st.sampled_from(places), data=st.sampled_from(list(FORMS.values())))
def test_any_text_reads_back_as_it_was_set(text: str, path: tuple[Step, ...], data: bytes) -> None:
    document = Document.of(data)
    if not allowed(text):
        with pytest.raises(Unwritable):
            document.set(path, text)
        return
    made = document.set(path, text)
    wanted, there = read(data), read(made.data)
    for value in (wanted, there):
        holder = value
        for step in path[:-1]:
            holder = next(one for one in holder if one["id"] == step) if step in ("a", "b", "c") else holder[step]
        if value is there:
            assert holder[path[-1]] == text
        holder[path[-1]] = None
    assert there == wanted
    node = dict(scalars(document._surface.root))[(path[0], "abc".index(str(path[1])), *path[2:]) if path[1:] else path]
    before = document._surface.text[: node.start].encode()
    plain = made.data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    assert plain.startswith(before.rstrip(b" ")) and plain.endswith(document._surface.text[node.end :].encode())
    assert made.set(path, document.get(path)).value == document.value


def every_text(value: Any) -> Iterator[str]:
    for one in [value] if isinstance(value, str) else value.values() if isinstance(value, dict) else value:
        yield from [one] if isinstance(one, str) else every_text(one)


@settings(max_examples=150)
@given(
    value=st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True), inner, max_size=3), max_leaves=8),
    data=st.sampled_from(list(FORMS.values())),
)  # fmt: skip
def test_any_small_list_or_mapping_reads_back_as_it_was_set(value: Any, data: bytes) -> None:
    document = Document.of(data)
    for make in (
        lambda: document.set((*A, "stem"), value),
        lambda: document.set((*B, "options"), value),
        lambda: document.set((*B, "options", 0), value),
        lambda: document.insert((*A, "new"), value, after="type"),
        lambda: document.insert_entry(("questions",), value, 1),
        lambda: document.insert_entry((*C, "list"), value),
    ):
        try:
            made = make()
        except Unwritable:
            assert not all(allowed(text) for text in every_text(value))
            continue
        assert read(made.data) == made.value and made.data.endswith(data[-6:])


@pytest.mark.parametrize("text", ["\0", "a\x07", "\u200b", "\ufeff", "\ud800", "\x85"])
def test_what_nobody_can_see_is_refused(text: str) -> None:
    with pytest.raises(Unwritable):
        Document.of(SAMPLE.encode()).set(("title",), text)


def test_places_that_are_not_there_are_refused() -> None:
    document = Document.of(SAMPLE.encode())
    for change in (
        lambda: document.set(("nothing",), "x"),
        lambda: document.set((), "x"),
        lambda: document.set(("questions", "z", "stem"), "x"),
        lambda: document.set(("questions", 3), "x"),
        lambda: document.set(("title", "x"), "x"),
        lambda: document.insert(("title",), "x"),
        lambda: document.insert((*A, "x"), "x", after="nothing"),
        lambda: document.insert(("title", "x"), "x"),
        lambda: document.insert_entry(A, "x"),
        lambda: document.insert_entry(("questions",), "x", 4),
        lambda: document.remove(("nothing",)),
        lambda: document.remove(()),
        lambda: Document.of(b"only: 1\n").remove(("only",)),
        lambda: document.move(A, 3),
        lambda: document.move((*A, "stem"), 0),
        lambda: document.index((*A, "stem")),
    ):
        with pytest.raises(NoSuchPlace):
            change()
    with pytest.raises(Unreadable):
        Document.of(b"a: 1\na: 2\n")
    with pytest.raises(Unwritable):
        document.insert(("questions", "a", "__at__"), "x")
    with pytest.raises(Unwritable):
        document.set(("title",), "x" * 1_000_000)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT / "regulations").as_posix())
def test_every_scalar_of_every_source_can_be_changed_and_changed_back(path: Path) -> None:
    document = Document.read(path)
    whole = document._surface.text
    every = list(scalars(tree(whole)))
    for place, node in every:
        assert document.set(place, node.value) is document
    other = document.update({place: f"改 {number}: {{x}}" for number, (place, _) in enumerate(every)})
    assert [node.value for _, node in scalars(other._surface.root)] == [f"改 {n}: {{x}}" for n in range(len(every))]
    back = other.update({place: node.value for place, node in every})
    assert back.value == document.value
    # What stands between the scalars is the same byte for byte.
    assert _between(whole) == _between(other.text) == _between(back.text)
    for place, node in every[:: max(1, len(every) // 4)]:
        alone = document.set(place, "no")
        assert alone.data == (whole[: node.start] + _written(alone, place) + whole[node.end :]).encode()
        assert alone.set(place, node.value).value == document.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT / "regulations").as_posix())
def test_entries_and_keys_of_every_source_can_be_taken_out_and_put_in_again(path: Path) -> None:
    for data in (path.read_bytes(), codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n")):
        document = Document.of(data)
        holders = [(place, node) for place, node in branches(document._surface.root) if len(node.children) > 1]
        for place, node in holders[:: max(1, len(holders) // 2)]:
            first, *_, last = node.children
            taken = document.remove((*place, last))
            assert not changed_part(data, taken.data)[1].strip()
            value = document.get((*place, last))
            if isinstance(last, int):
                assert taken.insert_entry(place, value).value == document.value
                moved = document.move((*place, last), 0)
                assert sorted(moved.data) == sorted(data) and moved.move((*place, 0), last).data == data
            else:
                assert taken.insert((*place, last), value).value == document.value
                assert not changed_part(data, document.insert((*place, "new"), value, after=str(first)).data)[0]


def branches(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Node]]:
    if node.kind is not Kind.TEXT:
        yield path, node
    for step, child in node.children.items():
        yield from branches(child, (*path, step))


def _written(document: Document, place: tuple[Step, ...]) -> str:
    node = dict(scalars(document._surface.root))[place]
    return document._surface.text[node.start : node.end]


def _between(text: str) -> list[str]:
    nodes = [node for _, node in scalars(tree(text))]
    return [text[one.end : other.start] for one, other in pairwise(nodes)]
