"""One error tree for every door. A subclass fixes status and message; the doors render it in their own dialect.

CVaultError                400  bad_request
├── InvalidInput           400  invalid_input        a field is missing or wrong; `details` names it
│   └── MissingFile        400  missing_file         an upload without a file
├── UnsupportedFile        400  unsupported_format
├── FileTooLarge           413  file_too_large
├── PayloadTooLarge        413  payload_too_large    the request as a whole
├── Unauthenticated        401  unauthorized         no credentials
│   └── InvalidKey         401  invalid_key          unknown, revoked or expired
├── QuotaExceeded          402  quota_exceeded
├── NotPermitted           403  not_permitted
├── NotFound               404  not_found
├── MethodNotAllowed       405  method_not_allowed
├── Conflict               409  conflict
├── UnprocessableFile      422  unprocessable
├── RateLimited            429  rate_limited
├── TlsRequired            400  tls_required
├── InternalError          500  internal_error
└── ServiceUnavailable     503  service_unavailable
"""

from collections.abc import Mapping
from typing import Any


class CVaultError(Exception):
    """`message` says what happened and what to do; `extra` are further top-level keys of the answer."""

    status = 400
    code = "bad_request"
    portal_code: str | None = None  # what the portal API shows where `code` would say more than it may
    message = "Bad request"
    retryable = False

    def __init__(
        self,
        message: str | None = None,
        *,
        details: Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message or self.message
        self.details = dict(details or {})
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})
        super().__init__(self.message)


class InvalidInput(CVaultError):
    code = "invalid_input"
    message = "The request is not valid"


class MissingFile(InvalidInput):
    code = "missing_file"
    message = "No file was sent: send at least one in the field files[]"


class UnsupportedFile(CVaultError):
    code = "unsupported_format"
    message = "File format not supported: send PDF, DOCX, DOC, TXT, RTF, ODT, HTML, JPG, PNG, WEBP or TIFF"


class FileTooLarge(CVaultError):
    status = 413
    code = "file_too_large"
    message = "File exceeds 10 MB limit"


class PayloadTooLarge(CVaultError):
    status = 413
    code = "payload_too_large"
    message = "The request is too large"


class Unauthenticated(CVaultError):
    status = 401
    code = "unauthorized"
    message = "Missing or invalid API key"


class InvalidKey(Unauthenticated):
    code = "invalid_key"
    portal_code = "unauthorized"  # the same body for missing, unknown and revoked (R031)


class QuotaExceeded(CVaultError):
    status = 402
    code = "quota_exceeded"
    message = "Monthly parse quota exhausted"


class NotPermitted(CVaultError):
    status = 403
    code = "not_permitted"
    message = "Action not permitted for your account or plan"


class NotFound(CVaultError):
    status = 404
    code = "not_found"
    message = "Job ID or resource not found"


class MethodNotAllowed(CVaultError):
    status = 405
    code = "method_not_allowed"
    message = "Method not allowed"


class Conflict(CVaultError):
    status = 409
    code = "conflict"
    message = "The request conflicts with the current state"


class UnprocessableFile(CVaultError):
    status = 422
    code = "unprocessable"
    message = "File corrupted or unreadable"


class RateLimited(CVaultError):
    status = 429
    code = "rate_limited"
    message = "Rate limit exceeded. Back off and retry."
    retryable = True

    def __init__(self, *, retry_after_s: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.headers["Retry-After"] = str(retry_after_s)
        self.extra.setdefault("retry_after", retry_after_s)


class TlsRequired(CVaultError):
    code = "tls_required"
    message = "TLS is required: use https://. Treat a key that was sent without it as compromised and rotate it."


class InternalError(CVaultError):
    status = 500
    code = "internal_error"
    message = "Internal server error. Retry with exponential backoff."
    retryable = True


class ServiceUnavailable(CVaultError):
    status = 503
    code = "service_unavailable"
    message = "Service temporarily unavailable"
    retryable = True
