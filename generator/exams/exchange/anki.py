"""Anki (.apkg), written by genanki.

Decks, note type, notes and cards have identities that come from the items' own ids alone, and each note is as old as
its item's last change. Anki's import (“更新笔记：如果较新”, its default) so renews exactly the items that changed, and the
learner's schedule stays. A note that the learner edited after that change is newer than ours and stays as it is.

genanki writes the time of the run and numbers notes by it; both are set afterwards, and the database is packed without
touching the disk.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import genanki

from ...archive import packed
from ...model import QuestionType
from ..items import Item
from .context import Context
from .order import mixed
from .words import answer, clean, explanation, html, letters, marks, one_line, question

_LOOK = datetime(2026, 11, 25, tzinfo=UTC)  # when templates or style last changed: Anki renews them if this is newer
_FRONT = '<div class="type">{{题型}}</div><div>{{题目}}</div>'
_BACK = '{{FrontSide}}<hr id="answer"><div class="right">{{答案}}</div><div class="why">{{解析}}</div>'
_STYLE = """.card { font-family: sans-serif; font-size: 18px; text-align: left; line-height: 1.6; }
.type, .why { color: #666; font-size: 15px; }
.right { font-weight: bold; }
.nightMode .type, .nightMode .why { color: #aaa; }
"""
_DECK_RANGE = 1 << 30  # above the numbers that Anki keeps for itself, below 2^53
_NOTE_RANGE = 1_000_000_000_000  # ids are milliseconds since 1970


def anki(items: Sequence[Item], context: Context) -> bytes:
    """A deck with one below it for each regulation."""
    model = _model()
    decks: dict[str, genanki.Deck] = {}
    for item in items:
        title = f"{item.regulation} {one_line(context.title(item))}".replace("::", "：：")
        name = f"{one_line(context.program).replace('::', '：：')}::{title}"
        deck = decks.setdefault(item.regulation, genanki.Deck(_number(f"deck {item.regulation}", _DECK_RANGE), name))
        deck.add_note(_note(item, context, model))
    ordered = [item for key in decks for item in items if item.regulation == key]
    return packed({"collection.anki2": _database(list(decks.values()), ordered, context), "media": b"{}"})


def _database(decks: list[genanki.Deck], items: Sequence[Item], context: Context) -> bytes:
    ids = [_NOTE_RANGE + _number(f"note {item.id}", _NOTE_RANGE // 2) for item in items]
    with sqlite3.connect(":memory:") as connection:
        cursor = connection.cursor()
        numbers = itertools.chain.from_iterable((number, number) for number in ids)  # a note, then its card
        genanki.Package(decks).write_to_db(cursor, _LOOK.timestamp(), numbers)
        changed = [(context.modified(item), number) for item, number in zip(items, ids, strict=True)]
        cursor.executemany("UPDATE notes SET mod = ? WHERE id = ?", changed)
        cursor.executemany("UPDATE cards SET mod = ? WHERE nid = ?", changed)
        cursor.executemany("UPDATE cards SET due = ? WHERE nid = ?", _places(ids))
        connection.commit()
        cursor.execute("VACUUM")
        data: bytes = connection.serialize()
    connection.close()
    return data


def _places(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    # The order in which new cards come.
    return ((place, number) for place, number in enumerate(ids, 1))


def _number(key: str, span: int) -> int:
    """A number in [span, 2 span) that stays with the key."""
    return span + int.from_bytes(hashlib.sha256(key.encode("utf-8", "replace")).digest()[:8], "big") % span


def _model() -> genanki.Model:
    return genanki.Model(
        _number("model 1", _DECK_RANGE),
        "十项制度题",
        fields=[{"name": name} for name in ("标识", "题型", "题目", "答案", "解析")],
        templates=[{"name": "题", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )


def _note(item: Item, context: Context, model: genanki.Model) -> genanki.Note:
    kind = "　".join((item.type.value, item.difficulty.value, *marks(item)))
    fields = [html(one_line(item.id)), kind, _front(item), _right(item), html(explanation(item, context))]
    tags = [f"制度::{context.title(item)}", f"题型::{item.type.value}", f"难度::{item.difficulty.value}", *marks(item)]
    return genanki.Note(
        model,
        [_inert(field) for field in fields],
        sort_field=one_line(item.id),
        tags=[re.sub(r"[\s\"'*\\]+", "_", clean(tag)) for tag in tags],
        guid=genanki.guid_for("tenregs", item.id.encode("utf-8", "replace").decode()),
    )


def _inert(field: str) -> str:
    """Square brackets would be read as sounds and formulas."""
    return field.replace("[", "&#91;")


def _front(item: Item) -> str:
    shown = html(question(item))
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return f'{shown}<ol type="A">{_listed(choice.text for choice in item.options)}</ol>'
        case QuestionType.ORDER:
            return f"{shown}<ul>{_listed(mixed(item))}</ul>"
    return shown


def _right(item: Item) -> str:
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            right = "<br>".join(html(choice.text) for choice in item.options if choice.right)
            return f"{letters(item)}<br>{right}"
        case QuestionType.ORDER:
            return f"<ol>{_listed(item.steps)}</ol>"
    return html(answer(item))


def _listed(texts: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"<li>{html(text)}</li>" for text in texts)
