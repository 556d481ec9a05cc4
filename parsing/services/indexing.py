"""What lists search and filter by, and who may be the same person, worked out a moment after a document was read.

It is done by the scheduler, away from the reading: a parse is not slower for it, and nothing is lost with a process
that dies. A correction sends the candidate through it again.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from rapidfuzz import fuzz

from parsing.engine.codec import resume_from_json
from parsing.engine.model import Resume
from parsing.engine.searching import folded
from parsing.models import Candidate, FileState, IdentityKey, JobFile, Likeness, SavedView, SearchEntry
from parsing.services.birthdays import birthdays
from parsing.services.searching import tokens_of

BATCH = 200
VERY_SIMILAR = 88  # of 100: "Jon Smith" and "John Smith" are (95), "Jane Smith" and "John Smith" are not (80)
A_FEW = 5  # more candidates with one address or number: it is an agency's, and the name has to be alike too
_MOST_COLLEAGUES = 500  # of one employer whose names are compared
_EMPLOYERS = 8
_LEAST_EMPLOYER_CHARS = 3


def index_waiting(*, limit: int = BATCH) -> int:
    """Index the candidates that wait for it, oldest first; how many. May run at any time, and in several processes."""
    waiting = Candidate.objects.filter(indexed_at=None).order_by("created_at").defer("document")
    count = 0
    for candidate in waiting[:limit]:
        try:
            index_candidate(candidate)
        except IntegrityError:  # deleted meanwhile
            continue
        count += 1
    return count


def index_anew() -> int:
    """Hash with the key of now what lists filter by, and leave the rest to `index_waiting`; how many candidates."""
    pks = list(Candidate.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():  # holds the rows, so that a tag that is set meanwhile keeps its own hash
            rows = Candidate.objects.select_for_update().filter(pk__in=pks[start : start + BATCH])
            for row in rows.only("account", "location", "tags"):
                row.indexed_at = None
                row.save(update_fields=["indexed_at", "place_keys", "tag_keys"])
    for view in SavedView.objects.all():
        view.save(update_fields=["name_key"])
    return len(pks)


def index_candidate(candidate: Candidate, *, now: datetime | None = None) -> None:
    """Store skills, flags and identity keys of the candidate, then the candidates that may be the same person."""
    resume = resume_from_json(candidate.resume)
    keys = [
        IdentityKey(
            account_id=candidate.account_id,
            livemode=candidate.livemode,
            candidate=candidate,
            kind=kind,
            digest=_digest(kind, value),
        )
        for kind, value in dict.fromkeys(_identity(resume, candidate))
    ]
    with transaction.atomic():
        IdentityKey.objects.filter(candidate=candidate).delete()
        IdentityKey.objects.bulk_create(keys)
        Candidate.objects.filter(pk=candidate.pk).update(
            flag_kinds=_flag_kinds(candidate), indexed_at=now or timezone.now()
        )
        entry = {"account_id": candidate.account_id, "tokens": _tokens(candidate, resume)}
        SearchEntry.objects.update_or_create(candidate=candidate, defaults=entry)
    # After the commit: of two that are indexed at the same time the later one sees the other.
    _store_likeness(candidate, keys)


def _identity(resume: Resume, candidate: Candidate) -> Iterator[tuple[str, str]]:
    for email in resume.emails:
        yield "email", email.value.strip().lower()
    for phone in resume.phones:
        if phone.value.e164:
            yield "phone", phone.value.e164
    for day in birthdays(candidate.search_text, candidate.language):
        yield "birth", day
    companies = (entry.company.value for entry in resume.experience[:_EMPLOYERS] if entry.company)
    for company in companies:
        name = "".join(char for char in folded(company) if char.isalnum())
        if len(name) >= _LEAST_EMPLOYER_CHARS:
            yield "employer", name


def _digest(kind: str, value: str) -> str:
    """Recognises a value and tells nothing of it."""
    message = f"identity.{kind}.{value}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


def _tokens(candidate: Candidate, resume: Resume) -> str:
    """Everything the document says, and what people wrote over it."""
    columns = (candidate.name, candidate.email, candidate.title, candidate.location, candidate.filename)
    skills = (skill.canonical or skill.name.value for skill in resume.skills)
    return tokens_of((*columns, candidate.search_text), skills=skills)


def _flag_kinds(candidate: Candidate) -> str:
    done = JobFile.objects.filter(candidate=candidate, state=FileState.DONE).exclude(findings=None)
    latest = done.order_by("-finished_at").only("findings").first()
    findings = (latest.findings if latest else None) or {}
    return _barred(flag["kind"] for flag in findings.get("red_flags", ()))[:300]


def _barred(words: Iterable[str]) -> str:
    unique = list(dict.fromkeys(word for word in words if word))
    return f"|{'|'.join(unique)}|" if unique else ""


def _store_likeness(candidate: Candidate, keys: list[IdentityKey]) -> None:
    """One row a pair; a pair that is alike no longer goes, unless somebody has said something about it."""
    found = _like(candidate, keys)
    pairs = Likeness.objects.filter(Q(first=candidate) | Q(second=candidate))
    known = {(pair.first_id, pair.second_id): pair for pair in pairs}
    rows = []
    for other_id, reasons in found.items():
        first_id, second_id = sorted((candidate.pk, other_id))
        pair = known.pop((first_id, second_id), None)
        if pair is None:
            rows.append(
                Likeness(account_id=candidate.account_id, first_id=first_id, second_id=second_id, reasons=reasons)
            )
        elif pair.reasons != reasons:
            Likeness.objects.filter(pk=pair.pk).update(reasons=reasons)
    Likeness.objects.bulk_create(rows, ignore_conflicts=True)
    outdated = [pair.pk for pair in known.values() if pair.dismissed_at is None]
    Likeness.objects.filter(pk__in=outdated).delete()


def _like(candidate: Candidate, keys: list[IdentityKey]) -> dict[str, list[str]]:
    """Id of a candidate that may be the same person -> why."""
    found: dict[str, list[str]] = {}
    for kind in ("email", "phone", "birth", "employer"):
        digests = [key.digest for key in keys if key.kind == kind]
        others = list(_others(candidate, digests)[:_MOST_COLLEAGUES]) if digests else []
        for other in others:
            certain = kind in ("email", "phone") and len(others) <= A_FEW  # many people share a birthday
            if certain or _is_similar(candidate.name, other.name):
                found.setdefault(other.pk, []).append(kind)
    return found


def _others(candidate: Candidate, digests: list[str]) -> QuerySet[Candidate]:
    theirs = IdentityKey.objects.filter(
        account=candidate.account_id, livemode=candidate.livemode, digest__in=digests
    ).exclude(candidate=candidate)
    ids = theirs.values("candidate")
    return Candidate.objects.filter(pk__in=ids).order_by("-created_at").only("name")


def _is_similar(one: str, other: str) -> bool:
    """Whether two full names are very similar, in any order of their parts; one may have a part more."""
    first, second = folded(one), folded(other)
    parts, other_parts = set(first.split()), set(second.split())
    if min(len(parts), len(other_parts)) < 2:
        return False
    return parts <= other_parts or other_parts <= parts or fuzz.token_sort_ratio(first, second) >= VERY_SIMILAR
