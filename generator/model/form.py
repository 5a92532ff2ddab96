"""A form: what it is for, who fills it, and the fields, tables and signatures on its sheets."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field as F
from pydantic import StringConstraints

from .base import Day, Element, Flag, FormId, Named, Reading, Slug, Sourced, Text
from .regulation import Cycle


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


class Medium(StrEnum):
    """A file format that a part can be restricted to."""

    WORD = "Word"
    EXCEL = "Excel"


class FormField(Element):
    """A field: one cell, or one column of a table."""

    id: Slug = F(title="标识", description="本表内唯一（表格列：本表格内唯一），一经公布不再改", examples=["topic"])
    label: Text = F(title="栏名", examples=["议题"])
    control: Control = F(default=Control.TEXT, title="填写方式")
    options: tuple[Text, ...] = F(default=(), title="可选项", description="选择类：直接列出")
    options_from: str = F(default="", title="可选项取自列表", description="列表地址", examples=["03/meeting_types"])
    required: Flag = F(default=False, title="必填")
    hint: str = F(default="", title="填写说明", description="谁填、怎么填；可用参数")
    unit: str = F(default="", title="单位", examples=["人"])
    minimum: float | None = F(default=None, title="最小值", description="数字、金额、百分比类", allow_inf_nan=False)
    maximum: float | None = F(default=None, title="最大值", allow_inf_nan=False)
    width: float | None = F(default=None, title="列宽（毫米）", description="表格列必填", gt=3, le=267)
    span: int = F(default=1, title="占几格", description="要素区中占几对格子的宽度", ge=1, le=8)
    group: str = F(default="", title="上级栏名", description="相邻几列合用的上层表头")
    shows: ListColumn | None = F(
        default=None, title="显示列表的哪一栏", description="固定内容列：取自 rows_from 的列表"
    )
    repeat_for: str = F(
        default="", title="按列表展开成多列", description="列表地址；不适用的格子自动划去", examples=["01/checkpoints"]
    )
    formula: str = F(
        default="",
        title="算式",
        description="Excel 函数，栏目写作 {标识}、整列写作 {表格.列}、同序号行写作 {表格.列@行}",
        examples=["{told}/{should}"],
    )
    needs: tuple[str, ...] | None = F(
        default=None, title="何时计算", description="这些栏目都填了才算；省略即算式中同一行的所有栏目"
    )
    clause: str = F(default="", title="依据条款", description="这一栏来自哪一条；省略即表单的依据条款")


class FieldsSection(Element):
    """Label and value pairs, several to a row."""

    kind: Literal["要素"] = F(title="种类")
    id: Slug = F(title="标识")
    title: str = F(default="", title="小标题")
    per_row: int = F(default=2, title="每行几对", ge=1, le=4)
    label_width: float = F(default=24, title="栏名宽（毫米）", ge=12, le=60)
    fields: tuple[FormField, ...] = F(title="栏目", min_length=1)


class Total(Element):
    """A row below a table."""

    label: Text = F(title="行名", examples=["合计"])
    formulas: Named[Slug, Text] = F(title="各列算式", description="列标识 → 算式；整列写作 {列}")
    percent: tuple[Slug, ...] = F(default=(), title="按百分比显示的列")


class TableSection(Element):
    """Rows of columns: blank rows to fill, or one row for each item of a list."""

    kind: Literal["表格"] = F(title="种类")
    id: Slug = F(title="标识")
    title: str = F(default="", title="小标题")
    rows: int | None = F(default=None, title="空行数", ge=1, le=400)
    rows_from: str = F(
        default="",
        title="每行取自列表",
        description="列表地址，如 01/patrol_items；列表增减，表的行跟着增减；点名算到某一列的算式要一起改",
    )
    row_height: float = F(default=8, title="行高（毫米）", ge=4.5, le=60)
    columns: tuple[FormField, ...] = F(title="各列", min_length=1)
    totals: tuple[Total, ...] = F(default=(), title="合计行")


class TextSection(Element):
    """A large area to write in."""

    kind: Literal["文字区"] = F(title="种类")
    id: Slug = F(title="标识")
    label: Text = F(title="栏名")
    height: float = F(default=30, title="高（毫米）", description="Excel 的一行最高约 144 毫米", ge=8, le=140)
    hint: str = F(default="", title="填写说明")
    required: Flag = F(default=False, title="必填")
    clause: str = F(default="", title="依据条款")


class Signer(Element):
    """One who signs."""

    id: Slug = F(title="标识")
    label: Text = F(title="签字栏", examples=["主持人"])
    dated: Flag = F(default=True, title="带日期")
    hint: str = F(default="", title="填写说明")


class SignSection(Element):
    """Who signs, with room for it."""

    kind: Literal["签字"] = F(title="种类")
    id: Slug = F(title="标识")
    signers: tuple[Signer, ...] = F(title="签字人", min_length=1, max_length=6)
    height: float = F(default=14, title="高（毫米）", ge=10, le=40)


class NoteSection(Element):
    """Printed words: how to fill, what the rule says."""

    kind: Literal["说明"] = F(title="种类")
    id: Slug = F(title="标识")
    text: tuple[Text, ...] = F(title="各条说明", min_length=1, description="可用参数、列表、角色、条款")


Section = Annotated[FieldsSection | TableSection | TextSection | SignSection | NoteSection, F(discriminator="kind")]


class Orientation(StrEnum):
    """How the A4 sheet lies."""

    PORTRAIT = "纵"
    LANDSCAPE = "横"


class FormSheet(Element):
    """One sheet: a section of the Word document, a worksheet of the workbook."""

    id: Slug = F(title="标识")
    title: Text = F(title="页名", description="Excel 工作表名，不超过 31 个字", examples=["登记"])
    orientation: Orientation = F(title="纸张方向")
    pages: int = F(default=1, title="印几页", ge=1, le=40)
    sections: tuple[Section, ...] = F(title="各部分", min_length=1)
    only: Medium | None = F(default=None, title="只用于")


class FormStatus(StrEnum):
    """The standing of a form."""

    TRIAL = "试行"
    FORMAL = "正式"
    DRAFT = "拟稿"
    RETIRED = "作废"


class Form(Sourced):
    """regulations/NN-slug/forms/FNN-NN.yml."""

    id: FormId = F(title="表号", examples=["F03-01"])
    title: Text = F(title="全称", examples=["客户服务中心会议日志"])
    short: Text = F(title="简称", examples=["会议日志"])
    aliases: tuple[Text, ...] = F(default=(), title="其他叫法")
    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)+$")] = F(title="版本", examples=["1.0"])
    dated: Day = F(title="版本日期", examples=["2026-11-24"])
    status: FormStatus = F(title="状态")
    clause: Text = F(
        title="依据条款", description="要求填这张表的主要条款地址，印在页脚", examples=["03/records/diary"]
    )
    purpose: Text = F(title="用途", description="一句话：做什么用")
    filled_by: tuple[Slug, ...] = F(title="谁填", min_length=1, description="角色标识")
    signed_by: tuple[Slug, ...] = F(default=(), title="谁签", description="角色标识")
    cycle: Cycle = F(title="周期")
    frequency: Text = F(title="多久填一次", description="可用参数", examples=["每次会议一份"])
    retention: Text = F(title="保存多久", description="用参数写，如 {diary_retention}")
    guidance: tuple[Text, ...] = F(default=(), title="怎么填", description="表单页上的填写要点，可用参数")
    readings: tuple[Reading, ...] = F(default=(), title="歧义处理")
    note: str = F(default="", title="给管理员的提示")
    sheets: tuple[FormSheet, ...] = F(default=(), title="各页", description="留空表示表样尚未编制，只登记用途与依据")

    @property
    def designed(self) -> bool:
        """Whether the form has sheets to print; without them it is only registered."""
        return bool(self.sheets)
