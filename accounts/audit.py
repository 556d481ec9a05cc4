"""The audit log: who did what to which thing. Append-only."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Account, ApiKey, AuditEvent, User


def record(
    account: Account,
    *,
    action: str,
    actor: User | None = None,
    api_key: ApiKey | None = None,
    target: str = "",
    data: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """One event. `data` holds ids, names of things and numbers: never a secret, never words of a CV."""
    return AuditEvent.objects.create(
        account=account,
        actor=actor,
        api_key_id=api_key.id if api_key else "",
        action=action,
        target=target[:80],
        data=dict(data or {}),
    )
