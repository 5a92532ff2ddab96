"""The lint finds faults planted in the XML of a good workbook."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.excel.lint import lint

SHEET1, SHEET2, BOOK, STYLES = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
)


def broken(data: bytes, part: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            archive.writestr(name, content)
    return target.getvalue()


def test_a_good_workbook(data: bytes) -> None:
    assert lint(data) == []


NAME = "<definedName name=\"f.unit\">'登记'!$B$5</definedName>"


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        (SHEET2, '<mergeCell ref="A4:A5"/>', '<mergeCell ref="A4:A6"/><mergeCell ref="A6:B6"/>', "重叠"),
        (SHEET2, '<mergeCell ref="A4:A5"/>', '<mergeCell ref="A4:A4"/>', "只有一格"),
        (SHEET2, '<mergeCell ref="A4:A5"/>', '<mergeCell ref="A5:A4"/>', "不存在"),
        (SHEET1, '<formula1>"晨会,周例会,其他"', '<formula1>"' + "会," * 128 + '"', "超过 255"),
        (SHEET1, "<formula1>list_1_<", "<formula1>list_9_<", "不存在的名称“list_9_”"),
        (SHEET1, "<formula1>list_1_<", "<formula1>'没有'!$A$1:$A$3<", "不存在的工作表“没有”"),
        (SHEET1, 'promptTitle="单位"', f'promptTitle="{"单" * 33}"', "promptTitle超过 32"),
        (SHEET1, 'prompt="必填。柜面的全称。"', f'prompt="{"单" * 256}"', "prompt超过 255"),
        (SHEET1, 'sqref="B5"><formula1>', 'sqref="B5:D5"><formula1>', "重叠"),
        (SHEET1, 'sqref="B5"><formula1>', 'sqref="B0"><formula1>', "填写限制的区域“B0”不存在"),
        (SHEET1, '<c r="A1" s="', '<c r="A1" s="9', "超出范围"),
        (SHEET1, '<c r="A1" s="1" t="s"><v>0</v>', '<c r="A1" s="1" t="s"><v>9999</v>', "文字编号 9999 超出范围"),
        (SHEET1, '<c r="B1"', '<c r="A1"', "单元格“A1”不存在或重复"),
        (SHEET1, "'巡视'!$B$6", "'消失'!$B$6", "不存在的工作表“消失”"),
        (SHEET1, "$D$7/$B$7", "#REF!/$B$7", "已不存在"),
        (BOOK, NAME, NAME + NAME, "名称“f.unit”重复"),
        (BOOK, 'name="f.unit"', 'name="F.DAY1"', "重复"),
        (BOOK, 'name="f.unit"', 'name="f unit"', "不合 Excel 的规定"),
        (BOOK, 'name="f.unit"', 'name="AB12"', "不合 Excel 的规定"),
        (BOOK, 'name="f.unit"', 'name="R1C1"', "不合 Excel 的规定"),
        (BOOK, NAME, NAME.replace("登记", "别处"), "不存在的工作表“别处”"),
        (BOOK, NAME, NAME.replace("$B$5", "$B$500"), "表格以外"),
        (BOOK, NAME, NAME.replace("$B$5", "$Z$5"), "表格以外"),
        (BOOK, NAME, NAME.replace("$B$5", "$B$9999999"), "不存在"),
        (BOOK, NAME, NAME.replace("'登记'!$B$5", "#REF!"), "已不存在"),
        (BOOK, NAME, NAME.replace("'登记'!$B$5", "42"), "没有指向单元格"),
        (BOOK, 'name="_xlnm.Print_Area" localSheetId="0"', 'name="t.other" localSheetId="0"', "没有打印区域"),
        (
            BOOK,
            'name="_xlnm.Print_Area" localSheetId="0"',
            'name="_xlnm.Print_Area" localSheetId="7"',
            "不存在的工作表",
        ),
        (BOOK, '<sheet name="登记"', '<sheet name="巡视"', "重复"),
        (BOOK, '<sheet name="登记"', '<sheet name="登/记"', "不合 Excel 的规定"),
        (BOOK, 'r:id="rId1"', 'r:id="rId77"', "没有内容部件"),
        (STYLES, 'fontId="1"', 'fontId="99"', "fontId 超出范围"),
        (STYLES, 'numFmtId="164" formatCode', 'numFmtId="199" formatCode', "数字格式 164 不存在"),
    ],
)
def test_planted(data: bytes, part: str, old: str, new: str, says: str) -> None:
    messages = lint(broken(data, part, old, new))
    assert any(says in message for message in messages), messages


def test_what_is_no_workbook(data: bytes) -> None:
    assert lint(b"nothing")[0].startswith("不是可以读的工作簿")
    assert lint(broken(data, BOOK, "</workbook>", ""))[0].startswith("不是可以读的工作簿")
