"""Links, both ways, computed once: facts and their users, forms and the clauses that ask for them, citations."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from ..facts import Resolver, Segment, SegmentKind
from ..model import (
    Article,
    Basis,
    BoardSection,
    Clause,
    Element,
    FieldsSection,
    Form,
    FormField,
    Library,
    PlacedDuty,
    PlacedQuestion,
    ProseSection,
    Question,
    SignSection,
    TableSection,
    TextSection,
)
from .elements import elements_of
from .texts import PlacedText, texts
from .wording import fingerprint

_NOT_ADDRESS = re.compile("[#:]")
_OUTSIDE = re.compile(r"\{(\d{2}/[^{}]+)\}")
_SOURCE_ID = re.compile(r"^[A-Z]\d{0,2}-\d{2}[a-z]?")


def source_id(cite: str) -> str:
    """The registered number in a citation such as `L-10 第3条`; "" if it does not start with one."""
    match = _SOURCE_ID.match(cite)
    return match[0] if match else ""


class Index:
    """The links of one Library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.resolver = Resolver(library)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element of the library, depth first."""
        library = self.library
        return tuple(elements_of(library.organization, library.plan, *library.regulations, *library.forms))

    @cached_property
    def texts(self) -> tuple[PlacedText, ...]:
        """Every placed text."""
        return tuple(texts(self.library))

    @cached_property
    def segments(self) -> tuple[tuple[PlacedText, Segment], ...]:
        """Every reference in every text (words left out)."""
        return tuple(
            (placed, segment)
            for placed in self.texts
            if "{" in placed.text
            for segment in self.resolver.segments(placed.text, placed.key)
            if segment.kind is not SegmentKind.WORDS
        )

    @cached_property
    def users(self) -> dict[str, tuple[str, ...]]:
        """Fact, list, role, clause or form address → addresses of what speaks of it in a text or a formula, questions
        left out."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for placed, segment in self.segments:
            if not placed.asking:
                found[segment.target].setdefault(placed.owner)
        for name, forms in self.in_formulas.items():
            for form in forms:
                found[_NOT_ADDRESS.split(name)[0]].setdefault(form)
        return {target: tuple(owners) for target, owners in found.items()}

    @cached_property
    def in_formulas(self) -> dict[str, tuple[str, ...]]:
        """What formulas of forms take from outside, 02/weekly_hours or 08/outcomes#closed → the forms that do."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for form in self.library.forms:
            for formula in formulas_of(form):
                for name in _OUTSIDE.findall(formula):
                    found[name].setdefault(form.id)
        return {name: tuple(forms) for name, forms in found.items()}

    @cached_property
    def forms_of_clause(self) -> dict[str, tuple[str, ...]]:
        """Clause (or plan task, check) address → forms it asks for, by text, duty, list item or `forms`; retired ones ask
        for none."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for placed, segment in self.segments:
            if segment.kind is SegmentKind.FORM:
                found[placed.owner.partition("#")[0]].setdefault(segment.target)
        for address, clause in self.library.clauses.items():
            for form in (*(f for duty in clause.article.duties for f in duty.evidence), *clause.article.forms):
                found[address].setdefault(form)
        for address, place in self.library.plan_places.items():
            for form in place.forms:
                found[address].setdefault(form)
        places = {*self.library.clauses, *self.library.plan_places} - self.library.retired.keys()
        return {address: tuple(forms) for address, forms in found.items() if address in places}

    @cached_property
    def clauses_of_form(self) -> dict[str, tuple[str, ...]]:
        """Form → addresses that ask for it, in the order of the regulations."""
        found: dict[str, list[str]] = defaultdict(list)
        order = {a: n for n, a in enumerate((*self.library.plan_places, *self.library.clauses))}
        for address in sorted(self.forms_of_clause, key=lambda a: order[a]):
            for form in self.forms_of_clause[address]:
                found[form].append(address)
        return {form: tuple(addresses) for form, addresses in found.items()}

    @cached_property
    def duties_of_form(self) -> dict[str, tuple[PlacedDuty, ...]]:
        """Form → duties whose evidence it is."""
        found: dict[str, list[PlacedDuty]] = defaultdict(list)
        for placed in self.library.duties:
            for form in placed.duty.evidence:
                found[form].append(placed)
        return {form: tuple(duties) for form, duties in found.items()}

    @cached_property
    def questions_of_clause(self) -> dict[str, tuple[PlacedQuestion, ...]]:
        """Clause address → the questions that examine it or one of its duties."""
        found: dict[str, list[PlacedQuestion]] = defaultdict(list)
        for placed in self.library.questions:
            for address in self.rests_on(placed.question):
                found[address].append(placed)
        return {address: tuple(questions) for address, questions in found.items()}

    def rests_on(self, confirmed: Question | Form) -> tuple[str, ...]:
        """The clauses that a question examines, or that a form and its fields cite."""
        if isinstance(confirmed, Form):
            return tuple(dict.fromkeys([confirmed.clause, *(clause for _, _, clause in form_parts(confirmed))]))
        return tuple(dict.fromkeys(entry.partition("#")[0] for entry in confirmed.clauses))

    def fingerprint_of(self, confirmed: Question | Form) -> str:
        """12 hex digits over the wording of what a question or form rests on: what it is confirmed against. Rows of lists
        count for questions; forms print those of now."""
        if isinstance(confirmed, Form):
            return fingerprint(self.library, self.rests_on(confirmed))
        return fingerprint(self.library, tuple(dict.fromkeys(confirmed.clauses)), with_rows=True)

    def is_stale(self, confirmed: Question | Form) -> bool:
        """Whether a clause was reworded since the question or form was found right; a question is withheld until somebody
        confirms it."""
        return bool(confirmed.fingerprint) and confirmed.fingerprint != self.fingerprint_of(confirmed)

    @cached_property
    def cited_by(self) -> dict[str, tuple[str, ...]]:
        """Clause address → addresses of the clauses that point at it."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for address, clause in self.library.clauses.items():
            for target in clause.article.related:
                found[target].setdefault(address)
        for placed, segment in self.segments:
            owner = placed.owner.partition("#")[0]
            if (
                segment.kind in (SegmentKind.CLAUSE, SegmentKind.TASK)
                and owner in self.library.clauses
                and owner != segment.target
            ):
                found[segment.target].setdefault(owner)
        return {target: tuple(owners) for target, owners in found.items()}

    @cached_property
    def links_of(self) -> dict[str, tuple[str, ...]]:
        """Clause address → clauses it points at itself, by text or `related`."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for target, owners in self.cited_by.items():
            for owner in owners:
                found[owner].setdefault(target)
        order = {a: n for n, a in enumerate(self.library.clauses)}
        return {o: tuple(sorted(t, key=lambda a: order.get(a, 0))) for o, t in found.items()}

    @cached_property
    def carried_by(self) -> dict[str, tuple[str, ...]]:
        """Source number (R1-13, L-10, S-01a) → addresses of what rests on it."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for address, cites in self._citations():
            for cite in cites:
                found[source_id(cite) or cite].setdefault(address)
        return {number: tuple(addresses) for number, addresses in found.items()}

    def _citations(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        library = self.library
        for term in library.organization.glossary:
            yield f"term:{term.term}", term.cites
        plan = library.plan
        for point in (*plan.positioning, *plan.goals, *plan.group, *plan.requirements):
            yield "00", point.cites
        for name, fact in plan.facts.items():
            yield f"00/{name}", fact.cites
        for phase in plan.phases:
            yield f"00/{phase.id}", phase.cites
        for address, place in library.plan_places.items():
            yield address, place.cites
        for regulation in library.regulations:
            for name, fact in regulation.facts.items():
                yield f"{regulation.key}/{name}", fact.cites
            for name, listed in regulation.lists.items():
                yield f"{regulation.key}/{name}", listed.cites
                for row in listed.items:
                    yield f"{regulation.key}/{name}#{row.id}", row.cites
        for address, clause in library.clauses.items():
            for paragraph in clause.article.paragraphs:
                yield address, paragraph.cites
                for entry in paragraph.items:
                    yield address, entry.cites
        for form in library.forms:
            yield form.id, form.cites

    def standing(self, placed: PlacedDuty) -> str:
        """拟稿 for a duty that is drafted, 含拟稿 for one whose clause or figures are drafted in part, else ""."""
        duty, key = placed.duty, placed.clause.regulation.key
        if duty.basis is not None:
            return str(Basis.DRAFT) if duty.basis is Basis.DRAFT else ""
        bases = set(bases_of(placed.clause.article))
        if bases == {Basis.DRAFT}:
            return str(Basis.DRAFT)
        used = (self.resolver.segments(text, key) for text in (duty.action, duty.trigger, duty.deadline))
        figures = (
            self.resolver.fact(*s.target.split("/")) for texts in used for s in texts if s.kind is SegmentKind.FACT
        )
        bases |= {fact.basis for fact in figures if fact}
        return f"含{Basis.DRAFT}" if Basis.DRAFT in bases else ""

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """Clause (or plan task, check) address → 12 hex digits over its normalised text with facts resolved."""
        found = {address: self._of_clause(clause) for address, clause in self.library.clauses.items()}
        for address, place in self.library.plan_places.items():
            parts = [place.title, place.text, *getattr(place, "points", ())]
            found[address] = self._fingerprint(parts, "00")
        return found

    def _of_clause(self, clause: Clause) -> str:
        parts = [clause.article.heading]
        for paragraph in clause.article.paragraphs:
            parts += [paragraph.text, *(item.text for item in paragraph.items)]
        return self._fingerprint(parts, clause.regulation.key)

    def _fingerprint(self, parts: list[str], key: str) -> str:
        text = "\n".join(re.sub(r"\s+", "", self.resolver.plain(part, key)) for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def bases_of(article: Article) -> tuple[Basis, ...]:
    """The provenances that an article mixes, in the fixed order of Basis."""
    found = set()
    for paragraph in article.paragraphs:
        found.add(paragraph.basis)
        found |= {item.basis for item in paragraph.items if item.basis}
    return tuple(basis for basis in Basis if basis in found)


def form_parts(form: Form) -> Iterator[tuple[str, str, str]]:
    """(path, label as written, clause) of everything a person fills in: fields, columns, text areas, signatures."""
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, FieldsSection | ProseSection):
                yield from ((item.id, item.label, item.clause or form.clause) for item in section.fields)
            elif isinstance(section, TableSection):
                yield from (
                    (f"{section.id}.{item.id}", item.label, item.clause or form.clause) for item in section.columns
                )
            elif isinstance(section, TextSection):
                yield section.id, section.label, section.clause or form.clause
            elif isinstance(section, SignSection):
                yield from ((f"{section.id}.{signer.id}", signer.label, form.clause) for signer in section.signers)
            elif isinstance(section, BoardSection):
                yield from ((line.id, line.label or line.hint, form.clause) for line in section.lines if not line.text)


def formulas_of(form: Form) -> Iterator[str]:
    """Every formula and condition of a form, as written."""
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, FieldsSection | TableSection):
                for item in section.fields if isinstance(section, FieldsSection) else section.columns:
                    yield from (item.formula, item.alert)
            if isinstance(section, TableSection):
                for total in section.totals:
                    yield from (*total.formulas.values(), total.alert)


def form_fields(library: Library) -> Iterator[tuple[str, str, FormField]]:
    """(form id, field path, field) for every field and column of every form."""
    for form in library.forms:
        for sheet in form.sheets:
            for section in sheet.sections:
                if isinstance(section, FieldsSection | ProseSection):
                    for item in section.fields:
                        yield form.id, item.id, item
                elif isinstance(section, TableSection):
                    for item in section.columns:
                        yield form.id, f"{section.id}.{item.id}", item


__all__ = ["Index", "bases_of", "form_fields", "form_parts", "source_id"]
