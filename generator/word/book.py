"""A .docx of several sections, each with words at the head and foot of its pages: the package of a handbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from ..archive import package
from ..layout import DOCUMENT_LINES, page_of
from ..model import Look, Orientation, PageStyle, PaperSize
from ..ooxml import clean, twips
from .package import PAGE_NUMBER_SIZE, fill, part
from .prose import TIGHT
from .sheets import FEET
from .text import Spacing, Type, paragraph, run
from .xml import NAMESPACES, Element, R, W, w

PAGE = page_of(PageStyle.DOCUMENT, PaperSize.A4, Orientation.PORTRAIT)
LINE = int(twips(PAGE.room_height) / DOCUMENT_LINES)
HEADER = 22.0  # mm from the edge to the words at the head
ROOM = twips(PAGE.room_width)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTICE_SIZE = 8.0
_MEMBERS = {
    "[Content_Types].xml": "book-content-types.xml",
    "_rels/.rels": "plain-package.rels",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "book-document.rels",
    "word/fontTable.xml": "fonts.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "book-styles.xml",
}


@dataclass(frozen=True)
class Section:
    """What starts on a new page; `running` stands at the head of its pages, `first` is its first page's number.

    `format` is how page numbers are written: decimal, upperRoman, or "" for a page without words at head and foot.
    """

    body: Sequence[Element]
    running: str = ""
    format: str = "decimal"
    first: int | None = None


@dataclass(frozen=True)
class About:
    """What the file says about itself; `dated` is ISO, `notice` stands at the foot of every numbered page."""

    title: str
    subject: str
    company: str
    dated: str
    version: str
    notice: str


def bound(about: About, look: Look, sections: Sequence[Section], ask: bool) -> bytes:
    """The file; the same content gives the same bytes. With `ask`, Word asks on opening to compute page numbers."""
    edges: dict[str, Element] = {
        "footer.xml": _footer(about.notice, look, "right"),
        "footer-even.xml": _footer(about.notice, look, "left"),
    }
    body = w("body")
    for number, section in enumerate(sections, 1):
        names = _edges_of(section, number, look, edges)
        properties = _properties(section, names)
        body.extend(section.body)
        if number == len(sections):
            body.append(properties)
        else:
            # Every section but the last keeps its properties in its last paragraph.
            section.body[-1].find(f"{{{W}}}pPr").append(properties)
    root = etree.Element(f"{{{W}}}document", nsmap=NAMESPACES)
    root.append(body)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    parts = _parts(about, look, list(edges), ask)
    parts["word/document.xml"] = _bytes(root)
    for name, element in edges.items():
        etree.cleanup_namespaces(element, keep_ns_prefixes=["w"])
        parts[f"word/{name}"] = _bytes(element)
    return package(parts)


def _parts(about: About, look: Look, edges: Sequence[str], ask: bool) -> dict[str, bytes]:
    values = {
        "title": about.title, "clause": about.subject, "company": about.company, "id": "", "dated": about.dated,
        "version": about.version, "body": look.body_font, "heading": look.heading_font,
        "document": look.document_font, "emphasis": look.emphasis_font,
    }  # fmt: skip
    filled = {name: escape(clean(value), {'"': "&quot;"}) for name, value in values.items()}
    # The settings stand in one order: the asking comes before the compatibility.
    filled["even_and_odd"] = "<w:evenAndOddHeaders/>"
    filled |= {"line": str(LINE), "half": str(LINE // 2), "tight": str(TIGHT), "room": str(ROOM)}
    title_font = escape(clean(look.title_font), {'"': "&quot;"})
    filled["edge_types"] = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{name[:6]}+xml"/>' for name in edges
    )
    filled["edge_relations"] = "".join(
        f'<Relationship Id="{_relation(name)}" Type="{_RELATION}/{name[:6]}" Target="{name}"/>' for name in edges
    )
    parts = {}
    for member, source in _MEMBERS.items():
        own = filled | {"title": title_font} if source == "book-styles.xml" else filled
        parts[member] = fill(part(source), own).encode()
    if ask:
        settings = parts["word/settings.xml"]
        parts["word/settings.xml"] = settings.replace(b"<w:compat>", b'<w:updateFields w:val="true"/>\n  <w:compat>', 1)
    return parts


def _edges_of(section: Section, number: int, look: Look, edges: dict[str, Element]) -> list[tuple[str, str]]:
    """(member, default or even) of the words at head and foot, which are put into `edges`."""
    if not section.format:
        return []
    names = [(f"header-{number:02d}.xml", "default"), (f"header-{number:02d}-even.xml", "even")]
    for (name, _), side in zip(names, ("right", "left"), strict=True):
        edges[name] = w("hdr", _running(section.running, look, side))
    return [*names, ("footer.xml", "default"), ("footer-even.xml", "even")]


def _running(text: str, look: Look, side: str) -> Element:
    type = Type(look.body_font, 9)
    return paragraph("Header", [run(text, type)], Spacing(type.line, rule="atLeast"), side, mark=type)


def _footer(notice: str, look: Look, side: str) -> Element:
    """The page number between dashes at the outer side, a character from the edge, as GB/T 9704 has it; the notice."""
    number, small = Type(look.body_font, PAGE_NUMBER_SIZE), Type(look.body_font, _NOTICE_SIZE)
    content = [run("— ", number), w("fldSimple", run("1", number), instr=" PAGE "), run(" —", number)]
    away = w("ind", left=280, right=280)
    return w(
        "ftr",
        paragraph("Footer", content, Spacing(number.line), side, mark=number, indent=away),
        paragraph("Footer", [run(notice, small)], Spacing(small.line, before=120), "center", mark=small),
    )


def _properties(section: Section, edges: Sequence[tuple[str, str]]) -> Element:
    references = []
    for name, pages in edges:
        reference = w(f"{name[:6]}Reference", type=pages)
        reference.set(f"{{{R}}}id", _relation(name))
        references.append(reference)
    numbering: dict[str, object] = {"fmt": section.format or "decimal"}
    numbering |= {} if section.first is None else {"start": section.first}
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=twips(PAGE.width), h=twips(PAGE.height), code=9),
        w(
            "pgMar", top=twips(PAGE.top), right=twips(PAGE.right), bottom=twips(PAGE.bottom), left=twips(PAGE.left),
            header=twips(HEADER), footer=twips(FEET[PageStyle.DOCUMENT]), gutter=0,
        ),
        w("pgNumType", **numbering),
        w("docGrid", type="lines", linePitch=LINE),
    )  # fmt: skip


def _relation(name: str) -> str:
    return f"rId-{name.removesuffix('.xml')}"


def _bytes(element: Element) -> bytes:
    return _HEAD.encode() + bytes(etree.tostring(element, encoding="UTF-8"))
