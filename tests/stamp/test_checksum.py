"""Checksums of two pieces put together are those of the whole."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from generator.stamp.checksum import apply, shift


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_the_checksum_of_the_whole_comes_from_those_of_the_pieces(first: bytes, second: bytes) -> None:
    combined = apply(shift(len(second)), zlib.crc32(first)) ^ zlib.crc32(second)
    assert combined == zlib.crc32(first + second)


def test_long_pieces_too() -> None:
    first, second = b"a" * 1_000_003, b"\x00\xff" * 700_001
    assert apply(shift(len(second)), zlib.crc32(first)) ^ zlib.crc32(second) == zlib.crc32(first + second)
