"""Webhooks: endpoints, the history of their deliveries, sending again."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from cvault.errors import InvalidInput, NotFound
from parsing.api.base import ApiView
from parsing.api.paging import page_of
from parsing.api.times import seconds
from webhooks import delivery, endpoints
from webhooks.models import Attempt, Delivery, Endpoint

Json = dict[str, Any]


class WebhookListView(ApiView):
    """GET and POST webhooks"""

    def get(self, request: Request) -> Response:
        found = endpoints.list_endpoints(self.caller.account)
        return Response({"success": True, "webhooks": [_endpoint(endpoint) for endpoint in found]})

    def post(self, request: Request) -> Response:
        body: Json = request.data  # type: ignore[assignment]  # BoundedJSONParser gives nothing but objects
        description = body.get("description", "")
        if not isinstance(description, str):
            raise InvalidInput("description must be text", details={"field": "description"})
        endpoint, secret = endpoints.create_endpoint(
            self.caller.account,
            target_url=body.get("target_url"),
            event_types=body.get("event_types"),
            description=description,
            api_key=self.caller.key,
        )
        return Response({"success": True, "webhook": {**_endpoint(endpoint), "secret": secret}}, status=201)


class WebhookView(ApiView):
    """GET and DELETE webhooks/{webhook_id}"""

    def get(self, request: Request, webhook_id: str) -> Response:
        return Response(
            {"success": True, "webhook": _endpoint(endpoints.endpoint_for(self.caller.account, webhook_id))}
        )

    def delete(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        endpoints.delete_endpoint(endpoint, api_key=self.caller.key)
        return Response({"success": True})


class WebhookTestView(ApiView):
    """POST webhooks/{webhook_id}/test"""

    def post(self, request: Request, webhook_id: str) -> Response:
        sent = delivery.send_test(endpoints.endpoint_for(self.caller.account, webhook_id))
        return Response({"success": True, "delivery_id": sent.id, "event_id": sent.event_id}, status=202)


class DeliveriesView(ApiView):
    """GET webhooks/{webhook_id}/deliveries: the newest first, each with its attempts"""

    def get(self, request: Request, webhook_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        page = page_of(request)
        deliveries = Delivery.objects.for_account(self.caller.account).filter(endpoint=endpoint)
        total = deliveries.count()
        rows = deliveries.select_related("event").prefetch_related("attempts").order_by("-created_at", "id")
        shown = [_delivery(row) for row in rows[page.offset : page.offset + page.limit]]
        return Response({"success": True, **page.describe(total), "deliveries": shown})


class ResendView(ApiView):
    """POST webhooks/{webhook_id}/deliveries/{delivery_id}/resend"""

    def post(self, request: Request, webhook_id: str, delivery_id: str) -> Response:
        endpoint = endpoints.endpoint_for(self.caller.account, webhook_id)
        rows = Delivery.objects.for_account(self.caller.account).filter(endpoint=endpoint, id=delivery_id)
        row = rows.select_related("account", "endpoint", "event").first()
        if row is None:
            raise NotFound
        sent = delivery.resend(row)
        return Response({"success": True, "delivery_id": sent.id, "event_id": sent.event_id}, status=202)


def _endpoint(endpoint: Endpoint) -> Json:
    return {
        "id": endpoint.id,
        "target_url": endpoint.target_url,
        "event_types": endpoint.event_types,
        "description": endpoint.description,
        "enabled": endpoint.enabled,
        "disabled_reason": endpoint.disabled_reason or None,
        "created_at": seconds(endpoint.created_at),
    }


def _delivery(row: Delivery) -> Json:
    """The last attempt on top (R219), all of them in `attempts`."""
    attempts = sorted(row.attempts.all(), key=lambda attempt: attempt.number)
    last = attempts[-1] if attempts else None
    waiting = row.state == "pending"
    return {
        "id": row.id,
        "event_id": row.event_id,
        "event_type": row.event.type,
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
        "duration_ms": attempt.duration_ms,
        "error": attempt.error or None,
        "created_at": seconds(attempt.created_at),
    }
