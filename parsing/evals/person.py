"""A person as the metric sees one: what a truth file says, and what a parser answers, in one shape."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parsing.engine.model import DateSpan, Found, Location, Resume
from parsing.engine.profiles import json_resume

PRESENT = "present"

SCALAR_FIELDS = ("name", "email", "phone", "city")
JOB_FIELDS = ("company", "title", "start", "end")
EDUCATION_FIELDS = ("institution", "degree", "start", "end")
DATE_FIELDS = frozenset({"start", "end"})

FIELDS = (
    *SCALAR_FIELDS,
    *(f"job.{name}" for name in JOB_FIELDS),
    *(f"education.{name}" for name in EDUCATION_FIELDS),
    "skills",
)
"""The 13 fields of the metric, in the order of the tables."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?|present")


class TruthError(ValueError):
    """A truth file that cannot be what its author meant."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A job or an education. Dates are "YYYY", "YYYY-MM" or "present"."""

    values: Mapping[str, str]  # only the fields that are known
    unscored: frozenset[str] = frozenset()  # fields of a truth that nobody can know
    why: Mapping[str, str] = field(default_factory=dict)  # field -> rule and quote, of our own answers


@dataclass(frozen=True, slots=True)
class Person:
    values: Mapping[str, str]  # SCALAR_FIELDS; "city" of an answer is its whole location
    jobs: tuple[Entry, ...] = ()
    education: tuple[Entry, ...] = ()
    skills: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)


EMPTY = Person(values={})
"""What a crash answers."""


# --- truth files and other parsers' answers: JSON Resume


def from_json_resume(data: Mapping[str, Any]) -> Person:
    """Read JSON Resume. A job without `endDate` is current; a `null` says that the value is not to be scored.

    Raises TruthError for wrong types and unreadable dates.
    """
    basics = _mapping(data.get("basics", {}), "basics")
    location = _mapping(basics.get("location") or {}, "basics.location")
    values = {
        "name": basics.get("name"),
        "email": basics.get("email"),
        "phone": basics.get("phone"),
        "city": location.get("city") or location.get("address"),
    }
    work = [_mapping(entry, "work") for entry in data.get("work") or []]
    education = [_mapping(entry, "education") for entry in data.get("education") or []]
    return Person(
        values=_texts(values, "basics"),
        jobs=tuple(_entry(entry, {"company": "name", "title": "position"}, open_end=True) for entry in work),
        education=tuple(
            _entry(entry, {"institution": "institution", "degree": "studyType"}, open_end=False) for entry in education
        ),
        skills=tuple(_skills(data.get("skills") or [])),
    )


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TruthError(f"{where} is no object: {value!r}")
    return value


def _texts(values: Mapping[str, object], where: str) -> dict[str, str]:
    texts = {}
    for name, value in values.items():
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise TruthError(f"{where}.{name} is no text: {value!r}")
        texts[name] = value
    return texts


def _entry(data: Mapping[str, Any], names: Mapping[str, str], *, open_end: bool) -> Entry:
    values = _texts({ours: data.get(theirs) for ours, theirs in names.items()}, "entry")
    unscored = {ours for ours, theirs in names.items() if theirs in data and data[theirs] is None}
    for name, key in (("start", "startDate"), ("end", "endDate")):
        date = data.get(key)
        if date:
            if not isinstance(date, str) or not _DATE.fullmatch(date):
                raise TruthError(f"{key} is no YYYY-MM: {date!r}")
            values[name] = date[:7]
        elif key in data or name == "start" or not open_end:
            unscored.add(name)
        else:
            values[name] = PRESENT
    return Entry(values=values, unscored=frozenset(unscored))


def _skills(groups: list[Any]) -> list[str]:
    """The keywords of all groups; a group without keywords is itself a skill."""
    names: list[str] = []
    for group in groups:
        if isinstance(group, str):
            names.append(group)
            continue
        keywords = _mapping(group, "skills").get("keywords") or [group.get("name")]
        names.extend(keyword for keyword in keywords if isinstance(keyword, str) and keyword)
    return names


# --- our own answers


def from_resume(resume: Resume) -> Person:
    """The engine's answer, with the rule and the quote behind every value."""
    scalars: dict[str, Found[Any] | None] = {
        "name": resume.name,
        "email": resume.emails[0] if resume.emails else None,
        "phone": resume.phones[0] if resume.phones else None,
        "city": resume.location,
    }
    readers = {"phone": lambda phone: phone.text, "city": _location_text}
    return Person(
        values={name: readers.get(name, str)(found.value) for name, found in scalars.items() if found},
        why={name: _why(found) for name, found in scalars.items() if found},
        jobs=tuple(_answer({"company": job.company, "title": job.title}, job.dates) for job in resume.experience),
        education=tuple(
            _answer({"institution": entry.institution, "degree": entry.degree}, entry.dates)
            for entry in resume.education
        ),
        skills=tuple(skill["name"] for skill in json_resume(resume)["skills"]),
    )


def _location_text(location: Location) -> str:
    parts = [location.text, location.city or "", location.region or "", location.country or ""]
    return ", ".join(part for index, part in enumerate(parts) if part and part not in ", ".join(parts[:index]))


def _answer(texts: Mapping[str, Found[str] | None], dates: Found[DateSpan] | None) -> Entry:
    values = {name: found.value for name, found in texts.items() if found}
    why = {name: _why(found) for name, found in texts.items() if found}
    if dates:
        span = dates.value
        if span.start:
            values["start"] = span.start.iso()[:7]
        if span.is_current:
            values["end"] = PRESENT
        elif span.end:
            values["end"] = span.end.iso()[:7]
        why |= dict.fromkeys(("start", "end"), _why(dates))
    return Entry(values=values, why=why)


def _why(found: Found[Any]) -> str:
    evidence = found.evidence
    return f"{evidence.rule} ({evidence.confidence:.2f}) line {evidence.line}: {evidence.quote!r}"
