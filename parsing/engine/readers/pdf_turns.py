"""Pages whose text runs sideways or upside down: found by the direction of their letters, and shown upright."""

import ctypes
import math
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, address_of, plain

_SAMPLES = 9
_AGREEING = 7  # a name down the margin, or a stamp, turns no page
_QUARTER = math.pi / 2
_ANGLE = plain(pdfium.FPDFText_GetCharAngle, ctypes.c_float, HANDLE, NUMBER)


def upright_rotation(text_page: Any, rotation: int) -> int:
    """The quarter turns clockwise by which the page has to be shown for its text to be level; `rotation` mostly."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count < _SAMPLES:
        return rotation
    address = address_of(text_page)
    angles = [_ANGLE(address, (2 * number + 1) * count // (2 * _SAMPLES)) for number in range(_SAMPLES)]
    if not any(angles):
        return 0  # as on nearly every page
    (quarters, agreeing), *_ = Counter(-round(angle / _QUARTER) % 4 for angle in angles).most_common(1)
    return quarters if agreeing >= _AGREEING and all(angle >= 0 for angle in angles) else rotation
