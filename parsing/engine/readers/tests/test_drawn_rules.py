"""Tables and bars of a picture that stands a little askew, as every scan does: their strokes are no text."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from parsing.engine.readers.line_cutting import Piece, cut_lines
from parsing.engine.readers.pictures import prepare

_FONT = ImageFont.load_default(28)
_DPI = 200.0
_ROW_PX = 50  # less than a stroke has that is a rule by its length alone


def page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1650, 1100), 255)
    return image, ImageDraw.Draw(image)


def pieces_of(image: Image.Image, degrees: float) -> tuple[Piece, ...]:
    turned = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return cut_lines(prepare(turned, dpi=_DPI)).pieces


@pytest.mark.parametrize("degrees", [0.0, 0.2, 0.45, -0.3, 1.2])
def test_each_cell_of_a_table_is_a_piece_and_its_frame_is_none(degrees: float) -> None:
    image, draw = page()
    for row in range(8):
        top = 100 + _ROW_PX * row
        draw.rectangle((80, top, 1550, top + _ROW_PX), outline=0, width=2)
        if row % 3:  # between rows of one cell
            draw.line((500, top, 500, top + _ROW_PX), fill=0, width=3)
            draw.text((520, top + 8), f"Employer number {row}", fill=0, font=_FONT)
        draw.text((100, top + 8), f"2010 - 201{row}", fill=0, font=_FONT)

    pieces = pieces_of(image, degrees)

    assert len(pieces) == 8 + 5
    assert all(18 <= piece.height <= 32 and piece.width < 300 for piece in pieces)


def test_a_bar_beside_some_lines_is_no_text_and_tall_letters_are() -> None:
    image, draw = page()
    draw.text((80, 60), "Wilhelmina Hill", fill=0, font=ImageFont.load_default(90))
    draw.line((600, 300, 600, 380), fill=90, width=2)
    for row in range(2):
        draw.text((300, 305 + 35 * row), "Savings bank", fill=0, font=_FONT)

    name, *lines = pieces_of(image, 0.3)

    assert name.left < 110
    assert name.width > 500
    assert [piece.width < 250 for piece in lines] == [True, True]


def test_a_page_is_set_level_to_a_tenth_of_a_degree() -> None:
    image, draw = page()
    for row in range(18):
        draw.text((80, 60 + 50 * row), "Worked on this and that, for years and years " * 2, fill=0, font=_FONT)

    level = [piece.height for piece in pieces_of(image, 0.0)]

    assert max(piece.height for piece in pieces_of(image, 0.35)) <= max(level) + 2
