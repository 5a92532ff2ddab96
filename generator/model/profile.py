"""Provinces, cities, centers and counters: what each is called, and the facts it sets otherwise than the rules."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import Element, Flag, Line, Named, Slug, Text


class UnitValue(StrEnum):
    """What `{#…}` in a form stands for once it is made out: of the unit, the period, a person, a day."""

    NAME = "机构名称"
    SHORT = "机构简称"
    CODE = "机构编码"
    BRANCH = "所属公司"
    PARENT = "上级机构"
    CITY = "地市分公司"
    PROVINCE = "省公司"
    ADDRESS = "地址"
    PHONE = "电话"
    COMPLAINT = "监督电话"
    HOTLINE = "客服热线"
    MANAGER = "负责人"
    WINDOWS = "台席数"
    YEAR = "年度"
    YEAR_NUMBER = "年份"
    QUARTER = "季度"
    MONTH = "月份"
    STAFF = "员工姓名"
    POST = "员工岗位"
    SKILLS = "员工技能"
    DAY = "日"
    WEEKDAY = "星期"
    WEEK = "周次"
    DAY_KIND = "日别"


class Staff(Element):
    """Somebody who works at a counter."""

    name: Line = Field(title="姓名", min_length=1)
    post: Line = Field(default="", title="岗位")
    skills: Line = Field(default="", title="技能", description="收费、付费、保全……，用顿号分开")


class Unit(Element):
    """A province, city, center or counter."""

    id: Slug = Field(title="标识", description="全部机构中唯一，一经公布不再改", examples=["example-west-lake"])
    # Titles and names would not do for these two, but the checks, which know them, say what to write instead.
    level: Line = Field(
        title="层级", min_length=1, description="organization.yml 的 levels 中的标识", examples=["counter"]
    )
    parent: Line | None = Field(default=None, title="上级机构", min_length=1, description="上级机构的标识")
    name: Line = Field(min_length=1, title="机构名称", description="全称，印在表单的“单位”栏")
    short: Line = Field(default="", title="简称", description="留空用全称")
    code: Line = Field(default="", title="机构编码")
    branch: Line = Field(
        default="",
        title="所属公司",
        description="这个客服中心或柜面属于哪个公司，公文的发文机关和落款用；留空用上级机构的",
        examples=["某某市分公司"],
    )
    address: Line = Field(default="", title="地址")
    phone: Line = Field(default="", title="电话")
    complaint: Line = Field(default="", title="监督电话", description="留空用上级机构的")
    hotline: Line = Field(default="", title="客服热线", description="留空用上级机构的")
    manager: Line = Field(default="", title="负责人", description="客服中心经理或柜面主管的姓名")
    windows: int | None = Field(default=None, title="台席数", ge=1, le=200)
    staff: tuple[Staff, ...] = Field(default=(), title="员工", max_length=60)
    facts: Named[str, str] = Field(
        default_factory=dict,
        title="另定的参数",
        description="参数地址 → 值，如 01/work_start: 8:00；只能改规定允许本层级调整的，且在上下限以内；下级机构沿用",
    )
    approval: Line = Field(
        default="", title="核定依据", description="改的参数须由上一级核定时，写核定文号；没有核定的不得调整"
    )
    example: Flag = Field(default=False, title="示例机构")


class Profiles(Element):
    """regulations/profiles/*.yml."""

    title: Text = Field(title="这一份名单的名称")
    note: str = Field(default="", title="给管理员的提示")
    units: tuple[Unit, ...] = Field(title="机构", min_length=1)
