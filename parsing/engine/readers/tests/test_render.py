"""Pages as pictures: the right page, bounded, and a typed error for everything else."""

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from parsing.engine.errors import EngineError, UnreadableDocument, UnsupportedFormat
from parsing.engine.readers import render_page


def _pdf(*page_sizes: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for size in page_sizes:
        canvas.setPageSize(size)
        canvas.drawString(20, 20, "Jane Doe")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _tiff(*colours: str) -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.new("RGB", (300, 400), colour) for colour in colours]
    first.save(out, format="TIFF", save_all=True, append_images=rest)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_page_of_a_pdf_is_drawn_in_the_width_asked_for() -> None:
    data = _pdf((400, 600), (600, 400))

    first, second = (_opened(render_page(data, number, width_px=800)) for number in (0, 1))

    assert first.size == (800, 1200)
    assert second.width == pytest.approx(800, abs=1)
    assert second.height < second.width


def test_a_page_of_many_pictures_is_the_one_asked_for() -> None:
    red, green = (_opened(render_page(_tiff("red", "lime"), number, width_px=200)) for number in (0, 1))

    assert red.size == (200, 267)
    assert red.getpixel((100, 100))[0] > 200
    assert green.getpixel((100, 100))[1] > 200


def test_a_very_long_page_is_drawn_smaller() -> None:
    assert _opened(render_page(_pdf((100, 4000)), 0, width_px=2000)).height <= 6001


@pytest.mark.parametrize("number", [1, -1, 10_000])
def test_a_page_that_is_not_there_is_an_error(number: int) -> None:
    with pytest.raises(UnreadableDocument):
        render_page(_pdf((400, 600)), number, width_px=800)


@pytest.mark.parametrize("data", [b"Jane Doe\nEngineer", b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_has_no_pages_is_a_typed_error(data: bytes) -> None:
    with pytest.raises(EngineError):
        render_page(data, 0, width_px=800)


def test_text_has_no_pages() -> None:
    with pytest.raises(UnsupportedFormat):
        render_page(b"Jane Doe\nEngineer", 0, width_px=800)
