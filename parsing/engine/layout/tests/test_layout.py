"""Reading order of positioned words: columns, labels, line ends, furniture, scripts."""

from collections.abc import Sequence

import pytest

from parsing.engine import layout
from parsing.engine.model import Box, Document, Page, Word

_WIDTH_PER_LETTER = 0.5  # of the font size


def _words(
    x: float, y: float, text: str, *, size: float = 10, bold: bool = False, leftwards: bool = False
) -> list[Word]:
    """The words of a line that starts at `x` with its baseline at `y`; y grows downwards."""
    words: list[Word] = []
    for piece in text.split(" "):
        width = len(piece) * size * _WIDTH_PER_LETTER
        left = x - width if leftwards else x
        words.append(Word(piece, Box(left, y - 0.8 * size, left + width, y + 0.22 * size), size, bold))
        step = width + 0.28 * size
        x += -step if leftwards else step
    return words


def _lines(*pages: Sequence[list[Word]]) -> list[str]:
    return [line.text for line in layout.arrange(_document(*pages)).lines]


def _document(*pages: Sequence[list[Word]]) -> Document:
    made = [
        Page(number, 595, 842, tuple(word for line in lines for word in line)) for number, lines in enumerate(pages)
    ]
    return Document("pdf", pages=tuple(made), page_count=len(made))


def test_dates_at_the_right_edge_join_their_line() -> None:
    page = []
    for number in range(3):
        y = 100 + 60 * number
        page += [_words(50, y, f"Engineer {number}", bold=True), _words(450, y, f"2019 - 202{number}")]
        page += [_words(50, y + 14, "Built many things that are described on a line of their own here")]

    lines = layout.arrange(_document(page)).lines

    assert [segment.text for segment in lines[0].segments] == ["Engineer 0", "2019 - 2020"]
    assert lines[1].text.startswith("Built many")
    assert len(lines) == 6


def test_dates_at_the_right_edge_that_are_set_lower_follow_their_line() -> None:
    page = []
    for number in range(3):
        y = 100 + 80 * number
        page += [_words(50, y, f"Engineer {number}", bold=True), _words(450, y + 13, f"2019 - 202{number}")]
        page += [_words(50, y + 26, "Built many things that are told here"), _words(50, y + 39, "and many more")]

    assert _lines(page)[:5] == [
        "Engineer 0",
        "2019 - 2020",
        "Built many things that are told here",
        "and many more",
        "Engineer 1",
    ]


def test_a_footer_below_the_dates_does_not_part_them_from_their_lines() -> None:
    page = []
    for number in range(3):
        y = 100 + 60 * number
        page += [_words(50, y, f"Engineer {number}", bold=True), _words(330, y, f"2019 - 202{number}")]
        page += [_words(50, y + 14, "Built many things that are told here"), _words(50, y + 28, "and some more")]
    footer = [_words(320, 800, "Ada Byron: Engineer", size=8)]

    assert _lines([*page, *footer])[:3] == [
        "Engineer 0  2019 - 2020",
        "Built many things that are told here",
        "and some more",
    ]


def test_a_short_sidebar_with_captions_of_its_own_is_no_column_of_labels() -> None:
    main = [_words(230, 60, "Jane Doe", size=20, bold=True)]
    main += [_words(230, 100 + 14 * number, f"main text of line {number} and more") for number in range(20)]
    side = []
    for number, y in enumerate((60, 128, 198)):  # each beside a line of the main text, none beside its start but one
        side += [_words(40, y, f"Caption {chr(65 + number)}", size=13, bold=True), _words(40, y + 16, f"side {number}")]

    lines = _lines([*side, *main])

    assert lines[:6] == ["Caption A", "side 0", "Caption B", "side 1", "Caption C", "side 2"]
    assert lines[6:] == ["Jane Doe", *(f"main text of line {number} and more" for number in range(20))]


@pytest.mark.covers("R005")
def test_columns_are_read_one_after_the_other() -> None:
    left = [_words(50, 100 + 14 * number, f"left {number}") for number in range(8)]
    right = [_words(300, 103 + 17 * number, f"right side of the page {number}") for number in range(8)]

    assert _lines([*left, *right]) == [f"left {n}" for n in range(8)] + [
        f"right side of the page {n}" for n in range(8)
    ]


@pytest.mark.covers("R005")
def test_a_header_over_columns_comes_first_and_a_line_below_them_last() -> None:
    left = [_words(50, 150 + 14 * number, f"left {number}") for number in range(6)]
    right = [_words(330, 150 + 15 * number, f"right {number}") for number in range(6)]
    header = _words(50, 100, "A header that runs over the whole width of the page and both of its columns")
    footer = _words(50, 320, "And a sentence below both of them which also runs over the whole width there")

    assert _lines([header, *left, *right, footer]) == [
        "A header that runs over the whole width of the page and both of its columns",
        *(f"left {number}" for number in range(6)),
        *(f"right {number}" for number in range(6)),
        "And a sentence below both of them which also runs over the whole width there",
    ]


@pytest.mark.covers("R005")
def test_dates_in_a_left_column_join_their_entry() -> None:
    page = []
    for number in range(3):
        y = 100 + 80 * number
        page += [_words(50, y, f"2010 - 201{number}"), _words(160, y, f"Engineer {number}", bold=True)]
        page += [_words(160, y + 14 * (line + 1), f"what was done {number} {line}") for line in range(3)]

    lines = _lines(page)

    assert lines[0] == "2010 - 2010  Engineer 0"
    assert lines[4] == "2010 - 2011  Engineer 1"
    assert lines[1] == "what was done 0 0"


def test_a_date_broken_in_a_narrow_column_is_one_label() -> None:
    page = []
    for number in range(2):
        y = 100 + 80 * number
        page += [_words(50, y, "01/2019 -"), _words(50, y + 13, "03/2021")]
        page += [_words(160, y + 13 * line, f"entry {number} {line}") for line in range(4)]

    assert _lines(page)[0] == "01/2019 - 03/2021  entry 0 0"


def test_a_date_that_would_have_touched_the_next_column_is_one_label() -> None:
    page = []
    for number in range(2):
        y = 100 + 80 * number
        page += [_words(50, y, "12/2019 till"), _words(50, y + 13, "03/2021")]
        page += [_words(150, y + 13 * line, f"entry {number} {line}") for line in range(4)]

    assert _lines(page)[:2] == ["12/2019 till 03/2021  entry 0 0", "entry 0 1"]


def test_labels_at_half_height_come_before_their_entry() -> None:
    page = []
    for number in range(3):
        top = 100 + 100 * number
        page += [_words(160, top + 14 * line, f"entry {number} {line}") for line in range(5)]
        page += [_words(50, top + 28, f"201{number} - 2019")]

    lines = _lines(page)

    assert [lines.index(f"201{number} - 2019  entry {number} 0") for number in range(3)] == [0, 5, 10]


def test_headings_in_the_margin_are_lines_of_their_own() -> None:
    page = []
    for number, heading in enumerate(("Experience", "Education")):
        top = 100 + 120 * number
        page += [_words(40, top, heading, bold=True)]
        page += [_words(160, top + 14 * line, f"line {number} {line} of the section") for line in range(6)]

    assert [line for line in _lines(page) if not line.startswith("line")] == ["Experience", "Education"]
    assert _lines(page)[7] == "Education"


def test_a_sidebar_goes_on_over_the_page() -> None:
    """Otherwise the main text of the second page would follow the sidebar of the first one."""

    def page(start: int) -> list[list[Word]]:
        side = [_words(50, 100 + 15 * number, f"side {start + number}") for number in range(20)]
        return side + [_words(220, 102 + 17 * number, f"main text of entry {start + number}") for number in range(18)]

    lines = _lines(page(0), page(20))

    assert lines.index("side 39") < lines.index("main text of entry 0")
    assert lines.index("main text of entry 20") == lines.index("main text of entry 17") + 1


def test_repeated_lines_of_the_margins_are_furniture() -> None:
    def page(number: int) -> list[list[Word]]:
        body = [_words(50, 200 + 14 * line, f"body {number} {line}") for line in range(5)]
        return [*body, _words(50, 30, "Jane Doe curriculum"), _words(280, 820, f"Page {number + 1} of 3")]

    read = layout.arrange(_document(page(0), page(1), page(2)))

    assert [line.text for line in read.lines].count("Jane Doe curriculum") == 1
    assert not any("Page" in line.text for line in read.lines)
    assert "Page 2 of 3" in read.furniture


def test_words_cut_by_a_typesetter_are_whole_and_names_keep_their_hyphen() -> None:
    page = [
        [Word("develop-", Box(50, 92, 90, 102.2), 10, raw="develop\u00ad")],
        _words(50, 114, "ment of the site of Anne"),
        [Word("Marie-", Box(50, 120, 80, 130.2), 10, raw="Marie\u2010")],
        _words(50, 142, "Louise"),
    ]

    assert _lines(page) == ["development of the site of Anne", "Marie-Louise"]


def test_right_to_left_lines_are_read_from_the_right() -> None:
    page = [
        _words(500, 100, "\u062e\u0628\u0631\u0629 \u0639\u0645\u0644\u064a\u0629", leftwards=True),
        [
            *_words(500, 120, "\u0645\u0647\u0646\u062f\u0633 Python \u0623\u0648\u0644", leftwards=True),
            *_words(200, 120, "2019 - 2021", leftwards=True),
        ],
        _words(500, 140, "\u0641\u064a \u0645\u062f\u064a\u0646\u0629", leftwards=True),
    ]

    lines = _lines(page)

    assert lines[0] == "\u062e\u0628\u0631\u0629 \u0639\u0645\u0644\u064a\u0629"
    assert lines[1] == "\u0645\u0647\u0646\u062f\u0633 Python \u0623\u0648\u0644  2019 - 2021"


def test_a_small_word_before_a_latin_name_ends_the_run_of_latin_words() -> None:
    with_hyphen, in_hyphen, field = "\u05d5-", "\u05d1-", "\u05e4\u05d9\u05ea\u05d5\u05d7"
    # As printed from left to right: "React-and Node.js in-development", "SQL Server-and C#-in development".
    page = [
        [*_words(100, 100, f"{with_hyphen}React Node.js {field}")],
        [*_words(100, 120, f"SQL {with_hyphen}Server {in_hyphen}C# {field}")],
        _words(400, 140, f"{field} {field} {field}", leftwards=True),
    ]

    lines = _lines(page)

    assert lines[0] == f"{field} Node.js {with_hyphen}React"
    assert lines[1] == f"{field} {in_hyphen}C# {with_hyphen}SQL Server"


@pytest.mark.parametrize("sign", ["\u2022", "-", "\u25aa", "\u2013"])
def test_bullets_are_noted_and_removed(sign: str) -> None:
    lines = layout.arrange(_document([_words(50, 100, f"{sign} Led a team"), _words(50, 114, "Plain line")])).lines

    assert [(line.text, line.bullet) for line in lines] == [("Led a team", True), ("Plain line", False)]


def test_a_document_without_words_has_no_lines() -> None:
    assert layout.arrange(_document([])).lines == ()


def test_dates_and_headings_in_one_column_label_the_entries_of_the_other() -> None:
    page = [_words(50, 100, "Employment", bold=True), _words(50, 220, "Education", bold=True)]
    for number, y in enumerate((116, 166, 236)):
        page += [_words(50, y, f"201{number} - 201{number + 1}")]
        page += [_words(190, y, f"Title {number}", bold=True), _words(190, y + 14, f"Employer {number}")]

    found = _lines(page)

    assert found == [
        "Employment", "2010 - 2011  Title 0", "Employer 0", "2011 - 2012  Title 1", "Employer 1",
        "Education", "2012 - 2013  Title 2", "Employer 2",
    ]  # fmt: skip


def test_a_date_whose_end_had_no_room_stays_a_label_in_one_piece() -> None:
    page = []
    for number in range(3):
        y = 100 + 70 * number
        page += [_words(50, y, f"2012 - 201{number} (4 yrs"), _words(50, y + 13, "3 mos)" if number else "mos)")]
        page += [_words(140, y, f"Employer {number}", bold=True), _words(140, y + 26, f"Worker {number} of the works")]
        page += [_words(140, y + 39, "Did many things that are described on a line of their own here")]
    page += [_words(50, 300, "Heading"), _words(140, 330, "Employer 9"), _words(50, 330, "2009 - 2011")]

    lines = _lines(page)

    assert lines[0] == "2012 - 2010 (4 yrs mos)  Employer 0"
    assert lines[3] == "2012 - 2011 (4 yrs 3 mos)  Employer 1"
    assert lines[-2:] == ["Heading", "2009 - 2011  Employer 9"]


@pytest.mark.parametrize("has_dates", [True, False])
def test_centred_headings_are_no_column_beside_short_lines(has_dates: bool) -> None:
    page = [_words(50, 70, "A line of the contact details that reaches over the middle of the page")]
    for number, heading in enumerate(("EXPERIENCE", "EDUCATION", "PASTIMES")):
        y = 100 + 80 * number
        page += [_words(300 - 2.5 * len(heading), y, heading, bold=True)]
        page += [_words(50, y + 16, f"Engineer {number} of a firm")]
        page += [_words(499.4, y + 16, f"201{number} - 2020")] if has_dates else []
        page += [_words(50, y + 30, f"Acme {number}"), _words(50, y + 44, "Built bridges here and there")]

    if not has_dates:
        page += [_words(50, 340, "Another line that reaches over the middle of the page as lines do")]
        page += [_words(282.5, 356, "HOBBIES", bold=True)]

    lines = [line.partition("  ")[0] for line in _lines(page)]

    assert lines[1:6] == ["EXPERIENCE", "Engineer 0 of a firm", "Acme 0", "Built bridges here and there", "EDUCATION"]
