"""Small documents made in memory."""

import io
import re
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


_LETTER = rb"<([46][1-9A-F]|[57][0-9A])> <00\1>"  # a line of the table that says which letter a glyph is


def _another_letter(match: "re.Match[bytes]") -> bytes:
    return b"<%s> <%04X>" % (match.group(1), 0x61 + (int(match.group(1), 16) * 7) % 26)


def saying_other_letters(sound: bytes, mapping: Callable[["re.Match[bytes]"], bytes] = _another_letter) -> bytes:
    """An uncompressed PDF that shows what it showed, and tells programs that its glyphs are other letters."""
    changed, count = re.subn(_LETTER, mapping, sound)
    assert count > 40
    return changed
