"""Pieces of lines set below each other, in one column and one size: what OCR engines read best. And the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from PIL import Image

from parsing.engine.readers.drawn_marks import Mark, Pixels
from parsing.engine.readers.line_cutting import CutPicture, Piece
from parsing.engine.readers.pictures import Picture
from parsing.engine.readers.recognised import OcrWord
from parsing.engine.readers.word_places import set_right

_SPACE = 0.8  # between lines and around them, of the text height
_MARGIN = 0.12  # of a piece's surroundings that is taken along
_LARGE = 1.3  # pieces so much taller than the others are made smaller,
_REDUCED = 1.1  # to this height
_NO_TEXT = 6.0  # times as tall as the others: a picture
_MIDDLE = 0.27  # of small letters above the baseline, in font sizes
_LINES_A_SHEET = 1_000  # so that lines of different sheets have different numbers


@dataclass(frozen=True, slots=True)
class _Placed:
    piece: Piece
    scale: float  # pixels of the sheet for one of the picture
    left: int  # of the piece's first pixel on the sheet
    top: int
    bottom: int  # with half the space to the next one

    def located(self, word: OcrWord, sheet_number: int) -> OcrWord:
        return replace(
            word,
            left=self.piece.left + (word.left - self.left) / self.scale,
            right=self.piece.left + (word.right - self.left) / self.scale,
            baseline=self.piece.top + (word.baseline - self.top) / self.scale,
            size=word.size / self.scale,
            line=sheet_number * _LINES_A_SHEET + word.line,
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    picture: Picture
    placed: tuple[_Placed, ...]

    def located(self, words: Sequence[OcrWord], number: int, cut: CutPicture) -> list[OcrWord]:
        """Words read on this sheet, which is the `number`th, with their places in the picture that it was made of."""
        groups: dict[int, list[OcrWord]] = {}
        for word in words:
            middle = word.baseline - word.size / 3
            at = next((at for at, place in enumerate(self.placed) if place.top <= middle < place.bottom), None)
            if at is not None:
                groups.setdefault(at, []).append(self.placed[at].located(word, number))
        found: list[OcrWord] = []
        for at, group in groups.items():
            piece = self.placed[at].piece
            found += _with_marks(set_right(group, piece, cut), piece.marks)
        return found


def _with_marks(words: Sequence[OcrWord], marks: Sequence[Mark]) -> list[OcrWord]:
    """A line's words with its marks where they are read: before the first word or after the last one."""
    made = [
        replace(words[0], text=mark.text, left=float(mark.left), right=float(mark.right), confidence=1.0)
        for mark in marks
    ]
    before = [mark for mark in made if (mark.left < words[0].left) == (words[0].left <= words[-1].left)]
    return [*before, *words, *(mark for mark in made if mark not in before)]


def drawn_words(piece: Piece, usual: float) -> list[OcrWord]:
    """A piece of nothing but marks, as words that no engine has to read."""
    baseline = (piece.top + piece.bottom) / 2 + _MIDDLE * usual
    line = -1 - piece.top  # of its own
    return [OcrWord(mark.text, float(mark.left), float(mark.right), baseline, usual, 1.0, line) for mark in piece.marks]


def readable(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without those that are too tall to be text."""
    usual = usual_height(pieces)
    return tuple(piece for piece in pieces if piece.height <= _NO_TEXT * usual)


def usual_height(pieces: Sequence[Piece]) -> float:
    """The height of most of the text."""
    weighted = [piece.height for piece in pieces for _ in range(1 + piece.width // max(1, 4 * piece.height))]
    return float(median(weighted)) if weighted else 1.0


def sheet_of(pieces: Sequence[Piece], pixels: Pixels, *, usual: float, dpi: float) -> Sheet:
    """The pieces in this order on a sheet of their own."""
    space, margin = round(_SPACE * usual), max(2, round(_MARGIN * usual))
    crops = [(piece, *_crop(piece, pixels, usual, margin)) for piece in pieces]
    width = max(crop.width for _, crop, _ in crops) + 2 * space
    height = sum(crop.height + space for _, crop, _ in crops) + space
    image = Image.new("L", (width, height), 255)
    placed, top = [], space
    for piece, crop, scale in crops:
        image.paste(crop, (space, top))
        inside = round(margin * scale)
        place = _Placed(piece, scale, space + inside, top + inside, top + crop.height + space // 2)
        placed.append(place)
        top += crop.height + space
    return Sheet(Picture(image, dpi), tuple(placed))


def _crop(piece: Piece, pixels: Pixels, usual: float, margin: int) -> tuple[Image.Image, float]:
    """The piece with a margin on all sides, white where the picture ends, and how much it was reduced."""
    rows, columns = pixels.shape
    top, left = max(0, piece.top - margin), max(0, piece.left - margin)
    bottom, right = min(rows, piece.bottom + margin), min(columns, piece.right + margin)
    crop = Image.new("L", (piece.width + 2 * margin, piece.height + 2 * margin), 255)
    at = (left - piece.left + margin, top - piece.top + margin)
    crop.paste(Image.fromarray(pixels[top:bottom, left:right]), at)
    if piece.height <= _LARGE * usual:
        return crop, 1.0
    scale = _REDUCED * usual / piece.height
    size = (max(1, round(crop.width * scale)), max(1, round(crop.height * scale)))
    return crop.resize(size, Image.Resampling.LANCZOS), scale


def dealt(pieces: Sequence[Piece], hands: int) -> list[list[Piece]]:
    """The pieces in `hands` parts of about the same area, each in order; none of them empty."""
    total = sum(piece.height * piece.width for piece in pieces)
    parts: list[list[Piece]] = [[]]
    held = 0
    for piece in pieces:
        if held >= total / hands * len(parts) and len(parts) < hands:
            parts.append([])
        parts[-1].append(piece)
        held += piece.height * piece.width
    return [part for part in parts if part]
