"""The pictures of the 使用手册 are of the thing as it is, each is used, and none moves a page or weighs much."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from rapidfuzz import fuzz

from generator.pages import illustrated

from ..desk.conftest import editor
from ..support import ROOT, copy_project
from .manual import DAY, DESK, DESK_PICTURES, FOLDER, SCENES, Scene, desk_walk, screen, words_of, words_on

HEAVIEST = 120_000
ALIKE = 85  # percent; wording of rules and questions may change under a picture, the thing may not


@pytest.mark.browser
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_picture_shows_what_is_there(browser: Browser, site: Path, scene: Scene) -> None:
    picture = (FOLDER / f"{scene.name}.png").read_bytes()
    with screen(browser, scene.size, DAY) as page:
        scene.play(page, site.as_uri())
        alike = fuzz.ratio(words_on(page), words_of(picture))
    assert alike > ALIKE, "take the pictures anew: python -m tests.site.manual"


@pytest.mark.browser
def test_the_pictures_of_the_editor_show_what_is_there(browser: Browser, tmp_path: Path) -> None:
    found: dict[str, float] = {}
    with editor(copy_project(tmp_path)) as address, screen(browser, DESK) as page:
        page.goto(address)
        page.wait_for_selector(".desk-item")

        def compare(name: str) -> None:
            found[name] = fuzz.ratio(words_on(page), words_of((FOLDER / f"{name}.png").read_bytes()))

        desk_walk(page, compare)
    assert found.keys() == {*DESK_PICTURES}
    assert all(alike > ALIKE for alike in found.values()), (
        found,
        "take the pictures anew: python -m tests.site.manual",
    )


def test_every_picture_is_shown_somewhere_and_small() -> None:
    shown = {
        name
        for page in FOLDER.parent.glob("*.md")
        for name in re.findall(r"\(pictures/([^)]+)\)", page.read_text("utf-8"))
    }
    assert shown == {path.name for path in FOLDER.iterdir()}
    assert all(path.stat().st_size < HEAVIEST for path in FOLDER.iterdir())


def test_a_row_of_images_becomes_figures_that_know_their_size() -> None:
    picture = next(FOLDER.glob("*.png")).read_bytes()
    made = illustrated(
        "前文\n\n![甲 <乙>](pictures/a.png) ![丙](pictures/b.png)\n\n后文\n", {"a.png": picture, "b.png": picture}
    )
    assert made.startswith('前文\n\n<div class="shots"><figure') and made.endswith("</figure></div>\n\n后文\n")
    assert made.count("<img ") == 2 and "甲 &lt;乙&gt;" in made
    width = int(re.findall(r'width="(\d+)"', made)[0])
    assert width == round(int.from_bytes(picture[16:20], "big") / 1.5)
    with pytest.raises(ValueError, match="PNG"):
        illustrated("![甲](pictures/a.png)", {"a.png": b"GIF89a"})


def test_the_manual_on_the_site_loads_its_pictures(site: Path) -> None:
    page = (site / "help/clerk.html").read_text("utf-8")
    for name in re.findall(r'<img src="(pictures/[^"]+)"', page):
        assert (site / "help" / name).read_bytes() == (ROOT / "site/help" / name).read_bytes()
