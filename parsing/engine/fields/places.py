"""What is known of the world's cities: names of places of 15,000 people and more, with their country (GeoNames)."""

import gzip
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

REGIONS_FILE = Path(__file__).parent / "data" / "regions.txt"
ALIASES_FILE = Path(__file__).parent / "data" / "city_aliases.txt"
CITIES_FILE = Path(__file__).parent / "data" / "cities.txt.gz"


@lru_cache(maxsize=4096)
def fold_place(name: str) -> str:
    """The form a place is looked up in: no case, no accents, one space between words."""
    if name.isascii():
        return " ".join(name.lower().replace("-", " ").split())
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join([character for character in decomposed if not unicodedata.combining(character)])
    return unicodedata.normalize("NFC", " ".join(plain.replace("-", " ").replace("\u2019", "'").split()))


@cache
def _countries_by_city() -> dict[str, str]:
    countries: dict[str, str] = {}
    for line in ALIASES_FILE.read_text(encoding="utf-8").splitlines():
        code, colon, listed = line.partition(": ")
        if colon and not line.startswith("#"):
            countries.update((fold_place(name), code) for name in listed.split(", "))
    for line in gzip.decompress(CITIES_FILE.read_bytes()).decode().split("\n"):
        code, *names = line.split("\t")
        countries.update(dict.fromkeys(names, code))
    return countries


def city_country(name: str) -> str | None:
    """The ISO code of the country of the best known city of this name, None when no city is called so."""
    return _countries_by_city().get(fold_place(name))


@cache
def _countries_by_region() -> dict[str, str]:
    countries: dict[str, str] = {}
    for line in REGIONS_FILE.read_text(encoding="utf-8").splitlines():
        code, colon, names = line.partition(": ")
        if colon and not line.startswith("#"):
            countries.update((fold_place(name), code) for name in names.split(", "))
    return countries


def region_country(name: str) -> str | None:
    """The ISO code of the country of a state, province or county, None when none that we know is called so."""
    return _countries_by_region().get(fold_place(name))


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(_countries_by_city().values())


def is_country_code(text: str) -> bool:
    """Whether a text is an ISO 3166-1 alpha-2 code in capitals."""
    return text in _country_codes()


def warm() -> None:
    """Load the tables now, not at the first document."""
    _countries_by_city()
    _countries_by_region()
