"""Every link of the built site leads somewhere, anchors included, and nothing leads outside."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADING = {"src", "srcset", "poster"}


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in {"href", "src", "action"} and value is not None:
                self.links.append((tag, name, value))


def read(site: Path) -> dict[Path, Page]:
    pages = {}
    for path in sorted(site.rglob("*.html")):
        pages[path] = Page()
        pages[path].feed(path.read_text(encoding="utf-8"))
    return pages


def asks(site: Path, target: Path, fragment: str) -> bool:
    """Whether a fragment is a way into practice that the bank has questions for: do/clause/…, do/role/…"""
    kind, _, name = fragment.removeprefix("do/").partition("/")
    bank = (site / "practice/bank.js").read_text(encoding="utf-8")
    named = f'["{name}",' if kind == "role" else f"{name} " if kind == "clause" else "?"
    return target == site / "practice.html" and named in bank.replace('","items"', ' ","items"')


def test_every_link_and_anchor_resolves(site: Path) -> None:
    pages = read(site)
    dead = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue
        for tag, _, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                dead.append(f"{path.relative_to(site)}: <{tag}> {link}")
            elif (
                parts.fragment
                and target in pages
                and unquote(parts.fragment) not in pages[target].ids
                and parts.fragment != "__skip"
                and not asks(site, target, unquote(parts.fragment))
            ):
                dead.append(f"{path.relative_to(site)}: no anchor {link}")
    assert not dead, "\n".join(dead[:40])


def test_nothing_is_loaded_from_outside(site: Path) -> None:
    outside = [
        f"{path.relative_to(site)}: <{tag}> {link}"
        for path, page in read(site).items()
        for tag, name, link in page.links
        if (name == "src" or tag in {"link", "form"}) and urlsplit(link).netloc
    ]
    assert not outside
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert "@import" not in text and "url(http" not in text and "url(//" not in text, style


def test_no_page_links_outside_at_all(site: Path) -> None:
    linked = {
        link for page in read(site).values() for tag, _, link in page.links if urlsplit(link).netloc and tag == "a"
    }
    assert linked <= {"https://squidfunk.github.io/mkdocs-material/"}


def test_ids_are_unique_on_each_page(site: Path) -> None:
    for path, page in read(site).items():
        seen: dict[str, int] = defaultdict(int)
        for identity in page.ids:
            seen[identity] += 1
        assert not {i: n for i, n in seen.items() if n > 1}, path.name
