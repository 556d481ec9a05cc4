"""Text of one byte a character without a word on which code page it is in: the one whose letters its language has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from charset_normalizer import from_bytes

from parsing.engine import languages

# Those found most often first: of two that say as much the first is taken.
_CODE_PAGES = (
    *("cp1252", "iso8859_15", "cp1250", "iso8859_2", "cp1254", "cp1251", "koi8_r", "koi8_u", "cp1253", "cp1256"),
    *("cp1255", "cp1257", "iso8859_5", "iso8859_7", "cp866", "mac_roman", "cp850"),
)
_SAMPLE_CHARACTERS = 12_000
_SECOND_LANGUAGE_SHARE = 0.25
_WIDE_SHARE = 0.2  # of all letters: then the statistics of pairs of bytes are to be believed
_OWN_LETTER, _OTHER_ALPHABET, _FOREIGN_LETTER = 2.0, 0.0, -1.0
_USUAL_SIGN, _RARE_SIGN, _CONTROL = 1.0, -2.0, -5.0
_OUT_OF_PLACE = -3.0
_USUAL_SIGNS = frozenset(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u00b7\u2026\u00b0\u00a9\u00ae\u20ac\u00a3\u00ab\u00bb\u00a7\u00a0\u00ad"
    "\u2122\u00bf\u00a1\u00aa\u00ba\u00b2\u00b3\u00bd\u00d7\u00b1"
)
_LATIN, _OTHER, _WIDE = "\u00c0-\u024f", "\u0370-\u06ff", "\u2e80"  # wide: kana, ideographs, syllables
_LETTER = "[^\\W\\d_]"
_OF_OTHERS = re.compile(f"[{_OTHER}]{{2}}")
_PLACES = (
    re.compile(f"[{_LATIN}](?=[{_LATIN}])"),  # two letters with marks side by side: rare in this alphabet
    re.compile(f"[a-zA-Z](?=[{_OTHER}])|[{_OTHER}](?=[a-zA-Z])"),  # two alphabets in one word
    re.compile(f"[\u00a3\u00a7\u00a9\u00ae\u00b0-\u00b3\u00bd\u00d7\u20ac\u2122](?={_LETTER})"),  # a sign opens a word
    re.compile(f"(?<={_LETTER})[\u00a1-\u00bf\u2013-\u2014\u201c-\u201e\u2022](?={_LETTER})"),  # or stands inside one
)


def best_text(data: bytes) -> str | None:
    """The text of `data`, which is not UTF-8; None for bytes that are no text."""
    best = from_bytes(data).best()
    if best is None:
        return None
    guessed = str(best)
    if _is_wide(guessed):
        return guessed
    ordered = (guessed, *_decoded(data)) if _OF_OTHERS.search(guessed) else (*_decoded(data), guessed)
    return max(dict.fromkeys(ordered), key=_likelihood)


def _decoded(data: bytes) -> Iterator[str]:
    for name in _CODE_PAGES:
        try:
            yield data.decode(name)
        except UnicodeDecodeError:
            continue


def _is_wide(text: str) -> bool:
    letters = [character for character in text[:_SAMPLE_CHARACTERS] if character.isalpha()]
    return sum(letter >= _WIDE for letter in letters) > _WIDE_SHARE * len(letters)


def _likelihood(text: str) -> float:
    """How well the characters beyond ASCII fit the language that the others speak."""
    sample = text[:_SAMPLE_CHARACTERS]
    counts = Counter(character for character in sample if not character.isascii())
    own = frozenset[str]().union(*map(_letters_of, _spoken(sample)))
    score = sum(count * _worth(character, own) for character, count in counts.items())
    out_of_place = sum(len(place.findall(sample)) for place in _PLACES)
    out_of_place += sum(
        following.isupper() and letter.islower() for letter, following in pairwise(sample) if not following.isascii()
    )
    return score + _OUT_OF_PLACE * out_of_place


def _spoken(text: str) -> list[str]:
    """The languages with a pack that the text is in."""
    found = [item for item in languages.detect(text) if item[0] in languages.codes()]
    return [code for number, (code, share) in enumerate(found) if not number or share >= _SECOND_LANGUAGE_SHARE]


def _worth(character: str, own: frozenset[str]) -> float:
    if character.casefold() in own:
        return _OWN_LETTER
    if character in _USUAL_SIGNS:
        return _USUAL_SIGN
    if unicodedata.category(character) == "Cc":
        return _CONTROL
    if not character.isalpha():
        return _RARE_SIGN
    return _OTHER_ALPHABET if "\u0370" <= character < _WIDE else _FOREIGN_LETTER


@lru_cache(maxsize=32)
def _letters_of(code: str) -> frozenset[str]:
    """The letters beyond ASCII that the words of a language have."""
    pack = languages.load(code)
    words = (
        *(pack.title_words, pack.company_words, pack.schools, pack.degrees, pack.stopwords, pack.months),
        *pack.headings.values(),
    )
    text = " ".join(word for group in words for word in group)
    return frozenset(character for character in text.casefold() if character.isalpha() and not character.isascii())
