"""Studies in the orders and on the lines that people write them."""

import pytest

from parsing.engine.fields.education import read_education
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import Education, SectionKind


def studies(text: str) -> list[Education]:
    return list(read_education([section(SectionKind.EDUCATION, text)], reading_for()))


def parts(study: Education) -> tuple[str | None, str | None, str | None]:
    return tuple(found.value if found else None for found in (study.degree, study.field, study.institution))  # type: ignore[return-value]  # three


EXPECTED = ("Master of Science", "Data Science", "University of Leeds")

FORMS = {
    "school, degree in field": "*University of Leeds    2015 - 2017\nMaster of Science in Data Science",
    "degree, field and school below": "*Master of Science, Data Science    2015 - 2017\nUniversity of Leeds",
    "one line": "Master of Science in Data Science, University of Leeds, 2015 - 2017",
    "at": "Master of Science Data Science at University of Leeds    2015 - 2017",
    "three lines, field first": "2015 - 2017\n*University of Leeds\nData Science\nMaster of Science",
    "colon": "2015 - 2017    University of Leeds\nMaster of Science: Data Science",
    "dash": "University of Leeds    2015 - 2017\nMaster of Science - Data Science",
    "field, degree, school": "*Data Science, Master of Science, University of Leeds\n2015 - 2017",
    "degree column": "Master of Science    University of Leeds, Data Science    2015 - 2017",
    "a year before a grade": "Master of Science in Data Science, University of Leeds, 2017, GPA 3.8",
    "a table": "Degree/Examination  Institute/Board  Field of study  Year of passing\n"
    "Master of Science  University of Leeds  Data Science  2017",
    "no dates": "*University of Leeds\nMaster of Science in Data Science",
}


@pytest.mark.parametrize("form", FORMS)
def test_education_reads_each_form(form: str) -> None:
    assert [parts(study) for study in studies(FORMS[form])] == [EXPECTED]


def test_education_reads_a_single_date_as_the_end() -> None:
    (study,) = studies("University of Leeds    2017\nMaster of Science in Data Science")

    assert study.dates is not None
    assert (study.dates.value.start, study.dates.value.end.year if study.dates.value.end else None) == (None, 2017)


def test_education_reads_years_stacked_on_two_lines_as_a_period() -> None:
    found = studies("""
        2010
        2014
        *University of Leeds
        Master of Science

        2006
        2010
        *Boston College
        Bachelor of Arts""")

    spans = [study.dates.value for study in found if study.dates]
    assert [(span.start.year, span.end.year) for span in spans if span.start and span.end] == [
        (2010, 2014),
        (2006, 2010),
    ]


def test_education_reads_a_labelled_grade() -> None:
    (study,) = studies("University of Leeds    2015 - 2017\nMaster of Science in Data Science\nGPA: 3.8")

    assert study.grade is not None
    assert study.grade.value == "3.8"


def test_education_finds_the_degree_in_the_first_bullet() -> None:
    (study,) = studies("University of Leeds    2015 - 2017\n- Master of Science: Data Science")

    assert parts(study) == EXPECTED


def test_education_keeps_a_degree_and_its_genitive_together() -> None:
    (study,) = studies("University of Leeds    2015 - 2017\nMaster of Library Science")

    assert study.degree is not None
    assert study.degree.value == "Master of Library Science"


def test_education_joins_begin_and_end_given_on_two_lines() -> None:
    (study,) = studies("2008\nUniversity of Leeds\n\n2012\nUniversity of Leeds, Bachelor of Arts")

    assert study.dates is not None
    assert study.dates.value.start is not None
    assert study.dates.value.end is not None
    assert (study.dates.value.start.year, study.dates.value.end.year) == (2008, 2012)


def test_education_takes_a_faculty_for_the_field_and_its_university_for_the_school() -> None:
    university, faculty = "\u4eac\u90fd\u5927\u5b66", "\u7d4c\u6e08\u5b66\u90e8"
    text = f"2008 - 2012    \u5b66\u58eb ({faculty})\n{university}"
    (study,) = read_education([section(SectionKind.EDUCATION, text)], reading_for("ja"))

    assert study.institution is not None
    assert study.institution.value == university


def test_a_year_between_commas_dates_a_study() -> None:
    (study,) = studies("Master of Science, University of Leeds, 2017, First Class Honours, GPA 3.8")
    assert study.dates is not None
    assert study.dates.value.end is not None
    assert study.dates.value.end.year == 2017


@pytest.mark.parametrize(
    ("written", "degree", "school"),
    [
        ("City of Bath College\nNVQ Level 3 Joinery\n2014 - 2017", "NVQ Level 3", "City of Bath College"),
        ("2010 - 2014\nBachelor of Science, Teaching (Physics/Maths), Durham University", "Bachelor of Science",
         "Durham University"),
    ],
)  # fmt: skip
def test_names_of_schools_and_degrees_are_whole(written: str, degree: str, school: str) -> None:
    found, _, institution = parts(studies(written)[0])
    assert (found, institution) == (degree, school)


def test_education_takes_no_dated_bullet_of_a_study_for_another() -> None:
    (study,) = studies("""
        *University of Leeds    2015 - 2019
        Bachelor of Arts in History
        - Teaching assistant for Latin (2017 - 2018)""")

    assert parts(study) == ("Bachelor of Arts", "History", "University of Leeds")


def test_education_dates_no_study_by_its_notes() -> None:
    found = studies("""
        University of Leeds
        Bachelor of Arts, History, 1997 - 2001
        Activities and Societies: Debating (1999), Hiking Club
        Thesis: "Wool and water" (2001)

        Delta School
        1993 - 1997""")

    assert [parts(study) for study in found] == [
        ("Bachelor of Arts", "History", "University of Leeds"),
        (None, None, "Delta School"),
    ]


@pytest.mark.parametrize(
    ("code", "text", "school"),
    [
        (
            "de",
            "2000 - 2007  Studium der Humanmedizin, Georgs-Universit\u00e4t Neustadt\nAbschluss: Staatsexamen",
            "Georgs-Universit\u00e4t Neustadt",
        ),
        ("fr", "1998 - 2000  Dipl\u00f4m\u00e9 de l'\u00c9cole de commerce de Lyon", "\u00c9cole de commerce de Lyon"),
    ],
)
def test_what_only_leads_to_a_field_or_a_school_is_no_part_of_a_school(code: str, text: str, school: str) -> None:
    (study,) = read_education([section(SectionKind.EDUCATION, text)], reading_for(code))

    assert parts(study)[2] == school


def test_the_first_bullet_below_a_school_names_the_degree_that_its_header_lacks() -> None:
    text = """2016 - 2018
        Harbour University
        - Master of Business Management
        2012 - 2016
        Meadow University
        - Bachelor of Business
        - Chess club
        2010 - 2012
        Hill College
        - Won the master prize of the year
        2008 - 2010
        Diploma in Art, Valley College
        - Bachelor thesis of a friend on sheep"""

    found = read_education([section(SectionKind.EDUCATION, text.replace("        ", ""))], reading_for())

    degrees = [study.degree.value if study.degree else None for study in found]
    assert degrees == ["Master of Business Management", "Bachelor of Business", None, "Diploma"]
