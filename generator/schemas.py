"""Model → JSON Schema for editors: Chinese titles, descriptions, examples."""

from __future__ import annotations

import json
from typing import Any

from .model import Calendar, Element, Exams, Form, Organization, Plan, Profiles, Questions, Regulation, Sayings, Sources

MODELS: dict[str, type[Element]] = {
    "organization": Organization,
    "sources": Sources,
    "plan": Plan,
    "regulation": Regulation,
    "form": Form,
    "questions": Questions,
    "exams": Exams,
    "profiles": Profiles,
    "calendar": Calendar,
    "sayings": Sayings,
}


def render() -> dict[str, bytes]:
    """{regulation.schema.json: bytes, …}, one for each kind of source."""
    return {f"{name}.schema.json": _schema(name, model) for name, model in MODELS.items()}


def _schema(name: str, model: type[Element]) -> bytes:
    schema = model.model_json_schema(by_alias=True)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "由 tenregs schema 写出，请勿手改",
        **_polished(schema),
    }
    text = json.dumps(schema, ensure_ascii=False, indent=1)
    # Editors of draft-07 know "definitions", not "$defs".
    return (text.replace('"#/$defs/', '"#/definitions/').replace('"$defs":', '"definitions":') + "\n").encode()


def _polished(node: Any, defining: bool = False) -> Any:
    """The schema with text fields open to bare numbers, and without pydantic's English class titles and docstrings.

    An editor reads `1.10` and `2026` as numbers, and a bare 2011-08-01 is text to it, so a text may be either.
    """
    if isinstance(node, list):
        return [_polished(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    if defining:
        return {key: _polished(value) for key, value in node.items()}
    cleaned = {
        key: _polished(value, defining=key in ("properties", "$defs"))
        for key, value in node.items()
        if not (key in ("title", "description") and isinstance(value, str) and value.isascii())
    }
    if (
        cleaned.get("type") == "string"
        and "enum" not in cleaned
        and "pattern" not in cleaned
        and "format" not in cleaned
    ):
        cleaned["type"] = ["string", "number"]
    if "$ref" in cleaned and len(cleaned) > 1:
        # Draft-07 ignores whatever stands beside $ref.
        cleaned["allOf"] = [{"$ref": cleaned.pop("$ref")}]
    if cleaned.get("default") in ("", [], None, {}):
        cleaned.pop("default", None)
    return cleaned
