"""Checks: small functions from the Library's index to problems. `CHECKS` is the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import Library
from ..problems import Problem
from ..references import Index
from . import coverage, facts, forms, identity, links, wording

Check = Callable[[Index], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    identity.duplicate_ids,
    identity.ambiguous_names,
    identity.empty_chapters,
    links.unknown_roles,
    links.unknown_moments,
    links.broken_references,
    links.unknown_addresses,
    links.unknown_sources,
    facts.bad_values,
    facts.out_of_bounds,
    facts.unused,
    facts.broken_constraints,
    wording.unfinished,
    wording.hard_coded_numbers,
    wording.event_without_trigger,
    wording.claims_without_citation,
    forms.asked_for,
    forms.main_clause,
    forms.references,
    forms.table_shape,
    forms.page_counts,
    coverage.sources_carried,
    coverage.ambiguities_read,
)


def run(library: Library, unread: frozenset[str] = frozenset()) -> list[Problem]:
    """Every problem of every check. Findings about sources in `unread` (keys of unreadable files) are left out."""
    index = Index(library)
    found = [problem for check in CHECKS for problem in check(index)]
    return [problem for problem in found if not _explained(problem, unread)]


def _explained(problem: Problem, unread: frozenset[str]) -> bool:
    """Whether the finding may only be the shadow of a file that could not be read."""
    if not unread:
        return False
    whole = {"uncarried-source", "open-ambiguity", "orphan-form", "unused-fact", "form-clause-mismatch"}
    if problem.code in whole:
        return True
    return any(f"“{key}/" in problem.message or f"“{{{key}" in problem.message or f"“{key}”" in problem.message for key in unread)


__all__ = ["CHECKS", "run"]
