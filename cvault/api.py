"""What both APIs share: JSON in and out, and the one place that renders an error in the dialect of its path.

`/api/portal/…`  {"error": "a sentence", "error_code": "not_found", "success": false, "details"?, "request_id" on 500}
`/api/v1/…`      {"success": false, "error": {"code": "NOT_FOUND", "message": "a sentence", "retryable": false}}
"""

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from django.core import exceptions as django_errors
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from rest_framework import exceptions as drf_errors
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from cvault import errors
from cvault.errors import CVaultError
from cvault.extract_errors import extract_body, extract_status

API_PREFIX = "/api/"
EXTRACT_PREFIX = "/api/v1/"
MAX_JSON_BYTES = 16 * 1024 * 1024  # base64 of a 10 MB file and a job description
MAX_EXACT_FLOAT = 2.0**53  # beyond it a float stands for many whole numbers


class Utf8JSONRenderer(BaseRenderer):
    """UTF-8 without escapes and without NaN (R125)."""

    media_type = "application/json"
    format = "json"
    charset = None  # JSON is UTF-8 by definition; a charset parameter means nothing
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if data is None:
            return b""
        return dump_json(data)


def dump_json(data: Any) -> bytes:
    """`data` as bytes. Half of a surrogate pair, which some documents hold, becomes "?" instead of an error."""
    text = json.dumps(data, cls=JSONEncoder, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


class AlwaysJSON(BaseContentNegotiation):
    """Every answer is JSON whatever the Accept header asks for (R002)."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == media_type), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class BoundedJSONParser(BaseParser):
    """A JSON object of at most `MAX_JSON_BYTES`, whose text a database can hold, or InvalidInput, PayloadTooLarge."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        raw = stream.read(MAX_JSON_BYTES + 1)
        if len(raw) > MAX_JSON_BYTES:
            raise errors.PayloadTooLarge
        try:
            data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise errors.InvalidInput("The request body is not valid JSON") from error
        if not isinstance(data, dict):
            raise errors.InvalidInput("The request body must be a JSON object")
        return {_clean(key): _clean(value) for key, value in data.items()}


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _clean(value: Any) -> Any:
    """The value without what no database stores: NUL goes, half of a surrogate pair becomes "?".

    5.0 is the whole number 5, as JSON Schema has it.
    """
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        raise errors.InvalidInput("The request body holds a number that is too large")
    if isinstance(value, float) and value.is_integer() and abs(value) < MAX_EXACT_FLOAT:
        return int(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


class UploadParser(MultiPartParser):
    """A multipart form; files go to disk (cvault.uploads). Raises InvalidInput for a broken one."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except drf_errors.ParseError as error:
            raise errors.InvalidInput("The multipart form is malformed") from error


def handle_exception(exception: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER. None for what nobody expected: Django logs it and ApiGuardMiddleware answers 500."""
    error = as_cvault_error(exception)
    if error is None:
        return None
    body, status = error_body(error, context["request"])
    return Response(body, status=status, headers=_headers(error))


def error_response(error: CVaultError, request: HttpRequest) -> JsonResponse:
    """The same answer outside DRF: middleware, and errors of Django itself."""
    body, status = error_body(error, request)
    return JsonResponse(
        body,
        status=status,
        headers={**_headers(error), "X-Content-Type-Options": "nosniff"},
        json_dumps_params={"ensure_ascii": False},
    )


def error_body(error: CVaultError, request: HttpRequest | Request) -> tuple[dict[str, Any], int]:
    """Body and status in the dialect of the request's path."""
    request_id = getattr(request, "request_id", None) if error.status >= 500 else None
    if request.path.startswith(EXTRACT_PREFIX):
        return extract_body(error, request_id), extract_status(error)
    body: dict[str, Any] = {"error": error.message}
    if error.details:
        body["details"] = error.details
    body |= error.extra
    if request_id:
        body["request_id"] = request_id
    return {**body, "error_code": error.portal_code or error.code, "success": False}, error.status


def _headers(error: CVaultError) -> dict[str, str]:
    headers = dict(error.headers)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    elif error.status == 503:
        headers.setdefault("Retry-After", "5")
    return headers


def as_cvault_error(exception: BaseException) -> CVaultError | None:
    """Ours as it is; Django's and DRF's in our words; None for what is no answer to a request."""
    if isinstance(exception, CVaultError):
        return exception
    for kind, translated in _TRANSLATIONS:
        if isinstance(exception, kind):
            error: CVaultError = translated() if isinstance(translated, type) else translated(exception)
            return error
    return None


def _invalid_fields(exception: Any) -> CVaultError:
    details = flatten(exception.detail)
    first_field, first_message = next(iter(details.items()), ("", "The request is not valid"))
    message = f"{first_field}: {first_message}" if first_field else first_message
    return errors.InvalidInput(message, details=details)


def flatten(detail: Any, path: str = "") -> dict[str, str]:
    """DRF's nested details as {"required_skills[2]": "a sentence"}.

    >>> flatten({"skills": {2: ["Too long."]}})
    {'skills[2]': 'Too long.'}
    """
    if isinstance(detail, Mapping):
        flat: dict[str, str] = {}
        for key, value in detail.items():
            name = f"{path}[{key}]" if isinstance(key, int) else ".".join(filter(None, (path, key)))
            flat |= flatten(value, path if key == "non_field_errors" else name)
        return flat
    if isinstance(detail, list):
        nested = [item for item in detail if isinstance(item, Mapping | list)]
        if nested:
            return {
                key: text
                for index, item in enumerate(detail)
                for key, text in flatten(item, f"{path}[{index}]").items()
            }
        return {path: " ".join(map(str, detail))}
    return {path: str(detail)}


# The first that fits counts, so the special stand before the general.
_TRANSLATIONS: tuple[tuple[type[BaseException], Any], ...] = (
    (Http404, errors.NotFound),
    (drf_errors.NotFound, errors.NotFound),
    (drf_errors.MethodNotAllowed, errors.MethodNotAllowed),
    (drf_errors.ValidationError, _invalid_fields),
    (drf_errors.NotAuthenticated, errors.Unauthenticated),
    (drf_errors.AuthenticationFailed, errors.InvalidKey),
    (drf_errors.PermissionDenied, errors.NotPermitted),
    (
        drf_errors.UnsupportedMediaType,
        lambda _: errors.InvalidInput(
            "Content-Type not supported: send application/json, or multipart/form-data with files"
        ),
    ),
    (drf_errors.Throttled, lambda exception: errors.RateLimited(retry_after_s=math.ceil(exception.wait or 1))),
    (drf_errors.APIException, lambda exception: errors.InvalidInput(str(exception.detail))),
    (django_errors.PermissionDenied, errors.NotPermitted),
    (django_errors.RequestDataTooBig, errors.PayloadTooLarge),
    (django_errors.TooManyFieldsSent, lambda _: errors.InvalidInput("The form has too many fields")),
    (django_errors.TooManyFilesSent, lambda _: errors.InvalidInput("The form has too many files: send at most 50")),
    (django_errors.SuspiciousOperation, lambda _: errors.InvalidInput("The request was refused as malformed")),
    (MultiPartParserError, lambda _: errors.InvalidInput("The multipart form is malformed")),
    (UnreadablePostError, lambda _: errors.InvalidInput("The request body ended early")),
    (RawPostDataException, lambda _: errors.InvalidInput("The request body cannot be read")),
    (django_errors.BadRequest, lambda _: errors.InvalidInput("The request was refused as malformed")),
    (OperationalError, errors.ServiceUnavailable),
    (InterfaceError, errors.ServiceUnavailable),
)
