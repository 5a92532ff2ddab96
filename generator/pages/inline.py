"""Texts of the model → HTML: facts set off, references linked, terms explained, everything escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from ..facts import Segment, SegmentKind
from ..model import Library
from ..references import Index
from .paths import GLOSSARY, Urls, relative, term_anchor


class Inline:
    """Renders texts for one Library."""

    def __init__(self, index: Index, urls: Urls | None = None) -> None:
        self.index = index
        self.library: Library = index.library
        self.urls = urls or Urls(index.library)
        self._tips = self._terms()
        names = sorted(self._tips, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def _terms(self) -> dict[str, tuple[str, str]]:
        """Term or alias → (term, its meaning as plain words)."""
        found = {}
        for term in self.library.organization.glossary:
            if term.hover:
                meaning = self.index.resolver.plain(term.meaning, "00")
                for name in (term.term, *term.aliases):
                    found[name] = (term.term, meaning)
        return found

    def html(self, text: str, key: str, page: str, seen: set[str] | None = None) -> Markup:
        """`text` as HTML on `page`; terms not yet in `seen` are explained (pass None for no terms)."""
        parts = [self._segment(segment, page, seen) for segment in self.index.resolver.segments(text, key)]
        return Markup("").join(parts)

    def plain(self, text: str, key: str) -> str:
        """`text` as people read it, without marks."""
        return self.index.resolver.plain(text, key)

    def _segment(self, segment: Segment, page: str, seen: set[str] | None) -> Markup:
        match segment.kind:
            case SegmentKind.WORDS:
                return self._words(segment.text, page, seen)
            case SegmentKind.FACT | SegmentKind.COUNT | SegmentKind.LIST:
                kind = "list" if segment.kind is SegmentKind.LIST else "fact"
                template = '<span class="{}" data-fact="{}">{}</span>'
                return Markup(template).format(kind, segment.target, segment.text)
            case SegmentKind.CLAUSE | SegmentKind.TASK | SegmentKind.FORM:
                url = relative(page, self.urls.of(segment.target))
                return Markup('<a href="{}">{}</a>').format(url, segment.text)
            case SegmentKind.ROLE:
                return Markup('<span class="role">{}</span>').format(segment.text)
        return Markup('<span class="broken">{}</span>').format(segment.text)

    def _words(self, text: str, page: str, seen: set[str] | None) -> Markup:
        if seen is None or self._pattern is None:
            return escape(text)
        parts: list[Markup] = []
        start = 0
        for match in self._pattern.finditer(text):
            term, meaning = self._tips[match[0]]
            if term in seen:
                continue
            seen.add(term)
            parts.append(escape(text[start : match.start()]))
            url = relative(page, f"{GLOSSARY}#{term_anchor(term)}")
            parts.append(Markup('<a class="term" href="{}" data-tip="{}">{}</a>').format(url, meaning, match[0]))
            start = match.end()
        parts.append(escape(text[start:]))
        return Markup("").join(parts)
