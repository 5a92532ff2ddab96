"""The sections of a sheet: fields, tables, areas to write in, signatures, notes, prose, signs, flows, charts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field as F

from .base import Element, Flag, Named, Slug, Text
from .field import FormField, ListColumn


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
    formulas: Named[Slug, Text] = F(
        title="各列算式", description="列标识 → 算式；整列写作 {列}；展开的列写一次，各列照算"
    )
    percent: tuple[Slug, ...] = F(default=(), title="按百分比显示的列")
    needs: tuple[str, ...] | None = F(
        default=None, title="先填什么才显示", description="不写则算式里提到的都填了才显示；[] 为随时显示"
    )
    alert: str = F(default="", title="标红条件", description="算式为真时这一行算出的格子标红，本格写作 {本格}")


class TableSection(Element):
    """Rows of columns: blank rows to fill, or one row for each item of a list."""

    kind: Literal["表格"] = F(title="种类")
    id: Slug = F(title="标识")
    title: str = F(default="", title="小标题", description="可用参数；each 时可用 {=名称}")
    rows: int | None = F(default=None, title="空行数", ge=1, le=400)
    rows_from: str = F(
        default="",
        title="每行取自列表",
        description="列表地址，如 01/patrol_items；也可写 00/month_days（一个月的各日）、00/regulations（各项制度）、"
        "00/phases（推广阶段）、00/tasks（推广任务）、00/checks（监督检查）、00/check_points（检查要点）",
    )
    staff: Flag = F(default=False, title="按员工预填", description="制发到机构时按员工名单填行，人多自动加行")
    each: str = F(default="", title="逐项重复", description="列表地址：列表的每一项各有一个这样的表格")
    row_height: float = F(default=8, title="行高（毫米）", ge=4.5, le=60)
    plain: Flag = F(default=False, title="不印表头")
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
    ruled: Flag = F(default=True, title="打印版画横线", description="贴图、画图的地方写否")
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


class ProseStyle(StrEnum):
    """The standing of a paragraph in an official document (GB/T 9704—2012)."""

    TITLE = "标题"
    NUMBER = "文号"
    FIRST = "一级"
    SECOND = "二级"
    THIRD = "三级"
    BODY = "正文"
    FLUSH = "顶格"
    SIGNED = "落款"
    ANNEX = "附件"
    CENTER = "居中"


class ProseBlock(Element):
    """A paragraph of a document."""

    style: ProseStyle = F(default=ProseStyle.BODY, title="样式", description="一级、二级、三级标题自动编号")
    text: Text = F(title="文字", description="可用参数；填空写作 {?标识}；each 时可用 {=名称}、{=标准或说明}")
    each: str = F(default="", title="逐项重复", description="列表地址：列表的每一项各有一段")
    page: Flag = F(default=False, title="另起一页")


class ProseSection(Element):
    """Paragraphs of a document, with blanks to fill in them."""

    kind: Literal["正文"] = F(title="种类")
    id: Slug = F(title="标识")
    fields: tuple[FormField, ...] = F(default=(), title="填空", description="正文里 {?标识} 处的填空")
    blocks: tuple[ProseBlock, ...] = F(title="各段", min_length=1)


class BoardLine(Element):
    """A line of a sign; it is set as large as fits."""

    id: Slug = F(title="标识")
    label: str = F(default="", title="栏名", description="印在左边，如 周一至周五")
    text: str = F(default="", title="文字", description="可用参数；要填写的写 prefill，不写 text")
    prefill: str = F(default="", title="按机构预填", examples=["{#机构名称}"])
    hint: str = F(default="", title="填写说明")
    height: float = F(title="高（毫米）", ge=6, le=150)
    size: float | None = F(default=None, title="最大字号（磅）", gt=6, le=400)
    bold: Flag = F(default=False, title="加粗")
    banner: Flag = F(default=False, title="反白", description="主色底、白字")
    center: Flag = F(default=True, title="居中")
    required: Flag = F(default=False, title="必填")


class BoardSection(Element):
    """A sign to be read from afar."""

    kind: Literal["大字"] = F(title="种类")
    id: Slug = F(title="标识")
    label_width: float = F(default=60, title="栏名宽（毫米）", ge=10, le=200)
    lines: tuple[BoardLine, ...] = F(title="各行", min_length=1)


class FlowTurn(Element):
    """A question in a flow: yes goes to the right, no goes on."""

    after: Slug = F(title="在哪一步之后")
    question: Text = F(title="判断")
    answer: Text = F(title="是：怎么办", description="可用参数、表单")


class FlowSection(Element):
    """A flow, drawn: a step for each item of a list, what to do beside it, questions between."""

    kind: Literal["流程"] = F(title="种类")
    id: Slug = F(title="标识")
    title: str = F(default="", title="小标题")
    steps_from: Text = F(title="各步取自列表", examples=["05/contact_points"])
    shows: ListColumn = F(default=ListColumn.DETAIL, title="右边写列表的哪一栏")
    cell: str = F(default="", title="内容栏的标识")
    turns: tuple[FlowTurn, ...] = F(default=(), title="判断")


class ChartKind(StrEnum):
    """How a chart shows its numbers."""

    COLUMN = "柱形图"
    BAR = "条形图"
    LINE = "折线图"


class ChartSeries(Element):
    """One row of numbers in a chart."""

    label: Text = F(title="名称")
    values: Text = F(title="数值", description="表格.列", examples=["summary.premium"])


class ChartSection(Element):
    """A chart of a table's columns; only workbooks have it."""

    kind: Literal["图表"] = F(title="种类")
    id: Slug = F(title="标识")
    title: Text = F(title="图名")
    chart: ChartKind = F(default=ChartKind.COLUMN, title="图形")
    categories: Text = F(title="横轴", description="表格.列", examples=["summary.teller"])
    series: tuple[ChartSeries, ...] = F(title="数据", min_length=1, max_length=6)
    height: float = F(default=70, title="高（毫米）", ge=30, le=140)


Section = Annotated[
    FieldsSection
    | TableSection
    | TextSection
    | SignSection
    | NoteSection
    | ProseSection
    | BoardSection
    | FlowSection
    | ChartSection,
    F(discriminator="kind"),
]
