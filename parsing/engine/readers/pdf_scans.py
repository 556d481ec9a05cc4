"""Pages of a PDF that are pictures of text, or whose text layer is garbage: found and read by OCR."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_letters, digits

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from parsing.engine.errors import NoTextLayer
from parsing.engine.model import Document, Hidden, Page, Tier, Word
from parsing.engine.readers.ocr_options import OcrOptions

_OCR_DPI = 200.0
_MOST_PIXELS = 12_000_000  # of one rendered page
_FEW_CHARACTERS = 20  # on a page that shows more than that: a stamp or a page number over a scan
_LARGE_SHARE = 0.3  # of the page, of a picture that may be one of text
_JUDGED_CHARACTERS = 60  # fewer cannot be called garbage
_UNMAPPED_SHARE = 0.3
_SYMBOL_SHARE = 0.45
_VOWELS_SHARE = (0.16, 0.75)  # of the Latin letters of any language we know
_LATIN = ascii_letters.encode()
_VOWELS = b"AEIOUYaeiouy"
_USUAL = _LATIN + digits.encode() + b".,-/@:()|+&"
_CONTROLS = bytes(range(32))
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def with_scanned_pages(document: Document, file: pypdfium2.PdfDocument, options: OcrOptions) -> Document:
    """`document` with OCR in place of missing text. Raises NoTextLayer when nothing can be read without an engine."""
    pages = [_without_marks(page) for page in document.pages]
    wanting = [page.number for page in pages if needs_ocr(page) and page.width_pt]
    if not wanting:
        return document if pages == list(document.pages) else replace(document, pages=tuple(pages))
    readable = any(page.words for page in pages if page.number not in wanting)
    shown = [number for number in wanting if _is_picture(file, pages[number])]
    if not shown:
        return document
    from parsing.engine.readers.ocr import Recogniser  # noqa: PLC0415 - numpy: few documents hold pictures of text

    try:
        recogniser = Recogniser(options)
    except NoTextLayer:
        if not readable:
            raise
        return replace(document, warnings=(*document.warnings, _unread(shown)))
    left_out = []
    for number in shown:
        if recogniser.has_time:
            dpi = _dpi(pages[number])
            pages[number] = recogniser.page(_picture(file, number, dpi), number, dpi=dpi)
        else:
            left_out.append(number)
    recogniser.check(pages)
    notes = recogniser.warnings + ((_unread(left_out),) if left_out else ())
    return replace(document, pages=tuple(pages), tier=Tier.TIER2, warnings=document.warnings + notes)


def needs_ocr(page: Page) -> bool:
    """Whether a page has no text that a person could read."""
    visible = [word for word in page.words if word.hidden is None]
    few = len(visible) < _FEW_CHARACTERS and sum([len(word.text) for word in visible]) < _FEW_CHARACTERS
    return few or is_garbage(visible) or _lacks_letters(page)


def _lacks_letters(page: Page) -> bool:
    """Whether much of the text layer has no meaning: of a font without a mapping only digits may be left."""
    if page.unmapped < _JUDGED_CHARACTERS:
        return False
    named = sum([len(word.text) for word in page.words])
    return page.unmapped > _UNMAPPED_SHARE * (named + page.unmapped)


def is_garbage(words: Sequence[Word]) -> bool:
    """Whether the text layer says something else than the page shows: fonts without or with a wrong mapping."""
    raw = "".join("".join([word.raw or word.text for word in words]).split())
    if len(raw) < _JUDGED_CHARACTERS:
        return False
    # A page has thousands of characters: those of ASCII are counted in one go, of the others each kind once.
    ascii_part = raw.encode("ascii", "ignore")
    others = Counter("".join(_BEYOND_ASCII.findall(raw))).items()
    unmapped = _count(ascii_part, _CONTROLS) + sum(n for c, n in others if _is_unmapped(c))
    symbols = len(ascii_part) - _count(ascii_part, _USUAL) + sum(n for c, n in others if _is_symbol(c))
    if unmapped > _UNMAPPED_SHARE * len(raw) or symbols > _SYMBOL_SHARE * len(raw):
        return True
    latin = _count(ascii_part, _LATIN)
    if latin < max(_JUDGED_CHARACTERS, 0.8 * (latin + sum(n for c, n in others if c.isalpha()))):
        return False
    vowels = _count(ascii_part, _VOWELS) / latin
    return not _VOWELS_SHARE[0] <= vowels <= _VOWELS_SHARE[1]


def _count(text: bytes, wanted: bytes) -> int:
    return len(text) - len(text.translate(None, wanted))


def _is_unmapped(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character == "\ufffd" or character >= "\U000f0000"


def _is_symbol(character: str) -> bool:
    return not character.isalnum() and character not in "\u2022\u00b7\u2013"


def _without_marks(page: Page) -> Page:
    """A scan that was read before carries its text invisibly: then the marks of invisibility mean nothing."""
    if not page.words or any(word.hidden is not Hidden.MARKED for word in page.words):
        return page
    return replace(page, words=tuple(replace(word, hidden=None) for word in page.words))


def _is_picture(file: pypdfium2.PdfDocument, page: Page) -> bool:
    """Whether a page without usable text shows some: it is not blank, and beside a few words it has a large picture."""
    shown = file[page.number]
    try:
        if page.words and not is_garbage(page.words) and not _lacks_letters(page):
            return any(_is_large(item, page) for item in shown.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        low, high = shown.render(scale=0.3, grayscale=True).to_pil().getextrema()
        return bool(high - low > 30)
    finally:
        shown.close()


def _is_large(item: pypdfium2.PdfObject, page: Page) -> bool:
    left, bottom, right, top = item.get_bounds()
    return bool((right - left) * (top - bottom) > _LARGE_SHARE * page.width_pt * page.height_pt)


def _picture(file: pypdfium2.PdfDocument, number: int, dpi: float) -> Image.Image:
    page = file[number]
    try:
        rendered: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        return rendered
    finally:
        page.close()


def _dpi(page: Page) -> float:
    """The resolution to render a page at: less than usual for pages as large as posters."""
    inches = max(1.0, page.width_pt * page.height_pt / 72**2)
    return float(min(_OCR_DPI, (_MOST_PIXELS / inches) ** 0.5))


def _unread(numbers: Sequence[int]) -> str:
    return "Not read, because they are pictures: pages " + ", ".join(str(number + 1) for number in numbers)
