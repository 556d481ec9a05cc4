"""Pictures of text before and after the OCR engine: lines are cut, marks told by shape, places set right by the ink."""

from collections.abc import Sequence

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsing.engine.readers.line_cutting import CutPicture, Piece, cut_lines
from parsing.engine.readers.line_sheets import dealt, sheet_of
from parsing.engine.readers.pictures import Picture, prepare
from parsing.engine.readers.recognised import OcrWord

_FONT = ImageFont.load_default(28)
_DPI = 200.0  # usual text is 28 pixels high


def page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1650, 900), 255)
    return image, ImageDraw.Draw(image)


def cut(image: Image.Image) -> CutPicture:
    return cut_lines(Picture(image, _DPI))


def test_columns_and_right_aligned_dates_are_pieces_of_their_own() -> None:
    image, draw = page()
    for row in range(5):
        draw.text((60, 60 + 50 * row), f"Skill number {row}", fill=0, font=_FONT)
        draw.text((700, 65 + 50 * row), f"Led a team of {row} people", fill=0, font=_FONT)
    draw.text((60, 500), "Engineer", fill=0, font=_FONT)
    draw.text((1400, 500), "2019 - 2021", fill=0, font=_FONT)

    pieces = cut(image).pieces

    assert len(pieces) == 12
    assert sum(piece.left < 100 for piece in pieces) == 6


def test_rules_and_frames_are_no_text() -> None:
    image, draw = page()
    draw.rectangle((30, 30, 1600, 850), outline=0, width=3)
    draw.text((60, 60), "Experience", fill=0, font=_FONT)
    draw.line((60, 100, 900, 100), fill=0, width=2)
    draw.line((60, 102, 900, 102), fill=200)  # its grey edge

    found = cut(image)

    assert [piece.left // 10 for piece in found.pieces] == [6]
    assert (found.pixels[98:104, 500] == 255).all()


def test_dirt_is_no_text_and_what_stands_over_a_letter_is_part_of_it() -> None:
    image, draw = page()
    draw.rectangle((60, 70, 80, 95), fill=0)
    for left in (62, 74):  # as over a letter
        draw.rectangle((left, 60, left + 4, 64), fill=0)
    draw.rectangle((700, 400, 703, 403), fill=0)

    (piece,) = cut(image).pieces

    assert (piece.top, piece.bottom) == (60, 96)


def test_lines_that_touch_are_parted() -> None:
    image, draw = page()
    draw.text((60, 60), "Working with figures, graphs", fill=0, font=_FONT)
    draw.text((60, 92), "Typing, judging and planning", fill=0, font=_FONT)
    draw.rectangle((300, 80, 302, 110), fill=0)  # no row between the two is white

    assert len(cut(image).pieces) == 2


def test_bullets_are_told_by_their_shape() -> None:
    image, draw = page()
    draw.ellipse((60, 70, 70, 80), fill=0)
    draw.text((90, 60), "Led the team", fill=0, font=_FONT)
    draw.text((60, 160), "a team player", fill=0, font=_FONT)
    draw.ellipse((60, 278, 68, 286), fill=0)
    draw.text((71, 260), "NET framework", fill=0, font=_FONT)  # a full stop belongs to its word
    draw.rectangle((60, 374, 76, 377), fill=0)
    draw.text((90, 360), "from 2019", fill=0, font=_FONT)  # a dash is read

    first, *others = cut(image).pieces

    assert [mark.text for mark in first.marks] == ["\u2022"]
    assert first.left >= 90
    assert [piece.marks for piece in others] == [(), (), ()]
    assert all(piece.left < 65 for piece in others)


@pytest.mark.parametrize(("height", "lines"), [(16, 1), (40, 2)])
def test_last_consonants_of_large_hangul_are_no_line_of_their_own(height: int, lines: int) -> None:
    image, draw = page()
    for left in (60, 140, 220):  # what stands above is drawn as one block, with a foot so narrow that a valley remains
        draw.rectangle((left, 60, left + 60, 100), fill=0)
        draw.rectangle((left + 25, 100, left + 28, 106), fill=0)
        draw.rectangle((left, 106, left + 60, 106 + height), outline=0, width=height // 5)

    assert len({(piece.top, piece.bottom) for piece in cut(image).pieces}) == lines


def dots(draw: ImageDraw.ImageDraw, lefts: Sequence[int], width: int, height: int, *, filled: int) -> None:
    for number, left in enumerate(lefts):
        top = 75 - height // 2
        draw.ellipse((left, top, left + width, top + height), fill=0 if number < filled else 255, outline=0, width=2)


@pytest.mark.parametrize(("first", "width", "height"), [(160, 14, 14), (700, 14, 14), (700, 16, 14), (200, 25, 25)])
def test_dots_of_a_rating_are_told_filled_from_hollow(first: int, width: int, height: int) -> None:
    image, draw = page()
    draw.text((60, 60), "Figma", fill=0, font=_FONT)
    dots(draw, [first + (width + 8) * number for number in range(5)], width, height, filled=3)

    pieces = cut(image).pieces

    assert [mark.text for piece in pieces for mark in piece.marks] == ["\u25cf\u25cf\u25cf\u25cb\u25cb"]
    assert sum(piece.width > 0 for piece in pieces) == 1


@pytest.mark.parametrize(
    "lefts",
    [(160, 182, 204), (160, 182, 216, 238), (140, 162, 184, 206)],
    ids=["an ellipsis", "unevenly apart", "close to their word"],
)
def test_other_dots_are_no_rating(lefts: tuple[int, ...]) -> None:
    image, draw = page()
    draw.text((60, 60), "Figma", fill=0, font=_FONT)
    dots(draw, lefts, 14, 14, filled=len(lefts))

    assert "\u25cf" not in "".join(mark.text for piece in cut(image).pieces for mark in piece.marks)


def test_squares_are_no_dots_of_a_rating() -> None:
    image, draw = page()
    for number in range(5):
        draw.rectangle((160 + 22 * number, 68, 174 + 22 * number, 82), fill=0)
    draw.text((60, 60), "Figma", fill=0, font=_FONT)

    assert not any(piece.marks for piece in cut(image).pieces)


@pytest.mark.parametrize(("points", "is_reduced"), [(28, False), (90, True)])
def test_words_find_back_from_the_sheet_to_the_page(points: int, is_reduced: bool) -> None:
    image, draw = page()
    font = ImageFont.load_default(points)
    draw.text((300, 500), "Berlin Mitte", fill=0, font=font)
    found = cut(image)
    (piece,) = found.pieces
    gap_at = 300 + draw.textlength("Berlin", font=font)
    sheet = sheet_of(found.pieces, found.pixels, usual=28.0, dpi=_DPI)
    place = sheet.placed[0]
    on_sheet = (place.left, place.left + (gap_at - piece.left) * place.scale, place.left + piece.width * place.scale)
    baseline, size = place.top + piece.height * place.scale, piece.height * place.scale / 0.74
    read = [
        OcrWord("Berlin", on_sheet[0] + 4, on_sheet[1], baseline, size, 0.9, 1),  # a little less than there is
        OcrWord("Mitte", on_sheet[1] + 0.3 * size, on_sheet[2] - 4, baseline, size, 0.9, 1),
    ]

    first, second = sheet.located(read, 0, found)

    assert (place.scale < 1) == is_reduced
    assert (first.left, second.right) == pytest.approx((piece.left, piece.right), abs=2)
    assert first.right == pytest.approx(gap_at, abs=0.1 * points)
    assert second.left == pytest.approx(gap_at + 0.3 * points, abs=0.15 * points)
    assert first.baseline == second.baseline == pytest.approx(piece.bottom, abs=2)
    assert first.size == second.size == pytest.approx(piece.height / 0.74, rel=0.1)


def test_marks_stand_where_they_are_read_on_the_page() -> None:
    image, draw = page()
    draw.ellipse((60, 70, 70, 80), fill=0)
    draw.text((90, 60), "Figma", fill=0, font=_FONT)
    dots(draw, [200 + 22 * number for number in range(5)], 14, 14, filled=3)
    found = cut(image)
    sheet = sheet_of(found.pieces, found.pixels, usual=28.0, dpi=_DPI)
    place = sheet.placed[0]
    read = OcrWord("Figma", place.left, place.left + 75, place.top + 20, 28.0, 0.9, 1)

    assert [item.text for item in sheet.located([read], 0, found)] == [
        "\u2022",
        "Figma",
        "\u25cf\u25cf\u25cf\u25cb\u25cb",
    ]


def test_pieces_are_dealt_in_order_without_an_empty_hand() -> None:
    pieces = [Piece(top, top + 10, 0, 100) for top in range(0, 70, 10)]

    hands = dealt(pieces, 2)

    assert [piece for hand in hands for piece in hand] == pieces
    assert [len(hand) for hand in hands] == [4, 3]
    assert dealt(pieces[:1], 2) == [pieces[:1]]


def test_a_shadow_leaves_dense_text_on_white() -> None:
    paper = Image.linear_gradient("L").resize((1650, 900)).point(lambda value: 140 + value * 110 // 255)
    draw = ImageDraw.Draw(paper)
    for row in range(12):
        draw.text((60, 60 + 38 * row), f"Dense line {row} of many words " * 3, fill=30, font=_FONT)

    made = numpy.asarray(prepare(paper, dpi=_DPI).image)

    assert numpy.percentile(made, 50) > 235
    assert len(cut_lines(Picture(Image.fromarray(made), _DPI)).pieces) == 12


def test_an_almost_empty_page_with_grain_stays_almost_empty() -> None:
    grain = numpy.random.default_rng(1).integers(0, 20, (900, 1650))
    shade = numpy.linspace(150, 255, 900)[:, None]
    image = Image.fromarray(numpy.clip(shade - grain, 0, 255).astype(numpy.uint8))
    ImageDraw.Draw(image).text((60, 60), "References on request", fill=20, font=_FONT)

    assert len(cut_lines(prepare(image, dpi=_DPI)).pieces) == 1


def test_strong_grain_of_the_paper_is_no_ink() -> None:
    paper = 225 + numpy.random.default_rng(1).normal(0, 16, (900, 1650))
    image = Image.fromarray(numpy.clip(paper, 0, 255).astype(numpy.uint8))
    ImageDraw.Draw(image).text((60, 60), "References on request", fill=0, font=_FONT)

    assert len(cut(image).pieces) == 1


def test_light_text_on_a_dark_panel_turns_dark_on_white() -> None:
    image, draw = page()
    draw.rectangle((0, 0, 600, 900), fill=50)
    for row in range(22):  # so dense that the lightest is everywhere near
        draw.text((20, 40 + 36 * row), f"Skill number {row} of many words", fill=240, font=_FONT)
        draw.text((800, 40 + 36 * row), f"Led a team of {row}", fill=20, font=_FONT)

    made = numpy.asarray(prepare(image, dpi=_DPI).image)

    assert numpy.median(made[:, 40:560]) > 235
    assert made[:, 60:400].min() < 60


def test_a_headline_close_below_a_large_name_is_a_line_of_its_own() -> None:
    image, draw = page()
    draw.text((60, 60), "Jane Roman", fill=0, font=ImageFont.load_default(64))
    draw.text((60, 142), "Head of music", fill=0, font=_FONT)
    draw.rectangle((70, 100, 73, 150), fill=0)  # a stroke that hangs down, as that of a final letter in Hebrew

    assert len(cut(image).pieces) == 2


def test_ideographs_are_no_dots_of_a_rating() -> None:
    image, draw = page()
    draw.ellipse((160, 60, 185, 85), fill=0)
    for number in range(1, 6):  # square, as large and as far apart as the dot before them, without ink in their corners
        left = 160 + 30 * number
        draw.line((left + 2, 72, left + 24, 72), fill=0, width=4)
        draw.line((left + 13, 60, left + 13, 85), fill=0, width=4)
        draw.line((left + 2, 84, left + 24, 84), fill=0, width=4)
    draw.text((60, 56), "Li", fill=0, font=_FONT)

    assert not any(piece.marks for piece in cut(image).pieces)
