"""Endpoints of an account: create, change, rotate the secret, delete."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Account, ApiKey, User
from cvault.errors import InvalidInput, NotFound, NotPermitted
from webhooks import http, sealing, signing
from webhooks.models import Delivery, DeliveryState, Endpoint, EventType

MAX_ENDPOINTS = 10  # of one account (R226)
ROTATION_OVERLAP = timedelta(hours=24)  # while it lasts, deliveries carry both signatures
FASTEST_PER_SECOND = 1000
LONGEST_DESCRIPTION = 200
_PLAIN_FIELDS = ("target_url", "event_types", "description", "include_extract", "max_per_second", "enabled")

log = structlog.get_logger(__name__)


def list_endpoints(account: Account) -> list[Endpoint]:
    return list(Endpoint.objects.for_account(account).filter(deleted_at=None).order_by("created_at"))


def endpoint_for(account: Account, endpoint_id: str) -> Endpoint:
    """Raises NotFound, also for an endpoint of somebody else."""
    endpoint: Endpoint | None = Endpoint.objects.for_account(account).filter(id=endpoint_id, deleted_at=None).first()
    if endpoint is None:
        raise NotFound
    return endpoint


def create_endpoint(
    account: Account, fields: Mapping[str, Any], *, by: User | None = None, api_key: ApiKey | None = None
) -> tuple[Endpoint, str]:
    """The endpoint and its secret, which is shown this once. Raises InvalidInput, NotPermitted.

    `fields` are target_url and, where wanted, event_types, description, include_extract, max_per_second and enabled.
    """
    values = {"target_url": None, "event_types": None} | dict(fields)
    checked = {name: _CHECKS[name](values[name]) for name in _PLAIN_FIELDS if name in values}
    secret = signing.new_secret()
    endpoint = Endpoint(account=account, **checked)
    endpoint.secret = sealing.seal(secret, endpoint.id)
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)  # of two at once, the second counts the first
        if Endpoint.objects.for_account(account).filter(deleted_at=None).count() >= MAX_ENDPOINTS:
            message = f"An account may have {MAX_ENDPOINTS} webhooks: delete one first"
            raise NotPermitted(message, details={"max_webhooks": MAX_ENDPOINTS})
        endpoint.save()
        audit.record(account, action="webhook.created", actor=by, api_key=api_key, target=endpoint.id)
    return endpoint, secret


def update_endpoint(
    endpoint: Endpoint, fields: Mapping[str, Any], *, by: User | None = None, api_key: ApiKey | None = None
) -> Endpoint:
    """Change what is named. Raises InvalidInput, and then nothing is changed.

    Disabling cancels what waits (R225); enabling forgets the failures that led there.
    """
    checked = {name: _CHECKS[name](fields[name]) for name in _PLAIN_FIELDS if name in fields}
    if checked.get("enabled") is True and not endpoint.enabled:
        checked |= {"disabled_reason": "", "failing_since": None, "warned_at": None, "notice": ""}
    if not checked:
        return endpoint
    for name, value in checked.items():
        setattr(endpoint, name, value)
    with transaction.atomic():
        endpoint.save(update_fields=list(checked))
        if not endpoint.enabled:
            cancel_waiting(endpoint)
        data = {"fields": sorted(set(checked) & set(_PLAIN_FIELDS))}
        audit.record(
            endpoint.account, action="webhook.changed", actor=by, api_key=api_key, target=endpoint.id, data=data
        )
    return endpoint


def delete_endpoint(endpoint: Endpoint, *, by: User | None = None, api_key: ApiKey | None = None) -> None:
    """Nothing is sent to it any more; waiting retries are cancelled, the history stays (R224, R225)."""
    with transaction.atomic():
        Endpoint.objects.filter(pk=endpoint.pk).update(deleted_at=timezone.now(), enabled=False)
        cancel_waiting(endpoint)
        audit.record(endpoint.account, action="webhook.deleted", actor=by, api_key=api_key, target=endpoint.id)


def cancel_waiting(endpoint: Endpoint) -> None:
    """Nothing that waits for this endpoint is sent."""
    with transaction.atomic():
        waiting = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.PENDING)
        ids = list(waiting.order_by("pk").select_for_update().values_list("pk", flat=True))
        Delivery.objects.filter(pk__in=ids).update(state=DeliveryState.CANCELLED, lease_until=None)


def rotate_secret(endpoint: Endpoint, *, by: User | None = None, api_key: ApiKey | None = None) -> str:
    """The new secret, shown this once. For a day deliveries are signed with the old one too."""
    secret = signing.new_secret()
    endpoint.previous_secret, endpoint.secret = endpoint.secret, sealing.seal(secret, endpoint.id)
    endpoint.previous_secret_until = timezone.now() + ROTATION_OVERLAP
    with transaction.atomic():
        endpoint.save(update_fields=["secret", "previous_secret", "previous_secret_until"])
        audit.record(endpoint.account, action="webhook.secret_rotated", actor=by, api_key=api_key, target=endpoint.id)
    return secret


def readable_secrets(endpoint_id: str, secret: str, previous: str, previous_until: datetime | None) -> tuple[str, ...]:
    """The secrets of an endpoint to sign with now, the newest first; none where the key that sealed them is gone."""
    ciphertexts = [secret]
    if previous and previous_until is not None and previous_until > timezone.now():
        ciphertexts.append(previous)
    try:
        return tuple(sealing.opened(ciphertext, endpoint_id) for ciphertext in ciphertexts)
    except ValueError:
        log.error("webhook.secret_unreadable")  # noqa: TRY400  # what was raised says nothing more
        return ()


def checked_url(url: object) -> str:
    """Raises InvalidInput with a sentence that says what is wrong."""
    if not isinstance(url, str) or not url.strip():
        raise InvalidInput("target_url is missing", details={"field": "target_url"})
    try:
        http.check_url(url.strip())
    except (http.UnsafeUrl, http.DeliveryFailed) as error:
        raise InvalidInput(f"target_url: {error}", details={"field": "target_url"}) from error
    return url.strip()


def checked_event_types(event_types: object) -> list[str]:
    """All of them where none are named (R222). Raises InvalidInput."""
    if event_types is None:
        return list(EventType.values)
    known = ", ".join(EventType.values)
    if not isinstance(event_types, (list, tuple)) or not event_types:
        raise InvalidInput(f"event_types must be a list of {known}", details={"field": "event_types"})
    unknown = [str(name) for name in event_types if name not in EventType.values]
    if unknown:
        raise InvalidInput(f"Unknown event type {unknown[0]!r}: known are {known}", details={"field": "event_types"})
    return list(dict.fromkeys(event_types))


def _checked_description(description: object) -> str:
    if not isinstance(description, str):
        raise InvalidInput("description must be text", details={"field": "description"})
    if len(description) > LONGEST_DESCRIPTION:
        message = f"description is too long: at most {LONGEST_DESCRIPTION} characters"
        raise InvalidInput(message, details={"field": "description"})
    return description.strip()


def _checked_rate(rate: object) -> int | None:
    if rate is None:
        return None
    if isinstance(rate, bool) or not isinstance(rate, int) or not 1 <= rate <= FASTEST_PER_SECOND:
        message = f"max_per_second must be a whole number from 1 to {FASTEST_PER_SECOND}, or null"
        raise InvalidInput(message, details={"field": "max_per_second"})
    return rate


def _flag(name: str) -> Any:
    def check(value: object) -> bool:
        if not isinstance(value, bool):
            raise InvalidInput(f"{name} must be true or false", details={"field": name})
        return value

    return check


_CHECKS: dict[str, Any] = {
    "target_url": checked_url,
    "event_types": checked_event_types,
    "description": _checked_description,
    "include_extract": _flag("include_extract"),
    "max_per_second": _checked_rate,
    "enabled": _flag("enabled"),
}
