"""How the text objects of a PDF page look: what all characters of one share."""

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from parsing.engine.model import Hidden
from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, place, plain, swift

_BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi(?!r)|[-,_]bd\b|cmbx|extrab", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted|[-,_]it\b|cmti|cmsl", re.IGNORECASE)
_REGULAR_NAME = re.compile(r"regular|light|thin|medium|book|roman", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_TINY_PT = 2.0
_MATRIX_AT = 16  # bytes: after the four parts of the colour
_SHARED_BYTES = _MATRIX_AT + 16  # without the place that ends the matrix
_ANSWERS_BYTES = _MATRIX_AT + 24
_INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)

_FONT_SIZE = swift(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_MATRIX = swift(pdfium.FPDFText_GetMatrix, NUMBER)
_FONT = swift(pdfium.FPDFTextObj_GetFont, HANDLE)
_FILL_COLOUR = swift(pdfium.FPDFPageObj_GetFillColor, NUMBER)
_RENDER_MODE = swift(pdfium.FPDFTextObj_GetTextRenderMode, NUMBER)
_FONT_NAME = plain(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, HANDLE, HANDLE, ctypes.c_size_t)
_FONT_WEIGHT = plain(pdfium.FPDFFont_GetWeight, NUMBER, HANDLE)
_FONT_FLAGS = plain(pdfium.FPDFFont_GetFlags, NUMBER, HANDLE)


@dataclass(slots=True)
class Look:
    """What many text objects have in common."""

    exact_size_pt: float
    font_size_pt: float  # rounded
    bold: bool
    italic: bool
    colour: int
    hidden: Hidden | None
    is_level: bool  # runs from left to right


@dataclass(slots=True)
class Style:
    """What all characters of one text object share."""

    look: Look
    painted: int  # address of the text object, to look its place in the painting order up
    baseline: float  # in the coordinates of the file


class Styles:
    """Reads the styles of one text page: what pdfium says of an object is understood once for all that are alike."""

    def __init__(self, text_page: Any) -> None:
        self._text_page = text_page
        self._answers = bytearray(_ANSWERS_BYTES)  # four parts of the colour, then the matrix, in one piece: a key
        self._colours = (ctypes.c_uint * 4).from_buffer(self._answers)
        self._matrix = pdfium.FS_MATRIX.from_buffer(self._answers, _MATRIX_AT)
        self._shared = memoryview(self._answers)[:_SHARED_BYTES]
        start = ctypes.addressof(self._colours)
        self._colours_at = tuple(map(place, range(start, start + _MATRIX_AT, 4)))
        self._matrix_at = place(start + _MATRIX_AT)
        self._looks: dict[tuple[float, int, int | None, int | None, bytes], Look] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}

    def read(self, index: int, text_object: int) -> Style:
        """The style of the character at `index`, which the object at address `text_object` paints (0: none does)."""
        size = _FONT_SIZE(self._text_page, index)
        has_matrix = _MATRIX(self._text_page, index, self._matrix_at)
        font: int | None = None
        mode: int | None = None
        if text_object:
            painted = place(text_object)
            _FILL_COLOUR(painted, *self._colours_at)
            font, mode = _FONT(painted), _RENDER_MODE(painted)
        key = (size, has_matrix, font, mode, self._shared.tobytes())
        look = self._looks.get(key)
        if look is None:
            if has_matrix:
                size *= math.hypot(self._matrix.c, self._matrix.d)
            look = self._looks[key] = self._look(size, font, mode)
        return Style(look, text_object, self._matrix.f)

    def _look(self, size: float, font: int | None, mode: int | None) -> Look:
        matrix = self._matrix
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        red, green, blue, alpha = self._colours
        bold = italic = False
        hidden = None
        if mode is not None:
            bold, italic = self._font(font or 0)
            bold = bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
            italic = italic or abs(c) > 0.1 * abs(d) > 0
            if mode in _INVISIBLE_MODES:
                hidden = Hidden.MARKED
            elif alpha < 10:
                hidden = Hidden.COLOUR
        return Look(
            exact_size_pt=size,
            font_size_pt=round(size, 1),
            bold=bold,
            italic=italic,
            colour=0 if mode is None else red << 16 | green << 8 | blue,
            hidden=Hidden.TINY if hidden is None and size < _TINY_PT else hidden,
            is_level=a > 0 and d > 0 and abs(b) < 0.02 * a,
        )

    def _font(self, font: int) -> tuple[bool, bool]:
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = _font_style(font) if font else (False, False)
        return known


def _font_style(font: int) -> tuple[bool, bool]:
    """Bold and italic of a font. Its name is right more often than its weight, which many producers leave wrong."""
    buffer = ctypes.create_string_buffer(256)
    length = _FONT_NAME(font, ctypes.addressof(buffer), 256)
    name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace").partition("+")
    face = name[2] or name[0]
    bold = bool(_BOLD_NAME.search(face))
    if not bold and not _REGULAR_NAME.search(face):
        bold = _FONT_WEIGHT(font) >= _BOLD_WEIGHT
    italic = bool(_ITALIC_NAME.search(face)) or bool(_FONT_FLAGS(font) & _ITALIC_FLAG)
    return bold, italic
