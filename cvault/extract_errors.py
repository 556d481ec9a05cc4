"""The extract API's error table (R353-R369): our error tree in its statuses, codes and words."""

from typing import Any, NamedTuple

from cvault import errors
from cvault.errors import CVaultError


class _Row(NamedTuple):
    code: str
    status: int
    message: str | None = None  # None says what the error itself says


# The nearest class of an error counts.
_TABLE: dict[type[CVaultError], _Row] = {
    CVaultError: _Row("INVALID_REQUEST", 400),
    errors.UnsupportedFile: _Row("UNSUPPORTED_FORMAT", 400, "File format not supported"),
    errors.FileTooLarge: _Row("FILE_TOO_LARGE", 400, "File exceeds 10MB limit"),
    errors.PayloadTooLarge: _Row("FILE_TOO_LARGE", 400, "File exceeds 10MB limit"),
    errors.MissingFile: _Row("NO_FILE", 400, "No file or base64 data provided"),
    errors.Unauthenticated: _Row("UNAUTHORIZED", 401, "Missing Authorization header"),
    errors.InvalidKey: _Row("INVALID_KEY", 401, "API key not found or revoked"),
    errors.QuotaExceeded: _Row("QUOTA_EXCEEDED", 402, "Monthly credit quota exceeded. Please upgrade your plan."),
    errors.NotPermitted: _Row("FORBIDDEN", 403),
    errors.NotFound: _Row("NOT_FOUND", 404),
    errors.MethodNotAllowed: _Row("METHOD_NOT_ALLOWED", 405),
    errors.Conflict: _Row("CONFLICT", 409),
    errors.UnprocessableFile: _Row("UNPROCESSABLE", 422, "File corrupted or unreadable"),
    errors.RateLimited: _Row("RATE_LIMITED", 429, "Too many requests (see Retry-After header)"),
    errors.TlsRequired: _Row("TLS_REQUIRED", 400),
    errors.InternalError: _Row("INTERNAL_ERROR", 500, "Unexpected error"),
    errors.ServiceUnavailable: _Row("SERVICE_UNAVAILABLE", 503, "Service temporarily unavailable"),
}


def extract_status(error: CVaultError) -> int:
    return _row(error).status


def extract_error(error: CVaultError) -> dict[str, Any]:
    """{"code", "message", "retryable"}. An error with words of its own keeps them where the table has none."""
    row = _row(error)
    return {"code": row.code, "message": row.message or error.message, "retryable": error.retryable}


def extract_body(error: CVaultError, request_id: str | None = None) -> dict[str, Any]:
    """The whole answer; details and the extra keys stand inside `error`, where this dialect expects them."""
    body = {**extract_error(error), **error.extra}
    if error.details:
        body["details"] = error.details
    if request_id:
        body["request_id"] = request_id
    return {"success": False, "error": body}


def _row(error: CVaultError) -> _Row:
    return next(_TABLE[kind] for kind in type(error).__mro__ if kind in _TABLE)
