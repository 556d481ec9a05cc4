"""The words of one PDF page, with place and style, from pdfium's text page.

Asking pdfium about every character costs ten times the text itself. A word's first and last character say the same as
long as the word stands on one straight line from left to right; only the others are read character by character.
"""

import ctypes
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, repeat
from typing import Any

import pypdfium2.raw as pdfium

from parsing.engine.model import Box, Word
from parsing.engine.readers.normalise import HARD_HYPHEN, SOFT_HYPHEN, needs_normalising, normalise, unmapped
from parsing.engine.readers.pdf_answers import BATCH, Answers, answers
from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, address_of, place, swift
from parsing.engine.readers.pdf_clusters import Clusters, has_syllables, join
from parsing.engine.readers.pdf_joints import find_joints, join_pieces
from parsing.engine.readers.pdf_letters import ASCENT, DESCENT, Letter, box_of, is_right_to_left, logical, runs_of
from parsing.engine.readers.pdf_styles import Look, Style, Styles, advance_of

_WORD = re.compile(r"[^\s\x00\x02\ufffe]+[\x02\ufffe]?")
_BLANK = re.compile("[ \u00a0]")
_HYPHEN_AT_LINE_END = "\x02\ufffe"
_SIGNS_APART = "\x00" + _HYPHEN_AT_LINE_END
_LONG_TEXT = 100_000  # characters of a page: of more, the words beyond the limit would fill the memory
_SAME_PLACE_PT = 1.5
_STRIPE_PT = 12.0  # words painted twice are looked for in the same stripe of the page ...
_LIST_SIGNS = frozenset("\u2022\u25cb\u25cf\u25e6\u25aa\u25a0\u25a1\u25ba\u25b8")  # icons that begin items, by name
_EQUALS = 100  # ... among so many equal ones
_CODE_UNIT = 2  # bytes
_TEXT = swift(pdfium.FPDFText_GetText, NUMBER)
_TEXT_OBJECT = swift(pdfium.FPDFText_GetTextObject, HANDLE)
_LOOSE_BOX = swift(pdfium.FPDFText_GetLooseCharBox, NUMBER)


@dataclass(slots=True)
class Placed:
    """A word, the text object that paints it, and whether pdfium only guessed the space before it."""

    word: Word
    painted: int
    guessed_space: bool = False


@dataclass(slots=True)
class Frame:
    """How the coordinates of the file become those of the page as shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int  # quarter turns clockwise

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 1:
            return y - self.bottom, x - self.left
        if self.rotation == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


class PageText:
    """One text page of pdfium and the scratch variables its calls write to."""

    def __init__(self, handle: Any, frame: Frame, hyphenates: Callable[[], bool], page: Any) -> None:
        self._handle = handle
        self._page = page
        self._frame = frame
        self._hyphenates = hyphenates
        self._rectangle = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._text_page = place(address_of(handle))
        self._rectangle_ref = ctypes.byref(self._rectangle)
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self.unmapped = 0  # characters that `words` met and no font names
        self._styles: dict[int | None, Style] = {}
        self._style_reader = Styles(self._text_page)

    @property
    def painted(self) -> Collection[int]:
        """The addresses of the text objects that were met."""
        return {item for item in self._styles if item}

    def characters(self) -> str:
        """The page's text with one code unit per character index of pdfium."""
        count = pdfium.FPDFText_CountChars(self._handle)
        if count <= 0:
            return ""
        buffer = bytearray(_CODE_UNIT * (count + 1))  # an array of ctypes has a type of its own for every length
        written = _TEXT(self._text_page, 0, count, ctypes.byref(ctypes.c_char.from_buffer(buffer)))
        if written - 1 == count:
            text = buffer[: count * _CODE_UNIT].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return text
            # Pairs stay apart: pdfium counts an emoji as two.
            return "".join(map(chr, memoryview(buffer).cast("H")[:count]))
        # pdfium leaves characters without a Unicode value out of the text: the indices would shift.
        unicode_of = pdfium.FPDFText_GetUnicode
        return "".join(chr(unicode_of(self._handle, index)) for index in range(count))

    def words(self, limit: int) -> list[Placed]:
        """The words in the order of the file."""
        text = self.characters()
        dirty = needs_normalising(text)
        self.unmapped = unmapped(text) if dirty else 0
        is_plain = self._frame.rotation == 0 and not is_right_to_left(text)
        clusters = self._clusters(text) if is_plain else None
        text = clusters.text if clusters else text
        words: list[Placed] = []
        end_of_last, last_of_last, last_index = float("-inf"), 0, 0
        look_of_last: Look | None = None
        for start, raw, style, box in self._looked_up(text, is_level=is_plain):
            if len(words) >= limit:
                break
            look = style.look
            if look.is_icon and len(raw) == 1 and raw not in _LIST_SIGNS:
                continue
            if box is None:
                found = self._by_characters(raw, start, style, dirty)
            elif dirty and not (raw.isascii() and raw.isprintable()):
                found = self._finish(raw, box, style, dirty)
            else:
                word = Word(raw, box, look.font_size_pt, look.bold, look.italic, look.colour, None, look.hidden)
                found = [Placed(word, style.painted)]
            if found:
                first = found[0].word
                gap, least = first.box.x0_pt - end_of_last, 0.2 * first.font_size_pt
                if -least < gap < least and self._is_guess(start, end_of_last + least):
                    over = self._reach(last_of_last, look_of_last, least) if words and look_of_last else 0.0
                    found[0].guessed_space = gap > -1 and not over
                    if over and gap <= 0:
                        words[-1].word = _cut_short(words[-1].word, over)
                end_of_last, last_of_last = found[-1].word.box.x1_pt, start + len(raw) - 1
                look_of_last = look
                if clusters is not None:
                    found[0].guessed_space = False
                    if words and clusters.continues(words[-1].word, first, last_index, start):
                        found[0].word = join(words.pop().word, first)
                    last_index = start + len(raw)
                words += found
        if not is_plain and self._frame.rotation == 0:
            words = self._without_joints(words, text)
        return _without_doubles(words)

    def _without_joints(self, words: list[Placed], text: str) -> list[Placed]:
        """The words, those of right-to-left scripts whole that are painted in pieces."""
        kept: list[Placed | None] = list(words)
        for left, right in find_joints([placed.word for placed in words], lambda: self._blanks(text)):
            first, last = kept[right], kept[left]
            if first is not None and last is not None:
                kept[left], kept[right] = None, replace(first, word=join_pieces(last.word, first.word))
        return [placed for placed in kept if placed is not None]

    def _blanks(self, text: str) -> list[tuple[float, float]]:
        """Middle and lower edge of each blank that the page paints, not those that pdfium puts between words."""
        found = []
        for match in _BLANK.finditer(text):
            if pdfium.FPDFText_IsGenerated(self._handle, match.start()) == 0:
                letter = self._letter(" ", match.start())
                found.append(((letter.left + letter.right) / 2, letter.bottom))
        return found

    def _looked_up(self, text: str, *, is_level: bool) -> Iterator[tuple[int, str, Style, Box | None]]:
        """The words of the text, where each starts in it, with style, and box where that is told by the ends."""
        apart = _words_apart(text)
        with answers() as memory:
            while batch := list(islice(apart, BATCH)):
                starts, raws = zip(*batch, strict=True)
                styles = self._styles_at(starts, memory)
                boxes = self._boxes(starts, raws, styles, memory) if is_level else repeat(None, len(batch))
                yield from zip(starts, raws, styles, boxes, strict=True)

    def _styles_at(self, starts: Sequence[int], memory: Answers) -> list[Style]:
        objects = list(map(_TEXT_OBJECT, repeat(self._text_page), starts))
        known = self._styles
        new = {item: start for start, item in zip(starts, objects, strict=True) if item not in known}
        if new:
            known.update(self._style_reader.read(new, memory))
        return [known[item] for item in objects]

    def _boxes(
        self, starts: Sequence[int], raws: Sequence[str], styles: Sequence[Style], memory: Answers
    ) -> list[Box | None]:
        """The boxes of words from their first and last characters; None where those do not tell."""
        page = repeat(self._text_page)
        lasts = [start + len(raw) - 1 for start, raw in zip(starts, raws, strict=True)]
        list(map(_LOOSE_BOX, page, starts, memory.first_boxes))
        list(map(_LOOSE_BOX, page, lasts, memory.last_boxes))
        left_of_page, top_of_page = self._frame.left, self._frame.top
        boxes: list[Box | None] = []
        for raw, style, (left, bottom, left_of_last, right_of_last, bottom_of_last) in zip(
            raws, styles, memory.edges(len(starts)), strict=True
        ):
            look, baseline, length = style.look, style.baseline, len(raw)
            size = look.exact_size_pt
            if (
                look.is_level
                and -0.3 * size < baseline - bottom < 0.8 * size
                and (
                    length == 1
                    or (
                        left_of_last >= left - 0.1 * size
                        and right_of_last - left <= (1.15 * length + 0.5) * size
                        and -0.5 * size <= bottom_of_last - bottom <= 0.5 * size
                        and not (raw[0] == raw[1] and raw[::2] == raw[1::2])
                    )
                )
            ):
                x0, x1, y = left - left_of_page, right_of_last - left_of_page, top_of_page - baseline
                boxes.append(Box(x0, y - ASCENT * size, x1 if x1 > x0 else x0, y + DESCENT * size))
            else:
                boxes.append(None)
        return boxes

    def _is_guess(self, start: int, limit_pt: float) -> bool:
        """Whether pdfium put a space before a word that begins left of `limit_pt`; "j" may reach back over a space."""
        if pdfium.FPDFText_IsGenerated(self._handle, start - 1) != 1:
            return False
        pdfium.FPDFText_GetCharOrigin(self._handle, start, self._x_ref, self._y_ref)
        return self._frame.rotation != 0 or self._x.value - self._frame.left < limit_pt

    def _reach(self, last: int, look: Look, least_pt: float) -> float:
        """How far the letter before a word reaches into a space that is a whole one, as a slanted "f" does.

        `look`: of the word that it ends, whose letters several text objects may paint.
        """
        if not look.is_level or self._frame.rotation != 0:
            return 0.0
        first = self._x.value  # where the word begins: `_is_guess` has asked
        pdfium.FPDFText_GetCharOrigin(self._handle, last, self._x_ref, self._y_ref)
        character = chr(pdfium.FPDFText_GetUnicode(self._handle, last))
        end = self._x.value + advance_of(_TEXT_OBJECT(self._text_page, last), character, look.exact_size_pt)
        if end <= self._x.value or first - end < least_pt:
            return 0.0
        pdfium.FPDFText_GetLooseCharBox(self._handle, last, self._rectangle_ref)
        right: float = self._rectangle.right
        return max(0.0, right - end)

    def _clusters(self, text: str) -> Clusters | None:
        if not has_syllables(text):
            return None
        return Clusters(self._handle, self._page, self._frame.left, self._frame.top, text)

    def _by_characters(self, raw: str, start: int, style: Style, dirty: bool) -> list[Placed]:
        """Split where the characters jump; right-to-left characters are ordered by where they stand."""
        size = style.look.exact_size_pt
        # Every letter painted twice, for a shadow or for boldness: pdfium returns both, side by side.
        is_double = len(raw) > 1 and raw[::2] == raw[1::2] and self._coincide(start, start + 1)
        step = 2 if is_double else 1
        letters = [self._letter(raw[offset], start + offset) for offset in range(0, len(raw), step)]
        upright = abs(letters[-1].base - letters[0].base) > 2 * abs(letters[-1].left - letters[0].left)
        words: list[Placed] = []
        for run in runs_of(letters, size, upright=upright):
            words.extend(self._finish(logical(run), box_of(run, size, upright=upright), style, dirty))
        return words

    def _letter(self, character: str, index: int) -> Letter:
        """A character where it is shown on the page."""
        rectangle = self._rectangle
        pdfium.FPDFText_GetLooseCharBox(self._handle, index, self._rectangle_ref)
        pdfium.FPDFText_GetCharOrigin(self._handle, index, self._x_ref, self._y_ref)
        x0, y0 = self._frame.point(rectangle.left, rectangle.top)
        x1, y1 = self._frame.point(rectangle.right, rectangle.bottom)
        base = self._frame.point(self._x.value, self._y.value)[1]
        return Letter(character, min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), base)

    def _finish(self, raw: str, box: Box, style: Style, dirty: bool) -> list[Placed]:
        broken = raw[-1] in _HYPHEN_AT_LINE_END
        if broken:
            raw = raw[:-1] + (SOFT_HYPHEN if self._hyphenates() else HARD_HYPHEN)
        text = raw[:-1] + "-" if broken else raw
        clean = normalise(text) if dirty else text
        clean = clean.strip()
        if not clean:
            return []
        return [Placed(_word(clean, box, style, raw if clean != raw else None), style.painted)]

    def _coincide(self, index: int, other: int) -> bool:
        one, two = self._letter("", index), self._letter("", other)
        return abs(one.left - two.left) < 1 and abs(one.base - two.base) < 1


def _words_apart(text: str) -> Iterator[tuple[int, str]]:
    """Where the words of a text start, and the words."""
    if len(text) > _LONG_TEXT or any(map(text.__contains__, _SIGNS_APART)):
        return ((match.start(), match[0]) for match in _WORD.finditer(text))
    # As nearly every page: blanks alone part its words, and to split them takes a third of what the pattern takes.
    words, starts, end = text.split(), [], 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        starts.append(start)
    return zip(starts, words, strict=True)


def _word(text: str, box: Box, style: Style, raw: str | None = None) -> Word:
    look = style.look
    return Word(text, box, look.font_size_pt, look.bold, look.italic, look.colour, None, look.hidden, 1.0, raw)


def _cut_short(word: Word, by_pt: float) -> Word:
    box = word.box
    return replace(word, box=Box(box.x0_pt, box.top_pt, max(box.x0_pt, box.x1_pt - by_pt), box.bottom_pt))


def _without_doubles(words: list[Placed]) -> list[Placed]:
    """Words painted twice in one place, for a shadow or for boldness, once."""
    firsts: dict[str, Box] = {}
    others: dict[tuple[str, float], list[Box]] = {}  # of words that stand in several places, by the stripe of the page
    kept: list[Placed] = []
    for placed in words:
        word = placed.word
        box, text = word.box, word.text
        first = firsts.setdefault(text, box)
        if first is not box:
            x, y = box.x0_pt, box.top_pt
            if -_SAME_PLACE_PT < x - first.x0_pt < _SAME_PLACE_PT and abs(y - first.top_pt) < _SAME_PLACE_PT:
                continue
            if others and _is_among(x, y, text, others):
                continue
            others.setdefault((text, y // _STRIPE_PT), []).append(box)
        kept.append(placed)
    return kept


def _is_among(x: float, y: float, text: str, others: Mapping[tuple[str, float], list[Box]]) -> bool:
    """Whether an equal word stands in the same place."""
    above, below = (y - _SAME_PLACE_PT) // _STRIPE_PT, (y + _SAME_PLACE_PT) // _STRIPE_PT
    near = others.get((text, above), [])
    if above != below:
        near = near + others.get((text, below), [])
    return bool(near) and any(abs(x - one.x0_pt) < _SAME_PLACE_PT > abs(y - one.top_pt) for one in near[-_EQUALS:])
