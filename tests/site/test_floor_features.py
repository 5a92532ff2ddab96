"""Our scripts, styles and pages use nothing that Chromium 109 does not know.

Linters go by tables of features: of the fifteen styles planted below doiuse finds five, of the eleven scripts es-x and
compat for ESLint find five. Here the browsers themselves are asked: whatever a name, rule, selector or value of ours means
to today's and not to Chromium 109 is too new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ..support import ROOT
from .floor import old_chromium
from .test_browser import KINDS

pytestmark = pytest.mark.browser

SCRIPTS = sorted((ROOT / "site/assets").glob("*.js"))
# What is lost on an old browser without harm.
ALLOWED = {
    "@bottom-center": "a page number at the foot of a printed page, Chromium 131",
    "box-decoration-break": "written beside -webkit-box-decoration-break",
}
# Every object that scripts reach by name, and the names of its properties.
NAMES = """() => { const found = {}, seen = new Set();
const visit = (thing, path) => {
  if (thing === null || !["object", "function"].includes(typeof thing) || seen.has(thing)) return;
  seen.add(thing); found[path] = [];
  for (const name of Reflect.ownKeys(thing).filter(key => typeof key === "string")) {
    found[path].push(name);
    const value = Object.getOwnPropertyDescriptor(thing, name)?.value;
    if (name !== "constructor") visit(value, `${path}.${name}`);
  }
};
visit(globalThis, "window");
return found }"""
# A sheet as today's browser understands it: rules, selectors, declarations put together again into shorthands.
UNDERSTOOD = """text => { const sheet = new CSSStyleSheet(), found = []; sheet.replaceSync(text);
const walk = (rules, within) => { for (const rule of rules) {
  const nested = rule.cssRules?.length > 0;
  if (rule instanceof CSSStyleRule) {
    for (const one of rule.selectorText.split(/,(?![^(]*\\))/)) found.push(["selector", one.trim()]);
    if (nested) found.push(["nesting", rule.selectorText]);
  } else if (!(rule instanceof CSSKeyframeRule)) found.push(["rule", rule.cssText.split("{")[0].trim(), rule.cssText, within]);
  for (const [, name, value] of (rule.style?.cssText ?? "").matchAll(/([\\w-]+): ((?:"[^"]*"|url\\([^)]*\\)|[^;])+);/g))
    found.push(["declaration", name, value.replace(" !important", "")]);
  if (nested) walk(rule.cssRules, rule instanceof CSSPageRule ? "@page" : "");
} };
walk(sheet.cssRules, "");
return found }"""
# Which of them a browser does not know. Keywords that every property takes come of "font: inherit".
UNKNOWN = """all => { const sheet = new CSSStyleSheet();
const rules = text => { sheet.replaceSync(text); return [...sheet.cssRules] };
const decided = feature => matchMedia(feature).matches || matchMedia(`not ${feature}`).matches;
const known = {
  selector: name => name.includes("&") || CSS.supports(`selector(${name})`),
  nesting: () => rules("a { & b { color: red } }")[0].cssRules?.length > 0,
  declaration: (name, value) => /^(inherit|initial|unset|revert)$/.test(value) || CSS.supports(name, value),
  rule: (name, text, within) => within ? rules(`${within} { ${text} }`)[0].cssRules?.length > 0
    : rules(text).length > 0 && (!name.startsWith("@media") || (name.match(/\\([^()]+\\)/g) ?? []).every(decided)),
};
return all.filter(([kind, ...what]) => !known[kind](...what)) }"""
# Elements and attributes of a page that mean nothing to a browser, among the names that are new.
STRANGE = """() => [...document.querySelectorAll("*")].flatMap(node => [
  ...(node instanceof HTMLUnknownElement ? [`<${node.localName}>`] : []), ...node.getAttributeNames()])"""


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """An empty page of today's browser and one of Chromium 109."""
    with old_chromium(browser) as old:
        yield browser.new_page(), old.new_page()


@pytest.fixture(scope="module")
def fresh(pages: tuple[Page, Page]) -> tuple[set[str], set[str]]:
    """Names that came since: of members of what Chromium 109 has already, and of globals."""
    now, then = (page.evaluate(NAMES) for page in pages)
    known = {name for names in then.values() for name in names}
    return {n for path in now.keys() & then.keys() for n in now[path]} - known, set(now["window"]) - known


def too_new(script: str, fresh: tuple[set[str], set[str]], old: Page) -> set[str]:
    """What of a script Chromium 109 does not know: members, globals, or its very syntax."""
    members, globals_ = fresh
    names = set(re.findall(r"\.\s*([A-Za-z_$][\w$]*)", script)) & members
    names |= set(re.findall(r"(?<![\w$.'\"])[A-Za-z_$][\w$]*", script)) & globals_
    error = old.evaluate(
        "text => { try { new Function(text); return '' } catch (error) { return String(error) } }", script
    )
    return names | ({error} if error else set())


def lost(style: str, pages: tuple[Page, Page]) -> set[str]:
    """What of a style sheet today's browser understands and Chromium 109 does not."""
    today, old = pages
    understood = today.evaluate(UNDERSTOOD, style)
    assert understood and not today.evaluate(UNKNOWN, understood)
    missing = old.evaluate(UNKNOWN, understood)
    return {f"{name}: {more[0]}" if kind == "declaration" else name for kind, name, *more in missing}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_written_for_chromium_109(
    path: Path, fresh: tuple[set[str], set[str]], pages: tuple[Page, Page]
) -> None:
    assert not too_new(path.read_text(encoding="utf-8"), fresh, pages[1])


def test_styles_are_written_for_chromium_109(site: Path, pages: tuple[Page, Page]) -> None:
    styles = sorted((site / "assets").glob("*.css"))
    assert styles
    missing = {one: path.name for path in styles for one in lost(path.read_text(encoding="utf-8"), pages)}
    assert {one.partition(":")[0] for one in missing} <= ALLOWED.keys(), missing


def test_pages_use_no_element_or_attribute_that_is_newer(
    site: Path, fresh: tuple[set[str], set[str]], pages: tuple[Page, Page]
) -> None:
    new = {name.lower() for name in fresh[0]}
    for name in (*KINDS, "practice.html"):
        pages[1].goto((site / name).as_uri())
        strange = pages[1].evaluate(STRANGE)
        assert not {one for one in strange if one.startswith("<") or one in new}, name


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("rows.toSorted()", "toSorted"),
        ("Object.groupBy(rows, one => one.kind)", "groupBy"),
        ("const { promise } = Promise.withResolvers()", "withResolvers"),
        ("box.showPopover()", "showPopover"),
        ("box.popover = 'auto'", "popover"),
        ("URL.canParse(text)", "canParse"),
        ("a.union(b)", "union"),
        ("new CloseWatcher()", "CloseWatcher"),
        ("document.startViewTransition(go)", "startViewTransition"),
        ("text.match(/[\\p{L}--a]/v)", "SyntaxError"),
        ("using file = open()", "SyntaxError"),
    ],
)
def test_newer_scripts_are_found(
    script: str, found: str, fresh: tuple[set[str], set[str]], pages: tuple[Page, Page]
) -> None:
    assert any(one.startswith(found) for one in too_new(script, fresh, pages[1]))


@pytest.mark.parametrize(
    "script",
    ["rows.findLast(one => one)", "rows.at(-1)?.days ?? 0", "const when = 1, bytes = []", "structuredClone(rows)"],
)
def test_what_chromium_109_knows_is_not_called_newer(
    script: str, fresh: tuple[set[str], set[str]], pages: tuple[Page, Page]
) -> None:
    assert not too_new(script, fresh, pages[1])


@pytest.mark.parametrize(
    ("style", "found"),
    [
        (".a { color: red; & .b { color: blue } }", ".a"),
        (".a { .b { color: blue } }", ".a"),
        (".a { color: color-mix(in srgb, red, blue) }", "color: color-mix(in srgb, red, blue)"),
        (".a { color: light-dark(red, blue) }", "color: light-dark(red, blue)"),
        (".a { color: oklch(0.5 0.1 20) }", "color: oklch(0.5 0.1 20)"),
        (".a { text-wrap: balance }", "text-wrap: balance"),
        (".a { field-sizing: content }", "field-sizing: content"),
        (".a { display: grid; grid-template-rows: subgrid }", "grid-template-rows: subgrid"),
        (".a { height: 1rlh }", "height: 1rlh"),
        (".a:popover-open { color: red }", ".a:popover-open"),
        (".a, .b:user-invalid { color: red }", ".b:user-invalid"),
        ("@scope (.a) { .b { color: red } }", "@scope (.a)"),
        ("@starting-style { .a { opacity: 0 } }", "@starting-style"),
        ("@media (prefers-reduced-transparency) { .a { opacity: 1 } }", "@media (prefers-reduced-transparency)"),
        ("@media print { .a { scrollbar-width: thin } }", "scrollbar-width: thin"),
    ],
)
def test_newer_styles_are_found(style: str, found: str, pages: tuple[Page, Page]) -> None:
    assert lost(style, pages) == {found}


@pytest.mark.parametrize(
    "style",
    [
        ".a:has(> b), .c:is(.d, .e) { inset: 0; aspect-ratio: 1; accent-color: red }",
        ".a { font: inherit; font-size: 2em; border: var(--line); background: none; mask: none }",
        "@media (width >= 300px) { .a { height: 1dvh; color: red } } @container (width > 3px) { .b { color: red } }",
        "@page { margin: 1cm } @keyframes k { from { opacity: 0 } } @supports (gap: 1px) { .a { gap: 1px } }",
    ],
)
def test_styles_that_chromium_109_knows_are_not_called_newer(style: str, pages: tuple[Page, Page]) -> None:
    assert not lost(style, pages)
