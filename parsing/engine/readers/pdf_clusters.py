"""Syllables of Indic scripts in PDFs that name the text of a group of glyphs instead of each glyph.

pdfium gives such a group the place of its first glyph, guesses a blank where the other glyphs stand, drops the blanks
that stand alone, and tells the text again where a glyph of the group stands on a line of its own. Where the glyphs
and blanks without a character stand says what belongs together.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium

from parsing.engine.model import Box, Word
from parsing.engine.readers.limits import MAX_OBJECTS_PER_PAGE
from parsing.engine.readers.pdf_letters import DESCENT

_INDIC = re.compile("[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]")
_BAND_PT = 24.0  # the page in stripes, so that few shapes are looked at for a word
_NO_GAP = 0.15  # of the font size: narrower than any space
_FARTHEST = 1.0  # of the font size: wider than any vowel sign


def has_syllables(text: str) -> bool:
    return _INDIC.search(text) is not None


class Clusters:
    """What pdfium leaves out of the text of one upright page."""

    def __init__(self, handle: Any, page: Any, left: float, top: float, text: str) -> None:
        self._handle = handle
        self._text = text
        self._left, self._top = left, top
        self._bounds: dict[int, Box] = {}
        self._silent: dict[int, list[Box]] = {}
        self._blanks: dict[int, list[tuple[float, float]]] = {}
        owners = [_address(pdfium.FPDFText_GetTextObject(handle, index)) for index in range(len(text))]
        self._place(page, frozenset(owners))
        self.text = self._without_repeats(owners)

    def continues(self, before: Word, word: Word, start: int, end: int) -> bool:
        """Whether two words are one, with the characters from `start` to `end` between them."""
        size = max(1.0, word.font_size_pt)
        gap = word.box.x0_pt - before.box.x1_pt
        if not -_FARTHEST < gap / size < _FARTHEST or abs(before.box.bottom_pt - word.box.bottom_pt) > 0.15 * size:
            return False
        if not (_INDIC.match(before.text[-1]) or _INDIC.match(word.text[0])):
            return False
        if any(self._is_written(index) for index in range(start, end)):
            return False
        base = word.box.bottom_pt - DESCENT * size
        first, last = before.box.x0_pt + 0.1 * size, word.box.x0_pt - _NO_GAP * size
        if any(first < x <= last and abs(y - base) < 0.3 * size for x, y in _near(self._blanks, base)):
            return False
        reach = before.box.x1_pt
        for box in sorted(_near(self._silent, base), key=lambda box: box.x0_pt):
            beside = word.box.top_pt - 0.3 * size < (box.top_pt + box.bottom_pt) / 2 < word.box.bottom_pt + 0.3 * size
            if beside and box.x0_pt < reach + _NO_GAP * size:
                reach = max(reach, box.x1_pt)
        return word.box.x0_pt - reach < _NO_GAP * size

    def _is_written(self, index: int) -> bool:
        return self.text[index] != "\x00" and pdfium.FPDFText_IsGenerated(self._handle, index) != 1

    def _place(self, page: Any, owners: frozenset[int]) -> None:
        for item in _texts(page):
            address = _address(item)
            box = self._box(item)
            if address in owners:
                self._bounds[address] = box
            elif box.width_pt < 0.1:
                self._blanks.setdefault(int(box.bottom_pt // _BAND_PT), []).append((box.x0_pt, box.bottom_pt))
            else:
                self._silent.setdefault(int(box.bottom_pt // _BAND_PT), []).append(box)

    def _box(self, item: Any) -> Box:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        return Box(left.value - self._left, self._top - top.value, right.value - self._left, self._top - bottom.value)

    def _without_repeats(self, owners: list[int]) -> str:
        """The text with NUL in place of what a glyph below or above tells a second time."""
        text = list(self._text)
        told: dict[str, list[Box]] = {}
        start = 0
        while start < len(text):
            end = start + 1
            while end < len(text) and owners[end] == owners[start]:
                end += 1
            box, run = self._bounds.get(owners[start]), self._text[start:end]
            if box is not None and end - start > 1 and has_syllables(run):
                boxes = told.setdefault(run, [])
                if any(_touch(box, other) for other in boxes):
                    text[start:end] = ["\x00"] * (end - start)
                boxes.append(box)
            start = end
        return "".join(text)


def join(before: Word, word: Word) -> Word:
    return replace(before, text=before.text + word.text, box=before.box.union(word.box), raw=None)


def _touch(one: Box, other: Box) -> bool:
    """Whether two glyphs may be of one syllable: beside or above each other without a gap."""
    slack = 0.3 * max(one.height_pt, other.height_pt)
    return (
        min(one.x1_pt, other.x1_pt) - max(one.x0_pt, other.x0_pt) > -0.2
        and min(one.bottom_pt, other.bottom_pt) - max(one.top_pt, other.top_pt) > -slack
        and abs(one.top_pt - other.top_pt) + abs(one.bottom_pt - other.bottom_pt) > 0.5
    )


def _near(stripes: dict[int, list[Any]], y: float) -> Iterator[Any]:
    middle = int(y // _BAND_PT)
    for stripe in (middle - 1, middle, middle + 1):
        yield from stripes.get(stripe, ())


def _texts(page: Any) -> Iterator[Any]:
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS_PER_PAGE)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if item and pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents) if item else 0
