"""Where the present request came from: the address that the audit log notes beside what was done."""

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_address: ContextVar[str | None] = ContextVar("address", default=None)


def address_of(request: HttpRequest) -> str:
    """The caller's network address; behind a proxy that the operator trusts, the one that the proxy saw."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def valid_address_of(request: HttpRequest) -> str:
    """The same where only an address will do: whoever comes from nowhere that can be told comes from 0.0.0.0."""
    return checked_address(address_of(request)) or "0.0.0.0"  # noqa: S104 - nothing listens on it


def present_address() -> str | None:
    """That of the request at work in this thread; None outside of one, and for what is no address."""
    return _address.get()


class OriginMiddleware:
    """Keeps the address at hand for as long as the request lasts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _address.set(checked_address(address_of(request)))
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)


def checked_address(address: str) -> str | None:
    """The address as it is usually written; None for what is none."""
    try:
        return str(ipaddress.ip_address(address.strip("[]")))
    except ValueError:
        return None
