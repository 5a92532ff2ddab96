"""Every task with the keyboard alone: what is wanted is reached by Tab, is seen to be reached, and answers to the keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .test_browser import DESKTOP, PHONE, visiting

pytestmark = pytest.mark.browser

MOST = 260  # steps that a person might still take; a regulation has some two hundred links
RING = """e => {
  const looks = e.classList.contains("md-option") ? e.nextElementSibling : e;
  const s = getComputedStyle(looks), box = looks.getBoundingClientRect();
  const drawn = (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  return { drawn, seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""


def reach(page: Page, wanted: Locator, most: int = MOST, key: str = "Tab") -> Locator:
    """Tab to `wanted`; it is on the screen and looks as if it had the focus."""
    element = wanted.first
    element.wait_for(state="attached")
    for _ in range(most):
        page.keyboard.press(key)
        if element.evaluate("e => e === document.activeElement"):
            look = element.evaluate(RING)
            assert look["drawn"], f"nothing shows the focus on {element}"
            assert look["seen"], f"{element} has the focus out of sight"
            return element
    raise AssertionError(f"{most} steps did not reach {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter", most: int = MOST) -> None:
    reach(page, wanted, most)
    page.keyboard.press(key)


def test_the_first_step_skips_to_the_content(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "regulations/01-operations.html").as_uri())
        press(page, page.locator(".md-skip"), most=1)
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('.md-content').contains(document.activeElement)")


def test_from_home_to_a_clause_its_duties_and_its_questions(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "index.html").as_uri())
        press(page, page.locator(".md-content a", has_text="营业管理"))
        expect(page).to_have_url(re.compile("regulations/01-operations"))
        duties = page.locator("details.duties").first
        press(page, duties.locator("summary"))
        expect(duties).to_have_attribute("open", "")
        press(page, page.locator(".copy-link").nth(3), key="Space")
        expect(page.locator(".said")).not_to_be_empty()
        quiz = page.locator(".quiz-link").nth(5)
        press(page, quiz)
        expect(page.locator(".ask-stem")).to_be_visible()


def test_the_drawer_on_a_phone(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto((site / "index.html").as_uri())
        press(
            page,
            page.locator(".md-header [aria-label*=导航], .md-header [aria-label*=菜单], .md-header [aria-label*=目录]"),
            most=12,
        )
        link = page.locator(".md-sidebar--primary a:visible", has_text="日程")
        link.first.wait_for()
        page.wait_for_timeout(400)
        press(page, link, most=40)
        expect(page).to_have_url(re.compile("calendar"))


def test_light_and_dark(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "index.html").as_uri())
        before = page.locator("body").get_attribute("data-md-color-scheme")
        press(page, page.locator(".md-header .md-option"), key="ArrowRight", most=20)
        expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", str(before))


def test_a_form_made_out_and_downloaded(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP, accept_downloads=True) as page:
        page.goto((site / "forms/F03-01.html").as_uri())
        press(page, page.get_by_role("button", name="填写机构和月份"))
        expect(page.locator(".made-out input[name=unit]")).to_be_focused()
        page.keyboard.type("湖州分公司客户服务中心")
        press(page, page.get_by_role("button", name=re.compile("^记住")))
        expect(page.locator(".made-out-summary")).to_contain_text("湖州分公司客户服务中心")
        page.keyboard.press("Home")
        with page.expect_download() as download:
            reach(page, page.locator("a[download], .downloads a", has_text="Word"), key="Shift+Tab")
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(".docx")


def test_calendar_glossary_and_search_page_are_narrowed(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "calendar.html").as_uri())
        rows = page.locator(".acts > li:visible")
        every = rows.count()
        press(page, page.locator(".role-filter").get_by_role("button", name="柜面主管"))
        assert 0 < rows.count() < every

        page.goto((site / "glossary.html").as_uri())
        reach(page, page.locator(".term-filter input"))
        page.keyboard.type("晨会")
        page.wait_for_timeout(300)
        assert page.locator(".md-content :is(dt, h2, h3, article):visible", has_text="晨会").count()

        page.goto((site / "search.html").as_uri())
        reach(
            page,
            page.locator(".search-page input[type=search], #search-page input[type=search], main input[type=search]"),
        )
        page.keyboard.type("日清日结")
        page.locator("main a:visible", has_text="日清日结").first.wait_for()


def test_a_mock_exam_handed_in(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto((site / "practice.html").as_uri())
        page.wait_for_selector("#practice section")
        press(page, page.locator("a.practice-way", has_text="模拟考试"))
        press(page, page.get_by_role("button", name="开始考试"))
        expect(page.locator(".exam-number")).to_have_text("第 1 题")
        press(page, page.get_by_role("button", name="交卷"))
        expect(page.locator(".exam-result h2")).to_have_text(re.compile("分，不合格"))
