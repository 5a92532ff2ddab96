"""An official text in a Word or text file → a draft of a regulation's source, with everything that is unsure.

Reading (`package`, `styles`, `numbering`, `runs`, `docx`, `plain`) gives lines and tables as people see them;
`structure` makes of them an outline; `fresh` and `revise` make of that the plain values of a source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...model import Library, Regulation
from .compose import Composer
from .docx import read_docx
from .facts import Facts
from .fresh import addresses, short_of, written
from .lines import Manuscript, Refused, Remark
from .marking import Marker
from .outline import Outline
from .plain import read_text
from .revise import Revision
from .slugs import slug
from .structure import structured

ZIP, OLD_WORD, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"


@dataclass(frozen=True)
class Options:
    """How to read: tracked changes accepted or rejected; figures written otherwise made facts too; every sentence that
    the text has marked as coming from it."""

    accept: bool = True
    every: bool = False
    adopt: bool = False


@dataclass(frozen=True)
class Draft:
    """The plain value of a regulation's source, what is unsure of it, and the text's outline."""

    value: dict[str, Any]
    remarks: tuple[Remark, ...]
    outline: Outline


def read_outline(data: bytes, name: str, accept: bool = True) -> Outline:
    """The outline of a .docx or text file; `name` is the file's name without suffix. Raises Refused."""
    if data.startswith((OLD_WORD, RTF)):
        raise Refused("这是 .doc、.wps 或 .rtf 文件", "装上 LibreOffice 再导入，或者另存为 .docx")
    manuscript: Manuscript = read_docx(data, accept) if data.startswith(ZIP) else read_text(data)
    return structured(manuscript, name)


def draft_of(
    outline: Outline, library: Library, key: str, source: str, file: str, day: str, options: Options = Options()
) -> Draft:
    """A regulation that the sources do not have. `key` is its number, `source` the text's number in sources.yml, `file`
    its file's name, `day` (2026-11-25) today."""
    composer = Composer(
        library, Marker(library), Facts.of(None, {}), source, addresses(outline, key), options.every
    )  # fmt: skip
    value = written(composer, outline, file, day)
    return Draft(value, (*outline.remarks, *composer.remarks), outline)


def revised(
    outline: Outline, library: Library, regulation: Regulation, value: dict[str, Any], source: str,
    options: Options = Options(),
) -> Draft:  # fmt: skip
    """A newer text over `regulation`, whose source says `value`."""
    revision = Revision(library, regulation, value, outline, options.adopt)
    facts = Facts.of(regulation, value.get("facts", {}))
    composer = Composer(library, Marker(library), facts, source, revision.addresses, options.every)
    made = revision.written(composer)
    return Draft(made, (*outline.remarks, *composer.remarks), outline)


def slug_of(title: str) -> str:
    """The name of a new regulation's folder."""
    return slug(short_of(title), (), "regulation")


__all__ = ["Draft", "Options", "Outline", "Refused", "Remark", "draft_of", "read_outline", "revised", "slug_of"]
