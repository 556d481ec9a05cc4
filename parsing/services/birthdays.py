"""The day of birth that a document tells, to ask whether two documents are one person's. It is kept as a hash alone."""

import re
from collections.abc import Iterator
from functools import cache

from parsing.engine.languages import codes, load
from parsing.engine.searching import folded

_CHARS = 40  # between the label and the end of its date
_MOST = 3
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\D{1,6}(\d{1,2})\D{1,6}(\d{1,4})(?!\d)")
_YEARS = range(1920, 2021)


def birthdays(text: str, language: str) -> Iterator[str]:
    """Each day behind a label such as "born", as "1988-3-14": whether month or day came first is not asked.

    `text` is folded; labels and months are those of the language and of English.
    """
    label, month, months = _words(language if language in codes() else "en")
    for found in list(label.finditer(text))[:_MOST]:
        nearby = text[found.end() : found.end() + _CHARS]
        numbers = _NUMBERS.search(month.sub(lambda name: f" {months[name[0]]} ", nearby))
        if numbers is None:
            continue
        parts = [int(part) for part in numbers.groups()]
        year = next((part for part in (parts[0], parts[2]) if part in _YEARS), None)
        if year is not None:
            parts.remove(year)
            yield f"{year}-{min(parts)}-{max(parts)}"


@cache
def _words(language: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    packs = [load(code) for code in dict.fromkeys((language, "en"))]
    labels = {folded(word) for pack in packs for word in pack.labels["born"]}
    months = {folded(word): number for pack in reversed(packs) for word, number in pack.months.items()}
    return _any_of(labels), _any_of(months), months


def _any_of(words: set[str] | dict[str, int]) -> re.Pattern[str]:
    """The longest first; not a part of a longer word, but digits may follow at once."""
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if word)
    return re.compile(rf"(?<!\w)(?:{longest_first})(?![^\W\d])")
