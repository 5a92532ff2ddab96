"""A template ready to be stamped: bytes to copy, and between them values to put in."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape

from ..layout.tokens import value_of
from .checksum import Matrix, apply

FULL_FLUSH_END = b"\x00\x00\xff\xff"
LAST_EMPTY = b"\x01\x00\x00\xff\xff"  # the block that ends a deflated stream
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STORED = struct.Struct("<BHH")
VERSION, DEFLATED, DAY = 20, 8, 0x0021  # 1980-01-01


@dataclass(frozen=True)
class Fixed:
    """A piece that never varies: deflated blocks, and the raw piece's length and checksum."""

    blocks: bytes
    size: int
    crc: int
    shift: Matrix


@dataclass(frozen=True)
class Value:
    """Where a value goes; inside a tag's attribute quotation marks are escaped as well."""

    key: str
    attribute: bool = False


@dataclass(frozen=True)
class Choice:
    """`full` if one of the values of `keys` is not empty, else `blank`."""

    keys: tuple[str, ...]
    full: tuple[Piece, ...]
    blank: tuple[Piece, ...]


Piece: TypeAlias = Fixed | Value | Choice


@dataclass(frozen=True)
class Member:
    """A part of the package that varies."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Template:
    """A package: `head` holds the fixed members as they are stored, `directory` their `count` entries."""

    head: bytes
    directory: bytes
    count: int
    members: tuple[Member, ...]

    def stamp(self, values: Mapping[str, str]) -> bytes:
        """The file with these values; the same values give the same bytes."""
        out = [self.head]
        directory = [self.directory]
        offset = len(self.head)
        for member in self.members:
            body = _Body(values)
            body.add(member.pieces)
            body.blocks.append(LAST_EMPTY)
            data = b"".join(body.blocks)
            name = member.name.encode()
            sizes = (body.crc, len(data), body.size)
            record = _LOCAL.pack(b"PK\x03\x04", VERSION, 0, DEFLATED, 0, DAY, *sizes, len(name), 0) + name
            entry = _CENTRAL.pack(
                b"PK\x01\x02", VERSION, VERSION, 0, DEFLATED, 0, DAY, *sizes, len(name), 0, 0, 0, 0, 0, offset
            )
            out += (record, data)
            directory += (entry, name)
            offset += len(record) + len(data)
        entries = b"".join(directory)
        count = self.count + len(self.members)
        out += (entries, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(entries), offset, 0))
        return b"".join(out)


class _Body:
    """One member being put together."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.blocks: list[bytes] = []
        self.size = self.crc = 0

    def add(self, pieces: tuple[Piece, ...]) -> None:
        """Put pieces at the end."""
        for piece in pieces:
            if isinstance(piece, Fixed):
                self.blocks.append(piece.blocks)
                self.size += piece.size
                self.crc = apply(piece.shift, self.crc) ^ piece.crc
            elif isinstance(piece, Value):
                self._value(piece)
            else:
                self.add(piece.full if any(value_of(key, self.values) for key in piece.keys) else piece.blank)

    def _value(self, piece: Value) -> None:
        data = escaped(value_of(piece.key, self.values), piece.attribute).encode()
        if data:
            self.blocks.append(stored(data))
            self.size += len(data)
            self.crc = zlib.crc32(data, self.crc)


def escaped(text: str, attribute: bool) -> str:
    """The value as XML writes it."""
    return escape(text, {'"': "&quot;"}) if attribute else escape(text)


def stored(data: bytes) -> bytes:
    """A value as a deflate block without compression: at most 65,535 bytes."""
    return _STORED.pack(0, len(data), len(data) ^ 0xFFFF) + data


__all__ = [
    "DAY", "DEFLATED", "VERSION", "Choice", "Fixed", "Member", "Piece", "Template", "Value", "escaped", "stored",
]  # fmt: skip
