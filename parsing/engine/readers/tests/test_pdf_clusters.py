"""PDF: syllables of Indic scripts whose glyphs share one text."""

from reportlab.pdfgen.canvas import Canvas

from parsing.engine import readers
from parsing.engine.readers.tests.makers import NO_OCR, pdf

_TA, _RA, _AA, _U = "0924", "0930", "093E", "0941"


def _group(text: str, *glyphs: tuple[float, float]) -> str:
    """Glyphs at their places, with one text for all of them."""
    shown = "".join(f"1 0 0 1 {x} {y} Tm (H) Tj\n" for x, y in glyphs)
    return f"/Span<</ActualText <FEFF{text}>>> BDC\n{shown}EMC\n"


def _words(*parts: str) -> list[str]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 20)
        canvas._code.append("BT /F1 20 Tf\n" + "".join(parts) + "ET")

    return [word.text for word in readers.read(pdf(draw), ocr=NO_OCR).pages[0].words]


def test_a_vowel_sign_does_not_end_the_word() -> None:
    words = _words(
        _group(_TA + _AA, (72, 700), (86, 700)),
        _group(_RA + _AA, (100, 700), (114, 700)),
        "1 0 0 1 128 700 Tm ( ) Tj\n",
        _group(_TA + _AA, (136, 700), (150, 700)),
    )

    assert words == ["\u0924\u093e\u0930\u093e", "\u0924\u093e"]


def test_a_sign_below_is_not_read_twice() -> None:
    words = _words(
        _group(_TA + _U, (72, 700), (72, 692)),
        _group(_RA + _AA, (86, 700), (100, 700)),
    )

    assert words == ["\u0924\u0941\u0930\u093e"]
