"""A table of contents that a word processor can compute anew, its entries filled in already.

No setting makes Word compute it on opening without asking first, so the numbers are written in where they are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..handbook import Heading
from .xml import Element, w

TITLE = "目　录"


def contents(headings: Sequence[Heading], levels: tuple[int, int], bookmarks: Mapping[str, str], pages: Mapping[str, str]) -> Element:  # fmt: skip
    """The contents as a block that word processors offer to update.

    `bookmarks` names the bookmark of a heading's place, `pages` its page where it is known.
    """
    first, last = levels
    code = f' TOC \\o "{first}-{last}" \\h \\z '
    entries = [_entry(heading, bookmarks[heading.place], pages.get(heading.place, ""), first) for heading in headings]
    entries[0].find(_PROPERTIES, entries[0].nsmap).addnext(_mark("separate"))
    entries[0].find(_PROPERTIES, entries[0].nsmap).addnext(_code(code))
    entries[0].find(_PROPERTIES, entries[0].nsmap).addnext(_mark("begin"))
    entries[-1].append(_mark("end"))
    head = w("p", w("pPr", w("pStyle", val="TOCHeading")), _run(TITLE))
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w("sdt", w("sdtPr", gallery), w("sdtContent", head, *entries))


_PROPERTIES = "w:pPr"


def _entry(heading: Heading, bookmark: str, page: str, first: int) -> Element:
    number = [_mark("begin"), _code(f" PAGEREF {bookmark} \\h "), _mark("separate"), _run(page), _mark("end")]
    link = w("hyperlink", _run(heading.text), w("r", w("tab")), *number, anchor=bookmark, history=1)
    return w("p", w("pPr", w("pStyle", val=f"TOC{heading.level}")), link)


def _run(text: str) -> Element:
    words = w("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", words)


def _code(text: str) -> Element:
    words = w("instrText")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", words)


def _mark(kind: str) -> Element:
    return w("r", w("fldChar", fldCharType=kind))
