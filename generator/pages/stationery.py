"""表单中心: every form with its purpose, clause, downloads, preview and explained fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..model import FieldsSection, Form, FormField, SignSection, TableSection, TextSection
from . import paths
from .views import Views


@dataclass(frozen=True)
class FormFiles:
    """What was made of a form: suffixes (docx, xlsx, pdf) and urls of page pictures with their alt text."""

    suffixes: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    preview: str


def forms_context(views: Views, files: Mapping[str, FormFiles]) -> dict[str, Any]:
    """What forms.md.j2 needs."""
    page = paths.FORMS
    ready = [form for form in views.library.forms if form.designed]
    groups = [{"title": "现在可以下载", "forms": [_summary(views, form, page, files.get(form.id)) for form in ready]}]
    for number, title in ((0, "推广实施"), *((r.number, r.title) for r in views.library.regulations)):
        forms = [f for f in views.library.forms if views.library.owners[f.id] == number and not f.designed]
        if forms:
            groups.append(
                {
                    "title": f"{title}：表样编制中",
                    "forms": [_summary(views, form, page, files.get(form.id)) for form in forms],
                }
            )
    return {"page": page, "groups": groups, "designed": len(ready)}


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
        "pictures": pictures,
        "note": views.inline.html(form.note, key, page),
        "fingerprint": index.fingerprints.get(form.clause, ""),
    }


def _main_first(form: Form, addresses: tuple[str, ...]) -> list[str]:
    """The clauses that ask for a form, the one it rests on leading."""
    return sorted(addresses, key=lambda address: address != form.clause)


def _summary(views: Views, form: Form, page: str, made: FormFiles | None) -> dict[str, Any]:
    key = f"{views.library.owners[form.id]:02d}"
    downloads = []
    for suffix in made.suffixes if made else ():
        name = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF"}[suffix]
        url = paths.relative(page, paths.download(form.id, form.short, suffix))
        downloads.append({"url": url, "name": name, "suffix": suffix, "file": f"{form.id}-{form.short}.{suffix}"})
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
        "orientation": form.sheets[0].orientation.value if form.sheets else "",
        "pages": sum(sheet.pages for sheet in form.sheets),
    }


def _fields(views: Views, form: Form, sheet: Any, key: str, page: str) -> list[dict[str, Any]]:
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
        where = getattr(section, "title", "") or sheet.title
        if isinstance(section, FieldsSection | TableSection):
            for item in section.fields if isinstance(section, FieldsSection) else section.columns:
                add(item.label, _control(views, item), item.hint, item.required, item.clause, where)
        elif isinstance(section, TextSection):
            add(section.label, "多行文字", section.hint, section.required, section.clause, where)
        elif isinstance(section, SignSection):
            for signer in section.signers:
                add(signer.label, "签名", signer.hint, True, "", "签字")
    return rows


def _control(views: Views, item: FormField) -> str:
    options = item.options
    listed = views.index.resolver.list_at(item.options_from) if item.options_from else None
    if listed:
        options = tuple(entry.title for entry in listed.items)
    return f"{item.control}：{'、'.join(options)}" if options else item.control.value
