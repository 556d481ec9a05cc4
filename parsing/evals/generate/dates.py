"""Dates written the way a language writes them."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

_LOCALES = {"no": "nb"}
_ARABIC_DIGITS = {ord(str(digit)): 0x0660 + digit for digit in range(10)}
_WIDE_DIGITS = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}
# Reiwa, Heisei, Showa: name, first year, first month.
_ERAS = (("\u4ee4\u548c", 2019, 5), ("\u5e73\u6210", 1989, 1), ("\u662d\u548c", 1926, 12))


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int

    def plus(self, months: int) -> "Month":
        total = self.year * 12 + self.month - 1 + months
        return Month(total // 12, total % 12 + 1)

    def iso(self, pattern: str) -> str:
        """As precise as the pattern prints it."""
        months = re.search(r"\{(\w+:)?[ML]", pattern)
        return f"{self.year:04d}-{self.month:02d}" if months else f"{self.year:04d}"


def write_date(pattern: str, date: Month, language: str) -> str:
    """Fill "{MMMM} {yyyy}" and its like; the tokens are those of CLDR, with `arabic:` and `wide:` digits and {era}."""

    def token(match: re.Match[str]) -> str:
        digits, name = match.group(1), match.group(2)
        text = _token(name, date, language)
        if digits == "arabic:":
            return text.translate(_ARABIC_DIGITS)
        return text.translate(_WIDE_DIGITS) if digits == "wide:" else text

    return re.sub(r"\{(arabic:|wide:)?(\w+)\}", token, pattern)


def _token(name: str, date: Month, language: str) -> str:
    if name == "era":
        era, first, _ = next(item for item in _ERAS if (date.year, date.month) >= item[1:])
        return f"{era}{date.year - first + 1}"
    numbers = {
        "yyyy": str(date.year),
        "yy": f"{date.year % 100:02d}",
        "MM": f"{date.month:02d}",
        "M": str(date.month),
        "dd": "01",
    }
    return numbers.get(name) or _month_name(language, name, date.month)


@cache
def _month_name(language: str, token: str, month: int) -> str:
    context = "stand-alone" if token.startswith("L") else "format"
    width = "wide" if len(token) == 4 else "abbreviated"
    return str(Locale(_LOCALES.get(language, language)).months[context][width][month]).rstrip(".")
