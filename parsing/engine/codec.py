"""Lossless JSON of the engine's dataclasses, for the database.

A field that holds its default is left out, so that rows stay small and a row written by an older version, which lacks
today's new fields, reads back with their defaults. Keys of a newer version are ignored.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from parsing.engine.model import Findings, Requirements, Resume

# Part of the cache key of a parsed file: raise it when the same bytes would give another Resume.
PIPELINE_VERSION = "1"

Json = dict[str, Any]
T = TypeVar("T")
_Decoder = Callable[[Any], Any]


def resume_to_json(resume: Resume) -> Json:
    """What `resume_from_json` turns back into an equal `Resume`; plain dicts, lists, strings and numbers only."""
    return _encode_dataclass(resume)


def resume_from_json(data: Mapping[str, Any]) -> Resume:
    """The `Resume` that `resume_to_json` was given. Raises ValueError where a value has no default and is missing."""
    return decode(Resume, data)


def findings_to_json(findings: Findings) -> Json:
    """The same for `Findings`."""
    return _encode_dataclass(findings)


def findings_from_json(data: Mapping[str, Any]) -> Findings:
    """The same for `Findings`."""
    return decode(Findings, data)


def requirements_to_json(requirements: Requirements) -> Json:
    """The same for `Requirements`."""
    return _encode_dataclass(requirements)


def requirements_from_json(data: Mapping[str, Any]) -> Requirements:
    """The same for `Requirements`."""
    return decode(Requirements, data)


def decode(cls: type[T], data: Mapping[str, Any]) -> T:
    """An instance of the dataclass `cls` from what `encode` made of one."""
    return typing.cast("T", _decoder(typing.cast("Any", cls))(data))


def encode(value: Any) -> Any:
    """`value` in types that JSON knows; a dataclass becomes a dict without the fields that hold their default."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _encode_dataclass(value)
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def _encode_dataclass(value: Any) -> Json:
    encoded: Json = {}
    for name, default in _defaults(typing.cast("Any", type(value))):
        content = getattr(value, name)
        if content is default or (default is not dataclasses.MISSING and content == default):
            continue
        encoded[name] = encode(content)
    return encoded


@cache
def _defaults(cls: type[Any]) -> tuple[tuple[str, Any], ...]:
    found = []
    for field in dataclasses.fields(cls):
        default = field.default_factory() if callable(field.default_factory) else field.default
        found.append((field.name, default))
    return tuple(found)


@cache
def _decoder(kind: Any) -> _Decoder:
    """The function that reads a value annotated as `kind`. Built once for each annotation of the model."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _optional_decoder(kind)
    if origin is tuple:
        return _tuple_decoder(kind)
    if dataclasses.is_dataclass(origin or kind):
        return _dataclass_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is float:
        return float
    return _unchanged


def _unchanged(value: Any) -> Any:
    return value


def _optional_decoder(kind: Any) -> _Decoder:
    (inner,) = (_decoder(choice) for choice in typing.get_args(kind) if choice is not type(None))
    return lambda value: None if value is None else inner(value)


def _tuple_decoder(kind: Any) -> _Decoder:
    inner = tuple(_decoder(choice) for choice in typing.get_args(kind) if choice is not Ellipsis)
    if len(inner) == 1:
        return lambda values: tuple(map(inner[0], values))
    return lambda values: tuple(read(value) for read, value in zip(inner, values, strict=True))


def _dataclass_decoder(kind: Any) -> _Decoder:
    cls = typing.get_origin(kind) or kind
    parameters = getattr(cls, "__parameters__", ())
    arguments = dict(zip(parameters, typing.get_args(kind), strict=False))
    hints = typing.get_type_hints(cls)
    fields = {
        field.name: _decoder(arguments.get(hints[field.name], hints[field.name])) for field in dataclasses.fields(cls)
    }

    def read(data: Mapping[str, Any]) -> Any:
        known = {name: fields[name](value) for name, value in data.items() if name in fields}
        try:
            return cls(**known)
        except TypeError as missing:
            raise ValueError(f"{cls.__name__}: {missing}") from missing

    return read
