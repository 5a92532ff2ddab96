"""QTI packages: well formed, complete, and scored as meant.

The XSD of QTI 2.2 is on no package registry, so its rules for the elements that we use are written down here: which
children in which order, which attributes, which references must hold.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.exams import Item
from generator.exams.exchange import EXPORTS, Context
from generator.exams.exchange.qti import ITEM, PACKAGE, identifier
from generator.exams.exchange.words import answer, marks
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, spaced, surroundings, written

_INLINE = r"(b |br |textEntryInteraction )*"
# Children (in order, as a pattern over their names), and attributes: those that must be there, those that may.
RULES: dict[str, tuple[str, set[str], set[str]]] = {
    "assessmentItem": (
        r"(responseDeclaration )+(outcomeDeclaration )+itemBody responseProcessing (modalFeedback )*",
        {"identifier", "title", "adaptive", "timeDependent"},
        {"label", "toolName", "lang", "schemaLocation"},
    ),
    "responseDeclaration": (r"(correctResponse )?(mapping )?", {"identifier", "cardinality", "baseType"}, set()),
    "correctResponse": (r"(value )+", set(), set()),
    "mapping": (r"(mapEntry )+", {"defaultValue"}, {"lowerBound", "upperBound"}),
    "mapEntry": ("", {"mapKey", "mappedValue"}, {"caseSensitive"}),
    "outcomeDeclaration": (r"(defaultValue )?", {"identifier", "cardinality", "baseType"}, {"normalMaximum"}),
    "defaultValue": (r"(value )+", set(), set()),
    "value": ("", set(), set()),
    "itemBody": (r"((p |rubricBlock |choiceInteraction |orderInteraction |extendedTextInteraction ))+", set(), set()),
    "p": (_INLINE, set(), set()),
    "b": (_INLINE, set(), set()),
    "br": ("", set(), set()),
    "rubricBlock": (r"(p )+", {"view"}, set()),
    "choiceInteraction": (r"(simpleChoice )+", {"responseIdentifier", "shuffle", "maxChoices"}, set()),
    "orderInteraction": (r"(simpleChoice )+", {"responseIdentifier", "shuffle"}, set()),
    "simpleChoice": (_INLINE, {"identifier"}, set()),
    "textEntryInteraction": ("", {"responseIdentifier"}, {"expectedLength"}),
    "extendedTextInteraction": ("", {"responseIdentifier"}, {"expectedLines"}),
    "responseProcessing": (r"(responseCondition |setOutcomeValue )+", set(), set()),
    "responseCondition": (r"responseIf ", set(), set()),
    "responseIf": (r"match (setOutcomeValue )+", set(), set()),
    "match": (r"variable correct ", set(), set()),
    "setOutcomeValue": (r"(sum |variable |baseValue )", {"identifier"}, set()),
    "sum": (r"(mapResponse )+", set(), set()),
    "mapResponse": ("", {"identifier"}, set()),
    "variable": ("", {"identifier"}, set()),
    "correct": ("", {"identifier"}, set()),
    "baseValue": ("", {"baseType"}, set()),
    "modalFeedback": (r"(p )+", {"outcomeIdentifier", "identifier", "showHide"}, set()),
}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def opened(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "imsmanifest.xml"
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def local(node: Any) -> str:
    return str(etree.QName(node).localname)


def conforms(root: Any) -> None:
    """The rules above, identifiers and what refers to them."""
    for node in root.iter():
        assert etree.QName(node).namespace == ITEM
        children, must, may = RULES[local(node)]
        names = {str(etree.QName(name).localname) for name in node.attrib}
        assert must <= names <= must | may, (local(node), names)
        assert re.fullmatch(children, "".join(f"{local(child)} " for child in node)), (local(node), list(node))
        if "identifier" in node.attrib:
            assert _NAME.fullmatch(node.get("identifier"))
    declared = {node.get("identifier") for node in root.findall("{*}responseDeclaration")}
    outcomes = {node.get("identifier") for node in root.findall("{*}outcomeDeclaration")}
    asked = [node.get("responseIdentifier") for node in root.iter() if node.get("responseIdentifier")]
    assert sorted(asked) == sorted(declared)
    assert {
        node.get("identifier") for node in root.iter("{*}variable", "{*}correct", "{*}mapResponse")
    } <= declared | outcomes
    assert {node.get("identifier") for node in root.iter("{*}setOutcomeValue")} <= outcomes
    for interaction in root.iter("{*}choiceInteraction", "{*}orderInteraction"):
        choices = [choice.get("identifier") for choice in interaction]
        right = [value.text for value in root.find("{*}responseDeclaration/{*}correctResponse")]
        assert len(set(choices)) == len(choices) and set(right) <= set(choices)


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
    conforms(root)
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
            return
    assert score(root, right) == most


def manifest_lists(files: dict[str, Any]) -> None:
    root = files["imsmanifest.xml"]
    assert root.tag == f"{{{PACKAGE}}}manifest"
    assert [local(child) for child in root] == ["metadata", "organizations", "resources"]
    entries = root.findall("{*}resources/{*}resource")
    assert [entry.get("href") for entry in entries] == list(files)[1:]
    assert all(
        entry.get("type") == "imsqti_item_xmlv2p2" and entry[0].get("href") == entry.get("href") for entry in entries
    )
    names = [entry.get("identifier") for entry in entries]
    assert len(set(names)) == len(names)


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
