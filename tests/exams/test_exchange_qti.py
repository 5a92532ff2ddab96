"""QTI packages: as the schemas want them (qti_rules), complete, and scored as meant."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.exams import Item
from generator.exams.exchange import EXPORTS, Context
from generator.exams.exchange.qti import identifier
from generator.exams.exchange.words import answer, marks
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, spaced, surroundings, written
from .qti_rules import item_conforms, local, package_conforms


def opened(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "imsmanifest.xml"
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def score(root: Any, given: dict[str, list[str]]) -> float:
    """The score that the item's own processing gives to answers."""
    outcomes = {
        node.get("identifier"): float(node.findtext("{*}defaultValue/{*}value") or 0)
        for node in root.findall("{*}outcomeDeclaration")
    }
    declared = {node.get("identifier"): node for node in root.findall("{*}responseDeclaration")}
    for rule in root.find("{*}responseProcessing"):
        if local(rule) == "responseCondition":
            name = rule.find(".//{*}correct").get("identifier")
            correct = [value.text for value in declared[name].find("{*}correctResponse")]
            ordered = declared[name].get("cardinality") == "ordered"
            if given[name] == correct if ordered else sorted(given[name]) == sorted(correct):
                outcomes["SCORE"] = outcomes["MAXSCORE"]
        elif rule.get("identifier") == "SCORE":
            total = 0.0
            for part in rule.iter("{*}mapResponse"):
                entries = declared[part.get("identifier")].find("{*}mapping")
                said = given[part.get("identifier")][0].lower()
                total += next((float(e.get("mappedValue")) for e in entries if e.get("mapKey").lower() == said), 0.0)
            outcomes["SCORE"] = total
    return outcomes["SCORE"]


def spoken(node: Any) -> str:
    """The words below a node, a break being white space."""
    parts = [node.text or ""]
    for child in node:
        parts += [" " if local(child) == "br" else spoken(child), child.tail or ""]
    return "".join(parts)


def agrees(item: Item, root: Any) -> None:
    item_conforms(root)
    body = root.find("{*}itemBody")
    interactions = [node for node in body.iter() if local(node).endswith("Interaction")]
    declared = root.findall("{*}responseDeclaration")
    shown = spaced(spoken(body[0]))
    assert root.get("identifier") == identifier(item)
    assert all(f"（{mark}）" in shown for mark in marks(item))
    assert folded(item.explain) in spaced(spoken(root.find("{*}modalFeedback")))
    assert shown.startswith(folded(f"{item.case}\n{item.stem}")) or item.type is QuestionType.CLOZE
    most = float(root.findtext("{*}outcomeDeclaration[@identifier='MAXSCORE']/{*}defaultValue/{*}value"))
    right = {
        node.get("identifier"): [v.text for v in node.iterfind("{*}correctResponse/{*}value")] for node in declared
    }
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            (interaction,) = interactions
            assert [spaced(spoken(choice)) for choice in interaction] == [folded(c.text) for c in item.options]
            assert interaction.get("maxChoices") == ("1" if item.type is QuestionType.SINGLE else "0")
            chosen = [c.get("identifier") for c, o in zip(interaction, item.options, strict=True) if o.right]
            assert right == {"RESPONSE": chosen}
            assert score(root, {"RESPONSE": []}) == 0
        case QuestionType.JUDGE:
            assert right == {"RESPONSE": [str(item.holds).lower()]}
            assert score(root, {"RESPONSE": [str(not item.holds).lower()]}) == 0
        case QuestionType.ORDER:
            (interaction,) = interactions
            named = {choice.get("identifier"): spaced(spoken(choice)) for choice in interaction}
            assert [named[name] for name in right["RESPONSE"]] == [folded(step) for step in item.steps]
            assert score(root, {"RESPONSE": right["RESPONSE"][::-1]}) == 0
        case QuestionType.CLOZE:
            assert len(interactions) == len(item.blanks) == most
            for node, blank in zip(declared, item.blanks, strict=True):
                assert [e.get("mapKey") for e in node.iter("{*}mapEntry")] == list(dict.fromkeys(map(folded, blank)))
        case _:
            assert folded(answer(item)) in spaced(spoken(body.find("{*}rubricBlock")))
            assert most == sum(worth for _, worth in item.points)
            assert root.find("{*}outcomeDeclaration[@identifier='SCORE']").get("externalScored") == "human"
            return
    assert score(root, right) == most


def manifest_lists(files: dict[str, Any]) -> None:
    root = files["imsmanifest.xml"]
    package_conforms(root)
    entries = root.findall("{*}resources/{*}resource")
    assert [entry.get("href") for entry in entries] == list(files)[1:]
    assert all(entry[0].get("href") == entry.get("href") for entry in entries)


def test_the_bank_is_read_back_whole() -> None:
    files = opened(EXPORTS["qti"].render(written(), context()))
    manifest_lists(files)
    roots = list(files.values())[1:]
    assert len(roots) == len(written())
    for item, root in zip(written(), roots, strict=True):
        agrees(item, root)


@settings(max_examples=120)
@given(st.lists(invented(), min_size=1, max_size=3, unique_by=lambda item: item.id), surroundings())
def test_hostile_texts_are_read_back_whole(items: list[Item], around: Context) -> None:
    files = opened(EXPORTS["qti"].render(items, around))
    manifest_lists(files)
    for item, root in zip(items, list(files.values())[1:], strict=True):
        agrees(item, root)


def _drop(name: str) -> Callable[[Any], None]:
    def broken(root: Any) -> None:
        node = next(root.iter(f"{{*}}{name}"))
        node.getparent().remove(node)

    return broken


def _set(name: str, key: str, value: str) -> Callable[[Any], None]:
    def broken(root: Any) -> None:
        next(root.iter(f"{{*}}{name}")).set(key, value)

    return broken


def _last_first(root: Any) -> None:
    root.insert(0, root[-1])


def _words(root: Any) -> None:
    root.find("{*}itemBody").text = "甲"


@pytest.mark.parametrize(
    "broken",
    [
        _last_first, _words, _drop("itemBody"), _drop("value"), _drop("correctResponse"), _drop("simpleChoice"),
        _set("simpleChoice", "identifier", "choiceB"), _set("simpleChoice", "identifier", "1"),
        _set("choiceInteraction", "maxChoices", "0"), _set("choiceInteraction", "responseIdentifier", "OTHER"),
        _set("responseDeclaration", "cardinality", "ordered"), _set("responseDeclaration", "baseType", "string"),
        _set("outcomeDeclaration", "identifier", "RESPONSE"), _set("setOutcomeValue", "identifier", "OTHER"),
        _set("modalFeedback", "showHide", "on"), _set("assessmentItem", "adaptive", "no"), _set("p", "align", "left"),
    ],
)  # fmt: skip
def test_the_rules_see_a_broken_item(broken: Callable[[Any], None]) -> None:
    chosen = next(item for item in written() if item.type is QuestionType.SINGLE and item.options[0].right)
    root = list(opened(EXPORTS["qti"].render([chosen], context())).values())[1]
    item_conforms(root)
    broken(root)
    with pytest.raises((AssertionError, KeyError)):
        item_conforms(root)
