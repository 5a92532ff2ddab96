"""Training questions in a workbook, one a row, both ways; every mistake at its cell."""

from .cells import cells_of, entry_book
from .read import QuestionList, Row, read_questions

__all__ = ["QuestionList", "Row", "cells_of", "entry_book", "read_questions"]
