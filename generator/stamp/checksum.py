"""CRC-32 of two pieces from those of each (Mark Adler's crc32_combine): appending n bytes is a linear map over GF(2)."""

from __future__ import annotations

from functools import cache, lru_cache

POLYNOMIAL = 0xEDB88320
Matrix = tuple[int, ...]  # column i is the image of bit i


@cache
def _powers() -> tuple[Matrix, ...]:
    """The maps that append 2**i zero bytes, for i = 0 … 31."""
    one_bit = (POLYNOMIAL, *(1 << i for i in range(31)))
    byte = _square(_square(_square(one_bit)))
    found = [byte]
    for _ in range(31):
        found.append(_square(found[-1]))
    return tuple(found)


def _square(matrix: Matrix) -> Matrix:
    return tuple(apply(matrix, column) for column in matrix)


def apply(matrix: Matrix, crc: int) -> int:
    """The map applied to a checksum."""
    result = 0
    for column in matrix:
        if crc & 1:
            result ^= column
        crc >>= 1
        if not crc:
            break
    return result


@lru_cache(maxsize=8192)
def shift(length: int) -> Matrix:
    """The map that appends `length` bytes: crc(a + b) = apply(shift(len(b)), crc(a)) ^ crc(b)."""
    powers = _powers()
    columns: Matrix = tuple(1 << i for i in range(32))
    place = 0
    while length:
        if length & 1:
            columns = tuple(apply(powers[place], column) for column in columns)
        length >>= 1
        place += 1
    return columns
