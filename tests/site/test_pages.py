"""What the pages say, read from the built HTML."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator import codes, pages
from generator.cli.build import texts_in
from generator.model import Basis
from generator.pages.bundles import PARTS
from generator.references import Index, bases_of
from generator.source import load

from .. import cupboard
from ..support import ROOT


@pytest.fixture(scope="module")
def index() -> Index:
    library = load(ROOT / "regulations").library
    assert library is not None
    return Index(library)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_all_ten_regulations_have_a_page_with_every_article(site: Path, index: Index) -> None:
    assert len(index.library.regulations) == 10
    for address, clause in index.library.clauses.items():
        html = (site / f"regulations/{clause.regulation.folder}.html").read_text(encoding="utf-8")
        assert f'id="{clause.chapter.id}--{clause.article.id}"' in html, address
        assert clause.article.title in words(html)


def test_every_drafted_paragraph_is_shown_as_drafted(site: Path, index: Index) -> None:
    for address, clause in index.library.clauses.items():
        html = (site / f"regulations/{clause.regulation.folder}.html").read_text(encoding="utf-8")
        article = html.split(f'data-address="{address}"')[1].split("</article>")[0]
        drafted = sum(paragraph.basis is Basis.DRAFT for paragraph in clause.article.paragraphs)
        assert article.count('class="paragraph paragraph-draft"') == drafted, address
        if Basis.DRAFT in bases_of(clause.article):
            assert "拟稿" in article, address


def test_facts_are_set_off_and_traceable(site: Path, index: Index) -> None:
    html = (site / "regulations/01-operations.html").read_text(encoding="utf-8")
    assert re.search(r'<span class="fact" data-fact="01/opening_time">9:00</span>', html)


def test_every_role_with_duties_has_a_page(site: Path, index: Index) -> None:
    for placed in index.library.duties:
        for role in placed.duty.roles:
            assert (site / f"duties/{role}.html").is_file(), role


def test_a_role_inherits_the_duties_of_the_general_one(site: Path) -> None:
    html = (site / "duties/county-center-manager.html").read_text(encoding="utf-8")
    assert "同时承担" in html


def test_every_form_has_a_page_and_designed_ones_their_files(site: Path, index: Index) -> None:
    for form in index.library.forms:
        html = (site / f"forms/{form.id}.html").read_text(encoding="utf-8")
        assert form.designed, form.id
        links = re.findall(r'href="(\.\./downloads/[^"]+)"', html)
        assert any(link.endswith(".docx") for link in links) or any(link.endswith(".xlsx") for link in links)
        for link in links:
            assert (site / "forms" / unquote(link)).is_file(), link
        assert 'class="paper' in html and "表样编制中" not in html


def test_the_material_theme_notice_is_silent_and_no_generator_line(site: Path) -> None:
    assert "Made with" not in (site / "index.html").read_text(encoding="utf-8")


def test_search_index_covers_every_clause_form_and_term(site: Path, index: Index) -> None:
    script = (site / "assets/search-index.js").read_text(encoding="utf-8")
    for clause in index.library.clauses.values():
        assert clause.article.title in script
    for form in index.library.forms:
        assert form.id in script
    for term in index.library.organization.glossary:
        assert term.term in script


def test_regulations_keep_the_length_asked_for(index: Index) -> None:
    for regulation in index.library.regulations:
        articles = sum(len(chapter.articles) for chapter in regulation.chapters)
        assert 12 <= articles <= 26, (regulation.title, articles)


def test_every_duty_that_rests_on_a_draft_says_so_wherever_it_is_listed(site: Path, index: Index) -> None:
    marked = 0
    for role in index.library.organization.roles:
        rows = (site / f"duties/{role.id}.html").read_text(encoding="utf-8").split("<tr data-roles=")[1:]
        for row in rows:
            marked += "拟稿</span>" in row
    drafted = [placed for placed in index.library.duties if index.standing(placed)]
    assert len(drafted) > 100 and marked >= len(drafted)


def test_standing_follows_clause_figures_and_an_explicit_basis(index: Index) -> None:
    placed = next(p for p in index.library.duties if bases_of(p.clause.article) == (Basis.DRAFT,))
    assert index.standing(placed) == "拟稿"
    told = type(placed)(placed.clause, placed.duty.model_copy(update={"basis": Basis.SOURCE}))
    assert index.standing(told) == ""


def test_the_notice_stands_on_every_page(site: Path, index: Index) -> None:
    for path in site.rglob("*.html"):
        assert index.library.organization.notice in path.read_text(encoding="utf-8"), path


def test_the_accent_of_the_organization_reaches_the_styles(site: Path, index: Index) -> None:
    assert index.library.organization.look.accent.lower() in (site / "assets/site.css").read_text("utf-8").lower()


def test_every_asset_goes_out_once(site: Path) -> None:
    parts = [part for listed in PARTS.values() for part in listed]
    assert len(parts) == len(set(parts))
    hand_written = {path.name for path in (ROOT / "site/assets").iterdir()}
    assert set(parts) - {"look.css"} <= hand_written
    shipped = {path.name for path in (site / "assets").iterdir() if path.is_file()}
    alone = hand_written - set(parts)
    assert {path.rpartition("/")[2] for path in PARTS} | alone <= shipped
    assert not (set(parts) - {path.rpartition("/")[2] for path in PARTS}) & shipped


def test_printed_pages_lead_back_to_the_site_when_its_address_is_known() -> None:
    organization = cupboard.library().organization
    assert not organization.address
    address = "http://intranet.example/tenregs/"
    known = dataclasses.replace(cupboard.library(), organization=organization.model_copy(update={"address": address}))
    templates = texts_in(ROOT / "site/templates", "*.j2")
    with_code = pages.render(Index(known), templates, {}, {})
    without = pages.render(cupboard.index(), templates, {}, {})
    for page in ("regulations/01-operations", "duties/counter-supervisor", "plan", "calendar"):
        assert codes.svg(f"{address}{page}.html") in with_code[f"{page}.md"].decode()
        assert b"page-code" not in without[f"{page}.md"]
