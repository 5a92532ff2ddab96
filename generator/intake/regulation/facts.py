"""Figures → proposed facts: each with a name that nobody else has, and the words before it as its label."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from ...model import FactType, Regulation, Vary
from .figures import Figure
from .slugs import name

# Words around a figure that say how it is meant, not what it is.
_TAIL = re.compile(
    r"(不得?少于|不得?超过|不得?低于|不得?高于|不得?多于|不得?早于|不得?晚于|不超|至少|最多|最少|最迟|一般|应当?|必须|提前|延后|须|达到|满足?|超过|"
    r"少于|低于|高于|大于|小于|等于|开始|为|是|在|于|自|从|至|到|约|或者?|和|及|按|以|的|其|每[次日天周月季年人]?|共|各|保存|内|第|\s|[{}\uffff])+$"
)
_CUT = re.compile(r"[，。；：、（）()《》“”\[\]【】\s\uffff\d]")
_LEAD = re.compile(
    r"^(年|日|天|个?月|分钟|小时|个?工作日|个?季度|次|人|份|笔|元|以上|以下|以内|内|前|后|应当?|必须|的|其|并|且|或者?|和|及|由|在|各|对|将|按|须|要|"
    r"可以?|不得?)+"
)
_OWN = re.compile("^本(规定|办法|制度|细则)")
_AFTER = re.compile(r"[^，。；：、（）()《》“”\[\]【】\s\uffff\d内前后起时的以之]{2,8}")
# What has to be done by then: 18:00前交齐, 3日内归档.
_DONE = re.compile(r"(?:以|之)?[前内]([\u4e00-\u9fff]{2,6}?)(?=[，。；《、{]|$)")
_LIMITS = (FactType.TIME, FactType.DURATION, FactType.MONTH_DAY, FactType.WEEKDAY, FactType.DATE)
_LONGEST = 12
_LOOKED_AT = 40  # characters before a figure
MOST = 400  # facts that are proposed at most
WORTH = frozenset(FactType) - {FactType.TEXT}


@dataclass
class Facts:
    """The facts of a regulation as they grow; `values` are plain values of the source, by name."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)  # label → name
    proposed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, regulation: Regulation | None, values: dict[str, dict[str, Any]]) -> Facts:
        """Those that a regulation has already; its lists' names are taken too."""
        lists = regulation.lists if regulation else {}
        return cls(dict(values), {*values, *lists}, {str(fact.get("label")): key for key, fact in values.items()})

    def propose(self, figure: Figure, text: str, title: str, cites: Iterable[str], names: Container[str] = ()) -> str:
        """The name of the fact for a figure: one that says the same under the same label, else a new one; "" if there are
        too many. `names` are words that name somebody, not something."""
        label = label_of(text, figure, title, names)
        known = self.labels.get(label)
        if known in self.proposed and known is not None and self.values[known]["value"] == figure.value:
            return known
        if len(self.proposed) >= MOST:
            return ""
        number, wanted = 1, label
        while label in self.labels:
            number += 1
            label = f"{wanted}（{number}）"
        made = name(wanted, self.taken, "value")
        self.taken.add(made)
        self.labels[label] = made
        self.proposed.append(made)
        self.values[made] = {
            "label": label, "type": str(figure.type), "value": figure.value, "vary": str(Vary.NOBODY), "basis": "据材料",
            "cites": list(cites),
        }  # fmt: skip
        return made


def label_of(text: str, figure: Figure, title: str, names: Container[str] = ()) -> str:
    """What a figure is called: the words right before it, else those behind it, else the article's title and its kind."""
    piece = _CUT.split(text[max(0, figure.start - _LOOKED_AT) : figure.start])[-1]
    words = _OWN.sub("", _LEAD.sub("", _TAIL.sub("", piece)))
    if len(words) > _LONGEST:
        words = words[-_LONGEST:]
    if len(words) > 1 and words not in names:
        return words
    if figure.type is FactType.DATE and re.match("起?(施行|执行|实施|生效)", text[figure.end : figure.end + 4]):
        return "施行日期"
    if done := _DONE.match(text, figure.end):
        return f"{done[1]}的{'时限' if figure.type in _LIMITS else figure.type}"
    after = _AFTER.match(text, figure.end) if figure.type in (FactType.TIME, FactType.WEEKDAY) else None
    return after[0] if after else f"{title[:12]}的{figure.type}"
