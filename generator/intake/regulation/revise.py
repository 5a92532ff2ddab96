"""A newer text over a regulation that the sources have: what is the same stays as it is written, ids and all."""

from __future__ import annotations

import copy
from typing import Any

from ...facts import fact_text
from ...model import Article, Library, Paragraph, Regulation
from .align import PARAGRAPH, Aligned, Place, align
from .carry import Carrier, Values
from .compose import Composer, title_of
from .fresh import append, new_article, told_facts
from .likeness import best_pairs, fold, scores
from .marking import Marks, Span
from .outline import ArticleText, Outline, ParagraphText

_Path = tuple[str | int, ...]


class Revision:
    """One import over a regulation. `value` is what its source says, plain; `adopt` marks every sentence that the new
    text has as 据材料."""

    def __init__(
        self, library: Library, regulation: Regulation, value: dict[str, Any], outline: Outline, adopt: bool
    ) -> None:
        self.library = library
        self.regulation = regulation
        self.value = copy.deepcopy(value)
        self.outline = outline
        self.adopt = adopt
        self.aligned: Aligned = align(regulation, outline, Carrier(library, regulation.key))
        self.carrier = Carrier(library, regulation.key, self.aligned.numbers, self.aligned.moved)
        self._elsewhere = {
            fold(self.carrier.plain(p.text)): p for c in regulation.chapters for a in c.articles for p in a.paragraphs
        }
        self._values = {
            (chapter["id"], article["id"]): article
            for chapter in self.value.get("chapters", [])
            for article in chapter.get("articles", [])
        }

    @property
    def addresses(self) -> dict[int, str]:
        """The address of each article by number."""
        return {n: f"{self.regulation.key}/{p.chapter}/{p.id}" for n, p in self.aligned.places.items()}

    def written(self, composer: Composer) -> dict[str, Any]:
        """The regulation's plain value as it shall be."""
        self._settle_values(composer)
        chapters = []
        olds = {chapter["id"]: chapter for chapter in self.value.get("chapters", [])}
        articles = self.outline.articles
        for key, title, numbers in self.aligned.chapters:
            path: _Path = ("chapters", key)
            if key not in olds:
                composer.remark("new-chapter", numbers[0], f"“{title}”是新的一章", "核对标识；公布以后不再改", path)
            made = [self._article(composer, articles[n - 1], self.aligned.places[n], path) for n in numbers]
            chapters.append({**olds.get(key, {"id": key}), "title": title, "articles": made})
        for address, article in self.aligned.gone.items():
            composer.remark(
                "gone",
                0,
                f"原来的“{article.title}”（{address}）新文本里没有，从草稿里拿掉了",
                "确实废止的，检查引用它的条款、表单、题目",
            )
        append(composer, self.outline.appendices)
        told_facts(composer)
        if composer.facts.values:
            self.value["facts"] = composer.facts.values
        if composer.lists:
            self.value["lists"] = {**self.value.get("lists", {}), **composer.lists}
        self.value["chapters"] = chapters
        for constraint in self.value.get("constraints", []):
            constraint["clause"] = self.aligned.moved.get(constraint["clause"], constraint["clause"])
        composer.remark(
            "editions", 0, "更新记录没有加", "在 editions 最上面写一条：版本、日期、改了什么", ("editions",)
        )
        return self.value

    def _settle_values(self, composer: Composer) -> None:
        """Facts whose every use has the same other value now get that value."""
        votes = Values()
        for number, place in self.aligned.places.items():
            if place.old is not None:
                for new, old in self._paragraphs(self.outline.articles[number - 1], place.old).items():
                    text, before = self.outline.articles[number - 1].paragraphs[new], old
                    votes.take(self.carrier, before.text, text.text)
                    for item, other in self._items(text, before).items():
                        votes.take(self.carrier, before.items[other].text, text.items[item].text)
        changed, undecided = votes.changed(self.library, self.regulation.key)
        for name, value in changed.items():
            fact = composer.facts.values[name]
            message = f"“{fact['label']}”由 {fact.get('value') or '空'} 改为 {value}"
            composer.remark("value", 0, message, "核对；用到它的条款、表单、题目都跟着变", ("facts", name))
            composer.facts.values[name] = {**fact, "value": value}
        for address, words in undecided:
            message = f"新文本里有一处写的是“{words}”，参数 {{{address}}} 是“{self.carrier.plain(f'{{{address}}}')}”"
            composer.remark("value", 0, message, "两处说的是不是一回事；是的，改参数的值，把正文改回参数")
        shown = {f"{self.regulation.key}/{name}": value for name, value in changed.items()}
        self.carrier = Carrier(
            self.library,
            self.regulation.key,
            self.aligned.numbers,
            self.aligned.moved,
            shown_as(self.regulation, shown),
        )

    def _article(self, composer: Composer, text: ArticleText, place: Place, chapter: _Path) -> dict[str, Any]:
        path = (*chapter, "articles", place.id)
        if place.old is None:
            composer.remark("new-article", text.number, "这一条是新加的", "核对标识、条名；补上职责、相关条款", path)
            return new_article(composer, text, place.id, path)
        home = next(c.id for c in self.regulation.chapters for a in c.articles if a is place.old)
        value: dict[str, Any] = copy.deepcopy(self._values[home, place.old.id])
        value["id"] = place.id
        if text.title and fold(text.title) != fold(place.old.title):
            composer.remark("renamed", text.number, f"条名由“{place.old.title}”改为“{title_of(text)[0]}”", "核对", path)
            value["title"] = title_of(text)[0]
        if f"{self.regulation.key}/{home}/{place.old.id}" in self.aligned.moved:
            composer.remark(
                "moved", text.number, f"“{place.old.title}”挪了章，地址变了", "检查引用它的条款、表单、题目", path
            )
        pairs = self._paragraphs(text, place.old)
        before = value["paragraphs"]
        index = {id(p): n for n, p in enumerate(place.old.paragraphs)}
        made: list[dict[str, Any]] = []
        found: list[tuple[str, Marks]] = []
        for number, paragraph in enumerate(text.paragraphs):
            where = (*path, "paragraphs", number)
            old = pairs.get(number)
            if old is None:
                one, marks = composer.paragraph((paragraph.text, [i.text for i in paragraph.items]), text, where)
                composer.remark("new-paragraph", text.number, f"第 {number + 1} 款是新加的", "核对出处、职责", where)
                made.append(one)
                found += marks
            else:
                plain = before[index[id(old)]] if id(old) in index else _plain_of(old)
                made.append(self._paragraph(composer, text, paragraph, old, plain, where))
        value["paragraphs"] = made
        duties = composer.duties(found, text, path, {duty["id"] for duty in value.get("duties", [])})
        if duties:
            value["duties"] = [*value.get("duties", []), *duties]
        forms = [f for f in composer.forms(found) if f not in value.get("forms", [])]
        if forms:
            value["forms"] = [*value.get("forms", []), *forms]
        for caption, grid in text.tables:
            composer.table(caption, grid, text, self.value.get("lists", {}))
        if "related" in value:
            value["related"] = [self.aligned.moved.get(address, address) for address in value["related"]]
        return value

    def _paragraph(
        self,
        composer: Composer,
        article: ArticleText,
        text: ParagraphText,
        old: Paragraph,
        plain: dict[str, Any],
        path: _Path,
    ) -> dict[str, Any]:
        value = copy.deepcopy(plain)
        value["text"], same = self._text(composer, article, old.text, text.text, path)
        pairs = self._items(text, old)
        items = []
        for number, item in enumerate(text.items):
            where = (*path, "items", number)
            if number in pairs:
                one = copy.deepcopy(plain["items"][pairs[number]])
                one["text"], unchanged = self._text(composer, article, old.items[pairs[number]].text, item.text, where)
            else:
                one, unchanged = {"text": composer.text(item.text, article, where)[0]}, False
            same = same and unchanged
            items.append(one)
        same = same and len(items) == len(old.items)
        value.pop("items", None)
        if items:
            value["items"] = items
        if self.adopt:
            value["basis"] = "据材料"
            value["cites"] = list(dict.fromkeys([*composer.cites(article.number), *plain.get("cites", [])]))
        elif not same:
            cited = f"（{'、'.join(plain['cites'])}）" if plain.get("cites") else ""
            message = f"第 {int(path[-1]) + 1} 款改了字，出处仍写“{plain['basis']}”{cited}"
            composer.remark(
                "changed",
                article.number,
                message,
                f"以这份文本为准的，改成 basis: 据材料、cites: [{composer.cites(article.number)[0]}]；全部照此，导入时加 --adopt",
                path,
            )
        return value

    def _text(self, composer: Composer, article: ArticleText, raw: str, new: str, path: _Path) -> tuple[str, bool]:
        """The source's text for `new`, and whether that is what the source says already."""
        if self.carrier.same(raw, new):
            return self.carrier.renamed(raw), True
        kept: list[Span] = self.carrier.spans(raw, new)
        return composer.text(new, article, path, kept)[0], False

    def _paragraphs(self, text: ArticleText, old: Article) -> dict[int, Paragraph]:
        """Paragraph of the new text → that of the old article, or one of the same words from elsewhere."""
        wordings = [fold(p.text + "".join(i.text for i in p.items)) for p in text.paragraphs]
        before = [fold(self.carrier.plain(p.text + "".join(i.text for i in p.items))) for p in old.paragraphs]
        pairs = best_pairs(scores(wordings, before, PARAGRAPH))
        found = {n: old.paragraphs[o] for n, o in pairs.items()}
        for number, paragraph in enumerate(text.paragraphs):
            other = self._elsewhere.get(fold(paragraph.text))
            if number not in found and other is not None and not any(p is other for p in found.values()):
                found[number] = other
        return found

    def _items(self, text: ParagraphText, old: Paragraph) -> dict[int, int]:
        before = [fold(self.carrier.plain(item.text)) for item in old.items]
        return best_pairs(scores([fold(item.text) for item in text.items], before, PARAGRAPH))


def shown_as(regulation: Regulation, values: dict[str, str]) -> dict[str, str]:
    """Fact addresses with the words that people will read for their new values."""
    return {
        address: fact_text(regulation.facts[address.partition("/")[2]].model_copy(update={"value": value}))
        for address, value in values.items()
    }


def _plain_of(paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph of another article as its source says it."""
    dumped: dict[str, Any] = paragraph.model_dump(mode="json", exclude_defaults=True)
    return {"text": dumped.pop("text"), **dumped}
