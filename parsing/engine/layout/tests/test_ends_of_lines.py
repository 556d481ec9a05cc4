"""Places at the ends of lines of dates and employers at the ends of titles."""

import pytest

from parsing.engine.layout.tests.test_layout import _lines, _words
from parsing.engine.model import Word

Page = list[list[Word]]
_EDGE = 330.0  # of the first column
_ENTRIES = (
    ("Senior Designer", "May 2020 - present", "Leeds"),
    ("Designer", "June 2017 - May 2020", "Bath"),
    ("Intern", "2016 - 2017", "York"),
)


def _flush_right(y: float, text: str) -> list[Word]:
    words = _words(0, y, text)
    return _words(_EDGE - words[-1].box.x1_pt, y, text)


def test_places_behind_dates_stay_in_their_column_beside_a_sidebar() -> None:
    page: Page = []
    for number, (title, dates, place) in enumerate(_ENTRIES):
        y = 60 + 48 * number
        page += [_words(40, y, title, bold=True), _words(40, y + 14, dates), _flush_right(y + 14, place)]
    side = [f"Skill {word}" for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")]
    page += [_words(356, 66 + 17 * number + 9 * (number // 4), text) for number, text in enumerate(side)]

    lines = _lines(page)

    assert lines == [line for title, dates, place in _ENTRIES for line in (title, f"{dates}  {place}")] + side


@pytest.mark.parametrize("bullets", [1, 2, 3])
def test_an_employer_in_smaller_type_ends_the_line_of_the_title_above_its_bullets(bullets: int) -> None:
    page = [_words(160, 59, "Senior Designer", size=10.5, bold=True), _words(440, 60, "Mill of Leeds", size=8)]
    page += [_words(170, 72 + 12 * number, f"\u2022 Did thing {number}") for number in range(bullets)]

    lines = _lines(page)

    assert lines == ["Senior Designer  Mill of Leeds", *(f"Did thing {number}" for number in range(bullets))]
