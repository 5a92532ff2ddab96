"""What makes a confirmed question or form suspect, on the real rules: words do, typography and figures do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.references import Index
from generator.source import load

from ..support import ROOT

FILE = "regulations/04-daily-closing/regulation.yml"

Suspects = Callable[[str, str], tuple[set[str], set[str]]]


@pytest.fixture(scope="module")
def suspects() -> Suspects:
    """(old text, new text) of the fourth regulation → the questions and forms that turn suspect."""
    text = (ROOT / FILE).read_text(encoding="utf-8")

    def found(old: str, new: str) -> tuple[set[str], set[str]]:
        assert text.count(old) == 1, old
        library = load(Path(ROOT / "regulations"), {FILE: text.replace(old, new).encode()}).library
        assert library is not None
        index = Index(library)
        asked = {placed.address for placed in library.questions if index.is_stale(placed.question)}
        return asked, {form.id for form in library.forms if index.is_stale(form)}

    return found


SENTENCE = "{@teller}把当日经办业务的系统清单、纸质或者影像档案与{F04-01}逐笔核对，三者应当一致。"


def test_the_real_rules_have_no_suspects(suspects: Suspects) -> None:
    assert suspects(SENTENCE, SENTENCE) == (set(), set())


def test_another_word_makes_questions_and_forms_suspect(suspects: Suspects) -> None:
    asked, forms = suspects(SENTENCE, SENTENCE.replace("逐笔核对", "逐项核对"))
    assert asked and forms


@pytest.mark.parametrize(
    ("old", "new"),
    [("，三者", ",三者"), ("清单、纸质", "清单、 纸质"), ("或者影像", "或者  影像")],
)
def test_typography_makes_nothing_suspect(suspects: Suspects, old: str, new: str) -> None:
    assert suspects(SENTENCE, SENTENCE.replace(old, new)) == (set(), set())


def test_a_reworded_row_of_a_printed_list_makes_its_questions_suspect_and_no_form(suspects: Suspects) -> None:
    asked, forms = suspects("title: 柜面日结, mark: 柜", "title: 网点日结, mark: 柜")
    assert asked and not forms
    # Every one of them examines a clause that prints the list or is named by a row of it.
    assert all(address.startswith(("04/", "01/", "09/")) for address in asked)
