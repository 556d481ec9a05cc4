"""First stage: the bytes of a file become a document, whatever the format.

`read` tells the format from the content, never from the name, and answers with a `Document` or one of the errors of
`parsing.engine.errors`.
"""

from parsing.engine.errors import DocumentTooComplex, EmptyDocument, UnsupportedFormat
from parsing.engine.model import Document
from parsing.engine.readers.doc import read_doc
from parsing.engine.readers.docx import read_docx
from parsing.engine.readers.formats import Format, detect
from parsing.engine.readers.html import read_html
from parsing.engine.readers.image import read_image
from parsing.engine.readers.limits import MAX_LINE_CHARACTERS
from parsing.engine.readers.ocr_options import OcrOptions, OcrStatus
from parsing.engine.readers.odt import read_odt
from parsing.engine.readers.pdf import read_pdf
from parsing.engine.readers.render import render_page
from parsing.engine.readers.rtf import read_rtf
from parsing.engine.readers.txt import read_txt

__all__ = ["OcrOptions", "OcrStatus", "ocr_status", "read", "render_page"]

_READERS = {
    Format.DOC: read_doc,
    Format.DOCX: read_docx,
    Format.HTML: read_html,
    Format.ODT: read_odt,
    Format.RTF: read_rtf,
    Format.TXT: read_txt,
}
_READERS_WITH_OCR = {Format.PDF: read_pdf, Format.IMAGE: read_image}


def read(data: bytes, *, filename: str = "", ocr: OcrOptions | None = None) -> Document:
    """The document in `data`; `filename` only breaks ties between text formats.

    `ocr` None means the defaults: pictures of text are read where an engine is installed.
    Raises EngineError: EmptyDocument, UnsupportedFormat, EncryptedDocument, DocumentTooComplex, UnreadableDocument or
    NoTextLayer.
    """
    if not data.strip(b"\x00\t\n\r "):
        raise EmptyDocument
    found = detect(data, filename)
    if found in _READERS_WITH_OCR:
        document = _READERS_WITH_OCR[found](data, ocr or OcrOptions())
    elif found in _READERS:
        document = _READERS[found](data)
    else:
        raise UnsupportedFormat
    if not _has_text(document):
        raise EmptyDocument
    if any(len(paragraph.text) > MAX_LINE_CHARACTERS for paragraph in document.paragraphs):
        raise DocumentTooComplex
    return document


def ocr_status() -> OcrStatus:
    """The engine that reads pictures on this machine, and the languages it knows."""
    from parsing.engine.readers import ocr  # noqa: PLC0415 - numpy: few processes read pictures

    return ocr.ocr_status()


def _has_text(document: Document) -> bool:
    if any(paragraph.text.strip() for paragraph in document.paragraphs):
        return True
    return any(page.words for page in document.pages)
