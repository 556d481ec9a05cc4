"""English resumes of many walks of life: soldiers, clerks, sales; places, levels and lists as they write them."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume


def parse(text: str, name: str = "Ann Lee") -> Resume:
    return pipeline.parse(
        f"{name}\nann@example.com\n\n{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)
    ).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


def jobs(text: str) -> list[tuple[object, object, object]]:
    return [
        (value(job.title), value(job.company), job.location.value.text if job.location else None)
        for job in parse(text).experience
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "EXPERIENCE\nU.S. Army, Fort Campbell, KY  2001–2021\nPlatoon Sergeant (2015–2021)\n• Led forty\n"
            "Squad Leader (2008–2015)\n• Trained twelve",
            [
                ("Platoon Sergeant", "U.S. Army", "Fort Campbell, KY"),
                ("Squad Leader", "U.S. Army", "Fort Campbell, KY"),
            ],
        ),
        (
            "CAREER HISTORY\nSales Manager, Acme Ltd, Plano, TX, 2011 - 2018\n- Managed nine reps\n"
            "Prior: Account Executive, Apex Partners (2006–2011); Sales Rep, Office Hub (2003–2006)",
            [
                ("Sales Manager", "Acme Ltd", "Plano, TX"),
                ("Account Executive", "Apex Partners", None),
                ("Sales Rep", "Office Hub", None),
            ],
        ),
    ],
)
def test_jobs(text: str, expected: list[tuple[object, object, object]]) -> None:
    assert jobs(text) == expected


def test_service_on_boards_is_no_job() -> None:
    resume = parse(
        "CAREER HISTORY\nSales Manager, Acme Ltd, Plano, TX, 2011 - 2018\n\n"
        "BOARD SERVICE\nPlano Chamber of Commerce, Board Member, 2019–2022"
    )

    assert (len(resume.experience), len(resume.volunteering)) == (1, 1)


def test_the_rank_of_a_soldier_is_no_part_of_the_name() -> None:
    assert value(parse("Experience\nClerk, Acme Ltd, London, 2019 - 2021", "SSG Marcus D. Whitfield").name) == (
        "Marcus D. Whitfield"
    )


def test_a_diploma_in_the_last_cell_of_a_row_is_the_degree() -> None:
    resume = parse(
        "EDUCATION\nAcme Community College  Associate Degree, Accounting  1990\nBelmont High School  Diploma  1986"
    )

    assert [(value(study.degree), value(study.institution)) for study in resume.education] == [
        ("Associate Degree", "Acme Community College"),
        ("Diploma", "Belmont High School"),
    ]


def test_a_level_before_the_last_language_is_its_own() -> None:
    resume = parse("Languages\nEnglish, Gujarati, basic French")

    assert [(language.code, language.proficiency) for language in resume.languages] == [
        ("en", None),
        ("gu", None),
        ("fr", "basic"),
    ]


def test_dots_part_certificates() -> None:
    resume = parse("Certifications\nLean Six Sigma Green Belt · APICS CLTD · Forklift")

    assert [value(each.name) for each in resume.certifications] == [
        "Lean Six Sigma Green Belt",
        "APICS CLTD",
        "Forklift",
    ]


def test_clients_are_no_skills() -> None:
    resume = parse("SELECTED CLIENTS\nPenguin House, Brew Hound\n\nTOOLS\nProcreate, Photoshop")

    assert [skill.name.value for skill in resume.skills if skill.listed] == ["Procreate", "Photoshop"]
