"""Words as keyed hashes: what the database compares in the place of what it must not read.

A hash is eight small letters and digits, so that it stands as a word of its own wherever words are looked for. The key
comes from `SECRET_KEY` and not from the keys of encryption: those change without a hash becoming another one.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from django.conf import settings

from parsing.engine.searching import folded

LONGEST_BEGINNING = 8  # letters; of longer words the first ones count
MOST_WORDS = 8  # of a query
_KEY_BYTES = 5  # eight characters: among 10,000 documents a wrong hit is a rarity
_WORD = re.compile(r"[^\W_]+")
# Han, kana and Hangul: scripts that write on without spaces.
_UNPARTED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+)")


def beginnings(text: str, *, shortest: int = 2) -> Iterator[str]:
    """What each word of the text is found by: its beginnings; of an unparted script each sign and each pair."""
    for word in _words(text):
        if _UNPARTED.match(word):
            yield from word
            yield from (word[start : start + 2] for start in range(len(word) - 1))
        else:
            yield from (word[:end] for end in range(min(shortest, len(word)), min(len(word), LONGEST_BEGINNING) + 1))


def wanted(query: str) -> list[str]:
    """What has to be among the beginnings of a text that holds every word of the query, or one that begins so."""
    pieces: list[str] = []
    for word in list(_words(query))[:MOST_WORDS]:
        if _UNPARTED.match(word):
            pieces += [word[start : start + 2] for start in range(len(word) - 1)] or [word]
        else:
            pieces.append(word[:LONGEST_BEGINNING])
    return pieces


@lru_cache(maxsize=100_000)  # the same words stand in most documents
def hashed(kind: str, text: str) -> str:
    """The hash of a text as a word, a skill, ...: the same text of another kind has another one."""
    digest = hashlib.blake2b(f"{kind}:{text}".encode("utf-8", "replace"), key=_key(), digest_size=_KEY_BYTES)
    return base64.b32encode(digest.digest()).decode("ascii").lower()


def place_keys(account_id: str, place: str) -> str:
    """Of the beginnings of a place's words, for a column: parted and framed by spaces. Other in every workspace."""
    return framed(hashed(f"p{account_id}", piece) for piece in beginnings(place, shortest=1))


def wanted_in_place(account_id: str, text: str) -> Sequence[str]:
    """What has to be among the keys of a place that is meant by this text."""
    return [hashed(f"p{account_id}", piece) for piece in wanted(text)]


def tag_keys(account_id: str, tags: Iterable[str]) -> str:
    """The same of tags, each as a whole."""
    return framed(tag_key(account_id, tag) for tag in tags)


def tag_key(account_id: str, tag: str) -> str:
    return hashed(f"t{account_id}", tag.casefold())


def framed(keys: Iterable[str]) -> str:
    """Each key once, with a space on both sides of each; empty without keys."""
    unique = list(dict.fromkeys(keys))
    return f" {' '.join(unique)} " if unique else ""


def _words(text: str) -> Iterator[str]:
    """Folded words; a run of an unparted script is one."""
    for word in _WORD.findall(folded(text)):
        yield from (part for part in _UNPARTED.split(word) if part)


@cache
def _key() -> bytes:
    return hashlib.sha256(b"cvault.search." + settings.SECRET_KEY.encode()).digest()
