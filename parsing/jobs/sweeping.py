"""Bringing back what a dead worker, a lost broker or a lost message left behind."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from parsing.jobs.leases import OPEN_STATES
from parsing.jobs.outbox import announce
from parsing.models import JobState, OutboxMessage, ParseJob

IDEMPOTENCY_HOURS = 24  # R123
BATCH = 200  # in one sweep, so that a long queue is not rung for all at once


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for open jobs that nobody holds and nobody was told of lately; how many there were."""
    now = now or timezone.now()
    unheld = Q(lease_until=None) | Q(lease_until__lt=now)
    silent = Q(rung_at=None) | Q(rung_at__lt=now - timedelta(seconds=settings.JOB_RING_AGAIN_S))
    pending = OutboxMessage.objects.filter(target=OuterRef("pk"))
    dropped = ParseJob.objects.filter(unheld, silent, ~Exists(pending), state__in=OPEN_STATES)
    swept = list(dropped.order_by(F("rung_at").asc(nulls_first=True)).values_list("pk", "state")[:BATCH])
    for job_id, state in swept:
        with transaction.atomic():
            announce(job_id, recovered=state == JobState.PROCESSING)
    return len(swept)


def forget_idempotency_keys(*, now: datetime | None = None) -> int:
    """Free the keys that are older than their promise; how many there were."""
    born_before = (now or timezone.now()) - timedelta(hours=IDEMPOTENCY_HOURS)
    old = ParseJob.objects.filter(created_at__lt=born_before).exclude(idempotency_key=None)
    return old.update(idempotency_key=None)
