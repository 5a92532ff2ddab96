"""A file rendered with tokens → its pieces → a template."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import unescape

from ..layout.tokens import CLOSE, FIT, OPEN, value_of
from .checksum import shift
from .template import DAY, DEFLATED, VERSION, Choice, Fixed, Member, Piece, Template, Value, escaped, stored

_MARK = re.compile(rf"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}|<\?slot (any ([^?]*)|else|end) ?\?>")
_LOCAL_SIZE = 30
LEVEL = 9


@dataclass(frozen=True)
class RawValue:
    """A value's place in a text."""

    key: str
    attribute: bool


@dataclass(frozen=True)
class RawChoice:
    """A choice in a text."""

    keys: tuple[str, ...]
    full: tuple[RawPiece, ...]
    blank: tuple[RawPiece, ...]


RawPiece: TypeAlias = "str | RawValue | RawChoice"


@dataclass(frozen=True)
class Source:
    """A package cut into what never varies (as it lies compressed) and the texts that do."""

    fixed: tuple[tuple[zipfile.ZipInfo, bytes], ...]
    texts: tuple[tuple[str, tuple[RawPiece, ...]], ...]

    def template(self, constant: Mapping[str, str] | None = None) -> Template:
        """Ready to be stamped; values in `constant` are put in now, once for all."""
        records: list[bytes] = []
        entries: list[bytes] = []
        offset = 0
        for info, data in self.fixed:
            name = info.filename.encode()
            sizes = (info.CRC, len(data), info.file_size)
            record = struct.pack("<4s5H3I2H", b"PK\x03\x04", VERSION, 0, DEFLATED, 0, DAY, *sizes, len(name), 0) + name
            head = struct.pack(
                "<4s6H3I5H2I",
                b"PK\x01\x02",
                VERSION,
                VERSION,
                0,
                DEFLATED,
                0,
                DAY,
                *sizes,
                len(name),
                0,
                0,
                0,
                0,
                0,
                offset,
            )
            records += (record, data)
            entries += (head, name)
            offset += len(record) + len(data)
        members = tuple(Member(name, _pieces(_resolved(pieces, constant or {}))) for name, pieces in self.texts)
        return Template(b"".join(records), b"".join(entries), len(self.fixed), members)


def read_source(data: bytes) -> Source:
    """Cut a package rendered with tokens."""
    fixed: list[tuple[zipfile.ZipInfo, bytes]] = []
    texts: list[tuple[str, tuple[RawPiece, ...]]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            content = archive.read(info)
            text = content.decode("utf-8") if info.filename.endswith((".xml", ".rels")) else ""
            if OPEN in text:
                texts.append((info.filename, cut(text)))
            else:
                fixed.append((info, _compressed(data, info)))
    return Source(tuple(fixed), tuple(texts))


def _compressed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes as they lie in the archive; one that was stored is deflated."""
    if info.compress_type != zipfile.ZIP_DEFLATED:
        start = info.header_offset
        maker = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return maker.compress(archive.read(info)) + maker.flush()
    start = info.header_offset
    name, extra = struct.unpack("<2H", data[start + 26 : start + 30])
    begin = start + _LOCAL_SIZE + name + extra
    return data[begin : begin + info.compress_size]


def cut(text: str) -> tuple[RawPiece, ...]:
    """A text as words, values and choices."""
    stack: list[list[list[RawPiece]]] = [[[]]]
    keys: list[tuple[str, ...]] = []
    inside_tag = False
    start = 0
    for match in _MARK.finditer(text):
        words = text[start : match.start()]
        if words:
            stack[-1][-1].append(words)
            inside_tag = _inside(words, inside_tag)
        start = match.end()
        if match[1] is not None:
            stack[-1][-1].append(RawValue(unescape(match[1], {"&quot;": '"'}), inside_tag))
        elif match[2].startswith("any"):
            keys.append(tuple(match[3].split()))
            stack.append([[]])
        elif match[2] == "else":
            stack[-1].append([])
        else:
            full, blank = stack.pop()
            stack[-1][-1].append(RawChoice(keys.pop(), tuple(full), tuple(blank)))
    if start < len(text):
        stack[-1][-1].append(text[start:])
    return tuple(stack[0][0])


def _inside(words: str, before: bool) -> bool:
    """Whether the end of `words` lies inside a tag."""
    opened, closed = words.rfind("<"), words.rfind(">")
    return before if opened < 0 and closed < 0 else opened > closed


def _resolved(pieces: tuple[RawPiece, ...], constant: Mapping[str, str]) -> tuple[RawPiece, ...]:
    """The pieces with constant values put in, words that meet joined."""
    done: list[RawPiece] = []

    def put(piece: RawPiece) -> None:
        if isinstance(piece, str) and done and isinstance(done[-1], str):
            done[-1] += piece
        elif piece != "":
            done.append(piece)

    for piece in pieces:
        if isinstance(piece, RawValue) and _known(piece.key, constant):
            put(escaped(value_of(piece.key, constant), piece.attribute))
        elif isinstance(piece, RawChoice):
            if all(_known(key, constant) for key in piece.keys):
                chosen = piece.full if any(value_of(key, constant) for key in piece.keys) else piece.blank
                for inner in _resolved(chosen, constant):
                    put(inner)
            else:
                put(RawChoice(piece.keys, _resolved(piece.full, constant), _resolved(piece.blank, constant)))
        else:
            put(piece)
    return tuple(done)


def _known(key: str, constant: Mapping[str, str]) -> bool:
    return not key.startswith(FIT) and key.removesuffix("+") in constant


def _pieces(raw: tuple[RawPiece, ...]) -> tuple[Piece, ...]:
    done: list[Piece] = []
    for piece in raw:
        if isinstance(piece, str):
            done.append(_fixed(piece.encode()))
        elif isinstance(piece, RawValue):
            done.append(Value(piece.key, piece.attribute))
        else:
            done.append(Choice(piece.keys, _pieces(piece.full), _pieces(piece.blank)))
    return tuple(done)


def _fixed(data: bytes) -> Fixed:
    """A piece deflated by itself up to a byte boundary, or stored where that is shorter."""
    maker = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    blocks = maker.compress(data) + maker.flush(zlib.Z_FULL_FLUSH)
    if len(data) < 0xFFFF and len(data) + 5 <= len(blocks):
        blocks = stored(data)
    return Fixed(blocks, len(data), zlib.crc32(data), shift(len(data)))
