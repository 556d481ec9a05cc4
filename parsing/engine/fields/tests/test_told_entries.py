"""Entries told in one line each, grades in them, and what stands at their edges."""

import pytest

from parsing.engine.fields.education import read_education
from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.grades import find_grade
from parsing.engine.fields.tests.documents import lexicon_for, reading_for, section
from parsing.engine.model import Education, Experience, SectionKind


def studies(text: str, code: str = "en") -> list[Education]:
    return list(read_education([section(SectionKind.EDUCATION, text)], reading_for(code)))


def jobs(text: str, code: str = "en") -> list[Experience]:
    return list(read_experience([section(SectionKind.EXPERIENCE, text)], reading_for(code)))


def told(study: Education) -> tuple[str | None, ...]:
    dates = study.dates.value if study.dates else None
    parts = (study.degree, study.field, study.institution, study.grade)
    return (*(part.value if part else None for part in parts), str(dates.end.year) if dates and dates.end else None)


def read(job: Experience) -> tuple[str | None, ...]:
    place = job.location.value.text if job.location else None
    return (*(part.value if part else None for part in (job.title, job.company)), place)


@pytest.mark.parametrize(
    ("code", "text", "grade"),
    [
        ("en", "University of Leeds, 2017 with 68.4%", "68.4%"),
        ("en", "BSc Physics, CGPA: 8.2/10", "8.2/10"),
        ("it", "Laurea in Fisica, votazione 110/110 e lode", "110/110 e lode"),
        ("pt", "Universidade do Minho | 17 valores", "17 valores"),
        ("es", "Universidad de Sevilla. Promedio: 4.2/5.0", "4.2/5.0"),
        ("tr", "Fizik (Lisans) 2,98/4,00", "2,98/4,00"),
        ("de", "Diplom, mit Auszeichnung", "mit Auszeichnung"),
        ("en", "Grade 12, Leeds High School", None),
        ("en", "Open 24/7 since 10/12", None),
        ("en", "Diploma, 3/4 of the year abroad", None),
    ],
)
def test_grades_are_told_from_other_numbers(code: str, text: str, grade: str | None) -> None:
    found = find_grade(text, lexicon_for(code))

    assert (text[found.left : found.right] if found else None) == grade


def test_studies_told_as_sentences_are_one_entry_each() -> None:
    found = studies(
        "B.E. (Computer Science) from Pune University in 2017 with 68.4%\n"
        "HSC from Maharashtra State Board in 2013 with 78%"
    )

    assert [told(study) for study in found] == [
        ("B.E.", "Computer Science", "Pune University", "68.4%", "2017"),
        ("HSC", None, "Maharashtra State Board", "78%", "2013"),
    ]


def test_bullets_that_are_studies_are_entries() -> None:
    found = studies(
        "- MSc in Physics - University of Leeds - completed in 2019\n- BSc in Physics - University of York - 2015"
    )

    assert [told(study)[2:] for study in found] == [
        ("University of Leeds", None, "2019"),
        ("University of York", None, "2015"),
    ]


def test_label_inside_a_header_is_no_part_of_it() -> None:
    [found] = studies("2012 - 2014: Leeds University, Master of Science, field of study: Logistics")

    assert (found.field.value if found.field else None) == "Logistics"


def test_school_year_is_no_month() -> None:
    [found] = studies("High School Diploma, Leeds High School, 2003/04")

    assert told(found)[-1] == "2004"


def test_job_told_in_one_line_gives_its_sentences_to_the_description() -> None:
    first, second = jobs(
        "Since 03/2019: Technician at Northwind Ltd. (Leeds). Programming of lathes and design of tools in offices.\n"
        "01/2013 - 08/2014: Operator at Contoso Ltd. (York)."
    )

    assert read(first) == ("Technician", "Northwind Ltd.", "Leeds")
    assert read(second) == ("Operator", "Contoso Ltd.", "York")
    assert first.description is not None
    assert first.description.value.startswith("Programming of lathes")


def test_length_of_a_job_on_a_line_of_its_own_takes_no_place_of_a_part() -> None:
    [found] = jobs("October 2019 - present\n7 years 2 months\nNorthwind Ltd.\nLeeds\nLead Engineer")

    assert read(found) == ("Lead Engineer", "Northwind Ltd.", "Leeds")


def test_acronym_in_brackets_is_no_place() -> None:
    [found] = studies("Bachelor of Arts, University of New Leeds (UNLX), 2013 - 2017")

    assert found.location is None


@pytest.mark.parametrize(
    ("code", "header", "parts"),
    [
        ("de", "Projektleiter bei der Acme GmbH, M\u00fcnchen", ("Projektleiter", "Acme GmbH")),
        ("de", "Sachbearbeiterin in der Stadtverwaltung Neustadt", ("Sachbearbeiterin", "Stadtverwaltung Neustadt")),
        ("fr", "Comptable au sein de la soci\u00e9t\u00e9 Dupuis, Lyon", ("Comptable", "Dupuis")),
        ("es", "Contable en la empresa Dupuis S.L., Madrid", ("Contable", "Dupuis S.L.")),
        ("it", "Contabile presso la Dupuis S.r.l., Milano", ("Contabile", "Dupuis S.r.l.")),
    ],
)
def test_articles_and_a_word_for_company_stand_between_a_title_and_its_employer(
    code: str, header: str, parts: tuple[str, str]
) -> None:
    (job,) = jobs(f"2020 - 2023\n{header}", code)

    assert job.title
    assert job.company
    assert (job.title.value, job.company.value) == parts


@pytest.mark.parametrize(
    ("code", "header", "parts"),
    [
        ("de", "Studium der Informatik an der TU M\u00fcnchen (B.Sc.)", ("B.Sc.", "Informatik", "TU M\u00fcnchen")),
        ("nl", "Master in Finance aan de Universiteit Leiden", ("Master", "Finance", "Universiteit Leiden")),
        ("fr", "Licence Droit \u00e0 l'Universit\u00e9 de Lyon", ("Licence", "Droit", "Universit\u00e9 de Lyon")),
        (
            "ko",
            "\uc5f0\uc138\ub300\ud559\uad50 \uacbd\uc601\ud559 \uc11d\uc0ac",
            ("\uacbd\uc601\ud559 \uc11d\uc0ac", None, "\uc5f0\uc138\ub300\ud559\uad50"),
        ),
    ],
)
def test_schools_are_parted_from_fields_and_degrees(code: str, header: str, parts: tuple[str | None, ...]) -> None:
    assert [told(study)[:3] for study in studies(f"2012 - 2015  {header}", code)] == [parts]
