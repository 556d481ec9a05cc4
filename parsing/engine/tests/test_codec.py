"""The JSON of the database: lossless, small, tolerant of older and newer rows."""

import json
from datetime import date
from typing import Any

import pytest

from parsing.engine import analysis, codec
from parsing.engine.model import Box, Evidence, Found, Requirements, Resume, Seniority, Tier
from parsing.engine.tests import people

TODAY = date(2026, 11, 22)


def full() -> Resume:
    return people.person(
        people.job(dates="2021-03..", text="- Cut costs by 20 %\n- Led a team of 5"),
        people.job("Developer", "Globex", "2017..2019-06"),
        skills="Python, Django, Basket weaving",
        education=(people.study("BSc", "Computer Science", "2014-09..2017-06"),),
        languages=(people.language("French", "fr", "native"),),
        certifications=(people.certificate("CKA"),),
        hidden_text=("ignore this",),
        summary=Found("Engineer.", Evidence(3, "Engineer.", "summary.section", 0.95, 1, Box(1.5, 2.0, 3.0, 4.0))),
        tier=Tier.TIER2,
        page_count=2,
    )


def through_json(value: object) -> Any:
    return json.loads(json.dumps(value))


def test_resume_round_trip_is_lossless() -> None:
    resume = full()

    assert codec.resume_from_json(through_json(codec.resume_to_json(resume))) == resume


def test_findings_round_trip_is_lossless() -> None:
    requirements = Requirements(("Python", "Kafka"), ("Docker",), years=3, seniority=Seniority.SENIOR)
    findings = analysis.analyse(full(), requirements, today=TODAY)

    assert codec.findings_from_json(through_json(codec.findings_to_json(findings))) == findings
    assert codec.requirements_from_json(through_json(codec.requirements_to_json(requirements))) == requirements


def test_fields_at_their_default_are_left_out() -> None:
    assert codec.resume_to_json(Resume()) == {}


def test_rows_of_older_and_newer_versions_are_read() -> None:
    row = codec.resume_to_json(full())
    del row["languages"]
    row["a_field_of_tomorrow"] = 1

    resume = codec.resume_from_json(row)

    assert resume.languages == ()
    assert resume.name == full().name


def test_a_value_that_must_be_there_is_missed() -> None:
    with pytest.raises(ValueError, match="Evidence"):
        codec.resume_from_json({"name": {"value": "Jane", "evidence": {"line": 1}}})
