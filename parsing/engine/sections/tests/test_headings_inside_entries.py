"""Headings that every job or school has of its own open no section."""

from dataclasses import replace

import pytest

from parsing.engine.languages import lexicon_of
from parsing.engine.model import Line, SectionKind
from parsing.engine.sections import split
from parsing.engine.sections.tests.test_split import line, sections
from parsing.engine.sections.tests.test_unknown_headings import row


def test_highlights_in_smaller_type_stay_in_their_job() -> None:
    found = sections(
        [
            line("WORK EXPERIENCE", size=16, bold=True, gap=14),
            line("Roaster, Bean & Sons", size=11, bold=True, gap=8),
            line("March 2018 - August 2021"),
            line("HIGHLIGHTS", size=11, bold=True, gap=8),
            line("Bought a second drum", bullet=True),
            line("Barista, Corner Cup", size=11, bold=True, gap=8),
            line("January 2016 - February 2018"),
            line("EDUCATION", size=16, bold=True, gap=14),
            line("BSc Chemistry, University of Bath", size=11, bold=True, gap=8),
            line("COURSES", size=11, bold=True, gap=8),
            line("Catalysis", bullet=True),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION]
    assert "Barista, Corner Cup" in found[0][1]


def test_a_wording_that_comes_back_under_every_job_divides_it() -> None:
    found = sections(
        [
            line("Experience", bold=True, gap=14),
            line("Roaster, Bean & Sons, 2018 - 2021"),
            line("Achievements", bold=True, gap=8),
            line("Bought a second drum"),
            line("Barista, Corner Cup, 2016 - 2018"),
            line("Achievements", bold=True, gap=8),
            line("Won the town's cup"),
            line("Languages", bold=True, gap=14),
            line("English"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.LANGUAGES]


def test_a_heading_of_the_same_size_that_stands_once_opens_its_section() -> None:
    found = sections(
        [
            line("Experience", size=14, bold=True, gap=14),
            line("Barista, Corner Cup, 2016 - 2018"),
            line("Skills", size=14, bold=True, gap=14),
            line("Latte art"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.SKILLS]


def test_a_smaller_heading_in_another_column_opens_its_section() -> None:
    found = sections(
        [
            line("Experience", size=14, bold=True, gap=14),
            line("Barista, Corner Cup, 2016 - 2018"),
            line("Skills", size=11, bold=True, gap=14, region=1),
            line("Latte art", region=1),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.SKILLS]


def test_employers_in_the_type_of_the_headings_begin_entries() -> None:
    found = sections(
        [
            line("Work Experience", size=14, bold=True, gap=14),
            line("The Copper Ladle", size=14, bold=True, gap=14),
            line("General Manager", size=12, bold=True, gap=8),
            line("2019 - Present"),
            line("Harbor & Vine", size=14, bold=True, gap=14),
            line("Assistant Manager", size=12, bold=True, gap=8),
            line("2016 - 2019"),
            line("Skills", size=14, bold=True, gap=14),
            line("Scheduling"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.SKILLS]
    assert "Harbor & Vine" in found[0][1]


def test_freelance_in_the_place_of_an_employer_is_no_heading() -> None:
    found = sections(
        [
            line("Work", size=17, bold=True, gap=14),
            line("Sol & Salt", size=13, bold=True, gap=14),
            line("2016 - 2019"),
            line("Freelance", size=13, bold=True, gap=14),
            line("2014 - 2016"),
            line("Education", size=17, bold=True, gap=14),
            line("BSc Chemistry, University of Bath"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION]
    assert "Freelance" in found[0][1]


def test_a_heading_in_the_margin_below_a_filled_one_opens_its_section() -> None:
    found = split(
        [
            row(40, "Work", "2019 - 2021 Weaver, Loom & Sons, Hull"),
            row(50, "", "2017 - 2019 Dyer, Loom & Sons, Hull"),
            row(55, "", "2015 - 2017 Apprentice, Loom & Sons, Hull"),
            row(60, "Study", "2015 - 2017 MFA, Hull School of Art"),
            row(80, "Exhibitions", "2025 Wax Remembers, Hull"),
            row(100, "", "2022 Wool Forgets, group show"),
        ],
        lexicon_of("en"),
        10.0,
    )

    study = next(section for section in found if section.kind is SectionKind.EDUCATION)
    assert [each.text for each in study.lines] == ["2015 - 2017 MFA, Hull School of Art"]


def test_schools_that_employ_stay_in_the_jobs_whose_headings_they_are() -> None:
    found = sections(
        [
            line("Experience", size=14, bold=True, gap=14),
            line("University College Dublin", size=14, bold=True, gap=14),
            line("Senior Lecturer"),
            line("2018 - Present"),
            line("Centre for Maritime Studies", size=14, bold=True, gap=14),
            line("Research Fellow"),
            line("2010 - 2012"),
            line("Skills", size=14, bold=True, gap=14),
            line("Latin"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.SKILLS]
    assert "Centre for Maritime Studies" in found[0][1]


def test_an_employer_in_italics_with_a_word_of_headings_opens_no_section() -> None:
    employer = replace(line("University College Dublin", size=12, gap=8), italic=True, colour=0x334455)

    found = sections(
        [
            line("Summary", size=14, bold=True, gap=14),
            line("Historian of trade in the Irish Sea."),
            line("Experience", size=14, bold=True, gap=14),
            line("Senior Lecturer, 2018 - Present"),
            employer,
            line("Skills", size=14, bold=True, gap=14),
            line("Latin"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.SUMMARY, SectionKind.EXPERIENCE, SectionKind.SKILLS]


@pytest.mark.parametrize("school", ["East High School", "Bachelor of Arts"])
def test_a_school_or_a_degree_in_the_look_of_headings_opens_no_section(school: str) -> None:
    found = sections(
        [
            line("Education", size=14, bold=True, gap=14),
            line("Columbus State Community College", size=14, bold=True, gap=14),
            line("Associate of Applied Science"),
            line("2021 - 2023"),
            line(school, size=14, bold=True, gap=14),
            line("2013 - 2017"),
            line("Skills", size=14, bold=True, gap=14),
            line("Latin"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EDUCATION, SectionKind.SKILLS]


def test_achievements_behind_a_colon_below_the_duties_of_a_job_end_no_jobs() -> None:
    found = sections(
        [
            line("Employment Details", gap=14),
            line("Position: Room Leader"),
            line("Key responsibilities:"),
            line("Planned the week", bullet=True),
            line("Achievements:"),
            line("Best room of the town", bullet=True),
            line("Position: Guide", gap=14),
            line("Employer: Tarn Museum"),
            line("Education", gap=14),
            line("Diploma of Care, Tarn College, 2018"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION]


def test_unknown_words_over_a_list_of_known_skills_head_skills() -> None:
    found = sections(
        [
            line("Lorcan Ashdown"),
            line("lorcan@example.org"),
            line("Stuff I use", gap=14),
            line("Rust, TypeScript"),
            line("PostgreSQL, Kafka"),
            line("Experience", gap=14),
            line("Barista, Corner Cup, 2016 - 2018"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.HEADER, SectionKind.SKILLS, SectionKind.EXPERIENCE]
    assert found[1][1] == ["Rust, TypeScript", "PostgreSQL, Kafka"]


def test_an_employer_in_capitals_below_white_space_begins_a_job_and_no_section() -> None:
    found = sections(
        [
            line("CAREER HISTORY", gap=14),
            line("TARNBROOK STEEL PLC", gap=14),
            line("Programme Manager | Feb 2020 - Present"),
            line("Eleven treatment works", bullet=True),
            line("ALDER CIVIL", gap=14),
            line("Graduate Engineer | Sept 2013 - May 2016"),
            line("Setting out", bullet=True),
            line("EDUCATION", gap=14),
            line("BSc Chemistry, University of Bath, 2013"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION]
    assert "ALDER CIVIL" in found[0][1]


def test_capitals_without_the_white_space_of_the_headings_head_nothing() -> None:
    found = sections(
        [
            line("WORK EXPERIENCE", gap=14),
            line("FLIGHT ATTENDANT"),
            line("TARNWATER AIR"),
            line("March 2018 - June 2023"),
            line("FRONT DESK AGENT", gap=14),
            line("BELLFLOWER RESORT"),
            line("May 2016 - February 2018"),
            line("EDUCATIONAL ATTAINMENT", gap=14),
            line("Tarn College, 2012 - 2016"),
            line("SEMINARS ATTENDED", gap=14),
            line("Basic Life Support, 2017"),
        ]
    )

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.TRAINING]


def test_a_heading_with_fewer_painted_letters_than_the_others_is_one() -> None:
    """Some designs paint the first letters of headings: most of a short one is painted, and little of a long one."""
    painted, plain, body = 0x3399CC, 0x222222, 0x222222

    def coloured(text: str, colour: int, *, size: float = 10.0, gap: float = 0.0) -> Line:
        made = line(text, size=size, gap=gap)
        return replace(made, segments=tuple(replace(part, colour=colour) for part in made.segments), colour=colour)

    found = sections(
        [
            coloured("Languages", painted, size=14, gap=14),
            coloured("English", body),
            coloured("Skills", painted, size=14, gap=14),
            coloured("Roasting, tasting", body),
            coloured("Work Experience", plain, size=14),
            coloured("2019 - 2021  Roaster  Bean & Sons", body),
            coloured("Education", painted, size=14, gap=14),
            coloured("2012 - 2015  BSc Chemistry  University of Bath", body),
        ]
    )

    kinds = [SectionKind.LANGUAGES, SectionKind.SKILLS, SectionKind.EXPERIENCE, SectionKind.EDUCATION]
    assert [kind for kind, _ in found] == kinds
