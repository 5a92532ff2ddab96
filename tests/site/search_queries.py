"""The queries of search_queries.yml, with the URLs that they should find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.model import Library
from generator.pages.paths import Urls, regulation

FILE = Path(__file__).with_suffix(".yml")
HALVED = {"queries": ("tuning", "held out"), "third": ("third", "third held out")}
WORDS = ("stray", "still_found")


def asked(library: Library) -> dict[str, Any]:
    """`sets` by name: [{q, want: [URL]}], as in the file, two of them halved; `stray`, `still_found`: words that are nowhere."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    urls = Urls(library)

    def url(want: str) -> str:
        if not want.startswith("list:"):
            return urls.of(want)
        key, name = want.removeprefix("list:").split("/")
        return f"{regulation(library.regulation_by_key[key])}#list-{name}"

    def resolved(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"q": row["q"], "want": [url(want) for want in row["want"]]} for row in rows]

    sets = {}
    for name, rows in content.items():
        if name in HALVED:
            sets |= {HALVED[name][0]: resolved(rows[::2]), HALVED[name][1]: resolved(rows[1::2])}
        elif name not in WORDS:
            sets[name] = resolved(rows)
    return {"sets": sets, "stray": content["stray"], "still_found": content["still_found"]}
