"""Ends of a file and of a job. Each is one transaction that happens once, however often the work is done.

A transaction touches the rows of one job only, so that two of them cannot wait for each other.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from billing import quota
from parsing.jobs.events import publish_end
from parsing.jobs.leases import OPEN_STATES
from parsing.jobs.outbox import announce, forget
from parsing.models import Candidate, FileState, JobFile, JobState, ParseJob
from parsing.sandbox import Json, Reading

MAX_FILE_ATTEMPTS = 3  # a file that ended its worker so often is given up
UNFINISHED = (FileState.QUEUED, FileState.READING)
GIVEN_UP = "The file could not be read: every attempt ended without an answer"
# Failures of the circumstances, not of the document: a copy that waited for this file is tried on its own.
PASSING_CODES = frozenset({"job_failed", "quota_exceeded", "gone"})


def start_file(file: JobFile) -> bool:
    """Count the attempt before the work. False where the file is finished or has no attempt left."""
    started = JobFile.objects.filter(pk=file.pk, state__in=UNFINISHED, attempts__lt=MAX_FILE_ATTEMPTS).update(
        state=FileState.READING, attempts=F("attempts") + 1
    )
    return bool(started)


def forgive_attempt(file: JobFile) -> None:
    """Take an attempt back that was broken off in good order."""
    JobFile.objects.filter(pk=file.pk, state__in=UNFINISHED, attempts__gt=0).update(attempts=F("attempts") - 1)


def finish_read(file: JobFile, reading: Reading, *, duration_ms: int) -> bool:
    """Store what was read and settle the charge. False where the file was finished before, or is gone."""
    with transaction.atomic():
        if not _finish(file, FileState.DONE, duration_ms=duration_ms, parse_tier=reading.parse_tier):
            return False
        candidate, is_new = _store_candidate(file, reading)
        _set_result(file, candidate, reading.findings, cached=not is_new)
        if file.charged and is_new:
            quota.settle(file.account, file.pk)
        elif file.charged:
            quota.release(file.account, file.pk, "duplicate")
        _count(file, "completed")
    return True


def finish_known(file: JobFile, candidate: Candidate, findings: Json, *, duration_ms: int) -> bool:
    """Answer a copy of a document that was read before: never charged. False where it was finished before."""
    with transaction.atomic():
        if not Candidate.objects.filter(pk=candidate.pk).exists():
            return False  # deleted meanwhile: the next round reads the copy itself
        if not _finish(file, FileState.DONE, duration_ms=duration_ms, parse_tier=candidate.parse_tier):
            return False
        _set_result(file, candidate, findings, cached=True)
        if file.rescores_id:
            _replace_score(file, findings)
        if file.charged:
            quota.release(file.account, file.pk, "duplicate")
        _count(file, "completed")
    return True


def finish_failed(file: JobFile, *, code: str, error: str, duration_ms: int | None = None) -> bool:
    """Record why the file gave no candidate and give the charge back. False where it was finished before."""
    with transaction.atomic():
        if not _finish(file, FileState.FAILED, duration_ms=duration_ms, error_code=code[:40], error=error[:300]):
            return False
        if file.charged:
            quota.release(file.account, file.pk, code)
        _count(file, "failed")
    return True


def fail_job(job: ParseJob, error: str) -> bool:
    """End a job as a whole: its unfinished files fail with it, their charges are given back."""
    for file in job.files.filter(state__in=UNFINISHED).select_related("account"):
        with transaction.atomic():
            if _finish(file, FileState.FAILED, error_code="job_failed", error=error[:300]) and file.charged:
                quota.release(file.account, file.pk, "job_failed")
    with transaction.atomic():
        now = timezone.now()
        failed = job.files.filter(state=FileState.FAILED).count()
        ended = ParseJob.objects.filter(pk=job.pk, state__in=OPEN_STATES).update(
            state=JobState.FAILED,
            error=error[:300],
            failed=failed,
            completed_at=now,
            updated_at=now,
            lease_owner="",
            lease_until=None,
        )
        forget(job.pk)
        if ended:
            publish_end(job.pk)
    return bool(ended)


def _finish(file: JobFile, state: FileState, **values: object) -> bool:
    """Move the file to its end: the conditional UPDATE that makes everything beside it happen once."""
    unfinished = JobFile.objects.filter(pk=file.pk, state__in=UNFINISHED)
    return bool(unfinished.update(state=state, finished_at=timezone.now(), **values))


def _set_result(file: JobFile, candidate: Candidate, findings: Json, *, cached: bool) -> None:
    fit = findings.get("fit") or {}
    JobFile.objects.filter(pk=file.pk).update(
        candidate=candidate, findings=findings, fit_score=fit.get("score"), cached=cached
    )


def _replace_score(file: JobFile, findings: Json) -> None:
    """A rescore counts in the job that it was asked for too (R175); what was there before stays in earlier rescores."""
    fit = findings.get("fit") or {}
    JobFile.objects.filter(pk=file.rescores_id).update(findings=findings, fit_score=fit.get("score"))


def _store_candidate(file: JobFile, reading: Reading) -> tuple[Candidate, bool]:
    """The account's one candidate of this document, and whether it is new."""
    now = timezone.now()
    return Candidate.objects.get_or_create(
        account=file.account,
        livemode=file.livemode,
        sha256=file.sha256,
        pipeline_version=reading.pipeline_version,
        defaults={
            "stored_file": file.stored_file,
            "filename": file.filename,
            "resume": reading.resume,
            "document": reading.document,
            "parse_tier": reading.parse_tier,
            "model_used": reading.model_used,
            "parsed_at": now,
            **reading.columns,
        },
    )


def _count(file: JobFile, counter: str) -> None:
    """Add the finished file to its job, end the job with its last file, and ring for the copies in other jobs."""
    now = timezone.now()
    ParseJob.objects.filter(pk=file.job_id).update(**{counter: F(counter) + 1}, updated_at=now)
    ended = ParseJob.objects.filter(
        pk=file.job_id, state__in=OPEN_STATES, total__lte=F("completed") + F("failed")
    ).update(state=JobState.COMPLETED, completed_at=now, lease_owner="", lease_until=None)
    if ended:
        forget(file.job_id)
        publish_end(file.job_id)
    waiting = JobFile.objects.filter(duplicate_of=file, state=FileState.QUEUED).exclude(job=file.job_id)
    for job_id in waiting.order_by().values_list("job_id", flat=True).distinct():
        announce(job_id)
