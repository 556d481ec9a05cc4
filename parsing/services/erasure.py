"""A person asks what is stored of them, or to be forgotten: found, handed out, erased, also while a parse runs.

An erasure is written down before anything is deleted. Whatever a running parse still brings of the same person is
discarded when it ends, and swept up should it have ended in the same moment.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import audit
from accounts.models import Account, User
from parsing.engine.codec import resume_from_json
from parsing.engine.options import effective_options
from parsing.jobs.erased import REMEMBERED_FOR, digest_of, forget_discarded
from parsing.models import Candidate, Erasure, JobFile, ScoringRecord, StoredFile
from parsing.services import scoring_log
from parsing.services.bulk import forget_words_about
from parsing.services.deletion import delete_candidate, forget_results, hold
from parsing.services.merging import everyone_of
from parsing.services.results import candidate_json
from parsing.services.saved_views import forget_views_of
from parsing.services.sealed_search import with_name_or_email, with_text

MOST_FOUND = 100
SCOPE = (
    "Rows of the database, stored files, pictures of pages in the cache, search words, notes and tags, results in all"
    " jobs; whatever waited to be read, and whatever a running parse would still have brought, is discarded.",
    "Queues and deliveries of webhooks carry ids alone and never held anything of the person.",
)
KEPT = (
    "Keyed hashes of addresses and of the document, which tell of nobody: they keep the person from coming back.",
    "The ledger of charges, this certificate, and lines of the scoring log without a person.",
)
_DIGITS_OF_A_PHONE = 7  # the last ones: prefixes are written in many ways


def find_person(account: Account, text: str) -> QuerySet[Candidate]:
    """Candidates, live and test, whose name, e-mail address or phone number is `text`; none for too little text."""
    wanted = " ".join(text.split())
    candidates = Candidate.objects.filter(account=account).order_by("-created_at")
    if len(wanted) < 3:
        return candidates.none()
    digits = re.sub(r"\D", "", wanted)
    if len(digits) >= _DIGITS_OF_A_PHONE and not re.search(r"[^\W\d_]", wanted):
        ids = [row.pk for row in candidates.only("resume") if _ending(digits) in _phones(row)]
        return candidates.filter(pk__in=ids[:MOST_FOUND])
    found = set(with_name_or_email(candidates, wanted))
    if "@" in wanted:
        found.update(with_text(candidates, wanted)[:MOST_FOUND])
    return candidates.filter(pk__in=found)


def all_about(candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Everything stored of these candidates, as JSON: record, where it was used, scores, notes, tags, corrections.

    With those that were merged with them: they are the same person.
    """
    options, _warnings = effective_options({"output_profile": "full_profile"}, has_job_description=False)
    return [
        {
            "candidate_id": candidate.pk,
            "document": {"filename": candidate.filename, "sha256": candidate.sha256},
            "read_at": candidate.parsed_at.isoformat(),
            "reviewed_at": candidate.reviewed_at.isoformat() if candidate.reviewed_at else None,
            "reviewed_by": candidate.reviewed_by.email if candidate.reviewed_by else None,
            "model_used": candidate.model_used or None,
            "tags": candidate.tags,
            "merged_into": candidate.merged_into_id,
            "merges": [
                {"with": row.joined_id, "before": row.before, "at": row.created_at.isoformat()}
                for row in candidate.merges.all()
            ],
            "corrections": [
                {"field": row.field, "before": row.before, "after": row.after, "at": row.created_at.isoformat()}
                for row in candidate.corrections.all()
            ],
            "notes": [
                {"text": note.text, "at": note.created_at.isoformat(), "by": note.author.email if note.author else None}
                for note in candidate.notes.select_related("author")
            ],
            "record": candidate_json(candidate, options=options),
            "text": [line.get("text", "") for line in candidate.document.get("lines", [])],
            "scores": [
                _scoring(file) for file in candidate.job_files.select_related("job").order_by("job__created_at")
            ],
            "scoring_log": [scoring_log.as_json(line) for line in candidate.scorings.all()],
            "log": [
                {"action": event.action, "at": event.created_at.isoformat(), "data": event.data}
                for event in candidate.account.audit_events.filter(target=candidate.pk).order_by("created_at")
            ],
        }
        for candidate in everyone_of(list(candidates))
    ]


def erase(account: Account, candidates: Sequence[Candidate], *, by: User | None) -> Erasure:
    """Delete these candidates, their documents, results, notes, page images and index; the certificate of it.

    So are those that were merged with them. Files of the same documents that wait or are being read are discarded, and
    their charges given back.
    """
    ours = everyone_of([candidate for candidate in candidates if candidate.account_id == account.pk])
    shas = {candidate.sha256 for candidate in ours}
    files = JobFile.objects.filter(account=account).filter(Q(candidate__in=ours) | Q(sha256__in=shas))
    stored = Q(pk__in=files.values("stored_file")) | Q(pk__in=[candidate.stored_file_id for candidate in ours])
    erasure = Erasure.objects.create(
        account=account,
        requested_by=by,
        digests=sorted({digest for candidate in ours for digest in _digests_of(candidate)}),
        candidates=len(ours),
        files=files.count(),
        documents=StoredFile.objects.filter(stored, account=account).count(),
        notes=sum(candidate.notes.count() for candidate in ours),
        scores=ScoringRecord.objects.filter(candidate__in=ours).count(),
    )
    with transaction.atomic():
        hold(ours, with_copies=True)
        forget_views_of(account, ours)
        forget_words_about(account, ours)
        for candidate in ours:
            delete_candidate(candidate, by=by)
        _forget_documents(account, shas)
        counts = {"candidates": len(ours), "documents": erasure.documents, "files": erasure.files}
        audit.record(account, action="person.erased", actor=by, target=erasure.pk, data=counts)
    _sweep(erasure)  # a parse may have ended since `candidates` were chosen
    return erasure


def certificate_of(erasure: Erasure) -> dict[str, Any]:
    """What was deleted, when and by whom: to be shown, downloaded and filed away. It says nothing of the person."""
    return {
        "certificate": erasure.pk,
        "workspace": f"{erasure.account.name} ({erasure.account_id})",
        "erased_at": erasure.created_at.isoformat(timespec="seconds"),
        "by": erasure.requested_by.email if erasure.requested_by else None,
        "deleted": {
            "Records": erasure.candidates,
            "Documents": erasure.documents,
            "Results in jobs": erasure.files,
            "Notes": erasure.notes,
            "Scores made anonymous": erasure.scores,
        },
        "scope": SCOPE,
        "kept": KEPT,
    }


def sweep_erased(*, now: datetime | None = None) -> int:
    """Delete what a parse stored in the same moment as an erasure, and what is left of discarded documents.

    How many candidates were deleted. May run at any time.
    """
    lately = Erasure.objects.filter(created_at__gte=(now or timezone.now()) - REMEMBERED_FOR)
    return sum(_sweep(erasure) for erasure in lately.select_related("account"))


def _sweep(erasure: Erasure) -> int:
    forget_discarded(erasure)
    digests, count = set(erasure.digests), 0
    young = Candidate.objects.filter(account=erasure.account, created_at__gte=erasure.created_at - REMEMBERED_FOR)
    for candidate in young.filter(job_files__job__created_at__lt=erasure.created_at).distinct():
        if not digests.isdisjoint(_digests_of(candidate)):
            delete_candidate(candidate)
            count += 1
    return count


def purge_workspaces(*, now: datetime | None = None) -> int:
    """Delete the workspaces whose grace has ended, with every row and file; how many."""
    due = Account.objects.filter(deletion_due_at__lte=now or timezone.now())
    count = 0
    for account in due:
        for stored in StoredFile.objects.filter(account=account).iterator():
            stored.delete()  # one by one: its bytes go with it
        with audit.forgetting():
            account.delete()
        count += 1
    return count


def _forget_documents(account: Account, shas: set[str]) -> None:
    """Copies that failed, or wait to be read: their names and their bytes."""
    copies = JobFile.objects.filter(account=account, sha256__in=shas)
    stored_ids = set(copies.values_list("stored_file", flat=True)) - {None}
    forget_results(copies)
    StoredFile.objects.filter(account=account, pk__in=stored_ids).delete()


def _scoring(file: JobFile) -> dict[str, Any]:
    return {
        "job_id": file.job_id,
        "at": file.job.created_at.isoformat(),
        "filename": file.filename,
        "job_description": file.job.job_description or None,
        "fit_score": file.fit_score,
        "findings": file.findings,
    }


def _digests_of(candidate: Candidate) -> set[str]:
    resume = resume_from_json(candidate.resume)
    addresses = {email.value for email in resume.emails}
    return {digest_of(value) for value in {candidate.sha256, candidate.email, *addresses} if value}


def _phones(candidate: Candidate) -> set[str]:
    return {_ending(re.sub(r"\D", "", phone.value.text)) for phone in resume_from_json(candidate.resume).phones}


def _ending(digits: str) -> str:
    return digits[-_DIGITS_OF_A_PHONE:]
