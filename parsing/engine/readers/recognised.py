"""What OCR engines return, words with their place in pixels of the picture, and the engines' habits corrected."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

_IDEOGRAPHS_GAP = 0.75  # there are no spaces between words
_MIXED_GAP = 0.3  # an ideograph beside a digit
_HANGUL_GAP = 0.27  # a space is wider
_AT_GAP = 0.6  # inside an address, beside its sign
_DOT_GAP = 0.45  # behind a dot before its sign
_AT, _DOT = "@", "."
_MARKS = "\u2022\u25cf\u25cb"
_MICRO, _MU = "\u00b5", "\u03bc"
_COMMAS = {0x162: 0x21A, 0x163: 0x21B}  # models learnt from texts of times when fonts had no other
_BULLET = "\u2022"
# What engines take a dot or a square at the start of a line for.
_BULLET_LOOKALIKES = frozenset(
    "\u00a9\u00ae\u00b0\u2022\u00b7*+-_=\u00ab\u00bbeoO0\u00a2\u00a4\u00a7.,:;\u3002\u25cf\u25cb\u25a0@>~\u2014\u2013\u00d8\u043e\u041e\u0435"
)


@dataclass(frozen=True, slots=True)
class OcrWord:
    text: str
    left: float
    right: float
    baseline: float
    size: float  # font size in pixels
    confidence: float  # 0..1
    line: int  # words of one line have one number
    weight: float = 0.0  # breadth of its strokes in font sizes; 0 where unknown
    bold: bool = False
    colour: int = 0  # 0xRRGGBB


def tidied(words: list[OcrWord]) -> list[OcrWord]:
    """The words with bullets told from letters, and what belongs together of ideographs and addresses joined."""
    return _with_bullets(_joined([_in_one_alphabet(word) for word in _with_dashes(words)]))


def _with_dashes(words: list[OcrWord]) -> list[OcrWord]:
    """Between words stands a dash, not a sign of equality: engines see its shadow."""
    return [
        replace(word, text="-") if word.text == "=" and before.line == word.line == after.line else word
        for before, word, after in zip(words[:1] + words[:-1], words, words[1:] + words[-1:], strict=True)
    ]


def _in_one_alphabet(word: OcrWord) -> OcrWord:
    """The sign of a millionth, inside a Greek word, is the Greek letter; a Romanian t has a comma, not a cedilla."""
    word = replace(word, text=word.text.translate(_COMMAS))
    if _MICRO not in word.text or not any("\u0370" <= character <= "\u03ff" for character in word.text):
        return word
    return replace(word, text=word.text.replace(_MICRO, _MU))


def is_ideographic(character: str) -> bool:
    """Whether the character belongs to a script written without spaces: Han, Kana, and their punctuation."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"


def _joined(words: Sequence[OcrWord]) -> list[OcrWord]:
    joined: list[OcrWord] = []
    for word in words:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.line == word.line
            and word.left - before.right < _widest_gap(before.text, word.text) * max(before.size, word.size)
        ):
            confidence = min(before.confidence, word.confidence)
            joined[-1] = replace(before, text=before.text + word.text, right=word.right, confidence=confidence)
        else:
            joined.append(word)
    return joined


def _widest_gap(first: str, second: str) -> float:
    """Inside a word, between its parts, in font sizes; engines take every gap between broad characters for a space."""
    before, after = first[-1], second[0]
    if _AT in first + second and (in_address := _gap_in_address(first, second)):
        return in_address
    if before in _MARKS or after in _MARKS:
        return -math.inf
    if is_ideographic(before) or is_ideographic(after):
        return _IDEOGRAPHS_GAP if is_ideographic(before) and is_ideographic(after) else _MIXED_GAP
    if any("\uac00" <= character <= "\ud7a3" for character in (before, after)):
        return _HANGUL_GAP
    return -math.inf


def _gap_in_address(first: str, second: str) -> float:
    """Between the parts of an e-mail address; 0 where they are none."""
    if _DOT not in second:
        return 0.0
    if (first[-1] == _AT and len(first) > 1) or (second[0] == _AT and first[-1].isalnum()):
        return _AT_GAP
    return _DOT_GAP if first[-1] == _DOT and first[0].islower() and _AT in second else 0.0


def _with_bullets(words: Sequence[OcrWord]) -> list[OcrWord]:
    """Single signs at the start of several lines, below each other: the bullets of a list."""
    suspects = [
        (number, follower)
        for number, word in enumerate(words)
        if len(word.text) == 1 and word.text in _BULLET_LOOKALIKES and (follower := _follower(word, words)) is not None
    ]
    result = list(words)
    for number, follower in suspects:
        word = words[number]
        alike = sum(abs(words[other].left - word.left) < 0.4 * follower.size for other, _ in suspects)
        gap = (follower.left - word.right) / follower.size
        if word.text.isalnum() and not (alike >= 3 and gap >= 0.45) and not (alike >= 2 and gap >= 0.6):
            continue
        if alike > 1 or word.text in ("\u2022", "\u25cf", "\u00a9", "\u00ae"):
            result[number] = replace(
                word, text=_BULLET, baseline=follower.baseline, size=follower.size, confidence=follower.confidence
            )
    return result


def _follower(word: OcrWord, words: Sequence[OcrWord]) -> OcrWord | None:
    """The word to the right of a sign that starts a line; None where words stand to its left or none to its right."""
    beside = [other for other in words if abs(other.baseline - word.baseline) < 0.5 * other.size and other is not word]
    if any(0 <= word.left - other.right < 2.5 * other.size for other in beside):
        return None
    right = [other for other in beside if 0.2 * other.size < other.left - word.right < 2.5 * other.size]
    return min(right, key=lambda other: other.left, default=None)
