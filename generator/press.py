"""Forms made out to units: a form is rendered once as a template and stamped for each of them.

The one place that pairs layouts, renderers and stamps. A unit whose names need other line breaks or type sizes, or
which has more people than the form has rows, gets a template of its own: nothing else tells the two ways apart.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .layout import FileKind, FormLayout, MadeOut, kinds_of, with_values
from .model import Form, Library, TableSection, Unit
from .references import Index
from .stamp import Template, read_source
from .stationery import lay_out, render_file
from .units import Overlays, Period, made_out, nobody, slot_facts

VARIANTS = ("docx", "hand.docx", "xlsx")
KEPT = 600  # templates; a form has at most a handful of files, and few units differ in shape
KEPT_LAYOUTS = 60
Shape = tuple[int, tuple[float, ...]]


@dataclass(frozen=True)
class Made:
    """One file made out to a unit."""

    form: Form
    kind: FileKind
    content: bytes

    @property
    def name(self) -> str:
        """The file name people see."""
        return self.kind.name(self.form.id, self.form.short)


class Press:
    """Makes out forms: for a month if there is a `period`; `facts` may differ though no unit of these sets them."""

    def __init__(
        self,
        index: Index,
        units: Iterable[Unit],
        period: Period | None = None,
        forms: Iterable[Form] | None = None,
        variants: Iterable[str] = VARIANTS,
        facts: Iterable[str] = (),
    ) -> None:
        self.index, self.library, self.period = index, index.library, period
        self.forms = tuple(form for form in (forms or index.library.forms) if form.designed)
        self.overlays = Overlays(index.library, units)
        self.base = slot_facts(index.library, self.overlays.units.values(), facts)
        self.months = period.values(index.library.calendar) if period else {}
        self.variants = frozenset(variants)
        self._any: dict[tuple[str, int], FormLayout] = {}
        self._kinds_of: dict[tuple[str, int], list[FileKind]] = {}
        self._layouts: OrderedDict[tuple[str, Shape], FormLayout] = OrderedDict()
        self._templates: OrderedDict[tuple[object, ...], Template] = OrderedDict()
        self._staffed = {form.id: _staffed(form) for form in self.forms}
        self.compiled = 0

    def made_out(self, unit: Unit) -> MadeOut:
        """What a unit's forms are filled with."""
        return made_out(self.overlays, unit, self.period, self.base, self.months)

    @property
    def blank(self) -> MadeOut:
        """What a blank form is filled with."""
        return nobody(self.base)

    def files(self, made: MadeOut) -> Iterator[Made]:
        """Every file of every form, made out."""
        for form in self.forms:
            yield from self.files_of(form, made)

    def files_of(self, form: Form, made: MadeOut) -> Iterator[Made]:
        """Every file of one form, made out."""
        for kind, _, template in self.templates(form, made):
            yield Made(form, kind, template.stamp(made.values))

    def templates(self, form: Form, made: MadeOut) -> Iterator[tuple[FileKind, Shape, Template]]:
        """The template of every file of a form for a unit, with the shape that it shares with others."""
        shape = self.shape(form, made)
        for kind in self._kinds(form, shape):
            if self.wants(kind):
                yield kind, shape, self._template(form, kind, shape, made)

    def shape(self, form: Form, made: MadeOut) -> Shape:
        """How many people's rows the form has and how many lines the unit's words take."""
        staff = made.staff if self._staffed[form.id] else 0
        any_layout = self._any.get((form.id, staff))
        if any_layout is None:
            # Only its measures are looked at, and those are the same for every unit.
            any_layout = self._any[form.id, staff] = lay_out(self.index, form, replace(made, staff=staff))
            shape = staff, tuple(measure.of(made.values) for measure in any_layout.measures)
            self._layouts[form.id, shape] = any_layout
            return shape
        return staff, tuple(measure.of(made.values) for measure in any_layout.measures)

    def layout(self, form: Form, made: MadeOut) -> FormLayout:
        """The form laid out for the unit, tokens standing where its words go."""
        return self._fitting(form, self.shape(form, made), made)

    def _fitting(self, form: Form, shape: Shape, made: MadeOut) -> FormLayout:
        layout = self._layouts.get((form.id, shape))
        if layout is None:
            layout = lay_out(self.index, form, replace(made, staff=shape[0]))
            self._layouts[form.id, shape] = layout
            if len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        return layout

    def _kinds(self, form: Form, shape: Shape) -> list[FileKind]:
        kinds = self._kinds_of.get((form.id, shape[0]))
        if kinds is None:
            kinds = self._kinds_of[form.id, shape[0]] = kinds_of(self._any[form.id, shape[0]])
        return kinds

    def wants(self, kind: FileKind) -> bool:
        """Whether this kind of file was asked for."""
        return kind.variant in self.variants

    def _template(self, form: Form, kind: FileKind, shape: Shape, made: MadeOut) -> Template:
        key = (form.id, kind, shape)
        known = self._templates.get(key)
        if known is not None:
            self._templates.move_to_end(key)
            return known
        template = read_source(render_file(self._fitting(form, shape, made), kind)).template(self.months)
        self._templates[key] = template
        self.compiled += 1
        if len(self._templates) > KEPT:
            self._templates.popitem(last=False)
        return template


def from_scratch(index: Index, form: Form, kind: FileKind, made: MadeOut) -> bytes:
    """The same file as a stamped one, part for part, rendered without a template."""
    return render_file(with_values(lay_out(index, form, made), made.values), kind)


def _staffed(form: Form) -> bool:
    """Whether a form has rows or pages for people by name."""
    return any(
        sheet.copies > 1 or any(isinstance(section, TableSection) and section.staff for section in sheet.sections)
        for sheet in form.sheets
    )


def units_below(library: Library, units: Mapping[str, Unit], wanted: Iterable[str]) -> list[Unit]:
    """The units of these ids and everything below them."""
    chosen = set(wanted)
    overlays = Overlays(library, units.values())
    return [unit for unit in units.values() if any(member.id in chosen for member in overlays.chain(unit))]
