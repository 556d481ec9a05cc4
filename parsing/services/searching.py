"""Finding candidates by the words of their documents, without keeping the words: keyed hashes of their beginnings.

A word is found by its first letters, however many are typed; Chinese, Japanese and Korean, which part no words, by
pairs of signs. Whoever has the database alone reads nothing from it.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from parsing.engine.searching import folded
from parsing.keyed_words import beginnings, framed, hashed, wanted
from parsing.models import SearchEntry

MOST_TOKENS = 6_000  # of a candidate


def tokens_of(texts: Iterable[str], *, skills: Iterable[str] = ()) -> str:
    """What an entry of the index holds for these texts, and for skills to be filtered by."""
    found: dict[str, None] = {}
    for text in texts:
        for piece in beginnings(text):
            found[piece] = None
            if len(found) >= MOST_TOKENS:
                break
    return framed([*(hashed("w", piece) for piece in found), *(hashed("s", folded(skill)) for skill in skills)])


def entries_with(query: str, *, skill: str = "") -> QuerySet[SearchEntry]:
    """The entries that hold every word of the query, and the skill where one is given."""
    keys = [hashed("w", piece) for piece in wanted(query)]
    if skill:
        keys.append(hashed("s", folded(skill)))
    entries = SearchEntry.objects.all()
    if not keys:
        return entries
    if connection.vendor == "postgresql":
        # The expression of the index (migration 0017), so that it is used.
        return entries.extra(where=["parsing_words_of(tokens) @> %s"], params=[keys])
    where = "id IN (SELECT rowid FROM parsing_searchwords WHERE parsing_searchwords MATCH %s)"
    return entries.extra(where=[where], params=[" ".join(keys)])  # noqa: S610  # a constant, and hashes
