"""What a change of a document would break for a client that exists (R011, R016)."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_MAX_DEPTH = 12  # deeper than any of our answers


def breaking_changes(before: Json, after: Json) -> list[str]:
    """A sentence for each operation, answer, field or type of `before` that a client would miss in `after`."""
    return list(_changes(before, after))


def _changes(before: Json, after: Json) -> Iterator[str]:
    for path, methods in before["paths"].items():
        for method, operation in methods.items():
            where = f"{method.upper()} {path}"
            now = after["paths"].get(path, {}).get(method)
            if now is None:
                yield f"{where} is gone"
                continue
            yield from _answers(where, operation, now, (before, after))
            yield from _bodies(where, operation, now, (before, after))
            yield from _parameters(where, operation, now)


def _answers(where: str, before: Json, after: Json, documents: tuple[Json, Json]) -> Iterator[str]:
    for status, answer in before["responses"].items():
        now = after["responses"].get(status)
        if now is None:
            yield f"{where} no longer answers {status}"
            continue
        for media_type, content in answer.get("content", {}).items():
            if media_type not in now.get("content", {}):
                yield f"{where} {status} no longer answers {media_type}"
            else:
                schemas = (content["schema"], now["content"][media_type]["schema"])
                yield from _read_schema(f"{where} {status}", *schemas, documents)
        for name in answer.get("headers", {}).keys() - now.get("headers", {}).keys():
            yield f"{where} {status} no longer has the header {name}"


def _read_schema(where: str, before: Json, after: Json, documents: tuple[Json, Json], depth: int = 0) -> Iterator[str]:
    """What a client reads: nothing may vanish, change its type, or become null or absent where it never was."""
    before, after = _resolved(before, documents[0]), _resolved(after, documents[1])
    if depth > _MAX_DEPTH:
        return
    if extra := _types(after) - _types(before):
        yield f"{where} was {sorted(_types(before))} and can be {sorted(extra)} now"
    for name in set(before.get("required", ())) - set(after.get("required", ())):
        yield f"{where}.{name} was always there and need not be now"
    for name, field in before.get("properties", {}).items():
        if name not in after.get("properties", {}):
            yield f"{where}.{name} is gone"
        else:
            yield from _read_schema(f"{where}.{name}", field, after["properties"][name], documents, depth + 1)
    for key, shown in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(before.get(key), Mapping) and isinstance(after.get(key), Mapping):
            yield from _read_schema(f"{where}{shown}", before[key], after[key], documents, depth + 1)
    for key in ("oneOf", "anyOf"):
        for number, (old, new) in enumerate(zip(before.get(key, ()), after.get(key, ()), strict=False)):
            yield from _read_schema(f"{where}<{number}>", old, new, documents, depth + 1)


def _bodies(where: str, before: Json, after: Json, documents: tuple[Json, Json]) -> Iterator[str]:
    """What a client sends: nothing more may be asked for, and nothing that was taken may be refused."""
    contents = [operation.get("requestBody", {}).get("content", {}) for operation in (before, after)]
    for media_type, content in contents[0].items():
        if media_type not in contents[1]:
            yield f"{where} no longer takes {media_type}"
            continue
        old = _resolved(content["schema"], documents[0])
        new = _resolved(contents[1][media_type]["schema"], documents[1])
        for name in set(new.get("required", ())) - set(old.get("required", ())):
            yield f"{where} asks for {name} now"
        for name, field in old.get("properties", {}).items():
            now = new.get("properties", {}).get(name)
            if now is None:
                yield f"{where} no longer takes {name}"
            elif lost := _types(field) - _types(now):
                yield f"{where} no longer takes {sorted(lost)} for {name}"
            elif lost := set(field.get("enum", ())) - set(now.get("enum", field.get("enum", ()))):
                yield f"{where} no longer takes {sorted(map(str, lost))} for {name}"


def _parameters(where: str, before: Json, after: Json) -> Iterator[str]:
    old, new = ({(item["in"], item["name"]): item for item in side.get("parameters", ())} for side in (before, after))
    for key in old.keys() - new.keys():
        yield f"{where} no longer takes {key[1]}"
    for key, item in new.items():
        if item.get("required") and not old.get(key, {}).get("required"):
            yield f"{where} asks for {key[1]} now"


def _resolved(schema: Json, document: Json) -> Json:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _types(schema: Json) -> set[str]:
    kinds = schema.get("type", [])
    return {kinds} if isinstance(kinds, str) else set(kinds)
