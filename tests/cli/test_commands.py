"""The commands as a person or a program meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from generator import schemas
from generator.cli.app import COMMANDS

from ..support import ROOT, copy_project, office_text, tenregs, tree

MANUAL = (ROOT / "site/help/commands.md").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def edit(project: Path, name: str, old: str, new: str) -> Path:
    path = project / "regulations" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_check_passes_the_real_regulations_without_a_warning() -> None:
    result = tenregs("check", "--strict", cwd=ROOT)
    assert result.returncode == 0, result.stdout
    assert "没有发现问题" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_entry_for_each_option(name: str) -> None:
    result = tenregs(name, "--help", cwd=ROOT)
    assert result.returncode == 0
    assert "用法：tenregs" in result.stdout
    assert not re.search(r"\b(Usage|Options|Show this)\b", result.stdout)
    entry = MANUAL.split(f"## {name} ")[1].split("\n## ")[0]
    for option in set(re.findall(r"--[a-z-]+", result.stdout)) - {"--help", "--open"}:
        assert f"`{option}" in entry, option


def test_a_mistake_is_reported_with_file_line_column_and_remedy(project: Path) -> None:
    path = edit(project, "01-operations/regulation.yml", "type: 时点", "type: 时间点")
    line = 1 + path.read_text(encoding="utf-8").split("时间点")[0].count("\n")
    result = tenregs("check", cwd=project)
    assert result.returncode == 1
    assert re.search(rf"^regulations/01-operations/regulation\.yml:{line}:\d+  错误 ", result.stdout, re.MULTILINE)
    assert "改法：" in result.stdout and "时点" in result.stdout


def test_check_speaks_json_and_ci(project: Path) -> None:
    edit(project, "01-operations/regulation.yml", "type: 时点", "type: 时间点")
    answer = json.loads(tenregs("check", "--format", "json", cwd=project).stdout)
    assert answer["errors"] >= 1
    assert {"code", "severity", "file", "line", "column", "message", "remedy"} == set(answer["problems"][0])
    assert tenregs("check", "--format", "ci", cwd=project).stdout.startswith("::error file=regulations/01-operations/")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有命令 'chek'，是不是 check？"),
        (["exam", "--cards", "500"], "500 不在范围内，应当不小于 0、不大于 400"),
        (["check", "--formt", "json"], "是不是 --format"),
        (["check", "--format", "xml"], "不在可选范围"),
        (["check", "--source", "nowhere"], "不存在"),
        (["check", "--format"], "后面要跟一个值"),
        (["forms", "--only", "F99-99"], "没有表单"),
        (["forms", "--format", "odt"], "不认识的格式"),
        (["check", "extra"], "多了参数"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(arguments: list[str], said: str) -> None:
    result = tenregs(*arguments, cwd=ROOT)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_our_own_bug_gives_a_short_line_and_a_log(project: Path) -> None:
    (project / "site/templates/index.md.j2").write_text("{{ nothing.at.all }}", encoding="utf-8")
    result = tenregs("build", "--no-pictures", cwd=project)
    assert result.returncode == 3
    assert "程序出错了" in result.stderr and "Traceback" not in result.stderr
    assert "Traceback" in (project / "build/tenregs-error.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", ["click", "pydantic", "openpyxl", "docx"])
def test_without_its_packages_the_program_says_how_to_get_them(package: str) -> None:
    code = f"import sys; sys.modules['{package}'] = None; from generator.cli import main; main(['forms', '--help'])"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode in (1, 2)
    assert f"缺程序包 {package}" in result.stderr and "python3 run.py" in result.stderr
    assert "Traceback" not in result.stderr and "程序出错" not in result.stderr


def test_a_broken_source_leaves_the_last_build_as_it_was(project: Path) -> None:
    assert tenregs("build", "--no-pictures", cwd=project).returncode == 0
    before = tree(project / "build")
    edit(project, "04-daily-closing/regulation.yml", "basis: 据材料", "basis: 据说")
    result = tenregs("build", "--no-pictures", cwd=project)
    assert result.returncode == 1
    assert "原样保留" in result.stderr
    assert tree(project / "build") == before


def test_stale_files_disappear(project: Path) -> None:
    assert tenregs("build", "--no-pictures", cwd=project).returncode == 0
    (project / "build/docs/old.md").write_text("# old", encoding="utf-8")
    (project / "build/forms/F99-99-旧表.docx").write_bytes(b"old")
    assert tenregs("build", "--no-pictures", cwd=project).returncode == 0
    assert not (project / "build/docs/old.md").exists()
    assert not (project / "build/forms/F99-99-旧表.docx").exists()
    assert not (project / "build/site/old.html").exists()


def test_forms_can_be_made_alone(project: Path) -> None:
    result = tenregs("forms", "--only", "f03-01", "--format", "docx", cwd=project)
    assert result.returncode == 0
    assert list(tree(project / "build")) == ["forms/F03-01-会议日志.docx"]


def test_contradictory_hours_are_refused_with_the_clause(project: Path) -> None:
    edit(project, "01-operations/regulation.yml", 'value: "9:00"', 'value: "8:40"')
    result = tenregs("check", cwd=project)
    assert result.returncode == 1
    assert "contradiction" in result.stdout and "第" in result.stdout and "8:40" in result.stdout


def test_manifest_names_every_file_with_its_hash(project: Path) -> None:
    from generator.writer import digest

    assert tenregs("build", "--no-pictures", cwd=project).returncode == 0
    manifest = json.loads((project / "build/manifest.json").read_text(encoding="utf-8"))
    files = {f"{f}/{n}": c for f in ("docs", "forms", "data") for n, c in tree(project / "build" / f).items()}
    assert manifest["files"] == {name: digest(content) for name, content in files.items()}
    sources = {n: c for n, c in tree(project).items() if n.startswith("regulations/")}
    assert manifest["sources"] == {name: digest(content) for name, content in sources.items()}


def test_plain_mkdocs_builds_the_generated_tree_strictly(project: Path) -> None:
    assert tenregs("build", "--no-pictures", cwd=project).returncode == 0
    # Material prints a notice about its own future; ours (`tenregs build`) silences it in the same way.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr


def test_schemas_are_up_to_date() -> None:
    assert tree(ROOT / "schemas") == schemas.render()


class EditorLoader(yaml.SafeLoader):
    """Scalars as the YAML extension of VS Code sees them: the core schema of YAML 1.2."""


EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def test_every_source_names_its_schema_and_keeps_to_it() -> None:
    validators = {name: jsonschema.Draft7Validator(json.loads(content)) for name, content in schemas.render().items()}
    for path in sorted((ROOT / "regulations").rglob("*.yml")):
        first, _, _ = path.read_text(encoding="utf-8").partition("\n")
        match = re.fullmatch(r"# yaml-language-server: \$schema=((?:\.\./)+schemas/(.+))", first)
        assert match, path
        assert (path.parent / match[1]).resolve() == (ROOT / "schemas" / match[2]).resolve(), path
        value = yaml.load(path.read_bytes(), EditorLoader)
        errors = list(validators[match[2]].iter_errors(value))
        assert not errors, f"{path}: {errors[0].json_path} {errors[0].message}"


def test_schemas_speak_chinese() -> None:
    for name, content in schemas.render().items():
        for definition in json.loads(content)["definitions"].values():
            for key, entry in definition.get("properties", {}).items():
                assert re.search(r"[\u4e00-\u9fff]", entry.get("title", "")), f"{name}: {key} has no Chinese title"


def test_build_for_one_unit_shows_its_facts_and_only_its_units(project: Path) -> None:
    result = tenregs("build", "--no-pictures", "--profile", "示例市分公司城东柜面", cwd=project)
    assert result.returncode == 0, result.stderr
    page = (project / "build/site/regulations/01-operations.html").read_text(encoding="utf-8")
    assert re.search(r'data-fact="01/opening_time"[^>]*>9:30<', page), "the counter's own opening time"
    assert "本站按示例市分公司城东柜面的参数编成" in page
    units = (project / "build/site/downloads/units.js").read_text(encoding="utf-8")
    assert "城东柜面" in units and "示例县支公司" not in units
    sign = project / "build/forms/F01-03-营业时间公告牌（A4）.docx"
    assert "9:30" in office_text(sign.read_bytes())


def test_build_for_an_unknown_unit_says_which_there_are(project: Path) -> None:
    result = tenregs("build", "--no-pictures", "--profile", "没有这个", cwd=project)
    assert result.returncode == 2 and "没有机构 没有这个" in result.stderr and "城东柜面" in result.stderr
    assert not (project / "build").exists()
