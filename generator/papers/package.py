"""The .docx package: a few parts of our own, packed the same way every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape

from lxml import etree

from ..archive import package
from ..ooxml import clean, twips
from .xml import GREY, NAMESPACES, Element, Tab, Type, para, run, w
from .xml import field as computed

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>
{{footers}}</Types>"""
_ROOT = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
<Relationship Id="rId3" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>
</Relationships>"""
_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/relationships/settings" Target="settings.xml"/>
{{footers}}</Relationships>"""
_APP = f"""{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>tenregs</Application><Company>{{company}}</Company></Properties>"""
_CORE = f"""{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{{title}}</dc:title><dc:creator>{{company}}</dc:creator><cp:keywords>{{id}}</cp:keywords><cp:lastModifiedBy>{{company}}</cp:lastModifiedBy>
<dcterms:created xsi:type="dcterms:W3CDTF">{{day}}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{{day}}T00:00:00Z</dcterms:modified><dc:language>zh-CN</dc:language>
</cp:coreProperties>"""
_SETTINGS = f"""{_HEAD}<w:settings xmlns:w="{NAMESPACES["w"]}"><w:zoom w:percent="100"/><w:hideSpellingErrors/><w:hideGrammaticalErrors/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""
_STYLES = f"""{_HEAD}<w:styles xmlns:w="{NAMESPACES["w"]}"><w:docDefaults><w:rPrDefault><w:rPr>{{body}}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>{{heading}}<w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr><w:rPr>{{heading}}<w:sz w:val="23"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/></w:style>
</w:styles>"""


@dataclass(frozen=True)
class Fonts:
    """The names that Office knows the typefaces by."""

    body: str
    heading: str
    case: str  # 楷体: what a case tells


@dataclass(frozen=True)
class Sheet:
    """A section: what stands on its pages and at their foot; margins in mm: top, right, bottom, left."""

    body: Sequence[Element]
    foot: str
    margins: tuple[float, float, float, float] = (16, 18, 18, 18)
    landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return (297.0, 210.0) if self.landscape else (210.0, 297.0)

    @property
    def width(self) -> float:
        """The width that may be printed."""
        return self.size[0] - self.margins[1] - self.margins[3]


@dataclass(frozen=True)
class Properties:
    """What the file says about itself."""

    title: str
    id: str
    company: str
    seed: int
    notice: str = ""  # printed on every page
    fonts: Fonts = field(default_factory=lambda: Fonts("宋体", "黑体", "楷体"))

    @property
    def day(self) -> str:
        """A day that the seed decides, never the clock: the seed where it is one, as 20261201."""
        text = str(self.seed)
        try:
            return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}").isoformat()
        except ValueError:
            return "2000-01-01"


def document(properties: Properties, sheets: Sequence[Sheet]) -> bytes:
    """The .docx; the same sheets give the same bytes."""
    body = w("body")
    root = etree.Element(f"{{{NAMESPACES['w']}}}document", nsmap=NAMESPACES)
    root.append(body)
    foots = list(dict.fromkeys((sheet.foot, sheet.width) for sheet in sheets))
    for number, sheet in enumerate(sheets, 1):
        body.extend(sheet.body)
        section = _section(sheet, 1 + foots.index((sheet.foot, sheet.width)))
        if number == len(sheets):
            body.append(section)
        else:
            # Every section but the last keeps its properties in a last paragraph of its own.
            last = para([], Type(properties.fonts.body, 1, 1))
            last[0].append(section)
            body.append(last)
    values = {
        "title": properties.title, "company": properties.company, "id": properties.id, "day": properties.day,
    }  # fmt: skip
    values = {name: escape(clean(value)) for name, value in values.items()}
    values |= {name: _face(getattr(properties.fonts, name)) for name in ("body", "heading")}
    members = {
        "_rels/.rels": _ROOT,
        "docProps/app.xml": _APP,
        "docProps/core.xml": _CORE,
        "word/settings.xml": _SETTINGS,
        "word/styles.xml": _STYLES,
    }
    parts = {name: _fill(text, values).encode() for name, text in members.items()}
    overrides, relations = "", ""
    for number, (text, width) in enumerate(foots, 1):
        parts[f"word/footer{number}.xml"] = _bytes(_footer(text, width, properties))
        overrides += f'<Override PartName="/word/footer{number}.xml" ContentType="{_WORD}.footer+xml"/>\n'
        relations += (
            f'<Relationship Id="rIdFoot{number}" Type="{_OFFICE}/relationships/footer" Target="footer{number}.xml"/>\n'
        )
    parts["[Content_Types].xml"] = _fill(_TYPES, {"footers": overrides}).encode()
    parts["word/_rels/document.xml.rels"] = _fill(_RELATIONS, {"footers": relations}).encode()
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(NAMESPACES))
    parts["word/document.xml"] = _bytes(root)
    return package(parts)


def _fill(source: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], source)


def _face(font: str) -> str:
    name = escape(clean(font), {'"': "&quot;"})
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _bytes(element: Element) -> bytes:
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def _footer(text: str, width: float, properties: Properties) -> Element:
    font = properties.fonts.body
    type, small = Type(font, 9, 12), Type(font, 7.5, 10, color=GREY)
    content = [
        run(f"{text}\t第 ", type),
        computed("PAGE", type),
        run(" 页 共 ", type),
        computed("NUMPAGES", type),
        run(" 页", type),
    ]
    notice = para([run(properties.notice, small)], small, style="Footer") if properties.notice else None
    return w("ftr", para(content, type, tabs=[Tab(width, "right")], style="Footer"), notice)


def _section(sheet: Sheet, foot: int) -> Element:
    reference = w("footerReference", type="default")
    reference.set(f"{{{NAMESPACES['r']}}}id", f"rIdFoot{foot}")
    width, height = sheet.size
    top, right, bottom, left = map(twips, sheet.margins)
    size: dict[str, object] = {"w": twips(width), "h": twips(height)}
    size |= {"orient": "landscape"} if sheet.landscape else {}
    return w(
        "sectPr",
        reference,
        w("type", val="nextPage"),
        w("pgSz", **size),
        w("pgMar", top=top, right=right, bottom=bottom, left=left, header=twips(8), footer=twips(7), gutter=0),
    )
