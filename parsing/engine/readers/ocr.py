"""Text of pictures, by an OCR engine of this machine: Tesseract where it is installed, else RapidOCR where importable.

The language is not asked for: some lines are read as English, what comes out tells the language or, where it is poor,
the script and the turn of the page are found out; then all lines are read properly. Later pages go straight there.
"""

import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

from PIL import Image, ImageStat

from parsing.engine import languages
from parsing.engine.errors import NoTextLayer
from parsing.engine.model import Box, Page, Ruling, Word
from parsing.engine.readers import rapid, tesseract
from parsing.engine.readers.drawn_rules import Stroke
from parsing.engine.readers.normalise import normalise
from parsing.engine.readers.ocr_options import OcrOptions, OcrStatus
from parsing.engine.readers.page_reading import PageReading
from parsing.engine.readers.pictures import Picture, prepare
from parsing.engine.readers.recognised import OcrWord, tidied
from parsing.engine.readers.recognised_looks import with_looks

_GOOD_CONFIDENCE = 0.80  # a first pass below that was in the wrong script, upside down, or on a bad picture
_SURE_CONFIDENCE = 0.90  # similar scripts are read well enough by each other's models to reach less
_LIKE_LATIN_CONFIDENCE = 0.6  # of a first pass over letters with accents that English has not
_LIKELY_CONFIDENCE = 0.75  # of the script that the engine sees; those of other scripts reach no more than 0.65
_LIKELY_GAIN = 0.25  # over the first pass
_POOR_CONFIDENCE = 0.70  # what is read below that gets a warning
_NOISE_CONFIDENCE = 0.25  # words below that are specks, not letters
_TEXT_CONFIDENCE = 0.55  # of a line whose doubtful words are kept
_TEXT_SHARE = 0.4  # of the characters of such a line that are sure: some models have none for words they read well
_SHARE_TO_READ = 0.6  # of the time, left for reading when scripts are tried one after the other
_LEAST_CONTRAST = 30  # of a picture that is not blank
_CUT_SHORT = "The time for reading pictures was over: some of the text may be missing"
_MIN_CHARACTERS = 12  # on a page, to judge it by

_Pass: TypeAlias = tuple[list[OcrWord], tuple[str, ...]]  # what was read, and with which models


@lru_cache(maxsize=1)
def ocr_status() -> OcrStatus:
    """The engine and the languages found on this machine; looked up once a process."""
    found = tesseract.installed()
    if found is not None:
        return OcrStatus(f"tesseract {found.version}", found.codes)
    if rapid.is_available():
        return OcrStatus("rapidocr", rapid.CODES)
    return OcrStatus(None, ())


class Recogniser:
    """Reads the pictures of one document within its time budget. Raises NoTextLayer without an engine."""

    def __init__(self, options: OcrOptions) -> None:
        if not options.enabled or ocr_status().engine is None:
            raise NoTextLayer
        self._ends_at = time.monotonic() + options.budget_s
        self._settled_by = self._ends_at - _SHARE_TO_READ * options.budget_s
        self._models = tesseract.models_of(options.languages) if options.languages else ()
        self._turn = 0
        self._confidences: list[tuple[int, float]] = []  # characters and their confidence, a page
        self._cut_short = False
        self._saw_ink = False

    @property
    def has_time(self) -> bool:
        return time.monotonic() < self._ends_at

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell about the quality of everything read so far."""
        notes = (_CUT_SHORT,) if self._cut_short else ()
        characters = sum(count for count, _ in self._confidences)
        if not characters:
            return notes
        confidence = sum(count * value for count, value in self._confidences) / characters
        if confidence >= _POOR_CONFIDENCE:
            return notes
        return (
            *notes,
            f"The picture is hard to read: about {round(100 * (1 - confidence))} % of its text may be wrong",
        )

    def check(self, pages: Sequence[Page]) -> None:
        """Raises NoTextLayer where pictures show something and nothing of it could be read."""
        if self._saw_ink and not any(page.words for page in pages):
            raise NoTextLayer

    def page(self, image: Image.Image, number: int, *, dpi: float | None = None) -> Page:
        """The words of a picture, as a page in points."""
        picture = prepare(image, dpi=dpi)
        low, high = ImageStat.Stat(picture.image).extrema[0]
        self._saw_ink = self._saw_ink or high - low > _LEAST_CONTRAST
        words, picture, rules = self._recognise(picture)
        self._cut_short = self._cut_short or not self.has_time
        kept = _without_noise(words)
        self._confidences.append((sum(len(word.text) for word in kept), _confidence(kept)))
        scale = 72.0 / picture.dpi
        return Page(
            number=number,
            width_pt=picture.image.width * scale,
            height_pt=picture.image.height * scale,
            words=tuple(placed for word in with_looks(tidied(kept)) if (placed := _placed(word, scale))),
            rulings=tuple(_ruling(stroke, scale) for stroke in rules),
        )

    def _recognise(self, picture: Picture) -> tuple[Sequence[OcrWord], Picture, Sequence[Stroke]]:
        if tesseract.installed() is None:
            return rapid.recognise(picture), picture, ()
        page = PageReading(picture.turned(self._turn) if self._turn else picture, self._remaining_s)
        words, used = self._found_out(page) if not self._models else self._pass(page.lines, self._models)
        if _confidence(words) < _GOOD_CONFIDENCE or _length(words) < _MIN_CHARACTERS:
            words, used = max((words, used), self._pass(page.page, used), key=lambda item: _worth(item[0]))
        if _confidence(words) >= _GOOD_CONFIDENCE:
            self._models = used
        return words, page.picture, page.rules()

    def _found_out(self, page: PageReading) -> _Pass:
        """All words, after a few lines have told the language; where they are poor, the script and the turn first."""
        used = tesseract.default_models()
        few = page.sample(used)
        if _LIKE_LATIN_CONFIDENCE <= _confidence(few) < _GOOD_CONFIDENCE:
            few, used = self._in_language_of(few, used, page)
        if _confidence(few) < _GOOD_CONFIDENCE or _length(few) < _MIN_CHARACTERS:
            turn, script = page.orientation()
            if turn:
                self._turn = turn
                page.turn(turn)
                few = page.sample(used)
            few, used = self._best_script(page, script, (few, used))
        sampled = (few, used)
        used = self._models_of_language(few) or used
        words = page.lines(used)
        if not words:
            return sampled
        needed = self._models_of_language(words)
        if needed and not set(needed) <= set(used):
            return max((words, used), self._pass(page.lines, needed), key=lambda item: _worth(item[0]))
        return words, used

    def _in_language_of(self, few: list[OcrWord], used: tuple[str, ...], page: PageReading) -> _Pass:
        """The sample under the models of the language that it seems to be in, where they read it better."""
        models = self._models_of_language(few)
        if not models or models == used:
            return few, used
        return max((few, used), (page.sample(models), models), key=lambda item: _confidence(item[0]))

    def _best_script(self, page: PageReading, script: str, first: _Pass) -> _Pass:
        """Some lines under the models of one script after the other, until one of them reads them well."""
        best = first
        likely, others = tesseract.models_to_try(script)
        for number, models in enumerate((*likely, *others)):
            confidence = _confidence(best[0])
            is_likely = confidence >= max(_LIKELY_CONFIDENCE, _confidence(first[0]) + _LIKELY_GAIN)
            if confidence >= _SURE_CONFIDENCE or (is_likely and number >= len(likely)):
                break
            if time.monotonic() > self._settled_by:
                break
            best = max(best, (page.sample(models), models), key=lambda item: _confidence(item[0]))
        return best

    @staticmethod
    def _pass(read: Callable[[Sequence[str]], list[OcrWord]], models: tuple[str, ...]) -> _Pass:
        return read(models), models

    def _remaining_s(self) -> float:
        return max(0.3, self._ends_at - time.monotonic())

    @staticmethod
    def _models_of_language(words: Sequence[OcrWord]) -> tuple[str, ...]:
        if _length(words) < _MIN_CHARACTERS:
            return ()
        ranked = languages.detect(" ".join(word.text for word in words))
        return tesseract.models_of((ranked[0][0],)) if ranked else ()


def _without_noise(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words without those that are specks; a doubtful word between good ones is a word."""
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    of_text = {number for number, line in lines.items() if _is_text(line)}
    return [word for word in words if word.confidence >= _NOISE_CONFIDENCE or word.line in of_text]


def _is_text(line: Sequence[OcrWord]) -> bool:
    good = sum(len(word.text) for word in line if word.confidence >= _GOOD_CONFIDENCE)
    return _confidence(line) >= _TEXT_CONFIDENCE or good >= _TEXT_SHARE * _length(line)


def _confidence(words: Sequence[OcrWord]) -> float:
    characters = _length(words)
    return sum(len(word.text) * word.confidence for word in words) / characters if characters else 0.0


def _length(words: Sequence[OcrWord]) -> int:
    return sum(len(word.text) for word in words)


def _worth(words: Sequence[OcrWord]) -> float:
    """Confidence, and less where much of the text went missing."""
    return _confidence(words) * min(1.0, _length(words) / 200)


def _ruling(stroke: Stroke, scale: float) -> Ruling:
    box = Box(stroke.left * scale, stroke.top * scale, stroke.right * scale, stroke.bottom * scale)
    return Ruling(box, stroke.vertical)


def _placed(word: OcrWord, scale: float) -> Word | None:
    text = normalise(word.text)
    if not text:
        return None
    box = Box(
        word.left * scale,
        (word.baseline - 0.8 * word.size) * scale,
        word.right * scale,
        (word.baseline + 0.22 * word.size) * scale,
    )
    size_pt = round(word.size * scale, 1)
    return Word(text, box, size_pt, word.bold, colour=word.colour, confidence=word.confidence)
