"""An outline → the plain values of a regulation that the sources do not have yet."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from ...model import Library, RoleKind, Status
from .compose import Composer, list_of, title_of
from .marking import FORM_LIKE
from .outline import AppendixText, ArticleText, ChapterText, Outline
from .slugs import slug

_KIND = re.compile(r"(规定|办法|制度|细则|规则|规程|规范|指引|准则|守则|方案|标准)$")
_TRIAL = re.compile(r"[（(][^（）()]*(试行|暂行)[^（）()]*[）)]$")
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def short_of(title: str) -> str:
    """What people call a regulation: 客户服务中心营业管理规定（试行） → 营业管理."""
    words = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    words = _KIND.sub("", words)
    words = words.rpartition("公司")[2] or words
    return words.removeprefix("客户服务中心").removeprefix("关于")[:16] or title[:16]


def chapter_ids(outline: Outline) -> list[tuple[str, ChapterText]]:
    """An id for each chapter."""
    taken: set[str] = set()
    made = []
    for number, chapter in enumerate(outline.chapters, 1):
        key = slug(chapter.title, taken, f"chapter-{number}")
        taken.add(key)
        made.append((key, chapter))
    return made


def article_ids(chapter: ChapterText, taken: set[str] | None = None) -> list[str]:
    """An id for each article of a chapter from the words of its title; article-12 if they give none."""
    taken = set() if taken is None else taken
    made = []
    for article in chapter.articles:
        key = slug(title_of(article)[0], taken, f"article-{article.number}")
        taken.add(key)
        made.append(key)
    return made


def addresses(outline: Outline, key: str) -> dict[int, str]:
    """The address that each article will have, by number."""
    return {
        article.number: f"{key}/{chapter_id}/{article_id}"
        for chapter_id, chapter in chapter_ids(outline)
        for article_id, article in zip(article_ids(chapter), chapter.articles, strict=True)
    }


def written(composer: Composer, outline: Outline, file: str, day: str) -> dict[str, Any]:
    """The whole regulation. `file` names the document, `day` (2026-11-25) dates the record of changes."""
    chapters = []
    for chapter_id, chapter in chapter_ids(outline):
        path = ("chapters", chapter_id)
        if not chapter.title:
            composer.remark(
                "chapter", 0, "原文没有分章，全部条文放在一章“正文”里", "要分章的，改章名，把条文挪开", path
            )
        articles = [
            new_article(composer, article, article_id, (*path, "articles", article_id))
            for article_id, article in zip(article_ids(chapter), chapter.articles, strict=True)
        ]
        chapters.append({"id": chapter_id, "title": chapter.title or "正文", "articles": articles})
    append(composer, outline.appendices)
    title = outline.title
    status = Status.TRIAL if _TRIAL.search(title) else Status.FORMAL
    composer.remark("status", 0, f"稿件状态按标题写成“{status}”", "核对文件是试行还是正式", ("status",))
    composer.remark("purpose", 0, "一句话要点取自第一条", "改成读者一眼看懂的一句话", ("purpose",))
    number = f"（{outline.document_number}）" if outline.document_number else ""
    value: dict[str, Any] = {
        "title": title, "short": short_of(title),
        "status": str(status), "purpose": _first_sentence(outline.articles[0]),
        "coverage": f"全文导入自“{file}”{number}，条文、标点照原文；参数、职责、条名由程序认出，待管理员核对。",
        "responsible": _responsible(composer, outline),
        "editions": [{"version": "1.0", "date": date.fromisoformat(_dated(outline, day)), "summary": f"按“{file}”{number}导入。"}],
    }  # fmt: skip
    if composer.facts.values:
        value["facts"] = composer.facts.values
        told_facts(composer)
    if composer.lists:
        value["lists"] = composer.lists
    return {**value, "chapters": chapters}


def told_facts(composer: Composer) -> None:
    """A remark for each proposed fact."""
    for fact in composer.facts.proposed:
        value = composer.facts.values[fact]
        number = int(re.sub(r"\D", "", value["cites"][0].partition(" ")[2]) or 0)
        message = f"“{value['label']}”{value['value']}登记成了参数 {fact}，名称取自原文"
        composer.remark(
            "fact", number, message, "核对名称、类型、谁可以调整；不值得做参数的，把数字写回正文", ("facts", fact)
        )


def new_article(composer: Composer, article: ArticleText, key: str, path: tuple[str | int, ...]) -> dict[str, Any]:
    """The plain value of an article that is new."""
    title, given = title_of(article)
    if not given:
        composer.remark(
            "article-title",
            article.number,
            f"原文没有条名，拟为“{title}”",
            "改成能说明内容的短语；标识公布以后不再改",
            path,
        )
    value: dict[str, Any] = {"id": key, "title": title, "paragraphs": []}
    found = []
    for number, paragraph in enumerate(article.paragraphs):
        texts = (paragraph.text, [item.text for item in paragraph.items])
        made, marks = composer.paragraph(texts, article, (*path, "paragraphs", number))
        value["paragraphs"].append(made)
        found += marks
        for place, item in enumerate(paragraph.items):
            if item.subitems:
                message = f"第 {place + 1} 项下的 {item.subitems} 个小项并在这一项里"
                composer.remark(
                    "subitems",
                    article.number,
                    message,
                    "要分开的，拆成几项或几款",
                    (*path, "paragraphs", number, "items", place),
                )
    duties = composer.duties(found, article, path, set())
    if duties:
        value["duties"] = duties
    if forms := composer.forms(found):
        value["forms"] = forms
    if article.section:
        value["note"] = f"原文自本条起为“{article.section}”。"
        composer.remark(
            "section",
            article.number,
            f"“{article.section}”记在这一条的 note 里，程序不分节",
            "要分开的，改成一章",
            path,
        )
    for caption, grid in article.tables:
        composer.table(caption, grid, article, {})
    return value


def append(composer: Composer, appendices: list[AppendixText]) -> None:
    """Appendices: names of forms are linked or told; other lines and filled tables are kept as lists."""
    for number, appendix in enumerate(appendices, 1):
        marks = composer.marker.marks(
            "".join(f"《{_bare(line)}》" for line in [appendix.title, *appendix.lines] if len(_bare(line)) < 60), {}
        )
        for title in marks.unknown:
            composer.remark(
                "form",
                0,
                f"附件《{title}》还没有登记成表单",
                "在 forms 文件夹里登记，或在已有表单的 aliases 里加上这个叫法",
            )
        lines = [line for line in appendix.lines if line]
        if lines and all(_is_form(composer, _bare(line)) for line in lines):
            lines = []  # the names of forms, which are linked or told
        label = appendix.title or f"附件{number}"
        if lines:
            key = f"appendix_{number}"
            composer.lists[key] = list_of(label, [["内容"], *([line] for line in lines)], [composer.source])
            composer.remark(
                "appendix",
                0,
                f"“{label}”的 {len(lines)} 行文字读成了列表 {key}",
                "是条文的，移到条文里；只是表单目录的，删去",
                ("lists", key),
            )
        for place, grid in enumerate(appendix.tables, 1):
            article = ArticleText(appendix.place, title=label, number=0)
            composer.table(f"{label}·表{place}" if len(appendix.tables) > 1 else label, grid, article, {})


def _is_form(composer: Composer, name: str) -> bool:
    return name in composer.marker.forms or bool(FORM_LIKE.search(name[-4:]))


def _bare(line: str) -> str:
    return re.sub(r"^[（(]?[0-9一二三四五六七八九十]*[)）.．、:： ]*|[《》。；;]", "", line)


def _first_sentence(article: ArticleText) -> str:
    return re.split("(?<=[。；])", article.paragraphs[0].text)[0].translate(str.maketrans("{}｛｝", "（）（）"))


def _responsible(composer: Composer, outline: Outline) -> list[str]:
    """The roles of the article on responsibility, else the one named most often."""
    library: Library = composer.library
    for article in outline.articles:
        for sentence in re.split("[。；]", article.wording):
            if ("负责" in sentence or "责任人" in sentence) and (roles := _roles(composer, sentence)):
                composer.remark(
                    "responsible", article.number, "制度的责任人取自这一条", "核对 responsible", ("responsible",)
                )
                return roles[:3]
    roles = _roles(composer, "".join(article.wording for article in outline.articles))
    if not roles:
        roles = [role.id for role in library.organization.roles if role.kind is RoleKind.POST][:1] or [
            library.organization.roles[0].id
        ]
    composer.remark("responsible", 0, "没有找到写责任人的条文，责任人是猜的", "改 responsible", ("responsible",))
    return roles[:1]


def _roles(composer: Composer, text: str) -> list[str]:
    marks = composer.marker.marks(text, {})
    return list(
        dict.fromkeys([s.inner[1:] for s in marks.spans if s.inner[0] == "@"] + [role for _, role in marks.aliases])
    )


def _dated(outline: Outline, day: str) -> str:
    """The day that the document itself bears, else `day`."""
    for text in (*outline.signature, *outline.front):
        if (match := _DAY.search(text)) and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 28:
            return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    return day
