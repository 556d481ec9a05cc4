"""Which lines go on with the sentence above them: told by the room that was left there."""

from dataclasses import replace

import pytest

from parsing.engine.fields.reading import extents_pt, wraps_from
from parsing.engine.fields.tests.documents import lexicon_for, lines_of
from parsing.engine.fields.unwrap import unwrap
from parsing.engine.model import Box, Line

LETTER_PT, LINE_PT = 5.0, 12.0
EDGE_PT = 400.0


def placed(text: str, *, from_right: bool = False) -> list[Line]:
    """Lines below each other, every letter equally wide."""
    lines = []
    for line in lines_of(text):
        width_pt, top_pt = LETTER_PT * len(line.text), LINE_PT * line.index
        left_pt = EDGE_PT - width_pt if from_right else 0.0
        lines.append(replace(line, box=Box(left_pt, top_pt, left_pt + width_pt, top_pt + 10.0)))
    return lines


def wraps(text: str, *, from_right: bool = False) -> bool:
    first, second = placed(text, from_right=from_right)
    return wraps_from(first, second, {(0, 0): (0.0, EDGE_PT)})


def test_a_line_goes_on_where_its_first_word_had_no_room_above() -> None:
    assert wraps("Led the work on the new warehouse and on all of its systems in the north of\nGermany and Poland")


def test_a_line_begins_anew_where_its_first_word_had_room_above() -> None:
    assert not wraps("University of Applied Sciences in the City of Bremen\nMaster of Science")


def test_lines_from_the_right_are_full_at_the_left() -> None:
    full = "\u05d0\u05d1\u05d2 " * 20
    short = "\u05d0\u05d1\u05d2 " * 9

    assert wraps(f"{full}\n{short}", from_right=True)
    assert not wraps(f"{short}\n{short}", from_right=True)


def test_the_edge_of_a_region_is_that_of_its_longest_line() -> None:
    lines = placed("Short\nA much longer line than that")

    assert extents_pt(lines) == {(0, 0): (0.0, LETTER_PT * len(lines[1].text))}


def test_a_line_cut_by_the_edge_of_the_page_is_read_where_it_is_whole() -> None:
    cut, whole = lines_of("*Umber Foods  Apr 2020  Jun 2022\n*Umber Foods  Apr 2020 - Jun 2022")

    found = unwrap((cut, replace(whole, page=1)), lexicon_for())

    assert [line.text for line in found] == ["Umber Foods  Apr 2020 - Jun 2022"]


def test_a_name_that_ends_with_a_small_word_goes_on_in_the_next_line() -> None:
    lines = lines_of("*CPA Western School of\n*Business\n*Head of\n*Umber Foods")
    placed = [
        replace(line, box=Box(50.0, 20.0 * number, 150.0, 20.0 * number + 10)) for number, line in enumerate(lines)
    ]

    found = unwrap(placed, lexicon_for())

    assert [line.text for line in found] == ["CPA Western School of Business", "Head of", "Umber Foods"]


def test_a_name_that_ends_with_initials_goes_on_in_its_column_of_the_next_line() -> None:
    row, rest, form, title = lines_of("2012  University named after A.B.\nBrook\n2013  Umber Foods S.A.\nClerk")
    cells = [replace(segment, x0_pt=50.0 + 100.0 * n) for n, segment in enumerate(row.segments)]
    formed = [replace(segment, x0_pt=50.0 + 100.0 * n) for n, segment in enumerate(form.segments)]
    row, form = replace(row, segments=tuple(cells)), replace(form, segments=tuple(formed))
    below = [replace(line, segments=(replace(line.segments[0], x0_pt=150.0),)) for line in (rest, title)]
    lines = [row, below[0], form, below[1]]
    placed = [replace(line, box=Box(50.0, 20.0 * n, 350.0, 20.0 * n + 10)) for n, line in enumerate(lines)]

    found = unwrap(placed, lexicon_for())

    assert [line.text for line in found] == [
        "2012  University named after A.B. Brook",
        "2013  Umber Foods S.A.",
        "Clerk",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "M.Tech in Computer Science and\nEngineering\nHill College",
            ["M.Tech in Computer Science and Engineering", "Hill College"],
        ),
        ("- Bachelor of Science in\nGeology", ["Bachelor of Science in Geology"]),
        ("Master of Arts\nHistory of Art", ["Master of Arts", "History of Art"]),
        ("Bachelor of Science in\n2012 - 2016", ["Bachelor of Science in", "2012 - 2016"]),
        ("Apex Design Ltd\nhttps://www.example.com", ["Apex Design Ltd", "https://www.example.com"]),
        ("- Worked in the mill and\nGarage", ["Worked in the mill and", "Garage"]),
    ],
)
def test_a_degree_that_ends_with_a_small_word_goes_on_in_the_next_line(text: str, lines: list[str]) -> None:
    assert [line.text for line in unwrap(placed(text), lexicon_for("en"))] == lines
