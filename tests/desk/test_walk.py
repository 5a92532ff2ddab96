"""The administrator's way through the editor, on the ten regulations themselves."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.source import load

from ..support import ROOT
from .conftest import close, facts, field, save, settled

pytestmark = pytest.mark.browser

FILE = "regulations/01-operations/regulation.yml"
HOURS = "01/hours/business-hours"


def values(project: Path) -> dict[str, str]:
    """Every fact of the regulations by address."""
    library = load(project / "regulations").library
    assert library is not None
    return {f"{one.key}/{name}": fact.value for one in library.regulations for name, fact in one.facts.items()}


def test_an_administrator_changes_adds_breaks_mends_confirms_reads_and_publishes(page_of_ten: Page, ten: Path) -> None:
    page, before = page_of_ten, values(ten)
    checks = page.locator(".desk-bar button", has_text="检查")

    # The opening time moves, and what hangs on it has to move along.
    facts(page)
    field(page, "facts/opening_time/value").fill("8:30")
    fact = page.locator(".desk-fact", has_text="{opening_time}")
    expect(fact).to_contain_text("错误：营业开始须在工作开始30分钟以后", timeout=180_000)
    moves = page.locator(".desk-moves")
    expect(moves).to_contain_text("工作开始时间　8:30 → 8:00")
    moves.get_by_role("button", name="一起改").click()
    expect(checks).to_contain_text("检查通过", timeout=180_000)
    expect(field(page, "facts/work_start/value")).to_have_value("8:00")
    assert values(ten) == before
    save(page)
    close(page)
    after = values(ten)
    assert (after["01/opening_time"], after["01/work_start"]) == ("8:30", "8:00")
    assert {address for address in after if address.startswith("02/") and after[address] != before[address]}

    # A new article, with a mistake that is told where it was made, and mended.
    page.get_by_role("button", name="条款", exact=True).click()
    page.locator(".desk-item", has_text="第六条").click()
    page.get_by_role("button", name="上移一条").wait_for()
    page.get_by_role("button", name="加一条").click()
    dialog = page.locator(".q-dialog")
    dialog.get_by_label("标识").fill("queue-guide")
    dialog.get_by_label("条名").fill("开门前的引导")
    dialog.get_by_label("正文").fill("{@teller}在{no_such_time}以前引导客户排队。")
    dialog.get_by_role("button", name="加上").click()
    heading = page.frame_locator("iframe").locator("h1")
    expect(heading).to_have_text("第七条　开门前的引导", timeout=180_000)
    text = page.locator("textarea").first
    beside = page.locator(".desk-spot", has_text="no_such_time").first
    expect(beside).to_contain_text("错误：", timeout=180_000)
    expect(beside).to_contain_text("改法：")
    text.fill("{@teller}在{opening_time}以前引导客户排队。")
    expect(beside).not_to_be_visible(timeout=180_000)
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("柜员在8:30以前引导客户排队。")
    settled(page)

    # A clause that questions rest on is reworded; they are asked no more until somebody has looked at them.
    page.locator(".desk-item", has_text="第三条").click()
    expect(heading).to_have_text("第三条　责任人")
    first = page.locator("textarea").first
    first.fill(first.input_value().replace("责任人", "第一责任人"))
    save(page)
    close(page)
    waiting = page.get_by_role("button", name="待核对")
    expect(waiting).to_contain_text("待核对 3")
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".q-dialog")).to_contain_text("现在不能发布：还有", timeout=180_000)
    expect(page.locator(".q-dialog")).to_contain_text("按上面的“待核对”按钮")
    close(page)
    waiting.click()
    boxes = page.locator(".q-dialog").get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    for box in boxes.all():
        box.click()
    page.locator(".q-dialog").get_by_label("核对人姓名").fill("李四")
    page.get_by_role("button", name="看过了，没有问题").click()
    expect(checks).to_contain_text("检查通过", timeout=180_000)
    assert (ten / "regulations/01-operations/questions.yml").read_text("utf-8").count("by: 李四") == 2

    # What is different now, in words.
    page.get_by_role("button", name="修订对照").click()
    told = page.locator(".desk-amendments")
    hours = told.locator("tr", has_text="营业时间原则上为8:30至17:00").first
    expect(hours.locator("del")).to_have_text("9:00", timeout=180_000)
    expect(hours.locator("ins")).to_have_text("8:30")
    expect(told.locator("tr", has_text="开门前的引导").first).to_contain_text("（新增）")
    expect(told).to_contain_text("影响：")
    close(page)

    # Published: one archive, with the amendments in it.
    page.get_by_role("button", name="发布").click()
    dialog = page.locator(".q-dialog")
    dialog.get_by_label("版本号").fill("2026.12")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_contain_text("发布完成。", timeout=900_000)
    [archive] = (ten / "build/releases").glob("*.zip")
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        origin = next(name for name in names if name.endswith("清单.json"))
        assert json.loads(packed.read(origin))["version"] == "2026.12"
        assert any("修订对照表" in name for name in names)
        [source] = (name for name in names if name.endswith(FILE.removeprefix("regulations/")))
        assert packed.read(source) == (ten / FILE).read_bytes()
    site = (ten / "build/site/regulations/01-operations.html").read_text("utf-8")
    assert "开门前的引导" in site and "8:30" in site


def test_every_kind_of_source_is_changed_added_to_and_read_back(page_of_ten: Page, ten: Path) -> None:
    page = page_of_ten
    dialog = page.locator(".q-dialog")

    def filled(kind: str, name: str, answers: dict[str, str]) -> None:
        page.get_by_role("button", name=kind, exact=True).click()
        page.get_by_role("button", name=name).click()
        for label, value in answers.items():
            dialog.get_by_label(label).fill(value)

    filled("参数", "加一个参数", {"名称": "叫号等候上限", "标识": "Queue Limit", "值": "9:05"})
    dialog.get_by_role("button", name="加上").click()
    expect(dialog).to_contain_text("“标识”写法不对")
    dialog.get_by_label("标识").fill("queue_limit")
    dialog.get_by_role("button", name="加上").click()
    expect(field(page, "facts/queue_limit/value")).to_have_value("9:05")

    filled("清单", "加一个清单", {"标识": "queue_signs", "第一项的名称": "叫号机"})
    dialog.get_by_label("名称 *", exact=True).fill("排队标识")
    dialog.get_by_role("button", name="加上").click()
    page.get_by_role("button", name="加一项（各项）").click()
    field(page, "lists/queue_signs/items/1/id").fill("sign")
    field(page, "lists/queue_signs/items/1/title").fill("引导牌")

    filled("题目", "加一道题", {"标识": "who-guides", "题干": "谁引导客户排队？"})
    pick(page, "题型", "判断")
    pick(page, "考查的条款", "第三条")
    dialog.get_by_role("button", name="加上").click()
    explain = page.locator('textarea[aria-label^="解析"]')
    expect(page.locator(".desk-spot", has_text="“解析”")).to_contain_text("是空的", timeout=180_000)
    explain.fill("第三条写明责任人。")
    settled(page)

    filled("表单", "加一张表单", {"全称": "客户服务中心排队登记表", "简称": "排队登记表", "用途": "登记排队的情况。", "多久填一次": "每日一份", "保存多久": "1年"})  # fmt: skip
    pick(page, "依据条款", "第三条")
    pick(page, "谁填", "柜员")
    dialog.get_by_role("button", name="加上").click()
    made = ten / "regulations/01-operations/forms/F01-12.yml"
    expect(field(page, "short")).to_have_value("排队登记表", timeout=180_000)
    assert made.read_text("utf-8").startswith("# yaml-language-server: $schema=../../../schemas/form.schema.json\n")

    choose(page, "机构")
    page.get_by_role("button", name="加一个机构").click()
    dialog.get_by_label("名称").fill("城西柜面")
    dialog.get_by_label("标识").fill("west-counter")
    pick(page, "层级", "柜面")
    pick(page, "上级机构", "示例市")
    dialog.get_by_role("button", name="加上").click()
    expect(page.locator(".desk-title", has_text="城西柜面")).to_be_visible()

    choose(page, "公司、依据、试卷、节假日")
    page.locator(".desk-item", has_text="公司名称").click()
    field(page, "department").fill("运营管理部")
    page.locator(".desk-item", has_text="十项制度培训测试").click()
    expect(page.locator(".desk-title", has_text="十项制度培训测试")).to_be_visible()
    field(page, "papers/0/minutes").fill("75")
    page.locator(".desk-item", has_text="角色").click()
    page.get_by_text("柜面主管").first.click()
    page.get_by_role("button", name="加一年的放假安排").click()
    for label, value in {"年份": "2027", "依据的通知": "放假通知", "第一个假期": "元旦", "放假首日": "2027-01-01", "放假末日": "2027-01-03"}.items():  # fmt: skip
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="加上").click()
    expect(page.locator(".desk-title", has_text="节假日")).to_be_visible(timeout=180_000)
    choose(page, "00 实施方案")
    page.get_by_role("button", name="制度", exact=True).click()
    page.locator(".desk-item", has_text="宣导启动").click()
    field(page, "phases/0/text").fill("完成宣导。")
    settled(page)
    save(page)

    library = load(ten / "regulations").library
    assert library is not None
    regulation = library.regulation_by_key["01"]
    assert regulation.facts["queue_limit"].value == "9:05"
    assert [row.title for row in regulation.lists["queue_signs"].items] == ["叫号机", "引导牌"]
    question = library.question_by_address["01/questions/who-guides"].question
    assert (str(question.type), question.explain) == ("判断", "第三条写明责任人。")
    assert library.form_by_id["F01-12"].filled_by == ("teller",)
    assert library.unit_by_id["west-counter"].parent == "example-city"
    assert library.organization.department == "运营管理部" and library.papers[0].minutes == 75
    assert library.calendar is not None and library.calendar.years[0].holidays[0].name == "元旦"
    assert library.plan.phases[0].text == "完成宣导。"
    for name in ("exams.yml", "organization.yml", "plan.yml"):
        old, new = ((root / "regulations" / name).read_text("utf-8").splitlines() for root in (ROOT, ten))
        assert len(old) == len(new) and sum(a != b for a, b in zip(old, new, strict=True)) == 1


def choose(page: Page, name: str) -> None:
    """Turn the left column to another part of the sources."""
    page.get_by_label("改哪里").click()
    page.locator(".q-menu .q-item", has_text=re.compile(f"^{name}$")).click()


def pick(page: Page, label: str, name: str) -> None:
    """Choose the first that has this name in a select of the dialog."""
    page.locator(".q-dialog").get_by_label(label).click()
    page.locator(".q-menu .q-item", has_text=name).first.click()
    if page.locator(".q-menu").is_visible():
        page.keyboard.press("Tab")
    page.locator(".q-menu").wait_for(state="hidden")
