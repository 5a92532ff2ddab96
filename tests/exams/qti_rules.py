"""What the schemas of QTI 2.2 say of the elements that we write.

No package registry has the XSDs, and their text is not ours to give away, so the rules are written down anew: from
imsqti_v2p2.xsd (IMS QTI ASI 2.2.0, 1 March 2015: the complex types AssessmentItem.Type to Variable.Type, the Schematron
rules INTERACTION 1b and 2a) and, for the manifest, qtiv2p2_imscpv1p2_v1p0.xsd (IMS CP 1.2, profile QTI 2.2:
Manifest.Type to Resource.Type). Each is cut to the children and attributes that we use: what passes here passes there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from generator.exams.exchange.qti import ITEM, PACKAGE

NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"  # Identifier.Type, an NCName
LINE = r"[^\t\n\r]*"  # xs:normalizedString
FLAG = "true|false"
COUNT = "[0-9]+"  # xs:nonNegativeInteger
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
CARDINALITY = "single|multiple|ordered"
BASE = "identifier|string|float"
PATH = "[A-Za-z0-9/._-]+"  # an xs:anyURI
_INLINE = "(b |br |textEntryInteraction )*"
_STATIC = "(b |br )*"
_RULE = "(responseCondition |setOutcomeValue )"


@dataclass(frozen=True)
class Rule:
    """Children as a pattern over their names, attributes with the pattern of their values, and whether text may stand
    among the children (`mixed`; a pattern for elements that hold text alone)."""

    children: str = ""
    must: Mapping[str, str] = field(default_factory=dict)
    may: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None


_PROMPTED = {"responseIdentifier": NAME}
ITEM_RULES = {
    "assessmentItem": Rule(
        "(responseDeclaration )*(outcomeDeclaration )*(itemBody )(responseProcessing )(modalFeedback )*",
        {"identifier": LINE, "title": LINE, "adaptive": FLAG, "timeDependent": FLAG},
        {"label": LINE, "toolName": LINE, "lang": "[a-zA-Z-]+", "schemaLocation": ".*"},
    ),
    "responseDeclaration": Rule(
        "(correctResponse )?(mapping )?", {"identifier": NAME, "cardinality": CARDINALITY, "baseType": BASE}
    ),
    "correctResponse": Rule("(value )+"),
    "defaultValue": Rule("(value )+"),
    "value": Rule(text=LINE),
    "mapping": Rule("(mapEntry )+", may={"defaultValue": NUMBER, "lowerBound": NUMBER, "upperBound": NUMBER}),
    "mapEntry": Rule("", {"mapKey": LINE, "mappedValue": NUMBER}, {"caseSensitive": FLAG}),
    "outcomeDeclaration": Rule(
        "(defaultValue )?",
        {"identifier": NAME, "cardinality": CARDINALITY, "baseType": BASE},
        {"normalMaximum": COUNT, "externalScored": "externalMachine|human"},
    ),
    "itemBody": Rule("(p |rubricBlock |choiceInteraction |orderInteraction |extendedTextInteraction )+"),
    "p": Rule(_INLINE, text=".*"),
    "b": Rule(_INLINE, text=".*"),
    "br": Rule(),
    "rubricBlock": Rule("(p )*", {"view": "scorer"}, {"use": LINE}, ".*"),
    "choiceInteraction": Rule("(simpleChoice )+", _PROMPTED, {"shuffle": FLAG, "maxChoices": COUNT}),
    "orderInteraction": Rule("(simpleChoice )+", _PROMPTED, {"shuffle": FLAG}),
    "simpleChoice": Rule(_STATIC, {"identifier": NAME}, text=".*"),
    "textEntryInteraction": Rule("", _PROMPTED, {"expectedLength": COUNT}),
    "extendedTextInteraction": Rule("", _PROMPTED, {"expectedLines": COUNT}),
    "responseProcessing": Rule(f"{_RULE}*"),
    "responseCondition": Rule("responseIf "),
    "responseIf": Rule(f"match {_RULE}*"),
    "match": Rule("(variable |correct ){2}"),
    "setOutcomeValue": Rule("(sum |variable |baseValue )", {"identifier": NAME}),
    "sum": Rule("(mapResponse )+"),
    "mapResponse": Rule("", {"identifier": NAME}),
    "variable": Rule("", {"identifier": NAME}),
    "correct": Rule("", {"identifier": NAME}),
    "baseValue": Rule("", {"baseType": BASE}, text=".*"),
    "modalFeedback": Rule("(p )*", {"outcomeIdentifier": NAME, "identifier": NAME, "showHide": "show|hide"}, text=".*"),
}
PACKAGE_RULES = {
    "manifest": Rule("metadata organizations resources ", {"identifier": NAME}, {"schemaLocation": ".*"}),
    "metadata": Rule("schema schemaversion "),
    "schema": Rule(text=r"QTIv2\.2 (Item Bank |Object Bank )?Package"),
    "schemaversion": Rule(text=r"1\.0\.0"),
    "organizations": Rule(),
    "resources": Rule("(resource )*"),
    "resource": Rule("(file )*", {"identifier": NAME, "type": "imsqti_item_xmlv2p2"}, {"href": PATH}),
    "file": Rule("", {"href": PATH}),
}
# What an interaction may be bound to (section "interactions" of the information model): cardinality, base type.
BINDINGS = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "orderInteraction": {("ordered", "identifier")},
    "textEntryInteraction": {("single", "string")},
    "extendedTextInteraction": {("single", "string")},
}
# What an expression needs in the declaration that it names.
MEANS = {"correct": "correctResponse", "mapResponse": "mapping"}


def local(node: Any) -> str:
    """The name without its namespace."""
    return str(etree.QName(node).localname)


def _shaped(root: Any, rules: Mapping[str, Rule], space: str) -> None:
    for node in root.iter():
        name = local(node)
        assert etree.QName(node).namespace == space
        rule = rules[name]
        given = {str(etree.QName(key).localname): value for key, value in node.attrib.items()}
        assert rule.must.keys() <= given.keys() <= rule.must.keys() | rule.may.keys(), (name, given)
        for key, value in given.items():
            assert re.fullmatch(rule.must.get(key) or rule.may[key], value, re.DOTALL), (name, key, value)
        assert re.fullmatch(rule.children, "".join(f"{local(child)} " for child in node)), (name, list(node))
        words = "".join([node.text or "", *(child.tail or "" for child in node)])
        assert not words if rule.text is None else re.fullmatch(rule.text, words, re.DOTALL), (name, words)


def _unique(names: list[str]) -> set[str]:
    assert len(set(names)) == len(names), names
    return set(names)


def package_conforms(root: Any) -> None:
    """The manifest: shape, and identifiers that are xs:ID."""
    _shaped(root, PACKAGE_RULES, PACKAGE)
    _unique([node.get("identifier") for node in root.iter() if node.get("identifier")])


def item_conforms(root: Any) -> None:
    """An item: shape, unique identifiers, references that hold, interactions bound to what can hold their answers."""
    _shaped(root, ITEM_RULES, ITEM)
    responses = {node.get("identifier"): node for node in root.iterfind("{*}responseDeclaration")}
    _unique([node.get("identifier") for node in root.iter("{*}responseDeclaration", "{*}outcomeDeclaration")])
    outcomes = {node.get("identifier") for node in root.iterfind("{*}outcomeDeclaration")}
    asked = [node for node in root.iter() if node.get("responseIdentifier")]
    assert _unique([node.get("responseIdentifier") for node in asked]) == responses.keys()
    for node in asked:
        bound = responses[node.get("responseIdentifier")]
        cardinality = bound.get("cardinality")
        assert (cardinality, bound.get("baseType")) in BINDINGS[local(node)]
        right = [value.text for value in bound.iterfind("{*}correctResponse/{*}value")]
        if local(node) in ("choiceInteraction", "orderInteraction"):
            assert set(right) <= _unique([choice.get("identifier") for choice in node]), right
        assert local(node) != "choiceInteraction" or (node.get("maxChoices") == "1") == (cardinality == "single")
    for node in root.iter("{*}correct", "{*}mapResponse"):
        assert len(responses[node.get("identifier")].findall(f"{{*}}{MEANS[local(node)]}")) == 1
    assert {node.get("identifier") for node in root.iter("{*}variable")} <= responses.keys() | outcomes
    told = {node.get("outcomeIdentifier") for node in root.iter("{*}modalFeedback")}
    assert {node.get("identifier") for node in root.iter("{*}setOutcomeValue")} | told <= outcomes
