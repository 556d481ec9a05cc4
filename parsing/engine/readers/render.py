"""Pages as pictures, for showing values where they were read. Only for formats that have pages."""

import io

from PIL import Image, ImageOps, ImageSequence, WebPImagePlugin

from parsing.engine.errors import UnreadableDocument, UnsupportedFormat
from parsing.engine.readers.formats import Format, detect
from parsing.engine.readers.image import open_image
from parsing.engine.readers.limits import MAX_PAGES
from parsing.engine.readers.pdf import open_pdf
from parsing.engine.readers.pdf_turns import upright_rotation

MAX_WIDTH_PX = 2000
_MAX_HEIGHT_PX = 6000  # a page of odd proportions is drawn smaller instead


def render_page(data: bytes, page_number: int, *, width_px: int) -> bytes:
    """Page `page_number` (from 0) as a WEBP of about `width_px`. Raises EngineError."""
    if not 0 <= page_number < MAX_PAGES:
        raise UnreadableDocument
    width_px = min(width_px, MAX_WIDTH_PX)
    kind = detect(data)
    if kind is Format.PDF:
        image = _pdf_page(data, page_number, width_px)
    elif kind is Format.IMAGE:
        image = _image_page(data, page_number, width_px)
    else:
        raise UnsupportedFormat
    out = io.BytesIO()
    image.save(out, format=WebPImagePlugin.WebPImageFile.format, quality=85, method=2)
    return out.getvalue()


def _pdf_page(data: bytes, number: int, width_px: int) -> Image.Image:
    file = open_pdf(data)
    try:
        if number >= len(file):
            raise UnreadableDocument
        page = file[number]
        text_page = page.get_textpage()
        page.set_rotation(90 * upright_rotation(text_page.raw, page.get_rotation() // 90))
        text_page.close()
        width_pt, height_pt = page.get_size()
        if width_pt <= 0 or height_pt <= 0:
            raise UnreadableDocument
        scale = min(width_px / width_pt, _MAX_HEIGHT_PX / height_pt)
        rendered: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        return rendered
    finally:
        file.close()


def _image_page(data: bytes, number: int, width_px: int) -> Image.Image:
    try:
        with open_image(data) as pages:
            page = next(page for index, page in enumerate(ImageSequence.Iterator(pages)) if index == number)
            image = ImageOps.exif_transpose(page.convert("RGB"))
    except (OSError, SyntaxError, ValueError, StopIteration, Image.DecompressionBombError) as error:
        raise UnreadableDocument from error
    image.thumbnail((width_px, _MAX_HEIGHT_PX))
    return image
