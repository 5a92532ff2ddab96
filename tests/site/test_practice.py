"""练习 as a clerk meets it: from a folder, on a phone, by keyboard, over days; nothing formal on the site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from generator.exams import written
from generator.model import Pool

from .. import cupboard
from .test_browser import DESKTOP, NARROW, PHONE, visiting

pytestmark = pytest.mark.browser


def open_practice(page: Page, site: Path, way: str = "") -> None:
    page.goto((site / "practice.html").as_uri() + (f"#{way}" if way else ""))
    page.wait_for_selector("#practice section")


def item(page: Page) -> dict[str, object]:
    """The item on the screen, as the bank has it."""
    stem = page.inner_text(".ask-stem")
    found = page.evaluate(
        """stem => { const plain = t => t.replace(/\\*\\*|＿＿＿＿|\\s/g, "");
        return tenregsItems.bank.items.filter(i => i.stem !== undefined && plain(i.stem) === plain(stem)) }""",
        re.sub(r"\s", "", stem),
    )
    assert found, stem
    return dict(found[0])


def answer(page: Page, right: bool) -> None:
    """Answer the item on the screen rightly or wrongly, and go as far as the verdict."""
    asked = item(page)
    body, kind = asked["body"], asked["type"]
    if kind in (0, 1):
        assert isinstance(body, list)
        wanted = [row[0] for row in body if bool(row[1]) is right]
        for text in wanted[: None if right and kind == 1 else 1]:
            page.locator(".ask-option", has=page.get_by_text(text.replace("**", ""), exact=True)).first.click()
    elif kind == 2:
        page.locator(".ask-option", has_text="对" if bool(body) is right else "错").first.click()
    elif kind == 3:
        assert isinstance(body, list)
        for blank, accepted in zip(page.locator(".ask-blank").all(), body, strict=True):
            blank.fill(accepted[-1] if right else "不知道")
    elif kind == 4:
        assert isinstance(body, list)
        for place in range(len(body)) if right else ():
            rows = page.locator(".ask-steps li .ask-words").all_inner_texts()
            at = rows.index(str(body[place]).replace("**", ""))
            for _ in range(at - place):
                page.locator(".ask-steps li").nth(at).get_by_role("button", name="上移").click()
                at -= 1
    else:
        page.fill(".ask-text", "先登记，再报告")
    page.get_by_role("button", name="看结果").click()
    if isinstance(kind, int) and kind >= 5:
        for box in page.locator(".ask-points input").all() if right else ():
            box.check()
        page.get_by_role("button", name="打好勾了").click()


def test_a_round_tells_right_from_wrong_and_why(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        open_practice(page, site, "do/reg/04")
        for number in range(20):
            right = number % 3 > 0
            answer(page, right)
            expect(page.locator(".ask-verdict")).to_contain_text("答对了" if right else "答错了")
            expect(page.locator(".ask-clause a").first).to_have_attribute("href", re.compile(r"regulations/\d\d-.*#"))
            page.get_by_role("button", name="看小结" if number == 19 else "下一题").click()
        expect(page.locator(".practice-summary h2")).to_contain_text("答对 13 道，错 7 道")
        page.get_by_role("button", name="回到练习").click()
        expect(page.locator("a.practice-way", has_text="错题本").locator("em")).to_have_text("7")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_what_was_right_is_in_sight_after_an_answer_and_the_round_goes_on_where_it_was_left(
    browser: Browser, site: Path
) -> None:
    with visiting(browser, viewport=PHONE) as page:
        open_practice(page, site, "do/reg/04")
        for number in range(4):
            answer(page, number % 2 > 0)
            head, verdict = page.locator(".md-header").bounding_box(), page.locator(".ask-verdict").bounding_box()
            assert head and verdict and head["y"] + head["height"] <= verdict["y"] <= PHONE["height"] - 80
            page.get_by_role("button", name="下一题").click()
        stem = page.locator(".ask-stem").inner_text()
        page.reload()
        expect(page.locator(".ask-round")).to_contain_text("5 / 20")
        expect(page.locator(".ask-stem")).to_have_text(stem)
        page.get_by_role("button", name="返回").click()
        page.locator(".practice-strength a").nth(3).click()
        expect(page.locator(".ask-round")).to_contain_text("5 / 20")
        page.goto("about:blank")
        open_practice(page, site, "do/reg/05")
        expect(page.locator(".ask-round")).to_contain_text("1 / 20")


def test_by_keyboard_alone(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        open_practice(page, site, "do/daily")
        for _ in range(10):
            if page.locator(".ask-option").count():
                page.keyboard.press("b")
                expect(page.locator(".ask-option input:checked")).to_have_count(1)
            elif page.locator(".ask-blank").count():
                for _ in page.locator(".ask-blank").all():
                    page.keyboard.type("9点")
                    page.keyboard.press("Tab")
                page.locator(".ask-stem").evaluate("node => node.focus()")
            if page.locator(".ask-steps").count():
                page.get_by_role("button", name="看结果").press("Enter")
            else:
                page.keyboard.press("Enter")
            expect(page.locator(".ask-verdict")).to_be_visible()
            page.keyboard.press("Enter")
        expect(page.locator(".practice-summary")).to_be_visible()


def test_a_wrong_item_leaves_the_book_after_two_right_answers_on_different_days(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.clock.install(time="2026-11-25T09:00:00")

        def on(day: str, right: bool, way: str) -> None:
            page.clock.set_system_time(f"{day}T09:00:00")
            page.goto("about:blank")
            open_practice(page, site, way)
            answer(page, right)

        on("2026-11-25", False, "do/clause/01/general/purpose")
        on("2026-11-25", True, "do/wrong")
        page.goto("about:blank")
        on("2026-11-25", True, "do/wrong")  # the same day counts once
        on("2026-11-26", True, "do/wrong")
        open_practice(page, site)
        page.get_by_role("button", name="返回").click() if page.get_by_role("button", name="返回").count() else None
        expect(page.locator("a.practice-way", has_text="错题本").locator("em")).to_have_text("0")


def test_the_plan_follows_the_exam_date_and_what_is_known_survives(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.clock.install(time="2026-11-25T09:00:00")
        open_practice(page, site)
        page.fill('input[type="date"]', "2026-12-20")
        page.fill('input[type="number"]', "20")
        page.locator('input[type="number"]').press("Tab")
        expect(page.locator(".practice-today b")).to_have_text("今天 30 题")
        expect(page.locator(".practice-today span")).to_contain_text("离考试 25 天")
        page.locator(".practice-today a").click()
        for _ in range(3):
            answer(page, True)
            page.get_by_role("button", name="下一题").click()
        page.reload()
        page.get_by_role("button", name="返回").click()
        expect(page.locator(".practice-today b")).to_have_text("今天 27 题")
        page.clock.set_system_time("2026-11-26T09:00:00")
        page.reload()
        expect(page.locator(".practice-today b")).to_have_text("今天 30 题")


def test_a_changed_item_is_asked_again_and_a_forgotten_one_is_left_alone(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        open_practice(page, site, "do/clause/01/general/purpose")
        answer(page, True)
        key = "tenregs.1.practice"
        page.evaluate(
            """key => { const data = JSON.parse(localStorage.getItem(key)); const [id] = Object.keys(data.cards);
            data.cards[id].m = "other1"; data.cards["01/questions/gone"] = { ...data.cards[id] }; localStorage.setItem(key, JSON.stringify(data)) }""",
            key,
        )
        page.goto("about:blank")
        open_practice(page, site)
        expect(page.locator(".practice-strength li").first).to_contain_text("做过 0")
        assert "01/questions/gone" in page.evaluate("localStorage.getItem('tenregs.1.practice')")


def test_records_go_to_another_device_and_are_merged_there(browser: Browser, site: Path, tmp_path: Path) -> None:
    with visiting(browser, viewport=DESKTOP, accept_downloads=True) as page:
        open_practice(page, site, "do/reg/03")
        answer(page, False)
        page.get_by_role("button", name="下一题").click()
        page.get_by_role("button", name="返回").click()
        with page.expect_download() as started:
            page.get_by_role("button", name="导出").click()
        file = tmp_path / "records.json"
        started.value.save_as(file)
    with visiting(browser, viewport=PHONE) as page:
        open_practice(page, site, "do/reg/09")
        answer(page, False)
        page.get_by_role("button", name="下一题").click()
        page.get_by_role("button", name="返回").click()
        page.set_input_files('input[type="file"]', file)
        expect(page.locator(".practice-said")).to_contain_text("合在一起")
        expect(page.locator("a.practice-way", has_text="错题本").locator("em")).to_have_text("2")
        for bad in ("不是 JSON", "[]", json.dumps({"app": "tenregs", "v": 99}), json.dumps({"app": "other", "v": 1})):
            broken = tmp_path / "bad.json"
            broken.write_text(bad, encoding="utf-8")
            page.set_input_files('input[type="file"]', broken)
            expect(page.locator(".practice-said")).to_contain_text("导出的")
        hostile = {
            "app": "tenregs",
            "v": 1,
            "cards": {"<img src=x onerror=alert(1)>": {"s": 1, "d": 5, "t": 1}, "__proto__": {"s": "x"}},
        }
        broken.write_text(json.dumps(hostile), encoding="utf-8")
        page.set_input_files('input[type="file"]', broken)
        expect(page.locator("a.practice-way", has_text="错题本").locator("em")).to_have_text("2")


@pytest.mark.parametrize("how", ["full", "forbidden"])
def test_without_storage_a_session_works_and_says_so(browser: Browser, site: Path, how: str) -> None:
    script = {
        "full": "Storage.prototype.setItem = () => { throw new DOMException('exceeded', 'QuotaExceededError') }",
        "forbidden": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied') } })",
    }[how]
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    wrong: list[str] = []
    # Material's own script for the palette does not expect to be denied.
    page.on("pageerror", lambda error: wrong.append(str(error)) if str(error) != "denied" else None)
    page.add_init_script(script)
    open_practice(page, site, "do/reg/05")
    answer(page, True)
    expect(page.locator(".practice-said")).to_contain_text("存储满了" if how == "full" else "不让网页存数据")
    page.get_by_role("button", name="下一题").click()
    expect(page.locator(".ask-round")).to_contain_text("2 / 20")
    page.close()
    assert not wrong


def test_a_mock_exam_goes_on_after_a_reload_and_is_marked_by_the_papers_rule(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.clock.install(time="2026-11-25T09:00:00")
        page.on("dialog", lambda dialog: dialog.accept())
        open_practice(page, site, "exam")
        page.get_by_role("button", name="开始考试").click()
        expect(page.locator(".exam-timer")).to_have_text(re.compile(r"剩 (60:00|59:59)"))
        for _ in range(4):
            page.keyboard.press("a")
            page.keyboard.press("ArrowRight")
        page.clock.set_system_time("2026-11-25T09:10:00")
        page.reload()
        expect(page.locator(".exam-timer")).to_have_text(re.compile(r"剩 (50:00|49:5\d)"))
        expect(page.locator(".exam-number")).to_have_text("第 5 题")
        page.locator(".exam-sheet-box summary").click()
        expect(page.locator(".exam-sheet .exam-done")).to_have_count(4)
        right = page.evaluate(
            """() => { const exam = JSON.parse(localStorage.getItem("tenregs.1.exam")); const { bank, rights, MULTIPLE } = tenregsItems;
            for (const id of exam.parts.flat()) { const i = bank.byId.get(id);
              exam.answers[id] = i.type === 2 ? i.body : i.type === 3 ? i.body.map(b => b[0]) : rights(i); }
            localStorage.setItem("tenregs.1.exam", JSON.stringify(exam)); return exam.parts.map(p => p.length) }"""
        )
        assert right == [25, 10, 10, 5]
        page.reload()
        page.locator(".exam-bar").get_by_role("button", name="交卷").click()
        expect(page.locator(".exam-result h2")).to_have_text("100 分，合格")
        expect(page.locator(".exam-unofficial")).to_have_text("自测，非正式成绩")
        page.goto("about:blank")
        open_practice(page, site, "exam")
        expect(page.locator(".exam-history")).to_contain_text("100 分")


def test_an_exam_under_way_is_told_and_one_that_was_sat_can_be_read_again(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.clock.install(time="2026-11-25T09:00:00")
        page.on("dialog", lambda dialog: dialog.accept())
        open_practice(page, site, "exam")
        page.get_by_role("button", name="开始考试").click()
        page.keyboard.press("a")
        page.locator(".exam-sheet-box summary").click()
        page.locator(".exam-sheet button").nth(45).click()
        expect(page.locator(".exam-number")).to_be_in_viewport()
        expect(page.locator(".exam-number")).to_have_text("第 46 题")
        page.goto("about:blank")
        page.clock.set_system_time("2026-11-25T09:20:00")
        open_practice(page, site, "")
        expect(page.locator(".practice-running")).to_contain_text("还剩 40 分钟")
        page.locator(".practice-running").click()
        expect(page.locator(".exam-number")).to_have_text("第 46 题")
        page.locator(".exam-bar").get_by_role("button", name="交卷").click()
        heading = page.locator(".exam-result h2").inner_text()
        lost = page.locator(".exam-wrong").count()
        assert lost >= 49
        expect(page.locator(".exam-result .practice-note")).to_contain_text("49 题没有答")
        sheet = page.pdf(format="A4")
        assert len(PdfDocument(sheet)) == 1
        page.get_by_role("button", name="回到练习").click()
        expect(page.locator(".practice-running")).to_have_count(0)
        page.goto("about:blank")
        open_practice(page, site, "exam")
        page.locator(".exam-again").click()
        expect(page.locator(".exam-result h2")).to_have_text(heading)
        expect(page.locator(".exam-wrong")).to_have_count(lost)
        page.get_by_role("button", name="练失分的题").click()
        expect(page.locator(".ask-round")).to_contain_text("失分的题　1 / 20")


def test_time_runs_out_while_the_tab_is_closed(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.clock.install(time="2026-11-25T09:00:00")
        open_practice(page, site, "exam")
        page.get_by_role("button", name="开始考试").click()
        page.keyboard.press("a")
        page.goto("about:blank")
        page.clock.set_system_time("2026-11-25T11:00:00")
        page.goto((site / "practice.html").as_uri() + "#exam")
        expect(page.locator(".exam-result")).to_contain_text("到时自动交卷")


@pytest.mark.parametrize(
    ("rule", "answers", "marks"),
    [
        ("strict", [[0, 1], [0], [0, 2], [0, 1, 2]], [3, 0, 0, 0]),
        ("half", [[0, 1], [0], [0, 2], []], [3, 1.5, 0, 0]),
        ("per_option", [[0, 1], [0], [0, 2], [0, 1, 2]], [3, 1.5, 0, 1.5]),
    ],
)
def test_rules_for_multiple_choice(
    browser: Browser, site: Path, rule: str, answers: list[list[int]], marks: list[float]
) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        open_practice(page, site)
        made = page.evaluate(
            """([rule, answers]) => { const item = { type: 1, body: [["甲", 1], ["乙", 1], ["丙", 0], ["丁", 0]] };
            return answers.map(a => tenregsExam.marksFor(item, a, 3, rule)) }""",
            [rule, answers],
        )
        assert made == marks


@pytest.mark.parametrize(
    ("typed", "accepted", "right"),
    [
        ("九点", "9:00", True), ("9点", "9:00", True), ("9：00", "9:00", True), ("下午5点", "17:00", True),
        ("九点半", "9:30", True), ("三个工作日", "3个工作日", True), ("3 个工作日", "3个工作日", True), ("１５分钟", "15分钟", True),
        ("25号", "25日", True), ("十五分钟", "15分钟", True), ("半小时", "30分钟", True), ("柜面主管。", "柜面主管", True),
        ("3日", "3个工作日", False), ("19:00", "9:00", False), ("", "9:00", False), ("柜员", "柜面主管", False),
    ],
)  # fmt: skip
def test_answers_typed_by_hand(browser: Browser, site: Path, typed: str, accepted: str, right: bool) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        open_practice(page, site)
        item = {"type": 3, "body": [[accepted]]}
        assert page.evaluate("([item, typed]) => tenregsItems.isRight(item, [typed])", [item, typed]) is right


def test_formal_items_never_reach_the_site(site: Path) -> None:
    """Neither their ids nor their stems stand in any file of the built site."""
    formal = [one for one in written(cupboard.index()) if one.pool is Pool.FORMAL]
    assert formal
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in site.rglob("*")
        if path.suffix in (".html", ".js", ".json", ".txt", ".xml", ".css")
    ]
    for one in formal:
        stem = one.stem.replace("**", "")
        for text in texts:
            assert one.id not in text, one.id
            assert len(stem) < 16 or stem not in text, one.id


def test_practice_fits_the_narrowest_phone(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=NARROW) as page:
        for way in ("", "do/reg/01", "exam"):
            page.goto("about:blank")
            open_practice(page, site, way)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], way


def test_an_article_leads_to_its_own_questions(browser: Browser, site: Path) -> None:
    for size in (PHONE, DESKTOP):
        with visiting(browser, viewport=size) as page:
            page.goto((site / "regulations/01-operations.html").as_uri())
            ways = page.locator(".quiz-link")
            assert ways.count() > 10
            expect(ways.nth(3)).to_have_css("opacity", "1")
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "regulations/01-operations.html").as_uri())
        page.locator(".quiz-link").nth(3).click()
        page.wait_for_selector(".ask")
        expect(page.locator(".ask-round")).to_contain_text("考考我")
