"""JSON Resume answers have the shape of its public schema, version 1.0.0: known keys, their types, ISO dates."""

import re
from dataclasses import replace
from typing import Any

import pytest

from parsing.engine.model import (
    Certification,
    DateSpan,
    Found,
    PartialDate,
    Project,
    Resume,
)
from parsing.engine.profiles import json_resume
from parsing.engine.tests.people import found, job, language, person, span, study

DATE = re.compile(r"[1-2]\d{3}(-[0-1]\d(-[0-3]\d)?)?")
TEXT, TEXTS, ISO, ADDRESS = "text", "texts", "date", "address"
SHAPE: dict[str, dict[str, str]] = {
    "work": {
        "name": TEXT, "location": TEXT, "description": TEXT, "position": TEXT, "url": ADDRESS, "startDate": ISO,
        "endDate": ISO, "summary": TEXT, "highlights": TEXTS,
    },
    "volunteer": {
        "organization": TEXT, "position": TEXT, "url": ADDRESS, "startDate": ISO, "endDate": ISO, "summary": TEXT,
        "highlights": TEXTS, "location": TEXT,
    },
    "education": {
        "institution": TEXT, "url": ADDRESS, "area": TEXT, "studyType": TEXT, "startDate": ISO, "endDate": ISO,
        "score": TEXT, "courses": TEXTS,
    },
    "awards": {"title": TEXT, "date": ISO, "awarder": TEXT, "summary": TEXT},
    "certificates": {"name": TEXT, "date": ISO, "url": ADDRESS, "issuer": TEXT},
    "publications": {"name": TEXT, "publisher": TEXT, "releaseDate": ISO, "url": ADDRESS, "summary": TEXT},
    "skills": {"name": TEXT, "level": TEXT, "keywords": TEXTS},
    "languages": {"language": TEXT, "fluency": TEXT},
    "interests": {"name": TEXT, "keywords": TEXTS},
    "projects": {
        "name": TEXT, "description": TEXT, "highlights": TEXTS, "keywords": TEXTS, "startDate": ISO, "endDate": ISO,
        "url": ADDRESS, "roles": TEXTS, "entity": TEXT, "type": TEXT,
    },
}  # fmt: skip
BASICS = {"name", "label", "image", "email", "phone", "url", "summary", "location", "profiles"}


def full() -> Resume:
    return person(
        job("Nurse", "Clinic", "2020-03.."),
        job("Aide", "Home", "2019", "- Lifted people\n- Cooked"),
        skills="Python, Nursing",
        education=(study("BSc", "Physics", "2015-09..2018-06"),),
        volunteering=(job("Coach", "Club", "2021"),),
        awards=(found("Best poster"),),
        publications=(found("On tides"),),
        interests=(found("Chess"),),
        languages=(language("German", "de", "fluent"),),
        certifications=(
            Certification(
                found("CPR"), "Red Cross", PartialDate(2020, 5), expires=PartialDate(2022), credential_id="A1"
            ),
        ),
        projects=(Project(found("Atlas"), "A map", "https://atlas.example", ("Python",), span("2020..2021-05")),),
    )


def fits(value: Any, kind: str) -> bool:
    if kind == TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    if not isinstance(value, str) or not value:
        return False
    if kind == ISO:
        return DATE.fullmatch(value) is not None
    return kind == TEXT or value.startswith(("https://", "http://"))


@pytest.mark.parametrize("section", SHAPE)
def test_each_section_has_the_keys_and_types_of_the_schema(section: str) -> None:
    answer = json_resume(full())[section]

    assert answer
    for entry in answer:
        assert set(entry) <= set(SHAPE[section]), section
        assert {key: value for key, value in entry.items() if not fits(value, SHAPE[section][key])} == {}


def test_the_basics_have_the_keys_of_the_schema() -> None:
    answer = json_resume(full())

    assert set(answer["basics"]) <= BASICS
    assert set(answer) <= {"$schema", "basics", "meta", "references", *SHAPE}
    assert all(set(profile) <= {"network", "username", "url"} for profile in answer["basics"]["profiles"])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (DateSpan(PartialDate(2020, 3), None, is_current=True), {"startDate": "2020-03"}),
        (DateSpan(PartialDate(2020, 3), PartialDate(2030, 1), is_current=True), {"startDate": "2020-03"}),
        (DateSpan(PartialDate(2020, 3), None), {"startDate": "2020-03"}),
        (DateSpan(None, PartialDate(2020)), {"endDate": "2020"}),
    ],
)
def test_current_jobs_have_no_end_and_open_dates_no_invented_one(dates: DateSpan, expected: dict[str, str]) -> None:
    entry = replace(job("Nurse", "Clinic"), dates=Found(dates, found("x").evidence))

    work = json_resume(person(entry))["work"][0]

    assert {key: value for key, value in work.items() if key.endswith("Date")} == expected
