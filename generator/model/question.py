"""Training questions: what each asks, which clauses it examines, what is right and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .base import FINGERPRINT, Element, Flag, Review, Slug, Text


class Difficulty(StrEnum):
    """How hard a question is meant to be."""

    EASY = "易"
    MEDIUM = "中"
    HARD = "难"


class Pool(StrEnum):
    """Where a question may be used: on the site, or only in papers that nobody has seen."""

    PRACTICE = "练习"
    FORMAL = "正式"


class Verdict(StrEnum):
    """Whether a statement holds."""

    TRUE = "对"
    FALSE = "错"


class QuestionType(StrEnum):
    """The types of questions, as exam systems name them."""

    SINGLE = "单选"
    MULTIPLE = "多选"
    JUDGE = "判断"
    CLOZE = "填空"
    ORDER = "排序"
    SHORT = "简答"
    CASE = "案例"


class _Question(Element):
    id: Slug = Field(title="标识", description="本制度内唯一，一经公布不再改；学习记录靠它")
    clauses: tuple[Text, ...] = Field(
        title="考查的条款",
        min_length=1,
        description="条款地址，如 01/hours/business-hours；考到其中一项职责的写 条款地址#职责标识",
        examples=["01/hours/business-hours"],
    )
    difficulty: Difficulty = Field(title="难度")
    pool: Pool = Field(default=Pool.PRACTICE, title="题库", description="练习：上网站；正式：只进试卷，不上网站")
    stem: Text = Field(
        title="题干", description="可用参数 {opening_time}、角色 {@teller}、表单 {F03-01}；否定词加 **粗体**"
    )
    explain: Text = Field(title="解析", description="为什么；条款原文会自动列在后面")
    fingerprint: str = Field(
        default="",
        title="核对时的条款指纹",
        pattern=FINGERPRINT,
        description="由 tenregs confirm 写，不手填；条款变了，这道题就待核对",
    )
    reviewed: Review | None = Field(default=None, title="审定", description="由审定人填写；未填的视为未审定")


class Option(Element):
    """A choice: right or wrong, and why."""

    text: Text = Field(title="选项")
    right: Flag = Field(default=False, title="正确")
    why: str = Field(default="", title="理由", description="错在哪里；选错的人看得到")


class SingleChoice(_Question):
    """One right answer among several."""

    type: Literal["单选"] = Field(title="题型")
    options: tuple[Option, ...] = Field(title="选项", min_length=3, max_length=6)


class MultipleChoice(_Question):
    """Two or more right answers."""

    type: Literal["多选"] = Field(title="题型")
    options: tuple[Option, ...] = Field(title="选项", min_length=4, max_length=8)


class Judgement(_Question):
    """A statement that holds or does not."""

    type: Literal["判断"] = Field(title="题型")
    answer: Verdict = Field(title="答案")


class Blank(Element):
    """A blank of a stem and every wording that is right there."""

    id: Slug = Field(title="标识", description="题干里写 {?标识}")
    accept: tuple[Text, ...] = Field(title="可接受的答案", min_length=1, description="第一个是标准答案")


class Cloze(_Question):
    """A statement with blanks."""

    type: Literal["填空"] = Field(title="题型")
    blanks: tuple[Blank, ...] = Field(title="空", min_length=1, max_length=5)


class Ordering(_Question):
    """Steps to be put in order."""

    type: Literal["排序"] = Field(title="题型")
    steps: tuple[Text, ...] = Field(title="各步", min_length=3, max_length=8, description="按正确的顺序写，出题时打乱")


class Point(Element):
    """What a full answer says, and its worth."""

    text: Text = Field(title="要点")
    marks: int = Field(title="分值", ge=1, le=20)


class ShortAnswer(_Question):
    """A question answered in a few sentences."""

    type: Literal["简答"] = Field(title="题型")
    points: tuple[Point, ...] = Field(title="得分点", min_length=2)


class Case(_Question):
    """A situation, and what to do in it."""

    type: Literal["案例"] = Field(title="题型")
    case: Text = Field(title="案情")
    points: tuple[Point, ...] = Field(title="得分点", min_length=2)


Question = Annotated[
    SingleChoice | MultipleChoice | Judgement | Cloze | Ordering | ShortAnswer | Case, Field(discriminator="type")
]


class Questions(Element):
    """regulations/NN-slug/questions.yml."""

    questions: tuple[Question, ...] = Field(title="题目", min_length=1)
