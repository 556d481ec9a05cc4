"""Accepting a batch: all checks, then the bytes, then one transaction of job, files, charges and doorbell."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError, transaction

from accounts.models import Account, ApiKey, User
from billing import quota
from billing.plans import plan_for
from cvault.errors import Conflict
from parsing import jobs, sandbox, storage
from parsing.engine.codec import encode
from parsing.engine.errors import EmptyDocument
from parsing.engine.options import ParseOptions
from parsing.models import FileState, JobFile, JobState, ParseJob, StoredFile
from parsing.services import duplicates
from parsing.services.intake import MAX_JOB_DESCRIPTION_CHARS, Accepted, accept_files, accept_job_description
from parsing.storage import Upload

__all__ = ["MAX_JOB_DESCRIPTION_CHARS", "is_synchronous", "submit_batch"]

MAX_SYNCHRONOUS_FILES = 5  # R101; more are answered by a 202 at once
# A synchronous job is run by the process that took it; the bell only rings where that process died.
SYNCHRONOUS_BELL_DELAY_S = 5
QUOTA_MESSAGE = "Monthly parse quota exhausted"


def is_synchronous(mode: str, file_count: int) -> bool:
    """Whether a request waits for its job: as it says ("sync", "async"), and with "auto" by the number of files."""
    return mode == "sync" or (mode == "auto" and file_count <= MAX_SYNCHRONOUS_FILES)


def submit_batch(  # noqa: PLR0913  # a request has so many parts, each named by its caller
    account: Account,
    files: Sequence[Upload],
    *,
    options: ParseOptions,
    job_description: str = "",
    required_skills: Sequence[str] = (),
    nice_to_have_skills: Sequence[str] = (),
    source: str,
    livemode: bool = True,
    api_key: ApiKey | None = None,
    by: User | None = None,
    allow_partial: bool = False,
    mode: str = "auto",
    idempotency_key: str | None = None,
    warnings: Sequence[str] = (),
    begins: bool = False,
) -> ParseJob:
    """The accepted job, its files stored and charged, its copies of known documents already done.

    With `begins` the caller hands it to `wait_for_job` at once, where it waits for it: then a job of one document to be
    read is begun in the same transaction, which spares two.

    A request with an `idempotency_key` that was used before gives the same job; with other content it is a Conflict.
    Raises InvalidInput, NotPermitted, FileTooLarge, UnsupportedFile, QuotaExceeded; then nothing is stored or charged.
    """
    description = accept_job_description(job_description)
    accepted = accept_files(files, plan=plan_for(account))
    if required_skills or nice_to_have_skills:
        options = replace(
            options, required_skills=tuple(required_skills), nice_to_have_skills=tuple(nice_to_have_skills)
        )
    job = ParseJob(
        account=account,
        livemode=livemode,
        source=source,
        api_key=api_key,
        created_by=by,
        options=encode_options(options),
        job_description=description,
        total=len(accepted),
        warnings=list(warnings),
        is_waited_for=is_synchronous(mode, len(accepted)),
        idempotency_key=idempotency_key or None,
    )
    job.request_digest = _digest(job, accepted) if idempotency_key else ""
    earlier = _earlier_job(job)
    if earlier is not None:
        return earlier
    stored = _store(job, accepted)
    try:
        files_made = _accept(job, accepted, stored, allow_partial=allow_partial, begins=begins)
    except BaseException as error:
        _discard(list(stored.values()))
        earlier = _earlier_job(job) if isinstance(error, IntegrityError) else None
        if earlier is None:
            raise
        return earlier  # the same request in another process was faster
    needed = {file.stored_file_id for file in files_made}
    _discard([file for file in stored.values() if file.pk not in needed])  # another request was faster with them
    if any(file.cached for file in files_made):
        jobs.run_known_files(job)
        job.refresh_from_db()
    return job


def encode_options(options: ParseOptions) -> dict[str, object]:
    """For the database; `results.options_of` reads them back."""
    return dict(encode(options))


def _digest(job: ParseJob, accepted: Sequence[Accepted]) -> str:
    """Equal for requests that ask the same."""
    asked = [job.options, job.job_description, job.source, [(file.filename, file.sha256) for file in accepted]]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _earlier_job(job: ParseJob) -> ParseJob | None:
    """The job of the same idempotency key. Raises Conflict where that request was another one."""
    if job.idempotency_key is None:
        return None
    same_key = ParseJob.objects.for_account(job.account, livemode=job.livemode)
    earlier = same_key.filter(idempotency_key=job.idempotency_key).first()
    if earlier is not None and earlier.request_digest != job.request_digest:
        raise Conflict("This Idempotency-Key was used for another request: choose a new one")
    return earlier


def _store(job: ParseJob, accepted: Sequence[Accepted]) -> dict[str, StoredFile]:
    """The bytes of every document that is probably to be read, by SHA-256."""
    known = duplicates.known_fingerprints(job, {file.sha256 for file in accepted})
    sources = {file.sha256: file for file in accepted if file.size_bytes and file.sha256 not in known}
    stored = {
        sha256: storage.prepare(account=job.account, sha256=sha256, size_bytes=file.size_bytes, format_name=file.format)
        for sha256, file in sources.items()
    }
    StoredFile.objects.bulk_create(stored.values())
    for sha256, file in sources.items():
        storage.write(stored[sha256], file.upload)
    return stored


def _discard(stored: Sequence[StoredFile]) -> None:
    if stored:
        StoredFile.objects.filter(pk__in=[file.pk for file in stored]).delete()


@transaction.atomic
def _accept(
    job: ParseJob,
    accepted: Sequence[Accepted],
    stored: dict[str, StoredFile],
    *,
    allow_partial: bool,
    begins: bool,
) -> list[JobFile]:
    """Everything or nothing: the job, its files, their charges, and the bell to be rung."""
    # Requests of one account pass here one by one, so that of two with the same document one is the copy.
    Account.objects.select_for_update(no_key=True).values_list("pk").get(pk=job.account_id)
    files = [
        JobFile(
            account=job.account, livemode=job.livemode, job=job, index=index, filename=file.filename, sha256=file.sha256
        )
        for index, file in enumerate(accepted)
    ]
    for file, source in zip(files, accepted, strict=True):
        if not source.size_bytes:
            _fail(file, code=EmptyDocument.code, error=EmptyDocument.message)
    to_read = duplicates.link_copies(job, [file for file in files if file.state == FileState.QUEUED])
    if job.livemode:
        _charge(job, to_read, allow_partial=allow_partial)
    for file in files:
        if file.state == FileState.QUEUED and file.candidate is None:
            mine, original = stored.get(file.sha256), file.duplicate_of
            if mine is not None:
                file.stored_file = mine
            elif original is not None:
                file.stored_file_id = original.stored_file_id
    job.failed = sum(file.state == FileState.FAILED for file in files)
    if job.failed == job.total:
        job.state, job.completed_at = JobState.COMPLETED, job.created_at
    elif begins and job.is_waited_for and _is_one_to_read(files) and sandbox.has_free_slot():
        jobs.begin(job, files[0])
    job.save(force_insert=True)
    # A copy refers to its first: those come first.
    JobFile.objects.bulk_create(sorted(files, key=lambda file: file.duplicate_of is not None))
    if job.state == JobState.COMPLETED:
        jobs.publish_end(job)
    else:
        jobs.announce(job.pk, delay_s=SYNCHRONOUS_BELL_DELAY_S if job.is_waited_for else 0)
    return files


def _is_one_to_read(files: Sequence[JobFile]) -> bool:
    only = files[0]
    return len(files) == 1 and only.stored_file is not None and only.duplicate_of is None


def _charge(job: ParseJob, to_read: list[JobFile], *, allow_partial: bool) -> None:
    """Reserve a parse for every document that is to be read; with `allow_partial` the rest fails, file by file."""
    charged = set(
        quota.reserve_parses(
            job.account,
            [file.pk for file in to_read],
            source=job.source,
            files_requested=job.total,
            allow_partial=allow_partial,
        )
    )
    for file in to_read:
        file.charged = file.pk in charged
        if not file.charged:
            _fail(file, code="quota_exceeded", error=QUOTA_MESSAGE)


def _fail(file: JobFile, *, code: str, error: str) -> None:
    file.state, file.error_code, file.error = FileState.FAILED, code, error
