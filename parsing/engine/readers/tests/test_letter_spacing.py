"""Signs that touch are one word, though another font sets some of them a little higher."""

import pytest

from parsing.engine.model import Box, Word
from parsing.engine.readers.letter_spacing import join_spaced_letters
from parsing.engine.readers.pdf_words import Placed


def _placed(text: str, left: float, right: float, *, bottom: float = 100.0, guessed: bool = False) -> Placed:
    return Placed(Word(text, Box(left, bottom - 10.0, right, bottom), 10.0), 0, guessed)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([_placed("UI设计", 0.0, 30.0), _placed("师", 30.0, 40.0, bottom=99.0)], ["UI设计师"]),
        ([_placed("改版,月", 0.0, 30.0), _placed("活", 31.8, 41.8, guessed=True)], ["改版,月活"]),
        ([_placed("设计", 0.0, 20.0), _placed("本科", 23.0, 43.0)], ["设计", "本科"]),
        ([_placed("Acme", 0.0, 20.0), _placed("Ltd", 20.0, 40.0, bottom=99.0)], ["Acme", "Ltd"]),
    ],
)
def test_signs_that_touch_are_one_word(words: list[Placed], expected: list[str]) -> None:
    assert [placed.word.text for placed in join_spaced_letters(words)] == expected
