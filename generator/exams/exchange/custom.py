"""Any other Excel template: a file says which columns it has and what stands in each.

```yaml
name: 省公司题库
file: 题库.xlsx
types: {单选: 单项选择题, 案例: 简答题}
judge: [正确, 错误]
columns:
  试题内容: "{题干}"
  试题类型: "{题型}"
  A: "{选项A}"
  B: "{选项B}"
  标准答案: "{答案}"
  备注: "{解析}（{条款}）"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from ...excel.table import workbook
from ...model import Element, QuestionType
from ...model.base import Line, Named, Text
from ...problems import Problem
from ..items import Item
from .context import Context, Export
from .order import as_choice
from .words import RIGHT, WRONG, answer, explanation, letter, letters, marks, one_line, plain, points, question

_FIELD = re.compile(r"\{([^{}]*)\}")
_OPTIONS = tuple(f"选项{letter(at)}" for at in range(8))
FIELDS = (
    "序号", "标识", "题干", "题型", *_OPTIONS, "选项", "选项数", "答案", "答案文字", "得分点", "分值", "解析", "难度",
    "章节", "条款", "标记",
)  # fmt: skip


class Template(Element):
    """A template of one's own: the columns of a workbook and what stands in them."""

    name: Line = Field(title="名称", min_length=1, examples=["省公司题库"])
    file: Annotated[Line, Field(pattern=r"^[^\\/:*?\"<>|]+\.xlsx$")] = Field(
        default="题库.xlsx", title="文件名", examples=["题库.xlsx"]
    )
    sheet: Line = Field(default="Sheet1", title="工作表名")
    types: Named[Text, Text] = Field(default_factory=dict, title="题型的叫法", description="本库的题型: 模板的叫法")
    only: tuple[QuestionType, ...] = Field(default=(), title="只导出这些题型", description="不写则全部导出")
    judge: tuple[Text, ...] = Field(
        default=(RIGHT, WRONG), title="判断题的答案怎么写", description="先写对的，再写错的", examples=["[正确, 错误]"]
    )
    separator: str = Field(default="", title="多选题答案的字母之间", examples=["，"])
    columns: Named[Text, str] = Field(
        title="各列", min_length=1, description=f"列名: 内容，可用 {{{'}、{'.join(FIELDS)}}}"
    )


def problems(template: Template) -> Iterator[Problem]:
    """What a column asks for and no item has, types that there are not, a template without the question."""
    for header, text in template.columns.items():
        mark = template.at.of("columns", header)
        for match in _FIELD.finditer(text):
            if match[1] not in FIELDS:
                remedy = f"可以用的有：{'、'.join(FIELDS)}"
                yield Problem("unknown-reference", mark.find(match[0]), f"没有“{match[1][:40]}”这一项", remedy)
    known = [kind.value for kind in QuestionType]
    mark = template.at.of("types")
    for name in template.types:
        if name not in known:
            place = mark.keys.get(name, mark.position)
            yield Problem("bad-value", place, f"没有题型“{name[:40]}”", f"冒号左边只能写：{'、'.join(known)}")
    if len(template.judge) != 2:
        message = f"“判断题的答案怎么写”（judge）写了 {len(template.judge)} 个词，要写两个"
        yield Problem("bad-value", template.position_of("judge"), message, "先写对的，再写错的，例如 [正确, 错误]")
    if not any("{题干}" in text for text in template.columns.values()):
        remedy = "给其中一列写上 {题干}；“含拟稿”的标记也在题干里"
        yield Problem("bad-value", template.at.of("columns").position, "没有一列写题干", remedy)


def export(template: Template) -> Export:
    """The template as a format."""

    def write(items: Sequence[Item], context: Context) -> bytes:
        rows = [_row(template, number, item, context) for number, item in enumerate(items, 1)]
        return workbook(template.sheet, [tuple(template.columns), *rows])

    def holds(item: Item) -> bool:
        fits = len(as_choice(item).options) <= len(_OPTIONS)
        return fits and (not template.only or item.type in template.only)

    return Export(template.name, template.file, write, holds)


def _row(template: Template, number: int, item: Item, context: Context) -> list[str]:
    values = _values(template, number, item, context)
    return [_FIELD.sub(lambda match: values.get(match[1], match[0]), text) for text in template.columns.values()]


def _values(template: Template, number: int, item: Item, context: Context) -> dict[str, str]:
    asked = as_choice(item)
    options = [plain(choice.text) for choice in asked.options]
    right = answer(asked)
    if asked.options:
        right = template.separator.join(letters(asked))
    elif asked.type is QuestionType.JUDGE:
        right = template.judge[0 if asked.holds else 1]
    in_words = "\n".join(plain(choice.text) for choice in asked.options if choice.right) or right
    return {
        **dict.fromkeys(_OPTIONS, ""),
        **dict(zip(_OPTIONS, options, strict=False)),
        "序号": str(number),
        "标识": one_line(item.id),
        "题干": plain(question(asked)),
        "题型": template.types.get(item.type.value) or template.types.get(asked.type.value) or asked.type.value,
        "选项": "\n".join(f"{letter(at)}. {text}" for at, text in enumerate(options)),
        "选项数": str(len(options)),
        "答案": right,
        "答案文字": answer(item) if item.steps else in_words,
        "得分点": points(item),
        "分值": str(sum(worth for _, worth in item.points) or ""),
        "解析": plain(explanation(item, context)),
        "难度": item.difficulty.value,
        "章节": one_line(context.title(item)),
        "条款": one_line(context.cited(item)),
        "标记": "；".join(marks(item)),
    }
