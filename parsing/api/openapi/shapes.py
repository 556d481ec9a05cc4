"""Small words to write JSON Schema with (the dialect of OpenAPI 3.1)."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
TRUE: Schema = {"type": "boolean", "const": True}
FALSE: Schema = {"type": "boolean", "const": False}
SECONDS: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$",
    "examples": ["2025-03-14T10:23:00Z"],
}
MILLISECONDS: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$",
    "examples": ["2026-03-12T10:30:00.000Z"],
}
PARTIAL_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2})?$", "examples": ["2021-03"]}


def ref(name: str) -> Schema:
    """A schema of the document's components."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(schema: Schema) -> Schema:
    """That, or null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    changed = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        changed["enum"] = [*schema["enum"], None]
    return changed


def array(items: Schema, **limits: Any) -> Schema:
    return {"type": "array", "items": items, **limits}


def one_of(*values: str) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(values)}


def record(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None, **more: Any) -> Schema:
    """An object whose first fields are always there; others may be added at any time (R012)."""
    schema: Schema = {"type": "object", "properties": {**required, **(optional or {})}, **more}
    return {**schema, "required": list(required)} if required else schema


def described(schema: Schema, text: str) -> Schema:
    return {**schema, "description": text}
