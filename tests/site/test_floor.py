"""What people do on the site works in the oldest browser it is written for, and looks as in today's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ..cupboard import parts
from ..support import office_text
from .floor import old_chromium
from .test_browser import DESKTOP, KINDS, PHONE, visiting
from .test_made_out import choose, take
from .test_practice import answer, open_practice

pytestmark = pytest.mark.browser

EVERY_KIND = (*KINDS, "practice.html", "practice.html#do/reg/01", "practice.html#exam")
# Chromium itself has since changed: the space in options, the display of boxes for text, rounding. Letters sit closer
# together at full-width marks, so lines break elsewhere; sizes are therefore not compared.
LOOKS = (
    "position", "visibility", "color", "backgroundColor", "backgroundImage", "fontSize", "fontFamily", "lineHeight", "opacity",
    "paddingTop", "paddingLeft", "marginTop", "borderTopWidth", "borderLeftWidth", "borderTopStyle", "borderTopColor", "borderTopLeftRadius",
    "boxShadow", "maxWidth", "flexDirection", "flexGrow", "justifyContent", "listStyleType", "textDecorationLine", "zIndex",
    "breakInside", "writingMode", "display",
)  # fmt: skip
# The first element of each tag and class, as the browser computed it; a grid by the number of its columns. Material's
# script gives its own parts classes as they come to rest (md-header--shadow).
LOOK = """([names, within]) => { const seen = {};
document.querySelector(".md-header").classList.add("md-header--shadow");
for (const node of document.querySelectorAll(`${within} *:not(svg *, input, option, select, #__skip)`)) {
  const key = `${node.tagName.toLowerCase()}.${(node.getAttribute("class") ?? "").replace(/md-\\S+--\\S+/g, "").trim()}`;
  if (key in seen) continue;
  const style = getComputedStyle(node), columns = style.gridTemplateColumns;
  seen[key] = [...names.map(name => `${name}: ${style[name]}`), `columns: ${/^[\\d. px]+$/.test(columns) ? columns.split(" ").length : ""}`];
}
return seen }"""


@pytest.fixture(scope="module")
def old(browser: Browser) -> Iterator[Browser]:
    with old_chromium(browser) as launched:
        yield launched


def looks(page: Page, address: str, within: str = "body") -> dict[str, list[str]]:
    page.goto("about:blank")
    page.goto(address)
    if "practice" in address:
        page.wait_for_selector("#practice section")
    return dict(page.evaluate(LOOK, [list(LOOKS), within]))


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "dark desktop"])
def test_every_kind_of_page_looks_as_in_todays_browser(
    browser: Browser, old: Browser, site: Path, size: dict[str, int], scheme: str
) -> None:
    with (
        visiting(browser, viewport=size, color_scheme=scheme) as today,
        visiting(old, viewport=size, color_scheme=scheme) as page,
    ):
        for name in EVERY_KIND:
            address = f"{site.as_uri()}/{name}"
            here, there = looks(page, address), looks(today, address)
            assert list(here) == list(there), name
            differing = {key: set(there[key]) - set(here[key]) for key in here if here[key] != there[key]}
            assert not differing, f"{name}: {differing}"
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} is {wide} px too wide"


def test_the_palette_is_kept_from_page_to_page(old: Browser, site: Path) -> None:
    with visiting(old, viewport=DESKTOP, color_scheme="light") as page:
        page.goto((site / "index.html").as_uri())
        before = page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")
        page.get_by_title("切换到深色").click()
        page.goto((site / "plan.html").as_uri())
        after = page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
        assert after != before


def test_search_in_the_header_and_on_its_page(browser: Browser, old: Browser, site: Path) -> None:
    with visiting(old, viewport=DESKTOP) as page:
        page.goto((site / "plan.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("晨会")
        option = page.locator('#site-search-results [role="option"]').first
        expect(option).to_be_visible()
        expect(option).to_contain_text("晨会")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**#**")
    found = []
    for one in (browser, old):
        with visiting(one, viewport=PHONE) as page:
            page.goto((site / "search.html").as_uri() + "?q=会议日志")
            results = page.locator("#search-page-results a")
            expect(results.first).to_be_visible()
            page.wait_for_function("window.tenregsResults.engine()?.index.asked.length")  # what people ask is there too
            found.append([link.get_attribute("href") for link in results.all()])
    assert found[1] == found[0]
    assert any("F03-01" in str(address) for address in found[1])


def test_links_to_clauses_are_copied_and_terms_explained(old: Browser, site: Path) -> None:
    with visiting(old, viewport=DESKTOP) as page:
        page.goto((site / "regulations/01-operations.html").as_uri())
        button = page.locator('.copy-link[data-anchor="hours--gap"]')
        button.click()
        expect(button).to_have_text("已复制")
        assert page.url.endswith("#hours--gap")
        page.locator("a.term").first.focus()
        expect(page.locator("#term-tip")).to_be_visible()


def test_five_questions_and_the_start_of_a_mock_exam(old: Browser, site: Path) -> None:
    with visiting(old, viewport=PHONE) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        open_practice(page, site, "do/reg/04")
        for number in range(5):
            answer(page, right=number % 2 == 0)
            expect(page.locator(".ask-verdict")).to_contain_text("答错了" if number % 2 else "答对了")
            page.get_by_role("button", name="下一题").click()
        expect(page.locator(".ask-round")).to_contain_text("6 / 20")
        page.goto("about:blank")
        open_practice(page, site, "exam")
        page.get_by_role("button", name="开始考试").click()
        expect(page.locator(".exam-timer")).to_contain_text("剩")
        page.keyboard.press("a")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".exam-number")).to_have_text("第 2 题")


def test_forms_made_out_are_those_of_todays_browser(browser: Browser, old: Browser, site: Path) -> None:
    unit, made = "某某县支公司客户服务中心", []
    for one in (browser, old):
        with visiting(one, viewport=PHONE, accept_downloads=True) as page:
            page.goto((site / "forms/F02-01.html").as_uri())
            choose(page, unit)
            made.append([take(page, link.click) for link in page.locator("a.download[data-template]").all()])
    assert {name.rpartition(".")[2] for name, _ in made[1]} == {"docx", "xlsx"}
    for (name, today), (same, content) in zip(*made, strict=True):
        assert name == same
        assert parts(content) == parts(today), name
        assert unit in office_text(content), name
