"""Ends of a file and of a job. Each is one transaction that happens once, however often the work is done.

A transaction touches the rows of one job only, so that two of them cannot wait for each other.
"""

from contextlib import suppress

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from billing import quota
from cvault.sealed_fields import sealed_value
from parsing.jobs import erased
from parsing.jobs.events import publish_end
from parsing.jobs.leases import OPEN_STATES
from parsing.jobs.outbox import announce, forget
from parsing.jobs.scoring_log import note_end, note_score
from parsing.models import Candidate, FileState, JobFile, JobState, ParseJob
from parsing.sandbox import Json, Reading

MAX_FILE_ATTEMPTS = 3  # a file that ended its worker so often is given up
UNFINISHED = (FileState.QUEUED, FileState.READING)
ERASED = "This person was erased on request while the document was read"
GIVEN_UP = "The file could not be read: every attempt ended without an answer"
# Failures of the circumstances, not of the document: a copy that waited for this file is tried on its own.
PASSING_CODES = frozenset({"job_failed", "quota_exceeded", "gone", erased.CODE})

# What counting reads, and what an end is told with.
_TOLD_OF_AN_END = "account livemode kind source state total completed failed error is_waited_for".split()
_TOLD_OF_SCORES = "requirements created_by api_key".split()


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
    if erased.is_erased(file, email=str(reading.columns.get("email") or "")):
        return finish_erased(file, duration_ms=duration_ms)
    try:
        with transaction.atomic():
            candidate_id, is_new = _store_candidate(file, reading)
            _finish(
                file,
                FileState.DONE,
                duration_ms=duration_ms,
                parse_tier=reading.parse_tier,
                **_result(candidate_id, reading.findings, cached=not is_new),
            )
            note_score(
                file,
                candidate_id=candidate_id,
                resume=reading.resume,
                engine_version=reading.pipeline_version,
                findings=reading.findings,
            )
            if file.charged and is_new:
                quota.settle(file.account, file.pk)
            elif file.charged:
                quota.release(file.account, file.pk, "duplicate")
            _count(file, "completed")
    except _FinishedBefore:
        return False
    return True


def finish_known(file: JobFile, candidate: Candidate, findings: Json, *, duration_ms: int) -> bool:
    """Answer a copy of a document that was read before: never charged. False where it was finished before."""
    try:
        with transaction.atomic():
            if not Candidate.objects.filter(pk=candidate.pk).exists():
                return False  # deleted meanwhile: the next round reads the copy itself
            _finish(
                file,
                FileState.DONE,
                duration_ms=duration_ms,
                parse_tier=candidate.parse_tier,
                **_result(candidate.pk, findings, cached=True),
            )
            note_score(
                file,
                candidate_id=candidate.pk,
                resume=candidate.resume,
                engine_version=candidate.pipeline_version,
                findings=findings,
            )
            if file.rescores_id:
                _replace_score(file, findings)
            if file.charged:
                quota.release(file.account, file.pk, "duplicate")
            _count(file, "completed")
    except _FinishedBefore:
        return False
    return True


def finish_failed(file: JobFile, *, code: str, error: str, duration_ms: int | None = None) -> bool:
    """Record why the file gave no candidate and give the charge back. False where it was finished before."""
    try:
        with transaction.atomic():
            _finish(file, FileState.FAILED, duration_ms=duration_ms, error_code=code[:40], error=error[:300])
            if file.charged:
                quota.release(file.account, file.pk, code)
            _count(file, "failed")
    except _FinishedBefore:
        return False
    return True


def finish_erased(file: JobFile, *, duration_ms: int | None = None) -> bool:
    """Discard a document whose person was erased meanwhile, with its name. False where it was finished before."""
    ended = finish_failed(file, code=erased.CODE, error=ERASED, duration_ms=duration_ms)
    if ended:
        erased.forget_document(file)
    return ended


def fail_job(job: ParseJob, error: str) -> bool:
    """End a job as a whole: its unfinished files fail with it, their charges are given back."""
    for file in job.files.filter(state__in=UNFINISHED).select_related("account"):
        with suppress(_FinishedBefore), transaction.atomic():
            _finish(file, FileState.FAILED, error_code="job_failed", error=error[:300])
            if file.charged:
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
            publish_end(ParseJob.objects.select_related("account").get(pk=job.pk))
    return bool(ended)


class _FinishedBefore(Exception):
    """Somebody else has finished the file, or it is gone: what this transaction wrote is taken back."""


def _finish(file: JobFile, state: FileState, **values: object) -> None:
    """Move the file to its end: the conditional UPDATE that makes everything beside it happen once."""
    unfinished = JobFile.objects.filter(pk=file.pk, state__in=UNFINISHED)
    if "findings" in values:
        values["findings"] = sealed_value(JobFile, "findings", values["findings"], file.pk)
    if not unfinished.update(state=state, finished_at=timezone.now(), **values):
        raise _FinishedBefore


def _result(candidate_id: str, findings: Json, *, cached: bool) -> dict[str, object]:
    fit = findings.get("fit") or {}
    return {"candidate_id": candidate_id, "findings": findings, "fit_score": fit.get("score"), "cached": cached}


def _replace_score(file: JobFile, findings: Json) -> None:
    """A rescore counts in the job that it was asked for too (R175); what was there before stays in earlier rescores."""
    fit = findings.get("fit") or {}
    sealed = sealed_value(JobFile, "findings", findings, file.rescores_id)
    JobFile.objects.filter(pk=file.rescores_id).update(findings=sealed, fit_score=fit.get("score"))


def _store_candidate(file: JobFile, reading: Reading) -> tuple[str, bool]:
    """The id of the account's one candidate of this document, and whether it is new."""
    document = {
        "account_id": file.account_id,
        "livemode": file.livemode,
        "sha256": file.sha256,
        "pipeline_version": reading.pipeline_version,
    }
    ours = Candidate(
        **document,
        stored_file_id=file.stored_file_id,
        filename=file.filename,
        resume=reading.resume,
        document=reading.document,
        parse_tier=reading.parse_tier,
        model_used=reading.model_used,
        parsed_at=timezone.now(),
        **reading.columns,
    )
    Candidate.objects.bulk_create([ours], ignore_conflicts=True)  # waits for another that is being stored
    kept_id: str = Candidate.objects.values_list("pk", flat=True).get(**document)
    return kept_id, kept_id == ours.pk


def _count(file: JobFile, counter: str) -> None:
    """Add the finished file to its job, end the job with its last file, and ring for the copies in other jobs."""
    now = timezone.now()
    job = ParseJob.objects.select_for_update(no_key=True).only(*_TOLD_OF_AN_END, *_TOLD_OF_SCORES).get(pk=file.job_id)
    job.account = file.account
    setattr(job, counter, getattr(job, counter) + 1)
    changed = {counter: getattr(job, counter), "updated_at": now}
    ends = job.state in OPEN_STATES and job.completed + job.failed >= job.total
    if ends:
        job.state = JobState.COMPLETED
        changed |= {"state": job.state, "completed_at": now, "lease_owner": "", "lease_until": None}
    ParseJob.objects.filter(pk=job.pk).update(**changed)
    # Whoever waits for the job with the row in hand need not read it again.
    for name, value in {"completed": job.completed, "failed": job.failed, **changed}.items():
        setattr(file.job, name, value)
    if ends:
        forget(job.pk)
        publish_end(job)
        note_end(job)
    waiting = JobFile.objects.filter(duplicate_of=file, state=FileState.QUEUED).exclude(job=file.job_id)
    for job_id in waiting.order_by().values_list("job_id", flat=True).distinct():
        announce(job_id)
