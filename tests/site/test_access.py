"""Nothing on any kind of page that axe-core objects to: desktop and phone, light and dark, dialogs and practice open."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ..support import ROOT
from .test_browser import DESKTOP, KINDS, PHONE, visiting

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules/axe-core/axe.min.js"
MORE = (
    "forms/F01-03.html",
    "forms/F05-01.html",
    "forms/F07-01.html",
    "practice.html",
    "practice.html#do/reg/01",
    "practice.html#exam",
)


def complaints(page: Page) -> list[str]:
    assert AXE.exists(), "no axe-core: run `python3 run.py test`"
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "axe.run({ resultTypes: ['violations'], preload: false }).then(r => r.violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`))"
    )
    return [str(one) for one in found]


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "dark")], ids=["desktop", "dark", "phone"]
)
def test_every_kind_of_page(browser: Browser, site: Path, size: dict[str, int], scheme: str) -> None:
    with visiting(browser, viewport=size, color_scheme=scheme) as page:
        for name in (*KINDS, *MORE):
            page.goto("about:blank")
            page.goto(f"{site.as_uri()}/{name}")
            if name.startswith("practice"):
                page.wait_for_selector("#practice section")
            assert complaints(page) == [], name


def test_search_and_the_panel_open(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto((site / "forms/index.html").as_uri())
        page.click('[data-act="edit"]') if page.locator('[data-act="edit"]').is_visible() else None
        assert complaints(page) == []
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("晨会")
        page.wait_for_selector(".site-search-panel li")
        assert complaints(page) == []


def test_an_answered_question_and_an_exams_result(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE, color_scheme="dark") as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto((site / "practice.html").as_uri() + "#do/daily")
        page.wait_for_selector(".ask")
        for _ in range(4):
            for blank in page.locator(".ask-blank").all():
                blank.fill("不知道")
            if page.locator(".ask-option").count():
                page.locator(".ask-option").first.click()
            page.get_by_role("button", name="看结果").click()
            assert complaints(page) == []
            page.get_by_role("button", name="下一题").click()
        page.goto("about:blank")
        page.goto((site / "practice.html").as_uri() + "#exam")
        page.get_by_role("button", name="开始考试").click()
        assert complaints(page) == []
        page.locator(".exam-bar").get_by_role("button", name="交卷").click()
        page.wait_for_selector(".exam-result")
        assert complaints(page) == []
