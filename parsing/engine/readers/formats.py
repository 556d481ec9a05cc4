"""The format of a file by its content."""

import io
import zipfile
from enum import Enum, auto

from parsing.engine.readers.txt import wide_encoding


class Format(Enum):
    PDF = auto()
    DOCX = auto()
    ODT = auto()
    DOC = auto()
    RTF = auto()
    HTML = auto()
    TXT = auto()
    IMAGE = auto()
    UNKNOWN = auto()


_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", Format.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.DOC),
    (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
)
# Binary formats whose bytes could pass for text in some encoding.
_FOREIGN = (
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"\x00\x00\x00",
    b"ID3",
    b"OggS",
    b"RIFF",
    b"GIF8",
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")
_PDF_WITHIN_BYTES = 1024  # readers accept junk before the header


def detect(data: bytes, filename: str = "") -> Format:  # noqa: ARG001 - the name may lie; kept for the callers
    head = data[:_PDF_WITHIN_BYTES]
    if b"%PDF-" in head:
        return Format.PDF
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zipped(data)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, found in _SIGNATURES:
        if start.startswith(signature):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.IMAGE
    if data.startswith(_FOREIGN) or not _is_text(data):
        return Format.UNKNOWN
    return Format.HTML if _is_html(start) else Format.TXT


def _is_html(start: bytes) -> bool:
    head = start[:4000].lower()
    return head.startswith(_HTML_STARTS) and b"html" in head


def _zipped(data: bytes) -> Format:
    try:
        names = {name.lstrip("/").casefold() for name in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # A truncated archive: most are Word's, whose reader then says that it is damaged.
        return Format.DOCX if b"word/" in data[:4096] else Format.UNKNOWN
    if "[content_types].xml" in names and any(name.startswith("word/") for name in names):
        return Format.DOCX
    if "content.xml" in names:
        return Format.ODT
    return Format.UNKNOWN


def _is_text(data: bytes) -> bool:
    """Few control characters; zeros only as UTF-16 has them."""
    sample = data[:8000]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if wide_encoding(sample):
        return True
    if 0 in sample:
        return False
    controls = sum(1 for byte in sample if byte < 32 and byte not in (9, 10, 12, 13, 27))
    return controls <= len(sample) * 0.01
