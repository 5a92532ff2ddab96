"""Word files broken on purpose, each the same for the same number: what a bad disk, a bad program or a bad person makes."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable

from .documents import W, cell, document, paragraph, table

Mutation = Callable[[bytes, random.Random], bytes]
_NUMBERS = ("99999999999999999999", "-1", "0", "2147483648", "", "１２", "NaN", "1e9", "十")
_WORDS = (
    "第一条",
    "（一）",
    "的",
    "。",
    "《",
    "》",
    "{",
    "}",
    "9:00",
    "每日柜员应当",
    "..........",
    "第",
    "1.",
    "\u202e",
    "\uf0d8",
    "a",
    "3日内",
)
_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml")


def mutant(good: bytes, number: int) -> bytes:
    """`good` broken in the way that belongs to `number`."""
    chance = random.Random(number)
    return MUTATIONS[number % len(MUTATIONS)](good, chance)


def _with(good: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return stream.getvalue()


def _in(part: str, good: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return _with(good, lambda name, data: change(data) if name == part else data)


def flipped_bytes(good: bytes, chance: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut_short(good: bytes, chance: random.Random) -> bytes:
    return good[: chance.randrange(4, len(good))]


def a_part_gone(good: bytes, chance: random.Random) -> bytes:
    gone = chance.choice(_PARTS)
    return _with(good, lambda name, data: None if name == gone else data)


def a_part_of_noise(good: bytes, chance: random.Random) -> bytes:
    noise = chance.randbytes(chance.randint(0, 3000))
    return _in(chance.choice(_PARTS), good, lambda _: noise)


def a_slice_deleted(good: bytes, chance: random.Random) -> bytes:
    def change(data: bytes) -> bytes:
        start = chance.randrange(len(data))
        return data[:start] + data[start + chance.randint(1, 200) :]

    return _in(chance.choice(_PARTS[:3]), good, change)


def an_element_deleted(good: bytes, chance: random.Random) -> bytes:
    """The file stays well formed, so that what reads it gets further."""

    def change(data: bytes) -> bytes:
        found = list(
            re.finditer(rb"<w:(\w+)(?: [^<>]*)?/>|<w:(t|pPr|rPr|r|numPr|tcPr|lvlText)\b[^<>]*>[^<>]*</w:\2>", data)
        )
        for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 40))), key=lambda m: -m.start()):
            data = data[: match.start()] + data[match.end() :]
        return data

    return _in(chance.choice(_PARTS[:3]), good, change)


def tags_exchanged(good: bytes, chance: random.Random) -> bytes:
    names = [
        b"p",
        b"tbl",
        b"tr",
        b"tc",
        b"r",
        b"t",
        b"sdt",
        b"sdtContent",
        b"ins",
        b"del",
        b"hyperlink",
        b"body",
        b"txbxContent",
        b"fldSimple",
    ]
    one, other = chance.sample(names, 2)
    return _in(_PARTS[0], good, lambda data: re.sub(rb"(</?w:)" + one + rb"(?=[ />])", rb"\1" + other, data))


def other_numbers(good: bytes, chance: random.Random) -> bytes:
    def change(data: bytes) -> bytes:
        return re.sub(
            rb'(w:(?:val|ilvl|numId|abstractNumId)=")\d+"',
            lambda m: m[1] + chance.choice(_NUMBERS).encode() + b'"' if chance.random() < 0.3 else m[0],
            data,
        )

    return _in(chance.choice(_PARTS[:3]), good, change)


def other_words(good: bytes, chance: random.Random) -> bytes:
    def change(data: bytes) -> bytes:
        def one(match: re.Match[bytes]) -> bytes:
            if chance.random() > 0.2:
                return match[0]
            text = match[1].decode("utf-8", "replace")
            place = chance.randrange(len(text) + 1)
            return (
                b">"
                + (text[:place] + chance.choice(_WORDS) * chance.choice((1, 1, 3, 50)) + text[place:]).encode()
                + b"</w:t>"
            )

        return re.sub(rb">([^<>]*)</w:t>", one, data)

    return _in(_PARTS[0], good, change)


def deeply_nested(good: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((50, 80, 200, 5000, 100_000))
    start, end = chance.choice((
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:hyperlink>", "</w:hyperlink></w:p>"), ("<w:ins>", "</w:ins>"), ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
    ))  # fmt: skip
    return document(paragraph("第一条　甲。") + start * depth + paragraph("深处。") + end * depth)


def very_long(good: bytes, chance: random.Random) -> bytes:
    words, times = chance.choice(_WORDS), chance.choice((2_000, 20_000, 80_000))
    kind = chance.randrange(3)
    if kind == 0:
        return document(paragraph("第一条　甲。") + paragraph(words.replace("\u202e", "x") * times))
    if kind == 1:
        return document(
            "".join(paragraph(f"第{n}条　{words}") for n in range(1, min(times, 20_000))).replace("\u202e", "x")
        )
    return document(paragraph("第一条　甲。") + paragraph(words.replace("\u202e", "x")) * min(times, 20_000))


def bombs(good: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(5)
    if kind == 0:
        return _in(_PARTS[0], good, lambda data: data + b" " * 60_000_000)
    if kind == 1:
        laughs = (
            b'<!DOCTYPE w [<!ENTITY a "'
            + b"ha" * 500
            + b'">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(9))
            + b"]>"
        )
        return _in(
            _PARTS[0],
            good,
            lambda data: data.replace(b"?>", b"?>" + laughs, 1).replace(b"<w:t ", b"<w:t>&i;</w:t><w:t ", 3),
        )
    if kind == 2:
        outside = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        return _in(
            _PARTS[0], good, lambda data: data.replace(b"?>", b"?>" + outside, 1).replace(b"</w:t>", b"&x;</w:t>", 1)
        )
    if kind == 3:
        return _in(_PARTS[0], good, lambda data: data.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000))
    wide = table([cell("甲", span=99_999_999)] * 500) * 50
    return document(paragraph("第一条　甲。") + wide)


def a_lying_archive(good: bytes, chance: random.Random) -> bytes:
    data = bytearray(good)
    places = [m.start() for m in re.finditer(b"PK\x01\x02", good)]
    start = chance.choice(places)
    field, size = chance.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (42, 4)))
    data[start + field : start + field + size] = struct.pack(
        "<Q", chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    )[:size]
    return bytes(data)


def odd_members(good: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for n in range(chance.choice((1, 10, 6000))):
            archive.writestr(chance.choice((f"../../evil{n}", f"/etc/x{n}", f"word/m{n}.bin", f"word\\d{n}.xml")), b"x")
    return stream.getvalue()


def circles(good: bytes, chance: random.Random) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}" w:default="1"><w:name w:val="s"/><w:basedOn w:val="S{(n + 1) % 30}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{chance.randrange(5)}"/></w:numPr></w:pPr></w:style>'
        for n in range(30)
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="S{n}"/></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{(n + 1) % 5}"/></w:num>'
        for n in range(5)
    )
    body = "".join(paragraph(f"第{n}条　甲。", style=f"S{n}", number=(n % 6, n % 9)) for n in range(1, 40))
    return document(body, styles=styles, numbering=f"<w:numbering {W}>{lists}</w:numbering>")


def other_encodings(good: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-16", "gb18030", "utf-7", "utf-32", "latin-1"))

    def change(data: bytes) -> bytes:
        text = data.decode().replace("UTF-8", chance.choice((encoding, "UTF-8", "x-none")))
        return text.encode(encoding, "replace")

    return _in(_PARTS[0], good, change)


def not_word(good: bytes, chance: random.Random) -> bytes:
    return chance.choice((
        b"", b"PK\x03\x04", b"PK\x03\x04" + chance.randbytes(500), chance.randbytes(2000), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(600),
        b"{\\rtf1 x}", b"%PDF-1.7" + chance.randbytes(300), "第一条".encode() * 20_000, b"\xff\xfe\x00", b"\n" * 100_000, "第一条　甲。\n".encode("utf-16"),
        "．".encode() * 100_000, ("第一条　" + "一" * 100_000).encode(), ("第一条 甲。\n" + "\t \u3000" * 20_000).encode(), b"\x00" * 5000,
    ))  # fmt: skip


MUTATIONS: tuple[Mutation, ...] = (
    flipped_bytes, cut_short, a_part_gone, a_part_of_noise, a_slice_deleted, an_element_deleted, tags_exchanged, other_numbers,
    other_words, deeply_nested, very_long, bombs, a_lying_archive, odd_members, circles, other_encodings, not_word,
)  # fmt: skip
