"""What papers say: numerals, how each type is answered and marked, where a question's answer stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..exams.items import GAP
from ..exams.printed import LETTERS, Asked, ExamPaper, Section
from ..facts.resolve import number_in_words
from ..model import MultipleRule, QuestionType
from ..references import Index
from .package import Fonts, Properties

DRAFTED = "拟稿"
WRITTEN = (QuestionType.SHORT, QuestionType.CASE)
LETTERED = (QuestionType.SINGLE, QuestionType.MULTIPLE)
_NAMES = {
    QuestionType.SINGLE: "单选题", QuestionType.MULTIPLE: "多选题", QuestionType.JUDGE: "判断题",
    QuestionType.CLOZE: "填空题", QuestionType.ORDER: "排序题", QuestionType.SHORT: "简答题", QuestionType.CASE: "案例题",
}  # fmt: skip
_RULES = {
    MultipleRule.STRICT: "多选、少选、错选、不选都不得分",
    MultipleRule.HALF: "选的都对但没有选全的得一半分，有错选的、不选的不得分",
    MultipleRule.PER_OPTION: "正确选项平分本题的分，选对一个得一份，错选一个扣一份，扣完本题的分为止，计到半分",
}
_HOW = {
    QuestionType.SINGLE: "每题只有一个正确答案，把它的字母填在题号前的括号里。",
    QuestionType.JUDGE: "在题号前的括号里，正确的打“√”，错误的打“×”。",
    QuestionType.CLOZE: "把答案写在横线上。一题有几个空的，各空平分本题的分，计到半分。",
    QuestionType.ORDER: "把各步的字母按正确的先后写在横线上，全部排对才得分。",
    QuestionType.SHORT: "按要点给分，写清要点即可。",
    QuestionType.CASE: "先读案情，再回答问题；按要点给分。",
}


@dataclass(frozen=True)
class Context:
    """What the documents of one run share. `clause` names a clause with its regulation."""

    company: str
    notice: str
    fonts: Fonts
    clause: Callable[[str], str]
    regulations: dict[str, str]

    def properties(self, title: str, id: str, seed: int) -> Properties:
        """What a file says about itself."""
        return Properties(title, id, self.company, seed, self.notice, self.fonts)


def context_of(index: Index) -> Context:
    """The context of a library."""
    library = index.library
    organization = library.organization
    look = organization.look

    def clause(address: str) -> str:
        found = library.clauses.get(address)
        if found is None:
            return address
        name = index.resolver.clause_name(address, found.regulation.key)
        return f"《{found.regulation.title}》{name}"

    return Context(
        organization.company,
        organization.notice,
        Fonts(look.body_font, look.heading_font, look.emphasis_font),
        clause,
        {regulation.key: regulation.short for regulation in library.regulations},
    )


def heading(place: int, section: Section) -> str:
    """一、单选题（每题2分，共50分）."""
    return f"{number_in_words(place + 1)}、{_NAMES[section.type]}（每题{section.marks}分，共{section.total}分）"


def numerals(count: int) -> list[str]:
    """一、二 … for the parts of a paper."""
    return [number_in_words(place) for place in range(1, count + 1)]


def how(type: QuestionType, rule: MultipleRule) -> str:
    """How a type is answered and marked."""
    if type is QuestionType.MULTIPLE:
        return f"每题有两个或者两个以上正确答案，把它们的字母填在题号前的括号里。{rule_words(rule)}。"
    return _HOW[type]


def rule_words(rule: MultipleRule) -> str:
    """The rule for 多选 as the blueprint names it, and what it means."""
    return f"{rule.value}：{_RULES[rule]}"


def name_of(paper: ExamPaper) -> str:
    """十项制度培训测试（A卷）."""
    return f"{paper.title}（{paper.letter}卷）"


def foot_of(paper: ExamPaper, what: str = "") -> str:
    """What stands at the foot of every page: loose pages find together again."""
    return f"{paper.title}　{paper.letter}卷{what}　卷号 {paper.id}　种子 {paper.seed}"


def answer_of(asked: Asked) -> str:
    """The answer in short: letters, √ or ×, the blanks."""
    item = asked.item
    if item.type is QuestionType.JUDGE:
        return "√" if item.holds else "×"
    if item.type is QuestionType.CLOZE:
        return "；".join(" 或 ".join(accepted) for accepted in item.blanks)
    return asked.key


def answer_in_full(asked: Asked) -> str:
    """The answer with the words of what is right."""
    if asked.options:
        return "；".join(f"{LETTERS[n]}. {o.text}" for n, o in enumerate(asked.options) if o.right)
    if asked.steps:
        return "→".join(f"{LETTERS[asked.steps.index(step)]} {step}" for step in asked.item.steps)
    return answer_of(asked)


def filled(asked: Asked) -> str:
    """A 填空 with its answers in their places."""
    text = asked.item.stem
    for accepted in asked.item.blanks:
        text = text.replace(GAP, f"【{accepted[0]}】", 1)
    return text


def scaled(points: tuple[tuple[str, int], ...], marks: int) -> list[tuple[str, float]]:
    """Marking points whose marks come to what the question is worth on this paper, in halves."""
    whole = sum(worth for _, worth in points)
    halves = [2 * marks * worth / whole for _, worth in points]
    given = [int(half) for half in halves]
    order = sorted(range(len(points)), key=lambda n: (given[n] - halves[n], n))
    for n in order[: 2 * marks - sum(given)]:
        given[n] += 1
    return [(text, n / 2) for (text, _), n in zip(points, given, strict=True)]


def marks_words(marks: float) -> str:
    """2 or 2.5."""
    return f"{marks:g}"
