"""A list of candidates in an order, read page by page however long it is.

The database chooses and sorts by narrow columns, all of them in one index (`candidates_listed`); the rows of a page are
read by their ids. Names are sealed: to sort by them is the work of `name_order`. The scores of a role are read in one
go and put beside the list here: a database that is asked for each candidate's looks ten thousand times.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from accounts.models import Account
from cvault.sealed_fields import as_stored
from parsing.models import Candidate, JobFile
from parsing.services.name_order import name_orders

_NEWEST = ("-created_at", "-id")
_ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "newest": _NEWEST,
    "score": (F("fit_score").desc(nulls_last=True), *_NEWEST),
    "name": _NEWEST,  # of those with one name; sorted by it here
    "experience": ("-total_experience_months", *_NEWEST),
}
ORDERS = tuple(_ORDERS)
LONG = ("resume", "document", "search_text")  # columns that lists do not show

Scores = Mapping[str, int | None]  # candidate -> the last score; None for who was read and not scored


class Found(Sequence[Candidate]):
    """The candidates of `rows` in this order; each has its `fit_score`.

    With `scores`, those of a role, only who is among them is found, and the score is that one; `rows` are annotated
    with `fit_score` otherwise, where the order is that of the score. With `at_once` the ids are read all together: for
    what costs the same for one page as for all of them. `lists` recognise the list the next time that it is sorted by
    name: itself, then wider ones (`NameOrders`).
    """

    def __init__(
        self,
        rows: QuerySet[Candidate],
        *,
        order: str = "newest",
        scores: Scores | None = None,
        min_score: int = 0,
        at_once: bool = False,
        lists: Sequence[int] = (),
        without: Iterable[str] = LONG,
    ) -> None:
        self._sorted_by_score = order == "score" and scores is not None
        self._rows = rows.order_by(*_ORDERS["newest" if self._sorted_by_score else order])
        self._by_name = order == "name"
        self._scores = scores
        self._min_score = min_score
        self._at_once = at_once or scores is not None or self._by_name
        self._lists = lists
        self._without = tuple(without)

    def __len__(self) -> int:
        return self.count()

    def count(self, *_nothing: Any) -> int:
        return len(self._ids) if self._at_once else self._rows.count()

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return self[index : index + 1][0]
        return self._read(self.ids(index))

    def ids(self, piece: slice = slice(None)) -> list[str]:
        """The primary keys of a piece of the list, or of all of it."""
        return self._ids[piece] if self._at_once else list(self._rows.values_list("pk", flat=True)[piece])

    @cached_property
    def _ids(self) -> list[str]:
        if self._by_name:
            return self._ids_by_name()
        ids = [pk for pk in self._rows.values_list("pk", flat=True) if self._fits(pk)]
        if self._sorted_by_score:
            ids.sort(key=self._points, reverse=True)  # those of one score stay as they were, newest first
        return ids

    def _ids_by_name(self) -> list[str]:
        rows = [row for row in self._rows.values_list("pk", as_stored("name")) if self._fits(row[0])]
        return [pk for pk, _sealed in name_orders.sorted(rows, lists=self._lists)]

    def _fits(self, pk: str) -> bool:
        """Whether the role's scores let this candidate in."""
        return self._scores is None or (pk in self._scores and self._points(pk) >= (self._min_score or -1))

    def _points(self, pk: str) -> int:
        score = (self._scores or {}).get(pk)
        return -1 if score is None else score

    def _read(self, ids: Sequence[str]) -> list[Candidate]:
        rows: dict[str, Any] = Candidate.objects.filter(pk__in=ids).defer(*self._without).in_bulk()
        found = [rows[pk] for pk in ids if pk in rows]
        scores = last_scores(ids) if self._scores is None else self._scores
        for candidate in found:
            candidate.fit_score = scores.get(candidate.pk)
        return found


def last_scores(candidate_ids: Iterable[str]) -> dict[str, int]:
    """The score of the last scoring of each candidate that was scored."""
    files = JobFile.objects.filter(candidate__in=list(candidate_ids), fit_score__isnull=False).order_by("finished_at")
    last: Iterable[Any] = files.values_list("candidate_id", "fit_score")
    return dict(last)


def scores_for(account: Account, role_id: str) -> Scores:
    """Everybody who was read for the role of this account, with the score of their last scoring for it."""
    files = JobFile.objects.filter(job__account=account, job__role=role_id).exclude(candidate=None)
    found: dict[str, int | None] = {}
    read: Iterable[Any] = files.order_by("finished_at").values_list("candidate_id", "fit_score")
    for candidate_id, score in read:
        if score is not None or candidate_id not in found:
            found[candidate_id] = score
    return found
