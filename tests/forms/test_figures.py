"""Figures that a workbook computes are shown as figures, however narrow their column."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from .. import cupboard
from ..support import office_all, pdf_text


@pytest.mark.office
def test_no_computed_share_turns_into_hashes(tmp_path: Path) -> None:
    paths = []
    for form in cupboard.FORMS:
        for kind in cupboard.kinds(form):
            if kind.suffix != "xlsx":
                continue
            path = cupboard.saved(form, kind, tmp_path)
            book, found = openpyxl.load_workbook(path), 0
            for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
                if cell.data_type == "f" and "%" in cell.number_format:
                    cell.value = -0.935
                    found += 1
            if found:
                book.save(path)
                paths.append(path)
    assert paths
    for path, document in zip(paths, office_all(paths, "pdf"), strict=True):
        for number, text in enumerate(pdf_text(document), 1):
            assert "##" not in text, f"{path.name} page {number}"
