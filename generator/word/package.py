"""The .docx package: our own minimal parts, filled with a form's words, and packed the same way every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from ..archive import package
from ..codes import png
from ..layout import FormLayout, Page, Sheet, has_slot, keys_in
from ..model import PageStyle
from ..ooxml import clean, twips
from .text import Type

# Member of the package → file under parts/ (flat, since packaging tools overlook names such as .rels).
MEMBERS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package.rels",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "docProps/custom.xml": "custom.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/document.xml": "document.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/glossary/_rels/document.xml.rels": "glossary.rels",
    "word/glossary/document.xml": "glossary.xml",
    "word/glossary/settings.xml": "settings.xml",
    "word/glossary/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
CODE = "word/media/code.png"
CODE_RELATION = "rIdCode"
FOOTER_SIZE = 8.0
PAGE_NUMBER_SIZE = 14.0  # 4号
_TOKEN = re.compile(r"\{\{(\w+)\}\}")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Edge:
    """The words at the head or foot of the pages of one style."""

    kind: str  # header | footer
    page: Page
    style: PageStyle
    even: bool = False
    empty: bool = False

    @property
    def name(self) -> str:
        """The member's name without its folder; the width of the paper tells pages of one style apart."""
        return f"{self.kind}-{self.style.name.lower()}-{self.page.width:g}{'-even' if self.even else ''}{'-empty' if self.empty else ''}.xml"

    @property
    def relation(self) -> str:
        """The relationship's id."""
        return f"rId-{self.name.removesuffix('.xml')}"

    @property
    def source(self) -> str:
        """The file under parts/."""
        if self.kind == "header":
            return "header-empty.xml" if self.empty else "header.xml"
        if self.style is PageStyle.DOCUMENT:
            return "footer-document.xml"
        return "footer-board.xml" if self.style is PageStyle.BOARD else "footer.xml"


def edges_of(sheet: Sheet, layout: FormLayout, sheets: tuple[Sheet, ...]) -> list[tuple[Edge, str]]:
    """What stands at the head and foot of a sheet's pages, each with the pages it is for (default or even).

    A section takes from the one before it whatever it does not name, so where sections differ each names all.
    """
    paired = any(other.style is PageStyle.DOCUMENT for other in sheets)
    headed = layout.made_out and any(other.style is PageStyle.FORM for other in sheets)
    odd = Edge("footer", sheet.page, sheet.style)
    found = [(odd, "default")]
    if paired:
        found.append((replace(odd, even=sheet.style is PageStyle.DOCUMENT), "even"))
    if headed:
        head = Edge("header", sheet.page, sheet.style, empty=sheet.style is not PageStyle.FORM)
        found += [(head, "default"), (head, "even")] if paired else [(head, "default")]
    return found


def open_package(layout: FormLayout, sheets: tuple[Sheet, ...]) -> WordDocument:
    """An empty document with styles, headers, footers and properties of this form."""
    edges = list(dict.fromkeys(edge for sheet in sheets for edge, _ in edges_of(sheet, layout, sheets)))
    values = _values(layout, sheets)
    values["edge_types"] = "".join(
        f'<Override PartName="/word/{edge.name}" ContentType="{_TYPE}.{edge.kind}+xml"/>' for edge in edges
    )
    values["edge_relations"] = "".join(
        f'<Relationship Id="{edge.relation}" Type="{_RELATION}/{edge.kind}" Target="{edge.name}"/>' for edge in edges
    )
    members = {member: fill(part(name), values).encode() for member, name in MEMBERS.items()}
    for edge in edges:
        right = twips(edge.page.width) - twips(edge.page.left) - twips(edge.page.right)
        side = "left" if edge.even else "right"
        members[f"word/{edge.name}"] = fill(part(edge.source), values | {"right": str(right), "side": side}).encode()
    members[CODE] = png(layout.code)
    return Document(io.BytesIO(package(members)))


def _values(layout: FormLayout, sheets: tuple[Sheet, ...]) -> dict[str, str]:
    values = {
        "id": layout.id,
        "title": layout.title,
        "version": layout.version,
        "company": layout.company,
        "clause": layout.clause,
        "clause_address": layout.clause_address,
        "fingerprint": layout.fingerprint,
        "dated": layout.dated,
        "body": layout.body_font,
        "heading": layout.heading_font,
        "document": layout.fonts.document,
        "left": layout.footer_left.partition("\n")[0],
        "notice": layout.footer_left.partition("\n")[2].replace("\n", " "),
        "unit": layout.unit,
        "period": layout.period,
        "pages": str(sum(sheet.pages for sheet in sheets)),
    }
    filled = {name: escape(clean(value), {'"': "&quot;"}) for name, value in values.items()}
    # In the text of an element a quotation mark stands for itself, as it does wherever lxml writes it.
    for name in ("unit", "period"):
        filled[name] = escape(clean(values[name]))
    filled["rpr"] = _properties(Type(layout.body_font, FOOTER_SIZE))
    for name in ("unit", "period"):
        filled[f"{name}_run"] = _optional_run(filled[name], filled["rpr"])
    filled["number_rpr"] = _properties(Type(layout.body_font, PAGE_NUMBER_SIZE))
    filled["made_out"] = fill(part("custom-unit.xml"), {"unit": filled["unit"], "period": filled["period"],
                               "unit_code": escape(clean(layout.unit_code))}) if layout.made_out else ""  # fmt: skip
    document = any(sheet.style is PageStyle.DOCUMENT for sheet in sheets)
    filled["even_and_odd"] = "<w:evenAndOddHeaders/>" if document else ""
    return filled


def _optional_run(text: str, properties: str) -> str:
    """A run, or nothing where there are no words; in a template both (see `stamp`)."""
    if not text:
        return ""
    words = f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<?slot any {' '.join(keys_in(text))}?>{words}<?slot else?><?slot end?>" if has_slot(text) else words


def _properties(type: Type) -> str:
    return str(etree.tostring(type.properties(), encoding="unicode"))


def pack(document: WordDocument) -> bytes:
    """The document as bytes: equal documents give equal bytes."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return package({name: archive.read(name) for name in archive.namelist()})


@cache
def part(name: str) -> str:
    """A file under parts/."""
    return files(__package__).joinpath("parts", name).read_text(encoding="utf-8")


def fill(source: str, values: dict[str, str]) -> str:
    """A part with {{names}} replaced by their values."""
    # One pass, so that a value which itself looks like a token stays as it is.
    return _TOKEN.sub(lambda match: values[match[1]], source)
