"""The date that a cluster of digits stands for: in any order, with signs, counted from an era."""

import unicodedata
from collections.abc import Mapping

from parsing.engine.languages.loader import shared_words
from parsing.engine.model import PartialDate

_MOST_YEARS_OF_ERA = 130
_NAMELESS = (90, 130)  # years of the nameless era that a resume can hold
_PIVOT = 50  # '49 is 2049, '50 is 1950


def full_year(year: int) -> int:
    """19 is 2019, 87 is 1987; four digits stay."""
    if year >= 100:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def date_of(year: str | None, month: str | None = None, day: str | None = None) -> PartialDate | None:
    if year is None:
        return None
    return PartialDate(full_year(int(year)), int(month) if month else None, int(day) if day else None)


def signed_date(group: Mapping[str, str | None], before: str) -> PartialDate | None:
    """A year with its sign, perhaps counted from an era; the first year of an era has a word of its own."""
    if group["ey"]:
        era = _era_of(group["era2"]) if group["era2"] else _era_before(before)
        return date_of(str(int(group["ey"]) + era)) if era is not None else None
    if not group["sy"]:
        return None
    number = int(group["sy"]) if group["sy"].isdigit() else 1
    era = _era_of(group["era"]) if group["era"] else _era_of_start(number, before)
    if era is None and number < (100 if not group["sm"] else 10):
        return None  # "12 years of experience", not a month of the third year
    year = number + era if era is not None else full_year(number)
    return date_of(str(year), group["sm"], group["sd"])


def _era_of_start(number: int, before: str) -> int | None:
    """The era of a year that names none: that of the date before the dash, or the one that needs no name."""
    if number < _MOST_YEARS_OF_ERA and before.rstrip().endswith("-"):
        named = _era_before(before)
        if named is not None:
            return named
    return shared_words().nameless_era if _NAMELESS[0] <= number <= _NAMELESS[1] else None


def _era_before(text: str) -> int | None:
    """The era that the last name of one in a text stands for."""
    named = [(text.lower().rfind(name), year) for name, year in shared_words().eras.items() if name in text.lower()]
    return max(named)[1] if named else None


def _era_of(name: str | None) -> int:
    """The year before the first one of an era, by its name or its letter."""
    plain = unicodedata.normalize("NFKC", name or "")
    letters = shared_words().era_letters
    return letters[plain] if plain in letters else shared_words().eras[plain.lower()]


def date_of_letter(group: Mapping[str, str | None]) -> PartialDate | None:
    if not group["el"]:
        return None
    return date_of(str(int(group["en"] or 0) + _era_of(group["el"])), group["em"], group["ed"])


def day_and_month(group: Mapping[str, str | None], *, month_first: bool) -> PartialDate | None:
    if not (group["y2"] and group["d2"] and group["m2"]):
        return None
    day, month = int(group["d2"]), int(group["m2"])
    if month > 12 or (day <= 12 and month_first):
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return PartialDate(full_year(int(group["y2"])), month, day)
