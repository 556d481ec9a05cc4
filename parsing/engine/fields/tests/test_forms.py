"""Entries written as forms: every part behind a label, and labelled lines that are no part of a header."""

from parsing.engine.fields import extract
from parsing.engine.fields.tests.documents import TODAY, lexicon_for, section
from parsing.engine.model import Experience, ReadDocument, Resume, SectionKind

STUDY = """
    Master of Science in Botany
    University of Leeds
    2010 - 2014"""


def read(jobs: str, studies: str = STUDY, head: str = "", code: str = "en") -> Resume:
    parts = [
        section(SectionKind.HEADER, head),
        section(SectionKind.EXPERIENCE, jobs),
        section(SectionKind.EDUCATION, studies),
    ]
    return extract(ReadDocument(parts[0].lines, body_font_size_pt=10.0), parts, lexicon_for(code), today=TODAY)


def told(job: Experience) -> tuple[str | None, str | None, str | None]:
    place = job.location.value.text if job.location else None
    return job.title.value if job.title else None, job.company.value if job.company else None, place


FEDERAL = """
    Defense Logistics Agency
    6401 Security Boulevard
    Baltimore, MD United States
    06/2019 - Present
    Salary: $98,496.00 USD Per Year
    Hours per week: 40
    Program Analyst
    Series: 0343 Pay Plan: GS Grade: 12
    Supervisor: Theodore Blankenship (410-555-0101)
    - Prepared quarterly briefings
    Social Security Administration
    Baltimore, MD United States
    03/2014 - 05/2019
    Salary: $61,218.00 USD Per Year
    Management Assistant
    Supervisor: Ruth Amato
    - Maintained position descriptions"""


def test_what_is_told_of_a_job_does_not_end_its_header() -> None:
    first, second = read(FEDERAL).experience

    assert told(first) == ("Program Analyst", "Defense Logistics Agency", "Baltimore, MD United States")
    assert told(second) == ("Management Assistant", "Social Security Administration", "Baltimore, MD United States")


def test_what_is_told_of_a_job_stands_in_its_description() -> None:
    first = read(FEDERAL).experience[0]

    assert first.description is not None
    assert "Supervisor: Theodore Blankenship" in first.description.value
    assert "Program Analyst" not in first.description.value


def test_a_supervisor_without_a_colon_is_a_title() -> None:
    resume = read("""
    Supervisor  2019 - 2022
    Northwind Traders Ltd
    - Ran the night shift""")

    assert told(resume.experience[0])[:2] == ("Supervisor", "Northwind Traders Ltd")


def test_a_form_may_name_the_employer_below_the_duties() -> None:
    resume = read("""
    Dates  September 2013 - present
    Occupation or position held  Project Engineer
    Main activities and responsibilities  Tenders, supervision of subcontractors
    Name and address of employer  Northwind Energy a.s.
    Type of business or sector  Energy
    Dates  February 2010 - August 2013
    Occupation or position held  Site Assistant
    Main activities and responsibilities  Site diaries
    Name and address of employer  Fabrikam s.r.o.""")

    assert [told(job)[:2] for job in resume.experience] == [
        ("Project Engineer", "Northwind Energy a.s."),
        ("Site Assistant", "Fabrikam s.r.o."),
    ]


def test_a_form_may_have_labels_that_nobody_knows() -> None:
    resume = read(
        STUDY,
        """
    Dates: 2010 - 2014
    Piece of paper: Bachelor of Science
    Seat of learning: University of Leeds""",
    )

    study = resume.education[0]
    assert study.degree is not None
    assert study.institution is not None
    assert study.degree.value == "Bachelor of Science"
    assert study.institution.value == "University of Leeds"


def test_a_town_with_its_country_below_the_dates_is_no_employer() -> None:
    resume = read("""
    *Northwind Systems
    Director of Product
    March 2022 - Present
    Bristol, England, United Kingdom

    Product Manager
    January 2020 - March 2022
    Bristol, England, United Kingdom""")

    assert [told(job) for job in resume.experience] == [
        ("Director of Product", "Northwind Systems", "Bristol, England, United Kingdom"),
        ("Product Manager", "Northwind Systems", "Bristol, England, United Kingdom"),
    ]


def test_an_employer_and_its_town_with_only_a_hyphen_between() -> None:
    resume = read("""
    Stocker
    Fabrikam-Houston, TX
    February 2019 to July 2021
    Cashier
    Coca-Cola
    February 2016 to July 2018""")

    assert [told(job) for job in resume.experience] == [
        ("Stocker", "Fabrikam", "Houston, TX"),
        ("Cashier", "Coca-Cola", None),
    ]


def test_the_code_of_a_grade_is_no_part_of_the_title() -> None:
    resume = read("""
    Customs Technician, GS-1801-07
    Border Agency, Arlington, VA 22202
    01/2015 - 10/2018""")

    assert told(resume.experience[0]) == ("Customs Technician", "Border Agency", "Arlington, VA 22202")


def test_the_engineers_of_a_corps_are_no_title() -> None:
    resume = read("""
    Army Corps of Engineers
    Program Analyst
    01/2015 - 10/2018""")

    assert told(resume.experience[0])[:2] == ("Program Analyst", "Army Corps of Engineers")


def test_a_surname_above_the_first_name_stands_behind_it() -> None:
    resume = read(STUDY, head="Surname  Mokoena-Venter\nFirst names  Lerato")

    assert resume.name is not None
    assert resume.name.value == "Lerato Mokoena-Venter"


def test_the_clients_of_a_consultant_are_no_jobs_of_their_own() -> None:
    resume = read("""
    Independent Consultant, Northwind Consulting
    January 2016 - present
    Clients include:
    Fabrikam Bank - migration of the payments core (2022 - present)
    Southridge Railways - travel planner (2019 - 2021)
    Senior Consultant, Contoso
    May 2010 - December 2015""")

    assert [told(job)[:2] for job in resume.experience] == [
        ("Independent Consultant", "Northwind Consulting"),
        ("Senior Consultant", "Contoso"),
    ]
