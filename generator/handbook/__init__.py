"""制度手册: what the printed handbook says, as headings, words and tables; `word` makes documents of it."""

from .blocks import Block, Book, Column, Cover, Heading, Line, Part, Row, Span, Style, Table, Text, plain
from .book import alone, handbook

__all__ = ["Block", "Book", "Column", "Cover", "Heading", "Line", "Part", "Row", "Span", "Style", "Table", "Text", "alone", "handbook", "plain"]  # fmt: skip
