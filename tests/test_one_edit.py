"""One edit, everywhere: the outputs of two sets of values differ in those values and in nothing else.

Every fact has a value of its own in each set, found nowhere else and as long as its counterpart, so that each place
where it stands can be told. A place that kept its words would be a figure written out instead of used; that is the
second test's to find."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator import data, handbook, html, pages, stationery, word
from generator.facts import fact_text, number_of, parse_value, units_like
from generator.layout import kinds_of
from generator.model import Fact, FactType, Form, Library
from generator.pages import FormFiles
from generator.references import Index
from generator.source import load

from .support import ROOT, office_text

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "site/templates").glob("*.j2")}
FINGERPRINT = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")
MARK = re.compile(r'(?<=[,\[:]")(?:[0-9a-f]{6}|[0-9a-f]{8})(?=")')
CODE = re.compile(r"(?<=<path transform=)[^>]*|(?<=<path stroke=)[^>]*")


@cache
def library() -> Library:
    loaded = load(ROOT / "regulations").library
    assert loaded is not None
    return loaded


FACTS = [("00", name) for name in library().plan.facts] + [
    (regulation.key, name) for regulation in library().regulations for name in regulation.facts
]
ADDRESSES = [f"{key}/{name}" for key, name in FACTS]


def fact(address: str) -> Fact:
    return library().facts_of(address[:2])[address[3:]]


def made(index: Index, form: Form) -> dict[str, str]:
    """A form's preview and the words of its files."""
    layout = stationery.lay_out(index, form)
    found = {"preview": html.render(layout)}
    for kind in kinds_of(layout):
        if kind.hand:
            continue  # the same layout as the other document
        found[kind.name(form.id, form.short)] = office_text(stationery.render_file(layout, kind))
    return found


def outputs(of: Library) -> dict[str, str]:
    """Every output of a library as text: pages, forms, data."""
    index = Index(of)
    forms = {form.id: made(index, form) for form in of.forms if form.designed}
    files = {form: FormFiles((), (), texts["preview"]) for form, texts in forms.items()}
    found = {n: c.decode() for n, c in pages.render(index, TEMPLATES, {}, files).items()}
    # Beside a right value stand wrong ones that are made from it; tests/exams looks at those.
    found = {name: text for name, text in found.items() if not (name.startswith("practice/") and "-more." in name)}
    found |= {f"data/{n}": c.decode() for n, c in data.render(index, []).items()}
    found |= {f"{form}/{name}": text for form, texts in forms.items() for name, text in texts.items()}
    look = of.organization.look
    books = [handbook.handbook(index), *(handbook.alone(index, regulation) for regulation in of.regulations)]
    found |= {f"handbook/{book.file}": office_text(word.render_handbook(book, look)) for book in books}
    # Fingerprints change with every clause; they are compared by their own test. The printed code holds one.
    for name in found:
        if name.startswith("practice/"):
            found[name] = MARK.sub("指纹", found[name])
    return {name: CODE.sub("", FINGERPRINT.sub("指纹", text)) for name, text in found.items()}


def values(which: int) -> dict[str, tuple[FactType, str]]:
    """Address → type and value of every fact in the first (0) or second (1) set."""
    found = {}
    times = sorted((fact(a).value, a) for a in ADDRESSES if fact(a).type is FactType.TIME)
    # Times keep their order and never share a minute; all have five characters.
    minutes = {address: 10 * 60 + 1 + 3 * number + which for number, (_, address) in enumerate(times)}
    for number, address in enumerate(ADDRESSES):
        kind, own = fact(address).type, fact(address).value
        unique = (41000, 52000)[which] + number
        match kind:
            case FactType.TIME:
                value = f"{minutes[address] // 60}:{minutes[address] % 60:02d}"
            case FactType.DURATION | FactType.COUNT:
                value = f"{unique}{parse_value(kind, own).unit if own else '分钟'}"
            case FactType.DATE:
                value = f"{unique // 10:04d}-{(11, 12)[which]}-{10 + number % 10}"
            case FactType.MONEY:
                value = f"{unique}.370元"  # shown 41000.37元
            case FactType.PERCENT:
                value = f"{unique}.70%"
            case _:
                # Days of the month and weekdays have too few values to be told apart: words stand for them.
                kind, value = (
                    FactType.TEXT,
                    f"另有{unique}种说法",
                )  # the same words: the search's lexicon is of all of them
        found[address] = (kind, value)
    return found


def library_with(which: int) -> Library:
    found = library()
    for address, (kind, value) in values(which).items():
        found = _with(found, *address.split("/"), fact(address).model_copy(update={"type": kind, "value": value}))
    return found


def marked(text: str, which: int) -> str:
    """The text with every value, as words or as the number in a formula, in any unit, replaced by its address."""
    known: dict[str, str] = {}
    for address, (kind, value) in values(which).items():
        parsed = parse_value(kind, value)
        known |= {value: f"〔{address}〕", parsed.text: f"〔{address}〕"}
        for unit in units_like(parsed.unit) if kind is FactType.DURATION else ("",):
            number = number_of(kind, value, unit)
            if kind is not FactType.TEXT:
                known[number] = f"〔{address}={unit}〕"
            if kind is FactType.TIME:
                known[f"{float(number):.16G}"] = f"〔{address}={unit}〕"  # as a worksheet keeps it
    pattern = "|".join(re.escape(shown) for shown in sorted(known, key=len, reverse=True))
    return re.sub(pattern, lambda match: known[match[0]], text)


@cache
def both() -> tuple[dict[str, str], dict[str, str]]:
    first, second = ({n: marked(t, which) for n, t in outputs(library_with(which)).items()} for which in (0, 1))
    return first, second


def test_changed_facts_change_what_uses_them_and_nothing_else() -> None:
    first, second = both()
    assert set(first) == set(second)
    for output, text in first.items():
        assert text == second[output], f"{output}: a value stayed, or something else changed"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_fact_reaches_a_page_and_the_data(address: str) -> None:
    first, _ = both()
    assert f"〔{address}〕" in first["data/facts.json"]
    assert any(f"〔{address}〕" in text for output, text in first.items() if output.endswith(".md"))


@pytest.mark.parametrize("address", [address for address in ADDRESSES if not address.startswith("00/")])
def test_every_fact_of_a_regulation_reaches_the_handbook(address: str) -> None:
    first, _ = both()
    own = next(text for output, text in first.items() if output.startswith(f"handbook/{address[:2]}-"))
    assert f"〔{address}〕" in own
    assert f"〔{address}〕" in next(text for output, text in first.items() if output == "handbook/十项制度手册")


def test_what_forms_are_said_to_use_stands_in_them() -> None:
    """And what stands in them is said: 改一处，看得到牵动哪些表."""
    first, _ = both()
    index = Index(library())
    for form in library().forms:
        words = "".join(text for output, text in first.items() if output.startswith(f"{form.id}/"))
        standing = set(re.findall(r"〔([^〕=]+)(?:=[^〕]*)?〕", words))
        said = {address for address in ADDRESSES if form.id in index.users.get(address, ())}
        # What is filled in for a unit stands in no blank form.
        sections = [section for sheet in form.sheets for section in sheet.sections]
        lines = [i for s in sections for name in ("fields", "columns", "lines") for i in getattr(s, name, ())]
        key = f"{library().owners[form.id]:02d}"
        prefills = [s for line in lines for s in index.resolver.segments(line.prefill, key)]
        said -= {segment.target for segment in prefills}
        # Guidance and purpose stand on the form's page, not on its paper.
        page = set(re.findall(r"〔([^〕=]+)〕", first[f"forms/{form.id}.md"]))
        assert said <= standing | page, form.id


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
            if fact.type is FactType.WEEKDAY and text == shown:
                continue  # a list of the week's days names them all
            if fact.value and fact.type is not FactType.TEXT and re.search(rf"(?<!\d){re.escape(shown)}", text):
                left.append(f"{placed.mark.position}: {shown} ({name})")
    assert not left, "\n".join(left)


def _with(of: Library, key: str, name: str, fact: Fact) -> Library:
    if key == "00":
        plan = of.plan.model_copy(update={"facts": {**of.plan.facts, name: fact}})
        return replace(of, plan=plan)
    regulations = tuple(
        r.model_copy(update={"facts": {**r.facts, name: fact}}) if r.key == key else r for r in of.regulations
    )
    return replace(of, regulations=regulations)


def test_fingerprints_follow_the_clauses_that_use_a_fact_and_no_others() -> None:
    before, after = (
        Index(library()).fingerprints,
        Index(
            _with(library(), "01", "opening_time", fact("01/opening_time").model_copy(update={"value": "8:59"}))
        ).fingerprints,
    )
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
