"""Single characters of a PDF page, where the ends of a word do not tell its place: put together by where they stand."""

import re
from dataclasses import dataclass
from itertools import pairwise

from parsing.engine.model import Box

ASCENT, DESCENT = 0.8, 0.22  # of the font size: the same for all fonts, so that lines of mixed fonts agree
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ENDS = frozenset(",;:")  # printed to the left of the word that they end, where lines run to the left
_LEFT_TO_RIGHT_RUN = re.compile(r"[0-9A-Za-z]+(?:[.,:/@+-][0-9A-Za-z]+)*")


@dataclass(slots=True)
class Letter:
    """A character in the coordinates of the page as shown."""

    character: str
    left: float
    right: float
    top: float
    bottom: float
    base: float


def is_right_to_left(text: str) -> bool:
    return _RIGHT_TO_LEFT.search(text) is not None


def adjoin(before: Letter, letter: Letter, size: float, *, upright: bool) -> bool:
    """Whether two characters of one word stand on one line without a jump."""
    if upright:
        across = abs(letter.left - before.left)
        gap = max(letter.top - before.bottom, before.top - letter.bottom)
    else:
        across = abs(letter.base - before.base)
        gap = max(letter.left - before.right, before.left - letter.right)
    return across < 0.6 * size and gap < 0.6 * size


def runs_of(letters: list[Letter], size: float, *, upright: bool) -> list[list[Letter]]:
    """The characters of one word, parted where they jump.

    Among right-to-left text pdfium turns the parts of an address around ("com.example@jane"): characters that touch
    in the order of their places are one word in that order.
    """
    runs: list[list[Letter]] = []
    for letter in letters:
        if runs and adjoin(runs[-1][-1], letter, size, upright=upright):
            runs[-1].append(letter)
        else:
            runs.append([letter])
    if len(runs) > 1 and not upright and not any(is_right_to_left(letter.character) for letter in letters):
        ordered = sorted(letters, key=lambda letter: letter.left)
        if all(adjoin(before, letter, size, upright=False) for before, letter in pairwise(ordered)):
            ends = next((number for number, letter in enumerate(ordered) if letter.character not in _ENDS), 0)
            return [ordered[ends:] + ordered[:ends]]
    return runs


def box_of(run: list[Letter], size: float, *, upright: bool) -> Box:
    left, right = min(letter.left for letter in run), max(letter.right for letter in run)
    if upright:
        return Box(left, min(letter.top for letter in run), right, max(letter.bottom for letter in run))
    top = min(letter.base for letter in run) - ASCENT * size
    return Box(left, top, right, max(letter.base for letter in run) + DESCENT * size)


def logical(run: list[Letter]) -> str:
    """The characters of a word in the order they are spoken.

    pdfium returns right-to-left words of some files in visual order and of others in logical order; where the
    characters stand is certain. Characters of one glyph (lam-alef) share a place and keep their order.
    """
    text = "".join(letter.character for letter in run)
    if not _RIGHT_TO_LEFT.search(text):
        return text
    ordered = sorted(run, key=lambda letter: -round(letter.left + letter.right, 1))
    # Digits and Latin letters inside keep their own direction.
    return _LEFT_TO_RIGHT_RUN.sub(lambda match: match.group()[::-1], "".join(letter.character for letter in ordered))
