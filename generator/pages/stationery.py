"""表单中心: every form with its purpose, clause, downloads, preview and explained fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..model import (
    BoardSection,
    FieldsSection,
    Form,
    FormField,
    FormSheet,
    Orientation,
    ProseSection,
    SignSection,
    TableSection,
    TextSection,
)
from . import paths
from .views import CYCLE_CLASS, CYCLES, Views


@dataclass(frozen=True)
class Download:
    """A file of a form: what people call it, its file name, and the template that makes it out ("" for a PDF)."""

    label: str
    name: str
    template: str = ""

    @property
    def suffix(self) -> str:
        """docx, xlsx or pdf."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True)
class FormFiles:
    """What was made of a form: its files, urls of page pictures with their alt text, the preview, a filled example."""

    downloads: tuple[Download, ...]
    pictures: tuple[tuple[str, str], ...]
    preview: str
    example: str = ""
    filled: str = ""  # the file name of the filled workbook
    pages: tuple[tuple[str, int], ...] = ()  # printed pages by format: (Word, 5), (Excel, 15)


def forms_context(views: Views, files: Mapping[str, FormFiles]) -> dict[str, Any]:
    """What forms.md.j2 needs."""
    page = paths.FORMS
    groups = []
    for number, title in ((0, "推广实施"), *((r.number, r.title) for r in views.library.regulations)):
        forms = [form for form in views.library.forms if views.library.owners[form.id] == number]
        if forms:
            cards = [_summary(views, form, page, files.get(form.id)) for form in forms]
            groups.append({"title": title, "number": number, "forms": cards})
    cycles = [cycle for cycle in CYCLES if any(form.cycle is cycle for form in views.library.forms)]
    return {
        "page": page,
        "groups": groups,
        "designed": sum(form.designed for form in views.library.forms),
        "cycles": [{"name": cycle.value, "kind": CYCLE_CLASS[cycle]} for cycle in cycles],
    }


def form_context(views: Views, form: Form, made: FormFiles | None) -> dict[str, Any]:
    """What form.md.j2 needs."""
    page = paths.form(form.id)
    key = f"{views.library.owners[form.id]:02d}"
    index = views.index
    pictures = [(paths.relative(page, url), alt) for url, alt in made.pictures] if made else []
    return {
        **_summary(views, form, page, made),
        "page": page,
        "form": form,
        "aliases": form.aliases,
        "badge": views.badge(form.basis, form.cites, page),
        "signed_by": [views.role_link(role, page) for role in form.signed_by],
        "clauses": [views.link(address, page) for address in _main_first(form, index.clauses_of_form.get(form.id, ()))],
        "duties": [views.duty(placed, page) for placed in index.duties_of_form.get(form.id, ())],
        "guidance": [views.inline.html(line, key, page) for line in form.guidance],
        "fields": [entry for sheet in form.sheets for entry in _fields(views, form, sheet, key, page)],
        "preview": Markup(made.preview) if made else "",
        "example": Markup(made.example) if made else "",
        "example_file": paths.relative(page, paths.download(made.filled)) if made and made.filled else "",
        "example_note": views.inline.html(form.example.note, key, page) if form.example else "",
        "pictures": pictures,
        "note": views.inline.html(form.note, key, page),
        "fingerprint": index.fingerprints.get(form.clause, ""),
    }


def _main_first(form: Form, addresses: tuple[str, ...]) -> list[str]:
    """The clauses that ask for a form, the one it rests on leading."""
    return sorted(addresses, key=lambda address: address != form.clause)


def _summary(views: Views, form: Form, page: str, made: FormFiles | None) -> dict[str, Any]:
    key = f"{views.library.owners[form.id]:02d}"
    downloads = [
        {
            "url": paths.relative(page, paths.download(download.name)),
            "name": download.label,
            "suffix": download.suffix,
            "file": download.name,
            "template": download.template,
        }
        for download in (made.downloads if made else ())
    ]
    return {
        "id": form.id,
        "title": form.title,
        "short": form.short,
        "version": form.version,
        "status": form.status.value,
        "dated": form.dated.isoformat(),
        "link": views.form_link(form.id, page),
        "designed": form.designed,
        "purpose": views.inline.html(form.purpose, key, page),
        "filled_by": [views.role_link(role, page) for role in form.filled_by],
        "frequency": views.inline.html(form.frequency, key, page),
        "retention": views.inline.html(form.retention, key, page),
        "clause": views.link(form.clause, page),
        "downloads": downloads,
        "picture": paths.relative(page, made.pictures[0][0]) if made and made.pictures else "",
        "orientation": "、".join(dict.fromkeys(sheet.orientation.value for sheet in form.sheets)),
        "landscape": bool(form.sheets) and form.sheets[0].orientation is Orientation.LANDSCAPE,
        "paper": "、".join(dict.fromkeys(sheet.paper.value for sheet in form.sheets)),
        "pages": _pages(made.pages if made else ()),
        "cycle": form.cycle.value,
        "cycle_kind": CYCLE_CLASS[form.cycle],
    }


def _pages(counts: tuple[tuple[str, int], ...]) -> str:
    """5 页; where the formats differ, Word 5 页、Excel 15 页."""
    if len({pages for _, pages in counts}) == 1:
        return f"{counts[0][1]} 页"
    return "、".join(f"{name} {pages} 页" for name, pages in counts)


def _fields(views: Views, form: Form, sheet: FormSheet, key: str, page: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []

    def add(label: str, control: str, hint: str, required: bool, clause: str, where: str) -> None:
        rows.append(
            {
                "label": views.inline.html(label, key, page),
                "control": control,
                "hint": views.inline.html(hint, key, page),
                "required": required,
                "clause": views.link(clause or form.clause, page, key),
                "where": where,
            }
        )

    for section in sheet.sections:
        title = "" if getattr(section, "each", "") else getattr(section, "title", "")
        where = views.index.resolver.plain(title, key) or sheet.title
        if isinstance(section, FieldsSection | TableSection | ProseSection):
            for item in section.columns if isinstance(section, TableSection) else section.fields:
                add(item.label, _control(views, item), item.hint, item.required, item.clause, where)
        elif isinstance(section, TextSection):
            add(section.label, "多行文字", section.hint, section.required, section.clause, where)
        elif isinstance(section, SignSection):
            for signer in section.signers:
                add(signer.label, "签名", signer.hint, True, "", "签字")
        elif isinstance(section, BoardSection):
            for line in section.lines:
                if not line.text:
                    add(line.label or line.hint, "文字", line.hint if line.label else "", line.required, "", where)
    return rows


def _control(views: Views, item: FormField) -> str:
    options = item.options
    listed = views.index.resolver.list_at(item.options_from) if item.options_from else None
    if listed:
        options = tuple((entry.mark or entry.title) if item.options_mark else entry.title for entry in listed.items)
    return f"{item.control}：{'、'.join(options)}" if options else item.control.value
