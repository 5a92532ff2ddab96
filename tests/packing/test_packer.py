"""Folders and archives over several runs: what was made stays, what is there is not made again, the lists say so."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from generator.model import Unit
from generator.packing import Packer, Result
from generator.press import VARIANTS, Press
from generator.units import Period

from .. import cupboard
from ..support import tree

PACKS = ("folders", "archives", "provinces")
CITY = Unit(id="c", level="city", name="甲市客户服务中心", short="甲市", code="1", complaint="0571-9")
EAST = Unit(id="e", level="counter", name="城东柜面", code="11", parent="c")
WEST = Unit(id="w", level="counter", name="城西柜面", code="12", parent="c")
UNITS = (CITY, EAST, WEST)
BOTH = ("F03-01", "F01-03")


PRESSES: dict[str, Press] = {}


def press(units: tuple[Unit, ...], forms: tuple[str, ...], variants: tuple[str, ...]) -> Press:
    """Each is made once: it keeps its templates."""
    key = repr((units, forms, variants))
    if key not in PRESSES:
        chosen = [cupboard.FORMS[name] for name in forms] or None
        PRESSES[key] = Press(cupboard.index(), units, Period(2026, 12), chosen, variants)
    return PRESSES[key]


def run(
    target: Path,
    pack: str,
    forms: tuple[str, ...] = BOTH,
    units: tuple[Unit, ...] = UNITS,
    only: str = "",
    variants: tuple[str, ...] = VARIANTS,
    key: str = "k",
) -> Result:
    packer = Packer(press(units, forms, variants), target, key, units)
    return getattr(packer, pack)([unit for unit in units if only in ("", unit.id)], lambda: None)  # type: ignore[no-any-return]


def overview(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "清单.csv").read_text(encoding="utf-8-sig"))))


def renamed(unit: Unit, name: str) -> Unit:
    return unit.model_copy(update={"name": name})


@pytest.mark.parametrize("pack", PACKS)
def test_what_earlier_runs_made_stays_and_comes_to_the_same_as_one_run(tmp_path: Path, pack: str) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    run(out, pack, ("F03-01",), variants=("xlsx",))
    run(out, pack, ("F03-01",), variants=("docx", "hand.docx"))
    run(out, pack, ("F01-03",), only="w")
    run(out, pack, ("F01-03",))
    run(whole, pack)
    assert tree(out) == tree(whole)
    for again in (run(out, pack, ("F03-01",)), run(out, pack, variants=("xlsx",)), run(out, pack, only="e")):
        assert again.made == again.files == 0 and again.kept
    assert tree(out) == tree(whole)
    rows = overview(out)
    assert [row["机构编码"] for row in rows] == ["1", "11", "12"]
    assert all(len(row["清单指纹"]) == 64 and row["文件数"] == "5" and not row["说明"] for row in rows)


@pytest.mark.parametrize("pack", PACKS)
def test_stale_versions_are_replaced_only_when_asked_for(tmp_path: Path, pack: str) -> None:
    out, whole, changed = tmp_path / "out", tmp_path / "whole", (CITY, EAST, WEST.model_copy(update={"phone": "5"}))
    run(out, pack)
    result = run(out, pack, ("F03-01",), changed)
    assert (result.made, result.files, result.kept) == (1, 3, 2)
    notes = [row["说明"] for row in overview(out)]
    assert notes[:2] == ["", ""] and "不是同一次做的" in notes[2]
    assert run(out, pack, BOTH, changed).files == 5
    run(whole, pack, BOTH, changed)
    assert tree(out) == tree(whole)


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_none_of_the_list_or_packed_otherwise_stays_and_is_marked(tmp_path: Path, pack: str) -> None:
    run(tmp_path, pack)
    before = tree(tmp_path)
    result = run(tmp_path, pack, units=(CITY, renamed(EAST, "城东新柜面")))
    rows = {row["位置"].rpartition("/")[2].removesuffix(".zip"): row["说明"] for row in overview(tmp_path)}
    assert rows == {
        "1-甲市": "", "11-城东新柜面": "", "11-城东柜面": "这次的名单里没有", "12-城西柜面": "这次的名单里没有",
    }  # fmt: skip
    assert len(result.strangers) == 2
    if pack != "provinces":
        assert {name: data for name, data in tree(tmp_path).items() if name in before and name != "清单.csv"} == {
            name: data for name, data in before.items() if name != "清单.csv"
        }
    for other in PACKS:
        if other != pack:
            last = run(tmp_path, other)
    assert {row["说明"] for row in overview(tmp_path)} == {"", "这次的名单里没有", "换打包方式之前的一份"}
    assert not [place for place in last.strangers if "（含下级）.zip/" in place and pack != "provinces"]


def test_an_archive_packed_otherwise_is_named_once(tmp_path: Path) -> None:
    run(tmp_path, "provinces")
    assert run(tmp_path, "folders").strangers == ["1-甲市（含下级）.zip"]


@pytest.mark.parametrize("pack", ["archives", "provinces"])
def test_a_finished_archive_is_not_touched_and_a_damaged_one_is_made_anew(tmp_path: Path, pack: str) -> None:
    """A cut archive ends with an Office file, whose directory must not be taken for its own."""
    run(tmp_path, pack)
    path = min(tmp_path.glob("*.zip"))
    whole, written = path.read_bytes(), path.stat().st_mtime_ns
    assert run(tmp_path, pack).made == 0 and path.stat().st_mtime_ns == written
    for damaged in (whole[:-100], whole[: len(whole) // 2], b"", b"PK"):
        path.write_bytes(damaged)
        assert run(tmp_path, pack).made
        assert path.read_bytes() == whole
    # A damaged file inside: made anew as soon as anything is, left away if it was not asked for.
    path.write_bytes(whole[:5000] + b"?" * 99 + whole[5099:])
    run(tmp_path, pack, ("F10-01",))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None


def test_forms_that_are_given_up_go_with_the_next_full_run_only(tmp_path: Path) -> None:
    run(tmp_path, "folders", only="e")
    folder = tmp_path / "11-城东柜面"
    text = (folder / "清单.json").read_text(encoding="utf-8").replace("F01-03", "F01-99")
    (folder / "清单.json").write_text(text, encoding="utf-8")
    for path in sorted(folder.glob("F01-03*")):
        path.rename(folder / path.name.replace("F01-03", "F01-99"))
    run(tmp_path, "folders", ("F03-01",), only="e", key="new")
    assert list(folder.glob("F01-99*"))
    run(tmp_path, "folders", (), only="e", variants=("xlsx",))
    assert list(folder.glob("F01-99*"))
    run(tmp_path, "folders", (), only="e", variants=("docx",))
    assert not list(folder.glob("F01-99*"))


def test_what_was_filled_in_twice_is_kept_twice(tmp_path: Path) -> None:
    folder = tmp_path / "12-城西柜面"
    for filled in (b"first", b"second"):
        run(tmp_path, "folders", only="w")
        (folder / "F03-01-会议日志.xlsx").write_bytes(filled)
    run(tmp_path, "folders", only="w")
    assert (folder / "F03-01-会议日志（原有）.xlsx").read_bytes() == b"first"
    assert (folder / "F03-01-会议日志（原有2）.xlsx").read_bytes() == b"second"
    # Without its list nobody can tell what was filled in: nothing is lost.
    (folder / "清单.json").unlink()
    (folder / "F03-01-会议日志.xlsx").write_bytes(b"third")
    run(tmp_path, "folders", only="w")
    assert (folder / "F03-01-会议日志（原有3）.xlsx").read_bytes() == b"third"


def test_what_was_not_asked_for_may_be_filled_in_or_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "12-城西柜面"
    run(tmp_path, "folders", only="w")
    (folder / "F03-01-会议日志.xlsx").write_bytes(b"filled")
    (folder / "F03-01-会议日志.docx").unlink()
    (folder / "F01-03-营业时间公告牌（A4）.docx").unlink()
    run(tmp_path, "folders", ("F01-03",), only="w")
    assert (folder / "F03-01-会议日志.xlsx").read_bytes() == b"filled"
    assert (folder / "F01-03-营业时间公告牌（A4）.docx").exists() and not (folder / "F03-01-会议日志.docx").exists()
    run(tmp_path, "folders", ("F03-01",), only="w")
    assert (folder / "F03-01-会议日志.docx").exists()
    assert (folder / "F03-01-会议日志（原有）.xlsx").read_bytes() == b"filled"


@pytest.mark.parametrize("broken", [b"", b"[]", b"{}", b'{"files": 5}', b'{"files": {"a": 1}}', b"\xff", b"null"])
def test_a_list_that_cannot_be_read_is_made_anew(tmp_path: Path, broken: bytes) -> None:
    run(tmp_path, "folders", ("F03-01",))
    whole = tree(tmp_path)
    (tmp_path / "12-城西柜面/清单.json").write_bytes(broken)
    assert run(tmp_path, "folders", ("F03-01",)).made == 1
    assert tree(tmp_path) == whole


def test_units_of_one_name_have_the_same_folders_whichever_are_made_out(tmp_path: Path) -> None:
    units = (WEST, WEST.model_copy(update={"id": "w2"}))
    run(tmp_path, "folders", units=units)
    before = tree(tmp_path)
    assert run(tmp_path, "folders", units=units, only="w2").kept == 1
    assert tree(tmp_path) == before and (tmp_path / "12-城西柜面-w2").is_dir()


def test_a_list_says_for_which_month_each_part_was_made(tmp_path: Path) -> None:
    run(tmp_path, "folders")
    later = Packer(Press(cupboard.index(), UNITS, Period(2027, 1), [cupboard.FORMS["F03-01"]]), tmp_path, "k", UNITS)
    later.folders([EAST], lambda: None)
    listed = json.loads((tmp_path / "11-城东柜面/清单.json").read_text(encoding="utf-8"))
    assert [(made["period"], {name[:6] for name in made["parts"]}) for made in listed["made"]] == [
        ("2026-12", {"F01-03"}), ("2027-01", {"F03-01"}),
    ]  # fmt: skip
