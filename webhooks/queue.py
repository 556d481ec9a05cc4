"""The delivery rows as a queue: taking attempts from it, many at a time, and writing down how they went.

Whoever moves a row's lease owns the attempt, and has counted it before the call. What a killed process held is
attempted again when the lease ends, under the same event id; the attempt it had counted gets its row then, so that
there is one row for every attempt, also for those that nobody saw the end of.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from webhooks import http
from webhooks.endpoints import readable_secrets
from webhooks.health import Failure, note_failures, note_successes
from webhooks.models import Attempt, Delivery, DeliveryState
from webhooks.schedule import next_delay_s

LEASE = timedelta(seconds=http.TIMEOUT_S + http.TIME_FOR_BODY_S + 4)
INTERRUPTED = "The sending process was stopped during this attempt: whether it arrived is not known"
_COLUMNS = ("id", "endpoint_id", "event_id", "attempts_made", "failures", "lease_until", "event__type", "event__body")
_ENDPOINT_COLUMNS = ("target_url", "secret", "previous_secret", "previous_secret_until", "enabled", "deleted_at")


@dataclass(frozen=True, slots=True)
class Task:
    """One attempt that was counted and is leased to us."""

    delivery_id: str
    endpoint_id: str
    event_id: str
    event_type: str
    number: int  # of the attempt, from 1
    failures: int  # before it
    target_url: str
    body: str
    secrets: tuple[str, ...]  # the newest first


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt went."""

    task: Task
    started_at: datetime
    ended_at: datetime
    request_headers: dict[str, str]
    status: int | None  # None: no answer
    response_start: str
    error: str  # empty: delivered
    duration_ms: int
    retry_after: str | None


def waiting_filter(now: datetime) -> Q:
    """Deliveries that may be attempted now."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    return free & Q(state=DeliveryState.PENDING, due_at__lte=now)


def claim(limit: int, *, may_start: Callable[[str, int | None], bool], window: int = 500) -> tuple[list[Task], bool]:
    """Attempts that begin now, and whether more is due than may start.

    `may_start(endpoint, max_per_second)` says whether an endpoint may have one more. No endpoint hides another: when a
    window of the longest waiting is full of those that may not, the next window leaves these out.
    """
    now = timezone.now()
    due = Delivery.objects.filter(waiting_filter(now)).order_by("due_at")
    chosen: list[str] = []
    passed_over: set[str] = set()
    while True:
        rows = list(
            due.exclude(endpoint_id__in=passed_over).values_list("id", "endpoint_id", "endpoint__max_per_second")[
                :window
            ]
        )
        for delivery_id, endpoint_id, rate in rows:
            if len(chosen) >= limit:
                return _take(chosen, now), True
            if endpoint_id in passed_over or not may_start(endpoint_id, rate):
                passed_over.add(endpoint_id)
            else:
                chosen.append(delivery_id)
        if len(rows) < window:
            return _take(chosen, now), bool(passed_over)
        passed_over |= {endpoint_id for _, endpoint_id, _ in rows}


def _take(ids: Sequence[str], now: datetime) -> list[Task]:
    """Lease these and count their attempts; those that another process was faster with are left out."""
    if not ids:
        return []
    with transaction.atomic():
        free = Delivery.objects.filter(waiting_filter(now), pk__in=ids).select_for_update(
            skip_locked=True, of=("self",)
        )
        rows = list(free.values(*_COLUMNS, *(f"endpoint__{name}" for name in _ENDPOINT_COLUMNS)))
        closed = [row["id"] for row in rows if not row["endpoint__enabled"] or row["endpoint__deleted_at"] is not None]
        if closed:
            Delivery.objects.filter(pk__in=closed).update(state=DeliveryState.CANCELLED, lease_until=None)
            rows = [row for row in rows if row["id"] not in closed]
        Attempt.objects.bulk_create(
            (
                Attempt(
                    delivery_id=row["id"],
                    number=row["attempts_made"],
                    request_headers={},
                    error=INTERRUPTED,
                    created_at=row["lease_until"] - LEASE,
                )
                for row in rows
                if row["lease_until"] is not None
            ),
            ignore_conflicts=True,
        )
        Delivery.objects.filter(pk__in=[row["id"] for row in rows]).update(
            lease_until=timezone.now() + LEASE, attempts_made=F("attempts_made") + 1
        )
    return [
        Task(
            delivery_id=row["id"],
            endpoint_id=row["endpoint_id"],
            event_id=row["event_id"],
            event_type=row["event__type"],
            number=row["attempts_made"] + 1,
            failures=row["failures"],
            target_url=row["endpoint__target_url"],
            body=row["event__body"],
            secrets=readable_secrets(
                row["endpoint_id"],
                row["endpoint__secret"],
                row["endpoint__previous_secret"],
                row["endpoint__previous_secret_until"],
            ),
        )
        for row in rows
    ]


def record(outcomes: Sequence[Outcome]) -> None:
    """A row for each attempt, and what comes next for each delivery. May be repeated."""
    if not outcomes:
        return
    with transaction.atomic():
        touched = Delivery.objects.filter(pk__in=[outcome.task.delivery_id for outcome in outcomes])
        locked = touched.order_by("pk").select_for_update()  # in one order everywhere: no deadlock
        held = dict(locked.filter(state=DeliveryState.PENDING).values_list("pk", "attempts_made"))
        Attempt.objects.bulk_create(
            [_row_of(outcome) for outcome in outcomes],
            update_conflicts=True,  # it was taken for interrupted, and was not
            unique_fields=["delivery", "number"],
            update_fields=["request_headers", "response_status", "response_body", "error", "duration_ms", "created_at"],
        )
        delivered = [outcome.task.delivery_id for outcome in outcomes if not outcome.error]
        waiting = Delivery.objects.filter(state=DeliveryState.PENDING)
        waiting.filter(pk__in=delivered).update(state=DeliveryState.SUCCEEDED, lease_until=None)
        # A late report of a failure changes nothing: the attempt after it decides.
        _put_back(
            [
                outcome
                for outcome in outcomes
                if outcome.error and held.get(outcome.task.delivery_id) == outcome.task.number
            ]
        )
    _tell_endpoints(outcomes)


def _row_of(outcome: Outcome) -> Attempt:
    return Attempt(
        delivery_id=outcome.task.delivery_id,
        number=outcome.task.number,
        request_headers=outcome.request_headers,
        response_status=outcome.status,
        response_body=outcome.response_start,
        error=outcome.error[:300],
        duration_ms=outcome.duration_ms,
        created_at=outcome.started_at,
    )


def _put_back(failed: Sequence[Outcome]) -> None:
    """Due again later, or given up."""
    rows = []
    for outcome in failed:
        row = Delivery(pk=outcome.task.delivery_id, failures=outcome.task.failures + 1, lease_until=None)
        delay_s = next_delay_s(row.failures, outcome.retry_after, now=outcome.ended_at)
        is_over = outcome.status == http.GONE or delay_s is None
        row.state = DeliveryState.FAILED if is_over else DeliveryState.PENDING
        row.due_at = outcome.ended_at + timedelta(seconds=delay_s or 0)
        rows.append(row)
    Delivery.objects.bulk_update(rows, ["state", "due_at", "lease_until", "failures"], batch_size=200)


def _tell_endpoints(outcomes: Iterable[Outcome]) -> None:
    """Row by row, each in a transaction of its own. An endpoint that took anything is not failing."""
    last_failures: dict[str, Outcome] = {}
    successful: set[str] = set()
    for outcome in outcomes:
        if not outcome.error:
            successful.add(outcome.task.endpoint_id)
        else:
            earlier = last_failures.get(outcome.task.endpoint_id)
            if earlier is None or earlier.status != http.GONE:
                last_failures[outcome.task.endpoint_id] = outcome
    note_failures(
        [
            Failure(
                endpoint_id=endpoint_id,
                reason=outcome.error[:300],
                at=outcome.ended_at,
                gone=outcome.status == http.GONE,
                sporadic=endpoint_id in successful,
            )
            for endpoint_id, outcome in last_failures.items()
        ]
    )
    note_successes(successful)
