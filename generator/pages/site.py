"""All pages at once, and the navigation over them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from .. import codes
from ..changes.report import Report
from ..editions import History
from ..model import RoleKind
from ..references import Index
from . import paths
from .amendment import context as amendment_context
from .home import home_context, regulations_context, search_context
from .people import calendar_context, role_context, roles_context, roles_in_order
from .practice import bank_scripts, practice_context
from .reference import (
    changes_context,
    glossary_context,
    open_context,
    plan_context,
    sources_context,
    trace_context,
)
from .regulation import context as regulation_context
from .search import index_scripts
from .stationery import FormFiles, form_context, forms_context
from .versions import Versions
from .views import Views

# Characters that Markdown would take for markup inside a heading.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|])")
HELP_PAGES = ("index", "clerk", "branch", "administrator", "commands", "problems")


def render(
    index: Index,
    templates: Mapping[str, str],
    helps: Mapping[str, str],
    files: Mapping[str, FormFiles],
    scope: str = "",
    amended: Report | None = None,
    history: History | None = None,
) -> dict[str, bytes]:
    """Every page as {path: Markdown bytes}. `templates` and `helps` map file names to their text; `scope` says whose
    facts the pages show, "" for those of the rules; `amended` what differs from an earlier version, if that is told;
    `history` holds the editions, as of the day that the pages are for."""
    views = Views(index)
    versions = Versions(views, history or History(index.library))
    environment = _environment(tuple(sorted(templates.items())))
    organization = index.library.organization

    def printed_code(path: str) -> Markup:
        """The code that leads from a printed page back to it; without the site's address there is nowhere to lead."""
        return Markup(codes.svg(organization.address + path) if organization.address else "")

    common = {
        "scope": scope,
        "organization": organization,
        "relative": paths.relative,
        "paths": paths,
        "printed_code": printed_code,
    }

    def page(template: str, context: dict[str, Any]) -> bytes:
        text = environment.get_template(template).render({**common, **context})
        return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode()

    library = index.library
    pages = {
        paths.HOME: page("index.md.j2", home_context(views)),
        paths.REGULATIONS: page("regulations.md.j2", regulations_context(views)),
        paths.DUTIES: page("duties.md.j2", roles_context(views)),
        paths.CALENDAR: page("calendar.md.j2", calendar_context(views)),
        paths.PLAN: page("plan.md.j2", plan_context(views)),
        paths.FORMS: page("forms.md.j2", forms_context(views, files)),
        paths.GLOSSARY: page("glossary.md.j2", glossary_context(views)),
        paths.CHANGES: page("changes.md.j2", changes_context(views, amended is not None, versions)),
        paths.TRACE: page("trace.md.j2", trace_context(views)),
        paths.SOURCES: page("sources.md.j2", sources_context(views)),
        paths.OPEN: page("open-questions.md.j2", open_context(views)),
        paths.SEARCH: page("search.md.j2", search_context(views)),
        paths.PRACTICE: page("practice.md.j2", practice_context(views)),
    }
    for regulation in library.regulations:
        own = paths.regulation(regulation)
        told = {"editions": versions.rows(regulation.key, own), "notices": versions.notices(regulation, own)}
        pages[own] = page("regulation.md.j2", {**regulation_context(views, regulation), **told})
    for own, entry in versions.apart().items():
        pages[own] = page("version.md.j2", versions.context(own, entry))
    for role in roles_in_order(views):
        pages[paths.role(role.id)] = page("role.md.j2", role_context(views, role))
    for form in library.forms:
        pages[paths.form(form.id)] = page("form.md.j2", form_context(views, form, files.get(form.id)))
    if amended is not None:
        pages[paths.AMENDMENTS] = page("amendments.md.j2", amendment_context(views, amended))
    found = {paths.markdown_path(url): content for url, content in pages.items()}
    found |= {f"help/{name}": text.encode() for name, text in helps.items()}
    found |= {f"assets/{name}": script for name, script in index_scripts(views).items()}
    found |= bank_scripts(views)
    return found


@lru_cache(maxsize=1)
def _environment(templates: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(dict(templates)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["heading"] = lambda text: jinja2.filters.Markup(_MARKUP.sub(r"\\\1", str(text)))  # type: ignore[attr-defined]
    return environment


def navigation(index: Index, amended: bool = False) -> list[Any]:
    """MkDocs' nav: lists of {title: path or list}; with 修订对照 if the site is `amended`."""
    library = index.library
    views = Views(index)
    roles = roles_in_order(views)
    md = paths.markdown_path
    duties: list[Any] = [{"全部角色": md(paths.DUTIES)}]
    for kind in RoleKind:
        duties += [{role.title: md(paths.role(role.id))} for role in roles if role.kind is kind]
    helps = {
        "index": "从这里开始", "clerk": "柜员怎么用", "branch": "客服中心怎么用", "administrator": "管理员怎么改",
        "commands": "命令一览", "problems": "检查提示的含义",
    }  # fmt: skip
    return [
        {"首页": md(paths.HOME)},
        {
            "制度": [
                {"总览": md(paths.REGULATIONS)},
                *({f"{r.number}. {r.short}": md(paths.regulation(r))} for r in library.regulations),
            ]
        },
        {"职责": duties},
        {"日程": md(paths.CALENDAR)},
        {
            "表单": [
                {"表单中心": md(paths.FORMS)},
                *({f"{form.id} {form.short}": md(paths.form(form.id))} for form in library.forms),
            ]
        },
        {"练习": md(paths.PRACTICE)},
        {"推广实施": md(paths.PLAN)},
        {
            "查阅": [
                {"检索": md(paths.SEARCH)},
                {"名词": md(paths.GLOSSARY)},
                {"更新记录": md(paths.CHANGES)},
                *([{"修订对照": md(paths.AMENDMENTS)}] if amended else []),
                {"依据": md(paths.SOURCES)},
                {"对应关系": md(paths.TRACE)},
                {"待确认事项": md(paths.OPEN)},
            ]
        },
        {"使用手册": [{helps[name]: f"help/{name}.md"} for name in HELP_PAGES]},
    ]
