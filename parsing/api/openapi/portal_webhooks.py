"""The operations of the portal API's webhooks."""

from drf_spectacular.utils import OpenApiParameter

from parsing.api.openapi.candidate import TEXT
from parsing.api.openapi.operations import PAGE, attach, document_method, operation
from parsing.api.openapi.shapes import (
    BOOLEAN,
    COUNT,
    INTEGER,
    SECONDS,
    STRING,
    TRUE,
    Schema,
    array,
    nullable,
    one_of,
    record,
    ref,
)
from parsing.api.portal import webhook_views as views
from webhooks.models import DeliveryState, EventType

_ENDPOINT = {
    "id": STRING,
    "target_url": STRING,
    "event_types": array(one_of(*EventType.values)),
    "description": STRING,
    "enabled": BOOLEAN,
    "disabled_reason": TEXT,
    "created_at": SECONDS,
}
_ATTEMPT = {
    "response_status": nullable(INTEGER),
    "duration_ms": nullable(COUNT),
    "error": TEXT,
    "created_at": SECONDS,
}

COMPONENTS: dict[str, Schema] = {
    "Webhook": record(_ENDPOINT),
    "WebhookCreated": record({"success": TRUE, "webhook": record({**_ENDPOINT, "secret": STRING})}),
    "WebhookAnswer": record({"success": TRUE, "webhook": ref("Webhook")}),
    "WebhookList": record({"success": TRUE, "webhooks": array(ref("Webhook"))}),
    "WebhookDeleted": record({"success": TRUE}),
    "WebhookSent": record({"success": TRUE, "delivery_id": STRING, "event_id": STRING}),
    "WebhookDeliveries": record(
        {
            "success": TRUE,
            "total": COUNT,
            "offset": COUNT,
            "limit": COUNT,
            "has_more": BOOLEAN,
            "next_offset": nullable(COUNT),
            "deliveries": array(
                record(
                    {
                        **_ATTEMPT,
                        "id": STRING,
                        "event_id": STRING,
                        "event_type": STRING,
                        "attempt": COUNT,
                        "status": one_of(*DeliveryState.values),
                        "request_headers": {"type": "object"},
                        "request_body": STRING,
                        "response_body": TEXT,
                        "next_retry_at": nullable(SECONDS),
                        "attempts": array(record({"number": COUNT, **_ATTEMPT})),
                    }
                )
            ),
        }
    ),
}
_BODY: Schema = {
    "type": "object",
    "required": ["target_url"],
    "properties": {
        "target_url": {"type": "string", "format": "uri", "maxLength": 2048},
        "event_types": array(one_of(*EventType.values), minItems=1),
        "description": {"type": "string", "maxLength": 200},
    },
}
_ID = OpenApiParameter("webhook_id", STRING, OpenApiParameter.PATH)
_DELIVERY_ID = OpenApiParameter("delivery_id", STRING, OpenApiParameter.PATH)


def document() -> None:
    """Attach every operation to its view."""
    document_method(views.WebhookListView, "get", "listWebhooks", "Webhooks", answer=(200, "WebhookList"))
    attach(
        views.WebhookListView,
        "post",
        operation(
            "createWebhook",
            "Create a webhook",
            body={"application/json": _BODY},
            answers={201: ref("WebhookCreated")},
        ),
    )
    document_method(
        views.WebhookView,
        "get",
        "getWebhook",
        "One webhook",
        answer=(200, "WebhookAnswer"),
        errors=(404,),
        parameters=(_ID,),
    )
    document_method(
        views.WebhookView,
        "delete",
        "deleteWebhook",
        "Delete a webhook",
        answer=(200, "WebhookDeleted"),
        errors=(404,),
        parameters=(_ID,),
    )
    document_method(
        views.WebhookTestView,
        "post",
        "testWebhook",
        "Send a test event",
        answer=(202, "WebhookSent"),
        errors=(404,),
        parameters=(_ID,),
    )
    document_method(
        views.DeliveriesView,
        "get",
        "listDeliveries",
        "Delivery history, newest first",
        answer=(200, "WebhookDeliveries"),
        errors=(404,),
        parameters=(_ID, *PAGE),
    )
    document_method(
        views.ResendView,
        "post",
        "resendDelivery",
        "Send a delivery again",
        answer=(202, "WebhookSent"),
        errors=(404,),
        parameters=(_ID, _DELIVERY_ID),
    )
