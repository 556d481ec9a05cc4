"""When two texts of a resume count as the same text."""

import unicodedata
from functools import lru_cache

from rapidfuzz.fuzz import ratio

# Below this many per cent of equal characters two texts are different; the figure is part of the published metric.
SAME_TEXT_RATIO = 92.0

# Punctuation by Unicode that tells two skills apart ("C", "C#", "C++"), so folding keeps it.
_MEANINGFUL = frozenset("+#")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text after NFKC, case and punctuation folding, with single spaces: what two equal texts share."""
    characters = []
    for character in unicodedata.normalize("NFKC", text).casefold():
        category = unicodedata.category(character)
        if category == "Cf":  # soft hyphens and direction marks are no part of what one reads
            continue
        apart = category[0] in "PZC" and character not in _MEANINGFUL
        characters.append(" " if apart else character)
    return " ".join("".join(characters).split())


def squeeze(text: str) -> str:
    """The folded text without any space, for looking a value up in text whose spacing is unreliable."""
    return fold(text).replace(" ", "")


def same_text(left: str, right: str) -> bool:
    folded_left, folded_right = fold(left), fold(right)
    if not folded_left or not folded_right:
        return left.strip() == right.strip()
    return folded_left == folded_right or ratio(folded_left, folded_right) >= SAME_TEXT_RATIO


def same_address(left: str, right: str) -> bool:
    """E-mail addresses have no typing errors to forgive: one wrong letter and the mail is lost."""
    return (
        unicodedata.normalize("NFKC", left).strip().casefold()
        == unicodedata.normalize("NFKC", right).strip().casefold()
    )


def digits(text: str) -> str:
    """The decimal digits of any script, as ASCII."""
    return "".join(str(unicodedata.digit(character)) for character in text if unicodedata.category(character) == "Nd")


def same_phone(left: str, right: str) -> bool:
    """The last seven digits agree; country and trunk prefixes are habits of writing."""
    return bool(digits(left)) and digits(left)[-7:] == digits(right)[-7:]


def city_in(city: str, location: str) -> bool:
    return bool(fold(city)) and fold(city) in fold(location)


def match_sets(expected: list[str], got: list[str]) -> tuple[int, list[str], list[str]]:
    """How many texts of two sets agree, then those only expected and those only got. Each text is used once."""
    rest_expected = list({fold(text): text for text in expected}.items())
    rest_got = {fold(text): text for text in got}
    missed = []
    hits = 0
    for folded, text in rest_expected:
        if rest_got.pop(folded, None) is not None:
            hits += 1
        else:
            missed.append(text)
    still_missed = []
    for text in missed:
        near = next((folded for folded, other in rest_got.items() if same_text(text, other)), None)
        if near is None:
            still_missed.append(text)
        else:
            del rest_got[near]
            hits += 1
    return hits, still_missed, list(rest_got.values())
