"""The site as its readers meet it: a real browser, from a folder, no network, phone and desktop, light and dark."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PHONE, NARROW, DESKTOP = {"width": 390, "height": 844}, {"width": 320, "height": 640}, {"width": 1440, "height": 900}
KINDS = (
    "index.html", "regulations/index.html", "regulations/01-operations.html", "duties/index.html", "duties/counter-supervisor.html",
    "calendar.html", "plan.html", "forms/index.html", "forms/F03-01.html", "glossary.html", "changes.html", "sources.html",
    "trace.html", "open-questions.html", "search.html", "help/index.html", "help/administrator.html",
)  # fmt: skip


@contextlib.contextmanager
def visiting(browser: Browser, **options: object) -> Iterator[Page]:
    """A page that fails the test on script errors and on any request that leaves the folder."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
    # The icon is given up when the test moves on at once; whatever is missing fails otherwise.
    page.on("requestfailed", lambda r: wrong.append(f"failed {r.url}") if "ERR_ABORTED" not in str(r.failure) else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    yield page
    context.close()
    assert not wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens_from_a_folder_without_a_request_outside(browser: Browser, site: Path, scheme: str) -> None:
    with visiting(browser, viewport=DESKTOP, color_scheme=scheme) as page:
        # 404.html is only ever sent by a server, for addresses of any depth.
        for path in sorted(set(site.rglob("*.html")) - {site / "404.html"}):
            page.goto(path.as_uri())
            assert page.locator("h1").count() >= 1, path


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["320", "390"])
def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, site: Path, size: dict[str, int]) -> None:
    with visiting(browser, viewport=size) as page:
        for name in KINDS:
            page.goto((site / name).as_uri())
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} is {wide} px too wide"


def test_search_from_the_header_with_the_keyboard(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "plan.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("晨会")
        options = page.locator('#site-search-results [role="option"]')
        expect(options.first).to_be_visible()
        assert "晨会" in options.first.inner_text()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**#**")
        assert page.url.startswith("file:")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("假前 现金", "现金"),
        ("营业时间公告牌", "公告牌"),
        ("会议日志", "F03-01"),
        ("早会", "晨会"),
        ("15日", "15日"),
        ("日清日结", "日清日结"),
        ("晨会几分钟", "晨会"),
        ("投诉几天", "投诉"),
        ("排班表什么时候公布", "排班表"),
        ("公章", "印章"),
        ("微笑", "微笑"),
    ],
)
def test_search_page_finds_what_people_type(browser: Browser, site: Path, query: str, wanted: str) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto((site / "search.html").as_uri() + f"?q={query}")
        results = page.locator("#search-page-results > li a")
        expect(results.first).to_be_visible()
        assert any(wanted in text for text in results.all_inner_texts()[:5])


def test_search_says_so_when_nothing_is_found(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto((site / "search.html").as_uri() + "?q=火星殖民地")
        expect(page.locator("main")).to_contain_text("没有找到“火星殖民地”")


def test_a_term_is_explained_on_focus_and_hover(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "regulations/01-operations.html").as_uri())
        term = page.locator("a.term").first
        term.focus()
        tip = page.locator("#term-tip")
        expect(tip).to_be_visible()
        assert tip.inner_text() == term.get_attribute("data-tip")
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        term.hover()
        expect(tip).to_be_visible()


def test_a_tap_explains_a_term_and_a_second_tap_follows_it(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.goto((site / "regulations/01-operations.html").as_uri())
        term = page.locator("a.term").first
        term.scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        term.tap()
        expect(page.locator("#term-tip")).to_be_visible()
        assert "glossary" not in page.url
        term.tap()
        page.wait_for_url("**/glossary.html#**")


def test_copy_link_gives_the_permanent_address(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "regulations/01-operations.html").as_uri())
        button = page.locator('.copy-link[data-anchor="hours--gap"]')
        button.click()
        expect(button).to_have_text("已复制")
        assert page.url.endswith("#hours--gap")


def test_an_anchor_lands_below_the_header(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "regulations/01-operations.html").as_uri() + "#daily--after-closing")
        page.wait_for_timeout(400)
        top = page.locator('[id="daily--after-closing"]').evaluate("e => e.getBoundingClientRect().top")
        header = page.locator(".md-header").evaluate("e => e.getBoundingClientRect().bottom")
        assert header - 2 <= top <= header + 200


def test_a_regulation_prints_as_a4_without_navigation(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "regulations/01-operations.html").as_uri())
        page.emulate_media(media="print")
        for hidden in (".md-header", ".md-sidebar", ".copy-link", ".site-search"):
            assert not any(box.is_visible() for box in page.locator(hidden).all()), hidden
        assert page.locator(".basis-draft").first.is_visible()


def test_the_calendar_shows_one_post_alone(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto((site / "calendar.html").as_uri() + "?role=teller")
        rows = page.locator(".acts > li, tr[data-roles]")
        held = rows.evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.roles.split(' '))",
        )
        assert held and all({"teller", "all-staff"} & set(roles) for roles in held)
        page.get_by_role("button", name="所有岗位").click()
        assert rows.evaluate_all("all => all.filter(e => e.checkVisibility()).length") > len(held)


SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(e => shifts.push([e.value, e.sources.map(s => s.node && (s.node.className || s.node.nodeName))])))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
def test_nothing_moves_while_a_page_opens(browser: Browser, site: Path, size: dict[str, int]) -> None:
    with visiting(browser, viewport=size) as page:
        page.add_init_script(SHIFTS)
        for name in (*KINDS, "practice.html"):
            page.goto((site / name).as_uri())
            page.wait_for_timeout(400)
            shifts = page.evaluate("shifts")
            # What a line gains while the page is still being read in stays below what a report's two digits show.
            assert sum(value for value, _ in shifts) < 0.005, (name, shifts)
