"""填好本机构再下载: what the page makes without a server is what the command line makes, part for part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from generator.layout import Measure
from generator.layout.measure import line_count
from generator.units import Period

from ..cupboard import parts
from ..support import office_text, tenregs
from .test_browser import DESKTOP, PHONE, visiting

pytestmark = pytest.mark.browser

UNITS = {"示例县支公司客户服务中心": "330127-示例县客服中心", "示例市分公司城东柜面": "33010002-城东柜面"}


@pytest.fixture(scope="module")
def stationery(project: Path) -> Path:
    """What the command line makes of the registered units for December 2026."""
    result = tenregs(
        "forms", "--profiles", "regulations/profiles", "--month", "2026-12", "--to", "stationery", cwd=project
    )
    assert result.returncode == 0, result.stderr
    return project / "stationery"


def choose(page: Page, unit: str, month: str = "2026-12", **more: str) -> None:
    if page.locator('[data-act="edit"]').is_visible():
        page.click('[data-act="edit"]')
    page.fill('input[name="unit"]', unit)
    page.fill('input[name="month"]', month)
    if more:
        page.locator(".made-out-more summary").click()
        for name, value in more.items():
            page.fill(f'.made-out-more [name="{name}"]', value)
    page.click('.made-out button[type="submit"]')
    expect(page.locator(".made-out-summary")).to_be_visible()


def take(page: Page, press: Callable[[], None]) -> tuple[str, bytes]:
    with page.expect_download() as started:
        press()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def differing(ours: bytes, theirs: bytes) -> list[str]:
    a, b = parts(ours), parts(theirs)
    return sorted(name for name in {*a, *b} if a.get(name) != b.get(name))


@pytest.mark.parametrize("unit", UNITS)
def test_every_file_of_every_form_equals_the_command_lines(
    browser: Browser, site: Path, stationery: Path, unit: str
) -> None:
    """Through the zip, where they all are."""
    with visiting(browser, viewport=DESKTOP, accept_downloads=True) as page:
        page.goto((site / "forms/index.html").as_uri())
        choose(page, unit)
        page.check('.made-out-all input[value="hand.docx"]')
        page.set_default_timeout(180_000)
        name, data = take(page, lambda: page.click('[data-act="all"]'))
    assert name.endswith("2026年12月）.zip")
    folder = stationery / UNITS[unit]
    theirs = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "清单.json"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        ours = {info.filename.split("/")[1]: archive.read(info) for info in archive.infolist()}
        assert len({info.filename.split("/")[0] for info in archive.infolist()}) == 1
    assert set(ours) == set(theirs)
    for file, content in ours.items():
        assert not differing(content, theirs[file]), file


def test_single_downloads_too_from_a_forms_own_page(browser: Browser, site: Path, stationery: Path) -> None:
    with visiting(browser, viewport=PHONE, accept_downloads=True) as page:
        page.goto((site / "forms/F02-01.html").as_uri())
        choose(page, "示例县支公司客户服务中心")
        links = page.locator("a.download[data-template]").all()
        assert len(links) == 3
        for link in links:
            name, data = take(page, link.click)
            file = link.get_attribute("download")
            assert file and name == file.replace(".", "（示例县客服中心 2026年12月）.")
            assert not differing(data, (stationery / "330127-示例县客服中心" / file).read_bytes()), name


def test_the_choice_is_remembered_on_the_device_and_can_be_cleared(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP, accept_downloads=True) as page:
        page.goto((site / "forms/index.html").as_uri())
        choose(page, "示例市分公司城东柜面")
        page.goto((site / "forms/F03-01.html").as_uri())
        expect(page.locator(".made-out-summary")).to_contain_text("示例市分公司城东柜面　2026年12月")
        page.click('[data-act="edit"]')
        page.click('[data-act="clear"]')
        expect(page.locator(".made-out-summary")).to_contain_text("空白表")
        page.reload()
        expect(page.locator(".made-out-summary")).to_contain_text("空白表")
        name, data = take(page, page.locator('a.download[data-template="F03-01.docx"]').click)
        assert name == "F03-01-会议日志.docx"
        assert data == (site / "downloads/F03-01-会议日志.docx").read_bytes()


def test_a_unit_that_is_not_on_the_list_is_typed(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE, accept_downloads=True) as page:
        page.goto((site / "forms/F01-03.html").as_uri())
        page.click('[data-act="edit"]')
        choose(
            page, "某某<柜面>&“试”", "2026-10", 地址="解放路\t1号", 监督电话="0571-'9\"", 员工="甲（柜面主管）、乙,丙"
        )
        for link in page.locator("a.download[data-template]").all()[:2]:
            name, data = take(page, link.click)
            assert not set('<>:"/\\|?*') & set(name)
            words = office_text(data)
            assert "某某<柜面>&“试”" in words and "解放路" in words and "0571-'9\"" in words
        page.goto((site / "forms/F02-01.html").as_uri())
        name, data = take(page, page.locator('a.download[data-template="F02-01.xlsx"]').click)
        book = openpyxl.load_workbook(io.BytesIO(data))
        shown = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
        assert {"甲", "乙", "丙", "柜面主管", "节", "班", "某某<柜面>&“试”"} <= set(shown)


def test_a_year_whose_holidays_are_not_known_and_a_bad_month(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "forms/index.html").as_uri())
        choose(page, "某柜面", "2098-05")
        expect(page.locator(".made-out-status")).to_contain_text("2098 年的放假安排还不知道")
        page.click('[data-act="edit"]')
        page.fill('input[name="unit"]', "   ")
        page.click('.made-out button[type="submit"]')
        expect(page.locator(".made-out-status")).to_contain_text("先填机构名称")


@pytest.mark.parametrize("month", ["2026-10", "2026-12", "2028-02", "2031-02", "2098-05"])
def test_the_days_of_a_month_are_the_command_lines_whether_its_holidays_are_known_or_not(
    browser: Browser, site: Path, month: str
) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "forms/index.html").as_uri())
        page.add_script_tag(url="../downloads/units.js")
        assert page.evaluate("month => tenregsStamp.monthValues(month)", month) == Period.parse(month).values(None)


def test_without_scripts_the_links_give_the_blank_files(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP, java_script_enabled=False, accept_downloads=True) as page:
        page.goto((site / "forms/F03-01.html").as_uri())
        assert not page.locator(".made-out").is_visible()
        name, data = take(page, page.locator('a.download[data-template="F03-01.xlsx"]').click)
        assert data == (site / "downloads" / name).read_bytes()


def test_what_another_program_left_in_storage_does_no_harm(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "forms/index.html").as_uri())
        for junk in ('"x"', "[]", "{", '{"name":5}', "null", '{"name":"<img src=x onerror=alert(1)>","values":{}}'):
            page.evaluate("junk => localStorage.setItem('tenregs.1.made-out', junk)", junk)
            page.reload()
            expect(page.locator(".made-out-summary, .made-out-form").first).to_be_attached()
            assert page.locator(".made-out img").count() == 0


def test_is_my_printed_copy_current(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=PHONE) as page:
        page.goto((site / "forms/F03-01.html").as_uri())
        box = page.locator(".current-check")
        version, fingerprint = box.get_attribute("data-version"), box.get_attribute("data-fingerprint")
        for given, told in (
            ((version, fingerprint), "是现行的"),
            (("0.9", fingerprint), "现行版本是"),
            ((version, "0" * 12), "条款改过了"),
            ((version, ""), "再输入页脚的 12 位指纹"),
            ((version, fingerprint[:-1] if fingerprint else ""), "指纹是 12 位"),
            ((f"Ｖ{version}版", fingerprint), "是现行的"),
        ):
            page.fill('.current-check [name="version"]', str(given[0]))
            page.fill('.current-check [name="fingerprint"]', str(given[1]))
            page.click(".current-check button")
            expect(page.locator(".current-status")).to_contain_text(told)
        # As the printed code says it.
        page.goto(f"{(site / 'forms/F03-01.html').as_uri()}#v={version}&f={fingerprint}")
        page.reload()
        expect(page.locator(".current-status")).to_contain_text("是现行的")


def test_lines_are_counted_alike_on_the_page_and_on_the_command_line(browser: Browser, site: Path) -> None:
    """Whether a unit's words fit a form's shape is asked on both."""
    words = [
        "",
        "甲",
        "示例<&\"乙>'县𠮷支公司A&B",
        "某某市某某区某某街道，某某社区《客户服务中心》（城东）",
        "0571-12345678转1234567890",
    ]
    words += [a + b for a in words for b in words]
    asked = [[text, size, width] for text in words for size in (9, 10.5, 16) for width in (8.0, 22.5, 41.3, 90)]
    with visiting(browser, viewport=DESKTOP) as page:
        page.goto((site / "forms/index.html").as_uri())
        page.add_script_tag(url="../downloads/units.js")
        counted = page.evaluate("asked => asked.map(([t, s, w]) => tenregsStamp.lineCount(t, s, w))", asked)
        rooms = [7.3, 11.6]
        sizes = [
            page.evaluate("a => a[0].map(([t, s, w]) => tenregsStamp.typeSize(t, s, w, a[1]))", [asked, h])
            for h in rooms
        ]
    assert counted == [line_count(text, size, width) for text, size, width in asked]  # type: ignore[arg-type]
    for room, found in zip(rooms, sizes, strict=True):
        measures = [Measure(text, size, width, room) for text, size, width in asked]  # type: ignore[arg-type]
        assert found == [measure.of({}) for measure in measures]


def test_people_without_a_row_are_told(browser: Browser, site: Path) -> None:
    with visiting(browser, viewport=DESKTOP, accept_downloads=True) as page:
        page.goto((site / "forms/F02-01.html").as_uri())
        choose(page, "江城县柜面", 员工="、".join(f"员工{n}（柜员）" for n in range(1, 41)))
        take(page, page.locator('a.download[data-template="F02-01.xlsx"]').click)
        expect(page.locator(".made-out-status")).to_contain_text(re.compile(r"员工 40 人，只填了前 \d+ 人"))
