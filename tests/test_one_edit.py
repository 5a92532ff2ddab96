"""One edit, everywhere: each fact changed in turn stands changed in every output that used it, and nowhere the old."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from generator import data, html, pages, stationery
from generator.facts import fact_text
from generator.model import Fact, FactType, Library
from generator.pages import FormFiles
from generator.references import Index
from generator.source import load

from .support import ROOT

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "site/templates").glob("*.j2")}
_NAMES = ("word/document.xml", "word/footer", "xl/sharedStrings.xml", "xl/worksheets/", "xl/workbook.xml")

# Other values of each type that stand nowhere else, so that they can be told apart wherever they appear;
# written and shown forms differ where the type lets them.
OTHER = {
    FactType.DURATION: "7919分钟", FactType.COUNT: "7919次", FactType.DATE: "2093-11-19",
    FactType.MONTH_DAY: "31日", FactType.WEEKDAY: "周三", FactType.MONEY: "7919.370元", FactType.PERCENT: "79.19%",
    FactType.TEXT: "另一种说法甲乙丙",
}  # fmt: skip


@cache
def library() -> Library:
    loaded = load(ROOT / "regulations").library
    assert loaded is not None
    return loaded


FACTS = [("00", name) for name in library().plan.facts] + [
    (regulation.key, name) for regulation in library().regulations for name in regulation.facts
]


def changed(key: str, name: str, value: str) -> Library:
    """The library with one fact's value replaced."""
    return _with(library(), key, name, library().facts_of(key)[name].model_copy(update={"value": value}))


def office_text(content: bytes) -> str:
    """The words of an Office file, part by part, runs joined."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(n).decode("utf-8") for n in sorted(package.namelist()) if n.startswith(_NAMES)]
    return unescape(re.sub(r"<[^>]+>", "", "\n".join(re.sub(r"</(w:p|si|row)>", "\n", part) for part in parts)))


def outputs(of: Library) -> dict[str, str]:
    """Every output of a library as text: pages, forms, data, search index."""
    index = Index(of)
    made = stationery.render(index)
    files = {m.layout.id: FormFiles(tuple(m.files), (), html.render(m.layout)) for m in made}
    found = {n: c.decode() for n, c in pages.render(index, TEMPLATES, {}, files).items()}
    found |= {f"data/{n}": c.decode() for n, c in data.render(index, [m.layout for m in made]).items()}
    found |= {m.name(suffix): office_text(content) for m in made for suffix, content in m.files.items()}
    # Fingerprints change with every clause; they are compared by their own test.
    return {name: re.sub(r"\b[0-9a-f]{12}\b", "指纹", text) for name, text in found.items()}


@cache
def base() -> dict[str, str]:
    return outputs(library())


def another(fact: Fact, taken: str = "") -> str:
    """Another value for a fact, as it would be written. A time moves by minutes, so that the day keeps its order."""
    if fact.type is not FactType.TIME:
        return f"{OTHER[fact.type]}{'丁' if taken and fact.type is FactType.TEXT else ''}"
    hours, minutes = map(int, (fact.value or "16:40").split(":"))
    every = "".join(base().values())
    for step in range(1, 60):
        total = hours * 60 + minutes + step
        shown = f"{total // 60}:{total % 60:02d}"
        if shown not in every and shown != taken:
            return shown
    raise AssertionError(f"no free minute after {fact.value}")


@pytest.mark.parametrize(("key", "name"), FACTS, ids=[f"{key}/{name}" for key, name in FACTS])
def test_a_changed_fact_changes_every_output_that_used_it_and_nothing_else(key: str, name: str) -> None:
    fact = library().facts_of(key)[name]
    before = base()
    if not fact.value:
        # Left to the branches: give it a value first.
        fact = fact.model_copy(update={"value": another(fact)})
        before = outputs(changed(key, name, fact.value))
    written = another(fact, taken=fact.value)
    new, old = fact_text(fact.model_copy(update={"value": written})), fact_text(fact)
    after = outputs(changed(key, name, written))
    touched = [output for output in after if after[output] != before.get(output)]
    assert set(after) == set(before)
    assert any(output.endswith(".md") for output in touched)
    assert "data/facts.json" in touched
    for output in touched:
        assert new in after[output] or written in after[output], output
        back = after[output].replace(new, old).replace(written, fact.value)
        assert squeezed(back) == squeezed(before[output]), f"{output}: something else changed, or an old value stayed"


def squeezed(text: str) -> str:
    # What a longer or shorter value moves: row heights, sort order of duties by deadline, spaces.
    lines = sorted(re.sub(r"height:[\d.]+mm", "", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def test_no_figure_of_any_fact_is_written_out_where_it_should_be_used() -> None:
    """With every fact replaced at once, no old value is left in any clause, duty, list or form."""
    changed_all = library()
    for key, name in FACTS:
        fact = changed_all.facts_of(key)[name]
        replacement = fact.model_copy(update={"type": FactType.TEXT, "value": f"〔{key}·{name}〕"})
        changed_all = _with(changed_all, key, name, replacement)
    index = Index(changed_all)
    left = []
    for placed in index.texts:
        if not placed.normative:
            continue
        text = index.resolver.plain(placed.text, placed.key)
        for name, fact in library().facts_of(placed.key).items():
            shown = fact_text(fact)
            if fact.value and fact.type is not FactType.TEXT and re.search(rf"(?<!\d){re.escape(shown)}", text):
                left.append(f"{placed.mark.position}: {shown} ({name})")
    assert not left, "\n".join(left)


def _with(of: Library, key: str, name: str, fact: Fact) -> Library:
    if key == "00":
        plan = of.plan.model_copy(update={"facts": {**of.plan.facts, name: fact}})
        return Library(of.organization, of.sources, plan, of.regulations, of.forms, of.owners)
    regulations = tuple(
        r.model_copy(update={"facts": {**r.facts, name: fact}}) if r.key == key else r for r in of.regulations
    )
    return Library(of.organization, of.sources, of.plan, regulations, of.forms, of.owners)


def test_fingerprints_follow_the_clauses_that_use_a_fact_and_no_others() -> None:
    before, after = Index(library()).fingerprints, Index(changed("01", "opening_time", "8:59")).fingerprints
    users = {address.partition("#")[0] for address in Index(library()).users["01/opening_time"]}
    moved = {address for address in before if before[address] != after[address]}
    assert moved and moved <= users


def test_the_real_file_changed_by_hand_changes_the_site(tmp_path: Path) -> None:
    """Not only the model: the YAML on disk, edited as an administrator would."""
    import shutil

    shutil.copytree(ROOT / "regulations", tmp_path / "regulations")
    path = tmp_path / "regulations/01-operations/regulation.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('value: "9:00"', 'value: "9:07"', 1), encoding="utf-8")
    edited = load(tmp_path / "regulations").library
    assert edited is not None
    after = outputs(edited)
    page = after["regulations/01-operations.md"]
    assert 'data-fact="01/opening_time">9:07<' in page
    assert 'data-fact="01/opening_time">9:00<' not in "".join(after.values())
