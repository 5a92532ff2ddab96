"""Ready configurations for web servers, with a Content-Security-Policy that the built site satisfies.

Scripts and styles that stand inside pages are allowed by their hashes only (CSP level 3, W3C); style attributes, which
can run nothing, are allowed as they are: the previews of forms are laid out by them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

import jinja2
import lxml.html

WEB_CONFIG = "web.config"
TYPES = (
    (".css", "text/css; charset=utf-8"),
    (".js", "application/javascript; charset=utf-8"),
    (".json", "application/json; charset=utf-8"),
    (".html", "text/html; charset=utf-8"),
    (".svg", "image/svg+xml"),
    (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_INLINE = {
    "script": "//script[not(@src) and not(@type='application/json') and not(@type='application/ld+json')]",
    "style": "//style",
}


def policy(pages: Iterable[bytes]) -> str:
    """The Content-Security-Policy for these pages: nothing from outside, no script that is not ours."""
    found: dict[str, set[str]] = {kind: set() for kind in _INLINE}
    for page in pages:
        root = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
        for kind, path in _INLINE.items():
            found[kind] |= {element.text_content() for element in root.xpath(path)}
    inline = {kind: "".join(f" {_hash(text)}" for text in sorted(texts)) for kind, texts in found.items()}
    rules = (
        "default-src 'none'",
        f"script-src 'self'{inline['script']}",
        f"style-src 'self'{inline['style']}",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
    return "; ".join(rules)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def configurations(pages: Iterable[bytes], templates: Mapping[str, str]) -> dict[str, bytes]:
    """{name: content} of every template of a server's configuration (`name.j2`), made for these pages."""
    headers = (
        ("Content-Security-Policy", policy(pages)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    )
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(dict(templates)),
        autoescape=lambda name: bool(name and WEB_CONFIG in name),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    return {
        name.removesuffix(".j2"): environment.get_template(name).render(headers=headers, types=TYPES).encode()
        for name in sorted(templates)
    }
