"""How an endpoint does: what is noted as attempts end, and what the console shows of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import structlog
from django.db.models import Count, Q
from django.db.models.functions import TruncHour
from django.utils import timezone

from webhooks.endpoints import cancel_waiting
from webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, Notice
from webhooks.schedule import DISABLE_AFTER, WARN_AFTER

SAME_FAILURE_WITHIN = timedelta(seconds=5)  # a failing endpoint is not written anew for every attempt
HOURS = 24  # what the console looks back over
_MOST_DURATIONS = 500  # the latest attempts are enough for a median

log = structlog.get_logger(__name__)


def note_successes(endpoint_ids: Iterable[str]) -> None:
    """One success ends a row of failures."""
    failing = Endpoint.objects.filter(pk__in=list(endpoint_ids)).exclude(failing_since=None)
    for endpoint_id in failing.values_list("pk", flat=True):
        Endpoint.objects.filter(pk=endpoint_id).update(failing_since=None, warned_at=None)
        Endpoint.objects.filter(pk=endpoint_id, notice=Notice.FAILING).update(notice="")


@dataclass(frozen=True, slots=True)
class Failure:
    """The last thing that went wrong with an endpoint, of the attempts that were written down together."""

    endpoint_id: str
    reason: str
    at: datetime
    gone: bool  # it answered 410
    sporadic: bool  # another attempt of the same moment was delivered


def note_failures(failures: Sequence[Failure]) -> None:
    """Sporadic failure never disables; 410 does at once, and so do days of nothing but failure, after a warning."""
    if not failures:
        return
    endpoints = Endpoint.objects.in_bulk([failure.endpoint_id for failure in failures])
    for failure in failures:
        endpoint = endpoints.get(failure.endpoint_id)
        if endpoint is None:
            continue
        changes: dict[str, Any] = {}
        if endpoint.last_failure_at is None or failure.at - endpoint.last_failure_at > SAME_FAILURE_WITHIN:
            changes["last_failure_at"] = failure.at
        if endpoint.last_failure != failure.reason:
            changes |= {"last_failure_at": failure.at, "last_failure": failure.reason}
        if endpoint.failing_since is None and not failure.sporadic:
            changes["failing_since"] = failure.at
        if changes:
            Endpoint.objects.filter(pk=endpoint.pk).update(**changes)
        if endpoint.enabled and failure.gone:
            _disable(endpoint, "It answered 410 Gone")
        elif endpoint.enabled and not failure.sporadic and endpoint.failing_since is not None:
            _judge(endpoint, failure.at - endpoint.failing_since, failure.at)


def _judge(endpoint: Endpoint, failing: timedelta, now: datetime) -> None:
    if failing >= WARN_AFTER and endpoint.warned_at is None:
        Endpoint.objects.filter(pk=endpoint.pk, warned_at=None).update(warned_at=now, notice=Notice.FAILING)
    elif failing >= DISABLE_AFTER and endpoint.warned_at is not None and now - endpoint.warned_at >= WARN_AFTER:
        _disable(endpoint, f"Every delivery has failed since {endpoint.failing_since:%-d %B %Y, %H:%M} UTC")


def _disable(endpoint: Endpoint, reason: str) -> None:
    changed = Endpoint.objects.filter(pk=endpoint.pk, enabled=True)
    if changed.update(enabled=False, disabled_reason=reason, notice=Notice.DISABLED):
        cancel_waiting(endpoint)
        log.warning("webhook.disabled", endpoint=endpoint.pk, reason=reason)


@dataclass(frozen=True, slots=True)
class HourBar:
    """Attempts that began in one hour."""

    hour: datetime
    delivered: int
    failed: int


@dataclass(frozen=True, slots=True)
class Health:
    """An endpoint's last day."""

    succeeded: int  # deliveries
    failed: int  # deliveries given up or cancelled
    waiting: int  # deliveries still to be tried
    median_ms: int | None  # of attempts that were answered with 2xx; None without any
    p95_ms: int | None
    hours: tuple[HourBar, ...]  # oldest first

    @property
    def ended(self) -> int:
        return self.succeeded + self.failed

    @property
    def never(self) -> bool:
        """Whether nothing was sent in that time, nor is to be."""
        return not self.ended and not self.waiting

    @property
    def success_share(self) -> float | None:
        """0..1 of the deliveries that have ended; None without any."""
        return self.succeeded / self.ended if self.ended else None

    @property
    def busiest_hour(self) -> int:
        return max((bar.delivered + bar.failed for bar in self.hours), default=0)


def health_of(endpoints: Sequence[Endpoint], *, now: datetime | None = None) -> dict[str, Health]:
    """By endpoint id, for the last 24 hours."""
    now = now or timezone.now()
    since = now - timedelta(hours=HOURS)
    ids = [endpoint.pk for endpoint in endpoints]
    deliveries = Delivery.objects.filter(endpoint_id__in=ids, created_at__gte=since).order_by()
    ends = Q(state__in=(DeliveryState.FAILED, DeliveryState.CANCELLED))
    counts: dict[str, dict[str, Any]] = {
        row["endpoint_id"]: dict(row)
        for row in deliveries.values("endpoint_id").annotate(
            succeeded=Count("pk", filter=Q(state=DeliveryState.SUCCEEDED)),
            failed=Count("pk", filter=ends),
            waiting=Count("pk", filter=Q(state=DeliveryState.PENDING)),
        )
    }
    bars = _bars(ids, now=now, since=since)
    return {
        endpoint_id: _health(endpoint_id, counts.get(endpoint_id, {}), bars[endpoint_id], since=since)
        for endpoint_id in ids
    }


def _health(endpoint_id: str, row: dict[str, Any], hours: tuple[HourBar, ...], *, since: datetime) -> Health:
    answered = Attempt.objects.filter(delivery__endpoint_id=endpoint_id, delivery__created_at__gte=since, error="")
    durations = sorted(answered.order_by("-pk").values_list("duration_ms", flat=True)[:_MOST_DURATIONS])
    return Health(
        succeeded=row.get("succeeded", 0),
        failed=row.get("failed", 0),
        waiting=row.get("waiting", 0),
        median_ms=round(median(durations)) if durations else None,
        p95_ms=durations[int(len(durations) * 0.95)] if durations else None,
        hours=hours,
    )


def _bars(ids: Sequence[str], *, now: datetime, since: datetime) -> dict[str, tuple[HourBar, ...]]:
    """A bar for each hour, also for those without attempts."""
    attempts = Attempt.objects.filter(delivery__endpoint_id__in=ids, delivery__created_at__gte=since)
    rows = (
        attempts.order_by()
        .annotate(hour=TruncHour("created_at"))
        .values_list("delivery__endpoint_id", "hour")
        .annotate(delivered=Count("pk", filter=Q(error="")), failed=Count("pk", filter=~Q(error="")))
    )
    found = {(endpoint_id, hour): (delivered, failed) for endpoint_id, hour, delivered, failed in rows}
    last = now.replace(minute=0, second=0, microsecond=0)
    hours = [last - timedelta(hours=HOURS - 1 - number) for number in range(HOURS)]
    return {
        endpoint_id: tuple(HourBar(hour, *found.get((endpoint_id, hour), (0, 0))) for hour in hours)
        for endpoint_id in ids
    }
