"""Every text of the Library that may hold placeholders, with its place and what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import (
    Article,
    BoardSection,
    Case,
    ChartSection,
    Cloze,
    FieldsSection,
    FlowSection,
    Form,
    FormField,
    Library,
    Mark,
    MultipleChoice,
    NoteSection,
    Ordering,
    PlacedQuestion,
    Plan,
    ProseSection,
    Question,
    Reading,
    Regulation,
    Section,
    ShortAnswer,
    SignSection,
    SingleChoice,
    TableSection,
    TextSection,
)


@dataclass(frozen=True)
class PlacedText:
    """A text: `key` is the regulation its placeholders resolve in, `owner` the address of what it belongs to.

    `normative` texts state the rule itself; the others explain it, or, `asking`, examine whether it is known.
    """

    text: str
    key: str
    owner: str
    mark: Mark
    normative: bool = False
    asking: bool = False


def texts(library: Library) -> Iterator[PlacedText]:
    """All texts, in the order of the sources."""
    yield from _organization(library)
    yield from _plan(library.plan)
    for regulation in library.regulations:
        yield from _regulation(regulation)
    for form in library.forms:
        yield from _form(form, f"{library.owners.get(form.id, 0):02d}")
    for placed in library.questions:
        yield from _question(placed)
    for paper in library.papers:
        yield PlacedText(paper.passing, "00", f"paper:{paper.id}", paper.at.of("passing"), asking=True)


def _readings(readings: tuple[Reading, ...], key: str, owner: str) -> Iterator[PlacedText]:
    for reading in readings:
        yield PlacedText(reading.reading, key, owner, reading.at.of("reading"))
        if reading.note:
            yield PlacedText(reading.note, key, owner, reading.at.of("note"))


def _organization(library: Library) -> Iterator[PlacedText]:
    organization = library.organization
    for moment in organization.moments:
        for name in ("start", "end", "brief"):
            if getattr(moment, name):
                yield PlacedText(getattr(moment, name), "00", f"moment:{moment.id}", moment.at.of(name))
    for term in organization.glossary:
        yield PlacedText(term.meaning, "00", f"term:{term.term}", term.at.of("meaning"))
        yield from _readings(term.readings, "00", f"term:{term.term}")


def _plan(plan: Plan) -> Iterator[PlacedText]:
    points = (*plan.positioning, *plan.goals, *plan.group, *plan.requirements)
    for entry in points:
        yield PlacedText(entry.text, "00", "00", entry.at.of("text"), normative=True)
    for name, fact in plan.facts.items():
        if fact.note:
            yield PlacedText(fact.note, "00", f"00/{name}", fact.at.of("note"))
    for phase in plan.phases:
        owner = f"00/{phase.id}"
        for name in ("start", "end", "text"):
            if getattr(phase, name):
                yield PlacedText(getattr(phase, name), "00", owner, phase.at.of(name), normative=True)
        yield from _readings(phase.readings, "00", owner)
        for task in phase.tasks:
            yield PlacedText(task.text, "00", f"{owner}/{task.id}", task.at.of("text"), normative=True)
            yield from _readings(task.readings, "00", f"{owner}/{task.id}")
    for check in plan.checks:
        owner = f"00/checks/{check.id}"
        for name in ("text", "method"):
            yield PlacedText(getattr(check, name), "00", owner, check.at.of(name), normative=True)
        for number, point in enumerate(check.points):
            yield PlacedText(point, "00", owner, check.at.of("points", number), normative=True)
        yield from _readings(check.readings, "00", owner)
    yield from _readings(plan.readings, "00", "00")


def _regulation(regulation: Regulation) -> Iterator[PlacedText]:
    key = regulation.key
    for name in ("purpose", "coverage", "effective"):
        if getattr(regulation, name):
            yield PlacedText(getattr(regulation, name), key, key, regulation.at.of(name))
    yield from _readings(regulation.readings, key, key)
    for name, fact in regulation.facts.items():
        if fact.note:
            yield PlacedText(fact.note, key, f"{key}/{name}", fact.at.of("note"))
        yield from _readings(fact.readings, key, f"{key}/{name}")
    for name, listed in regulation.lists.items():
        for item in listed.items:
            yield PlacedText(item.title, key, f"{key}/{name}#{item.id}", item.at.of("title"), normative=True)
            if item.detail:
                yield PlacedText(item.detail, key, f"{key}/{name}#{item.id}", item.at.of("detail"), normative=True)
            if item.when:
                yield PlacedText(item.when, key, f"{key}/{name}#{item.id}", item.at.of("when"), normative=True)
            for cell, text in item.cells.items():
                yield PlacedText(text, key, f"{key}/{name}#{item.id}", item.at.of("cells", cell), normative=True)
        yield from _readings(listed.readings, key, f"{key}/{name}")
    for constraint in regulation.constraints:
        yield PlacedText(constraint.message, key, constraint.clause, constraint.at.of("message"))
    for chapter in regulation.chapters:
        for article in chapter.articles:
            yield from _article(article, key, f"{key}/{chapter.id}/{article.id}")


def _article(article: Article, key: str, owner: str) -> Iterator[PlacedText]:
    for paragraph in article.paragraphs:
        yield PlacedText(paragraph.text, key, owner, paragraph.at.of("text"), normative=True)
        for item in paragraph.items:
            yield PlacedText(item.text, key, owner, item.at.of("text"), normative=True)
    for duty in article.duties:
        for name in ("action", "trigger", "deadline"):
            if getattr(duty, name):
                yield PlacedText(getattr(duty, name), key, f"{owner}#{duty.id}", duty.at.of(name), normative=True)
    yield from _readings(article.readings, key, owner)
    if article.retired and article.retired.note:
        yield PlacedText(article.retired.note, key, owner, article.retired.at.of("note"))
    if article.note:
        yield PlacedText(article.note, key, owner, article.at.of("note"))


def _question(placed: PlacedQuestion) -> Iterator[PlacedText]:
    for text, mark in question_texts(placed.question):
        yield PlacedText(text, placed.regulation.key, placed.address, mark, asking=True)


def question_texts(question: Question) -> Iterator[tuple[str, Mark]]:
    """Every text of a question, and where it stands."""
    if isinstance(question, Case):
        yield question.case, question.at.of("case")
    yield question.stem, question.at.of("stem")
    if isinstance(question, SingleChoice | MultipleChoice):
        for option in question.options:
            yield option.text, option.at.of("text")
            if option.why:
                yield option.why, option.at.of("why")
    elif isinstance(question, Cloze):
        for blank in question.blanks:
            for number, answer in enumerate(blank.accept):
                yield answer, blank.at.of("accept", number)
    elif isinstance(question, Ordering):
        for number, step in enumerate(question.steps):
            yield step, question.at.of("steps", number)
    elif isinstance(question, ShortAnswer | Case):
        for point in question.points:
            yield point.text, point.at.of("text")
    yield question.explain, question.at.of("explain")


def _form(form: Form, key: str) -> Iterator[PlacedText]:
    for name in ("purpose", "frequency", "retention"):
        yield PlacedText(getattr(form, name), key, form.id, form.at.of(name))
    for number, line in enumerate(form.guidance):
        yield PlacedText(line, key, form.id, form.at.of("guidance", number))
    yield from _readings(form.readings, key, form.id)
    for sheet in form.sheets:
        for section in sheet.sections:
            yield from _section(section, key, form.id)


def _section(section: Section, key: str, owner: str) -> Iterator[PlacedText]:
    def placed(text: str, mark: Mark) -> Iterator[PlacedText]:
        if text:
            yield PlacedText(text, key, owner, mark)

    if isinstance(section, FieldsSection | TableSection | FlowSection | ChartSection):
        yield from placed(section.title, section.at.of("title"))
    if isinstance(section, NoteSection):
        for number, line in enumerate(section.text):
            yield from placed(line, section.at.of("text", number))
    elif isinstance(section, TextSection):
        yield from placed(section.label, section.at.of("label"))
        yield from placed(section.hint, section.at.of("hint"))
    elif isinstance(section, SignSection):
        for signer in section.signers:
            yield from placed(signer.label, signer.at.of("label"))
            yield from placed(signer.hint, signer.at.of("hint"))
    elif isinstance(section, FieldsSection | TableSection):
        for item in section.fields if isinstance(section, FieldsSection) else section.columns:
            yield from _field(item, key, owner)
        for total in getattr(section, "totals", ()):
            yield from placed(total.label, total.at.of("label"))
    elif isinstance(section, ProseSection):
        for item in section.fields:
            yield from _field(item, key, owner)
        for block in section.blocks:
            yield from placed(block.text, block.at.of("text"))
    elif isinstance(section, BoardSection):
        for row in section.lines:
            for name in ("label", "text", "prefill", "hint"):
                yield from placed(getattr(row, name), row.at.of(name))
    elif isinstance(section, FlowSection):
        for turn in section.turns:
            yield from placed(turn.question, turn.at.of("question"))
            yield from placed(turn.answer, turn.at.of("answer"))


def _field(item: FormField, key: str, owner: str) -> Iterator[PlacedText]:
    for name in ("label", "hint", "prefill", "group"):
        if getattr(item, name):
            yield PlacedText(getattr(item, name), key, owner, item.at.of(name))
