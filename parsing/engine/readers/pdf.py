"""PDF through pdfium: words with place and style, links, rulings; pages without usable text are left to OCR."""

import ctypes
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from parsing.engine.errors import EncryptedDocument, UnreadableDocument
from parsing.engine.model import Box, Document, Page, Word
from parsing.engine.readers.letter_spacing import join_spaced_letters
from parsing.engine.readers.limits import MAX_CHARACTERS, MAX_PAGES, MAX_WORDS_PER_PAGE
from parsing.engine.readers.ocr_options import OcrOptions
from parsing.engine.readers.pdf_bullets import bullets_of
from parsing.engine.readers.pdf_calls import HANDLE, NUMBER, address_of, plain
from parsing.engine.readers.pdf_forms import has_fields, painted
from parsing.engine.readers.pdf_paint import LOOK_SCALE, mark_unseen, read_painting
from parsing.engine.readers.pdf_scans import with_scanned_pages
from parsing.engine.readers.pdf_turns import upright_rotation
from parsing.engine.readers.pdf_words import Frame, PageText

_TYPESETTER = re.compile(r"typst|tex\b|latex|dvips|dvipdf|indesign|scribus|groff|quarkxpress|framemaker|prince", re.I)
_LONGEST_TARGET = 4000
_TARGET_BUFFER = ctypes.c_char * _LONGEST_TARGET
_NEXT_LINK = plain(pdfium.FPDFLink_Enumerate, NUMBER, HANDLE, HANDLE, HANDLE)
_ACTION = plain(pdfium.FPDFLink_GetAction, HANDLE, HANDLE)
_LINK_BOX = plain(pdfium.FPDFLink_GetAnnotRect, NUMBER, HANDLE, HANDLE)
_TARGET = plain(pdfium.FPDFAction_GetURIPath, ctypes.c_ulong, HANDLE, HANDLE, HANDLE, ctypes.c_ulong)


def read_pdf(data: bytes, ocr: OcrOptions) -> Document:
    """The text layer of a PDF, and OCR of pages that have none or a useless one.

    Raises EncryptedDocument, UnreadableDocument, DocumentTooComplex, NoTextLayer.
    """
    file = open_pdf(data)
    try:
        count = len(file)
        if count == 0:
            raise UnreadableDocument
        hyphenates = cache(lambda: _hyphenates(file))  # few pages ask
        is_form = has_fields(file)
        pages: list[Page] = []
        characters = 0
        for number in range(min(count, MAX_PAGES)):
            page = _read_page(file, number, hyphenates, is_form=is_form)
            pages.append(page)
            characters += sum([len(word.text) for word in page.words])
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


def _read_page(file: pypdfium2.PdfDocument, number: int, hyphenates: Callable[[], bool], *, is_form: bool) -> Page:
    """One page; one without size or words where it is damaged, which does not spoil the others."""
    unreadable = Page(number, 0.0, 0.0, ())
    # pdfium's own handles: the objects that pypdfium2 puts around them cost as much as a tenth of the words.
    page = pdfium.FPDF_LoadPage(file.raw, number)
    if not page:
        return unreadable
    try:
        frame = _frame(page)
        if frame is None:
            return unreadable
        links = _links(file.raw, page, frame)
        if is_form:
            page = painted(file, number, page)
        text_page = pdfium.FPDFText_LoadPage(page) if page else None
        if not text_page:
            return unreadable
        try:
            shown = _upright(page, text_page, frame)
            page_text = PageText(text_page, shown, hyphenates, page)
            words = join_spaced_letters(page_text.words(MAX_WORDS_PER_PAGE))
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        if shown is not frame:
            frame, links = shown, _links(file.raw, page, shown)
        painting = read_painting(page, frame, page_text.painted)
        seen = mark_unseen(words, painting, frame.size, lambda: _picture(file, number, frame.rotation))
        seen += bullets_of([surface.box for surface in painting.surfaces if surface.colour is not None], seen)
        linked = _with_links(seen, links)
        return Page(number, *frame.size, tuple(linked), tuple(painting.rulings), page_text.unmapped)
    except pypdfium2.PdfiumError:
        return unreadable
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _frame(page: Any) -> Frame | None:
    rectangle = pdfium.FS_RECTF()
    quarter_turns = pdfium.FPDFPage_GetRotation(page)
    if not pdfium.FPDF_GetPageBoundingBox(page, rectangle) or quarter_turns < 0:
        return None
    return Frame(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, quarter_turns)


def _upright(page: Any, text_page: Any, frame: Frame) -> Frame:
    """`frame`, or where the text of the page runs sideways, that of the page turned."""
    rotation = upright_rotation(text_page, frame.rotation)
    if rotation == frame.rotation:
        return frame
    pdfium.FPDFPage_SetRotation(page, rotation)
    return replace(frame, rotation=rotation)


def _picture(file: pypdfium2.PdfDocument, number: int, rotation: int) -> Image.Image:
    page = file[number]
    try:
        page.set_rotation(90 * rotation)
        rendered: Image.Image = page.render(scale=LOOK_SCALE, may_draw_forms=False).to_pil().convert("RGB")
        return rendered
    finally:
        page.close()


def _links(document: Any, page: Any, frame: Frame) -> list[tuple[Box, str]]:
    links: list[tuple[Box, str]] = []
    owner, file = address_of(page), address_of(document)
    position, link, rectangle = ctypes.c_int(0), ctypes.c_void_p(), pdfium.FS_RECTF()
    position_at, link_at, rectangle_at = (ctypes.addressof(one) for one in (position, link, rectangle))
    buffer = _TARGET_BUFFER()
    while len(links) < MAX_WORDS_PER_PAGE and _NEXT_LINK(owner, position_at, link_at):
        target = _target(file, _ACTION(link.value), buffer)
        if target and _LINK_BOX(link.value, rectangle_at):
            x0, y0 = frame.point(rectangle.left, rectangle.top)
            x1, y1 = frame.point(rectangle.right, rectangle.bottom)
            links.append((Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), target))
    return links


def _target(document: int, action: int | None, buffer: Any) -> str:
    if not action:
        return ""
    length = _TARGET(document, action, ctypes.addressof(buffer), _LONGEST_TARGET)
    if not 1 < length < _LONGEST_TARGET:
        return ""
    return ctypes.string_at(buffer, length - 1).decode("utf-8", "replace").strip()


def _with_links(words: list[Word], links: Sequence[tuple[Box, str]]) -> list[Word]:
    if not links:
        return words
    areas = [(box.top_pt, box.bottom_pt, box.x0_pt, box.x1_pt, target) for box, target in links]
    first, last = min([area[0] for area in areas]), max([area[1] for area in areas])
    linked: list[Word] = []
    for word in words:
        place = word.box
        y = (place.top_pt + place.bottom_pt) / 2
        if first <= y <= last:
            x = (place.x0_pt + place.x1_pt) / 2
            for top, bottom, left, right, target in areas:
                if top <= y <= bottom and left <= x <= right:
                    word = replace(word, link=target)  # noqa: PLW2901 - most words stay as they are
                    break
        linked.append(word)
    return linked
