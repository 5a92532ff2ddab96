"""Pictures and drawn flows: DrawingML, which Word 2010 and later, WPS and LibreOffice all draw."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout import Arrow, Drawing, Shape, ShapeKind
from ..ooxml import emu
from .text import Type, paragraph_of
from .xml import NAMESPACES, Element, drawn, w

LINE_WIDTH = 9525  # EMU: three quarters of a point
FORMS = {ShapeKind.BOX: "rect", ShapeKind.ROUND: "roundRect", ShapeKind.QUESTION: "diamond", ShapeKind.NOTE: "rect"}
WORDS_BESIDE = (8.0, 5.0)  # mm: the room of a word beside an arrow


def picture(name: str, relation: str, left: float, top: float, size: float, number: int) -> Element:
    """A run with a square picture at a fixed place of the page; lengths in mm from the paper's corner."""
    extent = {"cx": emu(size), "cy": emu(size)}
    anchor = drawn(
        "wp:anchor",
        drawn("wp:simplePos", x=0, y=0),
        drawn("wp:positionH", drawn("wp:posOffset", str(emu(left))), relativeFrom="page"),
        drawn("wp:positionV", drawn("wp:posOffset", str(emu(top))), relativeFrom="page"),
        drawn("wp:extent", **extent),
        drawn("wp:effectExtent", l=0, t=0, r=0, b=0),
        drawn("wp:wrapNone"),
        drawn("wp:docPr", id=number, name=f"code{number}", descr=name),
        drawn("wp:cNvGraphicFramePr", drawn("a:graphicFrameLocks", noChangeAspect=1)),
        drawn("a:graphic", drawn("a:graphicData", _pic(name, relation, extent, number), uri=NAMESPACES["pic"])),
        distT=0, distB=0, distL=0, distR=0, simplePos=0, relativeHeight=number, behindDoc=0, locked=0, layoutInCell=1,
        allowOverlap=1,
    )  # fmt: skip
    return w("r", w("drawing", anchor))


def _pic(name: str, relation: str, extent: dict[str, int], number: int) -> Element:
    return drawn(
        "pic:pic",
        drawn(
            "pic:nvPicPr",
            drawn("pic:cNvPr", id=number, name=f"code{number}", descr=name),
            drawn("pic:cNvPicPr"),
        ),
        drawn("pic:blipFill", drawn("a:blip", r_embed=relation), drawn("a:stretch", drawn("a:fillRect"))),
        drawn(
            "pic:spPr",
            drawn("a:xfrm", drawn("a:off", x=0, y=0), drawn("a:ext", **extent)),
            drawn("a:prstGeom", drawn("a:avLst"), prst="rect"),
        ),
    )


def figure(drawing: Drawing, body: str, heading: str, number: int) -> Element:
    """A run with the drawing in the line of text."""
    extent = {"cx": emu(drawing.width), "cy": emu(drawing.height)}
    children = {"x": 0, "y": 0}
    frame = drawn(
        "a:xfrm",
        drawn("a:off", **children),
        drawn("a:ext", **extent),
        drawn("a:chOff", **children),
        drawn("a:chExt", **extent),
    )
    group = drawn("wpg:wgp", drawn("wpg:cNvGrpSpPr"), drawn("wpg:grpSpPr", frame))
    for place, shape in enumerate(_parts(drawing, body, heading), number + 1):
        shape.insert(0, drawn("wps:cNvPr", id=place, name=f"shape{place}"))
        group.append(shape)
    inline = drawn(
        "wp:inline",
        drawn("wp:extent", **extent),
        drawn("wp:effectExtent", l=0, t=0, r=0, b=0),
        drawn("wp:docPr", id=number, name=f"drawing{number}", descr=drawing.title),
        drawn("wp:cNvGraphicFramePr"),
        drawn("a:graphic", drawn("a:graphicData", group, uri=NAMESPACES["wpg"])),
        distT=0, distB=0, distL=0, distR=0,
    )  # fmt: skip
    choice = drawn("mc:Choice", w("drawing", inline), Requires="wpg")
    fallback = drawn("mc:Fallback", w("t"))
    fallback[0].text = drawing.title
    return w("r", drawn("mc:AlternateContent", choice, fallback))


def _parts(drawing: Drawing, body: str, heading: str) -> Iterator[Element]:
    for arrow in drawing.arrows:
        yield _arrow(arrow)
    for shape in drawing.shapes:
        yield _shape(shape, heading if shape.bold else body)
    for arrow in drawing.arrows:
        if arrow.text:
            yield _shape(_beside(arrow), body)


def _beside(arrow: Arrow) -> Shape:
    width, height = WORDS_BESIDE
    if arrow.y1 == arrow.y2:
        return Shape(
            ShapeKind.NOTE, (arrow.x1 + arrow.x2) / 2 - width / 2, arrow.y1 - height, width, height, arrow.text, 9
        )
    return Shape(ShapeKind.NOTE, arrow.x1 + 0.5, (arrow.y1 + arrow.y2) / 2 - height / 2, width, height, arrow.text, 9)


def _frame(left: float, top: float, width: float, height: float) -> Element:
    return drawn(
        "a:xfrm",
        drawn("a:off", x=emu(left), y=emu(top)),
        drawn("a:ext", cx=emu(width), cy=emu(height)),
    )


def _ink() -> Element:
    return drawn("a:solidFill", drawn("a:srgbClr", val="000000"))


def _arrow(arrow: Arrow) -> Element:
    head = None if arrow.plain else drawn("a:tailEnd", type="triangle", w="med", len="med")
    properties = drawn(
        "wps:spPr",
        _frame(arrow.x1, arrow.y1, arrow.x2 - arrow.x1, arrow.y2 - arrow.y1),
        drawn("a:prstGeom", drawn("a:avLst"), prst="line"),
        drawn("a:ln", _ink(), head, w=LINE_WIDTH),
    )
    return drawn("wps:wsp", drawn("wps:cNvCnPr"), properties, drawn("wps:bodyPr"))


def _shape(shape: Shape, font: str) -> Element:
    outline = shape.kind is not ShapeKind.NOTE
    properties = drawn(
        "wps:spPr",
        _frame(shape.left, shape.top, shape.width, shape.height),
        drawn("a:prstGeom", drawn("a:avLst"), prst=FORMS[shape.kind]),
        drawn("a:solidFill", drawn("a:srgbClr", val="FFFFFF")) if outline else drawn("a:noFill"),
        drawn("a:ln", _ink(), w=LINE_WIDTH) if outline else drawn("a:ln", drawn("a:noFill")),
    )
    type = Type(font, shape.size, shape.bold)
    align = "left" if shape.kind is ShapeKind.NOTE and shape.width > WORDS_BESIDE[0] else "center"
    if shape.kind is ShapeKind.BOX and not shape.bold:
        align = "left"
    box = drawn("wps:txbx", w("txbxContent", paragraph_of(shape.text, type, align)))
    inset = 0 if shape.kind in (ShapeKind.QUESTION, ShapeKind.NOTE) else emu(1.2)
    body = drawn(
        "wps:bodyPr", drawn("a:noAutofit"), rot=0, vert="horz", wrap="square", lIns=inset, tIns=0, rIns=inset, bIns=0,
        anchor="ctr", anchorCtr=0,
    )  # fmt: skip
    return drawn("wps:wsp", drawn("wps:cNvSpPr"), properties, box, body)
