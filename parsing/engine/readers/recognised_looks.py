"""Sizes, weights and shades of recognised words, made even: what is set alike measures alike."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from parsing.engine.readers.recognised import OcrWord, is_ideographic

_SMALLER, _LARGER = 0.2, 0.07  # digits and lines without tall letters measure smaller, hardly any larger
_NEXT_SIZE, _LAST_SIZE = 1.09, 1.18  # by which lines of one larger font differ: from the next one, and in all
_LEAST_LARGER = 1.035  # of a size that may be one of larger text
_LEAST_CAPITALS = 3  # of a line in capitals
_BOLD, _PALE, _DRAWN = 1.3, 0.62, 4.0  # of strokes, times those of most text
_SURELY_BOLD, _HARDLY_BOLD = 1.45, 1.15  # of the first and of further bold words
_LEAST_CHARACTERS = 4  # of a line that is told by its own strokes
_GREY = 0x808080


def with_looks(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words with even font sizes, told whether they are bold or pale, and without what is no text."""
    weights = sorted(word.weight for word in words if word.weight for _ in range(_breadth(word)))
    usual = weights[len(weights) // 2] if weights else 0.0
    written = [word for word in words if not usual or word.weight < _DRAWN * usual or not _breadth(word)]
    capitals = _lines_in_capitals(written)
    body, evened = _with_even_sizes(written, capitals, usual)
    return _with_weights(evened, capitals, body, usual) if usual else evened


def _with_weights(words: Sequence[OcrWord], capitals: set[int], body: float, usual: float) -> list[OcrWord]:
    """Lines of broader strokes than most text has are bold, pale ones have a colour: of larger ones all of a size."""
    characters: Counter[object] = Counter()
    sums: defaultdict[object, float] = defaultdict(float)
    styles = [
        (word.size, word.line in capitals) if word.size > body else part
        for word, part in zip(words, _parts(words, usual), strict=True)
    ]
    for word, style in zip(words, styles, strict=True):
        breadth = _breadth(word)
        characters[style] += breadth
        sums[style] += word.weight * breadth / usual
    weighed: list[OcrWord] = []
    for word, style in zip(words, styles, strict=True):
        mean = sums[style] / characters[style] if characters[style] >= _LEAST_CHARACTERS else 1.0
        weighed.append(replace(word, bold=mean > _BOLD, colour=_GREY if mean < _PALE else 0))
    return weighed


def _parts(words: Sequence[OcrWord], usual: float) -> list[int]:
    """A number for each word: that of the part of its line set alike, between wide gaps and changes of weight."""
    parts: list[int] = []
    bold = False
    for number, word in enumerate(words):
        before = words[number - 1] if number else None
        goes_on = before is not None and before.line == word.line and 0 <= word.left - before.right < word.size
        weight = word.weight / usual
        is_bold = (weight > _SURELY_BOLD or (weight > _HARDLY_BOLD and bold)) if _breadth(word) > 2 else bold
        parts.append(parts[-1] if goes_on and is_bold == bold else number)
        bold = is_bold
    return parts


def _breadth(word: OcrWord) -> int:
    """Of its letters and digits, a dash being one long stroke; an ideograph says as much as two letters."""
    broad = is_ideographic(word.text[0]) or "\uac00" <= word.text[0] <= "\ud7a3"
    return sum(map(str.isalnum, word.text)) * (2 if broad else 1)


def _with_even_sizes(words: Sequence[OcrWord], capitals: set[int], usual: float) -> tuple[float, list[OcrWord]]:
    """The size of most text; sizes near it are that size, and larger ones near each other are one size."""
    counts: Counter[int] = Counter()
    for word in words:
        counts[round(word.size)] += len(word.text)
    if not counts:
        return 0.0, []
    common = max(counts, key=lambda size: sum(counts[near] for near in (size - 1, size, size + 1)))
    near = [word.size for word in words if abs(word.size - common) <= 1]
    body = median(near) if near else float(common)
    low, high = body * (1 - _SMALLER), body * (1 + _LARGER)
    pools: dict[bool, list[float]] = {}
    for word in words:
        in_capitals = word.line in capitals
        is_plain = not in_capitals and _PALE * usual <= word.weight <= _BOLD * usual
        if word.size > (high if is_plain else body * _LEAST_LARGER):
            pools.setdefault(in_capitals, []).append(word.size)
    shared = {in_capitals: _shared_sizes(sizes) for in_capitals, sizes in pools.items()}
    evened: list[OcrWord] = []
    for word in words:
        size = shared.get(word.line in capitals, {}).get(word.size, word.size)
        evened.append(replace(word, size=body if low <= size <= high else size))
    return body, evened


def _lines_in_capitals(words: Sequence[OcrWord]) -> set[int]:
    texts: dict[int, str] = {}
    for word in words:
        texts[word.line] = texts.get(word.line, "") + word.text
    return {line for line, text in texts.items() if text.isupper() and sum(map(str.isupper, text)) >= _LEAST_CAPITALS}


def _shared_sizes(sizes: Iterable[float]) -> dict[float, float]:
    """Each size -> the middle one of the chain that it is a link of."""
    shared: dict[float, float] = {}
    chain: list[float] = []
    for size in [*sorted(sizes), math.inf]:
        if chain and (size > chain[-1] * _NEXT_SIZE or size > chain[0] * _LAST_SIZE):
            shared |= dict.fromkeys(chain, median(chain))
            chain = []
        chain.append(size)
    return shared
