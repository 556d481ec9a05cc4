"""Places: how much a text looks like one, and its city, region and country."""

import re
from functools import lru_cache

from parsing.engine.fields.divisions import divisions_of, ends_as_place
from parsing.engine.fields.places import city_country, is_country_code, region_country
from parsing.engine.fields.wording import clean_edges, has_cjk, has_digits, has_letters, length_in_words, split_pieces
from parsing.engine.languages.lexicon import Lexicon

# Postal codes as the countries of our languages write them, each with the words beside it still in the text.
POSTCODE = re.compile(
    r"(?<![\w+])(?:[A-Z]{1,3}[- ])?(?:"
    r"\d{5}-\d{3,4}"  # Brazil, ZIP+4
    r"|\d{3} ?\d{2}"  # Czechia, Slovakia, Greece, Sweden
    r"|\d{2}-\d{3}"  # Poland
    r"|\d{3}-\d{4}|\d{4}-\d{3}"  # Japan, Portugal
    r"|\d{4} ?[A-Z]{2}"  # Netherlands
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"  # United Kingdom
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d"  # Canada
    r"|[A-Z]\d[\dW] ?[A-Z\d]{4}"  # Ireland
    r"|[A-Z]\d{4}(?:[A-Z]{3})?"  # Argentina
    r"|\d{4,6}"
    r")(?![\w@])"
)
REGION_CODE = re.compile(r"^[A-Z]{2,3}$")
STATE_AND_POSTCODE = re.compile(r"^([A-Z]{2,3}|[^\W\d_][^\d]+) \d{5,6}(?:-\d{4})?$")
_MAX_PLACE_WORDS, _MAX_TOWN_WORDS, _MAX_COUNTRY_WORDS = 9, 3, 3
_MAX_ACRONYM, _MAX_SHORT_PLACE = 6, 3
_LEAST_ADDRESS, _MAX_ADDRESS_WORDS, _SURE_TOWN = 2, 16, 0.75
_IN_FULL = 0.95  # score of a town with its region or country
_BEHIND_UNKNOWN = 0.5  # score of a town behind words that may be an employer
_LONGEST_NAME = 3  # signs
_CODES = re.compile(r"(?:, [A-Z]{2,3}(?: \d{5}(?:-\d{4})?)?)+$")
_LONGEST_PARTICLE = 5  # letters: "Newcastle under Lyme"
_DISTRICT = re.compile(r"([^\W\d_]{3,})\s(?:[A-Z]|[IVX]{1,5}|\d{1,2}(?:er?|[e\u00e8]me)?)$")
_MARK = re.compile(r"([^\W\d_]{1,11}\.(?=\s*[^\W\d_])|[^\W\d_]{2,11}(?=\s))\s*")


def is_capitalised(text: str) -> bool:
    """Whether a text begins as a name does; always in scripts without case."""
    for character in text:
        if character.isalpha():
            return not character.islower()
    return False


@lru_cache(maxsize=4096)
def known_city(text: str) -> str | None:
    """The country code of a text that is the name of a city, in East Asia also of one that begins with it."""
    text = text.strip()
    if not is_capitalised(text):
        return None
    if not text.isalpha():
        district = _DISTRICT.match(text)
        if district is not None and city_country(text) is None:
            return city_country(district.group(1))  # "Aarhus C", "Paris XI", "Dublin 2"
        if any(map(str.isdigit, text)):
            return None
    code = city_country(text)
    if code is None and has_cjk(text) and not _is_name_in_signs(text):
        first = text.split()[0]
        for end in range(min(len(first), 5), 1, -1):
            code = city_country(first[:end])
            if code is not None:
                break
    return code


def _is_name_in_signs(text: str) -> bool:
    """Whether two short words of signs are a family and a given name, though the first is a town as well."""
    first, _, last = text.replace("\u3000", " ").partition(" ")
    if not last or max(len(first), len(last)) > _LONGEST_NAME or not has_cjk(last):
        return False
    return not (ends_as_place(first) or ends_as_place(last) or city_country(last))


def without_district(text: str) -> str:
    """The town of "Dublin 2"; letters belong to the name."""
    district = _DISTRICT.match(text) if text[-1:].isalnum() and has_digits(text) else None
    return district.group(1) if district is not None else text


def without_mark(text: str, lexicon: Lexicon) -> str:
    """The name of a town without the word that says it is one."""
    mark = _MARK.match(text) if lexicon.town_marks else None
    if mark is not None and mark.group(1).casefold() in lexicon.town_marks:
        return text[mark.end() :]
    if has_cjk(text[:1]):  # no blank follows the words
        said = max((mark for mark in lexicon.town_marks if text.startswith(mark)), key=len, default="")
        return text[len(said) :]
    if " " in text:
        for said in lexicon.town_phrases:
            if text[: len(said)].casefold() == said:
                return text[len(said) :]
    return text


def parts_of(text: str, lexicon: Lexicon) -> list[str]:
    """The parts between separators; "Boston US", "Dayton OH", "Boston (US)" and "MD United States" are two."""
    parts = [part for piece in split_pieces(text) for part in _at_slash(piece.text)]
    words = parts[-1].split(" ") if parts else []
    if len(words) > 1 and not country_of(parts[-1], lexicon):
        for size in range(min(_MAX_COUNTRY_WORDS, len(words) - 1), 0, -1):
            tail = " ".join(words[-size:])
            code_like = len(tail) in (2, 3) or (len(parts) > 1 and REGION_CODE.match(words[0]))
            if code_like and country_of(tail, lexicon):
                parts[-1:] = [" ".join(words[:-size]), tail]
                return parts
        if words[-1].isupper() and REGION_CODE.match(words[-1]) and known_city(town := " ".join(words[:-1])):
            parts[-1:] = [town, words[-1]]
    return parts


def _at_slash(text: str) -> tuple[str, ...]:
    """ "Curitiba/PR" and "Kadikoy/Istanbul" are two places; other texts are one."""
    before, slash, after = text.partition("/")
    if slash and before[-1:].isalpha() and (REGION_CODE.match(after) or known_city(after)) and known_city(before):
        return before, after
    at_end = slash and before[-1:].isalpha() and after.isalpha() and known_city(after)
    return (before, after) if at_end and (before.isalpha() or has_digits(before)) else (text,)


def country_of(text: str, lexicon: Lexicon) -> str | None:
    """The code of a country named in full, or by a code in capitals that is one."""
    if not is_capitalised(text) or len(text) < 2:
        return None
    if len(text) == 2 and text.isupper() and is_country_code(text):
        return text
    return lexicon.country(text)


@lru_cache(maxsize=256)  # asked for every part that the text may play
def place_score(text: str, lexicon: Lexicon) -> float:
    """How much a text looks like a place, 0..1, by its words alone."""
    text = clean_edges(text)
    words = length_in_words(text)
    if not has_letters(text) or words > _MAX_ADDRESS_WORDS:
        return 0.0
    parts = parts_of(text, lexicon)
    if has_cjk(text) and _is_written_together(text, lexicon):
        return _IN_FULL
    address = 0.8 if _ends_in_town(parts, lexicon) or (has_digits(text) and town_at_code(text)) else 0.0
    if words > _MAX_PLACE_WORDS:
        return address
    town = 0.9 if country_of(text, lexicon) else _town_score(text, lexicon)
    if town or (len(parts) > 1 and _is_place_list(parts, lexicon)):
        return town or (_IN_FULL if _is_known_in_full(parts, lexicon) else _BEHIND_UNKNOWN)
    without = POSTCODE.sub("", text).strip(" ,") if has_digits(text) else text
    if without != text and has_letters(without):
        return 0.9 if known_city(without) else address or (0.55 if _has_postcode(text) else 0.0)
    return address


def _has_postcode(text: str) -> bool:
    """Whether a number can be a postal code: it ends a part, a town of few words follows, or a house's number leads."""
    for match in POSTCODE.finditer(text):
        before, behind = text[: match.start()].rstrip(), text[match.end() :].partition(",")[0]
        begins = not before or before[-1] in ",-"
        if not has_letters(behind) or has_digits(before) or (begins and length_in_words(behind) < _MAX_TOWN_WORDS):
            return True
    return False


def town_at_code(text: str) -> str | None:
    """The known town that stands at the postal code in an address without commas: "12 rue Haute 75002 Paris"."""
    codes = list(POSTCODE.finditer(text))
    if not codes:
        return None
    before, behind = text[: codes[-1].start()].split(), text[codes[-1].end() :].split()
    for size in range(_MAX_TOWN_WORDS, 0, -1):
        last = before[-size:] if len(before) > size and not behind else []
        for words in (behind if len(behind) == size else [], last):
            town = " ".join(words).strip(",;")
            if words and known_city(town):
                return town
    return None


def _is_written_together(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a province, a city in it, and a district: employers begin with their city as well."""
    together = divisions_of(text)
    if together is None or together[0] is None:
        return False
    endings = tuple(ending for pack in lexicon.near_packs for ending in pack.place_endings)
    return text.rstrip("0123456789-").endswith(endings) and lexicon.company(text) < _SURE_TOWN


def _ends_in_town(parts: list[str], lexicon: Lexicon) -> bool:
    """Whether a text is an address: a street with its number, and a town that is known or said to be one."""
    if len(parts) < _LEAST_ADDRESS or not any(map(has_digits, parts)):
        return False
    bare = [POSTCODE.sub("", part).strip(" ,-") for part in parts]
    ends = [bare[0], *bare[1:][-2:]]  # "Kyiv, 5 Long Street"
    numbered = any(map(has_digits, bare)) or len(parts) > _LEAST_ADDRESS
    if has_digits(bare[0]) and len(bare) > _LEAST_ADDRESS and region_country(bare[-1]):
        return True  # "8 Long Terrace, Smallville, Co. Kildare"
    return numbered and any(not has_digits(town) and _town_score(town, lexicon) >= _SURE_TOWN for town in ends)


def town_of_area(text: str, lexicon: Lexicon) -> str | None:
    """The known town that a text names the surroundings of: "Greater Boston Area"."""
    match = lexicon.areas.fullmatch(text) if lexicon.areas is not None and " " in text else None
    town = next(filter(None, match.groups()), "") if match is not None else ""
    return town if known_city(town) else None


def _town_score(text: str, lexicon: Lexicon) -> float:
    """How much a text looks like the name of one town: known, or said to be one."""
    bare = without_mark(text, lexicon)
    if town_of_area(text, lexicon):
        return 0.85
    if known_city(bare):
        return 0.85 if len(bare) > 3 or has_cjk(bare) else 0.5
    said = bare is not text and is_capitalised(bare) and length_in_words(bare) <= _MAX_TOWN_WORDS
    return 0.75 if said else 0.0


def is_region(text: str) -> bool:
    """Whether a text is a state, province or county, or a code in capitals as these have."""
    return REGION_CODE.match(text) is not None or (is_capitalised(text) and region_country(text) is not None)


def _is_place_list(parts: list[str], lexicon: Lexicon) -> bool:
    """City, region, country: the last one known or a code, and no part that cannot be a place."""
    coded = STATE_AND_POSTCODE.match(parts[-1])
    last = without_mark(coded.group(1) if coded else parts[-1], lexicon)
    country = country_of(last, lexicon)
    town = any(known_city(part) for part in (parts[0], parts[-2]))  # behind the street, where there is one
    if country is None and not (is_region(last) and town) and not known_city(last):
        return False
    bare = [without_mark(part, lexicon) for part in parts]
    return all(is_capitalised(part) and length_in_words(part) <= 4 for part in bare) and (
        country is not None or any(known_city(part) for part in bare)
    )


def _is_known_in_full(parts: list[str], lexicon: Lexicon) -> bool:
    """Whether two parts are a place for sure: "Acme UA, Kyiv" may as well be an employer and its town."""
    if len(parts) != 2 or known_city(parts[0]) or country_of(parts[1], lexicon) or is_region(parts[1]):
        return True
    return has_digits(parts[0]) or not any(
        word.isupper() or (word.islower() and len(word) > _LONGEST_PARTICLE) for word in parts[0].split()[1:]
    )


def is_place_in_full(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a town with its region or country: "Springfield, Illinois, United States"."""
    return place_score(text, lexicon) >= _IN_FULL


def without_codes(text: str) -> str:
    """A town without the codes of its state and country: "Denver" of "Denver, CO 80202, USA"; other texts whole."""
    codes = _CODES.search(text) if text[-1:].isupper() or text[-1:].isdigit() else None
    return text[: codes.start()] if codes is not None and known_city(text[: codes.start()]) else text


def seems_no_place(text: str, lexicon: Lexicon) -> float:
    """How much the look of an unknown text speaks against a place: numbers, partners, words that are no names, letters
    for a name, a department in signs that would end otherwise."""
    if has_digits(text) or " & " in text:
        return 0.5
    if any(word.islower() and len(word) > _LONGEST_PARTICLE for word in text.split()[1:]):
        return 0.5
    if text.isupper() and len(text) <= _MAX_ACRONYM and text.isalpha() and not has_cjk(text):
        return 0.8
    if has_cjk(text):
        endings = tuple(ending for pack in lexicon.near_packs for ending in pack.place_endings)
        return 0.0 if text.endswith(endings) or len(text) <= _MAX_SHORT_PLACE else 1.2
    return 0.0


def begins_with_place(text: str, lexicon: Lexicon) -> bool:
    """Whether the first part of a text is a town or country we know: "Chur, Graubuenden", not "Acme, Chur"."""
    first = next(iter(parts_of(clean_edges(text), lexicon)), "")
    bare = without_mark(POSTCODE.sub("", first).strip(" ,-"), lexicon)
    return known_city(bare) is not None or country_of(bare, lexicon) is not None
