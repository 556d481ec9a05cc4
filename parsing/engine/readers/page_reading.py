"""One picture under Tesseract: its lines cut out and read side by side, a sample of them first."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property

from parsing.engine.readers import tesseract
from parsing.engine.readers.line_cutting import CutPicture, Piece, cut_lines
from parsing.engine.readers.line_sheets import dealt, drawn_words, readable, sheet_of, usual_height
from parsing.engine.readers.pictures import Picture
from parsing.engine.readers.recognised import OcrWord

_SAMPLE_PIECES = 10
_MOST_PIECES = 1_500  # more are grain, or no text at all
_SIDE_BY_SIDE = 2  # processes; more would only cost memory that a limited child has not
_PIECES_WORTH_A_PROCESS = 8
_DOUBTFUL, _SURE = 0.6, 0.8  # confidence
_SAME_PLACE = 0.6  # of the width of both words


class PageReading:
    """The passes over one picture. Each returns no words where the engine fails or the time is over."""

    def __init__(self, picture: Picture, remaining_s: Callable[[], float]) -> None:
        self.picture = picture
        self._remaining_s = remaining_s

    def sample(self, models: Sequence[str]) -> list[OcrWord]:
        """The words of some long lines: enough to tell script and language by, in a fraction of the time."""
        pieces = self._cut.pieces
        usual = usual_height(pieces)
        textual = [piece for piece in pieces if piece.width and piece.height <= 2 * usual]
        longest = sorted(textual, key=lambda piece: piece.width, reverse=True)[:_SAMPLE_PIECES]
        return self._read(longest, models) if longest else []

    def lines(self, models: Sequence[str]) -> list[OcrWord]:
        """All words, line by line, the lines shared out to two processes."""
        pieces = [piece for piece in self._cut.pieces if piece.width]
        if not pieces or len(pieces) > _MOST_PIECES:
            return []
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        hands = min(_SIDE_BY_SIDE, cores, 1 + len(pieces) // _PIECES_WORTH_A_PROCESS)
        with ThreadPoolExecutor(hands) as pool:
            parts = list(pool.map(lambda part: self._read(part[1], models, part[0]), enumerate(dealt(pieces, hands))))
        words = self._with_second_opinion([word for part in parts for word in part], models)
        usual = usual_height(pieces)
        return words + [word for piece in self._cut.pieces if not piece.width for word in drawn_words(piece, usual)]

    def page(self, models: Sequence[str]) -> list[OcrWord]:
        """All words as the engine itself divides the page: for pictures whose lines cannot be cut."""
        return tesseract.recognise(self.picture, models, self._remaining_s())

    def orientation(self) -> tuple[int, str]:
        """Degrees to turn the picture clockwise, and its script."""
        return tesseract.orientation(self.picture, self._remaining_s())

    def turn(self, degrees_clockwise: int) -> None:
        self.picture = self.picture.turned(degrees_clockwise)
        self.__dict__.pop("_cut", None)

    def _with_second_opinion(self, words: list[OcrWord], models: Sequence[str]) -> list[OcrWord]:
        """Doubtful words read again as English: models of other scripts take some digits for others."""
        english = tesseract.default_models()
        doubtful = [word for word in words if word.confidence < _DOUBTFUL and any(c.isascii() for c in word.text)]
        if not doubtful or tuple(models) == english:
            return words
        pieces = [piece for piece in self._cut.pieces if any(_stands_in(word, piece) for word in doubtful)]
        others = [word for word in self._read(pieces, english) if word.confidence >= _SURE and word.text.isascii()]
        return [_better(word, others) if word in doubtful else word for word in words]

    @cached_property
    def _cut(self) -> CutPicture:
        found = cut_lines(self.picture)
        return replace(found, pieces=readable(found.pieces))

    def _read(self, pieces: Sequence[Piece], models: Sequence[str], number: int = 0) -> list[OcrWord]:
        cut = self._cut
        sheet = sheet_of(pieces, cut.pixels, usual=usual_height(cut.pieces), dpi=self.picture.dpi)
        words = tesseract.recognise(sheet.picture, models, self._remaining_s(), one_column=True)
        return sheet.located(words, number, cut.ink)


def _stands_in(word: OcrWord, piece: Piece) -> bool:
    middle = word.baseline - word.size / 3
    return piece.top <= middle < piece.bottom and piece.left - word.size < word.left < piece.right


def _better(word: OcrWord, others: Sequence[OcrWord]) -> OcrWord:
    """The word as `others` read it, where one of them stands in its place."""
    for other in others:
        shared = min(word.right, other.right) - max(word.left, other.left)
        near = abs(word.baseline - other.baseline) < word.size / 2
        if near and shared >= _SAME_PLACE * max(word.right - word.left, other.right - other.left):
            return replace(word, text=other.text, confidence=other.confidence)
    return word
