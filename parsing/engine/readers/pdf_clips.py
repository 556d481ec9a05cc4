"""Where on a page a text may paint at all: what its clip leaves of it."""

import ctypes
from collections.abc import Iterable

import pypdfium2.raw as pdfium

from parsing.engine.model import Box
from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, plain
from parsing.engine.readers.pdf_words import Frame

_CLIP = plain(pdfium.FPDFPageObj_GetClipPath, HANDLE, HANDLE)
_COUNT_PATHS = plain(pdfium.FPDFClipPath_CountPaths, NUMBER, HANDLE)
_COUNT_SEGMENTS = plain(pdfium.FPDFClipPath_CountPathSegments, NUMBER, HANDLE, NUMBER)
_SEGMENT = plain(pdfium.FPDFClipPath_GetPathSegment, HANDLE, HANDLE, NUMBER, NUMBER)
_POINT = plain(pdfium.FPDFPathSegment_GetPoint, NUMBER, HANDLE, HANDLE, HANDLE)
_MOST_PATHS, _MOST_SEGMENTS = 8, 64  # clips that are more than some boxes in each other are not followed
_LEAST_SHARE = 0.25  # of a word's height that must be left of it


def clips_of(texts: Iterable[int], frame: Frame) -> dict[int, Box]:
    """By the address of a text object, the box that its clip leaves; only of those that have one."""
    addresses = list(texts)
    clips = list(map(_CLIP, addresses))
    if None in clips:
        return {}
    # Most texts have no clip: without a loop in Python, asking costs a fifth of a millisecond for a thousand.
    counts = list(map(_COUNT_PATHS, clips))
    if max(counts, default=0) <= 0:
        return {}
    found: dict[int, Box] = {}
    for address, clip, count in zip(addresses, clips, counts, strict=True):
        if 0 < count <= _MOST_PATHS and (box := _box(clip, count, frame)):
            found[address] = box
    return found


def is_cut_away(place: Box, clip: Box) -> bool:
    """Whether hardly anything of a word is left."""
    if place.x1_pt <= clip.x0_pt or place.x0_pt >= clip.x1_pt:
        return True
    left = min(place.bottom_pt, clip.bottom_pt) - max(place.top_pt, clip.top_pt)
    return left < _LEAST_SHARE * place.height_pt


def _box(clip: int, count: int, frame: Frame) -> Box | None:
    """What all paths of a clip have in common, as boxes; None where that is not told."""
    boxes = [_box_of_path(clip, number, frame) for number in range(count)]
    known = [box for box in boxes if box is not None]
    if len(known) < count:
        return None
    return Box(
        max(box.x0_pt for box in known),
        max(box.top_pt for box in known),
        min(box.x1_pt for box in known),
        min(box.bottom_pt for box in known),
    )


def _box_of_path(clip: int, path: int, frame: Frame) -> Box | None:
    count = _COUNT_SEGMENTS(clip, path)
    if not 0 < count <= _MOST_SEGMENTS:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.addressof(x), ctypes.addressof(y)
    points: list[tuple[float, float]] = []
    for number in range(count):
        segment = _SEGMENT(clip, path, number)
        if not segment or not _POINT(segment, x_at, y_at):
            return None
        points.append(frame.point(x.value, y.value))
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))
