"""The queries of search_queries.yml, with the URLs that they should find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.model import Library
from generator.pages.paths import Urls, regulation

FILE = Path(__file__).with_suffix(".yml")


def asked(library: Library) -> dict[str, Any]:
    """`sets` by name: [{q, want: [URL]}]: tuning, held out, more, later, last, fresh, second, third, third held out, fourth to eleventh; `stray`, `still_found`: words that are nowhere."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    urls = Urls(library)

    def url(want: str) -> str:
        if not want.startswith("list:"):
            return urls.of(want)
        key, name = want.removeprefix("list:").split("/")
        return f"{regulation(library.regulation_by_key[key])}#list-{name}"

    def resolved(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"q": row["q"], "want": [url(want) for want in row["want"]]} for row in rows]

    queries, third = resolved(content["queries"]), resolved(content["third"])
    sets = {
        "tuning": queries[::2],
        "held out": queries[1::2],
        "more": resolved(content["more"]),
        "later": resolved(content["later"]),
        "last": resolved(content["last"]),
        "fresh": resolved(content["fresh"]),
        "second": resolved(content["second"]),
        "third": third[::2],
        "third held out": third[1::2],
        "fourth": resolved(content["fourth"]),
        "fifth": resolved(content["fifth"]),
        **{name: resolved(content[name]) for name in ("sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")},
    }
    return {"sets": sets, "stray": content["stray"], "still_found": content["still_found"]}
