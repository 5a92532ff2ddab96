"""The company around the rules: levels, roles, the parts of a working day, the glossary, the default look."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from .base import Basis, Element, Flag, Reading, Slug, Text
from .regulation import Vary


class RoleKind(StrEnum):
    """Whether a duty holder is a person's post, a department, or a whole unit."""

    POST = "岗位"
    DEPARTMENT = "部门"
    UNIT = "机构"


class Level(Element):
    """A level of the company: head office, province, city, county, counter."""

    id: Slug = Field(title="标识", description="一经公布不再改", examples=["city"])
    title: Text = Field(title="名称", examples=["地市分公司"])
    parent: Slug | None = Field(default=None, title="上级", description="上一层级的标识")
    also: tuple[Text, ...] = Field(default=(), title="材料中的其他叫法")
    may: Vary | None = Field(
        default=None, title="可以调整哪些参数", description="标有这一权限的参数，本层级和它的上级都可以另定"
    )
    brief: str = Field(default="", title="职责概述")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")


class Role(Element):
    """Somebody who can hold a duty."""

    id: Slug = Field(title="标识", description="一经公布不再改", examples=["counter-supervisor"])
    title: Text = Field(title="名称", description="页面、表单、题目统一使用的叫法", examples=["柜面主管"])
    kind: RoleKind = Field(default=RoleKind.POST, title="类别")
    levels: tuple[Slug, ...] = Field(default=(), title="所在层级")
    kind_of: Slug | None = Field(
        default=None, title="属于哪个岗位", description="填了就继承那个岗位的全部职责", examples=["center-manager"]
    )
    aliases: tuple[Text, ...] = Field(default=(), title="别名", description="检索时也认的叫法")
    brief: str = Field(default="", title="一句话说明")
    basis: Basis = Field(default=Basis.SOURCE, title="出处")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")


class Moment(Element):
    """A part of the working day; its times are facts of the regulations."""

    id: Slug = Field(title="标识", examples=["before-opening"])
    title: Text = Field(title="名称", examples=["营业前"])
    start: str = Field(default="", title="从", description="用参数写，如 {01/work_start}")
    end: str = Field(default="", title="到", description="用参数写，如 {01/opening_time}")
    brief: str = Field(default="", title="说明")


class Term(Element):
    """A glossary entry, explained on hover wherever it stands in a text."""

    term: Text = Field(title="名词", examples=["工作时间"])
    aliases: tuple[Text, ...] = Field(default=(), title="别名", description="检索和悬停解释都认")
    meaning: Text = Field(title="解释", description="可用参数 {01/opening_time}、角色 {@teller}")
    clause: str = Field(default="", title="出自条款", description="条款地址，如 01/hours/two-times")
    basis: Basis = Field(title="出处")
    cites: tuple[str, ...] = Field(default=(), title="依据编号")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")
    hover: Flag = Field(default=True, title="正文中悬停解释", description="太常见的词填 否")


class Look(Element):
    """The default look of pages and papers."""

    accent: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = Field(
        title="主色", description="十六进制颜色", examples=["#0B6B50"]
    )
    body_font: Text = Field(default="宋体", title="正文字体", description="Office 中的字体名")
    heading_font: Text = Field(default="黑体", title="标题字体", description="Office 中的字体名")
    document_font: Text = Field(default="仿宋", title="公文字体")
    title_font: Text = Field(default="方正小标宋简体", title="公文标题字体")
    emphasis_font: Text = Field(default="楷体", title="说明字体")


class Organization(Element):
    """regulations/organization.yml."""

    company: Text = Field(title="公司名称")
    province: Text = Field(title="适用省份")
    department: Text = Field(title="署名部门")
    program: Text = Field(title="制度总称", examples=["客户服务中心柜面运营管理“十项制度”"])
    short: Text = Field(title="制度简称", examples=["十项制度"])
    notice: Text = Field(title="稿件性质声明", description="每个页面、每张表都印的一句话")
    address: Annotated[str, StringConstraints(pattern=r"^(https?://\S+/)?$", max_length=100)] = Field(
        default="",
        title="网站地址",
        description="本站在内网的地址，以 / 结尾；填了，表单上的二维码就指向表单的页面，打印的制度、职责、日程、方案也带上回到网页的二维码",
        examples=["http://intranet.example/tenregs/"],
    )
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")
    levels: tuple[Level, ...] = Field(title="机构层级", min_length=1)
    roles: tuple[Role, ...] = Field(title="角色", min_length=1)
    moments: tuple[Moment, ...] = Field(title="一天的时段", min_length=1)
    glossary: tuple[Term, ...] = Field(title="名词", min_length=1)
    look: Look = Field(title="外观")
