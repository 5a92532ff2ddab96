"""The question bank as files of other programs: learners' apps, learning platforms, exam systems.

Every format says what is drafted, escapes what it gives a meaning to, and makes the same bytes of the same items.
"""

from collections.abc import Sequence

from ..items import Item
from . import kaoshibao as _kaoshibao
from . import xuexitong as _xuexitong
from .anki import anki
from .context import Context, Export, context_of
from .gift import gift
from .mapping import custom_export
from .moodle import moodle
from .qti import qti
from .wenjuanxing import wenjuanxing

EXPORTS: dict[str, Export] = {
    "anki": Export("Anki 牌组", "题库.apkg", anki),
    "moodle": Export("Moodle XML", "题库-moodle.xml", moodle),
    "qti": Export("QTI 2.2", "题库-qti.zip", qti),
    "gift": Export("GIFT", "题库-gift.txt", gift),
    "kaoshibao": Export("考试宝", "题库-考试宝.xlsx", _kaoshibao.kaoshibao, _kaoshibao.holds),
    "xuexitong": Export("学习通（超星）", "题库-学习通.xlsx", _xuexitong.xuexitong, _xuexitong.holds),
    "wenjuanxing": Export("问卷星", "题库-问卷星.txt", wenjuanxing),
}


def left_out(format: str, items: Sequence[Item]) -> list[Item]:
    """The items that a format cannot hold, in any shape."""
    return [item for item in items if not EXPORTS[format].holds(item)]


__all__ = ["EXPORTS", "Context", "Export", "context_of", "custom_export", "left_out"]
