"""The words of one paragraph: what people read after fields are computed and tracked changes are settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .package import W, is_on, value

_DROPPED = {"delInstrText", "instrText", "softHyphen", "footnoteRef", "annotationRef", "separator", "pPr", "rPr", "proofErr",
            "commentReference", "lastRenderedPageBreak", "sdtPr", "sdtEndPr", "rt", "tblPr", "fldData"}  # fmt: skip
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = ("page", "column")


@dataclass
class Words:
    """A paragraph's text as it is put together; `bold` and `plain` count the characters of either look."""

    text: list[str] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    toc: bool = False


@dataclass
class Runs:
    """Walks paragraphs; complex fields may go over several of them. `seen` counts what cannot be taken over.

    With `accept` insertions are taken and deletions left out, as if every tracked change were accepted; else the other way
    round. `boxes` holds the texts of text boxes and footnote marks with the paragraph's number.
    """

    accept: bool = True
    paragraph: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    boxes: list[tuple[int, str]] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    tracked: int = 0
    _fields: list[list[str]] = field(default_factory=list)  # [phase, instruction]

    def words(self, paragraph: Any, bold: bool) -> Words:
        """The words of a w:p; `bold` is what its style says."""
        found = Words(toc=self.in_toc)
        self._walk(paragraph, found, bold)
        found.toc = found.toc or self.in_toc
        return found

    @property
    def in_toc(self) -> bool:
        """Whether a field that makes a table of contents is open."""
        return any(instruction.lstrip().upper().startswith("TOC") for _, instruction in self._fields)

    def _walk(self, element: Any, found: Words, bold: bool) -> None:
        for one in element:
            tag = one.tag
            if tag.startswith(_MATH):
                if tag == f"{_MATH}t":
                    self._add(one.text or "", found, bold)
                else:
                    self._walk(one, found, bold)
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                if len(one):
                    self._walk(one[0], found, bold)
            elif tag.startswith(W):
                self._one(one, tag[len(W) :], found, bold)
            elif any(True for _ in one.iter(f"{W}txbxContent")):
                self._box(one)

    def _one(self, one: Any, name: str, found: Words, bold: bool) -> None:
        match name:
            case "r":
                self._run(one, found, bold)
            case "t":
                self._add(one.text or "", found, bold)
            case "delText":
                if not self.accept:
                    self._add(one.text or "", found, bold)
            case "tab" | "ptab":
                self._add("\t", found, bold)
            case "br" | "cr":
                self._add("" if one.get(f"{W}type") in _BREAKS else "\n", found, bold)
            case "noBreakHyphen":
                self._add("-", found, bold)
            case "sym":
                self.seen["symbols"] += 1
                self._add("•", found, bold)
            case "fldChar":
                self._field(str(one.get(f"{W}fldCharType")))
            case "instrText":
                if self._fields and len(self._fields[-1][1]) < 200:
                    self._fields[-1][1] += (one.text or "")[:200]
            case "ins" | "moveTo":
                self.tracked += 1
                if self.accept:
                    self._walk(one, found, bold)
            case "del" | "moveFrom":
                self.tracked += 1
                if not self.accept:
                    self._walk(one, found, bold)
            case "footnoteReference" | "endnoteReference":
                self.notes.append(self.paragraph)
            case "drawing" | "pict" | "object":
                if any(True for _ in one.iter(f"{W}txbxContent")):
                    self._box(one)
                else:
                    self.seen["pictures"] += 1
            case _ if name not in _DROPPED:
                self._walk(one, found, bold)

    def _run(self, run: Any, found: Words, bold: bool) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            if is_on(properties, "vanish"):
                self.seen["hidden"] += 1
                return
            own = is_on(properties, "b")
            bold = bold if own is None else own
            if value(properties, "vertAlign") == "superscript" and not "".join(run.itertext()).strip(
                "[]（）()0123456789"
            ):
                self.seen["superscripts"] += 1
        self._walk(run, found, bold)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            if len(self._fields) < 50:
                self._fields.append(["code", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][0] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _add(self, text: str, found: Words, bold: bool) -> None:
        if any(phase == "code" for phase, _ in self._fields):
            return
        found.text.append(text)
        size = len("".join(text.split()))
        if bold:
            found.bold += size
        else:
            found.plain += size

    def _box(self, element: Any) -> None:
        """A text box is told, not taken over: nobody can say where in the text it belongs."""
        texts = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p")]
        text = " ".join("".join(texts).split())
        if text and (self.paragraph, text) not in self.boxes[-3:]:
            self.boxes.append((self.paragraph, text))
