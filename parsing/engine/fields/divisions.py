"""Province and city of East Asian addresses, which are written without separators, the largest part first."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "divisions.toml"
_SIGN = "[\u3400-\u9fff\uac00-\ud7af]"
_HANGUL = "\uac00"


def divisions_of(address: str) -> tuple[str | None, str] | None:
    """(province, city) that an address begins with, as written; None where no sign says what is a city."""
    region_pattern, city_pattern, ward_pattern, capitals = _patterns()
    region = region_pattern.match(address)
    rest = address[region.end() :].lstrip() if region is not None else address
    pattern = ward_pattern if region is not None and region.group() in capitals else city_pattern
    city = pattern.match(rest)
    return None if city is None else (region.group() if region is not None else None, city.group())


def ends_as_place(text: str) -> bool:
    """Whether a name ends with a sign of a province, a city or a ward, or is a province in full."""
    return text.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sign for signs in _data().values() for sign in signs)


@cache
def _data() -> dict[str, list[str]]:
    return {key: value.split(", ") for key, value in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = _data()
    regions = "|".join([*data["regions"], _ending(data["region_endings"], 6)])
    # A city may have the sign in its name as well: it is the second one that says so.
    return (
        re.compile(regions),
        re.compile(_ending(data["city_endings"], 5)),
        re.compile(_ending(data["ward_endings"], 4)),
        frozenset(data["capitals"]),
    )


def _ending(signs: list[str], longest: int) -> str:
    """A name and the sign behind it; in Korean the sign ends a word."""
    spaced = [sign for sign in signs if sign >= _HANGUL]
    patterns = [f"{_SIGN}{{1,{longest}}}?{re.escape(sign)}{re.escape(sign)}?" for sign in signs if sign not in spaced]
    patterns += [rf"{_SIGN}{{1,{longest}}}?{re.escape(sign)}(?!\S)" for sign in spaced]
    return "|".join(patterns)
