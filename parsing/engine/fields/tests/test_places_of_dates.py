"""Where entries have their dates: glued to a name, below what the entry tells, nowhere."""

from dataclasses import replace

from parsing.engine.fields.education import read_education
from parsing.engine.fields.tests.documents import lines_of, reading_for, section
from parsing.engine.fields.tests.test_experience import jobs, row
from parsing.engine.fields.unwrap import unwrap
from parsing.engine.model import Box, Line, Section, SectionKind


def studies(*lines: Line) -> list[tuple[str | None, ...]]:
    """Degree, school, start and end of the entries."""
    found = read_education([Section(SectionKind.EDUCATION, None, lines)], reading_for())
    rows: list[tuple[str | None, ...]] = []
    for study in found:
        span = study.dates.value if study.dates else None
        dates = tuple(date.iso() if date else None for date in (span.start, span.end)) if span else (None, None)
        names = tuple(name.value if name else None for name in (study.degree, study.institution))
        rows.append((*names, *dates))
    return rows


def test_a_period_glued_to_a_name_is_set_apart() -> None:
    lines = lines_of(
        """
        *Polar Freight2023 - Present
        *Sol & SaltMay 2019 - June 2021
        *Area51 2011
        *Route2000 Ltd"""
    )

    texts = [line.text for line in unwrap(lines, reading_for().lexicon)]

    assert texts == [
        "Polar Freight  2023 - Present",
        "Sol & Salt  May 2019 - June 2021",
        "Area51 2011",
        "Route2000 Ltd",
    ]


def test_dates_below_the_courses_of_a_study_are_its_own() -> None:
    found = studies(
        *section(
            SectionKind.EDUCATION,
            """
            *University of Leeds
            Physics
            Master
            - Optics
            - Statistics
            SEP 2023 - NOW

            *University of Hull
            Chemistry
            Bachelor
            SEP 2020 - JUN 2023""",
        ).lines
    )

    assert found == [
        ("Master", "University of Leeds", "2023-09", None),
        ("Bachelor", "University of Hull", "2020-09", "2023-06"),
    ]


def _item(text: str, top_pt: int, *, bullet: bool) -> Line:
    line = lines_of(text)[0]
    return replace(
        line,
        index=top_pt,
        bullet=bullet,
        box=Box(50.0, top_pt, 200.0, top_pt + 10),
        gap_before_pt=8.0 if bullet else 3.0,
    )


def test_undated_studies_of_a_list_are_one_each_where_their_lines_hang_over() -> None:
    found = studies(
        _item("Associate of Applied Science in Supply", 10, bullet=True),
        _item("Chain Management, Columbus State", 20, bullet=False),
        _item("Community College", 30, bullet=False),
        _item("High School Diploma, East High School", 45, bullet=True),
    )

    assert [study[:2] for study in found] == [
        ("Associate of Applied Science", "Columbus State Community College"),
        ("High School Diploma", "East High School"),
    ]


def test_undated_jobs_of_one_line_are_one_each() -> None:
    found = jobs(
        """
        Software Engineer, Larch Systems Ltd
        Accountant, Umber Foods Ltd"""
    )

    assert [row(job)[:2] for job in found] == [
        ("Software Engineer", "Larch Systems Ltd"),
        ("Accountant", "Umber Foods Ltd"),
    ]


def test_what_stands_below_the_dates_of_told_jobs_does_so_in_one_without_a_description() -> None:
    found = jobs(
        """
        *University of Hull
        2018 - Present
        *Senior Lecturer
        - Directed a programme

        *University of Leeds
        2012 - 2018
        *Lecturer
        - Taught two courses

        *Umber Institute
        2010 - 2012

        *Research Fellow
        *Ochre Library
        2005 - 2006
        *Archive Assistant
        - Listed papers"""
    )

    assert [row(job)[:2] for job in found][2:] == [
        ("Research Fellow", "Umber Institute"),
        ("Archive Assistant", "Ochre Library"),
    ]


def test_a_bullet_in_the_words_of_a_title_takes_no_title_from_two_names_above() -> None:
    found = jobs(
        """
        *Umber Foods  Batcher
        2004 - 2005
        - Manager
        *Ochre Ltd  Teacher
        2001 - 2004
        - Gave lessons"""
    )

    assert "Manager" not in [row(job)[0] for job in found]


def test_the_period_of_a_job_may_stand_behind_a_full_stop() -> None:
    found = jobs("Saturday assistant, Mossgate Salon, Burnbeck. March 2021 - present\n- Swept up and made the drinks")

    assert [row(job) for job in found] == [("Saturday assistant", "Mossgate Salon", "Burnbeck", "2021-03", "now")]


def test_a_rise_told_in_brackets_does_not_date_the_job() -> None:
    found = jobs(
        "*Mossgate Hospital\nStaff Nurse (Band 6 from April 2013), Acute Unit  Jan 2010 - Aug 2017\n- Led the ward"
    )

    assert [row(job)[3:] for job in found] == [("2010-01", "2017-08")]


def test_a_month_at_the_end_of_a_line_belongs_to_the_year_below() -> None:
    lines = lines_of("Clerk (8 hours), Mossgate Trust, Leeds - April\n2020 to date\nMay\n2019 Acme")

    texts = [line.text for line in unwrap(lines, reading_for().lexicon)]

    assert texts == ["Clerk (8 hours), Mossgate Trust, Leeds - April 2020 to date", "May", "2019 Acme"]


def test_the_date_of_a_degree_in_brackets_below_the_period_of_its_school_begins_no_study() -> None:
    found = studies(
        *lines_of("*Umberton University, Leeds  Sept 2022 - Present\nBachelor of Science in Physics (expected 2026)")
    )

    assert found == [("Bachelor of Science", "Umberton University", "2022-09", None)]


def test_subjects_with_their_marks_are_no_school() -> None:
    found = studies(*lines_of("2007 - 2009  A-levels: Physics (A), Maths (A*), Welsh (B), Umberton College"))

    assert found == [("A-levels", "Umberton College", "2007", "2009")]


def test_dates_in_two_cells_of_a_row_are_one_period() -> None:
    text = """
        Grocer Tabor    Cashier    Jun 2016    May 2018
        Fabrikam Ltd    Clerk    Sep 2013    Jun 2016"""

    assert [row(job)[3:] for job in jobs(text)] == [("2016-06", "2018-05"), ("2013-09", "2016-06")]


def test_two_dates_in_one_cell_are_one_period() -> None:
    text = """
        2017 2020    Junior Designer
        Studio Larch
        - Posters and menus"""

    assert [row(job)[3:] for job in jobs(text)] == [("2017", "2020")]
