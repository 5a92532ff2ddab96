"""The editor in a real browser, as an administrator uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.source import load

from .conftest import Start, close, facts, field, save, settled

pytestmark = pytest.mark.browser

FILE = "regulations/01-opening/regulation.yml"


def text_of(project: Path, name: str = FILE) -> str:
    return (project / name).read_text(encoding="utf-8")


def former(project: Path) -> list[str]:
    """What the history on the disk holds of the regulation."""
    return [path.read_text("utf-8") for path in sorted((project / "build/desk/history" / FILE).iterdir())]


def test_a_rule_broken_is_told_beside_the_field_and_mended_and_one_line_changes(page: Page, project: Path) -> None:
    before = text_of(project)
    facts(page)
    field(page, "facts/opening_time/value").fill("8:45")
    told = page.locator(".desk-fact", has_text="{opening_time}")
    expect(told).to_contain_text("错误：上班与开门之间不能少于30分钟", timeout=180_000)
    assert text_of(project) == before
    field(page, "facts/opening_time/value").fill("9:15")
    expect(told).not_to_contain_text("错误：", timeout=180_000)
    expect(page.locator(".desk-impact")).to_contain_text("结束 9:00→9:15", timeout=180_000)
    save(page)
    expect(page.locator(".q-dialog")).to_contain_text(
        "题目" if "题目" in page.locator(".q-dialog").inner_text() else "职责"
    )
    assert text_of(project) == before.replace("value: 9:00", "value: 9:15")
    assert former(project) == [before]
    close(page)
    page.get_by_role("button", name="以前的版本").click()
    page.get_by_role("button", name="看差别").click()
    expect(page.locator(".desk-beside td")).to_have_text([re.compile("value: 9:00"), re.compile("value: 9:15")])
    page.get_by_role("button", name="关闭").last.click()
    page.get_by_role("button", name="取回").click()
    settled(page)
    save(page)
    assert text_of(project) == before


def test_an_article_is_added_moved_and_seen_before_it_is_saved(page: Page, project: Path) -> None:
    before = text_of(project)
    page.get_by_role("button", name="加一条").click()
    dialog = page.locator(".q-dialog")
    dialog.get_by_label("标识").fill("Queue Guide")
    dialog.get_by_label("条名").fill("排队引导")
    dialog.get_by_label("正文").fill("{@librarian}引导读者排队。<b>不是网页</b>")
    dialog.get_by_role("button", name="加上").click()
    expect(dialog).to_contain_text("标识用小写英文单词")
    dialog.get_by_label("标识").fill("queue-guide")
    dialog.get_by_role("button", name="加上").click()
    preview = page.frame_locator("iframe")
    expect(preview.locator("body")).to_contain_text("馆员引导读者排队。<b>不是网页</b>", timeout=180_000)
    expect(preview.locator("h1")).to_have_text("第四条　排队引导")
    page.get_by_role("button", name="上移一条").click()
    expect(preview.locator("h1")).to_have_text("第三条　排队引导", timeout=180_000)
    assert text_of(project) == before
    save(page)
    library = load(project / "regulations").library
    assert library is not None
    patrol = [clause.address for clause in library.clauses.values() if clause.chapter.id == "patrol"]
    assert patrol == ["01/patrol/rounds", "01/patrol/queue-guide", "01/patrol/records"]
    kept = [line for line in text_of(project).splitlines() if line in before.splitlines()]
    assert len(kept) >= len(before.splitlines())


def confirm(page: Page) -> None:
    page.get_by_role("button", name="待核对 1").click()
    dialog = page.locator(".q-dialog")
    expect(dialog).to_contain_text("读者的意见由谁负责答复？")
    dialog.get_by_role("checkbox").first.click()
    dialog.get_by_label("核对人姓名").fill("张三")
    dialog.get_by_role("button", name="看过了，没有问题").click()
    expect(page.get_by_role("button", name=re.compile("^fact_check待核对$|^待核对$"))).to_be_visible(timeout=180_000)


def test_suspect_questions_are_confirmed_with_a_name(page: Page, project: Path) -> None:
    confirm(page)
    assert "by: 张三" in text_of(project, "regulations/02-visitors/questions.yml")


def test_nothing_is_asked_of_another_machine_and_the_page_speaks_chinese(
    browser: Browser, start: Start, project: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    address = start()
    page.goto(address)
    page.wait_for_selector(".desk-item")
    page.get_by_role("button", name="第一条").first.click()
    page.frame_locator("iframe").locator("h1").wait_for()
    home = re.match(r"\w+://([^/]+)", address)
    assert home and {re.sub(r"^\w+://([^/]+).*", r"\1", url) for url in asked if url.startswith(("http", "ws"))} == {
        home[1]
    }
    assert not said
    assert page.locator("html").get_attribute("lang") == "zh-CN" and "token" not in page.url
    context.close()


def test_nothing_can_be_pressed_before_the_page_is_connected(browser: Browser, start: Start, project: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route_web_socket(re.compile("."), lambda socket: None)  # nobody answers
    page.goto(start())
    expect(page.get_by_text("正在打开")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    context.close()


def test_two_editors_at_once_lose_nothing_silently(browser: Browser, start: Start, project: Path) -> None:
    before = text_of(project)
    contexts = [browser.new_context(viewport={"width": 1500, "height": 1000}) for _ in range(2)]
    first, second = (context.new_page() for context in contexts)
    for page in (first, second):
        page.set_default_timeout(180_000)
        page.goto(start())
        page.wait_for_selector(".desk-item")
        facts(page)
    field(first, "facts/opening_time/value").fill("9:15")
    save(first)
    close(first)
    field(second, "facts/closing_time/value").fill("18:00")
    second.keyboard.press("Control+s")
    dialog = second.locator(".q-dialog")
    expect(dialog).to_contain_text("读过以后又被改过")
    shown = dialog.locator(".desk-difference")
    expect(shown).to_have_count(2)
    expect(shown.nth(0)).to_contain_text("只有对方改了")
    expect(shown.nth(0).locator("td").first).to_contain_text("value: 9:15")
    expect(shown.nth(1)).to_contain_text("只有您改了")
    expect(shown.nth(1).locator("td").last).to_contain_text("value: 18:00")
    assert text_of(project) == before.replace("value: 9:00", "value: 9:15")
    second.get_by_role("button", name="按下面选的保存").click()
    second.get_by_text("改动影响到").wait_for()
    assert text_of(project) == before.replace("value: 9:00", "value: 9:15").replace("17:30", "18:00")
    kept = former(project)
    assert before.replace("value: 9:00", "value: 9:15") in kept and before.replace("17:30", "18:00") in kept
    close(second)
    field(first, "facts/opening_time/value").fill("9:20")
    first.keyboard.press("Control+s")
    expect(first.locator(".q-dialog", has_text="读过以后又被改过")).to_be_visible()
    first.get_by_role("button", name="全部用文件里现在的").click()
    first.locator(".q-dialog", has_text="读过以后又被改过").wait_for(state="detached")
    expect(field(first, "facts/opening_time/value")).to_have_value("9:15", timeout=180_000)
    assert "9:20" not in text_of(project) and any("value: 9:20" in one for one in former(project))
    for context in contexts:
        context.close()


def test_leaving_with_something_unsaved_is_asked_about(page: Page) -> None:
    facts(page)
    field(page, "facts/opening_time/value").fill("9:20")
    settled(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_what_is_saved_is_compared_and_published_and_what_is_broken_is_not(page: Page, project: Path) -> None:
    facts(page)
    field(page, "facts/opening_time/value").fill("9:15")
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".q-notification").last).to_contain_text("先保存再发布")
    save(page)
    close(page)
    page.get_by_role("button", name="修订对照").click()
    compared = page.locator(".desk-amendments")
    expect(compared.locator("del").filter(has_text="9:00").first).to_be_visible(timeout=180_000)
    expect(compared.locator("tr").filter(has_text="到岗，阅览室9:15开门").locator("ins")).to_have_text("9:15")
    close(page)
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".q-dialog")).to_contain_text("现在不能发布", timeout=180_000)
    expect(page.locator(".q-dialog")).to_contain_text("02-visitors/questions.yml")
    close(page)
    confirm(page)
    field(page, "facts/opening_time/value").fill("8:40")
    save(page)
    close(page)
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".q-dialog")).to_contain_text("上班与开门之间不能少于30分钟", timeout=180_000)
    assert not (project / "build/releases").exists()


def test_an_article_is_retired_with_the_date_and_what_rests_on_it_is_told(page: Page, project: Path) -> None:
    before = text_of(project)
    page.get_by_role("button", name="巡查时点").click()
    page.get_by_role("button", name="废止这一条").click()
    dialog = page.locator(".q-dialog")
    expect(dialog).to_contain_text("第一条“登记与答复”引用它")
    expect(dialog).to_contain_text("F01-01")
    dialog.get_by_label("废止日期").fill("2027-01-01")
    dialog.get_by_role("button", name="废止", exact=True).click()
    expect(page.frame_locator("iframe").locator("h1")).to_have_text(
        "第二条　巡查时点（2027-01-01起废止）", timeout=180_000
    )
    expect(page.get_by_role("button", name="检查结果")).to_contain_text("提醒", timeout=180_000)
    save(page)
    assert [line for line in text_of(project).splitlines() if line not in before.splitlines()] == [
        "        retired: {on: 2027-01-01}"
    ]


def test_an_edition_is_begun_and_the_one_before_is_kept(page: Page, project: Path) -> None:
    before = (project / FILE).read_bytes()
    page.get_by_role("button", name="制度", exact=True).click()
    page.locator(".desk-item", has_text="名称、要点").first.click()
    page.get_by_role("button", name="立新版").click()
    dialog = page.locator(".q-dialog")
    expect(dialog.get_by_label("版本号")).to_have_value("1.2")
    dialog.get_by_label("改了什么").fill("提前开门")
    dialog.get_by_label("发布日期").fill("2099-12-10")
    dialog.get_by_label("施行日期").fill("2099-12-05")
    dialog.get_by_role("button", name="立新版").click()
    expect(dialog).to_contain_text("比发布日期 2099-12-10 还早", timeout=180_000)
    assert (project / FILE).read_bytes() == before and not (project / FILE).with_name("versions").exists()
    dialog.get_by_label("施行日期").fill("2100-01-01")
    dialog.get_by_role("button", name="立新版").click()
    dialog.wait_for(state="detached")
    assert (project / FILE).with_name("versions").joinpath("1.1/regulation.yml").read_bytes() == before
    assert text_of(project).split("editions:")[1].lstrip().startswith('- version: "1.2"')
    expect(field(page, "editions/0/version")).to_have_value("1.2", timeout=180_000)


def test_files_that_cannot_be_read_are_told_with_their_place(browser: Browser, start: Start, project: Path) -> None:
    path = project / FILE
    path.write_text(text_of(project).replace("title: 开放时间", "title: [开放时间"), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(start())
    page.get_by_role("button", name=re.compile("检查结果：[1-9]")).click()
    expect(page.locator(".q-dialog")).to_contain_text("regulations/01-opening/regulation.yml:")
    context.close()
    (project / "regulations/organization.yml").write_text("levels: [", encoding="utf-8")
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(start())
    page.get_by_role("button", name=re.compile("检查结果：[1-9]")).click()
    expect(page.locator(".q-dialog")).to_contain_text("regulations/organization.yml:")
    context.close()


def test_on_a_phone_one_column_is_shown_at_a_time_and_nothing_sticks_out(
    browser: Browser, start: Start, project: Path
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(start())
    page.get_by_role("button", name="第一条").first.click()
    title = page.locator(".desk-title", has_text="第一条")
    expect(title).to_be_visible()
    expect(page.locator(".desk-item").first).not_to_be_visible()
    page.get_by_role("button", name="目录", exact=True).click()
    expect(title).not_to_be_visible()
    facts(page)
    field(page, "facts/opening_time/value").fill("8:45")
    page.get_by_role("button", name="预览、改法").click()
    page.locator(".desk-moves").get_by_role("button", name="一起改").click()
    page.get_by_role("button", name="预览和影响").wait_for()
    page.get_by_role("button", name="修订对照").click()
    page.locator(".desk-amendments ins").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
