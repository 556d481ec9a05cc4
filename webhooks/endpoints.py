"""Endpoints of an account: create, change, rotate the secret, delete."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Account, ApiKey, User
from cvault import encryption
from cvault.errors import InvalidInput, NotFound, NotPermitted
from webhooks import http, signing
from webhooks.models import Delivery, DeliveryState, Endpoint, EventType

MAX_ENDPOINTS = 10  # of one account (R226)
ROTATION_OVERLAP = timedelta(hours=24)  # while it lasts, deliveries carry both signatures


def list_endpoints(account: Account) -> list[Endpoint]:
    return list(Endpoint.objects.for_account(account).filter(deleted_at=None).order_by("created_at"))


def endpoint_for(account: Account, endpoint_id: str) -> Endpoint:
    """Raises NotFound, also for an endpoint of somebody else."""
    endpoint: Endpoint | None = Endpoint.objects.for_account(account).filter(id=endpoint_id, deleted_at=None).first()
    if endpoint is None:
        raise NotFound
    return endpoint


def create_endpoint(
    account: Account,
    *,
    target_url: object,
    event_types: object = None,
    description: str = "",
    by: User | None = None,
    api_key: ApiKey | None = None,
) -> tuple[Endpoint, str]:
    """The endpoint and its secret, which is shown this once. Raises InvalidInput, NotPermitted."""
    if Endpoint.objects.for_account(account).filter(deleted_at=None).count() >= MAX_ENDPOINTS:
        raise NotPermitted(
            f"An account may have {MAX_ENDPOINTS} webhooks: delete one first", details={"max_webhooks": MAX_ENDPOINTS}
        )
    secret = signing.new_secret()
    endpoint = Endpoint(
        account=account,
        target_url=checked_url(target_url),
        event_types=checked_event_types(event_types),
        description=description[:200],
        secret=encryption.encrypt(secret),
    )
    with transaction.atomic():
        endpoint.save()
        audit.record(account, action="webhook.created", actor=by, api_key=api_key, target=endpoint.id)
    return endpoint, secret


def delete_endpoint(endpoint: Endpoint, *, by: User | None = None, api_key: ApiKey | None = None) -> None:
    """Nothing is sent to it any more; waiting retries are cancelled, the history stays (R224, R225)."""
    with transaction.atomic():
        Endpoint.objects.filter(pk=endpoint.pk).update(deleted_at=timezone.now(), enabled=False)
        cancel_waiting(endpoint)
        audit.record(endpoint.account, action="webhook.deleted", actor=by, api_key=api_key, target=endpoint.id)


def cancel_waiting(endpoint: Endpoint) -> None:
    waiting = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.PENDING)
    waiting.update(state=DeliveryState.CANCELLED, lease_until=None)


def rotate_secret(endpoint: Endpoint, *, by: User | None = None) -> str:
    """The new secret, shown this once. For a day deliveries are signed with the old one too."""
    secret = signing.new_secret()
    endpoint.previous_secret, endpoint.secret = endpoint.secret, encryption.encrypt(secret)
    endpoint.previous_secret_until = timezone.now() + ROTATION_OVERLAP
    with transaction.atomic():
        endpoint.save(update_fields=["secret", "previous_secret", "previous_secret_until"])
        audit.record(endpoint.account, action="webhook.secret_rotated", actor=by, target=endpoint.id)
    return secret


def secrets_of(endpoint: Endpoint) -> list[str]:
    """The secrets to sign with now, the newest first."""
    found = [encryption.decrypt(endpoint.secret)]
    until = endpoint.previous_secret_until
    if endpoint.previous_secret and until is not None and until > timezone.now():
        found.append(encryption.decrypt(endpoint.previous_secret))
    return found


def checked_url(url: object) -> str:
    """Raises InvalidInput with a sentence that says what is wrong."""
    if not isinstance(url, str) or not url.strip():
        raise InvalidInput("target_url is missing", details={"field": "target_url"})
    try:
        http.resolve(http.check_url(url.strip()))
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
