"""A package with tokens, stamped: a plain zip, its texts as if written with the values."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from generator.layout import token
from generator.layout.tokens import fit_key
from generator.stamp import read_source

from ..cupboard import parts

NAME, PHONE = "机构名称", "电话"
TEXT = (
    f'<r a="{token(NAME)}"><t>{token(NAME)}，{token(PHONE)}</t>'
    f"<?slot any {PHONE} 地址?><p>电话：{token(PHONE)}</p><?slot else?><p/><?slot end?>"
    f"<h>{token(NAME + '+')}</h></r>"
)
# Anything one line of a name may hold: XML's own marks, wide and narrow, beyond the basic plane.
LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=60)


def package(*members: tuple[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
        archive.writestr("media/code.png", bytes(range(256)) * 40)
        archive.writestr(zipfile.ZipInfo("stored.bin"), b"as it is")
    return stream.getvalue()


SOURCE = read_source(package(("[Content_Types].xml", "<x/>"), ("word/document.xml", TEXT)))


@given(LINES, LINES)
def test_stamped_it_reads_as_if_written_with_the_values(name: str, phone: str) -> None:
    made = parts(SOURCE.template().stamp({NAME: name, PHONE: phone}))
    assert made["media/code.png"] == bytes(range(256)) * 40 and made["stored.bin"] == b"as it is"
    root = ElementTree.fromstring(made["word/document.xml"])
    assert root.get("a") == name
    assert root.findtext("t") == f"{name}，{phone}"
    assert (root.findtext("p") or "") == (f"电话：{phone}" if phone else "")
    assert root.findtext("h", "") == name.replace("&", "&&")


@given(LINES, LINES)
def test_values_put_in_beforehand_give_the_same_parts(name: str, phone: str) -> None:
    values = {NAME: name, PHONE: phone, "地址": ""}
    late = SOURCE.template().stamp(values)
    early = SOURCE.template({PHONE: phone, "地址": ""}).stamp({NAME: name})
    assert parts(early) == parts(late)
    assert parts(SOURCE.template(values).stamp({})) == parts(late)


def test_the_same_values_give_the_same_bytes() -> None:
    template = SOURCE.template()
    assert template.stamp({NAME: "甲"}) == template.stamp({NAME: "甲"}) != template.stamp({NAME: "乙"})


def test_long_fixed_pieces_are_not_cut() -> None:
    words = "".join(f"<w>{number}</w>" for number in range(60_000))
    source = read_source(package(("a.xml", f"<r>{words}{token(NAME)}{words}</r>")))
    assert parts(source.template().stamp({NAME: "甲"}))["a.xml"].decode() == f"<r>{words}甲{words}</r>"


def test_a_type_size_follows_the_length_of_the_words() -> None:
    key = fit_key(f"{token(NAME)}客服中心", 200, 600, 1000)
    template = read_source(package(("a.xml", f'<r sz="{token(key)}"/>'))).template()

    def size(name: str) -> int:
        return int(ElementTree.fromstring(parts(template.stamp({NAME: name}))["a.xml"]).get("sz", "0"))

    # In half points: 44 characters share the 597.2 mm that a line has; four are as large as they may be.
    assert size("") == 400
    assert size("甲" * 40) == 2 * int(597.2 / 44 / (25.4 / 72))
    assert size("甲" * 80) < size("甲" * 40)
