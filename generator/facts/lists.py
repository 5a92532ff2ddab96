"""Lists that nobody writes: the days of a month, the regulations, the parts of the roll-out plan."""

from __future__ import annotations

from collections.abc import Callable

from ..model import Basis, FactList, Library, ListItem

DAYS = 31


def derived_list(library: Library, name: str) -> FactList | None:
    """The list at 00/`name`, None if there is none of that name."""
    maker = _MAKERS.get(name)
    return maker(library) if maker else None


def derived_lists() -> list[str]:
    """Their addresses."""
    return [f"00/{name}" for name in _MAKERS]


def _month_days(_: Library) -> FactList:
    items = tuple(ListItem(id=f"d{n}", title=f"{n}日", mark=str(n)) for n in range(1, DAYS + 1))
    return FactList(basis=Basis.DRAFT, label="一个月的各日", items=items)


def _regulations(library: Library) -> FactList:
    items = tuple(
        ListItem(id=r.slug, title=r.title, mark=str(r.number), detail=r.purpose, roles=r.responsible)
        for r in library.regulations
    )
    return FactList(basis=Basis.SOURCE, label="各项制度", items=items)


def _phases(library: Library) -> FactList:
    items = tuple(
        ListItem(id=phase.id, title=phase.title, when=f"{phase.start}至{phase.end}" if phase.end else f"{phase.start}起",
                 detail=phase.text, basis=phase.basis)
        for phase in library.plan.phases
    )  # fmt: skip
    return FactList(basis=Basis.SOURCE, label="推广阶段", items=items)


def _tasks(library: Library) -> FactList:
    items = tuple(
        ListItem(id=f"{phase.id}-{task.id}", title=task.title, detail=task.text, group=phase.title, roles=task.roles,
                 forms=task.forms, clause=f"00/{phase.id}/{task.id}", basis=task.basis)
        for phase in library.plan.phases
        for task in phase.tasks
    )  # fmt: skip
    return FactList(basis=Basis.SOURCE, label="推广任务", items=items)


def _checks(library: Library) -> FactList:
    items = tuple(
        ListItem(id=check.id, title=check.title, mark=str(number), detail=check.text, forms=check.forms,
                 clause=f"00/checks/{check.id}", basis=check.basis,
                 cells={"score": str(check.score), "method": check.method,
                        "points": "\n".join(f"{n}. {point}" for n, point in enumerate(check.points, 1))})
        for number, check in enumerate(library.plan.checks, 1)
    )  # fmt: skip
    return FactList(basis=Basis.SOURCE, label="监督检查", items=items)


def _check_points(library: Library) -> FactList:
    items = tuple(
        ListItem(id=f"{check.id}-{n}", title=point, mark=f"{number}.{n}", group=f"{number} {check.title}（{check.score}分）",
                 clause=f"00/checks/{check.id}", cells={"score": str(check.score), "method": check.method})
        for number, check in enumerate(library.plan.checks, 1)
        for n, point in enumerate(check.points, 1)
    )  # fmt: skip
    return FactList(basis=Basis.DRAFT, label="检查要点", items=items)


def _points(name: str, label: str) -> Callable[[Library], FactList]:
    def made(library: Library) -> FactList:
        items = tuple(
            ListItem(id=point.id, title=point.text, mark=str(number), basis=point.basis)
            for number, point in enumerate(getattr(library.plan, name), 1)
        )
        return FactList(basis=Basis.SOURCE, label=label, items=items)

    return made


def _levels(library: Library) -> FactList:
    """The company's levels that carry the regulations out, the highest first."""
    items = tuple(
        ListItem(id=level.id, title=level.title, mark=str(number), detail=level.brief)
        for number, level in enumerate((level for level in library.organization.levels if level.parent), 1)
    )
    return FactList(basis=Basis.SOURCE, label="层级", items=items)


_MAKERS: dict[str, Callable[[Library], FactList]] = {
    "month_days": _month_days,
    "regulations": _regulations,
    "positioning": _points("positioning", "定位与性质"),
    "goals": _points("goals", "目标"),
    "group": _points("group", "领导小组"),
    "requirements": _points("requirements", "其他要求"),
    "levels": _levels,
    "phases": _phases,
    "tasks": _tasks,
    "checks": _checks,
    "check_points": _check_points,
}
