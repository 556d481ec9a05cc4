"""Where every value was read: for the display of evidence and for full_profile."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from parsing.engine.model import Evidence, Found, Resume

Json = dict[str, Any]


def by_field(resume: Resume) -> dict[str, Json]:
    """Path of the value -> where it stands; paths look like "experience[0].title"."""
    return {path: _evidence(found.evidence) for path, found in found_values(resume)}


def found_values(resume: Resume) -> Iterator[tuple[str, Found[Any]]]:
    """Every value that carries evidence, with its path, in the order of the model."""
    return _walk("", resume)


def _walk(path: str, value: Any) -> Iterator[tuple[str, Found[Any]]]:
    if isinstance(value, Found):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(f"{path}[{index}]", item)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from _walk(f"{path}.{field.name}" if path else field.name, getattr(value, field.name))


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
