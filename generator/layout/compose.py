"""A form → its layout: the one place that decides what a form looks like on paper."""

from __future__ import annotations

from dataclasses import replace

from ..facts import Resolver
from ..model import (
    FieldsSection,
    Form,
    FormField,
    FormSheet,
    Library,
    NoteSection,
    Orientation,
    Section,
    SignSection,
    TableSection,
    TextSection,
)
from .draft import SheetDraft
from .formulas import Names, resolve
from .grid import MARGIN_LEFT, MARGIN_RIGHT, PAPER, BlockKind, CellKind, FormLayout, Sheet
from .lines import Lines
from .pages import page_breaks, split_at_pages
from .sections import add_fields, add_notes, add_sign, add_text, fields_lines, sign_lines, text_lines
from .tables import Column, TableMaker, expand

CAPTION_HEIGHT = 6.0
TITLE_HEIGHT = 13.0
TITLE_SIZE = 18.0
BODY_SIZE = 10.5


def compose(form: Form, library: Library, fingerprint: str = "") -> FormLayout:
    """Lay out a form. `fingerprint` is that of the clause it rests on."""
    return _Composer(form, library).layout(fingerprint)


class _Composer:
    def __init__(self, form: Form, library: Library) -> None:
        self.form = form
        self.library = library
        self.resolver = Resolver(library)
        self.key = f"{library.owners.get(form.id, 0):02d}"

    def words(self, text: str) -> str:
        return self.resolver.plain(text, self.key)

    def options(self, item: FormField) -> tuple[str, ...]:
        if item.options_from:
            listed = self.resolver.list_at(item.options_from)
            return tuple(entry.title for entry in listed.items) if listed else ()
        return item.options

    def layout(self, fingerprint: str) -> FormLayout:
        form, organization = self.form, self.library.organization
        drafts = [self._sheet(sheet) for sheet in form.sheets]
        names = Names(drafts)
        sheets = []
        for draft in drafts:
            formulas = {i: f for i, p in draft.pending.items() if (f := resolve(p, names)) is not None}
            source = draft.source
            sheet = Sheet(
                source.id,
                source.title,
                source.orientation,
                draft.lines.widths,
                tuple(draft.heights),
                draft.resolved(formulas),
                tuple(draft.blocks),
                source.pages,
                source.only,
            )
            sheets.append(split_at_pages(replace(sheet, breaks=page_breaks(sheet))))
        clause = self._clause_name()
        footer = f"{form.id}  {form.version}版（{form.status}）  依据：{clause}  {organization.notice}"
        return FormLayout(
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
            organization.look.body_font,
            organization.look.heading_font,
            organization.look.accent,
            tuple(sheets),
        )

    def _clause_name(self) -> str:
        address = self.form.clause
        if address in self.library.clauses:
            clause = self.library.clauses[address]
            return f"{clause.regulation.short}{self.resolver.clause_name(address, clause.regulation.key)}"
        task = self.library.plan_places.get(address)
        return f"推广实施方案“{task.title}”" if task else address

    def _sheet(self, source: FormSheet) -> SheetDraft:
        width = PAPER[source.orientation][0] - MARGIN_LEFT - MARGIN_RIGHT
        lines = Lines(width)
        columns = {
            section.id: expand(section, self.resolver.list_at)
            for section in source.sections
            if isinstance(section, TableSection)
        }
        wanted = self._lines(source, lines, columns)
        draft = SheetDraft(source, lines, BODY_SIZE if source.orientation is Orientation.PORTRAIT else 10.0)
        self._top(draft)
        for section in source.sections:
            draft.gap()
            self._section(draft, section, wanted.get(section.id, []), columns)
        return draft

    def _lines(self, source: FormSheet, lines: Lines, columns: dict[str, list[Column]]) -> dict[str, list[float]]:
        """Every section's vertical lines; tables first, the widest leading."""
        found = {}
        for name in sorted(columns, key=lambda name: -len(columns[name])):
            found[name] = lines.add_table([column.width for column in columns[name]])
        for section in source.sections:
            if isinstance(section, FieldsSection):
                found[section.id] = lines.add_section(fields_lines(section, lines.width))
            elif isinstance(section, TextSection):
                found[section.id] = lines.add_section(text_lines(lines.width))
            elif isinstance(section, SignSection):
                found[section.id] = lines.add_section(sign_lines(section, lines.width))
        return found

    def _top(self, draft: SheetDraft) -> None:
        form, width = self.form, draft.lines.width
        row = draft.row(CAPTION_HEIGHT)
        middle = min(draft.lines.at[1:-1] or [width], key=lambda x: abs(x - width / 2))
        right = f"{form.id}　{form.version}版　{form.status}"
        if middle < width:
            draft.put(row, 0, middle, CellKind.CAPTION, self.library.organization.company, size=9)
            draft.put(row, middle, width, CellKind.CAPTION, right, align="right", size=9)
        else:
            draft.put(row, 0, width, CellKind.CAPTION, right, align="right", size=9)
        row = draft.row(TITLE_HEIGHT)
        title = form.title if len(form.sheets) == 1 else f"{form.title}（{draft.source.title}）"
        draft.put(row, 0, width, CellKind.TITLE, title, align="center", size=TITLE_SIZE, bold=True)
        draft.close(BlockKind.TOP, 0)

    def _section(
        self, draft: SheetDraft, section: Section, lines: list[float], columns: dict[str, list[Column]]
    ) -> None:
        if isinstance(section, FieldsSection):
            add_fields(draft, section, lines, self.words, self.options)
        elif isinstance(section, TableSection):
            listed = self.resolver.list_at(section.rows_from) if section.rows_from else None
            TableMaker(draft, section, columns[section.id], lines, listed, self.words, self.options).add()
        elif isinstance(section, TextSection):
            add_text(draft, section, lines, self.words)
        elif isinstance(section, SignSection):
            add_sign(draft, section, lines, self.words)
        elif isinstance(section, NoteSection):
            add_notes(draft, section, self.words)
