"""Events to endpoints, at least once. Publishing writes rows in the caller's transaction; a process of its own sends.

The delivery row is the queue: whoever moves its lease owns the attempt, and counts it before the call. What a killed
deliverer held is attempted again when the lease ends, under the same event id.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from random import uniform
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Account
from webhooks import http, signing
from webhooks.endpoints import cancel_waiting, secrets_of
from webhooks.models import TEST_EVENT, Attempt, Delivery, DeliveryState, Endpoint, Event, event_id

# The contract promises the first three (R217); the tail after them is ours, and documented.
RETRY_DELAYS_S = (1, 5, 30, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600)
JITTERED_AFTER_S = 60  # delays longer than this are spread, so that a recovered endpoint is not hit all at once
RETRY_AFTER_LIMIT_S = 3600
LEASE = timedelta(seconds=http.TIMEOUT_S + 5)
DISABLE_AFTER = timedelta(days=5)  # of nothing but failure
API_VERSION = "v1"

log = structlog.get_logger(__name__)


def publish(account: Account, event_type: str, data: Mapping[str, Any], *, livemode: bool) -> Event | None:
    """Write the event and its deliveries in the caller's transaction. None where no endpoint wants it."""
    candidates = Endpoint.objects.for_account(account).filter(enabled=True, deleted_at=None)
    endpoints = [endpoint for endpoint in candidates if event_type in endpoint.event_types]
    if not endpoints:
        return None
    event = _write_event(account, event_type, data, livemode=livemode)
    Delivery.objects.bulk_create(Delivery(account=account, endpoint=endpoint, event=event) for endpoint in endpoints)
    return event


def send_test(endpoint: Endpoint) -> Delivery:
    """A test event for this endpoint alone."""
    with transaction.atomic():
        data = {"message": "This is a test event from CVault"}
        event = _write_event(endpoint.account, TEST_EVENT, data, livemode=False)
        return Delivery.objects.create(account=endpoint.account, endpoint=endpoint, event=event)


def resend(delivery: Delivery) -> Delivery:
    """The same event again, under its own id, as a delivery of its own."""
    return Delivery.objects.create(account=delivery.account, endpoint=delivery.endpoint, event=delivery.event)


def _write_event(account: Account, event_type: str, data: Mapping[str, Any], *, livemode: bool) -> Event:
    now, identifier = timezone.now(), event_id()
    payload = {
        "id": identifier,
        "type": event_type,
        "created_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "api_version": API_VERSION,
        "livemode": livemode,
        "data": dict(data),
    }
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return Event.objects.create(id=identifier, account=account, type=event_type, body=body, created_at=now)


def due_deliveries(*, limit: int, except_endpoints: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(delivery, endpoint) ids that may be attempted now, the longest waiting first; none of busy endpoints."""
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Delivery.objects.filter(free, state=DeliveryState.PENDING, due_at__lte=now)
    due = due.exclude(endpoint_id__in=except_endpoints).order_by("due_at")
    return list(due.values_list("id", "endpoint_id")[:limit])


def attempt_delivery(delivery_id: str) -> bool:
    """Make one attempt and decide what comes next. False where somebody else holds the delivery or it is not due."""
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    claimed = Delivery.objects.filter(free, id=delivery_id, state=DeliveryState.PENDING, due_at__lte=now).update(
        lease_until=now + LEASE, attempts_made=F("attempts_made") + 1
    )
    if not claimed:
        return False
    delivery = Delivery.objects.select_related("endpoint", "event").get(id=delivery_id)
    attempt, retry_after = _call(delivery)
    with transaction.atomic():
        attempt.save()
        _decide(delivery, attempt, retry_after)
    return True


def _call(delivery: Delivery) -> tuple[Attempt, str | None]:
    body = delivery.event.body.encode()
    signatures = signing.headers(
        secrets_of(delivery.endpoint),
        body,
        message_id=delivery.event_id,
        timestamp_s=int(timezone.now().timestamp()),
    )
    headers = {"Content-Type": "application/json", "User-Agent": "CVault-Webhooks/1", **signatures}
    attempt = Attempt(delivery=delivery, number=delivery.attempts_made, request_headers=headers)
    try:
        answer = http.post(delivery.endpoint.target_url, body, headers)
    except (http.UnsafeUrl, http.DeliveryFailed) as error:
        attempt.error = str(error)[:300]
        return attempt, None
    attempt.response_status, attempt.duration_ms = answer.status, answer.duration_ms
    attempt.response_body = answer.body_start.decode("utf-8", "replace").replace("\x00", "")
    if not 200 <= answer.status < 300:
        attempt.error = f"The endpoint answered {answer.status}"
    return attempt, answer.retry_after


def _decide(delivery: Delivery, attempt: Attempt, retry_after: str | None) -> None:
    held = Delivery.objects.filter(id=delivery.id, state=DeliveryState.PENDING)
    if not attempt.error:
        held.update(state=DeliveryState.SUCCEEDED, lease_until=None)
        Endpoint.objects.filter(id=delivery.endpoint_id).update(failing_since=None)
        return
    gone = attempt.response_status == 410
    if gone or delivery.attempts_made > len(RETRY_DELAYS_S):
        held.update(state=DeliveryState.FAILED, lease_until=None)
    else:
        delay_s = next_delay_s(delivery.attempts_made, retry_after)
        held.update(lease_until=None, due_at=timezone.now() + timedelta(seconds=delay_s))
    _note_failure(delivery.endpoint, gone=gone)


def next_delay_s(attempts_made: int, retry_after: str | None = None, *, now: datetime | None = None) -> float:
    """Seconds until the next attempt. The contract's three are exact; a longer `Retry-After` counts, up to an hour."""
    delay_s: float = RETRY_DELAYS_S[attempts_made - 1]
    if delay_s > JITTERED_AFTER_S:
        delay_s *= uniform(0.9, 1.1)  # noqa: S311  # spreads load, protects nothing
    return max(delay_s, min(_retry_after_s(retry_after, now or timezone.now()), RETRY_AFTER_LIMIT_S))


def _retry_after_s(header: str | None, now: datetime) -> float:
    if not header:
        return 0
    if header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        return (parsedate_to_datetime(header) - now).total_seconds()
    except (TypeError, ValueError):
        return 0


def _note_failure(endpoint: Endpoint, *, gone: bool) -> None:
    """Sporadic failure never disables; 410 does at once, and so do days of nothing but failure."""
    now = timezone.now()
    Endpoint.objects.filter(id=endpoint.id, failing_since=None).update(failing_since=now)
    since = endpoint.failing_since
    reason = "It answered 410 Gone" if gone else ""
    if not gone and since is not None and now - since > DISABLE_AFTER:
        reason = f"It has failed since {since:%d %b %Y}"
    if reason and Endpoint.objects.filter(id=endpoint.id, enabled=True).update(enabled=False, disabled_reason=reason):
        cancel_waiting(endpoint)
        log.warning("webhook.disabled", endpoint=endpoint.id, reason=reason)
