"""A regulation: facts, lists, constraints, chapters of articles, and the duties that articles lay on people."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from .base import Basis, Day, Element, FormId, Name, Named, Reading, Slug, Sourced, Text


class FactType(StrEnum):
    """How a fact's value is read and shown (see generator/facts/values.py)."""

    TIME = "时点"
    DURATION = "时长"
    COUNT = "数量"
    DATE = "日期"
    MONTH_DAY = "每月日期"
    WEEKDAY = "星期"
    MONEY = "金额"
    PERCENT = "百分比"
    TEXT = "文字"


class Vary(StrEnum):
    """Who may set another value than the regulation's."""

    NOBODY = "不可调"
    PROVINCE = "省公司可调"
    CITY = "地市可调"
    COUNTER = "柜面可调"


class Fact(Sourced):
    """A named value. Texts use it as {name}; nothing else in the regulation repeats it."""

    label: Text = Field(title="名称", examples=["营业开始时间"])
    type: FactType = Field(title="类型")
    value: str = Field(
        default="",
        title="值",
        description="时点 9:00；时长 30分钟、3个工作日、10年；数量 4次；日期 2011-08-01；每月日期 25日；星期 周五；"
        "金额 500元；百分比 85%；留空表示由下级机构填写",
        examples=["9:00", "30分钟"],
    )
    vary: Vary = Field(default=Vary.NOBODY, title="谁可以调整")
    minimum: str = Field(default="", title="下限", description="写法与值相同")
    maximum: str = Field(default="", title="上限", description="写法与值相同")
    choices: tuple[Text, ...] = Field(default=(), title="可选值", description="文字类参数只能取其中之一")
    note: str = Field(default="", title="给管理员的提示")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")


class ListItem(Element):
    """One row of a list that texts enumerate and forms take their fixed rows from."""

    id: Slug = Field(title="标识", examples=["before"])
    title: Text = Field(title="名称", examples=["营业前"])
    mark: str = Field(default="", title="简称", description="窄栏用的一两个字", examples=["前"])
    detail: str = Field(default="", title="标准或说明", description="可用参数与角色")
    group: str = Field(default="", title="分组")
    on: tuple[Slug, ...] = Field(default=(), title="适用于", description="另一列表（通常是检查时点）的行标识")
    entry: str = Field(default="", title="填写方式", description="留空为打勾；数字、人次等写单位", examples=["人"])
    when: str = Field(default="", title="时段", description="用参数写", examples=["{work_start}至{signin_end}"])
    forms: tuple[FormId, ...] = Field(default=(), title="对应表单")
    roles: tuple[Slug, ...] = Field(default=(), title="责任角色")
    clause: str = Field(default="", title="依据条款", description="条款地址")
    cells: Named[Slug, str] = Field(
        default_factory=dict,
        title="各栏内容",
        description="更多的栏：标识 → 内容，可用参数；表单里 shows: 内容 取用",
    )
    basis: Basis | None = Field(default=None, title="出处", description="与整个列表不同才填")
    cites: tuple[str, ...] = Field(default=(), title="依据编号")


class FactList(Sourced):
    """A named list. Texts use it as {name} (titles joined by 、) and {name.count}."""

    label: Text = Field(title="名称", examples=["每日检查时点"])
    items: tuple[ListItem, ...] = Field(title="各项", min_length=1)
    heads: Named[Slug, str] = Field(
        default_factory=dict, title="各栏名称", description="cells 各栏叫什么：标识 → 名称；写了的在制度页面上列出"
    )
    note: str = Field(default="", title="给管理员的提示")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")


class Strictness(StrEnum):
    """Whether breaking a constraint stops publication."""

    ERROR = "错误"
    WARNING = "警告"


class Constraint(Element):
    """A rule the program itself can check, e.g. opening_time - work_start >= opening_gap."""

    id: Slug = Field(title="标识")
    clause: Text = Field(title="依据条款", description="条款地址", examples=["01/hours/gap"])
    rule: Text = Field(
        title="算式",
        description="由参数名、+、-、比较号组成，例如 opening_time - work_start >= opening_gap",
        examples=["opening_time - work_start >= opening_gap"],
    )
    strictness: Strictness = Field(default=Strictness.ERROR, title="违反时")
    message: Text = Field(title="提示", description="违反时说的话，可用参数 {opening_gap}")


class Item(Element):
    """An enumerated item （一）（二） of a paragraph."""

    text: Text = Field(title="内容")
    basis: Basis | None = Field(default=None, title="出处", description="与所在款不同才填")
    cites: tuple[str, ...] = Field(default=(), title="依据编号")


class Paragraph(Sourced):
    """A paragraph (款) of an article with one provenance; its items may differ from it."""

    text: Text = Field(
        title="正文",
        description="参数 {opening_time}、他项制度参数 {01/opening_time}、列表 {checkpoints}、角色 {@teller}、"
        "条款 {04/counter/order}、表单 {F03-01}",
    )
    items: tuple[Item, ...] = Field(default=(), title="各项")


class Cycle(StrEnum):
    """How often a duty comes round."""

    DAILY = "每日"
    WEEKLY = "每周"
    MONTHLY = "每月"
    QUARTERLY = "每季"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"
    EVENT = "遇事"
    ONCE = "一次"
    ALWAYS = "随时"


class Duty(Element):
    """Who does what, when, by when, and where it is recorded."""

    id: Slug = Field(title="标识", description="本条内唯一，一经公布不再改")
    roles: tuple[Slug, ...] = Field(title="谁", min_length=1, description="organization.yml 中的角色标识")
    action: Text = Field(title="做什么", description="动词开头，不写主语", examples=["主持晨会并作记录"])
    cycle: Cycle = Field(title="周期")
    moment: Slug | None = Field(default=None, title="时段", description="每日事项在一天的哪一段")
    trigger: str = Field(default="", title="触发", description="遇事类必填：什么情况下", examples=["法定长假前后"])
    deadline: str = Field(default="", title="时限", description="用参数写", examples=["次月{monthly_report_day}前"])
    evidence: tuple[FormId, ...] = Field(default=(), title="留下的记录", description="表单编号")
    basis: Basis | None = Field(
        default=None, title="出处", description="本条各款出处不同时，写明这一项职责出自哪一种；省略时按整条标“含拟稿”"
    )


class Retirement(Element):
    """Since when an article no longer holds."""

    on: Day = Field(title="废止日期", examples=["2027-01-01"])
    note: str = Field(default="", title="说明", description="为什么废止、由哪一条代替；可用参数、条款")


class Article(Element):
    """An article (条). Retired, it keeps its place, number and text, and binds nobody any more."""

    id: Slug = Field(title="标识", description="本章内唯一，一经公布不再改；条号由顺序算出")
    title: Text = Field(title="条名", examples=["营业时间"])
    paragraphs: tuple[Paragraph, ...] = Field(title="各款", min_length=1)
    duties: tuple[Duty, ...] = Field(default=(), title="职责")
    forms: tuple[FormId, ...] = Field(default=(), title="相关表单", description="正文、职责未提到而有关的表单")
    related: tuple[Text, ...] = Field(default=(), title="相关条款", description="条款地址")
    asked: tuple[Text, ...] = Field(
        default=(),
        title="常见问法",
        description="柜员、客户会怎么问、怎么说这一条；只供检索，不是规定",
        examples=[["几点开门", "早上几点上班"]],
    )
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")
    note: str = Field(default="", title="给管理员的提示", description="需要核对什么、向谁核对")
    retired: Retirement | None = Field(
        default=None,
        title="废止",
        description="写了就标明已废止：条号和正文保留，职责不再派，表单不再要求，题目不再出",
    )

    @property
    def heading(self) -> str:
        """The title, and since when the article no longer holds."""
        return f"{self.title}（{self.retired.on.isoformat()}起废止）" if self.retired else self.title

    @property
    def duties_in_force(self) -> tuple[Duty, ...]:
        """The duties that somebody has: none, once the article is retired."""
        return () if self.retired else self.duties


class Chapter(Element):
    """A chapter (章)."""

    id: Slug = Field(title="标识", description="本制度内唯一，一经公布不再改")
    title: Text = Field(title="章名", examples=["总则"])
    articles: tuple[Article, ...] = Field(default=(), title="各条")


class Status(StrEnum):
    """The standing of a regulation."""

    TRIAL = "试行"
    FORMAL = "正式"
    UNVERIFIED = "待核"


class Edition(Element):
    """One entry of a regulation's record of changes, newest first."""

    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)+$")] = Field(title="版本", examples=["1.0"])
    date: Day = Field(title="日期", description="成稿的日期", examples=["2026-11-24"])
    published: Day | None = Field(default=None, title="发布日期", examples=["2026-12-01"])
    effective: Day | None = Field(
        default=None, title="施行日期", description="不写就从发布日期（没有就从成稿日期）起", examples=["2027-01-01"]
    )
    repealed: Day | None = Field(
        default=None,
        title="废止日期",
        description="这一版从这天起不再施行；有新版接替的不用写",
        examples=["2028-01-01"],
    )
    summary: Text = Field(title="改了什么")

    @property
    def known_from(self) -> Day:
        """The first day on which it can be read."""
        return self.published or self.date

    @property
    def begins(self) -> Day:
        """The first day on which it binds."""
        return self.effective or self.known_from


class Regulation(Element):
    """regulations/NN-slug/regulation.yml; number and slug come from the folder's name."""

    number: SkipJsonSchema[int] = Field(default=0, alias="__number__")
    slug: SkipJsonSchema[str] = Field(default="", alias="__slug__")
    title: Text = Field(title="制度全称", examples=["客户服务中心营业管理规定"])
    short: Text = Field(title="简称", examples=["营业管理"])
    aliases: tuple[Text, ...] = Field(default=(), title="其他叫法")
    status: Status = Field(title="稿件状态")
    purpose: Text = Field(title="一句话要点", description="制度页最上方的一句话")
    coverage: Text = Field(title="材料覆盖情况", description="材料给到哪里、哪里起是拟稿")
    effective: str = Field(default="", title="施行", description="用参数写，如 {effective_date}")
    responsible: tuple[Slug, ...] = Field(title="责任人", min_length=1, description="角色标识")
    editions: tuple[Edition, ...] = Field(title="更新记录", min_length=1, description="新的在上")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")
    facts: Named[Name, Fact] = Field(
        default_factory=dict, title="参数", description="每个数字、时间、期限只在这里写一次"
    )
    lists: Named[Name, FactList] = Field(default_factory=dict, title="列表")
    constraints: tuple[Constraint, ...] = Field(default=(), title="约束")
    chapters: tuple[Chapter, ...] = Field(title="各章", min_length=1)

    @property
    def key(self) -> str:
        """The two-digit number that starts every address in this regulation."""
        return f"{self.number:02d}"

    @property
    def folder(self) -> str:
        """The folder's name, e.g. 01-operations."""
        return f"{self.number:02d}-{self.slug}"
