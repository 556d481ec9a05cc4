"""Reads the data files: `base.toml` and `<code>/words.toml` to frozen packs, with CLDR names from Babel added."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from parsing.engine.languages.pack import LanguagePack, SharedWords
from parsing.engine.model import Employment, SectionKind

DATA_FOLDER = Path(__file__).parent

_TEXTS = ("name", "native_name", "script", "phone_region")
_FLAGS = ("day_first", "compounding")
_LISTS = ("heading_modifiers", "degrees", "schools", "title_words", "title_modifiers", "company_forms", "company_words")
_OPTIONAL = (
    "prefixes",
    "town_marks",
    "areas",
    "place_endings",
    "footers",
    "honours",
    "since_after",
    "date_hedges",
)  # lists that few languages have
_SETS = (
    "conjunctions",
    "quarters",
    "present",
    "since",
    "until",
    "name_particles",
    "honorifics",
    "connectors",
    "stopwords",
)
_GROUPS = ("headings", "labels", "employment", "proficiency", "skill_levels")  # key -> words
_NUMBERS = ("months", "seasons", "duration_units")  # number -> words
_CODES = ("language_names", "countries", "nationalities")  # code -> words
_LABEL_FIELDS = (
    "phone",
    "email",
    "address",
    "born",
    "birthplace",
    "nationality",
    "driving_license",
    "website",
    "linkedin",
    "availability",
    "notice_period",
    "work_permit",
    "marital_status",
    "gender",
    "languages",
    "skills",
    "grade",
    "technologies",
    "company",
    "title",
    "location",
    "dates",
    "name",
    "degree",
    "institution",
    "field",
    "responsibilities",
    "achievements",
    "issuer",
    "level",
    "expires",
    "credential",
)
_OPTIONAL_KEYS = {"labels": frozenset(("note", "given_name")), "headings": frozenset(("other",))}
_GROUP_KEYS = {
    "headings": frozenset(kind.value for kind in SectionKind) - {"header", "other"},
    "employment": frozenset(kind.value for kind in Employment) - {"job"},
    "proficiency": frozenset(("native", "fluent", "professional", "conversational", "basic")),
    "skill_levels": frozenset(("beginner", "intermediate", "advanced", "expert")),
    "labels": frozenset(_LABEL_FIELDS),
}


class PackError(ValueError):
    """A data file of a language has a key that nobody reads, or lacks one."""


@cache
def codes(folder: Path = DATA_FOLDER) -> tuple[str, ...]:
    """The languages that have a pack, sorted."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/words.toml")))


@cache
def load(code: str, folder: Path = DATA_FOLDER) -> LanguagePack:
    """The pack of a language. Raises `PackError` when the file is missing or has unknown or missing keys."""
    path = folder / code / "words.toml"
    data = _read(path)
    expected = {field.name for field in fields(LanguagePack)} - {"code"}
    _check_keys(path, "", set(data).union(_OPTIONAL), expected)
    for table, keys in _GROUP_KEYS.items():
        _check_keys(path, table, set(data[table]) - _OPTIONAL_KEYS.get(table, frozenset()), keys)
    values: dict[str, Any] = {key: str(data[key]) for key in _TEXTS}
    values |= {key: bool(data[key]) for key in _FLAGS}
    values |= {key: _words(data[key]) for key in _LISTS}
    values |= {key: frozenset(_words(data[key])) for key in _SETS}
    values |= {key: {name: _words(words) for name, words in data[key].items()} for key in _GROUPS}
    values |= {
        key: {word: int(name) for name, words in data[key].items() for word in _words(words)} for key in _NUMBERS
    }
    values |= {key: {word: name for name, words in data[key].items() for word in _words(words)} for key in _CODES}
    values["headings"] = {SectionKind(name): words for name, words in values["headings"].items()}
    values |= {key: _words(data.get(key, "")) for key in _OPTIONAL}
    for key, names in _cldr(code).items():
        values[key] = names | values[key]
    return LanguagePack(code=code, **values)


@cache
def shared_words(folder: Path = DATA_FOLDER) -> SharedWords:
    """The words of no single language. Raises `PackError` as `load` does."""
    path = folder / "base.toml"
    data = _read(path)
    _check_keys(path, "", set(data), {field.name for field in fields(SharedWords)})
    return SharedWords(
        company_forms=_words(data["company_forms"]),
        degrees=_words(data["degrees"]),
        labels={name: _words(words) for name, words in data["labels"].items()},
        present=frozenset(_words(data["present"])),
        quarters=frozenset(_words(data["quarters"])),
        eras={word: int(offset) for offset, words in data["eras"].items() for word in _words(words)},
        era_letters={
            word.upper(): int(offset) for offset, words in data["era_letters"].items() for word in _words(words)
        },
        nameless_era=int(data["nameless_era"]),
        date_order={name: _words(words) for name, words in data["date_order"].items()},
        spoken_languages={word: code for code, words in data["spoken_languages"].items() for word in words.split()},
        regions_without_people=frozenset(word.upper() for word in _words(data["regions_without_people"])),
        not_a_year=frozenset(_words(data["not_a_year"])),
        proficiency_cefr={word: value for value, words in data["proficiency_cefr"].items() for word in _words(words)},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise PackError(f"There is no language file {path.parent.name}/{path.name}.") from exc
    except tomllib.TOMLDecodeError as exc:
        raise PackError(f"{path.parent.name}/{path.name}: {exc}") from exc


def _check_keys(path: Path, table: str, found: set[str], expected: Iterable[str]) -> None:
    where = f"{path.parent.name}/{path.name}" + (f" [{table}]" if table else "")
    expected = set(expected)
    if unknown := found - expected:
        raise PackError(f"{where}: unknown keys {', '.join(sorted(unknown))}.")
    if missing := expected - found:
        raise PackError(f"{where}: missing keys {', '.join(sorted(missing))}.")


def _normalise(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()


def _words(text: str) -> tuple[str, ...]:
    """Words are written in one string, apart by commas or line ends."""
    parts = _normalise(text.replace("\n", ",")).split(",")
    return tuple(dict.fromkeys(stripped for part in parts if (stripped := part.strip())))


def _cldr(code: str) -> Mapping[str, dict[str, Any]]:
    """Months, countries and the languages people list, from CLDR; nothing for a language it does not know."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return {"months": {}, "language_names": {}, "countries": {}}
    shared = shared_words()
    months: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                months.setdefault(_normalise(name).rstrip("."), number)
    countries = {
        _normalise(name): region
        for region, name in locale.territories.items()
        if len(region) == 2 and region.isalpha() and region not in shared.regions_without_people
    }
    spoken = shared.spoken_languages
    languages = {_normalise(name): spoken[key] for key, name in locale.languages.items() if key in spoken}
    return {"months": months, "language_names": languages, "countries": countries}
