"""Dots that browsers draw before the items of lists, on either side of the text."""

from parsing.engine.model import Box, Word
from parsing.engine.readers.pdf_bullets import bullets_of

DOT = Box(200.0, 94.0, 203.0, 97.0)


def _word(text: str, left: float, right: float) -> Word:
    return Word(text, Box(left, 90.0, right, 100.0), 10.0)


def test_a_dot_right_of_a_line_that_runs_to_the_left_begins_it() -> None:
    assert [bullet.text for bullet in bullets_of([DOT], [_word("פיתוח", 160.0, 192.0)])] == ["\u2022"]


def test_a_dot_right_of_a_line_that_runs_to_the_right_or_inside_a_line_begins_none() -> None:
    assert bullets_of([DOT], [_word("Build", 160.0, 192.0)]) == []
    assert bullets_of([DOT], [_word("פיתוח", 160.0, 192.0), _word("מערכות", 205.0, 230.0)]) == []


def test_a_dot_left_of_a_line_begins_it() -> None:
    assert [bullet.text for bullet in bullets_of([DOT], [_word("Build", 211.0, 240.0)])] == ["\u2022"]
