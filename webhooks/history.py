"""What was delivered and what was not: the deliveries of an endpoint, narrowed down."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import Account
from cvault.errors import NotFound
from webhooks.models import Attempt, Delivery, DeliveryState, Endpoint


def deliveries_of(
    endpoint: Endpoint,
    *,
    state: str = "",
    event_type: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> "QuerySet[Delivery]":
    """The newest first, with their events."""
    rows = Delivery.objects.filter(endpoint=endpoint).select_related("event").order_by("-created_at", "pk")
    narrowing: dict[str, Any] = {
        "state": state,
        "event__type": event_type,
        "created_at__gte": since,
        "created_at__lt": until,
    }
    found: QuerySet[Delivery] = rows.filter(**{name: value for name, value in narrowing.items() if value})
    return found


def with_last_attempt(rows: "QuerySet[Delivery]") -> "QuerySet[Delivery]":
    """The same rows with last_status, last_error and last_ms: for tables, without a query for each."""
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        last_status=Subquery(last.values("response_status")[:1]),
        last_error=Subquery(last.values("error")[:1]),
        last_ms=Subquery(last.values("duration_ms")[:1]),
    )


def delivery_for(account: Account, delivery_id: str, *, endpoint: Endpoint | None = None) -> Delivery:
    """Raises NotFound, also for a delivery of somebody else or of another endpoint."""
    rows = Delivery.objects.for_account(account).select_related("account", "endpoint", "event")
    if endpoint is not None:
        rows = rows.filter(endpoint=endpoint)
    found: Delivery | None = rows.filter(pk=delivery_id).first()
    if found is None:
        raise NotFound
    return found


def lost_deliveries(endpoint: Endpoint) -> "QuerySet[Delivery]":
    """Given up or cancelled, of events that no other delivery brought or will bring; and those that failed and wait."""
    rows = Delivery.objects.filter(endpoint=endpoint)
    saved = rows.filter(state__in=(DeliveryState.SUCCEEDED, DeliveryState.PENDING)).values("event_id")
    gone = Q(state__in=(DeliveryState.FAILED, DeliveryState.CANCELLED)) & ~Q(event_id__in=saved)
    found: QuerySet[Delivery] = rows.filter(gone | Q(state=DeliveryState.PENDING, failures__gt=0))
    return found
