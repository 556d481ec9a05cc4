"""PDF through pdfium: words with place and style, links, rulings; pages without usable text are left to OCR."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from parsing.engine.errors import EncryptedDocument, UnreadableDocument
from parsing.engine.model import Box, Document, Page, Word
from parsing.engine.readers.letter_spacing import join_spaced_letters
from parsing.engine.readers.limits import MAX_CHARACTERS, MAX_PAGES, MAX_WORDS_PER_PAGE
from parsing.engine.readers.ocr import OcrOptions
from parsing.engine.readers.pdf_bullets import bullets_of
from parsing.engine.readers.pdf_paint import mark_unseen, read_painting
from parsing.engine.readers.pdf_scans import with_scanned_pages
from parsing.engine.readers.pdf_words import Frame, PageText

_TYPESETTER = re.compile(r"typst|tex\b|latex|dvips|dvipdf|indesign|scribus|groff|quarkxpress|framemaker|prince", re.I)


def read_pdf(data: bytes, ocr: OcrOptions) -> Document:
    """The text layer of a PDF, and OCR of pages that have none or a useless one.

    Raises EncryptedDocument, UnreadableDocument, DocumentTooComplex, NoTextLayer.
    """
    file = open_pdf(data)
    try:
        count = len(file)
        if count == 0:
            raise UnreadableDocument
        hyphenates = _hyphenates(file)
        pages: list[Page] = []
        characters = 0
        for number in range(min(count, MAX_PAGES)):
            page = _read_page(file, number, hyphenates=hyphenates)
            pages.append(page)
            characters += sum(len(word.text) for word in page.words)
            if characters > MAX_CHARACTERS:
                break
        warnings = () if len(pages) == count else (f"Only the first {len(pages)} of {count} pages were read",)
        document = Document(format="pdf", pages=tuple(pages), page_count=count, warnings=warnings)
        return with_scanned_pages(document, file, ocr)
    finally:
        file.close()


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedDocument from error
        raise UnreadableDocument from error


def _hyphenates(file: pypdfium2.PdfDocument) -> bool:
    """Whether the program that set the text breaks words by rule; others break lines at a word's own hyphen only."""
    return any(_TYPESETTER.search(file.get_metadata_value(key)) for key in ("Producer", "Creator"))


def _read_page(file: pypdfium2.PdfDocument, number: int, *, hyphenates: bool) -> Page:
    try:
        page = file[number]
    except pypdfium2.PdfiumError:
        # One damaged page does not spoil the others.
        return Page(number, 0.0, 0.0, ())
    try:
        left, bottom, right, top = page.get_bbox()
        frame = Frame(left, bottom, right, top, page.get_rotation() // 90)
        width_pt, height_pt = frame.size
        text_page = page.get_textpage()
        try:
            text = PageText(text_page.raw, frame, hyphenates=hyphenates, page=page.raw)
            words = join_spaced_letters(text.words(MAX_WORDS_PER_PAGE))
        finally:
            text_page.close()
        painting = read_painting(page.raw, frame)
        seen = mark_unseen(words, painting, page, frame.size)
        seen += bullets_of([surface.box for surface in painting.surfaces if surface.colour is not None], seen)
        linked = _with_links(seen, _links(file.raw, page.raw, frame))
        return Page(number, width_pt, height_pt, tuple(linked), tuple(painting.rulings))
    except pypdfium2.PdfiumError:
        return Page(number, 0.0, 0.0, ())
    finally:
        page.close()


def _links(document: Any, page: Any, frame: Frame) -> list[tuple[Box, str]]:
    links: list[tuple[Box, str]] = []
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    while len(links) < MAX_WORDS_PER_PAGE and pdfium.FPDFLink_Enumerate(page, position, link):
        target = _target(document, pdfium.FPDFLink_GetAction(link))
        if target and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            x0, y0 = frame.point(rectangle.left, rectangle.top)
            x1, y1 = frame.point(rectangle.right, rectangle.bottom)
            links.append((Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), target))
    return links


def _target(document: Any, action: Any) -> str:
    if not action:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length < 4000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.raw[: length - 1].decode("utf-8", "replace").strip()


def _with_links(words: Sequence[Word], links: Sequence[tuple[Box, str]]) -> list[Word]:
    if not links:
        return list(words)
    linked: list[Word] = []
    for word in words:
        x = (word.box.x0_pt + word.box.x1_pt) / 2
        y = (word.box.top_pt + word.box.bottom_pt) / 2
        inside = (t for box, t in links if box.x0_pt <= x <= box.x1_pt and box.top_pt <= y <= box.bottom_pt)
        target = next(inside, None)
        linked.append(replace(word, link=target) if target else word)
    return linked
