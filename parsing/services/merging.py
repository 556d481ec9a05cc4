"""One person in several documents: which candidates may be the same, joining them, taking that back.

The candidate that is kept stands in the lists; the others keep their record and their document and are found from it.
Nothing is thrown away: undone, each is what it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.models import Account, User
from cvault.errors import Conflict, InvalidInput
from parsing.engine.codec import resume_from_json
from parsing.engine.model import Resume
from parsing.models import Candidate, Likeness, Merge

# Field that can be taken over -> its attribute of the record.
FIELDS: Mapping[str, str] = {
    "name": "name",
    "headline": "headline",
    "email": "emails",
    "phone": "phones",
    "location": "location",
    "links": "links",
    "profile": "summary",
    "skills": "skills",
    "languages": "languages",
    "certifications": "certifications",
    "nationality": "nationality",
    "driving_license": "driving_license",
}
RULE = "merged"  # of the evidence of a value that was taken over: its place is in the other document
MOST_JOINED = 50  # documents of one person
_LONGEST_SHOWN = 12  # items of a list


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another candidate that may be the same person, and why."""

    candidate: Candidate
    reasons: tuple[str, ...]  # of "email", "phone", "birth", "employer"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records differ, as texts."""

    name: str
    kept: str
    joined: str


def suggestions_for(candidate: Candidate) -> list[Suggestion]:
    """Who may be the same person, the surest first."""
    open_pairs = Likeness.objects.filter(Q(first=candidate) | Q(second=candidate), dismissed_at=None)
    pairs = list(open_pairs.filter(first__merged_into=None, second__merged_into=None)[:MOST_JOINED])
    others = {pair.second_id if pair.first_id == candidate.pk else pair.first_id: pair for pair in pairs}
    found = Candidate.objects.filter(account=candidate.account_id, pk__in=others)
    rows = found.defer("resume", "document", "search_text").order_by("-created_at")
    suggested = [Suggestion(row, tuple(others[row.pk].reasons)) for row in rows]
    return sorted(suggested, key=lambda item: -len(item.reasons))


def dismiss(candidate: Candidate, other: Candidate, *, by: User) -> None:
    """They are two people: the suggestion is not made again."""
    first, second = sorted((candidate.pk, other.pk))
    pair = Likeness.objects.filter(first=first, second=second, account=candidate.account_id)
    pair.update(dismissed_at=timezone.now(), dismissed_by=by)
    audit.record(candidate.account, action="candidate.not_the_same", actor=by, target=first, data={"other": second})


def differences(kept: Candidate, joined: Candidate) -> list[Difference]:
    """The fields that can be taken over and are not the same, in the order of FIELDS."""
    one, other = resume_from_json(kept.resume), resume_from_json(joined.resume)
    found = [Difference(name, shown(one, name), shown(other, name)) for name in FIELDS]
    return [item for item in found if item.joined and item.kept != item.joined]


def shown(resume: Resume, field: str) -> str:
    """A field as one text; empty where there is none."""
    value = getattr(resume, FIELDS[field])
    items = value if isinstance(value, tuple) else (value,) if value is not None else ()
    texts = [_text(item) for item in items]
    more = f" +{len(texts) - _LONGEST_SHOWN}" if len(texts) > _LONGEST_SHOWN else ""
    return ", ".join(texts[:_LONGEST_SHOWN]) + more


def _text(item: Any) -> str:
    for name in ("name", "language"):
        item = getattr(item, name, item)
    value = getattr(item, "value", item)
    return str(getattr(value, "text", getattr(value, "url", value)))


@transaction.atomic
def merge(kept: Candidate, joined: Candidate, *, take: Iterable[str] = (), by: User) -> Merge:
    """Join one candidate to another; the fields of `take` get the values of the joined one.

    Raises InvalidInput for candidates of two workspaces or modes, or one and the same; Conflict where one of them is
    merged already.
    """
    ids = sorted({kept.pk, joined.pk})
    rows = {row.pk: row for row in Candidate.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if len(rows) != 2 or (kept.account_id, kept.livemode) != (joined.account_id, joined.livemode):
        raise InvalidInput("These two cannot be merged")
    kept, joined = rows[kept.pk], rows[joined.pk]
    if kept.merged_into_id or joined.merged_into_id:
        raise Conflict("One of them is merged already")
    chosen, before = {}, {}
    for attribute in (FIELDS[name] for name in dict.fromkeys(take) if name in FIELDS):
        if attribute in joined.resume:
            before[attribute] = kept.resume.get(attribute)
            chosen[attribute] = _without_place(joined.resume[attribute])
    kept.resume = {**kept.resume, **chosen}
    _store(kept)
    joined.merged_into = kept
    joined.save(update_fields=["merged_into"])
    done = Merge.objects.create(
        account=kept.account, kept=kept, joined=joined, chosen=chosen, before=before, created_by=by
    )
    data = {"joined": joined.pk, "taken_over": sorted(chosen)}
    audit.record(kept.account, action="candidate.merged", actor=by, target=kept.pk, data=data)
    return done


@transaction.atomic
def unmerge(joined: Candidate, *, by: User) -> Candidate:
    """Two candidates again: the one that it was joined to. Values that were corrected since the merge stay.

    Raises InvalidInput for one that is not merged.
    """
    if joined.merged_into_id is None:
        raise InvalidInput("This candidate is not merged with another")
    kept = Candidate.objects.select_for_update().get(pk=joined.merged_into_id)
    last = Merge.objects.filter(kept=kept, joined=joined, undone_at=None).first()
    if last is not None:
        resume = dict(kept.resume)
        for attribute, taken in last.chosen.items():
            if resume.get(attribute) == taken:
                resume[attribute] = last.before.get(attribute)
        kept.resume = {name: value for name, value in resume.items() if value is not None}
        Merge.objects.filter(pk=last.pk).update(undone_at=timezone.now())
    _store(kept)
    Candidate.objects.filter(pk=joined.pk).update(merged_into=None, indexed_at=None)
    audit.record(kept.account, action="candidate.unmerged", actor=by, target=kept.pk, data={"joined": joined.pk})
    return kept


def everyone_of(candidates: Sequence[Candidate]) -> list[Candidate]:
    """These candidates and all that are merged with them, in any order: the whole of each person."""
    found = {candidate.pk: candidate for candidate in candidates}
    fresh = list(found.values())
    while fresh:
        towards = Q(pk__in=[row.merged_into_id for row in fresh if row.merged_into_id])
        away = Q(merged_into__in=[row.pk for row in fresh])
        rows = Candidate.objects.filter(towards | away).exclude(pk__in=list(found))
        fresh = list(rows.select_related("account"))
        found |= {row.pk: row for row in fresh}
    return list(found.values())


def joined_to(candidate: Candidate) -> list[Candidate]:
    """The candidates that were merged into this one, latest document first."""
    rows = Candidate.objects.filter(account=candidate.account_id, merged_into=candidate)
    return list(rows.defer("resume", "document", "search_text").order_by("-created_at")[:MOST_JOINED])


def candidate_of(account: Account, candidate_id: str) -> Candidate | None:
    """A candidate of the account that lists show; None without."""
    return Candidate.objects.filter(account=account, pk=candidate_id, merged_into=None).first()


def _store(kept: Candidate) -> None:
    """The record, the columns of lists that follow from it, and a place in the queue of the index."""
    resume = resume_from_json(kept.resume)
    kept.name = resume.name.value[:200] if resume.name else ""
    kept.email = resume.emails[0].value[:254] if resume.emails else ""
    kept.location = resume.location.value.text[:200] if resume.location else ""
    kept.indexed_at = None
    kept.save(update_fields=["resume", "name", "email", "location", "indexed_at"])


def _without_place(value: Any) -> Any:
    """The value with its quote; line and box would point into another document."""
    if isinstance(value, list):
        return [_without_place(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "rule" in value and "quote" in value:
        kept = {name: item for name, item in value.items() if name not in ("box", "page")}
        return {**kept, "line": -1, "rule": RULE}
    return {name: _without_place(item) for name, item in value.items()}
