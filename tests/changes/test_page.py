"""The page 修订对照, there only when it is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator import pages
from generator.changes import compare
from generator.changes.impact import impact
from generator.changes.report import Report
from generator.changes.table import table
from generator.references import Index
from generator.source import load

from ..samples import MINIMAL
from ..site.test_links import read
from ..support import ROOT, copy_project, tenregs

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "site/templates").glob("*.j2")}
RULE = "regulations/02-visitors/regulation.yml"


def edited(source: Path, old: str, new: str) -> Index:
    path = source / "02-visitors/regulation.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    library = load(source).library
    assert library is not None
    return Index(library)


def rendered(old: Index, new: Index, told: bool = True) -> dict[str, bytes]:
    changes = compare(old, new)
    report = Report(("旧 <版>", "本站"), changes, table(changes, old, new), impact(changes, old, new))
    return pages.render(new, TEMPLATES, {}, {}, amended=report if told else None)


def test_the_page_marks_what_went_and_what_came(index: Index, source: Path) -> None:
    new = edited(source, "当日记入", "当场<b>记入")
    page = rendered(index, new)["amendments.md"].decode()
    assert "当<del>日</del>记入" in page
    assert "当<ins>场&lt;b&gt;</ins>记入" in page
    assert "旧 &lt;版&gt;" in page
    assert "[修订对照]" not in page and 'href="regulations/02-visitors.html#opinions--register"' in page


def test_without_it_every_other_page_has_the_same_bytes(index: Index, source: Path) -> None:
    new = edited(source, "当日记入", "当场记入")
    told, plain = rendered(index, new), rendered(index, new, told=False)
    assert set(told) - set(plain) == {"amendments.md"}
    assert {name for name in plain if told[name] != plain[name]} == {"changes.md"}
    assert "amendments" not in str(pages.navigation(new)) and "amendments.md" in str(pages.navigation(new, True))


def test_build_since_puts_it_on_the_site_and_build_alone_takes_it_away(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", MINIMAL / "regulations")
    old = shutil.copytree(project / "regulations", tmp_path / "old")
    path = project / RULE
    path.write_text(path.read_text(encoding="utf-8").replace("3个工作日", "2个工作日"), encoding="utf-8")
    result = tenregs("build", "--no-pictures", "--since", str(old), cwd=project)
    assert result.returncode == 0, result.stdout + result.stderr
    site = project / "build/site"
    page = (site / "amendments.html").read_text(encoding="utf-8")
    assert "<del>3</del>个工作日" in page and "<ins>2</ins>个工作日" in page
    assert 'href="amendments.html"' in (site / "changes.html").read_text(encoding="utf-8")
    made = read(site)
    for _, _, link in made[site / "amendments.html"].links:
        parts = urlsplit(link)
        target = (site / unquote(parts.path)).resolve() if parts.path else site / "amendments.html"
        if not parts.netloc and target in made and parts.fragment and parts.fragment != "__skip":
            assert unquote(parts.fragment) in made[target].ids, link
    assert tenregs("build", "--no-pictures", cwd=project).returncode == 0
    assert not (site / "amendments.html").exists()


def test_build_since_a_version_that_is_not_there_builds_nothing(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", MINIMAL / "regulations")
    result = tenregs("build", "--no-pictures", "--since", "nowhere", cwd=project)
    assert result.returncode == 2
    assert not (project / "build/site").exists()
