"""A form → its layout: the one place that decides what a form looks like on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model import (
    BoardSection,
    ChartSection,
    FieldsSection,
    FlowSection,
    Form,
    FormSheet,
    Library,
    Medium,
    NoteSection,
    Orientation,
    PageStyle,
    ProseSection,
    Section,
    SignSection,
    TableSection,
    TextSection,
    UnitValue,
)
from .board import add_board, board_lines
from .draft import PendingChart, SheetDraft, alert_of
from .flow import add_flow
from .formulas import Names, resolve
from .grid import BlockKind, Cell, CellKind, Chart, Fonts, FormLayout, Formula, Ref, Sheet
from .lines import Lines
from .measure import fitting_size
from .pages import page_count, paged, split_at_pages
from .paper import page_of
from .prose import Counters, add_prose
from .results import with_results
from .sections import add_fields, add_notes, add_sign, add_text, fields_lines, sign_lines, text_lines
from .slots import MadeOut
from .tables import Part, TableMaker, parts_of
from .tokens import token
from .words import Words

CAPTION_HEIGHT = 6.0
TITLE_HEIGHT = 13.0
TITLE_SIZE = 18.0
BODY_SIZE = 10.5
CODE_ROOM = 20.5  # mm that the printed code takes at the right, beside caption and title
CODE_COLUMN = (30.0, 17.5)  # mm from the right: where its column begins; from farther left fonts would move it
_PERIOD = (UnitValue.MONTH, UnitValue.QUARTER, UnitValue.YEAR)


def compose(form: Form, library: Library, fingerprint: str = "", made: MadeOut | None = None) -> FormLayout:
    """Lay out a form; `fingerprint` is that of the clause it rests on.

    With `made` it is laid out for those values, tokens standing where they go (see `slots.with_values`).
    """
    return _Composer(form, library, made).layout(fingerprint)


def pages_filled(form: Form, library: Library) -> dict[str, int]:
    """How many pages each sheet of the blank form takes, by its id; of one that is repeated, each of its copies.

    What is put into cells afterwards, formulas and charts, changes no row's height.
    """
    composer = _Composer(form, library, None)
    return {sheet.id: page_count(paged(composer.draft(sheet, min(sheet.copies - 1, 1)))) for sheet in form.sheets}


class _Composer:
    def __init__(self, form: Form, library: Library, made: MadeOut | None) -> None:
        self.form, self.library, self.made = form, library, made
        self.words = Words(library, f"{library.owners.get(form.id, 0):02d}", made, _prefills(form))
        self.values = made.values if made else {}
        self.blanks = made.blank if made else {}

    def layout(self, fingerprint: str) -> FormLayout:
        form, organization = self.form, self.library.organization
        drafts = [self.draft(sheet, copy) for sheet, copy in self._sheets()]
        names = Names(drafts, self.words.outside)
        sheets = [self._finished(draft, names) for draft in drafts]
        clause = self.words.clause(form.clause)
        mark = f"  指纹：{fingerprint}" if fingerprint else ""
        # A sign hangs before customers: it says no more than which one it is.
        sign = all(sheet.style is PageStyle.BOARD for sheet in form.sheets)
        based, notice = ("", "") if sign else (f"  依据：{clause}", f"\n{organization.notice}")
        footer = f"{form.id}  {form.version}版（{form.status}）{based}{mark}{notice}"
        look = organization.look
        layout = FormLayout(
            form.id,
            form.title,
            form.short,
            form.version,
            form.status.value,
            clause,
            form.clause,
            fingerprint,
            organization.notice,
            organization.company,
            footer,
            form.dated.isoformat(),
            look.body_font,
            look.heading_font,
            look.accent,
            tuple(sheets),
            fonts=Fonts(look.body_font, look.heading_font, look.document_font, look.title_font, look.emphasis_font),
            code=self._code(clause, fingerprint),
            measures=tuple(dict.fromkeys(measure for draft in drafts for measure in draft.measures)),
        )
        return with_results(self._made_out(layout), self.values) if self.made else layout

    def _made_out(self, layout: FormLayout) -> FormLayout:
        period = next((value for value in _PERIOD if self._speaks_of(value)), UnitValue.MONTH)
        return replace(
            layout,
            made_out=True,
            staff=self.made.staff if self.made else 0,
            unit=token(UnitValue.NAME),
            unit_code=token(UnitValue.CODE),
            period=token(period),
        )

    def _speaks_of(self, value: UnitValue) -> bool:
        mark = f"{{#{value.value}}}"
        return any(
            mark in item.prefill
            for sheet in self.form.sheets
            for section in sheet.sections
            for item in getattr(section, "fields", ())
        )

    def _code(self, clause: str, fingerprint: str) -> str:
        """What the printed code says: the form's page with the version to compare, or the version in words."""
        form, address = self.form, self.library.organization.address
        if address:
            return f"{address}forms/{form.id}.html#v={form.version}&f={fingerprint}"
        return f"{form.id} {form.version}版 {form.dated.isoformat()} {clause} 指纹{fingerprint}"

    def _sheets(self) -> Iterator[tuple[FormSheet, int]]:
        """Every sheet with the number of its copy, 0 where there is only one."""
        staff = self.made.staff if self.made else 0
        for sheet in self.form.sheets:
            if sheet.copies == 1:
                yield sheet, 0
                continue
            for copy in range(1, max(sheet.copies, staff) + 1):
                # Beyond the people named, a document would only be thicker; a workbook can take everybody.
                only = sheet.only if copy <= max(staff, 1) else Medium.EXCEL
                changes = {"id": f"{sheet.id}-{copy}", "title": f"{sheet.title}{copy}", "only": only}
                yield sheet.model_copy(update=changes), copy

    def _finished(self, draft: SheetDraft, names: Names) -> Sheet:
        source = draft.source
        formulas: dict[int, Formula] = {}
        for index, pending in draft.pending.items():
            formula = resolve(pending, names, draft.copy, draft.ref(draft.cells[index]))
            if formula is not None:
                formulas[index] = formula
        charts = {chart.cell: made for chart in draft.charts if (made := self._chart(draft, chart, names))}
        alerts = []
        for alert in draft.alerts:
            own = Ref(source.id, alert.row, alert.column, alert.row, alert.column, moving=True)
            formula = resolve(alert.formula, names, draft.copy, own)
            if formula is not None:
                alerts.append(alert_of(alert, formula))
        return split_at_pages(paged(draft, draft.resolved(formulas, charts), tuple(alerts)))

    def _chart(self, draft: SheetDraft, chart: PendingChart, names: Names) -> Chart | None:
        section = next(
            s for s in draft.source.sections if isinstance(s, ChartSection) and s.id == draft.cells[chart.cell].path
        )
        categories = names.columns.get(chart.categories)
        series = tuple(
            (self.words(label), categories, ref)
            for label, values in chart.series
            if categories is not None and (ref := names.columns.get(values)) is not None
        )
        return Chart(section.chart, self.words(section.title), series) if series else None

    def draft(self, source: FormSheet, copy: int) -> SheetDraft:
        """The cells of a sheet, or of one of its copies, without what other sheets must have cells for."""
        width = page_of(source.style, source.paper, source.orientation).room_width
        lines = Lines(width)
        staff = self.made.staff if self.made else 0
        parts = {
            section.id: parts_of(section, self.words, staff)
            for section in source.sections
            if isinstance(section, TableSection)
        }
        wanted = self._lines(source, lines, parts)
        size = BODY_SIZE if source.orientation is Orientation.PORTRAIT else 10.0
        draft = SheetDraft(source, lines, size, self.values, self.blanks, copy)
        if source.style is PageStyle.FORM:
            self._top(draft)
        counters = Counters()
        for section in source.sections:
            if not isinstance(section, ProseSection):
                draft.gap()
            self._section(draft, section, wanted.get(section.id, []), parts.get(section.id, []), counters)
        return draft

    def _lines(self, source: FormSheet, lines: Lines, parts: dict[str, list[Part]]) -> dict[str, list[float]]:
        """Every section's vertical lines; tables first, the widest leading."""
        found = {}
        for name in sorted(parts, key=lambda name: -len(parts[name][0].columns)):
            found[name] = lines.add_table([column.width for column in parts[name][0].columns])
        for section in source.sections:
            if isinstance(section, FieldsSection):
                found[section.id] = lines.add_section(fields_lines(section, lines.width))
            elif isinstance(section, TextSection):
                found[section.id] = lines.add_section(text_lines(lines.width))
            elif isinstance(section, SignSection):
                found[section.id] = lines.add_section(sign_lines(section, lines.width))
            elif isinstance(section, BoardSection):
                found[section.id] = lines.add_section(board_lines(section, lines.width))
        # A worksheet places the printed code from the column it stands in; a wide one would move it about.
        if source.style is PageStyle.FORM:
            if not found:
                lines.add_section([0.0, lines.width / 2, lines.width])
            first, last = CODE_COLUMN
            lines.add_between(lines.width - first, lines.width - last, lines.width - CODE_ROOM)
        return found

    def _top(self, draft: SheetDraft) -> None:
        form, width = self.form, draft.lines.width
        row = draft.row(CAPTION_HEIGHT)
        middle = min(draft.lines.at[1:-1] or [width], key=lambda x: abs(x - width / 2))
        right = f"{form.id}　{form.version}版　{form.status}"
        if middle < width - CODE_ROOM:
            draft.put(row, 0, middle, CellKind.CAPTION, self.library.organization.company, size=9)
            draft.put(row, middle, width, CellKind.CAPTION, right, align="right", size=9)
        else:
            draft.put(row, 0, width, CellKind.CAPTION, right, align="right", size=9)
        draft.cells[-1] = replace(draft.cells[-1], inset=CODE_ROOM)
        row = draft.row(TITLE_HEIGHT)
        title = form.title if len(form.sheets) == 1 else f"{form.title}（{draft.source.title}）"
        size = fitting_size(title, TITLE_SIZE, width - 2 * CODE_ROOM, TITLE_HEIGHT)
        draft.put(row, 0, width, CellKind.TITLE, title, align="center", size=size, bold=True)
        draft.close(BlockKind.TOP, 0)

    def _section(
        self, draft: SheetDraft, section: Section, lines: list[float], parts: list[Part], counters: Counters
    ) -> None:
        words = self.words
        if isinstance(section, FieldsSection):
            add_fields(draft, section, lines, words)
        elif isinstance(section, TableSection):
            for number, part in enumerate(parts):
                if number:
                    draft.gap()
                TableMaker(draft, part, lines, words).add()
        elif isinstance(section, TextSection):
            add_text(draft, section, lines, words)
        elif isinstance(section, SignSection):
            add_sign(draft, section, lines, words)
        elif isinstance(section, NoteSection):
            add_notes(draft, section, words)
        elif isinstance(section, ProseSection):
            add_prose(draft, section, words, counters)
        elif isinstance(section, BoardSection):
            add_board(draft, section, lines, words)
        elif isinstance(section, FlowSection):
            add_flow(draft, section, words)
        else:
            _add_chart(draft, section)


def _prefills(form: Form) -> dict[str, str]:
    sections = (section for sheet in form.sheets for section in sheet.sections)
    return {
        item.id: item.prefill for s in sections if isinstance(s, FieldsSection) for item in s.fields if item.prefill
    }


def _add_chart(draft: SheetDraft, section: ChartSection) -> None:
    first = len(draft.heights)
    row = draft.row(section.height)
    draft.cells.append(Cell(row, 0, CellKind.CHART, section.title, columns=draft.all_columns, path=section.id))
    series = tuple((part.label, part.values) for part in section.series)
    draft.charts.append(PendingChart(len(draft.cells) - 1, section.categories, series))
    draft.close(BlockKind.CHART, first, title=section.title)
