"""Word files as people make them, written part by part: no library's habits stand between a test and what Word sees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from generator.facts import Resolver
from generator.intake.regulation.numerals import in_words
from generator.model import Library, Regulation

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
OWN_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>'
)


def run(text: str, *, bold: bool = False, properties: str = "") -> str:
    """A run; tabs and line breaks of `text` become those of Word."""
    inner = (
        escape(text)
        .replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        .replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    )
    looks = f"<w:rPr>{'<w:b/>' if bold else ''}{properties}</w:rPr>" if bold or properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(
    text: str = "", *, style: str = "", number: tuple[int, int] | None = None, centred: bool = False, bold: bool = False,
    runs: str = "", properties: str = "",
) -> str:  # fmt: skip
    """A paragraph; `number` is (w:numId, level), `runs` replaces the text."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    looks += '<w:jc w:val="center"/>' if centred else ""
    return f"<w:p><w:pPr>{looks}{properties}</w:pPr>{runs or run(text, bold=bold)}</w:p>"


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """A table cell; `merge` is restart or continue."""
    looks = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    texts = "".join(text if text.startswith("<w:") else paragraph(text) for text in paragraphs) or paragraph()
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{texts}</w:tc>"


def table(*rows: Iterable[str]) -> str:
    """A table of rows of cells."""
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def level(
    place: int,
    form: str,
    text: str,
    *,
    start: int = 1,
    restart: int | None = None,
    style: str = "",
    legal: bool = False,
) -> str:
    """A level of a list."""
    more = f'<w:lvlRestart w:val="{restart}"/>' if restart is not None else ""
    more += (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:isLgl/>" if legal else "")
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(definitions: Mapping[int, str], instances: Mapping[int, tuple[int, str]]) -> str:
    """numbering.xml: definitions by id, instances by id as (definition, overrides)."""
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in definitions.items()
    )
    made += "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'
        for key, (definition, more) in instances.items()
    )
    return f"<w:numbering {W}>{made}</w:numbering>"


def document(body: str, *, numbering: str = "", styles: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A .docx file around the paragraphs of its body."""
    parts = {
        "[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/_rels/document.xml.rels": OWN_RELATIONS,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/numbering.xml": numbering or f"<w:numbering {W}/>", "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


# 第一章 / 第一条 counted through / （一） / 1. as Word's multi-level list has them.
LEVELS = (
    level(0, "chineseCountingThousand", "第%1章") + level(1, "chineseCountingThousand", "第%2条", restart=0)
    + level(2, "chineseCountingThousand", "（%3）") + level(3, "decimal", "%4.")
)  # fmt: skip
AUTOMATIC = numbering({0: LEVELS}, {1: (0, "")})


def texts_of(library: Library, regulation: Regulation) -> list[tuple[str, str]]:
    """A regulation as people read it: (chapter | article | text | item, words); an article is its title."""
    resolver, key = Resolver(library), regulation.key
    found = []
    for chapter in regulation.chapters:
        found.append(("chapter", chapter.title))
        for article in chapter.articles:
            found.append(("article", article.title))
            for each in article.paragraphs:
                found.append(("text", resolver.plain(each.text, key)))
                found += [("item", resolver.plain(item.text, key)) for item in each.items]
    return found


def typed(library: Library, regulation: Regulation, *, titles: bool = True) -> list[tuple[str, str]]:
    """`texts_of` with the numbers typed in front, article titles left out unless wanted."""
    counts = {"chapter": 0, "article": 0, "item": 0}
    made: list[tuple[str, str]] = []
    head = ""
    for kind, words in texts_of(library, regulation):
        if kind in counts:
            counts[kind] += 1
        if kind != "item":
            counts["item"] = 0
        number = in_words(counts.get(kind, 0))
        if kind == "chapter":
            made.append((kind, f"第{number}章　{words}"))
        elif kind == "article" and titles:
            made.append((kind, f"第{number}条　{words}"))
        elif kind == "article":
            head = f"第{number}条　"
        else:
            made.append((kind, f"{f'（{number}）' if kind == 'item' else head}{words}"))
            head = ""
    return made


def word_typed(library: Library, regulation: Regulation, *, titles: bool = True) -> bytes:
    """The regulation in Word with typed numbers."""
    body = paragraph(regulation.title, centred=True, bold=True)
    for kind, words in typed(library, regulation, titles=titles):
        body += paragraph(words, centred=kind == "chapter", bold=kind in ("chapter", "article"))
    return document(body)


def word_automatic(library: Library, regulation: Regulation, *, titles: bool = True) -> bytes:
    """The regulation in Word with automatic numbers."""
    places = {"chapter": 0, "article": 1, "item": 2}
    body, waiting = paragraph(regulation.title, centred=True, bold=True), False
    for kind, words in texts_of(library, regulation):
        if kind == "article" and not titles:
            waiting = True
            continue
        place = 1 if waiting else places.get(kind)
        waiting = False
        body += paragraph(words, number=None if place is None else (1, place))
    return document(body, numbering=AUTOMATIC)
