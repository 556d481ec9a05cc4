"""The candidate object of the portal API, as the reference describes it."""

from datetime import date
from typing import Any

import pytest

from parsing.engine import analysis, profiles
from parsing.engine.model import Employment, Requirements, Resume
from parsing.engine.options import Profile, effective_options
from parsing.engine.tests import people

TODAY = date(2026, 11, 22)
ROLE = Requirements(("Python", "Django", "PostgreSQL"), ("Redis",), title="Senior Software Engineer")

ALWAYS = [
    "name", "email", "phone", "location", "linkedin", "profile", "seniority", "total_experience_years", "skills",
    "languages", "experience", "education", "certifications", "nationality", "driving_license",
]  # fmt: skip


def jane() -> Resume:
    return people.person(
        people.job("Senior Software Engineer", "Acme Corp", "2021-03..", "- Led backend team of 5\n- Used Kafka"),
        people.job("Intern", "Globex", "2017..2018", employment=Employment.INTERNSHIP),
        skills="Python, python, Django",
        education=(people.study("BSc", "Computer Science", "2014-09..2017-06-30"),),
        languages=(people.language("English", "en", "native"),),
        certifications=(people.certificate("CKA"),),
    )


def answer(
    profile: str, resume: Resume | None = None, role: Requirements | None = None, **switches: bool
) -> dict[str, Any]:
    resume = jane() if resume is None else resume
    options, _ = effective_options({"output_profile": profile, **switches}, has_job_description=role is not None)
    return profiles.portal(resume, analysis.analyse(resume, role, today=TODAY), options)


def test_every_documented_field_is_there_even_when_nothing_is_known() -> None:
    candidate = answer("ats_core", Resume())

    assert [name for name in ALWAYS if name not in candidate] == []
    assert candidate["name"] is None
    assert candidate["skills"] == candidate["languages"] == candidate["experience"] == candidate["education"] == []


@pytest.mark.parametrize("role", [None, ROLE], ids=["without a job", "with a job"])
def test_each_profile_holds_the_smaller_one(role: Requirements | None) -> None:
    core, plus, full = (answer(profile, role=role) for profile in ("ats_core", "ats_plus", "full_profile"))

    assert core.items() <= plus.items()
    assert plus.items() <= full.items()
    assert len(core) < len(plus) < len(full)


def test_experience_and_education_entries_are_those_of_the_reference() -> None:
    candidate = answer("ats_core")

    assert candidate["experience"][0] == {
        "title": "Senior Software Engineer",
        "company": "Acme Corp",
        "location": None,
        "start_date": "2021-03",
        "end_date": None,
        "is_current": True,
        "description": "- Led backend team of 5\n- Used Kafka",
        "skills_used": [],
    }
    assert candidate["experience"][1]["start_date"] == "2017"
    assert candidate["education"][0] == {
        "degree": "BSc Computer Science",
        "institution": "University of Manchester",
        "location": None,
        "start_date": "2014-09",
        "end_date": "2017-06",
        "grade": None,
        "field": "Computer Science",
    }
    assert candidate["languages"] == [{"language": "English", "proficiency": "native"}]
    assert candidate["certifications"] == ["CKA"]
    assert candidate["skills"] == ["Python", "Django"]


def test_normalized_helpers_stand_beside_the_strings() -> None:
    normalized = answer("ats_core")["normalized"]

    assert normalized["experience"][1] == {
        "start": "2017",
        "end": "2018",
        "precision": "year",
        "is_current": False,
        "raw": "2017..2018",
        "months": 12,
        "employment": "internship",
    }
    assert normalized["education"][0]["end"] == "2017-06-30"
    assert normalized["location"]["country_code"] == "GB"
    assert normalized["phone"] == "+447700900123"


def test_score_fields_are_present_with_a_job_only() -> None:
    with_job, without = answer("ats_core", role=ROLE), answer("ats_core")

    assert isinstance(with_job["fit_score"], int)
    assert with_job["hiring_recommendation"] in ("strong_yes", "yes", "maybe", "no")
    assert with_job["score_reasoning"]
    assert not {"fit_score", "hiring_recommendation", "score_reasoning"} & without.keys()
    assert "fit_score" not in answer("ats_core", role=ROLE, score=False)


def test_matched_and_missing_speak_of_required_skills() -> None:
    candidate = answer("ats_plus", role=ROLE)

    assert candidate["matched_skills"] == ["Python", "Django"]
    assert candidate["missing_skills"] == ["PostgreSQL"]
    assert candidate["missing_nice_to_have"] == ["Redis"]
    assert sum(part["max_points"] for part in candidate["score_breakdown"]) == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize("name", ["verdict", "red_flags", "strengths", "self_check"])
def test_switches_remove_their_field(name: str) -> None:
    assert name in answer("ats_plus")
    assert name not in answer("ats_plus", **{name: False})
    assert name not in answer("ats_core")


def test_seniority_switched_off_is_null() -> None:
    assert answer("ats_core")["seniority"] == "senior"
    assert answer("ats_core", seniority=False)["seniority"] is None


def test_self_check_audits_every_field() -> None:
    check = answer("full_profile", Resume())["self_check"]

    assert check["overall_confidence"] == 0
    assert check["fields"]["name"] == {"confidence": None, "issue": "No name was found in the document"}
    assert answer("full_profile")["self_check"]["overall_confidence"] > 0.6


def test_candidate_id_is_there_when_it_is_known() -> None:
    options, _ = effective_options(None)
    candidate = profiles.portal(jane(), analysis.analyse(jane(), today=TODAY), options, candidate_id="cand_1")

    assert candidate["candidate_id"] == "cand_1"
    assert "candidate_id" not in answer("ats_core")


def test_evidence_of_full_profile_names_page_and_rule() -> None:
    evidence = answer("full_profile")["evidence"]

    assert evidence["experience[0].title"]["quote"] == "Senior Software Engineer"
    assert evidence["name"]["rule"] == "test"


def test_field_names_are_those_of_the_answer() -> None:
    assert set(answer("full_profile", role=ROLE)) <= set(profiles.field_names(Profile.FULL_PROFILE))
