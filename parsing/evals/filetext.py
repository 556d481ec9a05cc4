"""The text of a file by plain means, independent of the engine: what a person could find in it with a search."""

import re
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pypdfium2
from charset_normalizer import from_bytes
from striprtf import striprtf

from parsing.engine import readers
from parsing.engine.errors import EngineError


def own_text(path: Path) -> str:
    """The text by the simplest tool for the format, empty for pictures and DOC."""
    reader = _READERS.get(path.suffix[1:].lower())
    return reader(path.read_bytes()) if reader else ""


def pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _zipped_xml(data: bytes, members: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if re.fullmatch(members, name)]
    spaced = re.sub(r"</(w|text):(p|h|tc)>|<w:(br|tab)[^>]*>|<text:(tab|line-break|s)[^>]*>", "\n", "\n".join(parts))
    return unescape(re.sub(r"<[^>]*>", "", spaced))


_rtf_to_text: Callable[..., str] = striprtf.rtf_to_text  # it has no types of its own

_READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": pdf_text,
    "docx": lambda data: _zipped_xml(data, r"word/(document|header\d*|footer\d*|footnotes)\.xml"),
    "odt": lambda data: _zipped_xml(data, r"(content|styles)\.xml"),
    "rtf": lambda data: _rtf_to_text(data.decode("latin-1"), errors="replace"),
    "txt": lambda data: str(from_bytes(data).best() or ""),
    "html": lambda data: unescape(re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace"))),
}


def engine_text(data: bytes, filename: str) -> str:
    """The text as our reader gives it; empty where it gives none."""
    try:
        document = readers.read(data, filename=filename, ocr=None)
    except EngineError:
        return ""
    words = " ".join(word.text for page in document.pages for word in page.words)
    return words + "\n".join(paragraph.text for paragraph in document.paragraphs)
