"""What of a truth stands in the file's own text: what nobody can read there is not scored."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale
from rapidfuzz.fuzz import partial_ratio

from parsing.evals.matching import SAME_TEXT_RATIO, digits, fold, squeeze
from parsing.evals.person import PRESENT

LANGUAGES = (
    *("ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "nb", "nl", "no"),
    *("pl", "pt", "ro", "ru", "sv", "tr", "uk", "zh", "de_AT"),
)
# Letters with their combining vowels, which Unicode does not count among the word characters.
_WORD = r"[^\s\d,.;:'/()\-\u2013\u2014]+"

_ERAS: dict[str, int] = tomllib.loads(Path(__file__).with_name("visible.toml").read_text("utf-8"))["eras"]


class FileText:
    """The text of one file, asked what can be seen in it. `everything` is for pictures of text."""

    def __init__(self, text: str, *, everything: bool = False) -> None:
        self.everything = everything
        self._folded = fold(text)
        self._squeezed = self._folded.replace(" ", "")
        self._digits = digits(text)
        self._dates = _plain_dates(text)

    def shows(self, value: str) -> bool:
        """The value, in spite of line breaks and spaces; or all its words, where columns tear it apart."""
        wanted = squeeze(value)
        if self.everything or not wanted or wanted in self._squeezed:
            return bool(wanted)
        if all(word in self._folded or _backwards(word) in self._folded for word in fold(value).split()):
            return True
        return len(wanted) >= 5 and partial_ratio(wanted, self._squeezed) >= SAME_TEXT_RATIO

    def shows_phone(self, value: str) -> bool:
        return self.everything or digits(value)[-7:] in self._digits

    def date(self, value: str) -> str | None:
        """The date as precise as the file tells it: "2019-03", "2019", or None where not even the year is there."""
        if value == PRESENT or self.everything:
            return value
        year, _, month = value.partition("-")
        if month and self._shows_month(int(year), int(month)):
            return value
        return year if self._year_pattern(int(year)).search(self._dates) else None

    def _shows_month(self, year: int, month: int) -> bool:
        text = self._dates
        for match in self._year_pattern(year).finditer(text):
            before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 16]
            if re.search(rf"(?<!\d)(?:\d\d?[/.\-] ?)?0?{month}(?:/\d\d?)?(?: ?[/.] ?|-)'?$", before):
                return True
            if re.match(
                rf"-0?{month}(?!\d)|[/.] ?0?{month}(?![\d/])| ?[\u5e74\ub144] ?0?{month} ?[\u6708\uc6d4]", after
            ):
                return True
            words = re.findall(_WORD, before)[-2:] + re.findall(rf"^\W{{0,2}}({_WORD})", after)
            if any(month in months_of(word) or month in months_of(_backwards(word)) for word in words):
                return True
        return False

    @staticmethod
    @cache
    def _year_pattern(year: int) -> re.Pattern[str]:
        forms = [
            rf"(?<!\d){year}(?!\d)",
            rf"(?<=['/.\u2019-]){year % 100:02d}(?!\d)",
            rf"(?<=\d\d\d\d[-\u2013]){year % 100:02d}(?!\d)",
            rf"(?<=[^\W\d_] ){year % 100:02d}(?!\d)",
        ]
        forms += [rf"{era} ?{year - zero}(?!\d)" for era, zero in _ERAS.items() if year > zero]
        return re.compile("|".join(forms))


def _backwards(word: str) -> str:
    """How a right-to-left word comes out of a PDF that stores what is drawn instead of what is read."""
    right_to_left = bool(word) and unicodedata.bidirectional(word[0]) in ("R", "AL")
    return word[::-1] if right_to_left else word


def _plain_dates(text: str) -> str:
    """NFKC, ASCII digits, lower case, plain dashes and quotes, single spaces."""
    plain = "".join(
        str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c
        for c in unicodedata.normalize("NFKC", text)
        if unicodedata.category(c) != "Cf"
    )
    return " ".join(plain.translate({0x2019: "'", 0x2018: "'", 0x2010: "-", 0x2011: "-"}).lower().split())


@cache
def months_of(word: str) -> frozenset[int]:
    """The months a word can be the name or an abbreviation of, in any of our languages."""
    wanted = fold(word)
    names = _month_names()
    if wanted in names:
        return names[wanted]
    if len(wanted) < 3:
        return frozenset()
    return frozenset(month for name, months in names.items() if name.startswith(wanted) for month in months)


@cache
def _month_names() -> dict[str, frozenset[int]]:
    names: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    if not fold(name).isdigit():
                        names.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in names.items()}
