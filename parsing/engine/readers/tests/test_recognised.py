"""What an OCR engine returned, set right: parts of words joined, signs told, surer opinions preferred."""

from dataclasses import replace

from parsing.engine.readers.page_reading import with_opinions
from parsing.engine.readers.recognised import OcrWord, tidied


def word(text: str, left: float, right: float, *, line: int = 1, size: float = 28.0) -> OcrWord:
    return OcrWord(text, left, right, 100.0, size, 0.9, line)


def test_syllables_of_hangul_are_joined_and_words_are_not() -> None:
    syllables = [word("\uacbd", 0, 28), word("\ub825", 33, 61), word("\uc0ac", 73, 101)]

    assert [joined.text for joined in tidied(syllables)] == ["\uacbd\ub825", "\uc0ac"]


def test_letters_right_to_left_are_not_joined() -> None:
    words = [word("\u0627\u0628", 100, 130), word("\u062a\u062b", 60, 90)]

    assert len(tidied(words)) == 2


def test_a_dot_is_not_joined_with_the_ideograph_beside_it() -> None:
    assert len(tidied([word("\u25cf", 0, 10), word("\u4e2d", 12, 40)])) == 2


def test_signs_below_each_other_before_lines_are_bullets() -> None:
    lines = [
        replace(found, baseline=100.0 + 40 * number)
        for number in range(2)
        for found in (word("*", 0, 10, line=number), word("Led", 22, 60, line=number))
    ]

    assert [found.text for found in tidied(lines)] == ["\u2022", "Led", "\u2022", "Led"]


def test_an_address_is_joined_behind_its_sign_and_a_place_of_work_is_not() -> None:
    address = [word("jane.doe@", 0, 100), word("example.org", 108, 220)]
    work = [word("Engineer", 0, 100), word("@", 108, 120), word("example.org", 128, 240)]

    assert [found.text for found in tidied(address)] == ["jane.doe@example.org"]
    assert len(tidied(work)) == 3


def test_an_address_is_joined_before_its_sign_and_a_handle_is_not() -> None:
    address = [word("doe", 58, 90), word("@example.org", 98, 220)]
    parted = [word("jane.", 0, 50), word("doe@example.org", 58, 200)]

    assert [found.text for found in tidied(address)] == ["doe@example.org"]
    assert [found.text for found in tidied(parted)] == ["jane.doe@example.org"]
    assert len(tidied([word("on", 0, 30), word("@janedoe", 38, 120)])) == 2
    assert len(tidied([word("Write.", 0, 60), word("doe@example.org", 68, 200)])) == 2


def test_a_dash_between_words_is_no_sign_of_equality() -> None:
    words = [word("2018", 0, 50), word("=", 60, 70), word("2021", 80, 130)]

    assert [found.text for found in tidied(words)] == ["2018", "-", "2021"]
    assert [found.text for found in tidied([replace(words[0], line=2), *words[1:]])] == ["2018", "=", "2021"]


def test_a_sign_of_a_millionth_in_a_greek_word_is_a_letter() -> None:
    assert tidied([word("\u00b5\u03b5", 0, 30)])[0].text == "\u03bc\u03b5"
    assert tidied([word("\u00b5m", 0, 30)])[0].text == "\u00b5m"


def test_a_surer_opinion_takes_the_place_of_the_words_it_covers() -> None:
    read = [word("see", 0, 50), replace(word("jane.doe", 60, 150), confidence=0.8), word("Qexample.org", 152, 300)]
    address = replace(word("jane.doe@example.org", 60, 300), confidence=0.6)

    assert [item.text for item in with_opinions(read, read[2:], [address])] == ["see", "jane.doe@example.org"]
    assert with_opinions(read, read[2:], [replace(address, text="jane.doeQexample.org")]) == read
    assert with_opinions(read, read[2:], [replace(address, right=900, confidence=0.99)]) == read  # of another place
    assert with_opinions(read, read[2:], [replace(word("sea", 0, 50), confidence=0.99)]) == read  # nobody doubted that


def test_a_cedilla_under_t_is_a_comma() -> None:
    assert [item.text for item in tidied([word("angaja\u0163i", 0, 90)])] == ["angaja\u021bi"]
