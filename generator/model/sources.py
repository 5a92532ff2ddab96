"""What the rules rest on: facts of the source material, public rules, fragments, and known ambiguities."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from .base import Element, Text


class Confidence(StrEnum):
    """How far a source can be trusted."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


class MaterialFact(Element):
    """One numbered fact of the source material. What it says stands in the clauses, not here."""

    id: Annotated[str, StringConstraints(pattern=r"^(M|P|T|D|R\d{1,2})-\d{2}$")] = Field(
        title="编号", examples=["R1-13"]
    )
    place: Text = Field(title="在材料中的位置", examples=["制度一·两个名词"])
    subject: Text = Field(title="说的是什么", description="短语，不复述数字", examples=["营业开始与工作开始的间隔"])
    unused: str = Field(
        default="", title="不入条款的原因", description="不是规则（如网页杂质）时填写；否则必须有条款引用"
    )


class PublicRule(Element):
    """A law, regulation or standard that a clause may rest on."""

    id: Annotated[str, StringConstraints(pattern=r"^L-\d{2}$")] = Field(title="编号", examples=["L-10"])
    title: Text = Field(title="名称", description="不带书名号", examples=["人身保险业务基本服务规定"])
    number: str = Field(default="", title="文号", examples=["保监会令 2010 年第 4 号"])
    effective: str = Field(default="", title="施行日期", examples=["2010-05-01"])
    confidence: Confidence = Field(title="可信度")
    note: str = Field(default="", title="核对提示", description="哪些条号、数字还需核对原文")


class Fragment(Element):
    """A public text that looks like, but is not proven to be, part of the source; or a peer's practice."""

    id: Annotated[str, StringConstraints(pattern=r"^S-\d{2}[a-z]?$")] = Field(title="编号", examples=["S-01a"])
    title: Text = Field(title="名称")
    confidence: Confidence = Field(title="可信度")
    note: str = Field(default="", title="说明")


class Ambiguity(Element):
    """A question that the source material leaves open; clauses say which reading they take."""

    id: Annotated[str, StringConstraints(pattern=r"^A-\d{2}$")] = Field(title="编号", examples=["A-03"])
    question: Text = Field(title="问题")


class Sources(Element):
    """regulations/sources.yml."""

    material: tuple[MaterialFact, ...] = Field(title="材料事实", min_length=1)
    public_rules: tuple[PublicRule, ...] = Field(title="公开规定", min_length=1)
    fragments: tuple[Fragment, ...] = Field(title="公开残片与同业资料")
    ambiguities: tuple[Ambiguity, ...] = Field(title="歧义")
