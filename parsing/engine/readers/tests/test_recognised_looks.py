"""How recognised words look: places, sizes and weights by the ink, made even over the page."""

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsing.engine.readers.line_cutting import CutPicture, Piece, cut_lines
from parsing.engine.readers.pictures import Picture
from parsing.engine.readers.recognised import OcrWord
from parsing.engine.readers.recognised_looks import with_looks
from parsing.engine.readers.word_places import set_right

_FONT = ImageFont.load_default(28)


def read(text: str, *, bold: bool = False, grey: int = 0, underlined: bool = False) -> OcrWord:
    """A line as it is drawn on a page of its own, found as one word whose size the engine guessed amiss."""
    image = Image.new("L", (900, 200), 255)
    draw = ImageDraw.Draw(image)
    draw.text((60, 60), text, fill=grey, font=_FONT, stroke_width=int(bold))
    if underlined:
        draw.rectangle((60, 90, 60 + draw.textlength(text, font=_FONT), 92), fill=0)
    cut = cut_lines(Picture(image, 200.0))
    piece = max(cut.pieces, key=lambda piece: piece.width)
    word = OcrWord(text, float(piece.left), float(piece.right), float(piece.bottom), 32.0, 0.9, 1)
    return set_right([word], piece, cut)[0]


def line(number: int, text: str, *, size: float = 28.0, weight: float = 0.1) -> OcrWord:
    return OcrWord(text, 0.0, 100.0, 40.0 * number, size, 0.9, number, weight)


BODY = [line(number, "delivered reports") for number in range(10)]


@pytest.mark.parametrize("text", ["Engineer", "resume on nous", "ENGINEER", "2019 2021", "Work Experience"])
def test_lines_of_one_font_measure_alike_whatever_letters_they_have(text: str) -> None:
    assert read(text).size == pytest.approx(28, rel=0.09)


def test_a_stroke_below_a_heading_makes_it_no_larger() -> None:
    assert read("Education", underlined=True).size == pytest.approx(read("Education").size, rel=0.05)


def test_bold_lines_are_told_by_their_strokes() -> None:
    first, *others = with_looks(
        [read("Education", bold=True), *[line(n, "x" * 40, weight=read("nous").weight) for n in (2, 3)]]
    )

    assert first.bold
    assert not any(word.bold for word in others)


def test_ink_outside_of_all_boxes_belongs_to_the_nearest_word() -> None:
    ink = numpy.zeros((40, 200), bool)
    ink[10:30, 5:25] = ink[10:30, 80:90] = ink[10:30, 100:140] = True
    words = [OcrWord("on", 5.0, 25.0, 30.0, 28.0, 0.9, 1), OcrWord("11", 100.0, 140.0, 30.0, 28.0, 0.9, 1)]

    _, second = set_right(words, Piece(10, 30, 0, 200), _cut(ink))

    assert (second.left, second.right) == (80.0, 140.0)


def test_a_word_whose_box_covers_its_neighbour_gets_what_is_left() -> None:
    ink = numpy.zeros((40, 300), bool)
    ink[10:30, 10:60] = ink[10:30, 70:180] = True
    words = [OcrWord("Work", 10.0, 60.0, 30.0, 28.0, 0.9, 1), OcrWord("Experience", 9.0, 180.0, 30.0, 28.0, 0.9, 1)]

    first, second = set_right(words, Piece(10, 30, 0, 300), _cut(ink))

    assert (first.left, first.right, second.left, second.right) == (10.0, 60.0, 60.0, 180.0)


def test_words_of_nearly_the_usual_size_have_it_and_larger_ones_keep_theirs() -> None:
    found = with_looks([*BODY, line(11, "on", size=25), line(12, "Jane", size=60)])

    assert [word.size for word in found[-2:]] == [28, 60]


def test_headings_of_nearly_one_size_have_one() -> None:
    headings = [line(11, "Career", size=32), line(12, "Training", size=33.5), line(13, "Tools", size=35)]

    assert {word.size for word in with_looks([*BODY, *headings])[-3:]} == {33.5}


def test_pale_lines_have_a_colour_and_a_dash_makes_no_line_bold() -> None:
    pale, dated = with_looks(
        [*BODY, line(11, "Career", weight=0.05), line(12, "2019", weight=0.09), line(12, "\u2014", weight=0.9)]
    )[-3:-1]

    assert pale.colour
    assert not dated.bold


def test_what_has_far_broader_strokes_is_drawn_and_a_dash_is_not() -> None:
    assert [
        word.text for word in with_looks([*BODY, line(11, "HA", weight=0.9), line(12, "\u2014", weight=0.9)])[10:]
    ] == ["\u2014"]


def test_lines_of_tables_are_told() -> None:
    image = Image.new("L", (900, 400), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 600, 200), outline=0, width=2)
    draw.text((100, 100), "Engineer", fill=0, font=_FONT)

    rules = cut_lines(Picture(image, 200.0)).rules

    assert sorted(rule.vertical for rule in rules) == [False, False, True, True]
    assert {(rule.left, rule.right) for rule in rules if not rule.vertical} == {(60, 601)}


def _cut(ink: "numpy.typing.NDArray[numpy.bool_]") -> CutPicture:
    return CutPicture((), numpy.where(ink, 0, 255).astype(numpy.uint8), ink)
