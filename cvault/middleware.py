"""Around every request: an id, one line of log, and the promise that nothing under /api/ answers HTML."""

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cvault import errors
from cvault.api import API_PREFIX, error_response
from cvault.uploads import MAX_REQUEST_BYTES

GetResponse = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger("cvault.request")

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
# Who has the end of such an address may do what it is for: it is not written down.
_TOKENS_IN_PATHS = re.compile(r"^(/accounts/confirm-email/|/accounts/password/reset/key/|/invitations/)[^/]+")
_QUIET_PATHS = ("/static/", "/api/v1/health")


class RequestIdMiddleware:
    """`request.request_id`, `X-Request-Id` in and out, and the request's log line: no query, no body, no key."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get("x-request-id", "")
        request_id = sent if _REQUEST_ID.fullmatch(sent) else f"req_{secrets.token_hex(12)}"
        request.request_id = request_id  # type: ignore[attr-defined]  # ours to add
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            response["X-Request-Id"] = request_id
            if not request.path.startswith(_QUIET_PATHS):
                duration_ms = round((time.perf_counter() - started) * 1000, 1)
                log.info(
                    "request",
                    method=request.method,
                    path=_TOKENS_IN_PATHS.sub(r"\1[redacted]", request.path)[:200],
                    status=response.status_code,
                    duration_ms=duration_ms,
                )
        structlog.contextvars.unbind_contextvars("account_id", "key_id")
        return response


class PolicyMiddleware:
    """What Django has no setting for: nothing of ours is part of other sites, and no page asks for a device."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response


class ApiGuardMiddleware:
    """Outermost of what can answer: refuses API calls without TLS, and turns any HTML answer into the API's error."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API_PREFIX):
            return self.get_response(request)
        if settings.REQUIRE_TLS and not request.is_secure():
            return error_response(errors.TlsRequired(), request)
        if _content_length(request) > MAX_REQUEST_BYTES:
            return error_response(errors.PayloadTooLarge(), request)
        response = self.get_response(request)
        response.headers.setdefault("CVault-Version", "v1")
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code < 300 or response.status_code == 304 or _is_json(response):
            return response
        return _as_json(response, request)


def _content_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _is_json(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


_BY_STATUS: dict[int, type[errors.CVaultError]] = {
    403: errors.NotPermitted,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    413: errors.PayloadTooLarge,
    503: errors.ServiceUnavailable,
}


_KEPT_HEADERS = (
    "Allow",
    "CVault-Version",
    "Cache-Control",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Frame-Options",
)


def _as_json(response: HttpResponseBase, request: HttpRequest) -> HttpResponse:
    """The error that the page of Django (or a redirect, which no API call gets) stands for."""
    status = response.status_code
    if status in _BY_STATUS:
        error = _BY_STATUS[status]()
    elif status >= 500:
        error = errors.InternalError()
    elif status >= 400:
        error = errors.InvalidInput("The request was refused as malformed")
    else:
        error = errors.NotFound()
    replaced = error_response(error, request)
    for name in _KEPT_HEADERS:
        if name in response.headers:
            replaced[name] = response.headers[name]
    return replaced  # closing the page it replaces would end the request, and with it the database connection, twice
