"""The ranking of everybody who was scored for a role, read page by page however long it is."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cvault.sealed_fields import as_stored, opener
from parsing.engine.searching import folded
from parsing.models import Candidate, FileState, JobFile, Role


class Standing(NamedTuple):
    """The last scoring of one person for the role."""

    candidate_id: str
    file_id: str
    score: int | None


def _points(standing: Standing) -> int:
    """To sort by: who was not scored stands last."""
    return -1 if standing.score is None else standing.score


class Ranking(Sequence[str]):
    """Ids of job files, best first; those with one score by name. Names are opened for what is looked at only."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        self.standings = sorted(standings, key=_points, reverse=True)

    def __len__(self) -> int:
        return len(self.standings)

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return self[index : index + 1][0]
        start, stop, _step = index.indices(len(self))
        if start >= stop:
            return []
        first, last = start, stop  # from the first to the last of those who have the scores of this piece
        while first and _points(self.standings[first - 1]) == _points(self.standings[start]):
            first -= 1
        while last < len(self) and _points(self.standings[last]) == _points(self.standings[stop - 1]):
            last += 1
        equals = self.standings[first:last]
        names = _names(one.candidate_id for one in equals)
        equals.sort(key=lambda one: (-_points(one), names.get(one.candidate_id, ""), one.file_id))
        return [one.file_id for one in equals[start - first : stop - first]]


def ranking(role: Role) -> Ranking:
    """Everybody who was scored for the role, each by the file of the newest job. Whoever was merged is one person."""
    rows = Candidate.objects.filter(account=role.account_id, merged_into__isnull=False)
    merged: dict[str, Any] = dict(rows.values_list("pk", "merged_into"))
    files = JobFile.objects.filter(job__account=role.account_id, job__role=role, state=FileState.DONE)
    newest_first = files.exclude(candidate=None).order_by("-job__created_at", "index", "pk")
    rows_of_all = list(newest_first.values_list("candidate", "pk", "fit_score"))
    newest = {merged.get(row[0], row[0]): row for row in reversed(rows_of_all)}
    return Ranking(map(Standing._make, newest.values()))


def _names(candidate_ids: Iterable[str]) -> dict[str, str]:
    opened = opener(Candidate, "name")
    rows = Candidate.objects.filter(pk__in=list(candidate_ids)).values_list("pk", as_stored("name"))
    return {pk: folded(opened(name, pk)) for pk, name in rows}
