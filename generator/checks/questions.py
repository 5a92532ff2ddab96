"""The question bank: what would make a question wrong, stale, or easy to guess (Haladyna, Downing, Rodriguez 2002)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..exams import canonical, item_of, quantities
from ..facts import PLACEHOLDER, UNSET, SegmentKind
from ..model import (
    Cloze,
    Judgement,
    MultipleChoice,
    Ordering,
    PlacedQuestion,
    Position,
    QuestionType,
    SingleChoice,
    Vary,
    Verdict,
)
from ..problems import Problem, Severity
from ..references import Index
from .links import BRACE, nearest

# Whatever turns a question round; 不少于, 不足, 非常 and the like do not.
_NOT = (
    r"不(?!少于|多于|超过|低于|高于|足|同|止|动产|良|久|仅|但|满|论|管|断|定期|间断)|非(?!常|机动|现场|营业|工作|本人)|未(?!来|成年|满)|没有|无(?!论|障碍|线|效)|"
    r"错误|有误|禁止|严禁|避免|除外|例外|除了?[^，。？]{1,24}(?:外|以外)"
)
_ASKED = r"(?:下列|以下|下面|哪一?[项种个步些条类点]|哪里|什么|怎样|怎么|如何|谁)"
# The negation must belong to what is asked, not to the situation before it.
_MUST_NOT = r"不得|不能|不应当?|不宜|不要|不可以?|不许|不准|严禁|禁止|避免"
# The negation must belong to what is asked, not to the situation before it.
_NEGATIVE = re.compile(
    rf"{_ASKED}[^，。；？]*?(?P<after>违反|违背|{_NOT})|(?P<before>{_MUST_NOT})[^，。；？]{{0,4}}{_ASKED}|"
    rf"(?P<among>{_NOT})[^，。；？]{{0,10}}(?:是|有|包括)(?:下列|以下|下面|哪|什么)"
)
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_CATCH_ALL = re.compile(
    r"^(以上|上述|前述|以下|前)?[一二三四几两]?(全部|所有|各项|几项|项|选项|说法|做法|情形|情况|内容|答案){0,2}(都|均|皆|全)"
    r"(是|对|正确|不是|不对|不正确|包括|可以|可|不可以|不行|行)$|^[A-H][和、及与][A-H](都|均|皆)?(是|对|正确|可以)?$"
)
_LONGER, _LONGER_BY = 1.3, 4  # a key so much longer than every other option gives itself away
_CLUE = 3  # characters of a key that may not stand in the stem


def clauses(index: Index) -> Iterator[Problem]:
    """A clause or duty that does not exist, or that has changed since somebody found the question right."""
    library = index.library
    duties = {placed.address for placed in library.duties}
    for placed in library.questions:
        question = placed.question
        known = True
        for number, entry in enumerate(question.clauses):
            address = entry.partition("#")[0]
            if address not in library.clauses:
                remedy = f"{nearest(address, library.clauses)}地址写作 编号/章标识/条标识"
            elif "#" in entry and entry not in duties:
                of_clause = [d.duty.id for d in library.duties_of_clause.get(address, ())]
                remedy = f"这一条的职责有：{'、'.join(of_clause) or '（没有）'}"
            else:
                continue
            known = False
            yield Problem("unknown-clause", question.position_of("clauses", number), f"没有条款 “{entry}”", remedy)
        if known and index.is_stale(question):
            message = f"题目 {question.id} 考查的条款改过了，还没有核对，先不出这道题"
            remedy = f"对照条款核对题干、答案和解析；没有问题的，运行 tenregs confirm {placed.address} --by 姓名"
            yield Problem("stale-question", question.position_of("fingerprint"), message, remedy)


def keys(index: Index) -> Iterator[Problem]:
    """A key that cannot be: none or several right in 单选, one or all in 多选, blanks that do not match."""
    for placed in index.library.questions:
        question = placed.question
        if isinstance(question, SingleChoice | MultipleChoice):
            right = sum(option.right for option in question.options)
            wrong = len(question.options) - right
            if isinstance(question, SingleChoice) and right != 1:
                message = f"单选题 {question.id} 有 {right} 个正确选项"
                yield Problem("bad-key", question.position_of("options"), message, "只留一个 right: 是")
            elif isinstance(question, MultipleChoice) and (right < 2 or not wrong):
                message = f"多选题 {question.id} 有 {right} 个正确选项、{wrong} 个错误选项"
                remedy = "多选题至少两个正确、一个错误；只有一个正确的改成单选"
                yield Problem("bad-key", question.position_of("options"), message, remedy)
        elif isinstance(question, Cloze):
            yield from _blanks(question)
        yield from _unfinished(index, placed)


def _unfinished(index: Index, placed: PlacedQuestion) -> Iterator[Problem]:
    """Answers that the rules leave open, and gaps that nobody can fill."""
    question, item = placed.question, item_of(index, placed)
    right = [choice.text for choice in item.options if choice.right]
    answers = [
        *right,
        *(text for blank in item.blanks for text in blank),
        *item.steps,
        *(text for text, _ in item.points),
    ]
    open_facts = (
        index.resolver.fact(*segment.target.split("/", 1))
        for text, segment in index.segments
        if text.owner == placed.address and segment.kind is SegmentKind.FACT
    )
    # One that nobody may leave open is told at the fact.
    if any(UNSET in text for text in answers) and any(
        f and not f.value and f.vary in (Vary.CITY, Vary.COUNTER) for f in open_facts
    ):
        message = f"题目 {question.id} 的答案用了由各地填写的参数，没有统一的答案"
        remedy = "换一个问法，或者在制度里填上参数的值"
        yield Problem("bad-key", question.position_of("id"), message, remedy, Severity.WARNING)
    texts = [("explain", question.explain), *([] if isinstance(question, Cloze) else [("stem", question.stem)])]
    for name, text in texts:
        if found := re.search(r"\{\?[^{}]*\}", text):
            position = question.at.of(name).find(found[0])
            yield Problem("bad-key", position, f"空 {found[0]} 只能写在填空题的题干里", "去掉它，或改成填空题")
    if found := re.search(r"_{2,}|＿{2,}", question.stem):
        position = question.at.of("stem").find(found[0])
        yield Problem("bad-key", position, "题干里有手写的下划线", "填空写成 {?名称}，并在 blanks 里给出答案")


def _blanks(question: Cloze) -> Iterator[Problem]:
    named = re.findall(r"\{\?([^{}]+)\}", question.stem)
    ids = [blank.id for blank in question.blanks]
    for name in named:
        if name not in ids:
            position = question.at.of("stem").find(f"{{?{name}}}")
            yield Problem(
                "bad-key", position, f"题干里的空 “{name}” 没有答案", f"在 blanks 里加上 id: {name} 和 accept"
            )
    for blank in question.blanks:
        if named.count(blank.id) != 1:
            message = f"空 “{blank.id}” 在题干里出现 {named.count(blank.id)} 次"
            yield Problem("bad-key", blank.position_of("id"), message, f"在题干里写一处 {{?{blank.id}}}，或删掉这个空")
        if ids.count(blank.id) > 1:
            yield Problem("duplicate-id", blank.position_of("id"), f"空 “{blank.id}” 写了两次", "改名或删去一个")


def options(index: Index) -> Iterator[Problem]:
    """Two options that say the same, also in another unit; options that only gather the others up."""
    for placed in index.library.questions:
        item = item_of(index, placed)
        question = placed.question
        texts = [choice.text for choice in item.options] or list(item.steps)
        name = "options" if item.options else "steps"
        seen: dict[str, str] = {}
        for number, text in enumerate(texts):
            position = question.position_of(name, number)
            same = canonical(text)
            if same in seen:
                message = f"“{text}” 与 “{seen[same]}” 说的是一回事"
                yield Problem("same-option", position, message, "换一个不同的选项；单位不同、数量相等也算相同")
            seen.setdefault(same, text)
            if item.options and _CATCH_ALL.match(text.strip(" 。")):
                message = f"选项 “{text}” 只是把别的选项合起来"
                yield Problem("weak-option", position, message, "写成一个独立的选项，或改成多选题", Severity.WARNING)


def figures(index: Index) -> Iterator[Problem]:
    """A figure in the key that the clauses do not have."""
    known: dict[str, set[tuple[str, object]]] = {}
    unclear = (SegmentKind.BROKEN, SegmentKind.AMBIGUOUS)
    doubtful = {placed.owner.partition("#")[0] for placed, segment in index.segments if segment.kind in unclear}
    doubtful |= {
        placed.owner.partition("#")[0] for placed in index.texts if BRACE.search(PLACEHOLDER.sub("", placed.text))
    }
    for placed in index.library.questions:
        addresses = [entry.partition("#")[0] for entry in placed.question.clauses]
        if any(address not in index.library.clauses for address in addresses):
            continue
        if doubtful & {placed.address, *addresses}:
            continue  # told as a broken reference
        for address in addresses:
            if address not in known:
                known[address] = set(quantities("\n".join(_clause_texts(index, address))))
        there = set().union(*(known[address] for address in addresses))
        item = item_of(index, placed)
        told = set() if isinstance(placed.question, Judgement | Cloze) else set(quantities(item.case + item.stem))
        for text, position in _claims(index, placed):
            for figure in quantities(text):
                if figure not in there | told:
                    message = f"“{text}” 里的数字，考查的条款里没有"
                    remedy = "核对条款；数字写成参数 {名称}，或在 clauses 里加上写着它的条款"
                    yield Problem("figure-not-in-clause", position, message, remedy)
                    break


def _claims(index: Index, placed: PlacedQuestion) -> Iterator[tuple[str, Position]]:
    """What a question says is right, and where."""
    question, item = placed.question, item_of(index, placed)
    if isinstance(question, SingleChoice | MultipleChoice):
        for number, choice in enumerate(item.options):
            if choice.right:
                yield choice.text, question.position_of("options", number, "text")
    elif isinstance(question, Judgement):
        if question.answer is Verdict.TRUE:
            yield item.stem, question.position_of("stem")
    elif isinstance(question, Cloze):
        for number, blank in enumerate(item.blanks):
            position = question.position_of("blanks", number)
            # Other words for an answer without a figure (末个工作日, 最后一个工作日) bring none that matters.
            yield from ((accepted, position) for accepted in (blank if quantities(blank[0]) else blank[:1]))
        yield item.stem, question.position_of("stem")
    elif isinstance(question, Ordering):
        for number, step in enumerate(item.steps):
            yield step, question.position_of("steps", number)
    else:
        for number, (text, _) in enumerate(item.points):
            yield text, question.position_of("points", number, "text")


def _clause_texts(index: Index, address: str) -> Iterator[str]:
    """Everything that a clause says: its text, its duties, the rows of the lists that it names."""
    library, key = index.library, address[:2]
    article = library.clauses[address].article
    raw = [article.title]
    for paragraph in article.paragraphs:
        raw += [paragraph.text, *(item.text for item in paragraph.items)]
    for duty in article.duties:
        raw += [duty.action, duty.trigger, duty.deadline, str(duty.cycle)]
    lists = {
        segment.target.partition("#")[0]
        for text in raw
        for segment in index.resolver.segments(text, key)
        if segment.kind in ("list", "count")
    }
    yield from (index.resolver.plain(text, key) for text in raw)
    for target in sorted(lists):
        listed = index.resolver.list_at(target)
        for row in listed.items if listed else ():
            for text in (row.title, row.detail, row.when, *row.cells.values()):
                yield index.resolver.plain(text, target[:2])


def giveaways(index: Index) -> Iterator[Problem]:
    """What lets somebody guess who does not know, or miss a question that he knows."""
    for placed in index.library.questions:
        question, item = placed.question, item_of(index, placed)
        stem_at = question.position_of("stem")
        turned = _NEGATIVE.search(_BOLD.sub("", re.split(r"[。？！]", item.stem.rstrip(" 。？！（）"))[-1]))
        if item.options and turned:
            message = f"题干里的否定 “{turned['after'] or turned['before'] or turned['among']}” 不显眼"
            yield Problem(
                "bare-negative",
                stem_at,
                message,
                "尽量改成正面问；要问反面的，写成 **不正确** 这样的粗体",
                Severity.WARNING,
            )
        right = [choice.text for choice in item.options if choice.right]
        wrong = [choice.text for choice in item.options if not choice.right]
        if item.type is QuestionType.SINGLE and right and wrong:
            longest = max(map(len, wrong))
            if len(right[0]) > longest * _LONGER and len(right[0]) - longest >= _LONGER_BY:
                message = f"题目 {question.id} 的正确选项比别的都长，容易猜到"
                remedy = "把正确选项写短，或把别的选项写到差不多长"
                yield Problem("longest-key", question.position_of("options"), message, remedy, Severity.WARNING)
        answers = right or [blank[0] for blank in item.blanks]
        plain = canonical(item.stem)
        for answer in answers:
            same = canonical(answer)
            if len(same) >= _CLUE and same in plain and not any(canonical(text) in plain for text in wrong):
                yield Problem(
                    "key-in-stem", stem_at, f"题干里写着答案 “{answer}”", "改题干，不要把答案说出来", Severity.WARNING
                )
