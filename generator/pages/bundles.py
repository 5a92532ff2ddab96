"""Styles and scripts that every page loads, joined: one request each instead of ten.

Over a slow line every request costs a round trip before anything is seen. The parts stay apart in `site/assets`.
"""

from __future__ import annotations

from collections.abc import Mapping

PARTS = {
    "assets/site.css": (
        "base.css", "look.css", "frame.css", "search.css", "clause.css", "pages.css", "paper.css", "practice.css",
        "print.css",
    ),
    "assets/site.js": (
        "search-fold.js", "search-words.js", "search-cut.js", "search-sections.js", "search-excerpt.js", "search-query.js",
        "search-pinyin.js", "search-asked.js", "search-bag.js", "search-rank.js", "search-core.js", "search.js", "search-page.js", "search-mark.js", "reading.js",
    ),
    "assets/practice.js": (
        "memory.js", "plan.js", "practice-store.js", "practice-bank.js", "practice-ask.js", "practice-exam.js",
        "practice.js",
    ),
}  # fmt: skip


def bundled(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """{path: bytes} of what the pages load: the parts joined, the other assets as they are.

    KeyError if a part is missing.
    """
    joined = {
        path: b"".join(
            assets[f"assets/{part}"].rstrip() + (b";\n" if path.endswith(".js") else b"\n") for part in parts
        )
        for path, parts in PARTS.items()
    }
    apart = {f"assets/{part}" for parts in PARTS.values() for part in parts}
    return {path: content for path, content in assets.items() if path not in apart} | joined
