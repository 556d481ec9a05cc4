"""Tables that resumes made with word processors hold: skills, studies and duties, cells parted by tabs."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume

HEAD = "Jane Whitlock\njane.whitlock@example.com | 07700 900111\n\n"


def parse(text: str) -> Resume:
    return pipeline.parse(f"{HEAD}{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


def studies(resume: Resume) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (
            study.degree.value if study.degree else None,
            study.field.value if study.field else None,
            study.institution.value if study.institution else None,
        )
        for study in resume.education
    ]


def test_a_column_of_boards_beside_that_of_schools_is_no_field() -> None:
    resume = parse(
        "Education\nCourse\tInstitution\tBoard/University\tYear\t%\n"
        "B.Tech (Civil)\tGLA Institute of Technology\tUPTU, Lucknow\t2008\t71.2\n"
        "Intermediate\tKendriya Vidyalaya, Agra\tCBSE\t2004\t68"
    )

    assert [(field, school) for _, field, school in studies(resume)] == [
        ("Civil", "GLA Institute of Technology"),
        (None, "Kendriya Vidyalaya"),
    ]


def test_groups_in_the_first_column_of_a_table_are_no_skills() -> None:
    resume = parse(
        "Technical skills\nFrameworks\tSpring Boot, Hibernate\nDatabases\tPostgreSQL, MongoDB\n"
        "Cloud\tDocker, Kubernetes"
    )

    assert [skill.name.value for skill in resume.skills] == [
        *("Spring Boot", "Hibernate", "PostgreSQL", "MongoDB", "Docker", "Kubernetes")
    ]


def test_deeds_sorted_by_ability_are_no_skills() -> None:
    resume = parse(
        "Professional skills\n\u2022 Scheduled meetings for four executives\n"
        "\u2022 Processed payroll for 45 employees\n\u2022 QuickBooks"
    )

    assert [skill.name.value for skill in resume.skills] == ["payroll", "QuickBooks"]


def test_the_label_of_duties_is_neither_description_nor_skill() -> None:
    resume = parse(
        "Esperienza lavorativa\nDate\tDa settembre 2017 a oggi\nDatore di lavoro\tCoop Alleanza, Bologna\n"
        "Tipo di impiego\tAddetta alle vendite\n"
        "Principali mansioni e responsabilit\u00e0\tAssistenza clienti, gestione cassa"
    )

    (job,) = resume.experience
    assert job.description is not None
    assert job.description.value == "Assistenza clienti, gestione cassa"
    assert [skill.name.value for skill in resume.skills] == ["Assistenza clienti", "gestione cassa"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2003 - 2006 Lehre zum Tischler, Merkur Handels AG", ("Lehre zum Tischler", None, "Merkur Handels AG")),
        ("1999 - 2003 HAK St. P\u00f6lten (ohne Abschluss)", (None, None, "HAK St. P\u00f6lten")),
        ("2005 - 2007 BSc Physics (not completed), University of Leeds", ("BSc", "Physics", "University of Leeds")),
        ("2009 B.E. (Mechanical), Delta College", ("B.E.", "Mechanical", "Delta College")),
        ("2009 B.Com (Pass), Delta College", ("B.Com (Pass)", None, "Delta College")),
    ],
)
def test_places_of_learning_and_what_came_of_it(text: str, expected: tuple[str | None, ...]) -> None:
    heading = "Ausbildung" if "Lehre" in text or "HAK" in text else "Education"

    assert studies(parse(f"{heading}\n{text}")) == [expected]
