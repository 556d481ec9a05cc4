"""What is sent to a model, and the form that its answer must have."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from parsing.engine.analysis import orders
from parsing.engine.model import Found, Resume

Json = dict[str, Any]
UNSURE = 0.6  # a value below this confidence may be replaced; the rules give it to their last resorts
MAX_LINES = 400
MAX_LINE_CHARS = 300
MAX_ENTRIES = 30
MAX_VALUE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Prompt:
    system: str  # ours alone
    data: str  # JSON that holds what came from outside, never an instruction of ours
    schema: Json
    name: str  # of the schema


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _nullable(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def array(items: Json, most: int) -> Json:
    """A list of at most `most`."""
    return {"type": "array", "items": items, "maxItems": most}


_VALUE = _nullable(_object(value={"type": "string", "maxLength": MAX_VALUE_CHARS}, line={"type": "integer"}))
_ENTRY = _nullable({"type": "integer"})
DRAFT_SCHEMA: Json = _object(
    name=_VALUE,
    experience=array(_object(entry=_ENTRY, title=_VALUE, company=_VALUE, dates=_VALUE), MAX_ENTRIES),
    education=array(_object(entry=_ENTRY, degree=_VALUE, institution=_VALUE, dates=_VALUE), MAX_ENTRIES),
)


@cache
def texts() -> dict[str, dict[str, str]]:
    """Our own words: the rules a model gets, and the labels of facts."""
    return tomllib.loads(files(__package__).joinpath("prompts.toml").read_text(encoding="utf-8"))


def unsure_parts(resume: Resume) -> tuple[str, ...]:
    """What a second look could help with: values of low confidence and gaps in entries. Empty: nothing to ask."""
    found: list[str] = []
    if resume.name is None or _is_unsure(resume.name):
        found.append("name")
    for index, job in enumerate(resume.experience[:MAX_ENTRIES]):
        parts = {"title": job.title, "company": job.company, "dates": job.dates}
        found += [f"experience[{index}].{name}" for name, value in parts.items() if value is None or _is_unsure(value)]
    for index, study in enumerate(resume.education[:MAX_ENTRIES]):
        parts = {"degree": study.degree, "institution": study.institution, "dates": study.dates}
        found += [
            f"education[{index}].{name}" for name, value in parts.items() if value is not None and _is_unsure(value)
        ]
    if not resume.experience:
        found.append("experience")
    if not resume.education:
        found.append("education")
    return tuple(found)


def extraction_prompt(resume: Resume, lines: Sequence[str], unsure: Sequence[str]) -> Prompt:
    """A second look at the document; lines that give orders to a machine stay at home."""
    left_out = orders.lines_of(lines)
    numbered = {
        str(number): line[:MAX_LINE_CHARS]
        for number, line in enumerate(lines[:MAX_LINES])
        if line.strip() and number not in left_out
    }
    data = {"unsure": list(unsure), "known": _known(resume), "lines": numbered}
    return Prompt(texts()["extraction"]["rules"], json.dumps(data, ensure_ascii=False), DRAFT_SCHEMA, "reading")


def _known(resume: Resume) -> Json:
    return {
        "name": _text(resume.name),
        "experience": [
            {"entry": index, "title": _text(job.title), "company": _text(job.company), "dates": _raw(job.dates)}
            for index, job in enumerate(resume.experience[:MAX_ENTRIES])
        ],
        "education": [
            {
                "entry": index,
                "degree": _text(study.degree),
                "institution": _text(study.institution),
                "dates": _raw(study.dates),
            }
            for index, study in enumerate(resume.education[:MAX_ENTRIES])
        ],
    }


def _is_unsure(found: Found[Any]) -> bool:
    return found.evidence.confidence < UNSURE


def _text(found: Found[str] | None) -> str | None:
    return None if found is None else found.value


def _raw(found: Found[Any] | None) -> str | None:
    return None if found is None else found.value.raw
