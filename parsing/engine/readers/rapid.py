"""RapidOCR, for machines without Tesseract: reads Latin letters and ideographs without any system package."""

import importlib.util
from functools import lru_cache
from typing import Any

from parsing.engine.readers.pictures import Picture
from parsing.engine.readers.recognised import OcrWord

CODES = ("de", "en", "es", "fr", "it", "ja", "nl", "pt", "zh")
_THREADS = 2  # more would only cost address space, of which a limited child has little
_LETTERS_SHARE = 0.72  # of a line box's height that is the font size


def is_available() -> bool:
    return importlib.util.find_spec("rapidocr") is not None and importlib.util.find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - costs a second and 300 MB: only where a picture is read

    return RapidOCR(params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS})


def recognise(picture: Picture) -> list[OcrWord]:
    """The words of a picture; lines are cut into words in proportion to their letters."""
    found = _engine()(picture.image.convert("RGB"))
    words: list[OcrWord] = []
    if found.boxes is None:
        return words
    for number, (corners, text, score) in enumerate(zip(found.boxes, found.txts, found.scores, strict=True)):
        left, right = (pick(float(corner[0]) for corner in corners) for pick in (min, max))
        top, bottom = (pick(float(corner[1]) for corner in corners) for pick in (min, max))
        size = (bottom - top) * _LETTERS_SHARE
        step = (right - left) / max(1, len(text))
        start = 0
        for piece in text.split(" "):
            if piece:
                x0, x1 = left + start * step, left + (start + len(piece)) * step
                words.append(OcrWord(piece, x0, x1, bottom - 0.25 * (bottom - top), size, float(score), number))
            start += len(piece) + 1
    return words
