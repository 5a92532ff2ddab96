"""Formulas that stand on their own result: a spreadsheet shows 0 and a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...layout.formulas import BEFORE, SELF
from ...model import Form, FormField
from ...problems import Problem
from ...references import Index
from .known import Known
from .written import Written, written_in

_Graph = Mapping[str, tuple[Written, tuple[str, ...]]]


def circular(index: Index) -> Iterator[Problem]:
    """Computed fields that need each other, or themselves."""
    for form in index.library.forms:
        graph = _graph(form, Known(index, form))
        for loop in _loops(graph):
            formula = graph[loop[0]][0]
            labels = [graph[path][0].owner.label for path in loop]
            if len(loop) == 1:
                message = f"“{labels[0]}”的算式用到了它自己"
            else:
                message = f"算式绕成了一圈：{' → '.join([*labels, labels[0]])}"
            remedy = "其中一栏改成让人填写，或换一个不靠它算出来的栏目"
            yield Problem("bad-formula", formula.mark.position, message, remedy)


def _graph(form: Form, known: Known) -> _Graph:
    """Each computed field or column with those its formula takes or waits for."""
    found = {}
    for formula in written_in(form):
        if formula.alert or formula.total or not isinstance(formula.owner, FormField):
            continue
        own = f"{formula.table}.{formula.owner.id}" if formula.table else formula.owner.id
        names = [name for name, _ in formula.names] + list(formula.owner.needs or ())
        found[own] = (formula, tuple(dict.fromkeys(_targets(own, names, formula, known))))
    return found


def _targets(own: str, names: list[str], formula: Written, known: Known) -> Iterator[str]:
    for name in names:
        if name == SELF:
            yield own
            continue
        meant = known.meant(name, formula)
        # The column before is computed first, from the one before it.
        if meant is not None and meant.mark != BEFORE:
            column = meant.item.id if meant.item is not None else ""
            table = meant.path.partition(".")[0] if "." in meant.path else ""
            yield f"{table}.{column}" if table else meant.path


def _loops(graph: _Graph) -> Iterator[list[str]]:
    """The circles, each once, from the first of its formulas on."""
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        path: list[str] = [start]
        waiting = [iter(graph[start][1])]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                done.add(path.pop())
                waiting.pop()
            elif step in path:
                yield path[path.index(step) :]
                done.update(path)
            elif step in graph and step not in done:
                path.append(step)
                waiting.append(iter(graph[step][1]))
