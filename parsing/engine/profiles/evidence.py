"""Where every value was read: for the display of evidence and for full_profile."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast, get_args, get_origin

from parsing.engine.model import Evidence, Found, Resume

Json = dict[str, Any]


def by_field(resume: Resume) -> dict[str, Json]:
    """Path of the value -> where it stands; paths look like "experience[0].title"."""
    return {path: _evidence(found.evidence) for path, found in found_values(resume)}


def found_values(resume: Resume) -> Iterator[tuple[str, Found[Any]]]:
    """Every value that carries evidence, with its path, in the order of the model."""
    found: list[tuple[str, Found[Any]]] = []
    _walk("", resume, found)
    return iter(found)


def _walk(path: str, value: Any, found: list[tuple[str, Found[Any]]]) -> None:
    if isinstance(value, Found):
        found.append((path, value))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _walk(f"{path}[{index}]", item, found)
    elif value is not None:
        for name in _names_of_fields(cast("Any", type(value))):
            content = getattr(value, name)
            if content:
                _walk(f"{path}.{name}" if path else name, content, found)


@cache
def _names_of_fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class that may hold values with evidence."""
    return tuple(each.name for each in fields(kind) if _may_hold_values(each.type)) if is_dataclass(kind) else ()


def _may_hold_values(kind: Any) -> bool:
    if get_origin(kind) is Found:
        return True
    inside = get_args(kind)
    return any(map(_may_hold_values, inside)) if inside else isinstance(kind, type) and bool(_names_of_fields(kind))


def _evidence(evidence: Evidence) -> Json:
    box = evidence.box
    return {
        "page": evidence.page,
        "line": evidence.line,
        "quote": evidence.quote,
        "rule": evidence.rule,
        "confidence": round(evidence.confidence, 3),
        "box": None if box is None else [box.x0_pt, box.top_pt, box.x1_pt, box.bottom_pt],
    }
