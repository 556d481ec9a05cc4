"""Letters of one word that pdfium tells in another order than they are printed in."""

from collections.abc import Sequence

from parsing.engine.readers.pdf_letters import Letter, runs_of

SIZE = 10.0


def _letters(placed: Sequence[tuple[str, float]]) -> list[Letter]:
    """Characters in the order they are told, each with its left edge."""
    return [Letter(character, left, left + 5.0, 90.0, 100.0, 98.0) for character, left in placed]


def _texts(letters: list[Letter]) -> list[str]:
    return ["".join(letter.character for letter in run) for run in runs_of(letters, SIZE, upright=False)]


def _turned(address: str, parts: Sequence[str]) -> list[Letter]:
    """An address told part by part in another order than it is printed in."""
    placed = []
    for part in parts:
        start = address.index(part)
        placed += [(character, 100.0 + 5.0 * (start + n)) for n, character in enumerate(part)]
    return _letters(placed)


def test_parts_of_an_address_are_read_in_the_order_of_their_places() -> None:
    assert _texts(_turned("jane@example.test", ["test", "example.", "@", "jane"])) == ["jane@example.test"]


def test_a_comma_left_of_a_word_ends_it() -> None:
    letters = _letters([(character, 105.0 + 5.0 * place) for place, character in enumerate("Delta")])

    assert _texts([*letters, *_letters([(",", 100.0)])]) == ["Delta,"]


def test_letters_far_apart_are_words_of_their_own() -> None:
    assert _texts(_letters([("a", 100.0), ("b", 105.0), ("c", 200.0), ("d", 205.0)])) == ["ab", "cd"]
