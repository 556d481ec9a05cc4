"""Reading order where entries, dates and headings stand beside each other in ways that columns of text do not."""

from collections.abc import Sequence

import pytest

from parsing.engine import layout
from parsing.engine.layout.chunks import build_chunks, rows_of
from parsing.engine.layout.date_columns import are_dates
from parsing.engine.layout.gutters import Gutter
from parsing.engine.layout.headings import headings_across, without_heading_above
from parsing.engine.layout.tests.test_layout import _document, _lines, _words
from parsing.engine.model import Box, Cell, Document, Paragraph, Run, Word

Page = list[list[Word]]


def _entry(x: float, y: float, name: str, *, lines: int = 3) -> Page:
    told = [_words(x, y + 24 + 12 * n, f"told of {name} number {n}") for n in range(lines)]
    return [_words(x, y, name, bold=True), _words(x, y + 12, f"2019 - 2020 {name}"), *told]


def test_what_stands_in_columns_below_one_heading_is_read_before_the_next_heading() -> None:
    page = [_words(40, 60, "Heading one", size=13, bold=True)]
    page += _entry(40, 82, "first", lines=4) + _entry(300, 82, "second")
    page += [_words(40, 180, "Heading two", size=13, bold=True)]
    page += _entry(40, 202, "third") + _entry(300, 202, "fourth", lines=4)

    lines = _lines(page)

    marks = ("Heading one", "first", "second", "Heading two", "third", "fourth")
    assert [line for line in lines if line in marks] == list(marks)


def test_entries_side_by_side_are_columns_though_one_side_is_longer() -> None:
    page = _entry(40, 80, "first", lines=5) + _entry(300, 80, "second", lines=5)
    page += _entry(40, 190, "third", lines=6)

    lines = _lines(page)

    assert lines.index("told of first number 4") < lines.index("third") < lines.index("second")


def test_a_line_too_long_for_its_column_does_not_close_the_gutter() -> None:
    side = [_words(40, 80 + 14 * n, f"side {n}") for n in range(8)]
    side[2] = _words(40, 108, "somebody.with.a.long.name@x.example")  # ends where the other column starts
    main = [_words(218, 80 + 14 * n, f"main text of line {n} and more") for n in range(16)]

    lines = _lines([*side, *main])

    assert lines.index("somebody.with.a.long.name@x.example") == 2
    assert lines[8:] == [f"main text of line {n} and more" for n in range(16)]


def test_dates_in_two_lines_at_the_right_end_their_entry_beside_a_third_column() -> None:
    page = [_words(40, 80 + 13 * n, f"side {n}") for n in range(20)]
    for number in range(3):
        y = 80 + 90 * number
        page += [_words(180, y, f"Employer {number}", bold=True), _words(480, y, f"May 201{number} \u2013")]
        page += [_words(180, y + 13, f"Title {number}"), _words(480, y + 13, f"June 201{number + 1}")]
        page += [_words(180, y + 26 + 13 * n, f"text {number} {n} of what was done in the years") for n in range(3)]

    lines = _lines(page)

    assert lines[:20] == [f"side {n}" for n in range(20)]
    assert lines[20:22] == ["Employer 0  May 2010 \u2013 June 2011", "Title 0"]
    assert "Employer 2  May 2012 \u2013 June 2013" in lines


def test_dates_between_a_sidebar_and_the_entries_belong_to_the_entries() -> None:
    side = ("side zero", "side one and more", "side two that is long", "side three", "side four and", "side five")
    page = [_words(123, 80 + 13.5 * n, text, leftwards=True) for n, text in enumerate(side)]
    for number in range(5):
        y = 82 + 92 * number
        page += [_words(135, y, f"201{number}\u2013201{number + 1}", size=9), _words(191, y, f"Employer {number}")]
        page += [_words(191, y + 14 + 14 * n, f"text {number} {n} of what was done in the years") for n in range(5)]

    assert [line for line in _lines(page) if "Employer" in line] == [
        f"201{n}\u2013201{n + 1}  Employer {n}" for n in range(5)
    ]


def _labelled(labels: Sequence[str], body: Sequence[str]) -> Page:
    page: Page = []
    for number in range(3):
        y = 80 + 80 * number
        page += [_words(40, y + 13 * n, label.format(n=number), bold=not n) for n, label in enumerate(labels)]
        page += [_words(200, y + 13 * n, text.format(n=number)) for n, text in enumerate(body)]
    return page


def test_a_place_below_the_dates_does_not_join_the_list_of_the_entry() -> None:
    lines = _lines(_labelled(["201{n} - 202{n}", "Bristol"], ["Engineer {n}", "\u2022 Built {n}", "\u2022 Ran {n}"]))

    assert lines[:4] == ["2010 - 2020  Engineer 0", "Bristol", "Built 0", "Ran 0"]


def test_an_entry_beside_its_list_is_read_before_it() -> None:
    labels = ["Title {n}", "Employer {n}", "201{n} - 202{n}"]
    lines = _lines(_labelled(labels, ["\u2022 Built {n}", "\u2022 Ran {n}", "\u2022 Led {n}", "\u2022 Sold {n}"]))

    assert lines[:7] == ["Title 0", "Employer 0", "2010 - 2020", "Built 0", "Ran 0", "Led 0", "Sold 0"]


def test_start_and_end_below_each_other_are_one_label() -> None:
    lines = _lines(_labelled(["May 201{n}", "July 202{n}"], ["Engineer {n}", "Employer {n}", "text of {n}"]))

    assert lines[:3] == ["May 2010 July 2020  Engineer 0", "Employer 0", "text of 0"]


def test_captions_set_flush_right_stay_apart() -> None:
    page: Page = []
    for number in range(3):
        y = 100 + 50 * number
        page += [
            _words(120, y, f"201{number} \u2013 201{number + 1}", leftwards=True),
            _words(131, y, f"Title {number}"),
        ]
        page += [_words(131, y + 13 + 12 * n, f"text {number} {n} of what was done") for n in range(2)]
    page += [_words(131, 260, "Skills", size=14)]
    for number, (caption, value) in enumerate((("Core", "Python, SQL"), ("Others", "Excel"))):
        page += [_words(120, 276 + 14 * number, caption, leftwards=True), _words(131, 276 + 14 * number, value)]

    assert _lines(page)[-2:] == ["Core  Python, SQL", "Others  Excel"]


def test_headings_of_one_look_on_both_sides_make_columns_though_one_side_is_dated() -> None:
    left = [_words(18, 37, "Jane Doe", size=18, bold=True), _words(18, 52, "baker", size=8)]
    left += [_words(18, 73, "Heading A", size=10, bold=True), _words(18, 217, "Heading B", size=10, bold=True)]
    for number, y in enumerate((85, 135, 174)):
        left += [_words(18, y, f"Title {number}", size=8, bold=True), _words(18, y + 11, f"Employer {number}", size=8)]
        left += [_words(22, y + 22, f"201{number} - 201{number + 1}", size=7)]
    left += [_words(18, 230, "School", size=8), _words(18, 241, "Degree", size=8), _words(22, 252, "2009", size=7)]
    right = [_words(400, 26 + 11 * n, f"contact {n}", size=8) for n in range(3)]
    right += [_words(400, 70, "Heading C", size=10, bold=True), _words(400, 136, "Heading D", size=10, bold=True)]
    right += [_words(400, 82 + 11 * n, f"word {n}", size=8) for n in range(4)] + [_words(400, 148, "word 4", size=8)]

    lines = _lines([*left, *right])

    assert [line for line in lines if line.startswith("Heading")] == [f"Heading {sign}" for sign in "ABCD"]


def test_a_sign_before_a_heading_makes_it_no_list_item() -> None:
    page = [_words(40, 60, "\u25a0 Heading", size=13, bold=True), _words(40, 80, "\u2022 an item of a list")]
    page += [_words(40, 100 + 14 * n, f"line {n} of the text that tells the size") for n in range(5)]

    lines = layout.arrange(_document(page)).lines

    assert [(line.text, line.bullet) for line in lines[:2]] == [("Heading", False), ("an item of a list", True)]


def test_a_large_title_in_a_list_stays_an_item() -> None:
    page = [_words(40, 60, "\u2022 Employer", size=13, bold=True)]
    page += [_words(40, 100 + 14 * n, f"line {n} of the text that tells the size") for n in range(5)]

    assert layout.arrange(_document(page)).lines[0].bullet


def _cells(rows: Sequence[Sequence[Sequence[str]]]) -> Document:
    paragraphs = [
        Paragraph((Run(text),), cell=Cell(0, number, column, len(rows), len(row)))
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        for text in cell
    ]
    return Document("docx", paragraphs=tuple(paragraphs))


def test_titles_in_the_first_column_of_a_table_stand_alone() -> None:
    text = [f"line {n}" for n in range(5)]
    lines = layout.arrange(_cells([[["Profile"], ["one line"]], [["Work"], text], [["Studies"], text]])).lines

    assert [line.text for line in lines] == ["Profile", "one line", "Work", *text, "Studies", *text]


def test_cells_with_dates_of_their_own_are_entries_side_by_side() -> None:
    rows = [[[f"Degree {n}", f"School {n}", f"200{n} - 201{n}"] for n in range(2)]]

    assert [line.text for line in layout.arrange(_cells(rows)).lines] == [text for cell in rows[0] for text in cell]


def test_a_row_of_headings_below_dated_entries_begins_new_columns() -> None:
    page = [_words(40, 113, "Work", size=12, bold=True)]
    for number in range(4):
        y = 130 + 80 * number
        page += [_words(40, y, f"Title {number}", bold=True), _words(467, y, f"201{number} - 201{number + 1}")]
        page += [_words(40, y + 14, f"Employer {number}")]
        page += [_words(40, y + 29 + 13.5 * n, "w" * (69 - 20 * n)) for n in range(3)]
    columns = ((40, "Studies", 460), (217, "Skills", 460), (394, "Languages", 460), (394, "Interests", 528))
    for x, heading, y in columns:
        page += [_words(x, y, heading, size=12, bold=True)]
        page += [_words(x, y + 17 + 13.5 * n, f"\u2022 {heading} {n}") for n in range(3 if x == 394 else 8)]

    lines = _lines(page)

    assert [line for line in lines if line.startswith("Title")] == [f"Title {n}  201{n} - 201{n + 1}" for n in range(4)]
    assert lines[-4:] == ["Interests", *(f"Interests {n}" for n in range(3))]


def test_a_watermark_is_in_no_line_and_kept_apart() -> None:
    page = [_words(40, 100 + 40 * n, f"line {n}") for n in range(8)]
    watermark = [Word("DRAFT", Box(80, 140, 400, 360), 60)]

    read = layout.arrange(_document([*page, watermark]))

    assert [line.text for line in read.lines] == [f"line {n}" for n in range(8)]
    assert read.furniture == ("DRAFT",)


def _card(x: float, y: float, name: str, *, dates_first: bool) -> Page:
    texts = [f"10/2013 {name}", f"Degree of {name}", f"School of {name}"]
    first, *rest = texts if dates_first else [*texts[1:], texts[0]]
    return [_words(x, y, first, bold=True), *[_words(x, y + 13 * n, text) for n, text in enumerate(rest, 1)]]


@pytest.mark.parametrize("dates_first", [True, False])
def test_cards_side_by_side_below_a_heading_are_read_one_after_the_other(dates_first: bool) -> None:
    page = [_words(40, 60, "First heading", size=14, bold=True)]
    page += [
        _words(40, 90 + 14 * n, f"A line of text {n} that runs over the whole width of the page") for n in range(4)
    ]
    page += [_words(40, 170, "Second heading", size=14, bold=True)]
    page += _card(40, 195, "one", dates_first=dates_first) + _card(300, 195, "two", dates_first=dates_first)
    page += [_words(40, 260, "Third heading", size=14, bold=True)]
    page += [_words(40, 285 + 14 * n, f"Skill {n}") for n in range(3)] + [_words(300, 285, "Skill 9")]

    lines = _lines(page)

    cards = [line for line in lines if line.endswith((" one", " two"))]
    assert [line[-3:] for line in cards] == ["one"] * 3 + ["two"] * 3
    assert lines.index(cards[-1]) < lines.index("Third heading")


def test_a_sender_set_to_the_right_is_read_where_it_stands() -> None:
    page = [_words(40, 60, "Resume", size=16, bold=True)]
    page += [_words(380, 76 + 14 * n, text) for n, text in enumerate(("Jane Doe", "Leeds", "jane@example.com"))]
    page += [_words(40, 120 + 14 * n, f"told here {n}") for n in range(9)]

    lines = _lines(page)

    assert (
        lines.index("Resume") < lines.index("Jane Doe") < lines.index("jane@example.com") < lines.index("told here 0")
    )


def test_what_stands_beside_a_gutter_ends_at_the_next_centred_heading() -> None:
    page = [_words(271, 80, "First one", size=11, bold=True)]
    page += [_words(x, 105 + 13 * n, f"skill {n}") for n in range(2) for x in (40, 220, 525)]
    page += [_words(271, 150, "The other", size=11, bold=True)]
    for y in (175, 230):
        page += [_words(40, y, f"Employer {y}", bold=True), _words(520, y, "2019 - 20")]
        page += [_words(40, y + 13 * n, f"Told of {y}") for n in (1, 2)]
    rows = rows_of(build_chunks([word for line in page for word in line]))

    assert headings_across(Gutter(110, 220, 1, len(rows) - 1), rows) == [3]
    assert without_heading_above(Gutter(110, 220, 0, 2), rows).first == 1


def test_titles_in_the_margin_under_a_short_line_stand_above_what_they_are_beside() -> None:
    page: Page = []
    for number, name in enumerate(("Skills", "Experience", "Education")):
        y = 80 + 90 * number
        page += [_words(40, y, "\u3161"), _words(40, y + 12, name, bold=True), _words(160, y + 4, f"First of {name}")]
        page += [_words(160, y + 15 + 12 * n, f"Line {n} of {name} and more") for n in range(4)]

    lines = _lines(page)

    for name in ("Skills", "Experience", "Education"):
        assert lines[lines.index(name) + 1] == f"First of {name}"


def test_dates_one_above_the_other_label_an_entry_with_a_list() -> None:
    page = []
    for number in range(2):
        y = 80 + 90 * number
        page += [_words(40, y, f"201{number}"), _words(40, y + 13, f"201{number + 5}")]
        page += [_words(120, y, f"Title {number}", bold=True), _words(120, y + 13, f"Employer {number}, Springfield")]
        page += [_words(130, y + 35 + 13 * n, f"\u2022 told of what was done {n}") for n in range(2)]

    lines = _lines(page)

    assert lines[:2] == ["2010 2015  Title 0", "Employer 0, Springfield"]
    assert lines[4:6] == ["2011 2016  Title 1", "Employer 1, Springfield"]


def test_centred_cards_are_read_one_after_the_other() -> None:
    page = [_words(40, 60, "A heading", size=14, bold=True)]
    for name, middle in (("one", 150), ("two", 420)):
        for n, text in enumerate((f"Degree {name}", f"School of the town of {name}", f"2010 - 2013 {name}")):
            width = 5 * len(text) - 2.2 * text.count(" ")
            page += [_words(middle - width / 2, 85 + 13 * n, text, bold=n == 0)]

    lines = _lines(page)

    assert [line[-3:] for line in lines[1:]] == ["one"] * 3 + ["two"] * 3


def test_headings_above_both_sides_of_a_form_part_its_rows() -> None:
    page = [_words(40, 60, "Courses", size=14), _words(40, 84, "2021"), _words(160, 84, "Quality audits", bold=True)]
    page += [_words(160, 97, "held by an institute of the town")]
    page += [_words(40, 124, "Skills", size=14), _words(40, 148, "Languages"), _words(160, 148, "Latin")]
    page += [_words(160, 161, "Greek"), _words(40, 181, "Tools"), _words(160, 181, "Hammers and saws of all kinds")]
    page += [_words(40, 208, "Driving", size=14), _words(160, 232, "Has a car"), _words(160, 245, "Licence of class B")]
    page += [_words(40, 272, "More", size=14), _words(40, 296, "Myself"), _words(160, 296, "Looks at details")]

    lines = _lines(page)

    firsts = "Courses 2021 held Skills Languages Greek Tools Driving Has Licence More Myself"
    assert [line.split()[0] for line in lines] == firsts.split()


def _ending_at(edge: float, y: float, text: str) -> list[Word]:
    return _words(edge - _words(0, y, text)[-1].box.x1_pt, y, text)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (("10/2018 -", "09/2016 -", "09/2011 -"), ("Present", "09/2017", "07/2015")),
        (("Jan 2019 -", "May 2016 -", "June 2011 -"), ("May 2023", "October 2018", "June 2016")),
    ],
)
def test_periods_of_two_lines_in_a_column_set_to_the_right_are_its_dates(
    starts: Sequence[str], ends: Sequence[str]
) -> None:
    left: list[Word] = []
    right: list[Word] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        left += _ending_at(119, 80 + 40 * number, start) + _ending_at(120, 93 + 40 * number, end)
        right += _words(130, 80 + 40 * number, f"Clerk of office {number}")

    assert are_dates(build_chunks(left), build_chunks(right))


def test_a_year_with_an_open_end_stays_beside_its_entry_though_a_period_follows_below() -> None:
    dates = ("2018\u2013", "2013\u20132018", "2011\u201313")
    page = [_words(40, 60, "Appointments", size=13, bold=True)]
    for number, date in enumerate(dates):
        page += [_words(40, 82 + 13 * number, date), _words(150, 82 + 13 * number, f"Lecturer number {number} of York")]

    assert _lines(page)[1:] == [f"{date}  Lecturer number {n} of York" for n, date in enumerate(dates)]
