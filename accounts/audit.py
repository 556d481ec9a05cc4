"""The audit log: who did what to which thing, when and from where. Append-only; old entries go with their retention."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from accounts.models import Account, ApiKey, AuditEvent, User
from accounts.origin import present_address

BATCH = 1000  # entries of one statement


def record(
    account: Account | None,
    *,
    action: str,
    actor: User | None = None,
    api_key: ApiKey | None = None,
    target: str = "",
    data: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """One event. `data` holds ids, names of things and numbers: never a secret, never words of a CV.

    Without an account it is the operators' alone to see.
    """
    return AuditEvent.objects.create(
        **_fields(action=action, actor=actor, target=target, data=data),
        account=account,
        api_key_id=api_key.id if api_key else "",
    )


def record_in_all(
    accounts: Iterable[Account], *, action: str, actor: User | None = None, target: str = "", data: Any = None
) -> None:
    """The same event in each workspace, in one statement; the operators' alone where there is none."""
    fields = _fields(action=action, actor=actor, target=target, data=data)
    places: list[Account | None] = list(accounts) or [None]
    AuditEvent.objects.bulk_create([AuditEvent(**fields, account=account) for account in places])


def forget(account: Account, *, before: datetime) -> int:
    """Remove the entries older than the retention of the log; how many."""
    old = AuditEvent.objects.filter(account=account, created_at__lt=before)
    count = 0
    while ids := list(old.values_list("pk", flat=True)[:BATCH]):
        with forgetting():
            count += AuditEvent.objects.filter(pk__in=ids)._raw_delete(using="default")  # noqa: SLF001 - the one way in
    return count


@contextmanager
def forgetting() -> Iterator[None]:
    """A transaction that may delete entries: the retention of the log, and the end of a workspace."""
    with transaction.atomic():
        _allow("on")
        yield
        _allow("off")


def _allow(word: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('cvault.forgetting', %s, true)", [word])


def _fields(*, action: str, actor: User | None, target: str, data: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "action": action,
        "actor": actor,
        "actor_name": actor.email if actor is not None else "",
        "target": target[:80],
        "data": dict(data or {}),
        "ip": present_address(),
    }
