"""Pages whose text runs sideways or upside down: found by the direction of their letters, and shown upright."""

import math
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

_SAMPLES = 9
_AGREEING = 7  # a name down the margin, or a stamp, turns no page
_QUARTER = math.pi / 2


def upright_rotation(text_page: Any, rotation: int) -> int:
    """The quarter turns clockwise by which the page has to be shown for its text to be level; `rotation` mostly."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count < _SAMPLES:
        return rotation
    angles = [
        pdfium.FPDFText_GetCharAngle(text_page, (2 * number + 1) * count // (2 * _SAMPLES))
        for number in range(_SAMPLES)
    ]
    (quarters, agreeing), *_ = Counter(-round(angle / _QUARTER) % 4 for angle in angles).most_common(1)
    return quarters if agreeing >= _AGREEING and all(angle >= 0 for angle in angles) else rotation
