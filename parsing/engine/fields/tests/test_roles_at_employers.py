"""Roles and their employers: an employer above its roles with the years of all, "at" in a title, years in names."""

import pytest

from parsing.engine.fields import extract
from parsing.engine.fields.tests.documents import TODAY, lexicon_for, section
from parsing.engine.fields.tests.test_awkward_entries import STUDY
from parsing.engine.model import ReadDocument, Resume, SectionKind


def read(text: str, head: str = "") -> Resume:
    parts = [section(SectionKind.EXPERIENCE, text), section(SectionKind.EDUCATION, STUDY)]
    parts += [section(SectionKind.HEADER, head)] if head else []
    lines = tuple(line for part in parts for line in part.lines)
    return extract(ReadDocument(lines, body_font_size_pt=10.0), parts, lexicon_for("en"), today=TODAY)


def jobs(resume: Resume) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (
            job.title.value if job.title else None,
            job.company.value if job.company else None,
            job.dates.value.start.iso() if job.dates and job.dates.value.start else None,
        )
        for job in resume.experience
    ]


def test_roles_below_an_employer_with_the_years_of_all_and_a_word_about_it_get_its_name() -> None:
    resume = read(
        """
        TARNBROOK SOFTWARE, Leeds, UK  2016 – Present
        Maker of stock ledgers for 400 shops in the north.
        Regional Sales Director, Southeast (1/2021 – Present)
        - Hired seven people
        Senior Account Executive (4/2018 – 12/2020)
        - Won the largest order
        Account Executive (2/2016 – 3/2018)
        - Called eighty shops a day
        """
    )

    assert [(company, start) for _, company, start in jobs(resume)] == [
        ("TARNBROOK SOFTWARE", "2021-01"),
        ("TARNBROOK SOFTWARE", "2018-04"),
        ("TARNBROOK SOFTWARE", "2016-02"),
    ]
    assert resume.experience[0].description is not None
    assert "stock ledgers" in resume.experience[0].description.value


def test_posts_below_an_employer_are_no_employers_of_their_own() -> None:
    resume = read(
        """
        UNITED STATES ARMY, Various Locations  06/2009 – 08/2023
        Senior Logistics Sergeant (E-7), Fort Osprey, NC  09/2018 – 08/2023
        - Kept the books of 1,140 items
        Squad Leader (E-6), Fort Heron, TX  01/2014 – 08/2018
        - Led nine soldiers
        """
    )

    assert {company for _, company, _ in jobs(resume)} == {"UNITED STATES ARMY"}
    assert len(resume.experience) == 2


def test_a_job_that_runs_while_the_next_one_does_heads_nothing() -> None:
    resume = read(
        """
        *Structural Engineer at Bridgewell Agency
        January 2014 - Present
        *Private Tutor at Pennyroyal Tutors
        November 2014 - Present
        - Algebra and geometry
        *Surveyor at Ostler Lands
        April 2013 - November 2013
        - Measured fields
        """
    )

    assert sorted(jobs(resume)) == [
        ("Private Tutor", "Pennyroyal Tutors", "2014-11"),
        ("Structural Engineer", "Bridgewell Agency", "2014-01"),
        ("Surveyor", "Ostler Lands", "2013-04"),
    ]


def test_what_stands_before_at_is_one_title_with_its_commas() -> None:
    resume = read(
        """
        *Summer Analyst, Real Estate Private Equity at Marlstone
        June 2013 - August 2013
        - Models of rent
        *Graphic, Web, and Product Design at Quillon Technologies
        January 2012 - May 2013
        - Packs and posters
        """
    )

    assert [(title, company) for title, company, _ in jobs(resume)] == [
        ("Summer Analyst, Real Estate Private Equity", "Marlstone"),
        ("Graphic, Web, and Product Design", "Quillon Technologies"),
    ]


def test_a_year_in_a_title_is_not_the_period_on_the_next_line() -> None:
    resume = read(
        """
        *2015 Fellow at Larkspur Trust
        October 2014 - Present (9 years 9 months)
        - Wrote a report
        *Clerk at Mossgate Council
        June 2011 - August 2014 (3 years 3 months)
        - Filed letters
        """
    )

    assert [(company, start) for _, company, start in jobs(resume)] == [
        ("Larkspur Trust", "2014-10"),
        ("Mossgate Council", "2011-06"),
    ]


@pytest.mark.parametrize("name", ["Petronella (Nell) Ashgrove", 'Tobias "Toby" Quennell'])
def test_a_name_is_read_with_the_short_one_in_its_middle(name: str) -> None:
    resume = read("Clerk at Mossgate Council\nJune 2011 - August 2014", f"#{name}\nLeeds\nme@example.org")

    assert resume.name is not None
    assert resume.name.value == name


def test_at_behind_a_remark_in_brackets_and_before_a_brand_in_small_letters() -> None:
    resume = read(
        """
        *Instructor (Tarnwater College) at Inner Drive
        June 2013 - August 2013
        - Taught chess
        *Spanish Teacher at teachTARN
        April 2011 - July 2011
        - Taught Spanish
        """
    )

    assert [(title, company) for title, company, _ in jobs(resume)] == [
        ("Instructor (Tarnwater College)", "Inner Drive"),
        ("Spanish Teacher", "teachTARN"),
    ]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Curriculum Vitae of Petronella Ashgrove", "Petronella Ashgrove"),
        ("PETRONELLA ASHGROVE MEng PhD", "PETRONELLA ASHGROVE"),
    ],
)
def test_a_name_is_read_without_the_name_of_the_document_and_degrees_in_small_letters(head: str, name: str) -> None:
    resume = read("Clerk at Mossgate Council\nJune 2011 - August 2014", f"{head}\nLeeds\nme@example.org")

    assert resume.name is not None
    assert resume.name.value == name


def test_roles_below_an_employer_may_begin_with_one_that_no_pack_knows() -> None:
    resume = read(
        """
        LOWMOOR DAIRIES, Leeds  July 2011 - May 2018
        Mixed dairy and beef unit of 900 cows.
        2IC (June 2014 - May 2018)
        - Kept the roster
        Farm Assistant (July 2011 - May 2014)
        - Fenced the hill
        """
    )

    assert [(company, start) for _, company, start in jobs(resume)] == [
        ("LOWMOOR DAIRIES", "2014-06"),
        ("LOWMOOR DAIRIES", "2011-07"),
    ]


def test_a_title_that_reads_like_an_employer_stays_below_the_employer_above_it() -> None:
    resume = read(
        """
        MARROW PRYCE & STERN LLP, Albany, NY  2019 – Present
        Partner, Commercial Litigation (2022 – Present)
        - Tried nine cases
        Senior Associate (2019 – 2021)
        - Drafted motions
        """
    )

    assert jobs(resume) == [
        ("Partner, Commercial Litigation", "MARROW PRYCE & STERN LLP", "2022"),
        ("Senior Associate", "MARROW PRYCE & STERN LLP", "2019"),
    ]


def test_a_department_between_a_title_and_its_employer_is_neither() -> None:
    resume = read(
        """
        Lecturer, University of Umberton  2015 – 2021
        Research Associate, Department of Geology, Aldermoor University  2012 – 2015
        Clerk, Department of Transport, Leeds  2009 – 2012
        """
    )

    assert [(title, company) for title, company, _ in jobs(resume)] == [
        ("Lecturer", "University of Umberton"),
        ("Research Associate", "Aldermoor University"),
        ("Clerk", "Department of Transport"),
    ]


def test_dated_roles_in_a_list_below_their_employer_are_jobs_also_since_a_date() -> None:
    resume = read(
        """
        Acme Retail Ltd, Leeds (2008 - present)
        - Store Manager (since February 2017)
        - Sales Assistant (2008 - 2017)
        """
    )

    assert jobs(resume) == [
        ("Store Manager", "Acme Retail Ltd", "2017-02"),
        ("Sales Assistant", "Acme Retail Ltd", "2008"),
    ]
