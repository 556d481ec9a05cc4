"""Small documents made in memory."""

import io
import zipfile
from collections.abc import Callable

from docx import Document as WordDocument
from reportlab.pdfgen.canvas import Canvas

from parsing.engine import layout, readers
from parsing.engine.model import ReadDocument

NO_OCR = readers.OcrOptions(enabled=False)


def pdf(draw: Callable[[Canvas], None], *, size: tuple[float, float] = (595, 842), **settings: object) -> bytes:
    """A PDF that `draw` paints on; the origin is the bottom left corner, as in PDF itself."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, **settings)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def docx(write: Callable[[object], None]) -> bytes:
    buffer = io.BytesIO()
    document = WordDocument()
    write(document)
    document.save(buffer)
    return buffer.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read_lines(data: bytes) -> ReadDocument:
    return layout.arrange(readers.read(data, ocr=NO_OCR))


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_lines(data).lines]
