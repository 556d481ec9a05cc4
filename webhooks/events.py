"""Events and the deliveries they become: rows, written in the caller's transaction. A process of its own sends."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Account
from cvault.errors import Conflict
from webhooks.history import lost_deliveries
from webhooks.models import TEST_EVENT, Cause, Delivery, DeliveryState, Endpoint, Event, event_id

API_VERSION = "v1"
RECOVER_AT_ONCE = 10_000  # deliveries that one request brings back; a second request takes the rest


def publish(
    account: Account, event_type: str, data: Mapping[str, Any], *, livemode: bool, is_extract: bool = False
) -> Event | None:
    """Write the event and its deliveries in the caller's transaction. None where no endpoint wants it.

    `is_extract` marks what happened in the extract API: only endpoints that asked for it are told (R380).
    """
    candidates = Endpoint.objects.for_account(account).filter(enabled=True, deleted_at=None)
    if is_extract:
        candidates = candidates.filter(include_extract=True)
    endpoints = [endpoint for endpoint in candidates if event_type in endpoint.event_types]
    if not endpoints:
        return None
    event = _write_event(account, event_type, data, livemode=livemode)
    Delivery.objects.bulk_create(Delivery(account=account, endpoint=endpoint, event=event) for endpoint in endpoints)
    return event


def send_test(endpoint: Endpoint) -> Delivery:
    """A test event for this endpoint alone. Raises Conflict where it is disabled."""
    _require_enabled(endpoint)
    with transaction.atomic():
        data = {"message": "This is a test event from CVault"}
        event = _write_event(endpoint.account, TEST_EVENT, data, livemode=False)
        return Delivery.objects.create(account=endpoint.account, endpoint=endpoint, event=event, cause=Cause.TEST)


def resend(delivery: Delivery) -> Delivery:
    """The same event again, under its own id, as a delivery of its own. Raises Conflict where nothing may be sent.

    A delivery that still waits is no other one: its next attempt begins now.
    """
    _require_enabled(delivery.endpoint)
    if Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.PENDING).update(due_at=timezone.now()):
        return delivery
    return Delivery.objects.create(
        account=delivery.account, endpoint=delivery.endpoint, event=delivery.event, cause=Cause.RESEND
    )


def recover(endpoint: Endpoint, *, since: datetime, until: datetime | None = None) -> int:
    """Send again every event whose deliveries since then all failed or were cancelled; those that failed and still wait
    are tried now. How many together.

    Raises Conflict where the endpoint is disabled.
    """
    _require_enabled(endpoint)
    lost = lost_deliveries(endpoint).filter(created_at__gte=since)
    if until is not None:
        lost = lost.filter(created_at__lt=until)
    with transaction.atomic():
        Endpoint.objects.select_for_update().get(pk=endpoint.pk)  # of two requests at once, one finds what is lost
        hurried = lost.filter(state=DeliveryState.PENDING).update(due_at=timezone.now())
        lost_events = lost.exclude(state=DeliveryState.PENDING).values_list("event_id", flat=True).distinct()
        made = [
            Delivery(account_id=endpoint.account_id, endpoint=endpoint, event_id=event, cause=Cause.RECOVERY)
            for event in lost_events.order_by("event_id")[:RECOVER_AT_ONCE]
        ]
        Delivery.objects.bulk_create(made, batch_size=500)
    return len(made) + hurried


def _require_enabled(endpoint: Endpoint) -> None:
    if endpoint.deleted_at is not None:
        raise Conflict("This webhook is deleted: nothing is sent to it any more")
    if not endpoint.enabled:
        raise Conflict("This webhook is disabled: enable it first")


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
