"""Who calls the APIs: the key in `x-api-key` or `Authorization: Bearer`, never in the address, never a session."""

from dataclasses import dataclass
from typing import ClassVar

import structlog
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accounts import api_keys, request_log
from accounts.key_rules import is_in
from accounts.models import Account, ApiKey
from accounts.origin import address_of
from cvault.errors import InvalidKey, NotPermitted, Unauthenticated


@dataclass(frozen=True, slots=True)
class Caller:
    """`request.user` of an API call."""

    account: Account
    key: ApiKey

    is_authenticated: ClassVar[bool] = True

    @property
    def livemode(self) -> bool:
        return self.key.livemode


class ApiKeyAuthentication(BaseAuthentication):
    """Raises Unauthenticated without a key, InvalidKey for a wrong one, NotPermitted for a suspended account.

    NotPermitted also for a key that may not be used from the caller's address.
    """

    def authenticate(self, request: Request) -> tuple[Caller, ApiKey]:
        key = api_keys.authenticate(secret_of(request))
        structlog.contextvars.bind_contextvars(account_id=key.account_id, key_id=key.id)
        request_log.recognise(request._request, key)  # noqa: SLF001  # Django's own request, inside DRF's
        if key.account.suspended_at is not None:
            raise NotPermitted("This account is suspended: write to the operator of this service")
        if key.account.deletion_due_at is not None:
            raise NotPermitted("This workspace is being deleted: its owner can take that back in Settings")
        address = address_of(request._request)  # noqa: SLF001  # Django's own request, inside DRF's
        if key.networks and not is_in(address, key.networks):
            raise NotPermitted("This key may not be used from this network address")
        match = request.resolver_match
        api_keys.note_use(key, address=address, purpose=f"{request.method} {match.route if match else ''}")
        return Caller(key.account, key), key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def secret_of(request: Request) -> str:
    """The text of the key sent. Two headers with different keys are refused: nobody can tell which was meant (R020)."""
    plain = request.headers.get("x-api-key", "").strip()
    scheme, _, credentials = request.headers.get("authorization", "").strip().partition(" ")
    bearer = credentials.strip() if scheme.lower() == "bearer" else ""
    if plain and bearer and plain != bearer:
        raise InvalidKey
    if not (plain or bearer):
        raise Unauthenticated
    return plain or bearer
