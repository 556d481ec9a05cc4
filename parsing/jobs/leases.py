"""Who works on a job: a lease that one process holds, renews, and loses when it dies."""

import os
import secrets
import socket
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from parsing.jobs.outbox import announce
from parsing.models import FileState, JobFile, JobState, ParseJob

OPEN_STATES = (JobState.QUEUED, JobState.PROCESSING)
_BEGUN_FILE = "begun_file"  # of the instance that was begun, never of the row


def begin(job: ParseJob, file: JobFile) -> None:
    """Take a job of one file before it is stored, both counted as begun, for the process that stores it.

    It goes on with `run_job` at once; should it die instead, the lease runs out like any other.
    """
    job.state, job.attempts, file.state, file.attempts = JobState.PROCESSING, 1, FileState.READING, 1
    job.lease_owner, job.lease_until = _new_owner(), timezone.now() + timedelta(seconds=settings.JOB_LEASE_S)
    vars(job)[_BEGUN_FILE] = file


def is_begun(job: ParseJob) -> bool:
    """Whether this process has begun the job and not gone on with it yet."""
    return _BEGUN_FILE in vars(job)


def take_begun(job: ParseJob) -> JobFile | None:
    """The file that the job was begun with: the first time; None from then on, and for any other job."""
    file: JobFile | None = vars(job).pop(_BEGUN_FILE, None)
    return file


def claim(job_id: str) -> str | None:
    """Take the job: the name of the lease, or None where another process holds it or nothing is left to do.

    The attempt is counted here, before the work, so that a job that kills its worker is counted too.
    """
    now = timezone.now()
    owner = _new_owner()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    claimed = ParseJob.objects.filter(free, pk=job_id, state__in=OPEN_STATES).update(
        state=JobState.PROCESSING,
        attempts=F("attempts") + 1,
        lease_owner=owner,
        lease_until=now + timedelta(seconds=settings.JOB_LEASE_S),
        updated_at=now,
    )
    return owner if claimed else None


def renew(job_id: str, *, owner: str) -> bool:
    """Hold the lease for longer. False where it was lost: then another process may be at work already."""
    until = timezone.now() + timedelta(seconds=settings.JOB_LEASE_S)
    return bool(_held(job_id, owner).update(lease_until=until))


def renewal_interval_s() -> float:
    """Several renewals may fail before the lease does."""
    return float(settings.JOB_LEASE_S) / 5


def hand_back(job_id: str, *, owner: str, ring: bool) -> bool:
    """Give an unfinished job up in good order, so that this attempt does not count; `ring` for the next worker."""
    with transaction.atomic():
        returned = _held(job_id, owner).update(lease_owner="", lease_until=None, attempts=F("attempts") - 1)
        if returned and ring:
            announce(job_id, recovered=True)
    return bool(returned)


def _new_owner() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"


def _held(job_id: str, owner: str) -> QuerySet[ParseJob]:
    return ParseJob.objects.filter(pk=job_id, lease_owner=owner, state__in=OPEN_STATES)
