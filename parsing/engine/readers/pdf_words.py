"""The words of one PDF page, with place and style, from pdfium's text page.

Asking pdfium about every character costs ten times the text itself. A word's first and last character say the same as
long as the word stands on one straight line from left to right; only the others are read character by character.
"""

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from parsing.engine.model import Box, Hidden, Word
from parsing.engine.readers.normalise import HARD_HYPHEN, SOFT_HYPHEN, needs_normalising, normalise
from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, address_of, plain
from parsing.engine.readers.pdf_clusters import Clusters, has_syllables, join
from parsing.engine.readers.pdf_letters import ASCENT, DESCENT, Letter, adjoin, box_of, is_right_to_left, logical

_WORD = re.compile(r"[^\s\x00\x02\ufffe]+[\x02\ufffe]?")
_HYPHEN_AT_LINE_END = "\x02\ufffe"
_BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi(?!r)|[-,_]bd\b|cmbx|extrab", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted|[-,_]it\b|cmti|cmsl", re.IGNORECASE)
_REGULAR_NAME = re.compile(r"regular|light|thin|medium|book|roman", re.IGNORECASE)
_BOLD_WEIGHT = 600
_TINY_PT = 2.0
_TEXT_OBJECT = plain(pdfium.FPDFText_GetTextObject, HANDLE, HANDLE, NUMBER)
_LOOSE_BOX = plain(pdfium.FPDFText_GetLooseCharBox, NUMBER, HANDLE, NUMBER, HANDLE)
_INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(slots=True)
class Style:
    """What all characters of one text object share."""

    font_size_pt: float
    bold: bool
    italic: bool
    colour: int
    hidden: Hidden | None
    painted: int  # address of the text object, to look its place in the painting order up
    baseline: float  # in the coordinates of the file
    is_level: bool  # runs from left to right


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

    def __init__(self, handle: Any, frame: Frame, *, hyphenates: bool, page: Any = None) -> None:
        self._handle = handle
        self._page = page
        self._frame = frame
        self._hyphen_raw = SOFT_HYPHEN if hyphenates else HARD_HYPHEN
        self._rectangle = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._address, self._rectangle_address = address_of(handle), ctypes.addressof(self._rectangle)
        self._rectangle_ref = ctypes.byref(self._rectangle)
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_ref = ctypes.byref(self._matrix)
        self._colours = tuple(ctypes.c_uint() for _ in range(4))
        self._colour_refs = tuple(ctypes.byref(value) for value in self._colours)
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}

    def characters(self) -> str:
        """The page's text with one code unit per character index of pdfium."""
        count = pdfium.FPDFText_CountChars(self._handle)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._handle, 0, count, buffer)
        if written - 1 == count:
            return bytes(buffer)[: count * 2].decode("utf-16-le", "surrogatepass")
        # pdfium leaves characters without a Unicode value out of the text: the indices would shift.
        unicode_of = pdfium.FPDFText_GetUnicode
        return "".join(chr(unicode_of(self._handle, index)) for index in range(count))

    def words(self, limit: int) -> list[Placed]:
        """The words in the order of the file."""
        text = self.characters()
        dirty = needs_normalising(text)
        is_plain = self._frame.rotation == 0 and not is_right_to_left(text)
        clusters = self._clusters(text) if is_plain else None
        text = clusters.text if clusters else text
        words: list[Placed] = []
        end_of_last, last_index = float("-inf"), 0
        for match in _WORD.finditer(text):
            if len(words) >= limit:
                break
            raw, start = match.group(), match.start()
            style = self._style(start)
            box = self._level_box(raw, start, style) if is_plain and style.is_level else None
            found = self._finish(raw, box, style, dirty) if box else self._by_characters(raw, start, style, dirty)
            if found:
                first = found[0].word
                if -1 < first.box.x0_pt - end_of_last < 0.2 * first.font_size_pt:
                    found[0].guessed_space = self._is_guess(start, end_of_last + 0.2 * first.font_size_pt)
                end_of_last = found[-1].word.box.x1_pt
                if clusters is not None:
                    found[0].guessed_space = False
                    if words and clusters.continues(words[-1].word, first, last_index, start):
                        found[0].word = join(words.pop().word, first)
                words += found
                last_index = match.end()
        return _without_doubles(words)

    def _is_guess(self, start: int, limit_pt: float) -> bool:
        """Whether pdfium put a space before a word that begins left of `limit_pt`; "j" may reach back over a space."""
        if pdfium.FPDFText_IsGenerated(self._handle, start - 1) != 1:
            return False
        pdfium.FPDFText_GetCharOrigin(self._handle, start, self._x_ref, self._y_ref)
        return self._frame.rotation != 0 or self._x.value - self._frame.left < limit_pt

    def _clusters(self, text: str) -> Clusters | None:
        if self._page is None or not has_syllables(text):
            return None
        return Clusters(self._handle, self._page, self._frame.left, self._frame.top, text)

    def _level_box(self, raw: str, start: int, style: Style) -> Box | None:
        """The box of a word from its first and last character; None where that does not tell."""
        if raw[0] == raw[1:2] and raw[::2] == raw[1::2]:
            return None
        handle, rectangle, address = self._address, self._rectangle, self._rectangle_address
        size, length = style.font_size_pt, len(raw)
        _LOOSE_BOX(handle, start, address)
        left, right, bottom = rectangle.left, rectangle.right, rectangle.bottom
        if length > 1:
            _LOOSE_BOX(handle, start + length - 1, address)
            last_left, right = rectangle.left, rectangle.right
            if abs(rectangle.bottom - bottom) > 0.5 * size or last_left < left - 0.1 * size:
                return None
            if right - left > (1.15 * length + 0.5) * size:
                return None
        if not -0.3 * size < style.baseline - bottom < 0.8 * size:
            return None
        frame = self._frame
        top = frame.top - style.baseline
        x0 = left - frame.left
        x1 = right - frame.left
        return Box(x0, top - ASCENT * size, x1 if x1 > x0 else x0, top + DESCENT * size)

    def _by_characters(self, raw: str, start: int, style: Style, dirty: bool) -> list[Placed]:
        """Split where the characters jump; right-to-left characters are ordered by where they stand."""
        size = style.font_size_pt
        # Every letter painted twice, for a shadow or for boldness: pdfium returns both, side by side.
        is_double = len(raw) > 1 and raw[::2] == raw[1::2] and self._coincide(start, start + 1)
        step = 2 if is_double else 1
        letters = [self._letter(raw[offset], start + offset) for offset in range(0, len(raw), step)]
        upright = abs(letters[-1].base - letters[0].base) > 2 * abs(letters[-1].left - letters[0].left)
        runs: list[list[Letter]] = []
        for letter in letters:
            before = runs[-1][-1] if runs else None
            if before is not None and adjoin(before, letter, size, upright=upright):
                runs[-1].append(letter)
            else:
                runs.append([letter])
        words: list[Placed] = []
        for run in runs:
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
            raw = raw[:-1] + self._hyphen_raw
        text = raw[:-1] + "-" if broken else raw
        clean = normalise(text) if dirty else text
        clean = clean.strip()
        if not clean:
            return []
        hidden = style.hidden
        if hidden is None and style.font_size_pt < _TINY_PT:
            hidden = Hidden.TINY
        size = round(style.font_size_pt, 1)
        kept = raw if clean != raw else None
        word = Word(clean, box, size, style.bold, style.italic, style.colour, None, hidden, 1.0, kept)
        return [Placed(word, style.painted)]

    def _coincide(self, index: int, other: int) -> bool:
        one, two = self._letter("", index), self._letter("", other)
        return abs(one.left - two.left) < 1 and abs(one.base - two.base) < 1

    def _style(self, index: int) -> Style:
        address = _TEXT_OBJECT(self._address, index) or 0
        style = self._styles.get(address)
        if style is None:
            style = self._read_style(index, ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), address)
            self._styles[address] = style
        return style

    def _read_style(self, index: int, text_object: Any, address: int) -> Style:
        matrix = self._matrix
        size = pdfium.FPDFText_GetFontSize(self._handle, index)
        if pdfium.FPDFText_GetMatrix(self._handle, index, self._matrix_ref):
            size *= math.hypot(matrix.c, matrix.d)
        is_level = abs(matrix.b) < 0.02 * abs(matrix.a) and matrix.a > 0 and matrix.d > 0
        if not text_object:
            return Style(size, False, False, 0, None, address, matrix.f, is_level)
        bold, italic = self._font(pdfium.FPDFTextObj_GetFont(text_object))
        red, green, blue, alpha = self._colours
        pdfium.FPDFPageObj_GetFillColor(text_object, *self._colour_refs)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        hidden = None
        if mode in _INVISIBLE_MODES:
            hidden = Hidden.MARKED
        elif alpha.value < 10:
            hidden = Hidden.COLOUR
        return Style(
            font_size_pt=size,
            bold=bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
            italic=italic or abs(matrix.c) > 0.1 * abs(matrix.d) > 0,
            colour=red.value << 16 | green.value << 8 | blue.value,
            hidden=hidden,
            painted=address,
            baseline=matrix.f,
            is_level=is_level,
        )

    def _font(self, font: Any) -> tuple[bool, bool]:
        address = ctypes.addressof(font.contents) if font else 0
        known = self._fonts.get(address)
        if known is None:
            known = _font_style(font) if font else (False, False)
            self._fonts[address] = known
        return known


def _without_doubles(words: list[Placed]) -> list[Placed]:
    """Words painted twice in one place, for a shadow or for boldness, once."""
    places: dict[str, list[Box]] = {}
    kept: list[Placed] = []
    for placed in words:
        box = placed.word.box
        known = places.setdefault(placed.word.text, [])
        if any(abs(box.x0_pt - other.x0_pt) < 1.5 and abs(box.top_pt - other.top_pt) < 1.5 for other in known):
            continue
        known.append(box)
        kept.append(placed)
    return kept


def _font_style(font: Any) -> tuple[bool, bool]:
    """Bold and italic of a font. Its name is right more often than its weight, which many producers leave wrong."""
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace").partition("+")
    face = name[2] or name[0]
    bold = bool(_BOLD_NAME.search(face))
    if not bold and not _REGULAR_NAME.search(face):
        bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    italic = bool(_ITALIC_NAME.search(face)) or bool(pdfium.FPDFFont_GetFlags(font) & 1 << 6)
    return bold, italic
