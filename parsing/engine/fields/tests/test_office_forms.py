"""Forms that resumes written with word processors take, each in a plain text."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume

HEAD = "Jane Whitlock\njane.whitlock@example.com | 07700 900111\n\n"


def parse(text: str, *, head: str = HEAD) -> Resume:
    return pipeline.parse(f"{head}{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


def schools(resume: Resume) -> list[str | None]:
    return [study.institution.value if study.institution else None for study in resume.education]


@pytest.mark.parametrize(
    ("text", "certificates", "expected"),
    [
        (
            "Qualifications\n\u2022 NVQ Level 3 Site Carpentry, Stockport College, 2012\n"
            "\u2022 First Aid at Work (2021)\n\u2022 NEBOSH General Certificate\n\u2022 CSCS Gold Card\n\u2022 PMP",
            ["First Aid at Work", "NEBOSH General Certificate", "CSCS Gold Card", "PMP"],
            ["Stockport College"],
        ),
        (
            "Education and Qualifications\nBSc Computer Science, University of Leeds, 2012\n"
            "Prince2 Practitioner, 2019\nSix Sigma Green Belt\nHNC Construction, Leeds College of Building, 2008",
            ["Prince2 Practitioner", "Six Sigma Green Belt"],
            ["University of Leeds", "Leeds College of Building"],
        ),
    ],
)
def test_certificates_among_studies(text: str, certificates: list[str], expected: list[str]) -> None:
    resume = parse(text)

    assert [certificate.name.value for certificate in resume.certifications] == certificates
    assert schools(resume) == expected


def test_two_months_with_a_comma_between_them_are_a_period() -> None:
    resume = parse(
        "Experience\nVistara Analytics, Leeds\nData Analyst\nAugust 2023, August 2024\n\u2022 Built dashboards.\n"
        "Kaveri Software Ltd, York\nJunior Analyst  June 2021, July 2023\n\u2022 Cleaned data."
    )
    dated = [job.dates.value for job in resume.experience if job.dates is not None]
    months = [
        (span.start.year, span.start.month, span.end.year, span.end.month) for span in dated if span.start and span.end
    ]

    assert months == [(2023, 8, 2024, 8), (2021, 6, 2023, 7)]


@pytest.mark.parametrize("study", ["BSc Carpentry, Stockport College, 2012", "Stockport College, BSc Carpentry (2012)"])
def test_a_study_may_be_the_only_item_of_its_list(study: str) -> None:
    resume = parse(f"Education\n\u2022 {study}\nInterests\n\u2022 Climbing")

    assert schools(resume) == ["Stockport College"]


def test_jobs_below_the_name_and_under_no_heading_are_all_read() -> None:
    resume = parse(
        "Data Scientist - Saffron Retail Systems. Pune, India, 2022-07-01 - Present\n"
        "Associate Data Scientist - Infovista Consulting. Pune, India, 2020-08-01 - 2022-06-01",
        head="Jane Whitlock\njane.whitlock@example.com | 07700 900111\n",
    )

    assert [job.company.value for job in resume.experience if job.company] == [
        "Saffron Retail Systems",
        "Infovista Consulting",
    ]


def test_a_school_below_its_degree_may_begin_with_at() -> None:
    resume = parse("Education\nMaster of Science in Mathematics\nat Northeastern University\nSep 2016 - Dec 2018")

    assert schools(resume) == ["Northeastern University"]
    assert resume.education[0].degree is not None


def test_a_short_month_of_another_language_before_its_year() -> None:
    resume = parse(
        "Experience\nSoftware Engineering Intern, Brightwater Labs\nmai 2018 - ago 2018\n\u2022 Built a dashboard."
    )

    dates = resume.experience[0].dates
    assert dates is not None
    assert dates.value.start is not None
    assert dates.value.end is not None
    assert (dates.value.start.month, dates.value.end.month) == (5, 8)


def test_own_address_below_the_references() -> None:
    resume = parse(
        "Experience\nBuyer, Acme Ltd, 2019 - 2021\n\nReferences\nDana Marsh, Head of Buying\nd.marsh@acme.example.org\n"
        "Montreal, QC  j.whitlock@posteo.example  +1 (514) 555-0193",
        head="Jane Whitlock\nBuyer\n\n",
    )

    assert [email.value for email in resume.emails] == ["j.whitlock@posteo.example"]
    assert [phone.value.e164 for phone in resume.phones] == ["+15145550193"]


def test_an_unknown_town_is_told_by_its_state_and_country() -> None:
    resume = parse(
        "Experience\nLead Forestry Technician (Wildland Fire) | Chugach Ridge Ranger District |"
        " Girdwood, AK, United States | 04/2019 - Present\n\u2022 Led a crew of eight."
    )
    (job,) = resume.experience

    assert job.company is not None
    assert job.company.value == "Chugach Ridge Ranger District"
    assert job.location is not None
    assert job.location.value.text == "Girdwood, AK, United States"


@pytest.mark.parametrize(
    ("text", "degree", "field"),
    [
        ("Qualification: Diploma in Food Science\nInstitution: Egerton University", "Diploma", "Food Science"),
        ("Titolo: Laurea in Fisica\nIstituto: Universit\u00e0 di Bari", "Laurea", "Fisica"),
    ],
)
def test_the_label_of_a_degree_is_that_of_its_field_too(text: str, degree: str, field: str) -> None:
    (study,) = parse(f"Education\n{text}\nYear: 2014 - 2017").education

    assert study.degree is not None
    assert study.degree.value == degree
    assert study.field is not None
    assert study.field.value == field


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("Exp\u00e9rience\nSerrurier, Atelier Morel, depuis la rentr\u00e9e 2023", 2023, 9),
        ("Berufserfahrung\nAushilfe, Gasthof Krone, Sommerferien 2025", 2025, 6),
    ],
)
def test_seasons_of_a_school_year_date_jobs(text: str, year: int, month: int) -> None:
    (job,) = parse(text).experience
    start = job.dates.value.start if job.dates else None

    assert start is not None
    assert (start.year, start.month) == (year, month)
