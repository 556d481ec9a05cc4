"""Headings in words that no pack lists: by some of their words, by a rule under them, by the margin they stand in."""

from textwrap import dedent

from parsing.engine.languages import lexicon_of
from parsing.engine.model import Box, Line, SectionKind, Segment
from parsing.engine.sections import split
from parsing.engine.sections.tests.test_split import line, plain, sections


def row(top_pt: float, margin: str, text: str) -> Line:
    """A line with a heading in the left margin, or with nothing there."""
    cells = tuple(
        Segment(part, x0_pt=left, x1_pt=left + 100, bold=bold, font_size_pt=10.0)
        for part, left, bold in ((margin, 40.0, True), (text, 140.0, False))
        if part
    )
    left_pt = cells[0].x0_pt
    return Line(
        index=int(top_pt),
        text="  ".join(cell.text for cell in cells),
        box=Box(left_pt, top_pt, 300.0, top_pt + 10),
        segments=cells,
        font_size_pt=10.0,
    )


def test_some_words_of_a_heading_tell_what_follows_where_it_looks_like_the_others() -> None:
    found = sections(
        [
            line("Ada Byron", size=20.0),
            line("Nursing posts", size=13.0, bold=True),
            line("Staff Nurse, Larch Hospital, 2015 - 2020"),
            line("Ward Sister, Larch Hospital, 2020 - 2024"),
            line("Education and clinical schooling", size=13.0, bold=True),
            line("BSc Nursing, University of Hull, 2012 - 2015"),
            line("References", size=13.0, bold=True),
            line("On request"),
        ]
    )

    assert [kind for kind, _ in found] == [
        SectionKind.HEADER,
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.REFERENCES,
    ]


def test_a_rule_of_its_own_length_makes_a_heading_in_plain_text() -> None:
    text = dedent(
        """\
            Ada Byron
            Hull

            Schools I went to
            -----------------
            Hymers College, A-levels, 2009 - 2011
            University of Hull, BSc Nursing, 2012 - 2015

            What I am good at
            =================
            Triage, Wound care, Rostering
            """
    )

    assert [kind for kind, _ in sections(plain(text))] == [
        SectionKind.HEADER,
        SectionKind.EDUCATION,
        SectionKind.SKILLS,
    ]


def test_unknown_headings_in_the_margin_begin_sections() -> None:
    lines = [
        line("Ada Byron", size=20.0, at=(40.0, 10.0)),
        row(40, "What I did", "2015 - 2020 Staff Nurse, Larch Hospital"),
        row(52, "", "2020 - 2024 Ward Sister, Larch Hospital"),
        row(80, "Where I studied", "2012 - 2015 BSc Nursing, University of Hull"),
        row(92, "", "2009 - 2011 A-levels, Hymers College"),
        row(120, "Skills", "Triage, Wound care, Rostering"),
    ]

    found = split(lines, lexicon_of("en"), 10.0)

    assert [section.kind for section in found] == [
        SectionKind.HEADER,
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.SKILLS,
    ]
    assert [len(section.lines) for section in found] == [1, 2, 2, 1]


def test_labels_in_the_margin_are_no_headings() -> None:
    lines = [
        line("Ada Byron", size=20.0, at=(40.0, 10.0)),
        row(40, "Phone", "07700 900 123"),
        row(52, "Web", "byron.example.com"),
        row(64, "Town", "Hull"),
    ]

    found = split(lines, lexicon_of("en"), 10.0)

    assert {section.kind for section in found} <= {SectionKind.HEADER, SectionKind.CONTACT}


def test_publications_set_apart_end_the_studies_without_a_look_of_their_own() -> None:
    found = sections(
        [
            line("Ada Byron", size=20.0),
            line("Education", size=13.0, bold=True, gap=14.0),
            line("PhD Botany, University of Hull, 2012 - 2015"),
            line("Selected publications", gap=14.0),
            line("On mosses. Journal of Moss 12, 2014."),
            line("Skills", size=13.0, bold=True, gap=14.0),
            line("Microscopy"),
        ]
    )

    assert (SectionKind.PUBLICATIONS, ["On mosses. Journal of Moss 12, 2014."]) in found


def test_a_small_word_that_is_an_acronym_of_a_title_elsewhere_is_none() -> None:
    found = lexicon_of("sv").title("Duktig på")

    assert found == 0.0


def test_a_saying_and_a_day_are_no_skills() -> None:
    found = sections(
        [
            line("Ada Byron", size=20.0),
            line("Experience", size=13.0, bold=True),
            line("Data Manager, Larch Hospital, 2015 - 2020"),
            line("A day of my life", size=13.0, bold=True),
            line("Sleep, bike, queries, choir."),
            line("My toolbox", size=13.0, bold=True),
            line("Python, Docker, SQL."),
            line("Education", size=13.0, bold=True),
            line("BSc Nursing, University of Hull, 2012 - 2015"),
        ]
    )

    kinds = [kind for kind, _ in found]
    assert kinds[1:] == [SectionKind.EXPERIENCE, SectionKind.OTHER, SectionKind.SKILLS, SectionKind.EDUCATION]


def test_people_with_degrees_are_no_studies_of_the_author() -> None:
    found = sections(
        [
            line("Ada Byron", size=20.0),
            line("Education", size=13.0, bold=True),
            line("BSc Nursing, University of Hull, 2012 - 2015"),
            line("Skills", size=13.0, bold=True),
            line("Python, Docker"),
            line("Those I supervised", size=13.0, bold=True),
            line("Lin Zhao, Ph.D. 2020, now at Larch Hospital"),
            line("Tomas Bright, Ph.D. 2022"),
        ]
    )

    assert found[-1][0] is SectionKind.OTHER


def test_a_row_of_two_cells_may_be_a_section() -> None:
    found = sections(
        [
            line("Ada Byron", size=20.0),
            line("Skills", size=13.0, bold=True),
            line("Python, Docker"),
            line("Hobbies  Angling, choir"),
            line("Languages  German (C1), Danish"),
            line("Computers  SAP, Excel"),
        ]
    )

    assert found[1:] == [
        (SectionKind.SKILLS, ["Python, Docker"]),
        (SectionKind.INTERESTS, ["Angling, choir"]),
        (SectionKind.LANGUAGES, ["German (C1), Danish"]),
        (SectionKind.SKILLS, ["Computers  SAP, Excel"]),
    ]


def test_an_intern_with_a_remark_is_no_heading() -> None:
    found = sections(
        plain(
            """
            Ada Byron

            Work
            Officer, Larch Trust
            Jan 2020 - Dec 2022
            Intern, Larch Ltd (internship)
            June - September 2019
            """
        )
    )

    assert [kind for kind, _ in found] == [SectionKind.HEADER, SectionKind.EXPERIENCE]


def test_degrees_that_are_trades_as_well_are_studies_beside_their_schools() -> None:
    found = sections(
        [
            line("Bernd Achterberg", size=20.0),
            line("Berufserfahrung", size=13.0, bold=True),
            line("Bauleiter, Hansewerk GmbH, 04/2020 - heute"),
            line("Schul- und sonstiger Werdegang", size=13.0, bold=True),
            line("Handwerkskammer Bremen"),
            line("Meister Elektrotechniker-Handwerk"),
            line("10/2016 - 11/2018"),
            line("Berufsschule Bremerhaven"),
            line("Ausbildung Elektroniker für Betriebstechnik"),
            line("09/2001 - 08/2004"),
            line("Sprachen", size=13.0, bold=True),
            line("Deutsch, Englisch"),
        ],
        "de",
    )

    assert [kind for kind, _ in found][1:] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.LANGUAGES]


def test_jobs_at_schools_under_a_vague_heading_are_jobs_where_the_studies_are_told() -> None:
    found = sections(
        [
            line("Niamh Byron", size=20.0),
            line("Career Summary", size=13.0, bold=True),
            line("Lecturer | University of Hull | 2012 - 2018"),
            line("School of History"),
            line("Research Fellow | Umber University | 2010 - 2012"),
            line("Academy of Ports"),
            line("Education", size=13.0, bold=True),
            line("PhD in History | University of Leeds | 2006 - 2010"),
            line("Languages", size=13.0, bold=True),
            line("English, Irish"),
        ]
    )

    assert [kind for kind, _ in found][1:] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.LANGUAGES]


def test_a_heading_that_says_other_ends_the_section_before_it_without_any_look() -> None:
    found = sections(plain("Languages\nEnglish\n\nAdditional information\nOwn car, non-smoker"))

    assert found == [(SectionKind.LANGUAGES, ["English"]), (SectionKind.OTHER, ["Own car, non-smoker"])]


def test_a_heading_right_above_another_one_names_the_document() -> None:
    lines = plain("Work history\nSummary\nClerk for ten years.\nEmployment\nClerk, Acme 2019 - 2020")

    found = sections(lines)

    assert found[0] == (SectionKind.HEADER, ["Work history"])
    assert found[1:] == [
        (SectionKind.SUMMARY, ["Clerk for ten years."]),
        (SectionKind.EXPERIENCE, ["Clerk, Acme 2019 - 2020"]),
    ]


def test_headings_of_a_narrow_column_may_be_set_as_the_titles_beside_it() -> None:
    sidebar = [line("Ann Lee", size=18, bold=True), line("Contact", bold=True), line("Leeds")]
    sidebar += [line("Skills", bold=True), line("Welding"), line("Forklifts")]
    entries = [line("Experience", size=13, bold=True, region=1)]
    for title, employer in (("Welder", "Acme Ltd"), ("Driver", "Beacon Ltd"), ("Picker", "Cedar Ltd")):
        entries += [line(title, bold=True, region=1), line(f"{employer}, 2019 - 2020", region=1)]
    entries += [line("Education", size=13, bold=True, region=1), line("BSc, Leeds", region=1)]

    found = sections(sidebar + entries)

    assert (SectionKind.CONTACT, ["Leeds"]) in found
    assert (SectionKind.SKILLS, ["Welding", "Forklifts"]) in found
    assert len([kind for kind, _ in found if kind is SectionKind.EXPERIENCE]) == 1


def test_teachers_below_an_unknown_heading_have_jobs_also_at_schools_called_as_what_one_leaves_them_with() -> None:
    lines = [line("Ann Lee", size=18, bold=True), line("Schuldienst", bold=True, gap=12.0)]
    lines += [
        line("seit 08/2018  Lehrerin, Humboldtschule"),
        line("08/2013 - 07/2018  Lehrerin, Gymnasium am Auwald"),
    ]
    lines += [line("Ausbildung", bold=True, gap=12.0), line("Abitur, Leibniz-Gymnasium 2005")]

    assert [kind for kind, _ in sections(lines, "de")][1:] == [SectionKind.EXPERIENCE, SectionKind.EDUCATION]
