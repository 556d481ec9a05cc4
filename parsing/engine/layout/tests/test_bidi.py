"""Lines that run to the left, with names, numbers and signs that run to the right inside."""

from collections.abc import Sequence

import pytest

from parsing.engine.layout.bidi import reading_order
from parsing.engine.model import Box, Word


def _read(printed: Sequence[str]) -> str:
    """What words printed from left to right say, read from the right."""
    words = [Word(text, Box(50.0 * n, 0.0, 50.0 * n + 40.0, 12.0), 10.0) for n, text in enumerate(printed)]
    return " ".join(word.text for word in reading_order(words, right_to_left=True))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (["הטכניון", "המחשב,", "במדעי", ".B.Sc", "2017", "–", "2013"], "2013 – 2017 B.Sc. במדעי המחשב, הטכניון"),
        (["חיפה", ",.M.B.A", "2020", "-", "2018"], "2018 - 2020 M.B.A., חיפה"),
        (["מפתחת", ":2020", "–", "2017"], "2017 – 2020: מפתחת"),
        (["Office", "365", "תוכנת"], "תוכנת Office 365"),
        (["++C"], "C++"),
    ],
)
def test_signs_end_the_word_they_stand_left_of_and_periods_go_with_the_line(
    printed: Sequence[str], expected: str
) -> None:
    assert _read(printed) == expected
