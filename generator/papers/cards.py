"""Cards for spot checks (抽检题卡): eight on a page, the answer below a fold; and the sheet that records them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..exams.items import GAP, Item
from ..exams.printed import LETTERS, Asked
from ..layout.measure import line_count
from ..model import QuestionType
from .package import Sheet, document
from .words import Context, answer_in_full, answer_of
from .xml import GREY, Cell, Element, Tab, Type, para, run, runs, table

ACROSS, DOWN = 2, 4
WIDTH, HEIGHT = 95.0, 66.0  # mm
MARGINS = (9.0, 10.0, 17.0, 10.0)
SIDE = 4.0
_SIZE, _LINE = 10.0, 14.0
_SMALL, _SMALL_LINE = 8.5, 11.5
_MM = 25.4 / 72
_NOUN = {QuestionType.SINGLE: "单选", QuestionType.JUDGE: "判断", QuestionType.CLOZE: "填空"}


@dataclass(frozen=True)
class Round:
    """How a check asks: so many people, so many questions each. `record` names the form that takes the result."""

    people: int = 5
    questions: int = 5
    record: str = ""


def fits(item: Item, context: Context) -> bool:
    """Whether a question and its answer have room on a card."""
    return _used(Asked(1, item, item.options, item.steps), context) <= HEIGHT - 5.0


def _used(asked: Asked, context: Context) -> float:
    room = WIDTH - 2 * SIDE + 2.8  # what line_count takes off for padding
    lines = line_count(_stem(asked.item), _SIZE, room)
    lines += sum(line_count(f"A. {option.text}", _SIZE, room) for option in asked.options)
    small = sum(line_count(text, _SMALL, room) for text in _below(asked, context))
    return ((lines + 1) * _LINE + small * _SMALL_LINE) * _MM + 4.0


def _stem(item: Item) -> str:
    return item.stem.replace(GAP, "________")


def _below(asked: Asked, context: Context) -> list[str]:
    item = asked.item
    answer = answer_of(asked) if item.type is not QuestionType.SINGLE else answer_in_full(asked)
    if item.type is QuestionType.JUDGE:
        answer = f"{asked.key}（{answer}）"
    cited = "、".join(context.clause(address) for address in item.clauses) + ("（拟稿）" if item.drafted else "")
    return [f"答案：{answer}", f"依据：{cited}", f"说明：{item.explain}"]


def render_cards(cards: Sequence[Asked], seed: int, context: Context, round: Round) -> bytes:
    """The cards and the record as a .docx."""
    body: list[Element] = []
    page = ACROSS * DOWN
    for start in range(0, len(cards), page):
        body += _page(cards[start : start + page], seed, context, start > 0)
    sheets = [
        Sheet(body, f"抽检题卡　种子 {seed}　沿虚线剪开；沿点线向后折，答案就在背面", MARGINS),
        Sheet(_record(context, round, seed), f"抽检记录表　题卡种子 {seed}", (14.0, 14.0, 15.0, 14.0), landscape=True),
    ]
    return document(context.properties("抽检题卡和记录表", f"cards-{seed}", seed), sheets)


def _page(cards: Sequence[Asked], seed: int, context: Context, new_page: bool) -> list[Element]:
    tiny = Type(context.fonts.body, 1, 1)
    rows = []
    for start in range(0, len(cards), ACROSS):
        row = [_card(asked, seed, context) for asked in cards[start : start + ACROSS]]
        row += [Cell((para([], tiny),), lines="")] * (ACROSS - len(row))
        rows.append((HEIGHT, row))
    made = table([WIDTH] * ACROSS, rows, line="dashed", exact=True, padding=SIDE, caption="抽检题卡")
    return [para([], tiny, new_page=new_page), made]


def _card(asked: Asked, seed: int, context: Context) -> Cell:
    fonts, item = context.fonts, asked.item
    type, small = Type(fonts.body, _SIZE, _LINE), Type(fonts.body, _SMALL, _SMALL_LINE)
    label = Type(fonts.heading, 8.5, _LINE, color=GREY)
    room = WIDTH - 2 * SIDE
    name = f"{asked.number} 号　{context.regulations.get(item.regulation, item.regulation)}　{_NOUN[item.type]}"
    head = para([run(f"{name}\t{seed}", label)], label, before=5, after=2, tabs=[Tab(room, "right")])
    content = [head, para(runs(_stem(item), type), type)]
    for place, option in enumerate(asked.options):
        words = [run(f"{LETTERS[place]}.\t", type), *runs(option.text, type)]
        content.append(para(words, type, left=5, hanging=5, tabs=[Tab(5)]))
    fold = replace(small, line=6)
    content.append(para([run("\t", fold)], fold, after=2, tabs=[Tab(room, "right", "dot")]))
    for text in _below(asked, context):
        front, _, rest = text.partition("：")
        content.append(para([run(f"{front}：", replace(small, font=fonts.heading)), *runs(rest, small)], small))
    return Cell(tuple(content), valign="top")


def _record(context: Context, round: Round, seed: int) -> list[Element]:
    """One line for each person asked, a column for each question."""
    fonts = context.fonts
    title, bold = Type(fonts.heading, 16, 26), Type(fonts.heading, 9.5, 14)
    type, note = Type(fonts.body, 9.5, 14), Type(fonts.body, 9, 14)
    fixed = [("序号", 11.0), ("日期", 20.0), ("方式", 24.0), ("单位", 38.0), ("姓名", 20.0), ("岗位", 20.0)]
    last = [("答对\n题数", 14.0), ("答对\n比例", 16.0), ("抽检人", 20.0)]
    width = 297.0 - 28.0
    rest = width - sum(room for _, room in (*fixed, *last))
    each = rest / round.questions
    widths = [*(room for _, room in fixed), *[each] * round.questions, *(room for _, room in last)]
    asked = [f"第{n}题" for n in range(1, round.questions + 1)]
    names = [*(name for name, _ in fixed), *asked, *(name for name, _ in last)]
    rows = [(11.0, [_cell(name, bold) for name in names])]
    for number in range(1, max(12, 2 * round.people) + 1):
        cells = [_cell(str(number), type), _cell("", type), _cell("□现场\u00a0□电话", replace(type, size=8))]
        rows.append((9.0, cells + [_cell("／" if 6 <= n < 6 + round.questions else "", type) for n in range(3, len(names))]))  # fmt: skip
    record = f"；结果记入{round.record}" if round.record else ""
    words = (
        f"每次抽不少于 {round.people} 人，人数不足的全部抽检，每人问 {round.questions} 题。"
        f"各题斜线前写卡号，斜线后答对打“√”、答错打“×”；按答对的比例给分{record}。"
    )
    foot = "被检单位负责人（签字）：________________　　检查组长（签字）：________________　　　　　年　　月　　日"
    return [
        para([run("抽检记录表", title)], title, align="center", style="Heading1"),
        para([run(words, note)], note, after=4),
        table(widths, rows, headers=1, padding=0.8, caption="抽检记录表"),
        para([run(foot, type)], type, before=12),
    ]


def _cell(text: str, type: Type) -> Cell:
    return Cell((para([run(text, type)] if text else [], type, align="center"),))
