"""Text on panels of a picture: labels, dates and sidebars that are set on a colour of their own."""

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsing.engine.readers.line_cutting import cut_lines
from parsing.engine.readers.pictures import prepare

_FONT, _SMALL = ImageFont.load_default(28), ImageFont.load_default(20)
_DPI = 200.0


def page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1650, 1100), 255)
    draw = ImageDraw.Draw(image)
    for row in range(6):
        draw.text((80, 500 + 60 * row), "Kept the books of the house and of its guests", fill=0, font=_FONT)
    return image, draw


@pytest.mark.parametrize(("fill", "ink"), [(165, 0), (165, 255), (40, 255), (120, 255)])
@pytest.mark.parametrize("radius", [0, 14])
def test_text_on_a_small_panel_is_dark_on_white(fill: int, ink: int, radius: int) -> None:
    image, draw = page()
    draw.text((80, 200), "Bookkeeper", fill=0, font=_FONT)
    draw.rounded_rectangle((400, 204, 620, 234), radius=radius, fill=fill)
    draw.text((420, 208), "Jan 2019 - now", fill=ink, font=_SMALL)

    found = cut_lines(prepare(image, dpi=_DPI))

    label = next(piece for piece in found.pieces if piece.left > 390 and piece.bottom < 300)
    text = found.pixels[206:232, 410:610]
    assert (label.left >= 418, label.right <= 602) == (True, True)
    assert numpy.median(text) == 255
    assert text.min() < 130


def test_letters_frames_and_bars_are_no_panels() -> None:
    image, draw = page()
    draw.text((80, 60), "DOROTHEA HILL", fill=0, font=ImageFont.load_default(120), stroke_width=3)
    draw.rectangle((900, 300, 1100, 340), outline=0, width=2)
    draw.text((920, 305), "Ledger", fill=0, font=_SMALL)
    draw.rectangle((80, 420, 700, 440), fill=150)

    assert prepare(image, dpi=_DPI).image.tobytes() == image.tobytes()


def test_the_edge_of_a_sidebar_is_no_text() -> None:
    image, draw = page()
    draw.rectangle((1203, 0, 1650, 1100), fill=45)
    for row in range(8):
        draw.text((1260, 80 + 90 * row), f"Language {row}", fill=255, font=_FONT)

    pieces = cut_lines(prepare(image.rotate(0.3, fillcolor=255, resample=Image.Resampling.BICUBIC), dpi=_DPI)).pieces

    inside = [piece for piece in pieces if piece.top > 40 and piece.bottom < 1060]
    assert len(inside) == 14
    assert not any(piece.left < 1220 < piece.right for piece in inside)
