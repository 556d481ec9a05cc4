"""Dates at the right edge of a column that stands beside a sidebar."""

from parsing.engine.layout.tests.test_layout import _lines, _words
from parsing.engine.model import Word

Page = list[list[Word]]
_ENTRIES = (
    ("Senior Designer", "May 2020 - present", "Bluebird Studio"),
    ("Designer", "Summer 2017 - 2020", "Harbor and Pike"),
    ("Intern", "2016", "Paper Lantern"),
)
_EDGE = 330.0  # where the dates end


def _flush_right(y: float, text: str) -> list[Word]:
    words = _words(0, y, text)
    return _words(_EDGE - words[-1].box.x1_pt, y, text)


def _page(side: list[str]) -> Page:
    page: Page = []
    for number, (title, dates, company) in enumerate(_ENTRIES):
        y = 60 + 48 * number
        page += [_words(40, y, title, bold=True), _flush_right(y, dates), _words(40, y + 14, company)]
    return page + [_words(356, 66 + 17 * number + 9 * (number // 4), text) for number, text in enumerate(side)]


def test_dates_at_the_edge_of_a_column_stay_with_their_entries_beside_a_sidebar() -> None:
    side = [f"Skill {word}" for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")]

    lines = _lines(_page(side))

    assert lines == [line for title, dates, company in _ENTRIES for line in (f"{title}  {dates}", company)] + side
