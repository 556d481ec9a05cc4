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
from parsing.models import JobState, ParseJob

OPEN_STATES = (JobState.QUEUED, JobState.PROCESSING)


def claim(job_id: str) -> str | None:
    """Take the job: the name of the lease, or None where another process holds it or nothing is left to do.

    The attempt is counted here, before the work, so that a job that kills its worker is counted too.
    """
    now = timezone.now()
    owner = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"
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


def _held(job_id: str, owner: str) -> QuerySet[ParseJob]:
    return ParseJob.objects.filter(pk=job_id, lease_owner=owner, state__in=OPEN_STATES)
