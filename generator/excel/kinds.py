"""What of a wrong kind stands in a cell: the test that marks it red, from the rule that guards typing.

A rule keeps people from typing what does not belong; what is pasted goes past it. Only functions that Excel, WPS and
LibreOffice all have, and none that takes marks in the words for wildcards.
"""

from __future__ import annotations

from .lists import Lists
from .rules import Rule, inline
from .text import quoted

Kind = tuple[str, float | None, float | None, tuple[str, ...]]
TEXTS = "length"  # any words will do


def kind_of(rule: Rule) -> Kind | None:
    """What a cell with the rule accepts; None where any text will do."""
    return None if rule.check == TEXTS else (rule.check, rule.minimum, rule.maximum, rule.options)


def is_wrong(kind: Kind, cell: str, lists: Lists) -> str:
    """The test whether something stands in a cell that is not of the kind; no array constants, as a condition has none."""
    check, minimum, maximum, options = kind
    if options and inline(options):
        same = ",".join(f'{cell}&""={quoted(option)}' for option in options)
        good = f"OR({same})" if len(options) > 1 else same
    elif options:
        good = f'SUMPRODUCT(--({lists.name(options)}={cell}&""))>0'
    else:
        tests = [f"ISNUMBER({cell})", *(f"{cell}{test}" for test in _limits(minimum, maximum))]
        good = f"AND({','.join(tests)}{f',{cell}=INT({cell})' if check == 'integer' else ''})"
    # An error value in a cell makes the test one.
    return f'IFERROR(AND({cell}<>"",NOT({good})),TRUE)'


def _limits(minimum: float | None, maximum: float | None) -> list[str]:
    low = [f">={minimum!r}"] if minimum is not None else []
    return [*low, f"<={maximum!r}"] if maximum is not None else low
