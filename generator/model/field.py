"""A field: what a person fills in, and how a cell with printed content takes it from a list."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as F

from .base import Element, Flag, Slug, Text


class Control(StrEnum):
    """What a person does in a cell."""

    TEXT = "文字"
    LONG = "多行文字"
    NUMBER = "数字"
    MONEY = "金额"
    PERCENT = "百分比"
    DATE = "日期"
    TIME = "时间"
    CHOICE = "选择"
    CHECK = "勾选"
    SIGN = "签名"
    INDEX = "序号"
    FORMULA = "计算"
    FIXED = "固定内容"


class ListColumn(StrEnum):
    """Which column of a list a fixed cell shows."""

    TITLE = "名称"
    MARK = "简称"
    DETAIL = "标准或说明"
    GROUP = "分组"
    ON = "适用于"
    WHEN = "时段"
    FORMS = "对应表单"
    ROLES = "角色"
    CLAUSE = "条款"
    CELL = "内容"


class FormField(Element):
    """A field: one cell, or one column of a table."""

    id: Slug = F(title="标识", description="本表内唯一（表格列：本表格内唯一），一经公布不再改", examples=["topic"])
    label: Text = F(title="栏名", examples=["议题"])
    control: Control = F(default=Control.TEXT, title="填写方式")
    options: tuple[Text, ...] = F(default=(), title="可选项", description="选择类：直接列出")
    options_from: str = F(default="", title="可选项取自列表", description="列表地址", examples=["03/meeting_types"])
    options_mark: Flag = F(default=False, title="可选项用简称", description="选项显示列表的简称而不是名称")
    required: Flag = F(default=False, title="必填")
    hint: str = F(default="", title="填写说明", description="谁填、怎么填；可用参数")
    unit: str = F(default="", title="单位", examples=["人"])
    minimum: float | None = F(default=None, title="最小值", description="数字、金额、百分比类", allow_inf_nan=False)
    maximum: float | None = F(default=None, title="最大值", allow_inf_nan=False)
    width: float | None = F(
        default=None, title="列宽（毫米）", description="表格列必填；正文中的填空为横线长", gt=3, le=390
    )
    span: int = F(default=1, title="占几格", description="要素区中占几对格子的宽度", ge=1, le=8)
    group: str = F(default="", title="上级栏名", description="相邻几列合用的上层表头")
    shows: ListColumn | None = F(
        default=None, title="显示列表的哪一栏", description="固定内容列：取自 rows_from 的列表"
    )
    cell: str = F(
        default="",
        title="内容栏的标识",
        description="shows 为“内容”时：列表各项 cells 中的哪一个；省略则按本行的标识，取自 each 的那一项",
        examples=["start"],
    )
    repeat_for: str = F(
        default="",
        title="按列表展开成多列",
        description="列表地址，如 01/checkpoints；一个月的各日写 00/month_days；不适用的格子自动划去",
        examples=["01/checkpoints"],
    )
    prefill: str = F(
        default="",
        title="按机构预填",
        description="制发到机构时自动填好的内容，可用机构值 {#机构名称}、{#月份} 和参数 {01/opening_time}",
        examples=["{#机构名称}", "{opening_time}至{closing_time}"],
    )
    formula: str = F(
        default="",
        title="算式",
        description="Excel 函数，栏目写作 {标识}、整列写作 {表格.列}、同序号行写作 {表格.列@行}、"
        "同一行展开的各列写作 {列@各}、展开列的前一列写作 {列@前}、参数的数值写作 {02/weekly_hours}",
        examples=["{told}/{should}"],
    )
    needs: tuple[str, ...] | None = F(
        default=None, title="何时计算", description="这些栏目都填了才算；省略即算式中同一行的所有栏目"
    )
    alert: str = F(
        default="",
        title="标红条件",
        description="算式为真时 Excel 里这一格标红，栏目写法与算式相同",
        examples=['{check}="缺项"'],
    )
    clause: str = F(default="", title="依据条款", description="这一栏来自哪一条；省略即表单的依据条款")
