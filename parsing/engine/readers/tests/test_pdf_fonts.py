"""What the fonts of a PDF tell of its words: icons, and letters that reach over the space behind them."""

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from parsing.engine import readers
from parsing.engine.readers.tests.makers import NO_OCR, pdf

_STAND_IN = "Courier-Oblique"


def _words(data: bytes) -> list[str]:
    return [word.text for word in readers.read(data, ocr=NO_OCR).pages[0].words]


@pytest.mark.parametrize("font", ["FontAwesomeFree", "MarVoSymbols-10", "AcademiconsFont"])
@pytest.mark.parametrize("code", ["#", "I", "{", "\u00a7"])
def test_icons_whose_codes_are_those_of_letters_are_no_words(font: str, code: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(_STAND_IN, 10)
        canvas.drawString(72, 700, code)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(86, 700, "I am # 1")

    data = pdf(draw).replace(f"/BaseFont /{_STAND_IN}".encode(), f"/BaseFont /{font}".encode())

    assert _words(data) == ["I", "am", "#", "1"]


@pytest.mark.parametrize("left", ["of", "Proof"])
@pytest.mark.parametrize("right", ["Leeds", "Applied", "Yarns"])
def test_slanted_letters_that_reach_over_a_space_leave_it_whole(left: str, right: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Italic", 11)
        canvas.drawString(72, 700, left)
        canvas.drawString(72 + pdfmetrics.stringWidth(left, "Times-Italic", 11) + 0.22 * 11, 700, right)

    assert _words(pdf(draw)) == [left, right]


def test_a_slanted_letter_painted_by_itself_leaves_the_space_behind_it_whole() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Italic", 11)
        x = 72.0
        for text, white in (("o", 0.0), ("f", 0.22 * 11), ("Yarns", 0.0)):
            canvas.drawString(x, 700, text)
            x += pdfmetrics.stringWidth(text, "Times-Italic", 11) + white

    assert _words(pdf(draw)) == ["of", "Yarns"]
