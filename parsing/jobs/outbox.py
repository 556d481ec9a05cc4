"""The doorbell. A row of the outbox is written with what it announces; the dispatcher rings the broker after commit.

Losing the broker loses nothing: an unrung row stays, and the sweeper writes a new one for a job that nobody took.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from django.utils import timezone

from parsing.models import OutboxMessage, ParseJob

JOB_TOPIC = "job"
RECOVERED_TOPIC = "recovered job"  # was begun before: it does not wait behind those that were not
MAX_RETRY_S = 30
HOLD_S = 10  # a dispatcher that dies while it rings leaves its rows to the next one after this
BATCH = 100

log = structlog.get_logger(__name__)


def announce(job_id: str, *, delay_s: float = 0, recovered: bool = False) -> None:
    """Have a worker told of the job, now or later. To be called in the transaction that makes the work."""
    due_at = timezone.now() + timedelta(seconds=delay_s)
    OutboxMessage.objects.create(topic=RECOVERED_TOPIC if recovered else JOB_TOPIC, target=job_id, due_at=due_at)


def hurry(job_id: str) -> None:
    """Ring for the job at once, where the bell was to be rung later."""
    OutboxMessage.objects.filter(target=job_id).update(due_at=timezone.now())


def forget(job_id: str) -> None:
    """No need to ring any more: the job is finished."""
    OutboxMessage.objects.filter(target=job_id).delete()


def dispatch_outbox(send: Mapping[str, Callable[[str], object]], *, now: datetime | None = None) -> int:
    """Ring for what is due and return how often; `send` maps a topic to what takes the target's id.

    At least once: a row is deleted after its bell was rung. Where the broker does not answer it is tried again later.
    """
    now = now or timezone.now()
    rung = 0
    for message in OutboxMessage.objects.filter(due_at__lte=now).order_by("due_at")[:BATCH]:
        if not _hold(message, now):
            continue
        try:
            send[message.topic](message.target)
        except Exception as error:  # noqa: BLE001  # whatever the broker's client raises: the row stays
            log.warning("outbox.broker_unavailable", error=type(error).__name__, topic=message.topic)
            break
        ParseJob.objects.filter(pk=message.target).update(rung_at=now)
        message.delete()
        rung += 1
    return rung


def _hold(message: OutboxMessage, now: datetime) -> bool:
    """Keep other dispatchers off the row while this one rings; a failure makes the next try later and later."""
    wait_s = min(MAX_RETRY_S, HOLD_S * (message.attempts + 1) if message.attempts else 1)
    held = OutboxMessage.objects.filter(pk=message.pk, due_at=message.due_at).update(
        due_at=now + timedelta(seconds=wait_s), attempts=message.attempts + 1
    )
    return bool(held)
