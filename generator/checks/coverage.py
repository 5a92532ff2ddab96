"""Nothing of the source is lost: every fact is carried, every ambiguity has its reading."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem, Severity
from ..references import Index


def sources_carried(index: Index) -> Iterator[Problem]:
    """A fact of the source material that no clause, term, plan entry or form rests on."""
    for fact in index.library.sources.material:
        if fact.unused or fact.id in index.carried_by:
            continue
        message = f"材料事实 {fact.id}（{fact.subject}）没有条款引用"
        remedy = "在写这件事的条款的 cites 里加上编号；不是规则的，在 sources.yml 写明 unused 的原因"
        yield Problem("uncarried-source", fact.at.position, message, remedy, Severity.WARNING)


def ambiguities_read(index: Index) -> Iterator[Problem]:
    """An ambiguity for which nothing says which reading is taken."""
    read = {r.ambiguity for element in index.elements for r in getattr(element, "readings", ())}
    for ambiguity in index.library.sources.ambiguities:
        if ambiguity.id not in read:
            message = f"歧义 {ambiguity.id} 没有写明采用哪种理解"
            remedy = "在有关条款加 readings：编号、采用的理解、给管理员的提示"
            yield Problem("open-ambiguity", ambiguity.at.position, message, remedy, Severity.WARNING)
