"""A list of candidates in an order, read page by page however long it is.

The database chooses and sorts by narrow columns, all of them in one index (`candidates_listed`); the rows of a page are
read by their ids. Names are sealed: to sort by them, those of the list are opened, a hundred thousand a second.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from cvault.sealed_fields import opener
from parsing.engine.searching import folded
from parsing.models import Candidate, JobFile

_NEWEST = ("-created_at", "-id")
_ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "newest": _NEWEST,
    "score": (F("fit_score").desc(nulls_last=True), *_NEWEST),
    "name": _NEWEST,  # of those with one name; sorted by it here
    "experience": ("-total_experience_months", *_NEWEST),
}
ORDERS = tuple(_ORDERS)
LONG = ("resume", "document", "search_text")  # columns that lists do not show


class Found(Sequence[Candidate]):
    """The candidates of `rows` in this order; each has its `fit_score`, that of the role where one is named.

    With `at_once` the ids are read all together: for what costs the same for one page as for all of them.
    """

    def __init__(
        self,
        rows: QuerySet[Candidate],
        *,
        order: str = "newest",
        role: str = "",
        at_once: bool = False,
        without: Iterable[str] = LONG,
    ) -> None:
        self._rows = rows.order_by(*_ORDERS[order])
        self._by_name = order == "name"
        self._role = role
        self._at_once = at_once or order in ("name", "score")
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
        if not self._by_name:
            return list(self._rows.values_list("pk", flat=True))
        opened = opener(Candidate, "name")
        named = [(folded(opened(name, pk)), pk) for pk, name in self._rows.values_list("pk", "name")]
        return [pk for _name, pk in sorted(named, key=lambda pair: pair[0])]

    def _read(self, ids: Sequence[str]) -> list[Candidate]:
        rows: dict[str, Any] = Candidate.objects.filter(pk__in=ids).defer(*self._without).in_bulk()
        found = [rows[pk] for pk in ids if pk in rows]
        scores = last_scores(ids, role=self._role)
        for candidate in found:
            candidate.fit_score = scores.get(candidate.pk)
        return found


def last_scores(candidate_ids: Iterable[str], *, role: str = "") -> dict[str, int]:
    """The score of the last scoring of each candidate that was scored; of those for the role, where one is named."""
    files = JobFile.objects.filter(candidate__in=list(candidate_ids), fit_score__isnull=False).order_by("finished_at")
    if not role:
        last: Iterable[Any] = files.values_list("candidate_id", "fit_score")
        return dict(last)
    # The role is looked at here: a database that is asked for it begins with all files of the role.
    scored: Iterable[Any] = files.values_list("candidate_id", "fit_score", "job__role")
    return {candidate_id: score for candidate_id, score, scored_for in scored if scored_for == role}
