"""Sections out of lines: which lines are headings, which only look like one, and whose the content is."""

from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.languages import lexicon_of
from parsing.engine.model import Box, Line, Section, SectionKind, Segment
from parsing.engine.sections import split

BODY_PT = 10.0


def line(
    text: str,
    *,
    size: float = BODY_PT,
    bold: bool = False,
    bullet: bool = False,
    gap: float = 0.0,
    at: tuple[float, float] | None = None,
    region: int = 0,
    page: int = 0,
) -> Line:
    """One line; two blanks part its segments, of which only the first is bold; `at` is left and top in points."""
    parts = text.split("  ")
    return Line(
        index=0,
        text=text,
        page=page,
        box=Box(at[0], at[1], at[0] + 100, at[1] + size) if at else None,
        segments=tuple(
            Segment(part, x0_pt=200.0 * number, bold=bold and number == 0) for number, part in enumerate(parts)
        ),
        font_size_pt=size,
        bold=bold and len(parts) == 1,
        bullet=bullet,
        region=region,
        gap_before_pt=gap,
    )


def sections(lines: Sequence[Line], code: str = "en") -> list[tuple[SectionKind, list[str]]]:
    found: tuple[Section, ...] = split(lines, lexicon_of(code), BODY_PT)
    return [(section.kind, [each.text for each in section.lines]) for section in found]


def plain(text: str) -> list[Line]:
    """A document without any look: an empty line is a gap."""
    lines, gap = [], 0.0
    for written in text.strip().splitlines():
        if not written.strip():
            gap = 12.0
            continue
        lines.append(line(written.removeprefix("- "), gap=gap, bullet=written.startswith("- ")))
        gap = 0.0
    return lines


def test_lines_before_the_first_heading_are_the_header() -> None:
    found = sections([line("Ann Lee", size=20), line("ann@example.com"), line("Education", bold=True), line("BSc")])

    assert found == [(SectionKind.HEADER, ["Ann Lee", "ann@example.com"]), (SectionKind.EDUCATION, ["BSc"])]


def test_plain_text_is_split_by_wording() -> None:
    found = sections(plain("Ann Lee\n\nWork Experience\nNurse\nRiverside Hospital\n\nEducation\nBSc\n"))

    assert [kind for kind, _ in found] == [SectionKind.HEADER, SectionKind.EXPERIENCE, SectionKind.EDUCATION]


def test_title_and_company_with_words_of_headings_are_content() -> None:
    found = sections(
        [
            line("EXPERIENCE", bold=True),
            line("Education Manager", bold=True),
            line("Experience Ltd"),
            line("2019 - 2021"),
            line("SKILLS", bold=True),
            line("SQL"),
        ]
    )

    assert found[0] == (SectionKind.EXPERIENCE, ["Education Manager", "Experience Ltd", "2019 - 2021"])


def test_heading_of_unknown_words_ends_a_section_by_its_look() -> None:
    found = sections(
        [
            line("Education", bold=True, size=14),
            line("BSc"),
            line("Skills", bold=True, size=14),
            line("SQL"),
            line("Beekeeping corner", bold=True, size=14),
            line("Two hives"),
        ]
    )

    assert found[-1] == (SectionKind.OTHER, ["Two hives"])


def test_bullets_with_words_of_headings_are_content() -> None:
    found = sections(
        [
            line("Skills", bold=True, size=14),
            line("Languages", bullet=True),
            line("Projects", bullet=True),
            line("Education", bold=True, size=14),
            line("BSc"),
        ]
    )

    assert found[0] == (SectionKind.SKILLS, ["Languages", "Projects"])


def test_label_inside_a_job_is_content() -> None:
    found = sections(plain("Experience\nDeveloper, Northwind\n2019 - 2021\nSkills: Python, SQL\n\nEducation\nBSc\n"))

    assert found[0][1][-1] == "Skills: Python, SQL"


def test_heading_with_its_content_on_one_line_opens_a_section() -> None:
    found = sections(plain("Ann Lee\n\nSkills: Python, SQL\n\nEducation\nBSc\n"))

    assert (SectionKind.SKILLS, ["Python, SQL"]) in found


def test_programming_languages_are_no_section_of_languages() -> None:
    found = sections(
        plain("Ann Lee\n\nSkills\nLanguages: Python, C++\nLanguages: English (fluent), German\nTools: Git\n")
    )

    assert (SectionKind.LANGUAGES, ["English (fluent), German"]) in found
    assert (SectionKind.SKILLS, ["Languages: Python, C++"]) in found
    assert found[-1] == (SectionKind.SKILLS, ["Tools: Git"])


def test_heading_in_a_left_cell_takes_the_right_cell_as_content() -> None:
    found = sections([line("Education  BSc, University of Leeds", bold=True), line("Skills  Python, SQL", bold=True)])

    assert found == [(SectionKind.EDUCATION, ["BSc, University of Leeds"]), (SectionKind.SKILLS, ["Python, SQL"])]


def test_headings_side_by_side_share_what_stands_below() -> None:
    row = line("Skills  Languages", bold=True, at=(0, 100))
    below = [line("Python  English: fluent", at=(0, 112)), line("SQL  German: basic", at=(0, 124))]

    found = sections([row, *below])

    assert found == [
        (SectionKind.SKILLS, ["Python", "SQL"]),
        (SectionKind.LANGUAGES, ["English: fluent", "German: basic"]),
    ]


def test_heading_broken_over_two_lines_is_one() -> None:
    found = sections(
        [line("WORK", bold=True, size=14), line("EXPERIENCE", bold=True, size=14), line("Nurse"), line("2019 - 2021")]
    )

    assert found == [(SectionKind.EXPERIENCE, ["Nurse", "2019 - 2021"])]


def test_main_column_without_heading_does_not_continue_the_sidebar() -> None:
    found = sections(
        [
            line("Skills", bold=True, size=14, at=(20, 300)),
            line("SQL", at=(20, 320)),
            line("Ann Lee", size=20, at=(220, 30), region=1),
            line("Nurse", at=(220, 60), region=1),
            line("Education", bold=True, size=14, at=(220, 100), region=1),
            line("BSc", at=(220, 120), region=1),
        ]
    )

    assert found[0] == (SectionKind.SKILLS, ["SQL"])
    assert found[1] == (SectionKind.HEADER, ["Ann Lee", "Nurse"])


def test_column_goes_on_on_the_next_page() -> None:
    found = sections(
        [
            line("Experience", bold=True, size=14, at=(220, 100)),
            line("Nurse", at=(220, 120)),
            line("Skills", bold=True, size=14, at=(20, 100), region=1),
            line("SQL", at=(20, 120), region=1),
            line("Midwife", at=(220, 30), page=1, region=2),
        ]
    )

    assert found[-1] == (SectionKind.EXPERIENCE, ["Midwife"])


def test_headings_of_another_language_are_known() -> None:
    found = sections(plain("Anna Beispiel\n\nBerufserfahrung\nKrankenpflegerin\n\nEducation\nAbitur\n"), code="de")

    assert [kind for kind, _ in found][1:] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION]


def test_document_without_lines_has_no_sections() -> None:
    assert sections([]) == []


def test_summary_that_lists_jobs_is_experience() -> None:
    found = sections(
        plain(
            "Ann Lee\n\nCareer Summary\nOperations Manager, Derwent Timber\n07/2016 - Present\n"
            "Harvest Supervisor, Huon Orchards\n11/2010 - 06/2016\n\nEducation\nBSc\n"
        )
    )

    assert found[1][0] is SectionKind.EXPERIENCE


def test_numbered_and_decorated_headings_are_known() -> None:
    found = sections(plain("Ann Lee\n\n1. * Work Experience *\nNurse\n\n2. * Education *\nBSc\n"))

    assert [kind for kind, _ in found][1:] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION]


def strange(*, bold: bool = False) -> list[Line]:
    """Headings in words of no pack, larger than the text."""
    return [
        line("Jo Marsh", size=20),
        line("jo@marsh.example.com"),
        line("Ports of call", size=12, bold=bold, gap=14),
        line("Software Engineer  2019 - 2021"),
        line("Umbrella Ltd"),
        line("Data Analyst  2016 - 2019"),
        line("Acme Inc."),
        line("Where it began", size=12, bold=bold, gap=14),
        line("BSc, University of Leeds, 2012 - 2016"),
        line("Up my sleeve", size=12, bold=bold, gap=14),
        line("Python, SQL, Stakeholder management, Excel"),
    ]


def test_split_names_sections_with_unknown_headings_by_what_they_hold() -> None:
    kinds = [kind for kind, _ in sections(strange())]

    assert kinds == [SectionKind.HEADER, SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.SKILLS]


def test_split_takes_employers_in_large_type_for_no_headings() -> None:
    lines = [line("Jo Marsh", size=20), line("jo@marsh.example.com")]
    for employer, years in (("Umbra", "2019 - 2021"), ("Tessellate", "2016 - 2019"), ("Lodestar", "2012 - 2016")):
        lines += [line(employer, size=12, bold=True, gap=14), line(f"Software Engineer  {years}")]

    assert [kind for kind, _ in sections(lines)] == [SectionKind.HEADER]


def test_split_leaves_what_looks_like_a_heading_over_the_address_in_the_head() -> None:
    lines = [
        line("Jo Marsh", size=20),
        line("Keen on boats", size=12, bold=True),
        line("12 Quay Street"),
        *strange(bold=True)[2:],
    ]

    assert sections(lines)[0] == (SectionKind.HEADER, ["Jo Marsh", "Keen on boats", "12 Quay Street"])


def test_a_first_line_that_names_the_document_opens_no_section() -> None:
    lines = [
        line("Work History", size=16, bold=True),
        line("Jane Doe"),
        line("jane@example.com"),
        line("Experience", size=12, bold=True),
        line("Baker, The Mill, 2019 - 2024"),
        line("Education", size=12, bold=True),
        line("Leeds College, 2015 - 2018"),
    ]

    sections = split(lines, lexicon_of("en"), BODY_PT)

    assert [section.kind for section in sections] == [
        SectionKind.HEADER,
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
    ]
    assert [each.text for each in sections[0].lines] == ["Work History", "Jane Doe", "jane@example.com"]


def test_whoever_works_at_a_school_is_read_as_working() -> None:
    lines = [
        line("Jane Doe", size=18, bold=True),
        line("Skills", size=12, bold=True),
        line("Harp, Lute"),
        line("Of days and desks", size=12, bold=True),
        line("Riverside School"),
        line("Music Teacher"),
        line("2014 - present"),
        line("Languages", size=12, bold=True),
        line("English, German"),
    ]

    sections = split(lines, lexicon_of("en"), BODY_PT)

    assert [section.kind for section in sections if section.heading and "desks" in section.heading.text] == [
        SectionKind.EXPERIENCE
    ]


def test_a_label_with_its_value_is_no_heading_whatever_it_looks_like() -> None:
    lines = [
        line("Jane Doe", size=18, bold=True),
        line("Experience", size=12, bold=True),
        line("Duty : Quiet mornings", size=12, bold=True),
        line("2014 - 2019"),
        line("Skills", size=12, bold=True),
        line("Harp, Lute"),
        line("Languages", size=12, bold=True),
        line("English, German"),
    ]

    headings = [section.heading.text for section in split(lines, lexicon_of("en"), BODY_PT) if section.heading]

    assert headings == ["Experience", "Skills", "Languages"]


def test_engagements_are_jobs_where_there_are_no_others() -> None:
    projects = [
        line("Projects", size=12, bold=True),
        line("Data Engineer, Swan Water, 2019 - 2024"),
        line("Software Engineer, Karri Fund, 2015 - 2019"),
    ]
    jobs = [line("Experience", size=12, bold=True), line("Baker, The Mill, 2019 - 2024")]

    alone = split([line("Jane Doe", size=18), *projects], lexicon_of("en"), BODY_PT)
    beside = split([line("Jane Doe", size=18), *jobs, *projects], lexicon_of("en"), BODY_PT)

    assert [section.kind for section in alone][1:] == [SectionKind.EXPERIENCE]
    assert [section.kind for section in beside][1:] == [SectionKind.EXPERIENCE, SectionKind.PROJECTS]


def test_consent_below_the_interests_is_none_of_them() -> None:
    found = sections(plain("Ann Lee\n\nInterests\nChess, rowing\nI hereby consent to the processing of my data.\n"))

    assert (SectionKind.INTERESTS, ["Chess, rowing"]) in found
    assert found[-1] == (SectionKind.OTHER, ["I hereby consent to the processing of my data."])


def test_language_with_its_level_in_brackets_is_an_entry_not_a_heading() -> None:
    found = sections(plain("Ann Lee\n\nLanguages\nGerman (native language)\nFrench (B1)\n"))

    assert found[-1] == (SectionKind.LANGUAGES, ["German (native language)", "French (B1)"])


def test_a_sign_before_the_headings_makes_no_list_items_of_them() -> None:
    signed = {"Employment": "#", "Education": "#", "What I read": "#", "Led a team": "*", "Skills": "*"}
    texts = ("Employment", "Clerk, Acme 2019 - 2020", "Led a team", "Education", "BSc, Leeds", "What I read", "Papers")
    lines = [replace(line(text), sign=signed.get(text, ""), bullet=text in signed) for text in texts]

    found = sections(lines)

    assert [kind for kind, _ in found] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.OTHER]
    assert found[0][1] == ["Clerk, Acme 2019 - 2020", "Led a team"]


def test_a_table_of_years_is_headed_by_what_stands_beside_them() -> None:
    rows = ["Jane Doe", "Year  Month  Education", "2010  4  BSc, Leeds", "Period  Employment", "2014 - 2020  Acme"]

    found = sections([line(row) for row in rows])

    assert [kind for kind, _ in found] == [SectionKind.HEADER, SectionKind.EDUCATION, SectionKind.EXPERIENCE]


def test_a_name_in_the_type_of_the_headings_is_none_above_the_addresses() -> None:
    lines = [line("Resume", size=18), line("Jane Doe", bold=True), line("E-mail: jane@example.com")]
    lines += [line("Education", bold=True), line("BSc, Leeds"), line("Employment", bold=True), line("Clerk, Acme")]

    found = sections(lines)

    assert [kind for kind, _ in found] == [SectionKind.HEADER, SectionKind.EDUCATION, SectionKind.EXPERIENCE]
    assert "Jane Doe" in found[0][1]


def test_skills_told_in_one_line_end_the_entries_where_the_languages_follow() -> None:
    lines = plain("Employment\n2019 - 2020 Clerk, Acme\nSkills: Excel, SAP\nLanguages: English, French")

    assert [kind for kind, _ in sections(lines)] == [
        SectionKind.EXPERIENCE,
        SectionKind.SKILLS,
        SectionKind.LANGUAGES,
    ]
