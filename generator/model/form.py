"""A form: what it is for, who fills it, and the sheets it is made of."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field as F
from pydantic import StringConstraints

from .base import FINGERPRINT, Day, Element, FormId, Named, Reading, Review, Slug, Sourced, Text
from .regulation import Cycle
from .sections import Section


class Medium(StrEnum):
    """A file format that a part can be restricted to."""

    WORD = "Word"
    EXCEL = "Excel"


class Orientation(StrEnum):
    """How the sheet lies."""

    PORTRAIT = "纵"
    LANDSCAPE = "横"


class PaperSize(StrEnum):
    """What it is printed on."""

    A4 = "A4"
    A3 = "A3"


class PageStyle(StrEnum):
    """The page: a form, an official document (GB/T 9704—2012), or a sign."""

    FORM = "表单"
    DOCUMENT = "公文"
    BOARD = "公告牌"


class FormSheet(Element):
    """One sheet: a section of the Word document, a worksheet of the workbook."""

    id: Slug = F(title="标识")
    title: Text = F(title="页名", description="Excel 工作表名，不超过 31 个字", examples=["登记"])
    orientation: Orientation = F(title="纸张方向")
    paper: PaperSize = F(default=PaperSize.A4, title="纸张")
    style: PageStyle = F(default=PageStyle.FORM, title="版式")
    pages: int = F(default=1, title="印几页", ge=1, le=60)
    copies: int = F(
        default=1, title="份数", description="同样的页有几份（如每名员工一页）；制发到机构时按员工名单", ge=1, le=30
    )
    volume: str = F(default="", title="分册", description="写了的单独成一个文件，如 A3、A4")
    sections: tuple[Section, ...] = F(title="各部分", min_length=1)
    only: Medium | None = F(default=None, title="只用于")


class FormExample(Element):
    """A filled form, to show how it is done; names of people and customers are made up."""

    note: Text = F(title="情形", description="一句话说明这份示例是什么情形")
    values: Named[str, str] = F(
        default_factory=dict, title="各栏", description="栏目标识 → 填的内容；复选写选项；日期 2026-12-01，时间 8:30"
    )
    rows: Named[str, tuple[Named[str, str], ...]] = F(
        default_factory=dict, title="各表格的行", description="表格标识 → 每行 {列: 内容}，从第一行起"
    )


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
    asked: tuple[Text, ...] = F(
        default=(),
        title="常见问法",
        description="要用这张表的人会怎么说、怎么问；只供检索",
        examples=[["登记丢的东西", "忘拿的伞记哪"]],
    )
    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)+$")] = F(title="版本", examples=["1.0"])
    dated: Day = F(title="版本日期", examples=["2026-11-24"])
    status: FormStatus = F(title="状态")
    clause: Text = F(
        title="依据条款", description="要求填这张表的主要条款地址，印在页脚", examples=["03/records/diary"]
    )
    fingerprint: str = F(
        default="",
        title="核对时的条款指纹",
        pattern=FINGERPRINT,
        description="由 tenregs confirm 写，不手填；表和各栏依据的条款改了文字，这张表就待核对",
    )
    reviewed: Review | None = F(default=None, title="审定", description="由 tenregs confirm 写；未填的视为未审定")
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
    example: FormExample | None = F(default=None, title="填好的示例")

    @property
    def designed(self) -> bool:
        """Whether the form has sheets to print; without them it is only registered."""
        return bool(self.sheets)
