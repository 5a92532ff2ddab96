"""What the form of the editor calls the entries of a list."""

from __future__ import annotations

import pytest

from generator.desk.form import called


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"id": "opening", "title": "开放时间"}, "开放时间"),
        ({"term": "晨会", "meaning": "营业前的会"}, "晨会"),
        ({"say": ["坏了", "坏掉"], "means": ["故障"]}, "坏了、坏掉"),
        ({"cells": [{"id": "x"}], "basis": "拟稿"}, "拟稿"),
        ({"say": [], "means": []}, "（新的一项）"),
        ({}, "（新的一项）"),
    ],
)
def test_an_entry_is_called_by_what_it_says(entry: dict[str, object], name: str) -> None:
    assert called(entry) == name
