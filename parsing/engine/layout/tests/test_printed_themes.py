"""Reading order of resumes as browsers print them: headings at the right, cards, and lines that a page's end cuts."""

from parsing.engine.layout.tests.test_layout import _lines, _words
from parsing.engine.model import Word

Page = list[list[Word]]
_EDGE = 540.0


def _flush_right(y: float, text: str, *, size: float = 10, bold: bool = False) -> list[Word]:
    words = _words(0, y, text, size=size, bold=bold)
    return _words(_EDGE - words[-1].box.x1_pt, y, text, size=size, bold=bold)


def test_headings_set_to_the_right_stand_above_what_begins_at_the_left() -> None:
    page: Page = []
    for number, heading in enumerate(("Work", "Education", "Further skills")):
        y = 60 + 130 * number
        page += [_flush_right(y, heading, size=16, bold=True)]
        page += [_words(40, y + 24, f"Name {number}", bold=True), _words(470, y + 24, f"01/201{number} - 2019")]
        page += [_words(40, y + 40 + 14 * n, f"told {number} of {n}, and what else there is") for n in range(4)]

    lines = _lines(page)

    assert [line for line in lines if not line.startswith("told")] == [
        *("Work", "Name 0  01/2010 - 2019"),
        *("Education", "Name 1  01/2011 - 2019"),
        *("Further skills", "Name 2  01/2012 - 2019"),
    ]


def test_a_title_and_its_dates_at_the_right_edge_end_the_line_of_the_employer() -> None:
    page: Page = []
    for number, (title, dates) in enumerate([("Buyer", "May 2019 - June 2021"), ("Assistant", "2016 - 2019")]):
        y = 60 + 60 * number
        page += [_words(40, y, f"Employer {number}", bold=True), _flush_right(y, title)]
        page += [_flush_right(y + 13, dates), _words(50, y + 28, f"\u2022 Bought things {number} for a shop")]

    lines = _lines(page)

    assert lines == [
        *("Employer 0  Buyer", "May 2019 - June 2021", "Bought things 0 for a shop"),
        *("Employer 1  Assistant", "2016 - 2019", "Bought things 1 for a shop"),
    ]


def test_dates_at_the_right_edge_may_stand_between_the_lines_of_the_left() -> None:
    page: Page = []
    expected: list[str] = []
    for number in range(3):
        y = 60 + 70 * number
        page += [_words(40, y, f"Senior Title {number} at Employer"), _flush_right(y + 14, f"MAR 201{number} - NOW")]
        page += [_flush_right(y + 26, "www.example.com"), _words(40, y + 42, f"Part of a team with remit {number}")]
        expected += [f"Senior Title {number} at Employer", f"MAR 201{number} - NOW", "www.example.com"]
        expected += [f"Part of a team with remit {number}"]

    assert _lines(page) == expected


def test_cards_whose_names_need_one_line_or_two_are_read_one_after_the_other() -> None:
    page = [_words(80, 60, "EDUCATION", size=10.5)]
    left = [
        "Northeastern University - Computer",
        "Science",
        "Master of Science",
        "2016-09-01 - 2018-12-01",
        "GPA: 3.87",
    ]
    right = ["University of Vermont - Mathematics", "B.Sc.", "2012-08-01 - 2016-05-01", "GPA: magna cum laude"]
    for x, texts in ((80, left), (320, right)):
        page += [_words(x, 82 + 15.3 * n, text, size=10.5) for n, text in enumerate(texts)]

    assert _lines(page) == ["EDUCATION", *left, *right]


def test_underlined_headings_of_a_sidebar_are_no_labels_of_what_stands_beside_them() -> None:
    side = [
        (69, "Contact"),
        (96, "Leeds"),
        (112, "o.adekunle@stats.exam"),
        (122, "ple.ac.uk"),
        (139, "+44 7700 900512"),
    ]
    side += [(158, "oadekunleprice"), (190, "Programming"), (218, "R Stan Python"), (235, "MATLAB"), (265, "Tools")]
    side += [(293, "LaTeX Git Tableau"), (323, "Languages"), (346, "English (Native)"), (357, "Yoruba (Native)")]
    main = [(69, "Summary"), (93, "Doctoral researcher with teaching and consulting experience."), (123, "Experience")]
    main += [
        (149, "University of Leeds"),
        (160, "Graduate Teaching Assistant"),
        (177, "Led tutorials for sixty students."),
    ]
    main += [(186, "Marked coursework."), (208, "Office for National Statistics"), (219, "Research Intern")]
    main += [
        (236, "Modelled excess mortality with R."),
        (245, "Briefed senior officials."),
        (268, "Kestrel Analytics Ltd"),
    ]
    main += [
        (278, "Data Analyst"),
        (295, "Automated weekly reports in SQL."),
        (322, "Education"),
        (348, "University of Leeds"),
    ]
    main += [(358, "Leeds, UK"), (372, "PhD Statistics"), (395, "University of Sheffield"), (405, "Sheffield, UK")]
    headings = {"Contact", "Programming", "Tools", "Languages", "Summary", "Experience", "Education"}
    page = [
        _words(x, y, text, size=10.5 if text in headings else 9, bold=text in headings)
        for x, texts in ((28, side), (160, main))
        for y, text in texts
    ]

    assert _lines(page) == [text for texts in (side, main) for _, text in texts]


def test_names_and_periods_where_one_page_ends_and_another_begins_are_no_page_furniture() -> None:
    first = [_words(40, 80, "Jane Doe", size=18)]
    first += [_words(40, 780, "Acme Ltd", bold=True), _words(40, 794, "Buyer"), _words(40, 808, "05/2019 - 06/2021")]
    second = [_words(40, 60, "Acme Ltd", bold=True), _words(40, 74, "Assistant")]
    second += [_words(40, 812, "05/2014 - 06/2019")]

    assert _lines(first, second) == [
        *("Jane Doe", "Acme Ltd", "Buyer", "05/2019 - 06/2021", "Acme Ltd", "Assistant", "05/2014 - 06/2019"),
    ]


def test_what_repeats_at_the_foot_of_pages_is_furniture_whatever_number_it_has() -> None:
    pages = [
        [_words(40, 300, f"text {n} of this page"), _words(40, 810, f"Jane Doe, June 2024, page {n} of 9")]
        for n in (1, 2)
    ]

    assert _lines(*pages) == ["text 1 of this page", "text 2 of this page"]
