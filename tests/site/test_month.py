"""A clerk's month before the exam, in a real browser with its own clock: from a folder and from a plain web server."""

from __future__ import annotations

import contextlib
import datetime
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .test_browser import DESKTOP, PHONE
from .test_practice import answer, item

pytestmark = pytest.mark.browser

FIRST, EXAM = datetime.date(2026, 11, 25), datetime.date(2026, 12, 24)
A_DAY = 5


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The test's own output is enough."""


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the site is opened from; by http it stands in a folder of the server."""
    if request.param == "file":
        yield site.as_uri()
        return
    handler = functools.partial(_Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}"
        server.shutdown()


@contextlib.contextmanager
def device(browser: Browser, address: str, day: datetime.date, size: dict[str, int]) -> Iterator[Page]:
    """A device on a day; whatever it asks for elsewhere, or breaks, fails the test."""
    context = browser.new_context(viewport=size, accept_downloads=True)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    start = address.rsplit("/", 1)[0]
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((start, "data:", "blob:")) else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.clock.install(time=f"{day}T09:00:00")
    yield page
    context.close()
    assert not wrong


def practise(page: Page, address: str, way: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{address}/practice.html" + (f"#{way}" if way else ""))
    page.wait_for_selector("#practice section")


def knows(stem: str, day: int) -> bool:
    """This clerk errs in every third question at first, and ever less."""
    return (len(stem) + day) % 3 > 0 or day > 20


def test_a_clerks_month(browser: Browser, site: Path, address: str, tmp_path: Path) -> None:
    asked: list[str] = []
    wrong: set[str] = set()
    days = [FIRST + datetime.timedelta(days) for days in range(0, 28, 2)]
    with device(browser, address, FIRST, PHONE) as page:
        practise(page, address)
        page.fill('input[type="date"]', str(EXAM))
        for minutes, brief in ((5, "考前做不完一遍"), (60, "之后先练最可能忘的")):
            page.fill('input[type="number"]', str(minutes))
            page.locator('input[type="number"]').press("Tab")
            expect(page.locator(".practice-settings")).to_contain_text(brief)
        expect(page.locator(".practice-ready")).to_contain_text("题量不足，暂不估计")
        for day in days:
            page.clock.set_system_time(f"{day}T09:00:00")
            practise(page, address)
            expect(page.locator(".practice-today")).to_contain_text(f"离考试 {(EXAM - day).days} 天")
            page.locator(".practice-today a").click()
            for number in range(A_DAY):
                one = item(page)
                right = knows(str(one["stem"]), (day - FIRST).days)
                asked.append(str(one["id"]))
                wrong.discard(str(one["id"]))
                if not right:
                    wrong.add(str(one["id"]))
                answer(page, right)
                expect(page.locator(".ask-verdict")).to_contain_text("答对了" if right else "答错了")
                expect(page.locator(".ask-clause")).not_to_have_count(0)
                if number < A_DAY - 1:
                    page.locator(".ask-result button", has_text="下一题").click()
        # New questions go on to the end, and those answered wrong come again before it.
        assert len(set(asked)) > 40
        assert len(asked) > len(set(asked))
        page.clock.set_system_time(f"{EXAM - datetime.timedelta(2)}T09:00:00")
        practise(page, address)
        book = page.locator("a.practice-way", has_text="错题本").locator("em")
        assert int(book.inner_text()) >= len(wrong) > 0
        expect(page.locator(".practice-chart")).to_have_attribute("aria-label", re.compile(f"共答 {len(asked)} 题"))
        practise(page, address, "do/wrong")
        assert item(page)["id"] in set(asked)

        practise(page, address, "exam")
        page.get_by_role("button", name="开始考试").click()
        for number in range(50):
            if number == 20:
                page.clock.set_system_time(f"{EXAM - datetime.timedelta(2)}T09:20:00")
                page.reload()
                expect(page.locator(".exam-number")).to_have_text("第 21 题")
                expect(page.locator(".exam-timer")).to_have_text(re.compile(r"剩 (40:00|39:5\d)"))
            if page.locator(".ask-blank").count():
                page.locator(".ask-blank").first.fill("9点")
            else:
                page.locator(".ask-option").first.click()
            page.locator(".exam-desk").get_by_role("button", name="交卷" if number == 49 else "下一题").click()
        expect(page.locator(".exam-result h2")).to_have_text(re.compile(r"分，不?合格"))
        score = page.inner_text(".exam-result h2").split(" ")[0]
        with page.expect_download() as download:
            practise(page, address)
            page.get_by_role("button", name="导出").click()
        file = tmp_path / "records.json"
        download.value.save_as(file)

    with device(browser, address, EXAM - datetime.timedelta(1), DESKTOP) as page:
        practise(page, address)
        page.set_input_files('input[type="file"]', file)
        expect(page.locator(".practice-said")).to_contain_text("合在一起")
        expect(page.locator(".practice-today")).to_contain_text("离考试 1 天")
        practise(page, address, "exam")
        expect(page.locator(".exam-history")).to_contain_text(f"{score} 分")
        practise(page, address, "do/today")
        answer(page, True)
        expect(page.locator(".ask-verdict")).to_contain_text("答对了")
