"""The extract API's data, JSON Resume, and a row of a table."""

from datetime import date

from parsing.engine import analysis, profiles
from parsing.engine.model import Requirements, Resume
from parsing.engine.tests import people

TODAY = date(2026, 11, 22)


def jane() -> Resume:
    return people.person(
        people.job("Engineer", "Acme", "2021-03..", "- Built it"),
        people.job("Engineer", "Globex", "2018-01..2021-02"),
        skills="Python",
        education=(people.study("BSc", "Computer Science", "2014-09..2017-06"),),
        languages=(people.language("French", "fr", "native"),),
    )


def test_extract_data_uses_the_names_of_its_reference() -> None:
    data = profiles.extract_v1(jane(), analysis.analyse(jane(), today=TODAY), 0.974)

    assert list(data) == [
        "full_name", "email", "phone", "location", "linkedin_url", "summary", "experience", "education", "skills",
        "languages", "certifications", "projects", "total_experience_years", "seniority_level", "detected_language",
        "confidence_score",
    ]  # fmt: skip
    assert data["phone"] == "+447700900123"
    assert data["location"] == {"city": "London", "country": "GB", "raw": "London, UK"}
    assert data["skills"] == [{"name": "Python", "category": "language", "level": None}]
    assert data["confidence_score"] == 0.97


def test_extract_data_of_an_empty_document_is_null_and_empty() -> None:
    data = profiles.extract_v1(Resume(), analysis.analyse(Resume(), today=TODAY))

    assert data["full_name"] is data["location"] is data["total_experience_years"] is None
    assert data["experience"] == data["skills"] == []


def test_json_resume_leaves_out_what_is_unknown() -> None:
    resume = profiles.json_resume(jane())

    assert resume["basics"]["location"]["countryCode"] == "GB"
    assert resume["basics"]["profiles"][0]["network"] == "LinkedIn"
    assert resume["work"][0] == {
        "name": "Acme",
        "position": "Engineer",
        "summary": "- Built it",
        "highlights": ["Built it"],
        "startDate": "2021-03",
    }
    assert resume["work"][1]["endDate"] == "2021-02"
    assert resume["education"][0]["studyType"] == "BSc"
    assert resume["education"][0]["area"] == "Computer Science"
    assert profiles.json_resume(Resume())["basics"] == {}


def test_csv_row_holds_every_column_and_no_formula() -> None:
    resume = people.person(people.job("=HYPERLINK(1)", "Acme", "2021-03.."), skills="Python")
    row = profiles.csv_row(resume, analysis.analyse(resume, Requirements(("Python",)), today=TODAY))

    assert tuple(row) == profiles.CSV_COLUMNS
    assert row["current_title"] == "'=HYPERLINK(1)"
    assert row["phone"].startswith("'+")
    assert row["matched_skills"] == "Python"
