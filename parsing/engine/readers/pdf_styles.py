"""How the text objects of a PDF page look: what all characters of one share."""

import ctypes
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from struct import Struct
from typing import Any

import pypdfium2.raw as pdfium

from parsing.engine.model import Hidden
from parsing.engine.readers.pdf_answers import Answers
from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, plain, swift

_BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi(?!r)|[-,_]bd\b|cmbx|extrab", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted|[-,_]it\b|cmti|cmsl", re.IGNORECASE)
_REGULAR_NAME = re.compile(r"regular|light|thin|medium|book|roman", re.IGNORECASE)
# Fonts of nothing but pictures, whose codes are those of letters in files that LaTeX makes: an envelope is a "#".
_ICON_NAME = re.compile(
    r"font-?awesome|academicons|marvosym|fmvr8x|ionicons|icomoon|fontello|glyphicons|typicons|entypo"
    r"|linearicons|octicons|devicon|simple-?icons|material-?(?:icons|symbols|design)",
    re.IGNORECASE,
)
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_TINY_PT = 2.0
_LONGEST_NAME = 256  # bytes
_SHARED = Struct("4I4f")  # the parts of the colour, then those of the matrix without the place that ends it
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
    is_icon: bool  # set in a font of pictures


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
        self._looks: dict[tuple[float, int, int | None, int, bytes], Look] = {}
        self._fonts: dict[int, tuple[bool, bool, bool]] = {}

    def read(self, indices: Mapping[int | None, int], memory: Answers) -> Iterator[tuple[int | None, Style]]:
        """Objects with their styles. `indices`, at most BATCH: the address of an object -> a character it paints."""
        looks, page = self._looks, repeat(self._text_page)
        sizes = list(map(_FONT_SIZE, page, indices.values()))
        have_matrix = list(map(_MATRIX, page, indices.values(), memory.matrices))
        items = list(map(ctypes.c_void_p, indices))
        have_colour = list(map(_FILL_COLOUR, items, *memory.colours))
        if not all(have_colour):
            memory.blacken(number for number, told in enumerate(have_colour) if not told)  # of patterns
        fonts, modes = map(_FONT, items), map(_RENDER_MODE, items)
        for item, size, has_matrix, font, mode, (shared, baseline) in zip(
            indices, sizes, have_matrix, fonts, modes, memory.records(len(items)), strict=True
        ):
            key = (size, has_matrix, font, mode, shared)
            look = looks.get(key)
            if look is None:
                look = looks[key] = self._look(*key)
            yield item, Style(look, item or 0, baseline)

    def _look(self, size: float, has_matrix: int, font: int | None, mode: int, shared: bytes) -> Look:
        red, green, blue, alpha, a, b, c, d = _SHARED.unpack(shared)
        if has_matrix:
            size *= math.hypot(c, d)
        bold = italic = is_icon = False
        hidden = None
        is_painted = mode != pdfium.FPDF_TEXTRENDERMODE_UNKNOWN
        if is_painted:
            bold, italic, is_icon = self._font(font or 0)
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
            colour=red << 16 | green << 8 | blue if is_painted else 0,
            hidden=Hidden.TINY if hidden is None and size < _TINY_PT else hidden,
            is_level=a > 0 and d > 0 and abs(b) < 0.02 * a,
            is_icon=is_icon,
        )

    def _font(self, font: int) -> tuple[bool, bool, bool]:
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = _font_style(font) if font else (False, False, False)
        return known


def advance_of(painted: int, character: str, size: float) -> float:
    """How far a character of a text object moves its font's pen, without what its strokes reach beyond."""
    width = ctypes.c_float()
    font = _FONT(ctypes.c_void_p(painted))
    told = font and pdfium.FPDFFont_GetGlyphWidth(
        ctypes.cast(font, pdfium.FPDF_FONT), ord(character), size, ctypes.byref(width)
    )
    return width.value if told else 0.0


def _font_style(font: int) -> tuple[bool, bool, bool]:
    """Bold and italic of a font, and whether it holds icons.

    Its name is right more often than its weight, which many producers leave wrong.
    """
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = _FONT_NAME(font, ctypes.addressof(buffer), _LONGEST_NAME)
    start, _, rest = buffer.raw[: max(0, min(length, _LONGEST_NAME) - 1)].partition(b"+")
    bold, italic, is_icon = _style_by_name(rest or start)
    if bold is None:
        bold = _FONT_WEIGHT(font) >= _BOLD_WEIGHT
    return bold, italic or bool(_FONT_FLAGS(font) & _ITALIC_FLAG), is_icon


@lru_cache(maxsize=256)  # most documents are set in a few fonts that all have
def _style_by_name(name: bytes) -> tuple[bool | None, bool, bool]:
    """What the name of a font says of bold and italic: bold is None where it says neither that nor the contrary."""
    face = name.decode("utf-8", "replace")
    bold = True if _BOLD_NAME.search(face) else False if _REGULAR_NAME.search(face) else None
    return bold, bool(_ITALIC_NAME.search(face)), bool(_ICON_NAME.search(face))
