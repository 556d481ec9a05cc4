"""One picture under Tesseract: its lines cut out and read side by side, a sample of them first."""

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property

from parsing.engine.readers import tesseract
from parsing.engine.readers.drawn_rules import Stroke
from parsing.engine.readers.line_cutting import CutPicture, Piece, cut_lines
from parsing.engine.readers.line_sheets import dealt, drawn_words, readable, sheet_of, usual_height
from parsing.engine.readers.pictures import Picture
from parsing.engine.readers.recognised import OcrWord

_SAMPLE_PIECES = 10
_MOST_PIECES = 1_500  # more are grain, or no text at all
_SIDE_BY_SIDE = 2  # processes; more would only cost memory that a limited child has not
_PIECES_WORTH_A_PROCESS = 8
_DOUBTFUL, _RATHER_SURE, _SURE = 0.6, 0.6, 0.8  # confidence
_GAIN = 0.1  # of confidence, of an opinion that is not sure
_SIGNS = "@|%/"  # models of some languages take them for letters or digits,
_BARS = frozenset("|Il][i!J")  # a bar for one of these,
_ADDRESS = re.compile(r"[A-Za-z]{2}[\w.-]*\.[A-Za-z]{2}")  # and the sign of an address for a letter
_BROADEST = 1.4  # font sizes for each character; where one takes more, others are missing
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

    def rules(self) -> tuple[Stroke, ...]:
        """The lines that are drawn on the picture."""
        return self._cut.rules

    def orientation(self) -> tuple[int, str]:
        """Degrees to turn the picture clockwise, and its script."""
        return tesseract.orientation(self.picture, self._remaining_s())

    def turn(self, degrees_clockwise: int) -> None:
        self.picture = self.picture.turned(degrees_clockwise)
        self.__dict__.pop("_cut", None)

    def _with_second_opinion(self, words: list[OcrWord], models: Sequence[str]) -> list[OcrWord]:
        """Doubtful words read again as English, and as the page's language alone where English was asked, too."""
        english, own = tesseract.default_models(), tesseract.without_english(models)
        doubtful = [word for word in words if _is_doubtful(word)]
        if not doubtful or tuple(models) == english:
            return words
        read = [word for word in self._again(doubtful, english) if word.text.isascii()]
        words = with_opinions(words, doubtful, [word for word in read if word.confidence >= _RATHER_SURE])
        foreign = [word for word in words if word.confidence < _SURE and _is_english(word.text)]
        if not foreign or own == tuple(models):
            return words
        read = [word for word in self._again(foreign, own) if not any(c.isascii() and c.isalpha() for c in word.text)]
        return with_opinions(words, foreign, [_as_own(word) for word in read if any(c.isalpha() for c in word.text)])

    def _again(self, doubtful: Sequence[OcrWord], models: Sequence[str]) -> list[OcrWord]:
        """The words of all pieces that hold a doubtful one."""
        pieces = [piece for piece in self._cut.pieces if any(_stands_in(word, piece) for word in doubtful)]
        return self._read(pieces, models) if pieces else []

    @cached_property
    def _cut(self) -> CutPicture:
        found = cut_lines(self.picture)
        return replace(found, pieces=readable(found.pieces))

    def _read(self, pieces: Sequence[Piece], models: Sequence[str], number: int = 0) -> list[OcrWord]:
        cut = self._cut
        sheet = sheet_of(pieces, cut.pixels, usual=usual_height(cut.pieces), dpi=self.picture.dpi)
        words = tesseract.recognise(sheet.picture, models, self._remaining_s(), one_column=True)
        return sheet.located(words, number, cut)


def _stands_in(word: OcrWord, piece: Piece) -> bool:
    middle = word.baseline - word.size / 3
    return piece.top <= middle < piece.bottom and piece.left - word.size < word.left < piece.right


def _is_doubtful(word: OcrWord) -> bool:
    """Unsure, of characters that English has, too; of fewer than its width has room for; or with a sign mistaken."""
    text = word.text
    if word.right - word.left > _BROADEST * word.size * len(text):
        return True
    if not any(character.isascii() for character in text):
        return False
    is_number = word.confidence < _SURE and any(character.isdigit() for character in text)
    return word.confidence < _DOUBTFUL or is_number or _BARS.issuperset(text) or bool(_ADDRESS.search(text))


def _is_english(text: str) -> bool:
    letters = [character for character in text if character.isalnum()]
    return bool(letters) and all(character.isascii() and character.isalpha() for character in letters)


def _as_own(word: OcrWord) -> OcrWord:
    """An opinion in the page's language: where it is unsure it still counts more than doubtful English."""
    return replace(word, confidence=_SURE if word.confidence >= _RATHER_SURE else _DOUBTFUL + _GAIN)


def with_opinions(words: Sequence[OcrWord], doubtful: Sequence[OcrWord], opinions: Sequence[OcrWord]) -> list[OcrWord]:
    """The words, those in the place of a surer opinion replaced by it: one word, or several that are one in truth."""
    result = list(words)
    for opinion in opinions:
        covered = [word for word in result if _is_covered(word, opinion)]
        if not any(word in doubtful for word in covered):
            continue
        left, right = min(word.left for word in covered), max(word.right for word in covered)
        shared = min(right, opinion.right) - max(left, opinion.left)
        is_same = shared >= _SAME_PLACE * max(right - left, opinion.right - opinion.left)
        least = min(word.confidence for word in covered if word in doubtful)
        is_surer = opinion.confidence >= _SURE or opinion.confidence > least + _GAIN
        if is_same and (is_surer or _brings_sign(opinion, covered)):
            made = replace(covered[0], text=opinion.text, left=left, right=right, confidence=opinion.confidence)
            result = [made if word is covered[0] else word for word in result if word not in covered[1:]]
    return result


def _brings_sign(opinion: OcrWord, covered: Sequence[OcrWord]) -> bool:
    text = "".join(word.text for word in covered)
    return any(sign in opinion.text and sign not in text for sign in _SIGNS)


def _is_covered(word: OcrWord, opinion: OcrWord) -> bool:
    return (
        abs(word.baseline - opinion.baseline) < word.size / 2
        and opinion.left < (word.left + word.right) / 2 < opinion.right
    )
