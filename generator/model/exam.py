"""Papers: how many questions of which type, from which regulations, how hard, and how they are marked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import Basis, Element, Slug, Text
from .question import QuestionType


class MultipleRule(StrEnum):
    """How a 多选 is marked; printed on the paper."""

    STRICT = "全对才得分"
    HALF = "少选得一半，错选不得分"
    PER_OPTION = "每个选项各计分，错选倒扣，扣完为止"


class PaperPart(Element):
    """So many questions of one type, each worth the same."""

    type: QuestionType = Field(title="题型")
    count: int = Field(title="题数", ge=1, le=100)
    marks: int = Field(title="每题分值", ge=1, le=50)


class RegulationShare(Element):
    """What part of a paper comes from a regulation, against the others."""

    regulation: str = Field(title="制度", pattern=r"^\d{2}$", description="两位编号")
    weight: int = Field(title="权重", ge=0, le=20)


class Difficulties(Element):
    """The mix of difficulties, as weights."""

    easy: int = Field(title="易", ge=0, le=20)
    medium: int = Field(title="中", ge=0, le=20)
    hard: int = Field(title="难", ge=0, le=20)


class Paper(Element):
    """A blueprint (双向细目表): type × regulation × difficulty."""

    id: Slug = Field(title="标识")
    title: Text = Field(title="卷名", examples=["十项制度培训测试"])
    minutes: int = Field(title="时间（分钟）", ge=5, le=300)
    passing: Text = Field(
        title="合格分", description="推广实施方案的参数，如 {test_pass}，或数字", examples=["{test_pass}"]
    )
    multiple: MultipleRule = Field(default=MultipleRule.STRICT, title="多选计分")
    parts: tuple[PaperPart, ...] = Field(title="各大题", min_length=1)
    regulations: tuple[RegulationShare, ...] = Field(default=(), title="各制度的权重", description="不写的各占一份")
    difficulty: Difficulties = Field(title="难度比例")
    drafted: bool = Field(default=True, title="用不用拟稿条款的题")
    basis: Basis = Field(default=Basis.DRAFT, title="出处")
    note: str = Field(default="", title="给管理员的提示")

    @property
    def marks(self) -> int:
        """The marks of the whole paper."""
        return sum(part.count * part.marks for part in self.parts)


class Exams(Element):
    """regulations/exams.yml."""

    papers: tuple[Paper, ...] = Field(title="试卷", min_length=1)
