"""Pieces of words that a PDF in a right-to-left script paints apart: two words stay two where a blank is painted."""

from parsing.engine.model import Box, Word
from parsing.engine.readers.pdf_joints import find_joints, join_pieces


def _word(text: str, left: float, right: float, *, bottom: float = 100.0, italic: bool = False) -> Word:
    return Word(text, Box(left, bottom - 12.0, right, bottom), 10.0, italic=italic)


END, START, OTHER = _word("سب", 100.0, 115.0), _word("محا", 116.5, 130.0), _word("أول", 85.0, 97.0)


def test_touching_pieces_are_one_word_read_from_the_right() -> None:
    words = [OTHER, END, START]

    joints = find_joints(words, lambda: [(98.5, 100.0)])

    assert joints == [(1, 2)]
    assert join_pieces(END, START).text == "محاسب"
    assert join_pieces(END, START).box == Box(100.0, 88.0, 130.0, 100.0)


def test_words_with_a_blank_between_them_stay_apart() -> None:
    assert find_joints([END, START], lambda: [(115.8, 100.0)]) == []
    slanted = [_word("سب", 100.0, 115.0, italic=True), _word("محا", 116.5, 130.0, italic=True)]
    assert find_joints(slanted, lambda: [(110.0, 100.0)]) == []


def test_blanks_are_asked_for_only_where_words_touch() -> None:
    def blanks() -> list[tuple[float, float]]:
        raise AssertionError

    assert find_joints([OTHER, END], blanks) == []
    assert find_joints([END, _word("محا", 116.5, 130.0, bottom=114.0)], blanks) == []
    assert find_joints([END, _word("2019", 116.5, 130.0)], blanks) == []
