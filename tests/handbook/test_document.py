"""The handbook as a Word document: contents, headings, places, sections, pages as GB/T 9704—2012 has them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from generator.cli.handbook import books, documents, pages_of, timeless
from generator.handbook import Block, Book, Part, Span, Text, alone, plain
from generator.model import Look
from generator.references import Index
from generator.word import render_handbook

from .. import cupboard
from ..support import complaints, office_all

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
MM = 25.4 / 72
TWIPS = 1440 / 25.4
LOOK: Look = cupboard.library().organization.look


def part(document: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return etree.fromstring(package.read(name))


def text(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def styled(document: bytes, prefix: str) -> list[etree._Element]:
    return part(document).xpath(f"//w:p[starts-with(w:pPr/w:pStyle/@w:val, '{prefix}')]", namespaces=NS)


def test_the_document_says_what_the_book_says(book: Book, document: bytes) -> None:
    def said(block: Block) -> list[str]:
        if isinstance(block, Text):
            return [plain(block.line)]
        if hasattr(block, "rows"):
            return [*(c.head for c in block.columns), *(plain(cell) for row in block.rows for cell in row.cells)]
        return [block.text + plain(block.mark)]

    body = part(document).find(f"{W}body")
    assert body is not None
    paragraphs = [p for p in body.iter(f"{W}p") if not p.xpath("ancestor::w:sdt", namespaces=NS)]
    found = [text(p) for p in paragraphs if text(p)]
    wanted = [t for b in [*book.preface, *(b for p in book.parts for b in p.blocks)] for t in said(b) if t]
    assert found[-len(wanted) :] == wanted
    assert len(found) - len(wanted) == 8  # the cover


def test_the_contents_name_the_headings_and_lead_to_them(book: Book, document: bytes) -> None:
    tree = part(document)
    entries = tree.xpath("//w:sdtContent/w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]", namespaces=NS)[1:]
    headings = [p for level in "12" for p in styled(document, f"Heading{level}")]
    headings.sort(key=lambda p: p.getroottree().getpath(p))
    order = [p for p in tree.iter(f"{W}p") if _style(p) in ("Heading1", "Heading2")]
    marks = {m.get(f"{W}name"): m.getparent() for m in tree.iter(f"{W}bookmarkStart")}
    assert len(entries) == len(order) == len(book.contents)
    for number, (entry, heading) in enumerate(zip(entries, order, strict=True), 1):
        assert text(entry) == text(heading) + str(number)
        assert _style(entry) == _style(heading).replace("Heading", "TOC")
        anchor = entry.find(f"{W}hyperlink").get(f"{W}anchor")
        assert marks[anchor] is heading
        assert f" PAGEREF {anchor} \\h " in "".join(entry.itertext(f"{W}instrText"))


def _style(paragraph: etree._Element) -> str:
    found = paragraph.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS)
    return str(found)


def test_fields_are_whole_and_word_asks_only_where_there_are_no_page_numbers(book: Book, document: bytes) -> None:
    marks = part(document).xpath("//w:sdtContent//w:fldChar/@w:fldCharType", namespaces=NS)
    assert marks.count("begin") == marks.count("separate") == marks.count("end") == 1 + len(book.contents)
    assert marks[0] == "begin" and marks[-1] == "end"
    code = part(document).xpath("string(//w:instrText[contains(., 'TOC')])", namespaces=NS)
    assert code.strip() == 'TOC \\o "1-2" \\h \\z'
    assert part(document, "word/settings.xml").find(f"{W}updateFields") is None
    asking = render_handbook(book, LOOK)
    assert part(asking, "word/settings.xml").find(f"{W}updateFields").get(f"{W}val") == "true"


def test_the_navigation_pane_has_regulations_chapters_and_articles(index: Index, document: bytes) -> None:
    levels = part(document, "word/styles.xml")
    for level in "123":
        (found,) = levels.xpath(f"//w:style[@w:styleId='Heading{level}']", namespaces=NS)
        assert found.find(f"{W}name").get(f"{W}val") == f"heading {level}"
        assert found.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(int(level) - 1)
        assert found.find(f"{W}pPr/{W}keepNext") is not None
    assert [text(p) for p in styled(document, "Heading1")][:10] == [r.title for r in index.library.regulations]
    articles = [text(p) for p in styled(document, "Heading3") if text(p).startswith("第")]
    assert len(articles) == len(index.library.clauses)


def test_links_lead_to_places_that_are_there(document: bytes) -> None:
    tree = part(document)
    names = tree.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    ids = tree.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    assert len(names) == len(set(names)) and all(re.fullmatch(r"_[A-Za-z0-9_]{1,39}", name) for name in names)
    assert sorted(ids) == sorted(tree.xpath("//w:bookmarkEnd/@w:id", namespaces=NS)) and len(ids) == len(set(ids))
    anchors = tree.xpath("//w:body/w:p//w:hyperlink/@w:anchor", namespaces=NS)
    assert set(anchors) <= set(names) and len(anchors) > 200
    articles = {
        p.xpath("string(w:bookmarkStart/@w:name)", namespaces=NS): text(p) for p in styled(document, "Heading3")
    }
    for link in tree.xpath("//w:hyperlink[contains(., '条')]", namespaces=NS):
        number = re.search(r"第[一二三四五六七八九十百]+条$", text(link))
        if number and link.get(f"{W}anchor") in articles:
            assert articles[link.get(f"{W}anchor")].startswith(f"{number[0]}　")


def test_every_regulation_has_a_section_with_its_title_at_the_head(index: Index, document: bytes) -> None:
    tree = part(document)
    sections = tree.xpath("//w:sectPr", namespaces=NS)
    assert len(sections) == 2 + 10 + 4
    assert not sections[0].xpath("w:headerReference | w:footerReference", namespaces=NS)
    for number, regulation in enumerate(index.library.regulations, 3):
        for name in (f"word/header-{number:02d}.xml", f"word/header-{number:02d}-even.xml"):
            assert text(part(document, name)).startswith(regulation.title)
    starts = [s.xpath("string(w:pgNumType/@w:start)", namespaces=NS) for s in sections[1:]]
    assert starts[:3] == ["1", "1", ""] and set(starts[2:]) == {""}
    for section in sections:
        sides = {n: int(section.find(f"{W}pgMar").get(f"{W}{n}")) / TWIPS for n in ("top", "left", "right", "bottom")}
        assert [round(value) for value in sides.values()] == [37, 28, 26, 35]
    notice = index.library.organization.notice
    assert notice in text(part(document, "word/footer.xml")) and notice in text(part(document, "word/footer-even.xml"))


def test_the_same_sources_give_the_same_bytes(index: Index, closing: Book) -> None:
    again = alone(Index(index.library), index.library.regulation_by_key["04"])
    assert render_handbook(closing, LOOK) == render_handbook(again, LOOK)


def test_an_article_added_renumbers_the_later_ones_and_what_points_at_them(index: Index) -> None:
    library = index.library
    regulation = library.regulation_by_key["04"]
    first = regulation.chapters[0]
    added = first.articles[0].model_copy(update={"id": "added", "title": "新条"})
    chapters = (first.model_copy(update={"articles": (added, *first.articles)}), *regulation.chapters[1:])
    changed = regulation.model_copy(update={"chapters": chapters})
    grown = replace(library, regulations=tuple(changed if r is regulation else r for r in library.regulations))
    made = render_handbook(alone(Index(grown), changed), LOOK)
    before = render_handbook(alone(index, regulation), LOOK)
    numbers = [text(p).split("　")[0] for p in styled(made, "Heading3") if text(p).startswith("第")]
    assert len(numbers) == 1 + len([p for p in styled(before, "Heading3") if text(p).startswith("第")])
    assert text(styled(made, "Heading3")[1]).startswith("第二条　目的")


def test_a_pdf_forgets_when_it_was_made() -> None:
    def made(second: int, letter: str) -> bytes:
        name = letter * 32
        return f"%PDF /CreationDate(D:202611252121{second:02d}Z') /ID [ <{name}>\n<{name}> ]\n/DocChecksum /{name} x".encode()

    first, second = timeless(made(1, "A"), "20261124"), timeless(made(2, "B"), "20261124")
    assert first == second and b"D:20261124000000Z'" in first
    assert len(first) == len(made(1, "A"))
    assert timeless(made(1, "A").replace(b" x", b" y"), "20261124") != first


@pytest.fixture(scope="session")
def printed(index: Index, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Path]:
    """The handbook and 日清日结 alone, made as the command makes them."""
    folder = tmp_path_factory.mktemp("handbook")
    made = [books(index)[0], *books(index, ["04"])]
    files, unnumbered = documents(made, LOOK, True, folder / "cache")
    assert not unnumbered
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return files, folder


@pytest.mark.office
def test_microsofts_validator_finds_nothing(printed: tuple[dict[str, bytes], Path]) -> None:
    files, folder = printed
    for name in files:
        if name.endswith(".docx"):
            assert complaints(folder / name) == []


@pytest.mark.office
@pytest.mark.parametrize("which", [0, 1])
def test_the_page_numbers_in_the_contents_are_right(index: Index, printed: tuple[dict[str, bytes], Path], which: int) -> None:  # fmt: skip
    book = [books(index)[0], *books(index, ["04"])][which]
    files, _ = printed
    document, pdf = files[f"{book.file}.docx"], files[f"{book.file}.pdf"]
    pages = pages_of(book, pdf)
    assert pages is not None
    entries = part(document).xpath("//w:sdtContent/w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]", namespaces=NS)[1:]
    assert [text(e) for e in entries] == [f"{h.text}{pages[h.place]}" for h in book.contents]
    read = pypdfium2.PdfDocument(pdf)
    words = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in read]
    first = next(n for n, said in enumerate(words) if "—1—" in said)
    for heading in book.contents:
        said = words[first + int(pages[heading.place]) - 1]
        assert re.sub(r"\s", "", heading.text) in said
        assert f"—{pages[heading.place]}—" in said
    assert all(len(said) > 60 for said in words), "a blank page"


@pytest.mark.office
def test_no_line_begins_with_a_mark_that_closes(index: Index, printed: tuple[dict[str, bytes], Path]) -> None:
    files, _ = printed
    for page in pypdfium2.PdfDocument(files[f"{books(index)[0].file}.pdf"]):
        for line in page.get_textpage().get_text_range().splitlines():
            assert not line.startswith(tuple("】〕，。；：、）》”")), line


@pytest.mark.office
def test_no_heading_is_left_at_the_foot_of_a_page(index: Index, printed: tuple[dict[str, bytes], Path]) -> None:
    files, _ = printed
    book = books(index)[0]
    heads = {re.sub(r"\s", "", h.text + plain(h.mark)) for h in book.headings}
    for number, page in enumerate(pypdfium2.PdfDocument(files[f"{book.file}.pdf"])):
        lines = [re.sub(r"\s", "", said) for said in page.get_textpage().get_text_range().splitlines()]
        body = [said for said in lines if said and not re.fullmatch(r"—\w+—", said)]
        notice = re.sub(r"\s", "", book.notice)
        body = [said for said in body if said not in notice]
        assert not body or body[-1] not in heads, number


@pytest.mark.office
def test_a_full_page_has_22_lines_of_28_characters(closing: Book, tmp_path: Path) -> None:
    full = Text((Span("国" * 28 * 22 * 2),))
    filled = replace(closing, parts=(Part("样张", (closing.parts[0].blocks[0], *closing.headings[1:2], full)),))
    path = tmp_path / "full.docx"
    path.write_bytes(render_handbook(filled, LOOK, {}))
    page = office_all([path], "pdf")[0][1]
    found = page.get_textpage()
    lines: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for number in range(found.count_chars()):
        if found.get_text_range(number, 1) == "国":
            left, bottom, right, _ = found.get_charbox(number, loose=True)
            lines[round(bottom)].append((left * MM, right * MM))
    assert len(lines) == 22
    assert {len(line) for line in lines.values()} == {28}
    assert min(line[0][0] for line in lines.values()) == pytest.approx(28, abs=0.5)
    assert max(line[-1][1] for line in lines.values()) == pytest.approx(210 - 26, abs=0.5)
