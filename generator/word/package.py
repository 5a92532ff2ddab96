"""The .docx package: our own minimal parts, filled with a form's words, and packed the same way every time."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from ..layout import MARGIN_LEFT, MARGIN_RIGHT, PAPER, FormLayout, Sheet
from ..model import Orientation
from .text import Type
from .xml import clean, twips

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
    "word/footer-landscape.xml": "footer.xml",
    "word/footer-portrait.xml": "footer.xml",
    "word/glossary/_rels/document.xml.rels": "glossary.rels",
    "word/glossary/document.xml": "glossary.xml",
    "word/glossary/settings.xml": "settings.xml",
    "word/glossary/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
FOOTERS = {Orientation.PORTRAIT: "rId4", Orientation.LANDSCAPE: "rId5"}  # as in parts/document.rels
FOOTER_SIZE = 8.0
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_TOKEN = re.compile(r"\{\{(\w+)\}\}")


def open_package(layout: FormLayout, sheets: tuple[Sheet, ...]) -> WordDocument:
    """An empty document with styles, footers and properties of this form."""
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
        "left": layout.footer_left.replace("\n", " "),
        "pages": str(sum(sheet.pages for sheet in sheets)),
    }
    filled = {name: escape(clean(value), {'"': "&quot;"}) for name, value in values.items()}
    filled["rpr"] = etree.tostring(Type(layout.body_font, FOOTER_SIZE).properties(), encoding="unicode")
    members = {}
    for member, name in MEMBERS.items():
        paper = Orientation.LANDSCAPE if "landscape" in member else Orientation.PORTRAIT
        right = twips(PAPER[paper][0]) - twips(MARGIN_LEFT) - twips(MARGIN_RIGHT)
        members[member] = _fill(_source(name), filled | {"right": str(right)}).encode()
    return Document(io.BytesIO(_zip(members)))


def pack(document: WordDocument) -> bytes:
    """The document as bytes: equal documents give equal bytes."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return _zip({name: archive.read(name) for name in archive.namelist()})


@cache
def _source(name: str) -> str:
    return files(__package__).joinpath("parts", name).read_text(encoding="utf-8")


def _fill(source: str, values: dict[str, str]) -> str:
    # One pass, so that a value which itself looks like a token stays as it is.
    return _TOKEN.sub(lambda match: values[match[1]], source)


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(members, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the operating system of the builder stands in the file
            archive.writestr(info, members[name])
    return target.getvalue()
