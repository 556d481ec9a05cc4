"""What a PDF page paints besides text: rulings, and whatever keeps a word from being seen."""

import ctypes
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image

from parsing.engine.errors import DocumentTooComplex
from parsing.engine.model import Box, Hidden, Ruling, Word
from parsing.engine.readers.limits import MAX_OBJECTS_PER_PAGE
from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, address_of, place, plain, swift
from parsing.engine.readers.pdf_clips import clips_of, is_cut_away
from parsing.engine.readers.pdf_words import Frame, Placed

_THIN_PT = 2.5
_LONG_PT = 20.0
_TALL_PT = 7.0  # tables are drawn cell by cell, and a cell is one line high
_CONTRAST = 40  # least difference of one colour channel, of 255, that a reader sees
_WHITE, _BLACK = (255, 255, 255), 0
_FORM_DEPTH = 4
_LARGEST_COVER = 0.6  # of the page
_STRIPE_PT = 24.0
LOOK_SCALE = 1.5  # pixels a point
_DOUBTFUL = (Hidden.COLOUR, Hidden.COVERED)
_NO_TEXT = re.compile(b"[^\\x%02x]" % pdfium.FPDF_PAGEOBJ_TEXT)


_COUNT = swift(pdfium.FPDFPage_CountObjects, NUMBER)
_COUNT_IN_FORM = plain(pdfium.FPDFFormObj_CountObjects, NUMBER, HANDLE)
_OBJECT = swift(pdfium.FPDFPage_GetObject, HANDLE)
_OBJECT_IN_FORM = plain(pdfium.FPDFFormObj_GetObject, HANDLE, HANDLE, ctypes.c_ulong)
_KIND = plain(pdfium.FPDFPageObj_GetType, NUMBER, HANDLE)
_BOUNDS = plain(pdfium.FPDFPageObj_GetBounds, NUMBER, HANDLE, HANDLE, HANDLE, HANDLE, HANDLE)
_DRAW_MODE = plain(pdfium.FPDFPath_GetDrawMode, NUMBER, HANDLE, HANDLE, HANDLE)
_FILL_COLOUR = plain(pdfium.FPDFPageObj_GetFillColor, NUMBER, HANDLE, HANDLE, HANDLE, HANDLE, HANDLE)


@dataclass(slots=True)
class _Painted:
    order: int
    box: Box
    colour: tuple[int, int, int] | None  # None for a picture: any colour
    after_text: bool  # some text was painted before it


class _Answers:
    """What pdfium writes its answers to, made once for all objects of a page."""

    def __init__(self) -> None:
        self.bounds, self.modes, self.colour = (ctypes.c_float * 4)(), (ctypes.c_int * 2)(), (ctypes.c_uint * 4)()
        self.bounds_at, self.modes_at, self.colour_at = map(_places, (self.bounds, self.modes, self.colour))


def _places(answers: Any) -> tuple[int, ...]:
    start = ctypes.addressof(answers)
    return tuple(range(start, start + ctypes.sizeof(answers), ctypes.sizeof(answers) // len(answers)))


@dataclass(slots=True)
class Painting:
    """The pictures and filled shapes of a page in painting order, and where text objects stand in it."""

    surfaces: list[_Painted] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    sequences: list[tuple[int, list[int]]] = field(default_factory=list)  # of addresses, with the order of the first
    clips: dict[int, Box] = field(default_factory=dict)  # address of a text object -> what its clip leaves of the page
    order: int = 0  # of the last object
    has_text: bool = False
    answers: _Answers = field(default_factory=_Answers)


def read_painting(page: Any, frame: Frame, texts: Collection[int]) -> Painting:
    """Walk the objects of a page. Raises DocumentTooComplex when there are too many.

    `texts` are the addresses of the text objects that paint its words.
    """
    painting = Painting()
    objects = _objects(_COUNT, _OBJECT, place(address_of(page)))
    _walk(objects, frame, painting, _FORM_DEPTH)
    if painting.order > len(objects):
        texts = [address for address in objects if address in texts]  # those in forms have other places
    painting.clips = clips_of(texts, frame)
    return painting


def _walk(addresses: list[int], frame: Frame, painting: Painting, depth: int) -> None:
    """Note down surfaces, rulings and the painting order."""
    kinds = bytes(map(_KIND, addresses))
    first_text = kinds.find(pdfium.FPDF_PAGEOBJ_TEXT)
    before, noted = painting.order + 1, 0
    # Most objects are texts: a loop in Python over all of them costs twice as much as to ask what they are.
    for other in _NO_TEXT.finditer(kinds):
        number = other.start()
        address, kind = addresses[number], kinds[number]
        painting.order = before + number
        painting.has_text = painting.has_text or 0 <= first_text < number
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            painting.sequences.append((before + noted, addresses[noted:number]))
            noted = number
            if depth:
                _walk(_objects(_COUNT_IN_FORM, _OBJECT_IN_FORM, address), frame, painting, depth - 1)
            before = painting.order - number
        elif box := _bounds(address, frame, painting.answers):
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                _add_path(address, box, painting)
            else:
                painting.surfaces.append(_Painted(painting.order, box, None, painting.has_text))
    painting.sequences.append((before + noted, addresses[noted:]))
    painting.order = before + len(addresses) - 1
    painting.has_text = painting.has_text or first_text >= 0
    if painting.order > MAX_OBJECTS_PER_PAGE:
        raise DocumentTooComplex


def _objects(count_of: Callable[..., int], object_at: Callable[..., int | None], owner: Any) -> list[int]:
    """The addresses of the objects of a page or form, told as the two calls want it."""
    number = min(count_of(owner), MAX_OBJECTS_PER_PAGE + 1)
    # A page has hundreds of objects: without a loop in Python, asking for them costs half.
    return list(filter(None, map(object_at, repeat(owner), range(number))))


def _bounds(address: int, frame: Frame, answers: _Answers) -> Box | None:
    if not _BOUNDS(address, *answers.bounds_at):
        return None
    left, bottom, right, top = answers.bounds
    x0, y0 = frame.point(left, top)
    x1, y1 = frame.point(right, bottom)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _add_path(address: int, box: Box, painting: Painting) -> None:
    if box.width_pt <= _THIN_PT and box.height_pt >= _TALL_PT:
        painting.rulings.append(Ruling(box, vertical=True))
        return
    if box.height_pt <= _THIN_PT and box.width_pt >= _LONG_PT:
        painting.rulings.append(Ruling(box, vertical=False))
        return
    answers = painting.answers
    answers.modes[0], answers.colour[3] = pdfium.FPDF_FILLMODE_NONE, 0  # where pdfium does not say
    _DRAW_MODE(address, *answers.modes_at)
    if answers.modes[0] == pdfium.FPDF_FILLMODE_NONE:
        return
    _FILL_COLOUR(address, *answers.colour_at)
    red, green, blue, alpha = answers.colour
    if alpha > 200:
        colour = (red, green, blue)
        painting.surfaces.append(_Painted(painting.order, box, colour, painting.has_text))


def mark_unseen(
    words: Sequence[Placed], painting: Painting, size_pt: tuple[float, float], picture: Callable[[], Image.Image]
) -> list[Word]:
    """The words, with the reason why a reader would not see them where there is one.

    `picture` paints the page, with LOOK_SCALE pixels a point: where the reason may be wrong, it is looked at.
    """
    width_pt, height_pt = size_pt
    clips = painting.clips
    behind = _Behind(painting, width_pt * height_pt) if painting.surfaces else None
    seen: list[Word] = []
    suspects: list[int] = []
    for placed in words:
        word = placed.word
        hidden = word.hidden
        if hidden is None:
            box = word.box
            # Most of it: browsers paint a line that a page's end cuts on both pages.
            if not (0 < box.x0_pt + box.x1_pt < 2 * width_pt and 0 < box.top_pt + box.bottom_pt < 2 * height_pt):
                hidden = Hidden.OFF_PAGE
            elif placed.painted in clips and is_cut_away(box, clips[placed.painted]):
                hidden = Hidden.COVERED
            elif behind is not None:
                hidden = behind.unseen(box, word.colour, placed.painted)
            elif word.colour != _BLACK and not _contrasts(word.colour, _WHITE):
                hidden = Hidden.COLOUR
            if hidden is not None:
                word = replace(word, hidden=hidden)
        if hidden is not None and hidden in _DOUBTFUL:
            suspects.append(len(seen))
        seen.append(word)
    if suspects:
        _clear_of_suspicion(seen, suspects, picture())
    return seen


def _clear_of_suspicion(words: list[Word], suspects: Sequence[int], image: Image.Image) -> None:
    """Colours that patterns, blending or clipping change are only known from the picture of the page."""
    shown = [word.box for word in words if word.hidden is None]
    for number in suspects:
        box = words[number].box
        if any(_overlap(box, other) for other in shown):
            continue  # the contrast seen there is the other word's
        corners = (box.x0_pt, box.top_pt, box.x1_pt, box.bottom_pt)
        left, top, right, bottom = (int(value * LOOK_SCALE) for value in corners)
        if right <= left or bottom <= top:
            continue
        extrema: Any = image.crop((left, top, right, bottom)).getextrema()
        if max(high - low for low, high in extrema) >= _CONTRAST:
            words[number] = replace(words[number], hidden=None)


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one.x1_pt, other.x1_pt) - max(one.x0_pt, other.x0_pt) > 1
        and min(one.bottom_pt, other.bottom_pt) - max(one.top_pt, other.top_pt) > 0.4 * one.height_pt
    )


class _Behind:
    """What is painted behind a word, or over it; the surfaces of a stripe of the page are picked out once."""

    def __init__(self, painting: Painting, page_area: float) -> None:
        self._painting = painting
        self._largest = _LARGEST_COVER * page_area
        self._stripes: dict[float, list[_Painted]] = {}

    def unseen(self, place: Box, colour: int, painted: int) -> Hidden | None:
        """COVERED by something opaque painted later, or of the COLOUR of what was painted before."""
        x, y = (place.x0_pt + place.x1_pt) / 2, (place.top_pt + place.bottom_pt) / 2
        background: tuple[int, int, int] | None = _WHITE
        stripe = y // _STRIPE_PT
        surfaces = self._stripes.get(stripe)
        for surface in self._surfaces_at(stripe) if surfaces is None else surfaces:
            box = surface.box
            if not (box.x0_pt <= x <= box.x1_pt and box.top_pt <= y <= box.bottom_pt):
                continue
            if surface.after_text and surface.order > (self._order.get(painted) or surface.order):
                # A picture may be transparent there: it is looked at. One of the whole page is a scan of the text.
                if (surface.colour is not None or box.width_pt * box.height_pt < self._largest) and _contains(
                    box, place
                ):
                    return Hidden.COVERED
                continue
            background = surface.colour
        if background is None or (background is _WHITE and colour == _BLACK):
            return None
        return None if _contrasts(colour, background) else Hidden.COLOUR

    @cached_property
    def _order(self) -> dict[int, int]:
        """The address of an object -> its place in the painting order: on few pages anything is painted over a word."""
        sequences = self._painting.sequences
        return {address: order for first, addresses in sequences for order, address in enumerate(addresses, first)}

    def _surfaces_at(self, stripe: float) -> list[_Painted]:
        top, bottom = stripe * _STRIPE_PT, (stripe + 1) * _STRIPE_PT
        found = [one for one in self._painting.surfaces if one.box.top_pt <= bottom and one.box.bottom_pt >= top]
        self._stripes[stripe] = found
        return found


@lru_cache(maxsize=1024)
def _contrasts(colour: int, background: tuple[int, int, int]) -> bool:
    """Whether ink of a colour can be seen on a background."""
    ink = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
    return max(abs(a - b) for a, b in zip(ink, background, strict=True)) >= _CONTRAST


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer.x0_pt <= inner.x0_pt + 1
        and outer.x1_pt >= inner.x1_pt - 1
        and outer.top_pt <= inner.top_pt + 2
        and outer.bottom_pt >= inner.bottom_pt - 2
    )
