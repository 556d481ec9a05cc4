"""Webhooks: endpoints, the history of their deliveries, sending again."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from rest_framework.request import Request
from rest_framework.response import Response

from cvault.errors import InvalidInput
from parsing.api.base import ApiView
from parsing.api.paging import page_of
from parsing.api.times import seconds
from webhooks import endpoints, events, history
from webhooks.models import TEST_EVENT, Attempt, Delivery, DeliveryState, Endpoint, EventType

Json = dict[str, Any]


class WebhookListView(ApiView):
    """GET and POST webhooks"""

    def get(self, request: Request) -> Response:
        found = endpoints.list_endpoints(self.caller.account)
        return Response({"success": True, "webhooks": [_endpoint(endpoint) for endpoint in found]})

    def post(self, request: Request) -> Response:
        endpoint, secret = endpoints.create_endpoint(self.caller.account, self.body, api_key=self.caller.key)
        return Response({"success": True, "webhook": {**_endpoint(endpoint), "secret": secret}}, status=201)


class WebhookView(ApiView):
    """GET, PATCH and DELETE webhooks/{webhook_id}"""

    def get(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        return Response({"success": True, "webhook": _endpoint(endpoint)})

    def patch(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        if not self.body:
            raise InvalidInput("Send at least one field to change")
        changed = endpoints.update_endpoint(endpoint, self.body, api_key=self.caller.key)
        return Response({"success": True, "webhook": _endpoint(changed)})

    def delete(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        endpoints.delete_endpoint(endpoint, api_key=self.caller.key)
        return Response({"success": True})


class WebhookRotateView(ApiView):
    """POST webhooks/{webhook_id}/rotate"""

    def post(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        secret = endpoints.rotate_secret(endpoint, api_key=self.caller.key)
        until = seconds(endpoint.previous_secret_until)
        return Response(
            {
                "success": True,
                "webhook": {**_endpoint(endpoint), "secret": secret},
                "previous_secret_valid_until": until,
            }
        )


class WebhookTestView(ApiView):
    """POST webhooks/{webhook_id}/test"""

    def post(self, request: Request, webhook_id: str) -> Response:
        return _sent(events.send_test(endpoints.endpoint_for(self.caller.account, webhook_id)))


class WebhookRecoverView(ApiView):
    """POST webhooks/{webhook_id}/recover: everything that failed since then, once more"""

    def post(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        since = _moment("since", self.body.get("since"))
        if since is None:
            raise InvalidInput("since is missing: an ISO 8601 time", details={"field": "since"})
        count = events.recover(endpoint, since=since, until=_moment("until", self.body.get("until")))
        return Response({"success": True, "recovered": count}, status=202)


class DeliveriesView(ApiView):
    """GET webhooks/{webhook_id}/deliveries: the newest first, each with its attempts"""

    def get(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        page, query = page_of(request), request.query_params
        rows = history.deliveries_of(
            endpoint,
            state=_one_of("status", query.get("status", ""), DeliveryState.values),
            event_type=_one_of("event_type", query.get("event_type", ""), [*EventType.values, TEST_EVENT]),
            since=_moment("since", query.get("since") or None),
            until=_moment("until", query.get("until") or None),
        )
        total = rows.count()
        shown = rows.prefetch_related("attempts")[page.offset : page.offset + page.limit]
        return Response({"success": True, **page.describe(total), "deliveries": [_delivery(row) for row in shown]})


class DeliveryView(ApiView):
    """GET webhooks/{webhook_id}/deliveries/{delivery_id}"""

    def get(self, request: Request, webhook_id: str, delivery_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        found = history.delivery_for(self.caller.account, delivery_id, endpoint=endpoint)
        return Response({"success": True, "delivery": _delivery(found)})


class ResendView(ApiView):
    """POST webhooks/{webhook_id}/deliveries/{delivery_id}/resend"""

    def post(self, request: Request, webhook_id: str, delivery_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        found = history.delivery_for(self.caller.account, delivery_id, endpoint=endpoint)
        return _sent(events.resend(found))


def _sent(delivery: Delivery) -> Response:
    return Response({"success": True, "delivery_id": delivery.id, "event_id": delivery.event_id}, status=202)


def _one_of(name: str, value: str, known: list[str]) -> str:
    if value and value not in known:
        message = f"{name} must be one of {', '.join(known)}"
        raise InvalidInput(message, details={name: message})
    return value


def _moment(name: str, text: object) -> datetime | None:
    """An ISO 8601 time, or a date for its beginning; UTC where no zone is said. Raises InvalidInput."""
    if text is None:
        return None
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
        day = parse_date(text) if found is None and isinstance(text, str) else None
    except ValueError:
        found = day = None
    if found is None and day is not None:
        found = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # the zone follows
    if found is None:
        message = f"{name} must be an ISO 8601 time such as 2026-03-14T10:23:00Z"
        raise InvalidInput(message, details={name: message})
    return found if timezone.is_aware(found) else timezone.make_aware(found, timezone=timezone.get_default_timezone())


def _endpoint(endpoint: Endpoint) -> Json:
    return {
        "id": endpoint.id,
        "target_url": endpoint.target_url,
        "event_types": endpoint.event_types,
        "description": endpoint.description,
        "include_extract": endpoint.include_extract,
        "max_per_second": endpoint.max_per_second,
        "enabled": endpoint.enabled,
        "disabled_reason": endpoint.disabled_reason or None,
        "failing_since": seconds(endpoint.failing_since) if endpoint.failing_since else None,
        "last_failure_at": seconds(endpoint.last_failure_at) if endpoint.last_failure_at else None,
        "last_failure": endpoint.last_failure or None,
        "created_at": seconds(endpoint.created_at),
    }


def _delivery(row: Delivery) -> Json:
    """The last attempt on top (R219), all of them in `attempts`."""
    attempts = sorted(row.attempts.all(), key=lambda attempt: attempt.number)
    last = attempts[-1] if attempts else None
    waiting = row.state == DeliveryState.PENDING
    return {
        "id": row.id,
        "event_id": row.event_id,
        "event_type": row.event.type,
        "cause": row.cause,
        "attempt": row.attempts_made,
        "status": row.state,
        "response_status": last.response_status if last else None,
        "duration_ms": last.duration_ms if last else None,
        "error": (last.error or None) if last else None,
        "request_headers": last.request_headers if last else {},
        "request_body": row.event.body,
        "response_body": last.response_body if last else None,
        "next_retry_at": seconds(row.due_at) if waiting else None,
        "created_at": seconds(row.created_at),
        "attempts": [_attempt(attempt) for attempt in attempts],
    }


def _attempt(attempt: Attempt) -> Json:
    return {
        "number": attempt.number,
        "response_status": attempt.response_status,
        "response_body": attempt.response_body or None,
        "duration_ms": attempt.duration_ms,
        "error": attempt.error or None,
        "created_at": seconds(attempt.created_at),
    }
