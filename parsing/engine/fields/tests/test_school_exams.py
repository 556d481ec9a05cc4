"""Studies of schools and colleges in Britain: exams with subjects and marks, levels, classes; roles in one line."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume


def parse(text: str) -> Resume:
    document = f"Ann Lee\nann@example.com\n\n{text}\n".encode()
    return pipeline.parse(document, filename="resume.txt", today=date(2026, 11, 1)).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


@pytest.mark.parametrize(
    ("text", "degree", "field", "school", "grade"),
    [
        ("BA (Hons) History 2:1\nUniversity of Hull 2018 - 2021", "BA (Hons)", "History", "University of Hull", "2:1"),
        (
            "2018 - 2021 University of Hull\nLLB Law - Upper Second Class Honours (2:1)",
            *("LLB", "Law", "University of Hull", "2:1"),
        ),
        (
            "BTEC Level 3 Extended Diploma in Business (D*DD), Kirklees College, 2017",
            *("BTEC Level 3 Extended Diploma", "Business", "Kirklees College", None),
        ),
        (
            "City & Guilds Level 3 Plumbing, Leeds City College, 2013",
            *("City & Guilds Level 3", "Plumbing", "Leeds City College", None),
        ),
        (
            "AAT Level 4 Diploma in Professional Accounting, Leeds City College, 2011",
            *("AAT Level 4 Diploma", "Professional Accounting", "Leeds City College", None),
        ),
        (
            "2016 - 2018\nWyke College, Hull\nA Levels: Biology B, Chemistry C, Geography B",
            *("A Levels", None, "Wyke College", None),
        ),
        ("2011 - 2016: Hill High School - 10 GCSEs A*-C", "GCSEs", None, "Hill High School", None),
        (
            "5 GCSEs at grade C or above, including Maths and English, Batley High School, 2015",
            *("5 GCSEs", None, "Batley High School", None),
        ),
        (
            "Hill High School, Leeds (2013 - 2018)\n10 GCSEs (A*-C) including Maths, English and Science",
            *("GCSEs", None, "Hill High School", None),
        ),
        (
            "2013 - 2018  Hill High School\n9 GCSEs grades 9-4 including English (7) and Maths (6)",
            *("GCSEs", None, "Hill High School", None),
        ),
    ],
)
def test_exams_are_told_from_their_subjects_and_marks(
    text: str, degree: str, field: str | None, school: str, grade: str | None
) -> None:
    (study,) = parse(f"Education\n{text}").education

    found = (value(study.degree), value(study.field), value(study.institution), value(study.grade))
    assert found == (degree, field, school, grade)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "APEX TOOLS LTD, Leeds\nPlant Manager (2011 - 2016), Operations Manager (2008 - 2011)\n- Ran a plant.",
            [("Plant Manager", 2011), ("Operations Manager", 2008)],
        ),
        (
            "Apex Tools Ltd, Leeds\nIndustrial Engineer, 2003 - 2008; Quality Technician, 2001 - 2003",
            [("Industrial Engineer", 2003), ("Quality Technician", 2001)],
        ),
    ],
)
def test_roles_told_in_one_line_are_jobs_of_their_own(text: str, expected: list[tuple[str, int]]) -> None:
    experience = parse(f"Experience\n{text}").experience

    assert [
        (value(job.title), job.dates.value.start and job.dates.value.start.year) for job in experience if job.dates
    ] == expected
    assert {str(value(job.company)).casefold() for job in experience} == {"apex tools ltd"}
