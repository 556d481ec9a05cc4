"""Pages as pictures, for showing values where they were read. Only for formats that have pages."""

import io

from PIL import Image, ImageOps, ImageSequence, PngImagePlugin

from parsing.engine.errors import UnreadableDocument, UnsupportedFormat
from parsing.engine.readers.formats import Format, detect
from parsing.engine.readers.limits import MAX_PAGES
from parsing.engine.readers.pdf import open_pdf

MAX_WIDTH_PX = 2000
_MAX_HEIGHT_PX = 6000  # a page of odd proportions is drawn smaller instead


def render_page(data: bytes, *, filename: str = "", number: int, width_px: int) -> bytes:
    """Page `number` (from 0) as a PNG of about `width_px`. Raises EngineError, also where there is no such page."""
    if not 0 <= number < MAX_PAGES:
        raise UnreadableDocument
    width_px = min(width_px, MAX_WIDTH_PX)
    kind = detect(data, filename)
    if kind is Format.PDF:
        image = _pdf_page(data, number, width_px)
    elif kind is Format.IMAGE:
        image = _image_page(data, number, width_px)
    else:
        raise UnsupportedFormat
    out = io.BytesIO()
    image.save(out, format=PngImagePlugin.PngImageFile.format, compress_level=4)
    return out.getvalue()


def _pdf_page(data: bytes, number: int, width_px: int) -> Image.Image:
    file = open_pdf(data)
    try:
        if number >= len(file):
            raise UnreadableDocument
        page = file[number]
        width_pt, height_pt = page.get_size()
        if width_pt <= 0 or height_pt <= 0:
            raise UnreadableDocument
        scale = min(width_px / width_pt, _MAX_HEIGHT_PX / height_pt)
        return page.render(scale=scale).to_pil().convert("RGB")
    finally:
        file.close()


def _image_page(data: bytes, number: int, width_px: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as pages:
            page = next(page for index, page in enumerate(ImageSequence.Iterator(pages)) if index == number)
            image = ImageOps.exif_transpose(page.convert("RGB"))
    except (OSError, SyntaxError, ValueError, StopIteration, Image.DecompressionBombError) as error:
        raise UnreadableDocument from error
    image.thumbnail((width_px, _MAX_HEIGHT_PX))
    return image
