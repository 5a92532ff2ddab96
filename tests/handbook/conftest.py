"""The handbook of the real regulations, made once."""

from __future__ import annotations

import pytest

from generator.handbook import Book, alone, handbook
from generator.references import Index
from generator.word import render_handbook

from .. import cupboard


@pytest.fixture(scope="session")
def index() -> Index:
    return Index(cupboard.library())


@pytest.fixture(scope="session")
def book(index: Index) -> Book:
    return handbook(index)


@pytest.fixture(scope="session")
def closing(index: Index) -> Book:
    """日清日结 alone."""
    return alone(index, index.library.regulation_by_key["04"])


@pytest.fixture(scope="session")
def document(book: Book) -> bytes:
    pages = {heading.place: str(number) for number, heading in enumerate(book.contents, 1)}
    return render_handbook(book, cupboard.library().organization.look, pages)
