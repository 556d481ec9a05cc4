"""Looking through sealed columns: the database chooses the rows, we open their columns and look."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from cvault.sealed_fields import as_stored, opener
from parsing.engine.searching import folded
from parsing.models import Candidate

_CHUNK = 500  # rows held at a time
_COLUMNS = ("name", "email", "title", "location", "filename")


def with_words(rows: QuerySet[Candidate], words: Sequence[str]) -> list[str]:
    """The ids of those whose document or columns hold every word, or part of it."""
    wanted = [folded(word) for word in words]
    return [row.pk for row in _opened(rows) if all(word in row.search_text or word in _short(row) for word in wanted)]


def with_text(rows: QuerySet[Candidate], text: str) -> list[str]:
    """The ids of those whose document says this, case and accents aside."""
    wanted = folded(text)
    return [row.pk for row in _opened(rows) if wanted in row.search_text]


def with_name_or_email(rows: QuerySet[Candidate], text: str) -> list[str]:
    """The ids of those whose name holds this text, or whose address it is, case and accents aside."""
    wanted, found = folded(text), []
    name_of, email_of = opener(Candidate, "name"), opener(Candidate, "email")
    sealed = rows.order_by().values_list("pk", as_stored("name"), as_stored("email"))
    for pk, name, email in sealed.iterator(chunk_size=_CHUNK):
        if wanted in folded(name_of(name, pk)) or wanted == folded(email_of(email, pk)):
            found.append(pk)
    return found


def _opened(rows: QuerySet[Candidate]) -> Iterator[Candidate]:
    return rows.order_by().only("search_text", *_COLUMNS).iterator(chunk_size=_CHUNK)


def _short(row: Candidate) -> str:
    return folded(" ".join(getattr(row, name) for name in _COLUMNS))
