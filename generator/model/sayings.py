"""Everyday Chinese beside the rules' own words; only search reads it."""

from __future__ import annotations

from pydantic import Field

from .base import Element, Text


class Saying(Element):
    """Words that people type, and the words of the texts that they may mean; never the other way round."""

    say: tuple[Text, ...] = Field(
        title="日常说法", min_length=1, description="同一个意思的几种说法", examples=[["坏了", "坏掉"]]
    )
    means: tuple[Text, ...] = Field(
        title="规章里的词",
        min_length=1,
        description="检索时也找这些词，照规章里的写法；两个词都要有的写作 调阅+录像",
        examples=[["故障", "损坏"]],
    )


class Sayings(Element):
    """regulations/sayings.yml."""

    sayings: tuple[Saying, ...] = Field(title="日常说法")
