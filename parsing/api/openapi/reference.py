"""An OpenAPI document as the rows of a page: what each operation takes and answers, nested fields in their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from parsing.api.openapi.documents import openapi_document

MAX_DEPTH = 6  # of fields in fields; what lies deeper is in the document
_REFERENCE = "#/components/schemas/"
_ALL_KINDS = {"string", "number", "boolean", "array", "object"}
_METHODS = ("get", "post", "put", "patch", "delete")

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A row of a table."""

    name: str
    depth: int
    type: str
    required: bool
    description: str


@dataclass(frozen=True)
class Body:
    """What is sent or answered in one format."""

    format: str
    type: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Response:
    status: str
    description: str
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class Operation:
    anchor: str
    method: str
    path: str
    title: str
    parameters: tuple[Field, ...]
    bodies: tuple[Body, ...]
    answers: tuple[Response, ...]
    errors: tuple[Response, ...]
    needs_key: bool


@dataclass(frozen=True)
class Group:
    title: str
    operations: tuple[Operation, ...]


@cache
def groups(api: str) -> tuple[Group, ...]:
    """The operations of an API: first those that stand alone, then by subject, in the order of the document."""
    document = openapi_document(api)
    reader = _Reader(document["components"]["schemas"])
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method in _METHODS:
            if method in methods:
                tag = (methods[method].get("tags") or [api])[0]
                found.setdefault(tag, []).append(reader.operation(path, method, methods[method]))
    alone = tuple(operations[0] for operations in found.values() if len(operations) == 1)
    together = (Group(tag, tuple(operations)) for tag, operations in found.items() if len(operations) > 1)
    return Group(document["info"]["title"].removeprefix("CVault "), alone), *together


class _Reader:
    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas

    def operation(self, path: str, method: str, operation: Schema) -> Operation:
        parameters = sorted(operation.get("parameters", ()), key=lambda each: each["in"] != "path")
        bodies = operation.get("requestBody", {}).get("content", {})
        responses = [self._response(status, response) for status, response in operation["responses"].items()]
        return Operation(
            anchor=operation["operationId"],
            method=method.upper(),
            path=path,
            title=operation.get("summary", path),
            parameters=tuple(
                Field(each["name"], 0, self._type(each["schema"]), each.get("required", False), _about(each))
                for each in parameters
            ),
            bodies=self._bodies(bodies),
            answers=tuple(response for response in responses if response.status.startswith(("2", "3"))),
            errors=tuple(response for response in responses if not response.status.startswith(("2", "3"))),
            needs_key=bool(operation.get("security")),
        )

    def _response(self, status: str, response: Schema) -> Response:
        return Response(status, response["description"], self._bodies(response.get("content", {})))

    def _bodies(self, content: Mapping[str, Schema]) -> tuple[Body, ...]:
        return tuple(
            Body(name, self._type(media.get("schema", {})), tuple(self._fields(media.get("schema", {}))))
            for name, media in content.items()
        )

    def _fields(self, schema: Schema, depth: int = 0, inside: tuple[str, ...] = ()) -> Iterator[Field]:
        """The fields of an object, or of the objects in a list, each followed by its own."""
        schema, inside = self._opened(schema, inside)
        if depth >= MAX_DEPTH:
            return
        for name, value in schema.get("properties", {}).items():
            yield Field(name, depth, self._type(value), name in schema.get("required", ()), self._meaning(value))
            if not self._names(value) & set(inside):
                yield from self._fields(value, depth + 1, inside)

    def _opened(self, schema: Schema, inside: tuple[str, ...]) -> tuple[Schema, tuple[str, ...]]:
        """Through references, lists and "or null" to the object itself."""
        while True:
            if "$ref" in schema:
                name = schema["$ref"].removeprefix(_REFERENCE)
                schema, inside = self._schemas[name], (*inside, name)
            elif "items" in schema:
                schema = schema["items"]
            elif any(key in schema for key in ("anyOf", "oneOf", "allOf")):
                choices = next(schema[key] for key in ("allOf", "anyOf", "oneOf") if key in schema)
                schema = next((choice for choice in choices if choice.get("type") != "null"), {})
            else:
                return schema, inside

    def _names(self, schema: Schema) -> set[str]:
        return set(self._opened(schema, ())[1])

    def _meaning(self, schema: Schema) -> str:
        return _about(schema) or _about(self._opened(schema, ())[0] if "$ref" in schema else {})

    def _type(self, schema: Schema) -> str:
        if "$ref" in schema:
            return self._type(self._schemas[schema["$ref"].removeprefix(_REFERENCE)])
        for key in ("allOf", "anyOf", "oneOf"):
            if key in schema:
                return " or ".join(dict.fromkeys(self._type(choice) for choice in schema[key]))
        if "enum" in schema:
            return " · ".join(str(value) for value in schema["enum"] if value not in {"", None})
        kinds = schema.get("type", "any value")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if _ALL_KINDS.issubset(kinds):
            return "any value"
        return " or ".join(self._kind(kind, schema) for kind in kinds)

    def _kind(self, kind: str, schema: Schema) -> str:
        if kind == "array":
            return f"list of {self._type(schema.get('items', {}))}"
        if kind == "string" and schema.get("format"):
            return "file" if schema["format"] == "binary" else f"string, {schema['format']}"
        return str(kind)


def _about(schema: Schema) -> str:
    """The description, with the limits that the type does not tell."""
    said = [str(schema.get("description", "")).strip()]
    limits = schema.get("schema", schema)
    for key, words in (("maximum", "at most"), ("maxLength", "characters at most:"), ("default", "default:")):
        if key in limits and limits[key] not in {None, ""} and f"{limits[key]}" not in said[0]:
            said.append(f"{words} {limits[key]}")
    return "; ".join(part.rstrip(".") for part in said if part)
