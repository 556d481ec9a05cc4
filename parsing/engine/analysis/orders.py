"""Sentences of a document that give orders to a machine which might read it: they are named, and followed by nothing.

A sentence is one where it tells to drop earlier instructions, where it speaks to a model and tells how to rate, or
where it holds a phrase that says nothing else ("rate this candidate"). A resume of someone who builds such models holds
the words, but not together.
"""

import re
from collections.abc import Iterator, Sequence

from parsing.engine.analysis import words

_DECISIVE = ("drop", "address", "strong")  # an order has at least one of these
_NEAR_CHARS = 70  # between the parts of "ignore ... previous ... instructions"
_SENTENCE = re.compile(r"[^.!?\n\u3002\uff01\uff1f]+[.!?\u3002\uff01\uff1f]*")
_ENDS = re.compile(r"[.!?\u3002\uff01\uff1f]\W*$")
_CONTINUED_LINES = 2  # a wrapped sentence goes on at most so far
_FULL_LINE_CHARS = 40  # a shorter line is not broken at the edge of the page
_QUOTE_CHARS = 160


def first_order(text: str) -> str | None:
    """The first sentence of `text` that is an order, cut to a length that can be shown; None without one."""
    return next((text[start:end].strip()[:_QUOTE_CHARS] for start, end in spans(text)), None)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the orders of a text stand."""
    if not words.holds(text, "injection", *_DECISIVE):
        return  # nearly every text
    for sentence in _SENTENCE.finditer(text):
        if _is_order(sentence[0]):
            yield sentence.span()


def without(text: str) -> str:
    """The text with its orders taken out."""
    for start, end in reversed(tuple(spans(text))):
        text = text[:start] + text[end:]
    return text


def lines_of(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of the lines that belong to orders; a sentence may run on to the next lines."""
    found: set[int] = set()
    if not words.holds("\n".join(lines), "injection", *_DECISIVE):
        return frozenset()
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        last = index
        if first_order(line) is None:
            if not _goes_on(line, following) or first_order(following) or not first_order(f"{line} {following}"):
                continue
            last = index + 1
        while last + 1 < len(lines) and last - index < _CONTINUED_LINES and _goes_on(lines[last], lines[last + 1]):
            last += 1
        found.update(range(index, last + 1))
    return frozenset(found)


def _goes_on(line: str, following: str) -> bool:
    if _ENDS.search(line):
        return False
    return following.lstrip()[:1].islower() or (len(line) >= _FULL_LINE_CHARS and bool(_ENDS.search(following)))


def _is_order(sentence: str) -> bool:
    cues = words.find(sentence, "injection")
    kinds = {cue.kind.partition(".")[2] for cue in cues}
    if "strong" in kinds or {"address", "order"} <= kinds:
        return True
    if not {"drop", "earlier", "rules"} <= kinds:
        return False
    places = [
        (drop.start, rule.end)
        for drop in cues
        if drop.kind.endswith(".drop")
        for rule in cues
        if rule.kind.endswith(".rules")
    ]
    return any(abs(end - start) <= _NEAR_CHARS for start, end in places)
