"""The roll-out plan: goals, leading group, phases with tasks, supervision checks, general requirements."""

from __future__ import annotations

from pydantic import Field

from .base import Element, FormId, Name, Named, Reading, Slug, Sourced, Text
from .regulation import Cycle, Edition, Fact


class PlanPoint(Sourced):
    """A goal or a general requirement."""

    id: Slug = Field(title="标识")
    text: Text = Field(title="内容")


class Task(Sourced):
    """A task of a phase."""

    id: Slug = Field(title="标识", description="一经公布不再改")
    title: Text = Field(title="任务")
    text: Text = Field(title="内容", description="可用参数、角色、条款、表单")
    roles: tuple[Slug, ...] = Field(default=(), title="谁负责")
    regulation: int | None = Field(default=None, title="对应制度", ge=1, le=10)
    forms: tuple[FormId, ...] = Field(default=(), title="物件或资料")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")


class Phase(Sourced):
    """A phase of the roll-out."""

    id: Slug = Field(title="标识")
    title: Text = Field(title="阶段", examples=["宣导启动"])
    start: Text = Field(title="开始", description="用参数写")
    end: str = Field(default="", title="结束", description="用参数写；留空为持续")
    text: Text = Field(title="总任务")
    tasks: tuple[Task, ...] = Field(title="任务", min_length=1)
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")


class Check(Sourced):
    """One of the supervision checks."""

    id: Slug = Field(title="标识")
    title: Text = Field(title="检查什么")
    text: Text = Field(title="要点")
    method: Text = Field(title="方法", examples=["查资料"])
    score: int = Field(title="分值", ge=0, le=100, description="拟稿")
    points: tuple[Text, ...] = Field(default=(), title="检查点")
    forms: tuple[FormId, ...] = Field(default=(), title="查看的资料")
    cycle: Cycle = Field(default=Cycle.QUARTERLY, title="周期")
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")


class Plan(Element):
    """regulations/plan.yml; addresses in it start with 00."""

    title: Text = Field(title="方案名称")
    purpose: Text = Field(title="一句话要点")
    positioning: tuple[PlanPoint, ...] = Field(title="定位与性质", min_length=1)
    goals: tuple[PlanPoint, ...] = Field(title="目标", min_length=1)
    group: tuple[PlanPoint, ...] = Field(title="领导小组", min_length=1)
    facts: Named[Name, Fact] = Field(default_factory=dict, title="参数")
    phases: tuple[Phase, ...] = Field(title="阶段", min_length=1)
    checks: tuple[Check, ...] = Field(title="监督检查", min_length=1)
    requirements: tuple[PlanPoint, ...] = Field(title="其他要求", min_length=1)
    readings: tuple[Reading, ...] = Field(default=(), title="歧义处理")
    editions: tuple[Edition, ...] = Field(title="更新记录", min_length=1)
