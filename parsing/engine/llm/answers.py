"""An answer as it came: read strictly, so that nothing of another form goes on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parsing.engine.llm.prompts import MAX_ENTRIES, MAX_VALUE_CHARS

MAX_ANSWER_CHARS = 100_000


class BadAnswer(ValueError):
    """The answer is not of the form that was asked for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class EntryDraft:
    entry: int | None  # of the known entries; None for one that is missing
    values: Mapping[str, Proposal]  # "title", "company", "dates", ...


@dataclass(frozen=True, slots=True)
class Draft:
    name: Proposal | None = None
    experience: tuple[EntryDraft, ...] = ()
    education: tuple[EntryDraft, ...] = ()

    @property
    def count(self) -> int:
        """How many values it proposes."""
        return (self.name is not None) + sum(len(item.values) for item in (*self.experience, *self.education))


def read_draft(text: str) -> Draft:
    """The proposals of an answer. Raises BadAnswer."""
    answer = as_object(text)
    return Draft(
        name=_proposal(answer.get("name")),
        experience=_entries(answer.get("experience"), ("title", "company", "dates")),
        education=_entries(answer.get("education"), ("degree", "institution", "dates")),
    )


def as_object(text: str) -> dict[str, Any]:
    """The JSON object of an answer. Raises BadAnswer."""
    if len(text) > MAX_ANSWER_CHARS:
        raise BadAnswer("too long")
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("not JSON") from error
    if not isinstance(answer, dict):
        raise BadAnswer("not an object")
    return answer


def as_list(value: Any, most: int) -> list[dict[str, Any]]:
    """A list of objects, None as the empty one. Raises BadAnswer."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most or not all(isinstance(item, dict) for item in value):
        raise BadAnswer("not a list of objects")
    return value


def as_number(value: Any) -> int:
    """A whole number. Raises BadAnswer."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadAnswer("not a number")
    return value


def _entries(value: Any, names: tuple[str, ...]) -> tuple[EntryDraft, ...]:
    found = []
    for item in as_list(value, MAX_ENTRIES):
        entry = None if item.get("entry") is None else as_number(item["entry"])
        values = {name: proposal for name in names if (proposal := _proposal(item.get(name))) is not None}
        if values:
            found.append(EntryDraft(entry, values))
    return tuple(found)


def _proposal(value: Any) -> Proposal | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("value"), str):
        raise BadAnswer("not a value with its line")
    text = value["value"].strip()
    if not text:
        return None
    if len(text) > MAX_VALUE_CHARS:
        raise BadAnswer("a value is too long")
    return Proposal(text, as_number(value.get("line")))
