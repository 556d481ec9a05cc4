"""Picture files: JPG, PNG, WEBP, multi-page TIFF and their like, through OCR."""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageSequence

from parsing.engine.errors import DocumentTooComplex, EmptyDocument, UnreadableDocument
from parsing.engine.model import Document, Page, Tier
from parsing.engine.readers.limits import MAX_IMAGE_FRAMES, MAX_IMAGE_SIDE_PX, MAX_PIXELS
from parsing.engine.readers.ocr_options import OcrOptions

# What pillow raises for damaged files is as varied as its decoders.
_DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
)


def read_image(data: bytes, ocr: OcrOptions) -> Document:
    """The text in a picture. Raises NoTextLayer, UnreadableDocument, DocumentTooComplex, EmptyDocument."""
    from parsing.engine.readers.ocr import Recogniser  # noqa: PLC0415 - numpy: a worker may never meet a picture

    image = open_image(data)
    recogniser = Recogniser(ocr)
    pages: list[Page] = []
    frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    for number, frame in enumerate(_frames(image, frames)):
        if number and not recogniser.has_time:
            break
        pages.append(recogniser.page(frame, number, dpi=_dpi(image)))
    recogniser.check(pages)
    if not any(page.words for page in pages):
        raise EmptyDocument
    notes = () if len(pages) == frames else (f"Only the first {len(pages)} of {frames} pages were read",)
    return Document(
        format="image",
        pages=tuple(pages),
        tier=Tier.TIER2,
        warnings=notes + recogniser.warnings,
        page_count=frames,
    )


def open_image(data: bytes) -> Image.Image:
    """The picture, its size checked before a pixel is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size warnings: our limits follow
            image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise DocumentTooComplex from error
    except _DAMAGED as error:
        raise UnreadableDocument from error
    _check_size(image)
    return image


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_IMAGE_SIDE_PX:
        raise DocumentTooComplex


def _frames(image: Image.Image, count: int) -> Iterator[Image.Image]:
    if count > MAX_IMAGE_FRAMES:
        raise DocumentTooComplex
    try:
        for frame in ImageSequence.Iterator(image):
            _check_size(frame)
            frame.load()
            yield frame
            if count == 1:
                return
    except Image.DecompressionBombError as error:
        raise DocumentTooComplex from error
    except _DAMAGED as error:
        raise UnreadableDocument from error


def _dpi(image: Image.Image) -> float | None:
    dpi = image.info.get("dpi")
    return float(dpi[1]) if isinstance(dpi, tuple) and len(dpi) == 2 else None
