"""A newer text over a regulation: whatever was edited, the model then reads as the text, and what was not stays itself."""

from __future__ import annotations

import copy
import random
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest

from generator.facts import Resolver
from generator.intake.regulation import Draft, read_outline, revised
from generator.intake.regulation.likeness import fold
from generator.intake.regulation.numerals import in_words
from generator.model import Library, Regulation
from generator.source import draft as drafts
from generator.source.editing import Document

from .. import cupboard
from ..support import ROOT
from .documents import texts_of

KEYS = ("01", "04", "07", "10")


@dataclass
class Article:
    """An article of a text that is edited: its id before, title, and lines (text | item, words)."""

    id: str
    title: str
    lines: list[tuple[str, str]]


Text = list[tuple[str, list[Article]]]


def text_of(library: Library, regulation: Regulation) -> Text:
    ids = iter([article.id for chapter in regulation.chapters for article in chapter.articles])
    made: Text = []
    for kind, words in texts_of(library, regulation):
        if kind == "chapter":
            made.append((words, []))
        elif kind == "article":
            made[-1][1].append(Article(next(ids), words, []))
        else:
            made[-1][1][-1].lines.append((kind, words))
    return made


def typeset(title: str, text: Text) -> bytes:
    lines, number = [title], 0
    for place, (chapter, articles) in enumerate(text, 1):
        lines.append(f"第{in_words(place)}章　{chapter}")
        for article in articles:
            number += 1
            lines.append(f"第{in_words(number)}条　{article.title}")
            item = 0
            for kind, words in article.lines:
                item = item + 1 if kind == "item" else 0
                lines.append(f"（{in_words(item)}）{words}" if item else words)
    return "\n".join(lines).encode()


def said(text: Text) -> list[tuple[str, str]]:
    found = []
    for chapter, articles in text:
        found.append(("chapter", fold(chapter)))
        for article in articles:
            found += [("article", fold(article.title)), *((kind, fold(words)) for kind, words in article.lines)]
    return found


def over(key: str, text: Text) -> tuple[Draft, Document, list[tuple[str, str]]]:
    """The draft, the source it is a draft of, and how the model of the draft reads."""
    library = cupboard.library()
    regulation = library.regulation_by_key[key]
    document = Document.read(ROOT / "regulations" / regulation.folder / "regulation.yml")
    made = revised(read_outline(typeset(regulation.title, text), "x"), library, regulation, document.value, "D-02")
    new = Regulation.model_validate(
        {**copy.deepcopy(made.value), "__number__": regulation.number, "__slug__": regulation.slug}
    )
    others = tuple(new if one is regulation else one for one in library.regulations)
    whole = replace(library, regulations=others)
    return made, document, [(kind, fold(words)) for kind, words in texts_of(whole, new)]


def edited(text: Text, chance: random.Random) -> None:
    """One edit as an office makes it."""
    chapter, articles = chance.choice([one for one in text if len(one[1]) > 1])
    article = chance.choice(articles)
    kind = chance.randrange(8)
    if kind == 0:
        articles.remove(article)
    elif kind == 1:
        articles.insert(
            chance.randrange(len(articles)),
            Article(
                "",
                f"新增事项{chance.randrange(99)}",
                [("text", "柜面新增自助终端的，应当在启用前报备，每月25日前核对一次。")],
            ),
        )
    elif kind == 2:
        place = chance.randrange(len(articles) - 1)
        articles[place], articles[place + 1] = articles[place + 1], articles[place]
    elif kind == 3:
        other = chance.choice([one for one in text if one[0] != chapter])[1]
        articles.remove(article)
        other.append(article)
    else:
        place = chance.randrange(len(article.lines))
        line, words = article.lines[place]
        if kind == 4:
            words = re.sub(r"\d+(?=分钟|天|日|个|次|年|元)", lambda m: str(int(m[0]) + 7), words)
        elif kind == 5:
            words = words.replace("应当", "必须").replace("填写", "如实填写")
        elif kind == 6:
            words = f"{words.rstrip('。；')}，另有规定的从其规定{words[-1]}"
        elif len(words) > 12:
            words = words[: len(words) // 2] + words[len(words) // 2 + 3 :]
        article.lines[place] = line, words


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("seed", range(6))
def test_the_draft_reads_as_the_newer_text(key: str, seed: int) -> None:
    chance = random.Random(seed * 100 + int(key))
    library = cupboard.library()
    text = text_of(library, library.regulation_by_key[key])
    for _ in range(1 + seed * 2):
        edited(text, chance)
    made, document, reads = over(key, text)
    assert reads == said(text)
    # It can be written into the source, and says the same there.
    written = Document.of(drafts.revised(document, made.value, {r.path: [r.message] for r in made.remarks if r.path}))
    assert written.value == Document.of(drafts.fresh(made.value, "x", "x")).value


@pytest.mark.parametrize("key", KEYS)
def test_an_article_in_front_shifts_numbers_and_no_ids(key: str) -> None:
    library = cupboard.library()
    regulation = library.regulation_by_key[key]
    text = text_of(library, regulation)
    resolver = Resolver(library)
    # References to own articles count one more, as an office would correct them.
    own = {f"第{in_words(n)}条": f"第{in_words(n + 1)}条" for n in range(1, 60)}
    for _, articles in text:
        for article in articles:
            article.lines = [
                (kind, re.sub(r"(?<!》)第[一二三四五六七八九十]+条", lambda m: own[m[0]], words))
                for kind, words in article.lines
            ]
    text[0][1].insert(0, Article("", "释义", [("text", "本条是新加的，用来说明别的条。")]))
    made, document, reads = over(key, text)
    assert reads == said(text) and resolver
    old = document.value["chapters"]
    for before, after in zip(old, made.value["chapters"], strict=True):
        assert before["id"] == after["id"]
        known = {article["id"]: article for article in after["articles"]}
        for article in before["articles"]:
            assert known[article["id"]] == article
    assert [r.kind for r in made.remarks if r.kind not in ("editions", "fact")] == ["new-article"]


def test_a_figure_changed_wherever_it_stands_changes_its_fact() -> None:
    library = cupboard.library()
    text = text_of(library, library.regulation_by_key["04"])
    for _, articles in text:
        for article in articles:
            article.lines = [
                (kind, words.replace("50000元", "8万元").replace("5万元", "8万元")) for kind, words in article.lines
            ]
    made, document, reads = over("04", text)
    before, after = document.value["facts"], made.value["facts"]
    assert {name for name in after if after[name] != before.get(name)} == {"large_cash"}
    assert after["large_cash"]["value"] == "8万元" and made.value["chapters"] == document.value["chapters"]
    assert reads == said(text) and any(r.kind == "value" for r in made.remarks)


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_figure_of_two_sentences_changes_with_both_or_stays_in_the_words(everywhere: bool) -> None:
    library = cupboard.library()
    text = text_of(library, library.regulation_by_key["02"])
    lines = [(article, n) for _, articles in text for article in articles for n in range(len(article.lines))]
    uses = [(article, n) for article, n in lines if "40小时" in article.lines[n][1]]
    assert len(uses) == 2  # {weekly_hours}
    for article, place in uses if everywhere else uses[:1]:
        kind, words = article.lines[place]
        article.lines[place] = kind, words.replace("40小时", "36小时")
    made, document, reads = over("02", text)
    now, before = made.value["facts"]["weekly_hours"], document.value["facts"]["weekly_hours"]
    assert (now == {**before, "value": "36小时"}) if everywhere else (now == before)
    assert reads == said(text) and any("36小时" in r.message for r in made.remarks)


def test_a_changed_sentence_keeps_its_placeholders_and_provenance() -> None:
    library = cupboard.library()
    text = text_of(library, library.regulation_by_key["04"])
    article = next(a for _, articles in text for a in articles if a.id == "responsible")
    article.lines = [(kind, words.replace("对抽查负责", "对抽查的组织负责")) for kind, words in article.lines]
    made, document, reads = over("04", text)
    old, new = (_article(value, "responsible") for value in (document.value, made.value))
    assert new["paragraphs"][1]["text"] == old["paragraphs"][1]["text"].replace("对抽查负责", "对抽查的组织负责")
    assert "{@city-center-manager}" in new["paragraphs"][1]["text"]
    assert {key: new["paragraphs"][1][key] for key in ("basis", "cites")} == {
        key: old["paragraphs"][1][key] for key in ("basis", "cites")
    }
    assert new["duties"] == old["duties"] and reads == said(text)
    assert [r.kind for r in made.remarks] == ["changed", "editions"]


def _article(value: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(a for c in value["chapters"] for a in c["articles"] if a["id"] == key)
    return found


def test_braces_in_a_text_are_no_placeholders() -> None:
    library = cupboard.library()
    text = text_of(library, library.regulation_by_key["04"])
    article = next(a for _, articles in text for a in articles if a.id == "responsible")
    article.lines = [(kind, words.replace("对抽查负责", "对抽查{x}负责")) for kind, words in article.lines]
    made, _, reads = over("04", text)
    assert "对抽查（x）负责" in _article(made.value, "responsible")["paragraphs"][1]["text"]
    assert any(r.kind == "brace" for r in made.remarks) and "{x}" not in repr(reads)
