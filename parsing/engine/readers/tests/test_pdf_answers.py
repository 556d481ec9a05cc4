"""PDF: pages with more words and styles than pdfium is asked for in one go, and colours it does not tell."""

import struct
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest
from reportlab.pdfgen.canvas import Canvas

from parsing.engine import readers
from parsing.engine.readers.pdf_answers import BATCH, answers
from parsing.engine.readers.tests.makers import NO_OCR, pdf

_COLUMNS, _ROWS = 10, 70
_CELLS = [(column, row) for row in range(_ROWS) for column in range(_COLUMNS)]


def _colour(column: int, row: int) -> tuple[int, int, int]:
    return 20 * column, 2 * row, 7


def _write_cells(canvas: Canvas) -> None:
    for column, row in _CELLS:
        canvas.setFillColorRGB(*(part / 255 for part in _colour(column, row)))
        canvas.setFont("Helvetica", 5 + row % 4)
        canvas.drawString(20 + 57 * column, 820 - 11 * row, f"cell{column}at{row}")


def test_every_word_of_a_full_page_has_its_own_place_and_style() -> None:
    assert len(_CELLS) > 2 * BATCH

    words = readers.read(pdf(_write_cells), ocr=NO_OCR).pages[0].words

    assert [word.text for word in words] == [f"cell{column}at{row}" for column, row in _CELLS]
    for word, (column, row) in zip(words, _CELLS, strict=True):
        red, green, blue = _colour(column, row)
        assert (word.colour, word.font_size_pt) == (red << 16 | green << 8 | blue, 5 + row % 4)
        assert word.box.x0_pt == pytest.approx(20 + 57 * column, abs=1)
        assert word.box.top_pt < 842 - (820 - 11 * row) < word.box.bottom_pt


def test_what_has_no_colour_does_not_take_that_of_an_earlier_page() -> None:
    readers.read(pdf(_write_cells), ocr=NO_OCR)

    with answers() as memory:
        (first, _), (second, _) = memory.records(2)
        memory.blacken([1])

        (same, _), (black, _) = memory.records(2)
    assert same == first
    assert (black[:16], black[16:]) == (struct.pack("4I", 0, 0, 0, 255), second[16:])


def test_pages_read_at_the_same_time_have_answers_of_their_own() -> None:
    with answers() as one, answers() as other:
        assert one is not other
    documents = [
        pdf(_write_cells),
        pdf(lambda canvas: canvas.drawString(72, 700, "a page of a few words that all can see")),
    ]
    expected = [readers.read(data, ocr=NO_OCR) for data in documents]

    with ThreadPoolExecutor(1) as pool, answers():
        found = pool.map(lambda data: readers.read(data, ocr=NO_OCR), documents)

        assert list(islice(found, 2)) == expected
