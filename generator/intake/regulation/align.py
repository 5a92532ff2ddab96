"""Which article of a newer document is which of the regulation, and so which ids stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ...model import Article, Regulation
from .carry import Carrier
from .compose import title_of
from .likeness import best_pairs, fold, scores
from .outline import ArticleText, ChapterText, Outline
from .slugs import slug

SAME = 0.45  # share of its words that an article must keep to be the same article
TITLED = 0.2  # … under the same title
PARAGRAPH = 0.45


@dataclass(frozen=True)
class Place:
    """Where an article stands: chapter and article id, its old one if it has one."""

    chapter: str
    id: str
    old: Article | None


@dataclass(frozen=True)
class Aligned:
    """Chapters in order, each with its id, title and the numbers of its articles; where each article stands by number;
    articles that are gone by address."""

    chapters: tuple[tuple[str, str, tuple[int, ...]], ...]
    places: Mapping[int, Place]
    gone: Mapping[str, Article]
    numbers: Mapping[str, int]
    moved: Mapping[str, str]


def align(regulation: Regulation, outline: Outline, carrier: Carrier) -> Aligned:
    """Pair the articles of a document with those of the regulation."""
    old = [(chapter.id, article) for chapter in regulation.chapters for article in chapter.articles]
    new = outline.articles
    pairs = _pairs(old, new, carrier)
    homes = _chapters(regulation, outline, old, pairs)
    places: dict[int, Place] = {}
    chapters: list[tuple[str, str, tuple[int, ...]]] = []
    number = 0
    for chapter_id, title, articles in homes:
        taken = {old[pairs[number + n]][1].id for n in range(len(articles)) if number + n in pairs}
        used: set[str] = set()
        members = []
        for article in articles:
            before = old[pairs[number]][1] if number in pairs else None
            if before is not None and before.id not in used:
                key = before.id
            else:
                key = slug(title_of(article)[0], taken | used, f"article-{article.number}")
            used.add(key)
            number += 1
            places[number] = Place(chapter_id, key, before)
            members.append(number)
        chapters.append((chapter_id, title, tuple(members)))
    known = {n: f"{regulation.key}/{old[place][0]}/{old[place][1].id}" for n, place in pairs.items()}
    paired = set(pairs.values())
    gone = {f"{regulation.key}/{c}/{a.id}": a for n, (c, a) in enumerate(old) if n not in paired}
    numbers = {address: n + 1 for n, address in known.items()}
    moved = {
        address: now
        for n, address in known.items()
        if (now := f"{regulation.key}/{places[n + 1].chapter}/{places[n + 1].id}") != address
    }
    return Aligned(tuple(chapters), places, gone, numbers, moved)


def _pairs(old: list[tuple[str, Article]], new: list[ArticleText], carrier: Carrier) -> dict[int, int]:
    """New index → old index."""
    texts = [fold("".join(carrier.plain(raw) for raw in _raws(article))) for _, article in old]
    wordings = [fold(article.wording) for article in new]
    found = {(n, o): score for score, n, o in scores(wordings, texts, SAME)}
    titles: dict[str, list[int]] = {}
    for place, (_, article) in enumerate(old):
        titles.setdefault(fold(article.title), []).append(place)
    for number, text in enumerate(new):
        for place in titles.get(fold(text.title), ()) if text.title else ():
            alike = [score for score, _, _ in scores([wordings[number]], [texts[place]], TITLED)]
            if alike:
                found[number, place] = max(alike) + 0.3
    # Among equals the one that stands at the same height of the text.
    length = max(len(old), len(new), 1)
    return best_pairs([(score - abs(n - o) / length * 0.01, n, o) for (n, o), score in found.items()])


def _raws(article: Article) -> list[str]:
    return [raw for p in article.paragraphs for raw in (p.text, *(item.text for item in p.items))]


def _chapters(
    regulation: Regulation, outline: Outline, old: list[tuple[str, Article]], pairs: Mapping[int, int]
) -> list[tuple[str, str, list[ArticleText]]]:
    """(id, title, articles) of every chapter as it shall be."""
    if len(outline.chapters) == 1 and not outline.chapters[0].title and len(regulation.chapters) > 1:
        return _as_before(regulation, outline.chapters[0], old, pairs)
    titles = {fold(chapter.title): chapter.id for chapter in regulation.chapters}
    ids = {chapter.id: chapter.title for chapter in regulation.chapters}
    taken: set[str] = set()
    made = []
    number = 0
    for place, chapter in enumerate(outline.chapters, 1):
        members = range(number, number + len(chapter.articles))
        number += len(chapter.articles)
        came = Counter(old[pairs[n]][0] for n in members if n in pairs)
        likely = [titles.get(fold(chapter.title), ""), *(key for key, _ in came.most_common(1))]
        key = next((k for k in likely if k in ids and k not in taken), "")
        key = key or slug(chapter.title, taken | set(ids), f"chapter-{place}")
        taken.add(key)
        same = key in ids and fold(ids[key]) == fold(chapter.title)
        title = ids[key] if same else chapter.title or ids.get(key, "正文")
        made.append((key, title, chapter.articles))
    return made


def _as_before(
    regulation: Regulation, chapter: ChapterText, old: list[tuple[str, Article]], pairs: Mapping[int, int]
) -> list[tuple[str, str, list[ArticleText]]]:
    """A text without chapters: each article in the chapter where it was, a new one in that of the article before it."""
    order = [c.id for c in regulation.chapters]
    made: dict[str, list[ArticleText]] = {}
    last = 0
    for number, article in enumerate(chapter.articles):
        if number in pairs:
            last = max(last, order.index(old[pairs[number]][0]))
        made.setdefault(order[last], []).append(article)
    titles = {c.id: c.title for c in regulation.chapters}
    return [(key, titles[key], articles) for key, articles in made.items()]
