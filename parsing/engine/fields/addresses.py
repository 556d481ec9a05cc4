"""The parts of a text that is known to be a place: city, region and country."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsing.engine.fields.divisions import divisions_of
from parsing.engine.fields.locations import (
    POSTCODE,
    REGION_CODE,
    STATE_AND_POSTCODE,
    country_of,
    known_city,
    parts_of,
    town_at_code,
    town_of_area,
    without_district,
    without_mark,
)
from parsing.engine.fields.places import city_country, region_country
from parsing.engine.fields.wording import clean_edges, has_cjk, has_digits, has_letters
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import Location

_POSTAL_MARKS = " \u3012\u3000,-"
_LONGEST_CITY = 5  # signs
_SHORTEST_CODE = 4  # digits of postal codes
_CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "GI"})


def read_location(text: str, lexicon: Lexicon) -> Location:
    """The parts of a text that is known to be a place. City None when only a country, or only a street, is named."""
    text = clean_edges(text)
    return (_written_together(text) if has_cjk(text) else None) or _written_apart(text, lexicon)


def _written_together(text: str) -> Location | None:
    """The parts of an East Asian address; None where its signs do not tell them."""
    together = divisions_of(POSTCODE.sub("", text).lstrip(_POSTAL_MARKS))
    if together is None:
        return None
    region, city = together
    return Location(text=text, city=city, region=region, country_code=known_city(city) or known_city(city[:-1]))


def _written_apart(text: str, lexicon: Lexicon) -> Location:
    """The parts of a place between its separators."""
    place = _Place(lexicon)
    parts = [piece for part in parts_of(text, lexicon) for piece in _before_code(part)]
    for number, part in enumerate(parts):
        place.take(part, parts[number + 1 :])
    city = place.city or (_city_at_start(text) if has_cjk(text) else None) or town_at_code(text)
    city = city or next((part for part in place.left if not has_digits(part)), None)
    code = place.code
    if code in _CITY_STATES and known_city(place.country or "") == code:
        city = place.country  # "Kowloon, Hong Kong"
    if code is None and city is not None:
        code = known_city(city) or region_country(place.region or "") or region_country(city)
    return Location(text=text, city=city, region=place.region, country=place.country, country_code=code)


@dataclass(slots=True)
class _Place:
    """A place while its parts are read, in their order."""

    lexicon: Lexicon
    city: str | None = None
    region: str | None = None
    country: str | None = None
    code: str | None = None  # of the country
    left: list[str] = field(default_factory=list)  # streets and districts

    def take(self, part: str, following: Sequence[str]) -> None:
        bare = POSTCODE.sub("", part).strip(" ,-")
        found = country_of(part, self.lexicon) or (country_of(bare, self.lexicon) if bare != part else None)
        if _is_town_with_code(part, following) or (found and self._is_town_of(part, found, following)):
            self.city = part
        elif found and not (self.city and REGION_CODE.match(part) and _is_region_code(part, self.city, found)):
            self.country, self.code = bare or part, found
        elif self.city and self.region is None and REGION_CODE.match(_without_code(part)):
            self.region = _without_code(part)
        else:
            bare = without_mark(bare, self.lexicon) if bare.casefold() not in self.lexicon.town_marks else ""
            bare = town_of_area(bare, self.lexicon) or bare
            if has_letters(bare):
                self._take_name(bare, following, coded=bare != part)

    def _is_town_of(self, part: str, country_code: str, following: Sequence[str]) -> bool:
        """Whether a part that is called as its country is the town: "Dubai, United Arab Emirates"."""
        return known_city(part) is not None and any(
            country_of(other, self.lexicon) == country_code for other in following
        )

    def _take_name(self, name: str, following: Sequence[str], *, coded: bool) -> None:
        """A part that is no country: the town, what holds it or a part of it. `coded`: a postal code stood beside."""
        town = without_district(name) if known_city(name) else None
        if town and self.city is None and self._is_county(name, town, following):
            self.city, self.region = self.left.pop(), name
        elif town and (self.city is None or self._is_nearer(name, town, following)):
            if self.city is not None:
                self.left.append(self.city)
            self.city = town
        elif self.city is None and coded and not has_digits(name) and not any(map(_may_be_town, following)):
            self.city = name  # "12345 Smallville": whatever stands beside a postal code is the town
        elif self.city and self.region is None and not has_digits(name) and not _is_house(following):
            self.region = name
        else:
            self.left.append(name)

    def _is_county(self, name: str, town: str, following: Sequence[str]) -> bool:
        """Whether what is a city elsewhere is the county of the unknown town before it: "Smallville, Surrey"."""
        county = region_country(name)
        unknown = bool(self.left) and not has_digits(self.left[-1])
        return unknown and county is not None and county != known_city(town) and not any(map(has_letters, following))

    def _is_nearer(self, name: str, town: str, following: Sequence[str]) -> bool:
        """Whether a second town is the one, the first a part of it: its code or its state stands behind it."""
        if not following or region_country(name):
            return False  # "Brooklyn, New York, USA"
        behind = POSTCODE.sub("", following[0]).strip(" ,-")
        return not behind or region_country(behind) == known_city(town)


def _before_code(part: str) -> tuple[str, ...]:
    """A town and the code of its state, where no comma parts them: "Brooklyn NY"."""
    town, _, code = part.rpartition(" ")
    coded = code.isupper() and code.isascii() and REGION_CODE.fullmatch(code) is not None
    return (town, code) if coded and known_city(town) and not known_city(part) else (part,)


def _may_be_town(part: str) -> bool:
    """Whether a part behind another is rather the town: known, or with a postal code of its own."""
    return known_city(part) is not None or POSTCODE.search(part) is not None


def _without_code(part: str) -> str:
    """A part without its postal code: the state of "CA 94107"."""
    coded = STATE_AND_POSTCODE.match(part)
    return coded.group(1) if coded else POSTCODE.sub("", part).strip()


def _is_house(following: Sequence[str]) -> bool:
    """Whether the number of a house stands behind a part, which is a street then."""
    return bool(following) and following[0][:1].isdigit() and len(following[0]) < _SHORTEST_CODE


def _is_town_with_code(part: str, following: Sequence[str]) -> bool:
    """Whether a part is a town before the code of its state, though countries are called so: "Salvador - BA"."""
    return bool(following) and REGION_CODE.match(following[0]) is not None and known_city(part) is not None


def _city_at_start(text: str) -> str | None:
    """The city that an address begins with, where no sign says what it is."""
    ends = range(min(len(text), _LONGEST_CITY), 1, -1)
    return next((text[:end] for end in ends if city_country(text[:end]) is not None), None)


def _is_region_code(part: str, city: str, country_code: str) -> bool:
    """ "CA" after a city of the United States is California, not Canada."""
    known = known_city(city)
    return len(part) == 2 and known is not None and known != country_code and known in ("US", "CA", "AU", "BR", "IT")
