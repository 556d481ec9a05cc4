"""Words as they are searched for: without case, accents and width, so that "Muller" finds the name with its dots."""

import unicodedata
from collections.abc import Iterable

_FIRST_MARK = "\u0300"  # no character before it is a combining one
MAX_CHARS = 60_000  # of a document; beyond it nobody searches


def folded(text: str) -> str:
    """`text` for comparing: one space between words.

    >>> folded("Z\\u00fcrich,  CAF\\u00c9")
    'zurich, cafe'
    """
    text = text.replace("\x00", "")
    if text.isascii():  # the same, four times as fast: a list that is sorted by name folds all of them
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join([char for char in plain if char < _FIRST_MARK or not unicodedata.combining(char)]).split())


def search_text(lines: Iterable[str]) -> str:
    """Everything a document says, folded and bounded."""
    return folded(" ".join(lines))[:MAX_CHARS]
