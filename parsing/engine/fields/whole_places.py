"""Places of several pieces in the headers of entries: "Springfield, Illinois, United States" is one part."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.forms import ends_with_form
from parsing.engine.fields.headers import Unit
from parsing.engine.fields.locations import (
    REGION_CODE,
    country_of,
    is_capitalised,
    is_place_in_full,
    is_region,
    known_city,
)
from parsing.engine.fields.wording import has_digits, is_small
from parsing.engine.languages.lexicon import Lexicon

MAX_PIECES = 4
MAX_TOWN_WORDS = 3
_TOWN_STATE_COUNTRY = 3  # parts
_STATES = frozenset(  # and provinces, by their postal codes
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY AB BC MB NB NL NS ON PE QC SK".split()
)
_TOWN_AND_STATE = 2  # parts
_LEAST_NAMED = 0.25  # likeness to anything but a town
_EMPLOYED = 0.5  # likeness to an employer
_WEAK = frozenset({"comma", "paren", "close"})
_STOP = re.compile(r"[^\W\d_]{5}\.$")  # of a name, not of "Univ."
_HYPHENS = ("-", "\u2010", "\u2013")
_BEHIND_TOWN = re.compile(r"[A-Z]{2}\b")  # the code of a state
_OF_STATES = frozenset({"US", "CA", "AU", "IN", "BR", "MX"})  # countries where a town is written with its state


def with_whole_places(units: Sequence[Unit], line: str, lexicon: Lexicon) -> list[Unit]:
    """The units, those at the end that name a town with its region or country joined into one."""
    if len(units) < 2 or units[-1].separator not in _WEAK:
        return list(units)
    for size in range(min(MAX_PIECES, len(units)), 1, -1):
        tail = units[-size:]
        if any(unit.separator not in _WEAK for unit in tail[1:]):
            continue
        parted = _parted(tail[0], tail[1])
        first = parted[-1]
        text = line[first.start : tail[-1].end]
        if size == _TOWN_AND_STATE and _is_town_of_employer(units, lexicon):
            return [*units[:-size], replace(first, text=text, end=tail[-1].end)]
        seated = known_city(first.text) or _is_small_town(tail, lexicon)
        if seated and is_place_in_full(text, lexicon):
            return [*units[:-size], *parted[:-1], replace(first, text=text, end=tail[-1].end)]
    return list(units)


def _is_town_of_employer(units: Sequence[Unit], lexicon: Lexicon) -> bool:
    """Whether an unknown name between an employer and the code of a state is a town: "U.S. Army, Fort Campbell, KY"."""
    if len(units) <= _TOWN_AND_STATE or units[-1].text not in _STATES:
        return False
    if any(unit.separator != "comma" for unit in units[-_TOWN_AND_STATE:]):
        return False
    name, employer = units[-2].text, units[-3].text
    short = is_capitalised(name) and len(name.split()) <= MAX_TOWN_WORDS and not has_digits(name)
    named = max(lexicon.company(name), lexicon.title(name), lexicon.school(name)) >= _LEAST_NAMED
    return short and not named and lexicon.title(employer) < _LEAST_NAMED


def _is_small_town(units: Sequence[Unit], lexicon: Lexicon) -> bool:
    """Whether a name is a town because the code of a state and its country follow: "Girdwood, AK, United States"."""
    if len(units) != _TOWN_STATE_COUNTRY or REGION_CODE.match(units[1].text) is None:
        return False
    name = units[0].text
    short = is_capitalised(name) and len(name.split()) <= MAX_TOWN_WORDS and lexicon.company(name) < _EMPLOYED
    return short and country_of(units[2].text, lexicon) in _OF_STATES


def without_town(unit: Unit, lexicon: Lexicon) -> list[Unit]:
    """A name and its town where only a full stop or the end of a legal form is between: "Acme GmbH Bremen", "Acme BV te
    Deventer"."""
    words = unit.text.split(" ")
    for size in range(min(MAX_TOWN_WORDS, len(words) - 1), 0, -1):
        town = " ".join(words[-size:])
        if known_city(town) is None:
            continue
        name = unit.text[: -len(town) - 1]
        stopped = name.removesuffix(".")
        if ends_with_form(stopped, lexicon) or _STOP.search(name):
            return _cut(unit, len(stopped) if _STOP.search(name) else len(name), len(town))
        named, _, link = name.rpartition(" ")
        if named and is_small(link) and link in lexicon.connectors and ends_with_form(named, lexicon):
            return _cut(unit, len(named), len(town))
    return [unit]


def _parted(unit: Unit, following: Unit) -> list[Unit]:
    """A name and its town before a state, where only a hyphen or a blank is between: "Acme-Springfield, IL"."""
    if not (_BEHIND_TOWN.match(following.text) or is_region(following.text)):
        return [unit]
    text = unit.text
    for hyphen in _HYPHENS:
        name, found, town = text.rpartition(hyphen)
        if found and name and not name.endswith(" ") and known_city(town) in _OF_STATES:
            return _cut(unit, len(name), len(town))
    words = text.split(" ")
    for size in range(min(MAX_TOWN_WORDS, len(words) - 2), 0, -1):
        town = " ".join(words[-size:])
        if known_city(town) in _OF_STATES and not known_city(text) and words[-size - 1][0].isupper():
            return _cut(unit, len(text) - len(town) - 1, len(town))
    return [unit]


def _cut(unit: Unit, size: int, rest: int) -> list[Unit]:
    """The unit as its first characters and its last ones."""
    name = replace(unit, text=unit.text[:size], end=unit.start + size)
    town = replace(unit, text=unit.text[-rest:], start=unit.end - rest, separator="comma", place=unit.place + 1)
    return [name, town]
