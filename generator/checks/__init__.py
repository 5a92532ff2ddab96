"""Checks: small functions from the Library's index to problems. `CHECKS` is the whole list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..model import Library, Position
from ..problems import Problem
from ..references import Index
from . import (
    calendar,
    coverage,
    editions,
    examples,
    facts,
    form_pages,
    form_shape,
    forms,
    formulas,
    identity,
    links,
    list_cells,
    question_bank,
    questions,
    retired,
    sayings,
    units,
    wording,
)

Check = Callable[[Index], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    identity.duplicate_ids,
    identity.ambiguous_names,
    identity.empty_chapters,
    links.unknown_roles,
    links.unknown_moments,
    links.broken_references,
    links.stray_braces,
    links.unknown_addresses,
    links.unknown_rows,
    links.unknown_sources,
    retired.still_cited,
    editions.ordered,
    editions.recorded,
    facts.bad_values,
    facts.out_of_bounds,
    facts.unused,
    facts.broken_constraints,
    wording.unfinished,
    wording.hard_coded_numbers,
    wording.event_without_trigger,
    wording.claims_without_citation,
    forms.asked_for,
    forms.undesigned,
    forms.main_clause,
    forms.stale,
    forms.lists,
    list_cells.filled,
    list_cells.shown,
    form_shape.shape,
    form_shape.confusing,
    form_pages.page_counts,
    formulas.formula_names,
    formulas.formula_syntax,
    formulas.circular,
    formulas.reckoned_words,
    examples.fitting,
    units.registered,
    calendar.sensible,
    questions.clauses,
    questions.keys,
    questions.options,
    questions.figures,
    questions.giveaways,
    question_bank.alike,
    question_bank.balance,
    question_bank.coverage,
    coverage.sources_carried,
    coverage.ambiguities_read,
    sayings.repeated,
    sayings.idle,
    sayings.asked_twice,
)


# Checks that look at everything at once: with a part unread, they would tell what is not so.
_WHOLE = {
    "uncarried-source", "open-ambiguity", "orphan-form", "unused-fact", "form-clause-mismatch", "form-pages", "bad-constraint",
    "same-option", "figure-not-in-clause", "longest-key", "key-in-stem", "near-duplicate", "key-balance", "uncovered-clause", "uncovered-duty",
    "stale-question", "stale-form", "idle-saying",
}  # fmt: skip
_ORGANIZATION = {"unknown-role", "unknown-moment", "unknown-level"}
_SOURCES = {"unknown-source"}
# What a form that lost a part says of it, and one of which a part may have lost its kind.
_OF_PARTS = re.compile("不是(本表|表格)|没有签字的地方")
_OF_KINDS = "算式拿文字"
_STAND_INS = ("（缺）", "x-missing")
_HOME = re.compile(r"/(\d{2})-[^/]+/")


def run(library: Library, unread: frozenset[str | Position] = frozenset()) -> list[Problem]:
    """Every problem of every check, but for what only follows from the sources in `unread` (see `source.Loaded`)."""
    index = Index(library)
    found = [problem for check in CHECKS for problem in check(index)]
    return [problem for problem in found if not _explained(problem, unread)] if unread else found


def _explained(problem: Problem, unread: frozenset[str | Position]) -> bool:
    """Whether the finding may only be the shadow of something that could not be read."""
    code, message = problem.code, problem.message
    if code in _WHOLE or problem.position in unread or any(mark in message for mark in _STAND_INS):
        return True
    if code == "bad-key" and any(
        isinstance(place, Position) and place.file == problem.position.file for place in unread
    ):
        return True
    if (code in _ORGANIZATION or "“{@" in message) and "organization" in unread:
        return True
    if code in _SOURCES and "sources" in unread:
        return True
    home = _HOME.search(problem.position.file)
    if code == "unknown-reference" and "/" not in message and (home[1] if home else "00") in unread:
        return True
    file = problem.position.file
    if _OF_PARTS.search(message) and file.rpartition("/")[2].removesuffix(".yml") in unread:
        return True
    if _OF_KINDS in message and any(isinstance(place, Position) and place.file == file for place in unread):
        return True
    keys = [key for key in unread if isinstance(key, str)]
    if code == "unknown-list" and "/" not in message and keys:
        return True
    return any(f"“{key}/" in message or f"“{{{key}" in message or f"“{key}”" in message for key in keys)


__all__ = ["CHECKS", "run"]
