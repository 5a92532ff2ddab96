"""Paragraph styles for the type of plain-text controls.

LibreOffice shows the content of a plain-text control in its paragraph's style and drops the run's own font and size,
so a paragraph with such a control gets a style of the size and font it is set in.
"""

from __future__ import annotations

from docx.document import Document

from ..layout import Fonts
from .xml import Element, W, w

_W = f"{{{W}}}"
SIZE = "21"  # half points: what the styles in parts/styles.xml are set in


def settle_faces(document: Document, fonts: Fonts) -> None:
    """Give every paragraph with a plain-text control the style of its type, and add those styles."""
    letters = {fonts.body: "", fonts.heading: "H", fonts.document: "D", fonts.title: "T", fonts.emphasis: "E"}
    known: set[str] = set()
    paragraphs = {}
    for control in document.element.body.iter(f"{_W}sdtPr"):
        if control.find(f"{_W}text") is not None:
            paragraph = next(control.iterancestors(f"{_W}p"))
            paragraphs[id(paragraph)] = paragraph
    for paragraph in paragraphs.values():
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        mark = paragraph.find(f"{_W}pPr/{_W}rPr")
        if style is None or mark is None:
            continue
        font, size = mark.find(f"{_W}rFonts").get(f"{_W}eastAsia"), mark.find(f"{_W}sz").get(f"{_W}val")
        base = style.get(f"{_W}val")
        own = ("32", "D") if base == "FormProse" else (SIZE, "")
        if not size.isdigit() or own == (size, letters.get(font, "")):
            continue
        name = f"{base}{letters.get(font, '')}{size}"
        style.set(f"{_W}val", name)
        if name not in known:
            known.add(name)
            document.styles.element.append(_style(name, base, mark))


def _style(name: str, base: str, mark: Element) -> Element:
    face = w("rPr", *(_plain(mark, tag) for tag in ("rFonts", "sz", "szCs")))
    return w(
        "style",
        w("name", val=f"Form {name.removeprefix('Form')}"),
        w("basedOn", val=base),
        w("uiPriority", val=99),
        w("semiHidden"),
        face,
        type="paragraph",
        customStyle=1,
        styleId=name,
    )


def _plain(mark: Element, tag: str) -> Element | None:
    found = mark.find(f"{_W}{tag}")
    return w(tag, **{key.removeprefix(_W): value for key, value in found.items()}) if found is not None else None
