"""Lengths of time: "3 years", "2 ans 4 mois", "6 Monate"."""

import re
from dataclasses import dataclass

from parsing.engine.languages.dates.reading import normalise
from parsing.engine.languages.index import Category
from parsing.engine.languages.lexicon import Lexicon

_AMOUNT_BEFORE = re.compile(r"(\d{1,2}(?:[.,]\d)?)\s?\+?\s?-?$")
_JOINT_LENGTH = 6  # characters between "2 years" and "3 months"


@dataclass(frozen=True, slots=True)
class DurationMatch:
    start: int
    end: int
    months: float


def find_durations(text: str, lexicon: Lexicon) -> tuple[DurationMatch, ...]:
    """Each length of time in the text; neighbouring ones ("2 years, 3 months") are added up."""
    plain = normalise(text)
    if not any(map(str.isdigit, plain)):
        return ()
    found: list[DurationMatch] = []
    for unit in lexicon.scan(plain).of(Category.DURATION):
        amount = _AMOUNT_BEFORE.search(plain, 0, unit.start)
        if amount is None:
            continue
        months = float(amount.group(1).replace(",", ".")) * int(unit.value)
        start = amount.start()
        if found and 0 <= start - found[-1].end <= _JOINT_LENGTH:
            before = found.pop()
            start, months = before.start, before.months + months
        found.append(DurationMatch(start, unit.end, months))
    return tuple(found)
