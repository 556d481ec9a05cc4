"""The operations of the portal API's webhooks."""

from drf_spectacular.utils import OpenApiParameter

from parsing.api.openapi.candidate import TEXT
from parsing.api.openapi.operations import PAGE, attach, document_method, operation, query
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
from webhooks.endpoints import FASTEST_PER_SECOND, LONGEST_DESCRIPTION
from webhooks.models import TEST_EVENT, Cause, DeliveryState, EventType

_ENDPOINT = {
    "id": STRING,
    "target_url": STRING,
    "event_types": array(one_of(*EventType.values)),
    "description": STRING,
    "include_extract": BOOLEAN,
    "max_per_second": nullable(COUNT),
    "enabled": BOOLEAN,
    "disabled_reason": TEXT,
    "failing_since": nullable(SECONDS),
    "last_failure_at": nullable(SECONDS),
    "last_failure": TEXT,
    "created_at": SECONDS,
}
_ATTEMPT = {
    "response_status": nullable(INTEGER),
    "response_body": TEXT,
    "duration_ms": nullable(COUNT),
    "error": TEXT,
    "created_at": SECONDS,
}

_DELIVERY = {
    **_ATTEMPT,
    "id": STRING,
    "event_id": STRING,
    "event_type": STRING,
    "cause": one_of(*Cause.values),
    "attempt": COUNT,
    "status": one_of(*DeliveryState.values),
    "request_headers": {"type": "object"},
    "request_body": STRING,
    "next_retry_at": nullable(SECONDS),
    "attempts": array(record({"number": COUNT, **_ATTEMPT})),
}

COMPONENTS: dict[str, Schema] = {
    "WebhookDelivery": record(_DELIVERY),
    "WebhookDeliveryAnswer": record({"success": TRUE, "delivery": ref("WebhookDelivery")}),
    "WebhookRotated": record(
        {
            "success": TRUE,
            "webhook": record({**_ENDPOINT, "secret": STRING}),
            "previous_secret_valid_until": SECONDS,
        }
    ),
    "WebhookRecovered": record({"success": TRUE, "recovered": COUNT}),
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
            "deliveries": array(ref("WebhookDelivery")),
        }
    ),
}
_FIELDS: Schema = {
    "target_url": {"type": "string", "format": "uri", "maxLength": 2048},
    "event_types": nullable(array(one_of(*EventType.values), minItems=1)),
    "description": {"type": "string", "maxLength": LONGEST_DESCRIPTION},
    "include_extract": BOOLEAN,
    "max_per_second": nullable({"type": "integer", "minimum": 1, "maximum": FASTEST_PER_SECOND}),
    "enabled": BOOLEAN,
}
_BODY: Schema = {"type": "object", "required": ["target_url"], "properties": _FIELDS}
_PATCH: Schema = {"type": "object", "minProperties": 1, "properties": _FIELDS}
_MOMENT: Schema = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}
_RECOVER: Schema = {
    "type": "object",
    "required": ["since"],
    "properties": {"since": _MOMENT, "until": {**_MOMENT, "type": ["string", "null"]}},
}
# As with every filter, a blank one is none.
_SINCE_OR_BLANK: Schema = {**_MOMENT, "anyOf": [*_MOMENT["anyOf"], {"const": ""}]}
_FILTERS = (
    query("status", one_of("", *DeliveryState.values), "Deliveries in this state only."),
    query("event_type", one_of("", *EventType.values, TEST_EVENT), "Events of this type only."),
    query("since", _SINCE_OR_BLANK, "Made at this time or later."),
    query("until", _SINCE_OR_BLANK, "Made before this time."),
)
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
    for method, name, summary, answer in (
        ("get", "getWebhook", "One webhook", "WebhookAnswer"),
        ("delete", "deleteWebhook", "Delete a webhook", "WebhookDeleted"),
    ):
        document_method(
            views.WebhookView, method, name, summary, answer=(200, answer), errors=(404,), parameters=(_ID,)
        )
    attach(
        views.WebhookView,
        "patch",
        operation(
            "updateWebhook",
            "Change what is named of a webhook",
            body={"application/json": _PATCH},
            answers={200: ref("WebhookAnswer")},
            errors=(404,),
            parameters=(_ID,),
        ),
    )
    attach(
        views.WebhookRecoverView,
        "post",
        operation(
            "recoverDeliveries",
            "Send again every event whose deliveries all failed since then",
            body={"application/json": _RECOVER},
            answers={202: ref("WebhookRecovered")},
            errors=(404, 409),
            parameters=(_ID,),
        ),
    )
    for view, verb, name, summary, status, answer, errors, parameters in (
        (
            views.WebhookRotateView,
            "post",
            "rotateWebhookSecret",
            "A new secret; the old one is good for a day more",
            200,
            "WebhookRotated",
            (404,),
            (_ID,),
        ),
        (views.WebhookTestView, "post", "testWebhook", "Send a test event", 202, "WebhookSent", (404, 409), (_ID,)),
        (
            views.DeliveriesView,
            "get",
            "listDeliveries",
            "Delivery history, newest first",
            200,
            "WebhookDeliveries",
            (404,),
            (_ID, *_FILTERS, *PAGE),
        ),
        (
            views.DeliveryView,
            "get",
            "getDelivery",
            "One delivery with its attempts",
            200,
            "WebhookDeliveryAnswer",
            (404,),
            (_ID, _DELIVERY_ID),
        ),
        (
            views.ResendView,
            "post",
            "resendDelivery",
            "Send a delivery again",
            202,
            "WebhookSent",
            (404, 409),
            (_ID, _DELIVERY_ID),
        ),
    ):
        document_method(view, verb, name, summary, answer=(status, answer), errors=errors, parameters=parameters)
