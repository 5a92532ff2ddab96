"""The engine to come: Zensical makes the same site of the same tree, and the readers' own tests hold for it.

Only the engine changes: the same mkdocs.yml, the same build/docs, the same theme and templates.
"""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .test_browser import (  # noqa: F401
    DESKTOP,
    KINDS,
    PHONE,
    test_an_anchor_lands_below_the_header,
    test_copy_link_gives_the_permanent_address,
    test_no_page_scrolls_sideways_on_a_phone,
    test_search_from_the_header_with_the_keyboard,
    test_search_says_so_when_nothing_is_found,
    test_the_calendar_shows_one_post_alone,
    visiting,
)
from .test_floor import looks
from .test_links import (  # noqa: F401
    test_every_link_and_anchor_resolves,
    test_ids_are_unique_on_each_page,
    test_no_page_links_outside_at_all,
    test_nothing_is_loaded_from_outside,
)
from .test_made_out import test_the_choice_is_remembered_on_the_device_and_can_be_cleared  # noqa: F401
from .test_practice import (  # noqa: F401
    test_a_mock_exam_goes_on_after_a_reload_and_is_marked_by_the_papers_rule,
    test_a_round_tells_right_from_wrong_and_why,
)

HEADER_AND_TEXT = ":is(.md-header, .md-content)"


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The site as Zensical makes it; takes the place of Material's in every test of this module."""
    folder = project / "build/zensical"
    if not folder.is_dir():
        (project / "zensical.yml").write_text("INHERIT: mkdocs.yml\nsite_dir: build/zensical\n", encoding="utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", "zensical.yml"]
        made = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=300)
        assert made.returncode == 0, made.stdout + made.stderr
        assert "No issues found" in made.stdout + made.stderr
    return folder


@pytest.fixture
def material(project: Path) -> Path:
    return project / "build/site"


def part(html: str, tag: str) -> str:
    """The words of the first element of a kind, spaces and tags aside."""
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    assert found, tag
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", found[1])))


def test_the_same_pages_with_the_same_title_heading_and_text(site: Path, material: Path) -> None:
    pages = {path.relative_to(material) for path in material.rglob("*.html")}
    assert pages == {path.relative_to(site) for path in site.rglob("*.html")}
    assert len(pages) > 80
    for path in pages:
        ours, theirs = ((folder / path).read_text(encoding="utf-8") for folder in (material, site))
        for tag in ("title", "h1", "main"):
            assert part(theirs, tag) == part(ours, tag), (path, tag)


def test_the_same_files_beside_them(site: Path, material: Path, project: Path) -> None:
    for path in (project / "build/docs").rglob("*"):
        if path.is_file() and path.suffix != ".md":
            name = path.relative_to(project / "build/docs")
            assert (site / name).read_bytes() == (material / name).read_bytes(), name


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_look_the_same(browser: Browser, site: Path, material: Path, size: dict[str, int]) -> None:
    with visiting(browser, viewport=size) as page:
        for name in KINDS:
            ours, theirs = (looks(page, f"{folder.as_uri()}/{name}", HEADER_AND_TEXT) for folder in (material, site))
            differing = {key: set(theirs[key]) ^ set(ours[key]) for key in ours if ours[key] != theirs.get(key)}
            assert not differing, f"{name}: {differing}"


@pytest.mark.browser
@pytest.mark.parametrize("query", ["假前 现金", "晨会几分钟", "F03-01"])
def test_the_search_page_finds_the_same(browser: Browser, site: Path, material: Path, query: str) -> None:
    found = []
    with visiting(browser, viewport=PHONE) as page:
        for folder in (material, site):
            page.goto((folder / "search.html").as_uri())
            page.locator("main input[name=q]").fill(query)
            page.locator("main input[name=q]").press("Enter")
            results = page.locator("#search-page-results a")
            expect(results.first).to_be_visible()
            page.wait_for_function("window.tenregsResults.engine()?.index.asked.length")  # what people ask is there too
            found.append([link.get_attribute("href") for link in results.all()])
    assert found[1] == found[0]
