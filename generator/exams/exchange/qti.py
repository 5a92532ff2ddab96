"""QTI 2.2 (IMS / 1EdTech): a package with a manifest and a file for each item.

Choices, blanks to be typed, steps to be put in order and texts to be written each have their own interaction; scoring is
spelt out, so that no platform has to know a template. Explanations come as feedback after the answer, marking points
only to the scorer, and a text to be written is declared as scored by a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from ...archive import packed
from ...model import QuestionType
from ..items import Item
from .context import Context
from .order import mixed
from .words import RIGHT, WRONG, answer, explanation, html, letter, one_line, pieces, question, short

ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p2"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_PLACES = {
    ITEM: "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    PACKAGE: "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_RESPONSE = "RESPONSE"


def qti(items: Sequence[Item], context: Context) -> bytes:
    """The package; items of a regulation stand in a folder of its own."""
    files = {f"items/{item.regulation}/{identifier(item)}.xml": _bytes(_item(item, context)) for item in items}
    return packed({"imsmanifest.xml": _bytes(_manifest(items, files)), **files})


def identifier(item: Item) -> str:
    """An XML name that stays with the item."""
    return f"q{hashlib.sha256(item.id.encode('utf-8', 'replace')).hexdigest()[:20]}"


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def _root(name: str, space: str, **attributes: str) -> Any:
    root = etree.Element(f"{{{space}}}{name}", attributes, nsmap={None: space, "xsi": _SCHEMA})
    root.set(f"{{{_SCHEMA}}}schemaLocation", f"{space} {_PLACES[space]}")
    return root


def _add(parent: Any, name: str, text: str = "", /, **attributes: object) -> Any:
    space = etree.QName(parent).namespace
    node = etree.SubElement(parent, f"{{{space}}}{name}", {key: str(value) for key, value in attributes.items()})
    node.text = text or None
    return node


def _manifest(items: Sequence[Item], files: Iterable[str]) -> Any:
    root = _root("manifest", PACKAGE, identifier="tenregs")
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "QTIv2.2 Package")
    _add(metadata, "schemaversion", "1.0.0")
    _add(root, "organizations")
    resources = _add(root, "resources")
    for item, file in zip(items, files, strict=True):
        entry = _add(resources, "resource", identifier=identifier(item), type="imsqti_item_xmlv2p2", href=file)
        _add(entry, "file", href=file)
    return root


def _item(item: Item, context: Context) -> Any:
    title = short(item.stem) or one_line(item.id)
    root = _root(
        "assessmentItem", ITEM, identifier=identifier(item), title=title, adaptive="false", timeDependent="false",
        label=one_line(item.id)[:256], toolName="tenregs",
    )  # fmt: skip
    root.set(_LANGUAGE, "zh-CN")
    responses = _declare(root, item)
    most = len(item.blanks) or sum(worth for _, worth in item.points) or 1
    judge = {"externalScored": "human"} if item.points else {}
    _outcome(root, "SCORE", "float", "0", normalMaximum=most, **judge)
    _outcome(root, "MAXSCORE", "float", str(most))
    _outcome(root, "FEEDBACK", "identifier", "")
    _body(_add(root, "itemBody"), item)
    _score(_add(root, "responseProcessing"), item, responses)
    feedback = _add(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier="explanation", showHide="show")
    _paragraph(feedback, explanation(item, context))
    return root


def _declare(root: Any, item: Item) -> list[str]:
    """The response declarations; their names."""
    match item.type:
        case QuestionType.CLOZE:
            names = [f"{_RESPONSE}{number}" for number in range(1, len(item.blanks) + 1)]
            for name, blank in zip(names, item.blanks, strict=True):
                node = _add(root, "responseDeclaration", identifier=name, cardinality="single", baseType="string")
                wordings = list(dict.fromkeys(map(one_line, blank)))
                _add(_add(node, "correctResponse"), "value", wordings[0])
                mapping = _add(node, "mapping", defaultValue=0, lowerBound=0, upperBound=1)
                for text in wordings:
                    _add(mapping, "mapEntry", mapKey=text, mappedValue=1, caseSensitive="false")
            return names
        case QuestionType.SHORT | QuestionType.CASE:
            _add(root, "responseDeclaration", identifier=_RESPONSE, cardinality="single", baseType="string")
            return []
        case QuestionType.ORDER:
            places = mixed(item)
            right, kind = [_choice(at) for at in _sequence(item.steps, places)], "ordered"
        case QuestionType.JUDGE:
            right, kind = ["true" if item.holds else "false"], "single"
        case _:
            right = [_choice(at) for at, choice in enumerate(item.options) if choice.right]
            kind = "single" if item.type is QuestionType.SINGLE else "multiple"
    node = _add(root, "responseDeclaration", identifier=_RESPONSE, cardinality=kind, baseType="identifier")
    correct = _add(node, "correctResponse")
    for name in right:
        _add(correct, "value", name)
    return [_RESPONSE]


def _sequence(steps: Sequence[str], places: Sequence[str]) -> list[int]:
    """Where each step stands among the mixed ones."""
    left = list(range(len(places)))
    found = []
    for step in steps:
        found.append(next(at for at in left if places[at] == step))
        left.remove(found[-1])
    return found


def _choice(at: int) -> str:
    return f"choice{letter(at)}"


def _outcome(root: Any, name: str, kind: str, value: str, **attributes: object) -> None:
    node = _add(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind, **attributes)
    if value:
        _add(_add(node, "defaultValue"), "value", value)


def _body(body: Any, item: Item) -> None:
    match item.type:
        case QuestionType.CLOZE:
            first, *rest = pieces(item)
            paragraph = _paragraph(body, first)
            for number, piece in enumerate(rest, 1):
                _add(paragraph, "textEntryInteraction", responseIdentifier=f"{_RESPONSE}{number}", expectedLength=15)
                _inline(paragraph, piece)
        case QuestionType.SHORT | QuestionType.CASE:
            _paragraph(body, question(item))
            _paragraph(_add(body, "rubricBlock", use="scoring", view="scorer"), f"得分点：\n{answer(item)}")
            _add(body, "extendedTextInteraction", responseIdentifier=_RESPONSE, expectedLines=8)
        case QuestionType.ORDER:
            _paragraph(body, question(item))
            _choices(_add(body, "orderInteraction", responseIdentifier=_RESPONSE, shuffle="true"), mixed(item))
        case QuestionType.JUDGE:
            _paragraph(body, question(item))
            node = _add(body, "choiceInteraction", responseIdentifier=_RESPONSE, shuffle="false", maxChoices=1)
            _add(node, "simpleChoice", RIGHT, identifier="true")
            _add(node, "simpleChoice", WRONG, identifier="false")
        case _:
            _paragraph(body, question(item))
            most = 1 if item.type is QuestionType.SINGLE else 0
            node = _add(body, "choiceInteraction", responseIdentifier=_RESPONSE, shuffle="true", maxChoices=most)
            _choices(node, [choice.text for choice in item.options])


def _choices(node: Any, texts: Sequence[str]) -> None:
    for at, text in enumerate(texts):
        _inline(_add(node, "simpleChoice", identifier=_choice(at)), text)


def _paragraph(parent: Any, text: str) -> Any:
    node = _add(parent, "p")
    _inline(node, text)
    return node


def _inline(node: Any, text: str) -> None:
    """Words with their emphasis and line ends behind what the node already holds."""
    marked = html(text).replace("<br>", "<br/>")
    made = etree.fromstring(f'<p xmlns="{ITEM}">{marked}</p>')
    if len(node):
        node[-1].tail = (node[-1].tail or "") + (made.text or "") or None
    else:
        node.text = (node.text or "") + (made.text or "") or None
    node.extend(list(made))


def _score(processing: Any, item: Item, responses: Sequence[str]) -> None:
    if item.type is QuestionType.CLOZE:
        total = _add(_add(processing, "setOutcomeValue", identifier="SCORE"), "sum")
        for name in responses:
            _add(total, "mapResponse", identifier=name)
    elif responses:
        condition = _add(processing, "responseCondition")
        right = _add(condition, "responseIf")
        match = _add(right, "match")
        _add(match, "variable", identifier=_RESPONSE)
        _add(match, "correct", identifier=_RESPONSE)
        _add(_add(right, "setOutcomeValue", identifier="SCORE"), "variable", identifier="MAXSCORE")
    shown = _add(processing, "setOutcomeValue", identifier="FEEDBACK")
    _add(shown, "baseValue", "explanation", baseType="identifier")
