"""Small views that several pages share: provenance badges, links, duties in rows."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..facts import SegmentKind, parse_value
from ..model import Basis, Cycle, FactType, PlacedDuty, RoleKind
from ..references import Index, source_id
from .inline import Inline
from .paths import SOURCES, Urls, relative, source_anchor

BASIS_CLASS = {Basis.SOURCE: "source", Basis.LAW: "law", Basis.DRAFT: "draft"}
CYCLES = tuple(Cycle)
ALL_STAFF = "all-staff"  # whose duties fall on every post
CYCLE_CLASS = {
    Cycle.DAILY: "daily", Cycle.WEEKLY: "weekly", Cycle.MONTHLY: "monthly", Cycle.QUARTERLY: "quarterly",
    Cycle.HALF_YEARLY: "half-yearly", Cycle.YEARLY: "yearly", Cycle.EVENT: "event", Cycle.ONCE: "once",
    Cycle.ALWAYS: "always",
}  # fmt: skip


@dataclass(frozen=True)
class Link:
    """A link as a template writes it."""

    url: str
    name: str


@dataclass(frozen=True)
class Badge:
    """A provenance badge: 据材料, 据公开规定 or 拟稿, with what it rests on; `cites` are the bare numbers."""

    text: str
    kind: str
    title: str
    url: str
    cites: str = ""


@dataclass(frozen=True)
class DutyRow:
    """A duty as a table row."""

    address: str
    roles: tuple[Link, ...]
    action: Markup
    cycle: str
    cycle_kind: str
    when: Markup
    deadline: Markup
    forms: tuple[Link, ...]
    clause: Link
    regulation: Link
    draft: str  # 拟稿, 含拟稿 or ""
    order: tuple[int, int]
    holders: tuple[str, ...]


class Views:
    """Builds views for one Library; `urls` say where things stand, if not where the Library would have them."""

    def __init__(self, index: Index, urls: Urls | None = None) -> None:
        self.index = index
        self.library = index.library
        self.inline = Inline(index, urls)
        self.urls = self.inline.urls
        sources = self.library.sources
        self.source_names = {f.id: f"{f.id}（{f.place}）" for f in sources.material}
        self.source_names |= {r.id: f"{r.id}《{r.title}》" for r in sources.public_rules}
        self.source_names |= {f.id: f"{f.id} {f.title}" for f in sources.fragments}
        self.moments = {moment.id: n for n, moment in enumerate(self.library.organization.moments)}

    def badge(self, basis: Basis, cites: tuple[str, ...], page: str) -> Badge:
        """The badge for a provenance; its title names the sources."""
        named = []
        for cite in cites:
            number = source_id(cite)
            rest = cite.removeprefix(number).strip()
            named.append(f"{self.source_names.get(number, number)}{rest}")
        title = "；".join(named) if named else ("材料未给出，起草待审" if basis is Basis.DRAFT else "")
        if basis is Basis.DRAFT and named:
            title = f"起草待审，参考 {title}"
        target = f"{SOURCES}#{source_anchor(source_id(cites[0]))}" if cites else SOURCES
        numbers = "、".join(dict.fromkeys(source_id(cite) for cite in cites))
        return Badge(basis.value, BASIS_CLASS[basis], title, relative(page, target), numbers)

    def link(self, address: str, page: str, key: str = "") -> Link:
        """A link to whatever stands at an address, named as people call it."""
        return Link(relative(page, self.urls.of(address)), self.urls.name(address, key))

    def form_link(self, form_id: str, page: str) -> Link:
        """A link to a form, named 《会议日志》."""
        form = self.library.form_by_id.get(form_id)
        return Link(relative(page, self.urls.of(form_id)), f"《{form.short}》" if form else form_id)

    def role_link(self, role_id: str, page: str) -> Link:
        """A link to a role's page."""
        return self.link(role_id, page)

    def duty(self, placed: PlacedDuty, page: str) -> DutyRow:
        """One duty as a row on `page`."""
        duty, clause = placed.duty, placed.clause
        key = clause.regulation.key
        when = duty.trigger
        if not when and duty.moment:
            when = next((m.title for m in self.library.organization.moments if m.id == duty.moment), "")
        return DutyRow(
            placed.address,
            tuple(self.role_link(role, page) for role in duty.roles),
            self.inline.html(duty.action, key, page),
            duty.cycle.value,
            CYCLE_CLASS[duty.cycle],
            self.inline.html(when, key, page),
            self.inline.html(duty.deadline, key, page),
            tuple(self.form_link(form, page) for form in duty.evidence),
            Link(relative(page, self.urls.of(clause.address)), self.index.resolver.clause_name(clause.address, key)),
            Link(relative(page, self.urls.of(key)), clause.regulation.short),
            self.index.standing(placed),
            (self.moments.get(duty.moment or "", 99), self._day(duty.deadline, key)),
            duty.roles,
        )

    def _day(self, deadline: str, key: str) -> int:
        """A sort key within the cycle: the day of the month, weekday or time that the deadline names; 99 if none."""
        for segment in self.index.resolver.segments(deadline, key):
            if segment.kind is SegmentKind.FACT:
                fact = self.index.resolver.fact(*segment.target.split("/"))
                if fact and fact.value and fact.type in (FactType.MONTH_DAY, FactType.WEEKDAY, FactType.TIME):
                    return int(parse_value(fact.type, fact.value).amount)
        return 9999

    def duties_of(self, role_id: str) -> list[PlacedDuty]:
        """The duties of a role, those of its more general roles and of all staff included."""
        holders = set(self.library.role_with_general(role_id))
        role = self.library.role_by_id.get(role_id)
        if role and role.kind is RoleKind.POST:
            holders.add(ALL_STAFF)
        return [placed for placed in self.library.duties if holders & set(placed.duty.roles)]
