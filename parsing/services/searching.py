"""Finding candidates by the words of their documents, without keeping the words: keyed hashes of their beginnings.

A word is found by its first letters, however many are typed; Chinese, Japanese and Korean, which part no words, by
pairs of signs. Whoever has the database alone reads nothing from it.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from parsing.engine.searching import folded
from parsing.models import SearchEntry

LONGEST_PREFIX = 8  # letters; of longer words the first ones count
MOST_TOKENS = 6_000  # of a candidate
MOST_WORDS = 8  # of a query
_TOKEN_BYTES = 4  # six characters; among 10,000 documents a wrong hit comes once in hundreds of queries
_WORD = re.compile(r"[^\W_]+")
# Han, kana and Hangul: scripts that write on without spaces.
_UNPARTED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+)")


def tokens_of(texts: Iterable[str], *, skills: Iterable[str] = ()) -> str:
    """What an entry of the index holds for these texts, and for skills to be filtered by."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _words(text):
            found.update(dict.fromkeys(_beginnings(word)))
            if len(found) > MOST_TOKENS:
                break
    hashed = [_hashed("w", piece) for piece in list(found)[:MOST_TOKENS]]
    hashed += [_hashed("s", folded(skill)) for skill in skills]
    return f" {' '.join(dict.fromkeys(hashed))} "


def entries_with(query: str, *, skill: str = "") -> QuerySet[SearchEntry]:
    """The entries that hold every word of the query, and the skill where one is given."""
    wanted = [_hashed("w", piece) for piece in _wanted(query)]
    if skill:
        wanted.append(_hashed("s", folded(skill)))
    entries = SearchEntry.objects.all()
    if not wanted:
        return entries
    if connection.vendor == "postgresql":
        # The expression of the index (migration 0010), so that it is used.
        return entries.extra(where=["string_to_array(tokens, ' ') @> %s"], params=[wanted])
    clauses = ["instr(tokens, %s) > 0"] * len(wanted)
    return entries.extra(where=clauses, params=[f" {token} " for token in wanted])  # noqa: S610


def _words(text: str) -> Iterator[str]:
    """Folded words; a run of an unparted script is one."""
    for word in _WORD.findall(folded(text)):
        yield from (part for part in _UNPARTED.split(word) if part)


def _beginnings(word: str) -> Iterator[str]:
    """What a word is found by: its beginnings; of an unparted script each sign and each pair."""
    if _UNPARTED.match(word):
        yield from word
        yield from (word[start : start + 2] for start in range(len(word) - 1))
    elif len(word) == 1:
        yield word
    else:
        yield from (word[:end] for end in range(2, min(len(word), LONGEST_PREFIX) + 1))


def _wanted(query: str) -> Sequence[str]:
    pieces: list[str] = []
    for word in list(_words(query))[:MOST_WORDS]:
        if _UNPARTED.match(word):
            pieces += [word[start : start + 2] for start in range(len(word) - 1)] or [word]
        else:
            pieces.append(word[:LONGEST_PREFIX])
    return pieces


@cache
def _key() -> bytes:
    return hashlib.sha256(b"cvault.search." + settings.SECRET_KEY.encode()).digest()


@lru_cache(maxsize=100_000)  # the same words stand in most documents
def _hashed(kind: str, text: str) -> str:
    digest = hashlib.blake2b(f"{kind}:{text}".encode("utf-8", "replace"), key=_key(), digest_size=_TOKEN_BYTES)
    return base64.urlsafe_b64encode(digest.digest()).decode("ascii").rstrip("=")
