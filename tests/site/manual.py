"""The pictures of the 使用手册, taken from the real thing: `python -m tests.site.manual` takes them anew.

Each picture carries the words that are on it, so that a test can tell when the thing no longer looks like it.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ..conftest import CHROMIUM
from ..desk.conftest import close, editor, facts, field, save, settled
from ..support import ROOT, copy_project, tenregs
from .test_practice import answer

FOLDER = ROOT / "site/help/pictures"
WORDS = "Description"
COLOURS = 160
DAY = "2026-11-25T09:00:00"
# What of the words on the screen can be seen.
SEEN = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const box = range.getBoundingClientRect();
    const shown = box.width && box.height && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth && box.right > 0;
    if (shown && walk.currentNode.parentElement.checkVisibility()) found.push(walk.currentNode.textContent);
  }
  return found.join("");
}"""


@dataclass(frozen=True)
class Scene:
    """A screen to be shown: `play` brings the page there from the site's address."""

    name: str
    size: tuple[int, int]
    play: Callable[[Page, str], None]


def _search(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.locator(".site-search-open").click()
    page.locator("#site-search-query").fill("假前现金")
    page.locator(".site-search-panel [role=option]").first.wait_for()
    page.wait_for_timeout(400)


def _clause(page: Page, site: str) -> None:
    page.goto(f"{site}/regulations/01-operations.html#hours--business-hours")
    page.wait_for_timeout(300)


def _practice(page: Page, site: str) -> None:
    page.goto(f"{site}/practice.html#do/reg/04")
    page.wait_for_selector("#practice section")
    answer(page, False)
    page.locator(".ask-verdict").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.ask-stem').scrollIntoView({block: 'start'}); scrollBy(0, -70)")
    page.wait_for_timeout(200)


def _plan(page: Page, site: str) -> None:
    page.goto(f"{site}/practice.html")
    page.wait_for_selector("#practice section")
    page.fill('input[type="date"]', "2026-12-24")
    page.fill('input[type="number"]', "20")
    page.locator('input[type="number"]').press("Tab")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(200)


def _form(page: Page, site: str) -> None:
    page.goto(f"{site}/forms/F03-01.html")
    page.wait_for_timeout(300)


SCENES = (
    Scene("search", (390, 700), _search),
    Scene("clause", (1180, 620), _clause),
    Scene("practice", (390, 760), _practice),
    Scene("plan", (390, 760), _plan),
    Scene("form", (1180, 760), _form),
)


DESK = (1280, 820)
DESK_PICTURES = ("desk-facts", "desk-amendments")


def desk_walk(page: Page, take: Callable[[str], None]) -> None:
    """Through the editor, open on the ten regulations, with `take` called where the manual shows a picture."""
    facts(page)
    field(page, "facts/opening_time/value").fill("8:30")
    page.locator(".desk-moves").wait_for(timeout=120_000)
    page.evaluate("scrollTo(0, 0)")
    settled(page)
    take(DESK_PICTURES[0])
    page.locator(".desk-moves").get_by_role("button", name="一起改").click()
    expect(page.locator(".desk-bar")).to_contain_text("检查通过", timeout=120_000)
    save(page)
    close(page)
    page.get_by_role("button", name="修订对照").click()
    page.locator(".desk-amendments ins").first.wait_for(timeout=120_000)
    page.wait_for_timeout(500)
    take(DESK_PICTURES[1])


@contextmanager
def screen(browser: Browser, size: tuple[int, int], day: str = "") -> Iterator[Page]:
    """A page of a size, on the same day for everybody if one is given."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=1.5, reduced_motion="reduce", locale="zh-CN"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    if day:
        page.clock.install(time=day)
    yield page
    context.close()


def words_on(page: Page) -> str:
    """The words that can be seen, without spaces."""
    return re.sub(r"\s", "", page.evaluate(SEEN))


def words_of(picture: bytes) -> str:
    """The words that were on a picture when it was taken."""
    return str(Image.open(io.BytesIO(picture)).info[WORDS])


def taken(page: Page) -> bytes:
    """The page as a small picture that carries its words."""
    image = (
        Image.open(io.BytesIO(page.screenshot()))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    )
    told = PngInfo()
    told.add_itxt(WORDS, words_on(page), lang="zh", zip=True)
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True, pnginfo=told)
    return made.getvalue()


def main() -> None:
    """Build the site of the real rules and take every picture of it."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        project = copy_project(Path(place))
        built = tenregs("build", cwd=project)
        if built.returncode:
            sys.exit(built.stdout + built.stderr)
        program = next(path for path in CHROMIUM if Path(path).exists())
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scene in SCENES:
            with screen(browser, scene.size, DAY) as page:
                scene.play(page, (project / "build/site").as_uri())
                (FOLDER / f"{scene.name}.png").write_bytes(taken(page))
        with editor(project) as address, screen(browser, DESK) as page:
            page.goto(address)
            page.wait_for_selector(".desk-item")
            desk_walk(page, lambda name: (FOLDER / f"{name}.png").write_bytes(taken(page)) and None)
        browser.close()


if __name__ == "__main__":
    main()
