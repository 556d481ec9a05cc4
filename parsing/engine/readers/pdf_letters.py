"""Single characters of a PDF page, where the ends of a word do not tell its place: put together by where they stand."""

import re
from dataclasses import dataclass

from parsing.engine.model import Box

ASCENT, DESCENT = 0.8, 0.22  # of the font size: the same for all fonts, so that lines of mixed fonts agree
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
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
