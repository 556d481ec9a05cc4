"""Words that stand on one line, in the order in which they are read: right to left where the script is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.model import Word

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PREFIX = re.compile("[\u0590-\u08ff]+-(?=[A-Za-z])")  # "in-" before a Latin name
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u058f\u0900-\u1fff\u3040-\ud7a3]")


def is_right_to_left(texts: Sequence[str]) -> bool:
    """Whether most words with letters are written from right to left."""
    right = sum(1 for text in texts if _RIGHT_TO_LEFT.search(text))
    left = sum(1 for text in texts if _LEFT_TO_RIGHT.search(text))
    return right > left


def has_right_to_left(text: str) -> bool:
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def reading_order(words: Sequence[Word], *, right_to_left: bool) -> list[Word]:
    """`words`, sorted from left to right, as they are read.

    In a right-to-left line a run of words of the other direction is read from left to right again. Numbers go with
    the line ("2018 - 2022" stands mirrored there) unless they continue such a run or a phone number's "+".
    """
    if not right_to_left:
        if not any(_RIGHT_TO_LEFT.search(word.text) for word in words):
            return list(words)
        return _with_runs_reversed(words, _RIGHT_TO_LEFT)
    ordered: list[Word] = []
    run: list[Word] = []
    for word in words:
        is_left = bool(_LEFT_TO_RIGHT.search(word.text)) or word.text.startswith("+")
        if is_left or (run and not _RIGHT_TO_LEFT.search(word.text) and any(c.isdigit() for c in word.text)):
            run.append(word)
            if _RIGHT_TO_LEFT.search(word.text[:1]):  # a small word glued to a name: the name ends here
                ordered, run = _with_prefix_first(run) + ordered, []
            continue
        if run:
            ordered = run + ordered
            run = []
        ordered = [word, *ordered]
    return run + ordered


def _with_prefix_first(run: list[Word]) -> list[Word]:
    """The words of a name with the small word before the first: printed, it stands at the right end of the last."""
    match = _PREFIX.match(run[-1].text)
    if len(run) == 1 or match is None:
        return run
    first, last = run[0], run[-1]
    return [
        replace(first, text=match.group() + first.text),
        *run[1:-1],
        replace(last, text=last.text[match.end() :]),
    ]


def _with_runs_reversed(words: Sequence[Word], script: re.Pattern[str]) -> list[Word]:
    ordered: list[Word] = []
    run: list[Word] = []
    for word in words:
        if script.search(word.text):
            run.append(word)
            continue
        ordered.extend(reversed(run))
        run = []
        ordered.append(word)
    ordered.extend(reversed(run))
    return ordered
