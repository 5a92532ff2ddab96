"""Where everything stands on the site. Anchors come from permanent ids and do not break once published."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts import Resolver
from ..model import Library, Regulation

HOME = "index.html"
REGULATIONS = "regulations/index.html"
DUTIES = "duties/index.html"
CALENDAR = "calendar.html"
PLAN = "plan.html"
FORMS = "forms/index.html"
GLOSSARY = "glossary.html"
CHANGES = "changes.html"
AMENDMENTS = "amendments.html"
TRACE = "trace.html"
SOURCES = "sources.html"
OPEN = "open-questions.html"
SEARCH = "search.html"
PRACTICE = "practice.html"
BANK = "practice/bank.js"
BANK_MORE = "practice/bank-more.js"


def words_of(regulation_key: str, derived: bool) -> str:
    """The script with the texts of a regulation's questions, written or derived."""
    return f"practice/words-{regulation_key}{'-more' if derived else ''}.js"


def markdown_path(url: str) -> str:
    """The Markdown file that becomes the page."""
    return url.removesuffix(".html") + ".md"


def regulation(target: Regulation) -> str:
    """A regulation's page."""
    return f"regulations/{target.folder}.html"


def version(target: Regulation, number: str) -> str:
    """The page of an edition of a regulation that the site does not show in its place."""
    return f"regulations/versions/{target.folder}-{number}.html"


def role(role_id: str) -> str:
    """A role's page of duties."""
    return f"duties/{role_id}.html"


def form(form_id: str) -> str:
    """A form's page."""
    return f"forms/{form_id}.html"


def download(name: str) -> str:
    """A file to download."""
    return f"downloads/{name}"


def template(form_id: str, kind: str) -> str:
    """The script from which the browser makes out a form: kind is FileKind.key, and what sets a shape apart."""
    return f"downloads/templates/{form_id}.{kind}.js"


def picture(form_id: str, number: int) -> str:
    """A picture of a printed page."""
    return f"pictures/{form_id}-{number}.png"


def clause_anchor(chapter: str, article: str) -> str:
    """The anchor of a clause on its regulation's page; -- never stands in an id."""
    return f"{chapter}--{article}"


def term_anchor(term: str) -> str:
    """The anchor of a glossary entry."""
    return f"term-{term}"


def source_anchor(number: str) -> str:
    """The anchor of a registered source."""
    return f"source-{number}"


class Urls:
    """Addresses of the model → URLs of the site, from the root.

    `apart` are regulations that stand on another page than theirs, {key: page}. On `site` is what there are pages of,
    should that not be `library`: what is not there leads to the page of its regulation, or to the list of all.
    """

    def __init__(self, library: Library, apart: Mapping[str, str] | None = None, site: Library | None = None) -> None:
        self.library = library
        self.resolver = Resolver(library)
        self.apart = apart or {}
        self.site = site or library

    def of(self, address: str) -> str:
        """The URL of a clause, task, check, form, role, term, fact or regulation address."""
        address = address.partition("#")[0]
        if address.startswith("term:"):
            return f"{GLOSSARY}#{term_anchor(address[5:])}"
        if address.startswith("moment:"):
            return CALENDAR
        if address in self.library.form_by_id:
            return form(address) if address in self.site.form_by_id else FORMS
        if address in self.library.role_by_id:
            return role(address)
        key, _, rest = address.partition("/")
        if key == "00":
            return f"{PLAN}#{rest.replace('/', '--')}" if "/" in rest else PLAN
        owner = self.library.regulation_by_key.get(key)
        if owner is None:
            return HOME
        chapter, _, article = rest.partition("/")
        page = self.apart.get(key) or regulation(owner)
        if article and (key in self.apart or address in self.site.clauses):
            return f"{page}#{clause_anchor(chapter, article)}"
        return f"{page}#facts" if chapter and not article else page

    def name(self, address: str, key: str = "") -> str:
        """What people call it: 第三条, 《营业管理规定》第三条, 《会议日志》, 柜面主管 …"""
        address = address.partition("#")[0]
        library = self.library
        if address in library.clauses:
            clause = library.clauses[address]
            number = self.resolver.clause_name(address, clause.regulation.key)
            prefix = "" if clause.regulation.key == key else clause.regulation.short
            return f"{prefix}{number}“{clause.article.title}”"
        if address in library.form_by_id:
            return f"{address}《{library.form_by_id[address].short}》"
        if address in library.role_by_id:
            return library.role_by_id[address].title
        if address.startswith("term:"):
            return f"名词“{address[5:]}”"
        if address.startswith("moment:"):
            return "一天的时段"
        if address.startswith("00"):
            task = library.plan_places.get(address)
            return f"推广实施方案“{task.title}”" if task else "推广实施方案"
        owner = library.regulation_by_key.get(address.partition("/")[0])
        if owner is None:
            return address
        fact = self.resolver.fact(owner.key, address.partition("/")[2])
        listed = self.resolver.list_at(address)
        if fact or listed:
            return f"{owner.short}·{(fact or listed).label}"  # type: ignore[union-attr]
        return owner.title


def relative(page: str, target: str) -> str:
    """`target` (a URL from the root, perhaps with an anchor) as seen from `page`."""
    path, _, anchor = target.partition("#")
    tail = f"#{anchor}" if anchor else ""
    if path == page and anchor:
        return tail
    here, there = page.split("/")[:-1], path.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * len(here) + "/".join(there) + tail
