"""Words that stand on one line, in the order in which they are read: right to left where the script is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.model import Word

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PREFIX = re.compile("[\u0590-\u08ff]+-(?=[A-Za-z])")  # "in-" before a Latin name
_SIGNS_AHEAD = re.compile(r"[.,:;]+(?=\w)|(?:\+\+|#)(?=[A-Za-z]\b)")  # "C++" and "C#" too
_ABBREVIATION = re.compile(r"(?:[A-Za-z]{1,4}\.)+[A-Za-z]{1,5}\.")  # "B.Sc."
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASHES = frozenset("-\u2010\u2011\u2013\u2014")
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
    for number, printed in enumerate(words):
        word = _with_end_behind(printed)
        is_left = bool(_LEFT_TO_RIGHT.search(word.text)) or word.text.startswith("+")
        goes_on = run and not _RIGHT_TO_LEFT.search(word.text) and any(c.isdigit() for c in word.text)
        if is_left or (goes_on and not _is_end_of_period(words[number : number + 3])):
            run.append(word)
            # A small word glued to a name, or the full stop of an abbreviation left of it: the run ends here.
            if _RIGHT_TO_LEFT.search(word.text[:1]) or (word is not printed and _ABBREVIATION.match(word.text)):
                ordered, run = _with_prefix_first(run) + ordered, []
            continue
        if run:
            ordered = run + ordered
            run = []
        ordered = [word, *ordered]
    return run + ordered


def _with_end_behind(word: Word) -> Word:
    """The word or number with the signs behind it that end it: printed, they stand to its left."""
    signs = _SIGNS_AHEAD.match(word.text)
    if signs is None or _RIGHT_TO_LEFT.search(word.text):
        return word
    return replace(word, text=word.text[signs.end() :] + signs.group()[::-1])


def _is_end_of_period(words: Sequence[Word]) -> bool:
    """Whether a year stands to the left of an earlier one, with a dash between: their period goes with the line."""
    if len(words) < 3 or words[1].text not in _DASHES:
        return False
    end, start = (_YEAR.search(word.text) for word in (words[0], words[2]))
    return end is not None and start is not None and end.group() > start.group()


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
