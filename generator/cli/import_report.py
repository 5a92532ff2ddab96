"""What an import says: what was read, what to settle, what `check` would say, what changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..changes.report import Report
from ..changes.report import as_json as changes_as_json
from ..changes.report import as_text as changes_as_text
from ..intake.regulation import Draft
from ..problems import Problem, Severity

# What remarks of a kind are about, in the order they are told.
HEADS = {
    "title": "标题", "front": "正文之外", "signature": "正文之外", "toc": "正文之外", "page-number": "正文之外",
    "tracked": "修订痕迹", "text-box": "没有读进来的", "footnote": "没有读进来的", "picture": "没有读进来的",
    "hidden": "没有读进来的", "nested-table": "没有读进来的", "table": "表格和附件", "appendix": "表格和附件",
    "number": "编号", "item-number": "编号", "section": "编号", "subitems": "编号", "chapter": "编号",
    "empty-chapter": "编号", "no-text": "编号", "joined": "分段", "wrapped": "分段", "brace": "文字", "provenance": "文字",
    "value": "参数的值变了", "changed": "改了字的条文", "new-chapter": "新增", "new-article": "新增", "new-paragraph": "新增",
    "gone": "没有了的条文", "moved": "挪动和改名", "renamed": "挪动和改名", "article-title": "条名",
    "fact": "认出的参数", "figure": "写法不同的数字", "duty": "认出的职责", "cycle": "没有认出职责的周期", "role": "角色的别名",
    "form": "没有登记的表单", "status": "制度信息", "purpose": "制度信息", "responsible": "制度信息", "editions": "制度信息",
}  # fmt: skip


@dataclass(frozen=True)
class Imported:
    """One import: `lines` are the places of the draft's remarks in its file, `source` the number it was registered under."""

    file: str
    folder: str
    new: bool
    written: bool
    place: Path
    source: str
    draft: Draft
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]
    report: Report | None

    def counts(self) -> dict[str, int]:
        """How much was read."""
        articles = self.draft.outline.articles
        paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
        return {
            "chapters": len(self.draft.outline.chapters), "articles": len(articles), "paragraphs": len(paragraphs),
            "items": sum(len(paragraph.items) for paragraph in paragraphs),
            "tables": sum(len(article.tables) for article in articles),
        }  # fmt: skip


def as_lines(imported: Imported) -> str:
    """The report for a person at a terminal."""
    counts = imported.counts()
    kind = "新的制度" if imported.new else "已有的制度"
    lines = [
        f"{imported.file} → {imported.folder}（{kind}）：{counts['chapters']} 章 {counts['articles']} 条 {counts['paragraphs']} 款 "
        f"{counts['items']} 项 {counts['tables']} 个表格。",
        f"{'已写入' if imported.written else '草稿在'} {imported.place}。",
    ]
    if imported.source and not imported.written:
        lines.append(f"采用时在 sources.yml 的 material 里登记 {imported.source}（--write 会一起登记）。")
    if imported.new and not imported.written:
        lines.append(f"采用草稿：文件夹改名为 {imported.folder}（去掉下划线），或者加 --write 再导入一次。")
    lines += ["", *_settle(imported), *_checks(imported.problems)]
    if imported.report is not None:
        lines += ["", changes_as_text(imported.report)]
    return "\n".join(lines)


def _settle(imported: Imported) -> Iterator[str]:
    remarks = imported.draft.remarks
    yield f"待定 {len(remarks)} 处（草稿里写作“# 待定：”）：" if remarks else "没有待定的。"
    groups: dict[str, list[str]] = {}
    for remark, line in zip(remarks, imported.lines, strict=True):
        where = f"，第 {line} 行" if remark.path else ""
        groups.setdefault(HEADS.get(remark.kind, "其他"), []).append(
            f"    {remark.place}{where}：{remark.message}。{remark.remedy}。"
        )
    for head in dict.fromkeys(HEADS.values()):
        if head in groups:
            yield f"  {head}（{len(groups[head])}）"
            yield from groups[head]


def _checks(problems: tuple[Problem, ...]) -> Iterator[str]:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    yield ""
    if not problems:
        yield "草稿检查通过，没有新的问题。"
        return
    yield f"草稿放进去以后，check 会多出 {errors} 个错误、{len(problems) - errors} 个警告："
    for problem in problems:
        yield f"  {problem.position}  {problem.severity}  {problem.message}  [{problem.code}]"


def as_json(imported: Imported) -> str:
    """{file, regulation, new, written, draft, source, counts, remarks: [{kind, place, line, message, remedy}], problems:
    [{code, severity, file, line, column, message, remedy}], changes: as `diff --format json`, or null}."""
    remarks = [
        {"kind": r.kind, "place": r.place, "line": line if r.path else None, "message": r.message, "remedy": r.remedy}
        for r, line in zip(imported.draft.remarks, imported.lines, strict=True)
    ]
    problems = [
        {"code": p.code, "severity": p.severity.name.lower(), "file": p.position.file, "line": p.position.line,
         "column": p.position.column, "message": p.message, "remedy": p.remedy}
        for p in imported.problems
    ]  # fmt: skip
    answer: dict[str, Any] = {
        "file": imported.file, "regulation": imported.folder, "new": imported.new, "written": imported.written,
        "draft": str(imported.place), "source": imported.source or None, "counts": imported.counts(), "remarks": remarks,
        "problems": problems, "changes": json.loads(changes_as_json(imported.report)) if imported.report else None,
    }  # fmt: skip
    return json.dumps(answer, ensure_ascii=False, indent=1)
