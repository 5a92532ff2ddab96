"""Official documents follow GB/T 9704—2012 (5.2, 5.2.2, 7.2): margins 37/28/26/35 mm, 22 lines of 28 characters, 3号 type."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from generator.layout import compose
from generator.model import Form, PageStyle, ProseSection
from generator.word import render

from .. import cupboard
from ..support import pdf_of
from .parts import find, part

DOCUMENTS = [
    form for form in cupboard.FORMS.values() if any(sheet.style is PageStyle.DOCUMENT for sheet in form.sheets)
]
MM = 25.4 / 72
TWIPS = 1440 / 25.4


def test_the_document_like_forms_are_documents() -> None:
    assert {"F00-01", "F00-05", "F07-01"} <= {form.id for form in DOCUMENTS}


@pytest.mark.parametrize("form", DOCUMENTS, ids=lambda form: form.id)
def test_margins_and_grid(form: Form) -> None:
    kind = next(kind for kind in cupboard.kinds(form.id) if kind.suffix == "docx")
    tree = part(cupboard.files(form.id)[kind])
    (margins,) = find(tree, "//w:sectPr[w:pgMar/@w:top > 1500][1]/w:pgMar")[:1]
    sides = {name: int(value) / TWIPS for name, value in ((k.rpartition("}")[2], v) for k, v in margins.attrib.items())}
    assert [round(sides[side]) for side in ("top", "left", "right", "bottom")] == [37, 28, 26, 35]
    (pitch,) = find(tree, "//w:sectPr[w:pgMar/@w:top > 1500][1]/w:docGrid/@w:linePitch")[:1]
    assert int(225 * TWIPS / int(pitch)) == 22


def full_of(character: str, count: int) -> Form:
    """A document of nothing but one paragraph."""
    form = cupboard.FORMS["F07-01"]
    sheet = next(sheet for sheet in form.sheets if sheet.style is PageStyle.DOCUMENT)
    section = next(section for section in sheet.sections if isinstance(section, ProseSection))
    block = next(block for block in section.blocks if block.text and not block.each)
    block = block.model_copy(update={"text": character * count})
    prose = section.model_copy(update={"blocks": (block,), "fields": ()})
    sheet = sheet.model_copy(update={"sections": (prose,), "pages": 3})
    return form.model_copy(update={"sheets": (sheet,), "example": None})


@pytest.mark.office
def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    layout = compose(full_of("国", 28 * 22 * 2), cupboard.library())
    path = tmp_path / "full.docx"
    path.write_bytes(render(layout))
    lines: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    page = pdf_of(path)[1]  # the first has the document's head
    text = page.get_textpage()
    for number in range(text.count_chars()):
        if text.get_text_range(number, 1) == "国":
            left, bottom, right, top = text.get_charbox(number, loose=True)
            lines[round(bottom)].append((left * MM, right * MM, (top - bottom) * MM))
    assert len(lines) == 22
    assert {len(line) for line in lines.values()} == {28}
    assert min(line[0][0] for line in lines.values()) == pytest.approx(28, abs=0.5)
    assert max(line[-1][1] for line in lines.values()) == pytest.approx(210 - 26, abs=0.5)
