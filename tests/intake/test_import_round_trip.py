"""Text → model → text loses nothing: all ten regulations through Word with typed and with automatic numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from generator.cli.handbook import books
from generator.facts import Resolver
from generator.intake.regulation import Draft, Options, Outline, Refused, draft_of, read_outline, revised
from generator.intake.regulation.likeness import fold
from generator.model import Library, Regulation
from generator.references import Index
from generator.source import draft as drafts
from generator.source import load
from generator.source.editing import Document
from generator.word import render_handbook

from .. import cupboard
from ..support import ROOT
from .documents import texts_of, typed, word_automatic, word_typed

KEYS = [f"{number:02d}" for number in range(1, 11)]
TYPE_SETTING = {"typed": word_typed, "automatic": word_automatic}


def text_file(library: Library, regulation: Regulation, *, titles: bool = True) -> bytes:
    return "\n".join([regulation.title, *(words for _, words in typed(library, regulation, titles=titles))]).encode(
        "gb18030"
    )


WRITERS: dict[str, Callable[..., bytes]] = {**TYPE_SETTING, "text": text_file}


def regulation(key: str) -> Regulation:
    return cupboard.library().regulation_by_key[key]


def said(outline: Outline, *, titles: bool) -> list[tuple[str, str]]:
    found = []
    for chapter in outline.chapters:
        found.append(("chapter", chapter.title))
        for article in chapter.articles:
            found += [("article", article.title)] if titles else []
            for each in article.paragraphs:
                found += [("text", each.text), *(("item", item.text) for item in each.items)]
    return found


def folded(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind, fold(words)) for kind, words in texts]


def without_titles(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind, words) for kind, words in texts if kind != "article"]


@cache
def draft(key: str, writer: str, titles: bool) -> Draft:
    library = cupboard.library()
    outline = read_outline(WRITERS[writer](library, regulation(key), titles=titles), "文件")
    return draft_of(outline, library, "11", "D-02", "文件.docx", "2026-11-25")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("titles", [True, False], ids=["titled", "untitled"])
def test_chapters_articles_items_and_sentences_come_back(key: str, writer: str, titles: bool) -> None:
    library = cupboard.library()
    wanted = texts_of(library, regulation(key))
    outline = read_outline(WRITERS[writer](library, regulation(key), titles=titles), "文件")
    assert outline.title == regulation(key).title
    assert folded(said(outline, titles=titles)) == folded(wanted if titles else without_titles(wanted))
    assert not [remark for remark in outline.remarks if remark.kind in ("number", "item-number", "joined", "front")]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("titles", [True, False], ids=["titled", "untitled"])
def test_the_draft_reads_as_the_text_did(key: str, titles: bool, tmp_path: Path) -> None:
    library = cupboard.library()
    made = draft(key, "automatic", titles)
    data = drafts.fresh(
        made.value, "regulations/11-x/regulation.yml", "x", {r.path: [r.message] for r in made.remarks if r.path}
    )
    folder = tmp_path / "regulations/11-x"
    folder.mkdir(parents=True)
    (folder / "regulation.yml").write_bytes(data)
    for name in ("organization.yml", "sources.yml", "plan.yml"):
        (tmp_path / "regulations" / name).write_bytes((ROOT / "regulations" / name).read_bytes())
    loaded = load(tmp_path / "regulations")
    assert loaded.library is not None and not loaded.problems
    again = loaded.library.regulations[0]
    # The forms and clauses that it points at are those of the whole library.
    whole = Library(library.organization, library.sources, library.plan, (*library.regulations, again), library.forms)
    wanted, got = texts_of(library, regulation(key)), texts_of(whole, again)
    assert folded(got if titles else without_titles(got)) == folded(wanted if titles else without_titles(wanted))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("titles", [True, False], ids=["titled", "untitled"])
def test_over_itself_a_text_changes_nothing(key: str, writer: str, titles: bool) -> None:
    library = cupboard.library()
    path = ROOT / "regulations" / regulation(key).folder / "regulation.yml"
    document = Document.read(path)
    outline = read_outline(WRITERS[writer](library, regulation(key), titles=titles), "文件")
    made = revised(outline, library, regulation(key), document.value, "D-02")
    assert made.value == document.value
    assert drafts.revised(document, made.value) == path.read_bytes()
    assert [remark.kind for remark in made.remarks] == ["editions"]


def test_every_proposed_fact_is_used_and_reads_as_it_was_written() -> None:
    resolver = Resolver(cupboard.library())
    assert resolver
    total = 0
    for key in KEYS:
        value = draft(key, "typed", True).value
        text = repr(value["chapters"])
        for name, fact in value.get("facts", {}).items():
            assert f"{{{name}}}" in text and re.fullmatch("[a-z][a-z0-9_]*", name) and fact["label"]
            total += 1
    assert total > 100


def test_adopting_marks_what_the_text_has_as_coming_from_it() -> None:
    library = cupboard.library()
    document = Document.read(ROOT / "regulations" / regulation("04").folder / "regulation.yml")
    outline = read_outline(word_typed(library, regulation("04")), "文件")
    made = revised(outline, library, regulation("04"), document.value, "D-02", Options(adopt=True))
    paragraphs = [p for c in made.value["chapters"] for a in c["articles"] for p in a["paragraphs"]]
    assert {p["basis"] for p in paragraphs} == {"据材料"}
    assert all(p["cites"][0].startswith("D-02 第") for p in paragraphs)


@pytest.mark.parametrize("key", KEYS)
def test_the_printed_regulation_comes_back_as_it_is(key: str) -> None:
    """What `tenregs handbook` prints has provenance behind sentences, contents, lists and parameters: none is a clause."""
    library = cupboard.library()
    (book,) = books(Index(library), [key])
    document = Document.read(ROOT / "regulations" / regulation(key).folder / "regulation.yml")
    outline = read_outline(render_handbook(book, library.organization.look), "文件")
    made = revised(outline, library, regulation(key), document.value, "D-02")
    assert outline.title == regulation(key).title and made.value == document.value
    assert {remark.kind for remark in made.remarks} <= {"toc", "front", "provenance", "editions"}


def test_a_volume_of_all_regulations_is_refused() -> None:
    library = cupboard.library()
    volume = books(Index(library))[0]
    with pytest.raises(Refused, match="好像有几项制度"):
        read_outline(render_handbook(volume, library.organization.look), "文件")
