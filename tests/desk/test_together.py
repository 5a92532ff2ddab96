"""Facts that have to move with those that somebody changed."""

from __future__ import annotations

import pytest

from generator.desk.together import Trial, companions
from generator.desk.work import State, read
from generator.source.editing import Document

from ..support import ROOT

SOURCE = ROOT / "regulations"
FILE = "regulations/{}/regulation.yml"


@pytest.fixture(scope="module")
def before() -> State:
    """The ten as they are."""
    return read(SOURCE, {})


@pytest.mark.parametrize("opening", ["8:00", "8:30", "9:15", "10:00"])
def test_another_opening_time_is_followed_so_that_every_constraint_of_the_ten_holds(
    before: State, opening: str
) -> None:
    """The reference: every constraint is tried again on the sources with the moves written into them."""
    name = FILE.format("01-operations")
    drafts = {name: Document.read(SOURCE / "01-operations/regulation.yml", name).set(("facts", "opening_time", "value"), opening).data}  # fmt: skip
    now = read(SOURCE, drafts)
    assert before.index is not None and now.index is not None
    assert Trial(now.index, strict=True).broken({})
    moves = companions(before.index, now.index)
    assert moves and "01/opening_time" not in {move.address for move in moves}
    for move in moves:
        key, own = move.address.split("/")
        assert now.library is not None
        name = now.library.regulation_by_key[key].at.position.file
        data = drafts.get(name) or (SOURCE.parent / name).read_bytes()
        document = Document.of(data, name)
        assert document.get(("facts", own, "value")) == move.old
        drafts[name] = document.set(("facts", own, "value"), move.new).data
    after = read(SOURCE, drafts)
    assert after.index is not None and not Trial(after.index, strict=True).broken({})


def test_nothing_is_proposed_while_all_holds_or_when_nothing_would_help(before: State) -> None:
    assert before.index is not None
    assert companions(before.index, before.index) == ()
    name = FILE.format("01-operations")
    document = Document.read(SOURCE / "01-operations/regulation.yml", name)
    hopeless = document.set(("facts", "opening_time", "value"), "23:59")
    now = read(SOURCE, {name: hopeless.data})
    assert now.index is not None and companions(before.index, now.index) == ()
