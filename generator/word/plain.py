"""A .docx without controls, headers or a glossary: what is read and passed on, not filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from ..archive import package
from ..model import Look
from ..ooxml import clean, twips
from .package import PAGE_NUMBER_SIZE, fill, part
from .text import Spacing, Type, paragraph, run
from .xml import NAMESPACES, Element, R, W, w

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SMALL = 9.0


@dataclass(frozen=True)
class Paper:
    """The paper that a document lies on, in mm; margins: top, right, bottom, left."""

    width: float
    height: float
    margins: tuple[float, float, float, float]

    @property
    def room(self) -> float:
        """The width that may be printed."""
        return self.width - self.margins[1] - self.margins[3]


@dataclass(frozen=True)
class About:
    """What the file says about itself; `dated` is ISO, `notice` stands below the page number."""

    title: str
    subject: str
    company: str
    dated: str
    notice: str


def document(about: About, paper: Paper, look: Look, body: Sequence[Element]) -> bytes:
    """The file; the same content gives the same bytes."""
    values = {
        "title": about.title, "clause": about.subject, "company": about.company, "id": "", "dated": about.dated,
        "version": "1.0", "body": look.body_font, "heading": look.heading_font, "document": look.document_font,
    }  # fmt: skip
    values = {name: escape(clean(value), {'"': "&quot;"}) for name, value in values.items()} | {"even_and_odd": ""}
    members = {
        "[Content_Types].xml": "plain-content-types.xml",
        "_rels/.rels": "plain-package.rels",
        "docProps/app.xml": "app.xml",
        "docProps/core.xml": "core.xml",
        "word/_rels/document.xml.rels": "plain-document.rels",
        "word/fontTable.xml": "fonts.xml",
        "word/settings.xml": "settings.xml",
        "word/styles.xml": "styles.xml",
    }
    parts = {name: fill(part(source), values).encode() for name, source in members.items()}
    root = etree.Element(f"{{{W}}}document", nsmap=NAMESPACES)
    root.append(w("body", *body, _section(paper)))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    parts["word/document.xml"] = _bytes(root)
    parts["word/footer.xml"] = _bytes(_footer(about.notice, look))
    return package(parts)


def _bytes(element: Element) -> bytes:
    return _HEAD.encode() + bytes(etree.tostring(element, encoding="UTF-8"))


def _footer(notice: str, look: Look) -> Element:
    """The page number between dashes, as GB/T 9704 has it, and the notice."""
    number, small = Type(look.body_font, PAGE_NUMBER_SIZE), Type(look.body_font, SMALL)
    content = [run("— ", number), w("fldSimple", run("1", number), instr=" PAGE "), run(" —", number)]
    return w(
        "ftr",
        paragraph("Footer", content, Spacing(number.line), "center", mark=number),
        paragraph("Footer", [run(notice, small)], Spacing(small.line), "center", mark=small),
    )


def _section(paper: Paper) -> Element:
    reference = w("footerReference", type="default")
    reference.set(f"{{{R}}}id", "rIdFooter")
    top, right, bottom, left = map(twips, paper.margins)
    size: dict[str, object] = {"w": twips(paper.width), "h": twips(paper.height)}
    size |= {"orient": "landscape"} if paper.width > paper.height else {}
    return w(
        "sectPr",
        reference,
        w("pgSz", **size),
        w("pgMar", top=top, right=right, bottom=bottom, left=left, header=twips(10), footer=twips(10), gutter=0),
    )
