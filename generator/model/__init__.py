"""The vocabulary of the project: frozen, typed, the single definition that schemas are exported from."""

from .base import FORM_ID, MARK_KEY, NAME, NOWHERE, SLUG, Basis, Element, Mark, Position, Reading, Sourced
from .form import (
    Control,
    FieldsSection,
    Form,
    FormField,
    FormSheet,
    FormStatus,
    ListColumn,
    Medium,
    NoteSection,
    Orientation,
    Section,
    Signer,
    SignSection,
    TableSection,
    TextSection,
    Total,
)
from .library import Clause, Library, PlacedDuty
from .organization import Level, Look, Moment, Organization, Role, RoleKind, Term
from .plan import Check, Phase, Plan, PlanPoint, Task
from .regulation import (
    Article,
    Chapter,
    Constraint,
    Cycle,
    Duty,
    Edition,
    Fact,
    FactList,
    FactType,
    Item,
    ListItem,
    Paragraph,
    Regulation,
    Status,
    Strictness,
    Vary,
)
from .sources import Ambiguity, Confidence, Fragment, MaterialFact, PublicRule, Sources

__all__ = [
    "FORM_ID", "MARK_KEY", "NAME", "NOWHERE", "SLUG", "Ambiguity", "Article", "Basis", "Chapter", "Check", "Clause",
    "Confidence", "Constraint", "Control", "Cycle", "Duty", "Edition", "Element", "Fact", "FactList", "FactType",
    "FieldsSection", "Form", "FormField", "FormSheet", "FormStatus", "Fragment", "Item", "Level", "Library",
    "ListColumn", "ListItem", "Look", "Mark", "MaterialFact", "Medium", "Moment", "NoteSection", "Organization",
    "Orientation", "Paragraph", "Phase", "PlacedDuty", "Plan", "PlanPoint", "Position", "PublicRule", "Reading",
    "Regulation", "Role", "RoleKind", "Section", "SignSection", "Signer", "Sourced", "Sources", "Status",
    "Strictness", "TableSection", "Task", "Term", "TextSection", "Total", "Vary",
]  # fmt: skip
