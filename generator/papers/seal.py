"""The 密封线 on the binding margin of a paper's first page: who wrote it stands outside, and is folded away."""

from __future__ import annotations

from ..ooxml import emu
from .package import Fonts
from .xml import NAMESPACES, Element, Type, drawn, para, run, w

# Written out in underscores and dots: not every word processor sets tab stops in a text box that stands upright.
FIELDS = (("单位", 30), ("姓名", 14), ("工号", 14), ("岗位", 14), ("日期", 16))
_TOP, _HEIGHT = 20.0, 257.0
_WORDS = "密封线内不要答题"


def seal(fonts: Fonts) -> list[Element]:
    """Runs that carry the drawings: the fields, and the dotted line with its words."""
    type, small = Type(fonts.body, 10.5, 16), Type(fonts.body, 9, 13)
    fields = "　".join(f"{name}：{'_' * room}" for name, room in FIELDS)
    dots = "…" * 8
    line = f"{dots}{dots.join(_WORDS)}{dots}"
    return [
        _box(para([run(fields, type)], type, align="center"), 7.0, 9.0, 1),
        _box(para([run(line, small)], small, align="center"), 17.5, 7.0, 2),
    ]


def _box(content: Element, left: float, width: float, number: int) -> Element:
    """A text box that reads from the foot of the page to its head."""
    extent = {"cx": emu(width), "cy": emu(_HEIGHT)}
    shape = drawn(
        "wps:wsp",
        drawn("wps:cNvSpPr", txBox=1),
        drawn(
            "wps:spPr",
            drawn("a:xfrm", drawn("a:off", x=0, y=0), drawn("a:ext", **extent)),
            drawn("a:prstGeom", drawn("a:avLst"), prst="rect"),
            drawn("a:noFill"),
            drawn("a:ln", drawn("a:noFill")),
        ),
        drawn("wps:txbx", w("txbxContent", content)),
        drawn(
            "wps:bodyPr", drawn("a:noAutofit"), rot=0, vert="vert270", wrap="square", lIns=0, tIns=0, rIns=0, bIns=0,
            anchor="ctr", anchorCtr=0,
        ),
    )  # fmt: skip
    anchor = drawn(
        "wp:anchor",
        drawn("wp:simplePos", x=0, y=0),
        drawn("wp:positionH", drawn("wp:posOffset", str(emu(left))), relativeFrom="page"),
        drawn("wp:positionV", drawn("wp:posOffset", str(emu(_TOP))), relativeFrom="page"),
        drawn("wp:extent", **extent),
        drawn("wp:effectExtent", l=0, t=0, r=0, b=0),
        drawn("wp:wrapNone"),
        drawn("wp:docPr", id=number, name=f"seal{number}", descr="密封线：单位、姓名、工号、岗位、日期"),
        drawn("wp:cNvGraphicFramePr"),
        drawn("a:graphic", drawn("a:graphicData", shape, uri=NAMESPACES["wps"])),
        distT=0, distB=0, distL=0, distR=0, simplePos=0, relativeHeight=number, behindDoc=0, locked=0, layoutInCell=1,
        allowOverlap=1,
    )  # fmt: skip
    return w("r", drawn("mc:AlternateContent", drawn("mc:Choice", w("drawing", anchor), Requires="wps")))
