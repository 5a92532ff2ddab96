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
from .stamp import Template
from .stationery import lay_out, render_file, source_of
from .units import Overlays, Period, made_out, nobody, slot_facts

VARIANTS = ("docx", "hand.docx", "xlsx")
KEPT = 600  # templates; a form has at most a handful of files, and few units differ in shape


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
        self._layouts: dict[tuple[str, int], FormLayout] = {}
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
        for form, kind, _, _, template in self.templates(made):
            yield Made(form, kind, template.stamp(made.values))

    def templates(self, made: MadeOut) -> Iterator[tuple[Form, FileKind, FormLayout, tuple[int, ...], Template]]:
        """The template of every file for a unit, with a layout to name it by and its measures for that unit."""
        for form in self.forms:
            layout = self._layout(form, made)
            shape = tuple(measure.of(made.values) for measure in layout.measures)
            for kind in kinds_of(layout):
                if self.wants(kind):
                    yield form, kind, layout, shape, self._template(form, kind, shape, made)

    def wants(self, kind: FileKind) -> bool:
        """Whether this kind of file was asked for."""
        return kind.variant in self.variants

    def _layout(self, form: Form, made: MadeOut) -> FormLayout:
        """A layout of the form with as many people's rows as the unit has; only its measures are looked at."""
        staff = made.staff if self._staffed[form.id] else 0
        layout = self._layouts.get((form.id, staff))
        if layout is None:
            layout = self._layouts[form.id, staff] = lay_out(self.index, form, replace(made, staff=staff))
        return layout

    def _template(self, form: Form, kind: FileKind, shape: tuple[int, ...], made: MadeOut) -> Template:
        staff = made.staff if self._staffed[form.id] else 0
        key = (form.id, kind, staff, shape)
        known = self._templates.get(key)
        if known is not None:
            self._templates.move_to_end(key)
            return known
        fitting = lay_out(self.index, form, replace(made, staff=staff))
        template = source_of(fitting, kind).template(self.months)
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
