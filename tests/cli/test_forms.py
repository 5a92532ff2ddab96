"""`tenregs forms`: from a list of units to folders and archives, as an administrator runs it."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator.checks.units import examine_units
from generator.intake import read_units

from .. import cupboard
from ..support import ROOT, copy_project, office_text, tenregs, tree

LIST = """机构编码,机构名称,简称,层级,上级机构,地址,电话,台席数,员工,监督电话
3301,示例甲市分公司客户服务中心,甲市中心,地市分公司,,甲市中心大道1号,0571-1,8,,0571-9
330101,甲市城东县支公司客户服务中心,城东中心,县支公司,3301,城东路2号,0571-2,5,张某（柜面主管）、李某（柜员）,
330102,甲市城西县支公司客户服务中心,城西中心,县支公司,3301,城西路3号,0571-3,3,,
"""
ONLY = ("--only", "F03-01,F01-03")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_project(tmp_path)
    (tmp_path / "名单.csv").write_text(LIST, encoding="utf-8-sig")
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return tenregs("forms", "--profiles", "名单.csv", "--month", "2026-12", *arguments, cwd=project)


def test_a_folder_for_each_unit_with_its_name_and_month_on_every_form(project: Path) -> None:
    result = run(project, *ONLY)
    assert result.returncode == 0, result.stderr
    target = project / "build/stationery/2026-12"
    folders = sorted(path.name for path in target.iterdir() if path.is_dir())
    assert folders == ["3301-甲市中心", "330101-城东中心", "330102-城西中心"]
    for folder, name in zip(folders, ("示例甲市分公司", "甲市城东县支公司", "甲市城西县支公司"), strict=True):
        files = {path.name for path in (target / folder).iterdir()}
        assert {"F03-01-会议日志.docx", "F03-01-会议日志（打印版）.docx", "F03-01-会议日志.xlsx", "清单.json"} <= files
        assert {"F01-03-营业时间公告牌（A4）.docx", "F01-03-营业时间公告牌（A3）.docx"} <= files
        for file in ("F03-01-会议日志.docx", "F03-01-会议日志.xlsx"):
            words = office_text((target / folder / file).read_bytes())
            assert f"{name}客户服务中心" in words and "2026年12月" in words
    # What is inherited: the complaints line of the city.
    assert "0571-9" in office_text((target / "330102-城西中心/F01-03-营业时间公告牌（A4）.docx").read_bytes())
    rows = list(csv.reader(io.StringIO((target / "清单.csv").read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["3301", "330101", "330102"]
    listed = json.loads((target / "330101-城东中心/清单.json").read_text(encoding="utf-8"))
    assert [made["period"] for made in listed["made"]] == ["2026-12"] and set(listed["files"]) == files - {"清单.json"}


def test_a_list_from_excel_gives_the_same_files(project: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(LIST)):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(project / "名单.xlsx")
    assert run(project, *ONLY, "--to", "a").returncode == 0
    command = ("forms", "--profiles", "名单.xlsx", "--month", "2026-12", *ONLY, "--to", "b")
    assert tenregs(*command, cwd=project).returncode == 0
    assert tree(project / "a") == tree(project / "b")


@pytest.mark.parametrize("pack", ["unit", "province"])
def test_archives_hold_what_the_folders_hold(project: Path, pack: str) -> None:
    assert run(project, *ONLY, "--to", "folders").returncode == 0
    assert run(project, *ONLY, "--zip", pack, "--to", "zips").returncode == 0
    folders = {name: data for name, data in tree(project / "folders").items() if not name.startswith("清单")}
    found = {}
    for path in (project / "zips").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            start = f"{path.stem}/" if pack == "unit" else ""
            found |= {f"{start}{name}": archive.read(name) for name in archive.namelist() if name != "清单.csv"}
    assert found == folders


def test_only_a_unit_and_those_below_it(project: Path) -> None:
    assert run(project, *ONLY, "--unit", "城西中心", "--to", "one").returncode == 0
    assert [path.name for path in (project / "one").iterdir() if path.is_dir()] == ["330102-城西中心"]
    assert run(project, *ONLY, "--unit", "3301", "--to", "all").returncode == 0
    assert len([path for path in (project / "all").iterdir() if path.is_dir()]) == 3
    wrong = run(project, "--unit", "不存在的柜面")
    assert wrong.returncode == 2 and "名单里没有机构" in wrong.stderr


def test_what_is_there_is_not_made_again_and_what_changed_is(project: Path) -> None:
    assert "制发 3 个机构" in run(project, *ONLY, "--to", "out").stdout
    again = run(project, *ONLY, "--to", "out")
    assert "制发 0 个机构" in again.stdout and "另有 3 个机构已经是最新的" in again.stdout
    changed = LIST.replace("城西路3号", "城西路30号")
    (project / "名单.csv").write_text(changed, encoding="utf-8-sig")
    assert "制发 1 个机构" in run(project, *ONLY, "--to", "out").stdout


def test_what_earlier_runs_made_stays_and_what_is_none_of_the_list_is_named(project: Path) -> None:
    assert run(project, "--only", "F03-01", "--to", "out").returncode == 0
    assert run(project, "--only", "F01-03", "--to", "out", "--unit", "城西中心").returncode == 0
    assert run(project, "--only", "F01-03", "--to", "out").returncode == 0
    assert run(project, *ONLY, "--to", "whole").returncode == 0
    assert tree(project / "out") == tree(project / "whole")
    renamed = LIST.replace(",城西中心,", ",城西新中心,")
    (project / "名单.csv").write_text(renamed, encoding="utf-8-sig")
    result = run(project, *ONLY, "--to", "out")
    assert "330102-城西中心" in result.stderr and "没有动它们" in result.stderr and "“说明”栏" in result.stderr


def test_a_unit_whose_name_several_have_is_asked_for_by_its_code(project: Path) -> None:
    (project / "名单.csv").write_text("机构编码,机构名称\n1,城东柜面\n2,城东柜面\n", encoding="utf-8-sig")
    result = run(project, *ONLY, "--unit", "城东柜面", "--to", "out")
    assert result.returncode == 2 and "有 2 个机构叫 城东柜面：1（城东柜面）、2（城东柜面）" in result.stderr
    assert run(project, *ONLY, "--unit", "2", "--to", "out").returncode == 0
    assert [path.name for path in (project / "out").iterdir() if path.is_dir()] == ["2-城东柜面"]


def test_chinese_commas_between_forms_and_formats(project: Path) -> None:
    result = run(project, "--only", "F03-01，f01-03、F10-01", "--format", "docx，xlsx", "--unit", "3301", "--to", "out")
    assert result.returncode == 0, result.stderr
    assert {path.name[:6] for path in (project / "out/3301-甲市中心").glob("F*")} == {"F03-01", "F01-03", "F10-01"}


def test_what_a_branch_filled_in_is_kept(project: Path) -> None:
    assert run(project, *ONLY, "--to", "out").returncode == 0
    folder = project / "out/330102-城西中心"
    filled = (folder / "F03-01-会议日志.xlsx").read_bytes() + b"filled in"
    (folder / "F03-01-会议日志.xlsx").write_bytes(filled)
    (folder / "自己的说明.txt").write_text("不要动", encoding="utf-8")
    assert run(project, *ONLY, "--to", "out").returncode == 0
    (project / "名单.csv").write_text(LIST.replace("城西路3号", "城西路30号"), encoding="utf-8-sig")
    assert run(project, *ONLY, "--to", "out").returncode == 0
    assert (folder / "F03-01-会议日志（原有）.xlsx").read_bytes() == filled
    assert (folder / "F03-01-会议日志.xlsx").read_bytes() != filled
    assert (folder / "自己的说明.txt").read_text(encoding="utf-8") == "不要动"


def test_killed_at_any_moment_no_half_file_stays_and_the_next_run_completes(project: Path) -> None:
    head, *_ = LIST.splitlines()
    rows = [f"{n:06d},第{n}号柜面,第{n}号,柜面,,路{n}号,0571-{n},3,," for n in range(1, 301)]
    (project / "名单.csv").write_text("\n".join([head, *rows]), encoding="utf-8-sig")
    assert run(project, "--only", "F03-01", "--to", "whole").returncode == 0
    whole = tree(project / "whole")
    command = [sys.executable, "-m", "generator", "forms", "--profiles", "名单.csv", "--month", "2026-12"]
    command += ["--only", "F03-01", "--to", "out"]
    chance = random.Random(20261125)
    killed = 0
    for _ in range(8):
        process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started = time.monotonic()
        while not (project / "out").exists() and process.poll() is None and time.monotonic() - started < 60:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.5))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        for folder in (path for path in (project / "out").iterdir() if path.is_dir() and path.name[0] != "."):
            listed = json.loads((folder / "清单.json").read_bytes())["files"]
            for name, entry in listed.items():
                assert (folder / name).stat().st_size == entry["bytes"]
    assert killed, "the machine was too fast for this test"
    assert run(project, "--only", "F03-01", "--to", "out").returncode == 0
    assert tree(project / "out") == whole


def interruptible(command: list[str], project: Path) -> subprocess.Popen[str]:
    """A process that Ctrl+C reaches, though the tests themselves may run in the background, where it is ignored."""
    return subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def test_ctrl_c_says_that_a_further_run_goes_on(project: Path) -> None:
    head, *_ = LIST.splitlines()
    rows = [f"{n:06d},第{n}号柜面,第{n}号,柜面,,路{n}号,0571-{n},3,," for n in range(1, 2001)]
    (project / "名单.csv").write_text("\n".join([head, *rows]), encoding="utf-8-sig")
    command = [sys.executable, "-m", "generator", "forms", "--profiles", "名单.csv", "--to", "out"]
    process = interruptible(command, project)
    while not list((project / "out").glob("*/清单.json")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "没有留下半份文件" in said and "接着做" in said and "Traceback" not in said
    assert not [path for path in (project / "out").iterdir() if path.name.startswith(".")]


def test_ctrl_c_says_that_a_province_archive_starts_anew(project: Path) -> None:
    head, *_ = LIST.splitlines()
    rows = [f"{n:06d},第{n}号柜面,第{n}号,柜面,1,路{n}号,0571-{n},3,," for n in range(2, 2001)]
    rows += ["1,甲市,,地市分公司,,,,,,", "0,乙市,,地市分公司,,,,,,"]
    (project / "名单.csv").write_text("\n".join([head, rows[-1], *rows[:-1]]), encoding="utf-8-sig")
    command = [sys.executable, "-m", "generator", "forms", "--profiles", "名单.csv", "--to", "out", "--zip", "province"]
    process = interruptible(command, project)
    started = (project / "out").glob(".1-甲市（含下级）.zip-*")
    while not list(started) and process.poll() is None:
        time.sleep(0.01)
        started = (project / "out").glob(".1-甲市（含下级）.zip-*")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "做好了 1 个机构" in said and "下次从头做，写完的不重做" in said
    assert [path.name for path in (project / "out").iterdir()] == ["0-乙市（含下级）.zip"]


def test_a_profile_that_breaks_a_rule_is_refused_with_the_clause(project: Path) -> None:
    """08:40 opening with working time from 08:30."""
    wrong = "机构编码,机构名称,层级,营业开始时间,核定依据\n330103,城南柜面,柜面,8:40,甲核定〔2026〕1号\n"
    (project / "名单.csv").write_text(wrong, encoding="utf-8-sig")
    result = run(project, *ONLY)
    assert result.returncode == 1
    assert "名单.csv:2:" in result.stdout and "改法：" in result.stdout
    assert "营业管理" in result.stdout and "第" in result.stdout and "8:40" in result.stdout
    assert "没有制发" in result.stderr
    assert not (project / "build/stationery").exists()


def test_the_handbooks_example_of_opening_earlier_keeps_every_rule(project: Path) -> None:
    text = (ROOT / "site/help/administrator.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \|$", text.partition("例如改成 8:40")[2].partition("CSV 名单")[0], re.MULTILINE
    )
    heads = [head for row in rows[2:-1] for head in row[0].split("、")]
    values = [value for row in rows[2:-1] for value in row[1].split("、")]
    listed = f"机构名称,核定依据,{','.join(heads)}\n城南柜面,甲核定〔2026〕1号,{','.join(values)}\n"
    assert "8:40" in values and len(heads) == len(values) == 11
    found = read_units(listed.encode(), "名单.csv", cupboard.library())
    assert [*found.problems, *examine_units(cupboard.index(), found.units)] == []


def test_a_year_whose_holidays_are_not_known_is_said_clearly(project: Path) -> None:
    result = tenregs("forms", "--profiles", "名单.csv", "--month", "2099-01", *ONLY, cwd=project)
    assert result.returncode == 0
    assert "2099 年的放假安排还不知道" in result.stderr and "regulations/calendar.yml" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--month", "2026-13"), "月份写成 2026-12"),
        (("--month", ""), "月份写成 2026-12"),
        (("--only", "，"), "--only 后面要写表号"),
        (("--profiles", "没有.csv"), "不存在"),
        (("--month", "2026-12"), "--profiles"),
    ],
)
def test_wrong_usage_says_what_to_do(project: Path, arguments: tuple[str, ...], said: str) -> None:
    more = () if arguments[0] == "--profiles" or arguments[1] == "2026-12" else ("--profiles", "名单.csv")
    result = tenregs("forms", *more, *arguments, cwd=project)
    assert result.returncode == 2
    assert said in result.stderr and "Traceback" not in result.stderr


def test_the_profiles_of_the_regulations_are_made_out_too(project: Path) -> None:
    result = tenregs("forms", "--profiles", "regulations/profiles", *ONLY, "--to", "out", cwd=project)
    assert result.returncode == 0, result.stderr
    assert (project / "out/33010002-城东柜面").is_dir() or any((project / "out").glob("*城东柜面"))
    sign = next((project / "out").glob("*城东柜面")) / "F01-03-营业时间公告牌（A4）.docx"
    words = office_text(sign.read_bytes())
    assert "9:30" in words and "9:00" not in words, "the counter's own opening time"


def test_the_same_input_gives_the_same_bytes(project: Path) -> None:
    assert run(project, *ONLY, "--to", "a").returncode == 0
    later = tenregs(
        "forms", "--profiles", "名单.csv", "--month", "2026-12", *ONLY, "--to", "b", cwd=project,
        before=("faketime", "2031-03-05 07:00:00"), environment={"PYTHONHASHSEED": "7", "TZ": "America/New_York"},
    )  # fmt: skip
    assert later.returncode == 0, later.stderr
    assert tree(project / "a") == tree(project / "b")
