"""Headers of jobs in the orders and on the lines that people write them."""

import pytest

from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.tests.documents import lexicon_for, lines_of, reading_for, section
from parsing.engine.fields.unwrap import unwrap
from parsing.engine.model import Employment, Experience, Section, SectionKind

Row = tuple[str | None, str | None, str | None, str | None, str | None]


def jobs(text: str, kind: SectionKind = SectionKind.EXPERIENCE, headline: str | None = None) -> list[Experience]:
    return list(read_experience([section(kind, text)], reading_for(), headline=headline))


def row(job: Experience) -> Row:
    """title, company, place, start, end ("now" for a current one)"""
    span = job.dates.value if job.dates else None
    end = "now" if span and span.is_current else span.end.iso() if span and span.end else None
    return (
        job.title.value if job.title else None,
        job.company.value if job.company else None,
        job.location.value.text if job.location else None,
        span.start.iso() if span and span.start else None,
        end,
    )


ENGINEER: Row = ("Software Engineer", "Umbrella Ltd", None, "2020-03", "now")
NURSE: Row = ("Registered Nurse", "Mercy Hospital", None, "2015-01", "2019-12")

LAYOUTS = {
    "title and dates, company below": """
        *Software Engineer    Mar 2020 - Present
        Umbrella Ltd
        - Built the billing service for three markets
        *Registered Nurse    Jan 2015 - Dec 2019
        Mercy Hospital
        - Cared for patients on two wards""",
    "company and dates, title below": """
        *Umbrella Ltd    Mar 2020 - Present
        Software Engineer
        - Built the billing service for three markets
        *Mercy Hospital    Jan 2015 - Dec 2019
        Registered Nurse
        - Cared for patients on two wards""",
    "dates between company and title": """
        *Umbrella Ltd
        Mar 2020 - Present
        Software Engineer
        - Built the billing service for three markets

        *Mercy Hospital
        Jan 2015 - Dec 2019
        Registered Nurse
        - Cared for patients on two wards""",
    "dates first": """
        Mar 2020 - Present
        *Umbrella Ltd
        Software Engineer
        - Built the billing service for three markets
        Jan 2015 - Dec 2019
        *Mercy Hospital
        Registered Nurse
        - Cared for patients on two wards""",
    "dates last of three lines": """
        *Software Engineer
        Umbrella Ltd
        Mar 2020 - Present
        - Built the billing service for three markets
        *Registered Nurse
        Mercy Hospital
        Jan 2015 - Dec 2019
        - Cared for patients on two wards""",
    "dates in a left column": """
        Mar 2020 - Present    *Software Engineer, Umbrella Ltd
        - Built the billing service for three markets
        Jan 2015 - Dec 2019    *Registered Nurse, Mercy Hospital
        - Cared for patients on two wards""",
    "one line with bars": """
        Umbrella Ltd | Software Engineer | Mar 2020 - Present
        - Built the billing service for three markets
        Mercy Hospital | Registered Nurse | Jan 2015 - Dec 2019
        - Cared for patients on two wards""",
    "title at company": """
        *Software Engineer at Umbrella Ltd (Mar 2020 - Present)
        - Built the billing service for three markets
        *Registered Nurse at Mercy Hospital (Jan 2015 - Dec 2019)
        - Cared for patients on two wards""",
    "dates beside the first bullet": """
        Umbrella Ltd, Software Engineer
        - Built the billing service for three markets    Mar 2020 - Present
        - Answered the phone in the night when it broke
        Mercy Hospital, Registered Nurse
        - Cared for patients on two wards    Jan 2015 - Dec 2019""",
    "no bullets": """
        *Umbrella Ltd
        Mar 2020 - Present
        Software Engineer
        Built the billing service for the three markets of the group
        *Mercy Hospital
        Jan 2015 - Dec 2019
        Registered Nurse
        Cared for the patients of two wards in shifts""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_experience_reads_each_layout(layout: str) -> None:
    found = jobs(LAYOUTS[layout])

    assert [row(job) for job in found] == [ENGINEER, NURSE]


def test_experience_decides_unknown_names_by_the_order_of_the_other_entries() -> None:
    found = jobs("""
        *Zorblax    Jan 2020 - Present
        Software Engineer
        - Did this and that for the team
        *Quux & Sons    Jan 2018 - Dec 2019
        Flumologist
        - Did other things for the team
        *Wumpus    Jan 2016 - Dec 2017
        Accountant
        - Kept the books of the group""")

    assert [(job.company.value, job.title.value) for job in found if job.company and job.title] == [
        ("Zorblax", "Software Engineer"),
        ("Quux & Sons", "Flumologist"),
        ("Wumpus", "Accountant"),
    ]


def test_experience_gives_every_role_at_one_employer_its_company() -> None:
    found = jobs("""
        *Umbrella Ltd, London
        Senior Engineer    Jan 2020 - Present
        - Led the team that built the billing service
        Software Engineer    Jan 2017 - Dec 2019
        - Built the billing service for the group
        *Mercy Hospital, Leeds
        Registered Nurse    Jan 2014 - Dec 2016
        - Cared for patients on two wards""")

    assert [row(job)[:3] for job in found] == [
        ("Senior Engineer", "Umbrella Ltd", "London"),
        ("Software Engineer", "Umbrella Ltd", "London"),
        ("Registered Nurse", "Mercy Hospital", "Leeds"),
    ]


def test_experience_gives_roles_below_a_dated_employer_its_company() -> None:
    found = jobs("""
        *Umbrella Ltd    2014 - Present
        Senior Engineer    2020 - Present
        - Led the team that built the billing service
        Software Engineer    2014 - 2019
        - Built the billing service for the group""")

    assert [row(job) for job in found] == [
        ("Senior Engineer", "Umbrella Ltd", None, "2020", "now"),
        ("Software Engineer", "Umbrella Ltd", None, "2014", "2019"),
    ]


@pytest.mark.parametrize(
    ("header", "company", "place"),
    [
        ("Software Engineer, Fabrikam, Inc.", "Fabrikam, Inc.", None),
        ("Software Engineer, Fabrikam, Inc. - Denver", "Fabrikam, Inc.", "Denver"),
        ("Software Engineer, Umbrella Ltd, Denver", "Umbrella Ltd", "Denver"),
        ("Software Engineer, Umbrella Ltd (Denver, Colorado)", "Umbrella Ltd", "Denver, Colorado"),
        ("Software Engineer, City of Oakland", "City of Oakland", None),
        ("Software Engineer | Umbrella Ltd | Berlin, Germany", "Umbrella Ltd", "Berlin, Germany"),
    ],
)
def test_experience_splits_the_header(header: str, company: str, place: str | None) -> None:
    found = jobs(f"{header}    Jan 2020 - Present\n- Did this and that for the team")

    assert [row(job)[:3] for job in found] == [("Software Engineer", company, place)]


def test_experience_keeps_bullets_and_joins_wrapped_lines() -> None:
    (job,) = jobs("""
        *Software Engineer    Jan 2020 - Present
        Umbrella Ltd
        - Built the billing service
        for three markets
        - Answered the phone""")

    assert job.bullets == ("Built the billing service for three markets", "Answered the phone")
    assert job.description is not None
    assert job.description.value == "- Built the billing service for three markets\n- Answered the phone"


def test_experience_is_an_internship_in_a_section_of_internships() -> None:
    (job,) = jobs("Software Engineer, Umbrella Ltd    2020 - 2021", SectionKind.INTERNSHIPS)

    assert job.employment is Employment.INTERNSHIP


def test_experience_points_to_the_words_it_was_read_from() -> None:
    (job,) = jobs("Software Engineer, Umbrella Ltd    2020 - 2021")

    assert job.company is not None
    assert (job.company.evidence.line, job.company.evidence.quote) == (0, "Umbrella Ltd")


def test_experience_joins_a_period_torn_over_two_lines_of_a_column() -> None:
    lines = unwrap(
        section(
            SectionKind.EXPERIENCE,
            "Mar 2020 -    *Software Engineer, Umbrella Ltd\nPresent\n- Built the billing service for three markets",
        ).lines,
        reading_for().lexicon,
    )
    (job,) = read_experience([Section(SectionKind.EXPERIENCE, None, tuple(lines))], reading_for())

    assert row(job) == ENGINEER


def test_experience_reads_an_entry_in_another_order_where_its_words_insist() -> None:
    found = jobs("""
        *Registered Nurse    Jan 2022 - Present
        Mercy Hospital
        - Cared for patients on two wards
        *Umbrella Ltd
        Senior Engineer    Jan 2019 - Dec 2021
        - Led the team that built the billing service
        Software Engineer    Jan 2017 - Dec 2018
        - Built the billing service for the group""")

    assert [row(job)[:2] for job in found] == [
        ("Registered Nurse", "Mercy Hospital"),
        ("Senior Engineer", "Umbrella Ltd"),
        ("Software Engineer", "Umbrella Ltd"),
    ]


def test_experience_that_ends_this_month_or_later_is_current() -> None:
    (job,) = jobs("Software Engineer, Umbrella Ltd    Mar 2020 - Jun 2024")

    assert job.dates is not None
    assert job.dates.value.is_current


def test_experience_survives_a_first_entry_without_readable_dates() -> None:
    found = jobs("""
        *Customer Success Manager
        Wellington General Hospital
        since some time
        - Ran onboarding for new joiners across four offices
        - Cut month-end closing from nine days to four
        - Won three new accounts within the first year
        *Warehouse Supervisor
        Whitlock Brothers Construction
        Nov 2020 - Mar 2025
        - Maintained a test suite of 4,000 cases
        *Graphic Designer
        Saltmarsh Foods
        Jun 2017 - May 2020
        - Supervised a shift of 18 people""")

    assert ("Graphic Designer", "Saltmarsh Foods") in [row(job)[:2] for job in found]
    assert ("Warehouse Supervisor", "Whitlock Brothers Construction") in [row(job)[:2] for job in found]


def test_experience_reads_a_period_and_its_length_broken_over_three_lines() -> None:
    text = "from 08/2021 to    Data Engineer\n08/2025 (4 yrs 1    Oakfield Academy Ltd\nmos)    Team size: 12"

    lines = unwrap(lines_of(text), lexicon_for())

    assert [segment.text for line in lines for segment in line.segments] == [
        "from 08/2021 to 08/2025 (4 yrs 1 mos)", "Data Engineer", "Oakfield Academy Ltd", "Team size: 12",
    ]  # fmt: skip


def test_experience_reads_a_period_before_dashes_as_a_header_however_long() -> None:
    (job,) = jobs("May 2019 to date - The Chocolates of the Lake Ltd, Vevey - Head of product for the north")

    assert job.dates is not None
    assert job.dates.value.is_current


def test_experience_reads_a_dash_that_ends_a_date_as_an_open_end() -> None:
    first, second = jobs("2/2017\u2013 Shift Manager\nAcme Ltd\n8/2009\u20131/2017 Care Assistant\nBaker Ltd")

    assert first.dates is not None
    assert second.dates is not None
    assert (first.dates.value.is_current, second.dates.value.is_current) == (True, False)
