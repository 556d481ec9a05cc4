"""How an operation is documented: its answers, its errors, its parameters."""

from collections.abc import Callable, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from parsing.api.openapi.shapes import Schema, one_of, ref

# What every call can meet, whatever it asks for. A wrong method is answered by every address.
EVERYWHERE = {
    400: "Bad request: missing required field, invalid file type, or input too large.",
    401: "Missing or invalid API key.",
    403: "Action not permitted for your account or plan.",
    405: "Method not allowed.",
    413: "The file or the request is too large.",
    429: "Rate limit exceeded. Back off and retry: see Retry-After.",
    500: "Internal server error. Retry with exponential backoff.",
    503: "Service temporarily unavailable: see Retry-After.",
}
_OTHERS = {
    402: "Monthly quota exhausted. Upgrade your plan.",
    404: "Job ID or resource not found.",
    409: "The request conflicts with the current state.",
    422: "File corrupted or unreadable.",
}


def operation(
    name: str,
    summary: str,
    *,
    answers: Mapping[int, Any],
    errors: tuple[int, ...] = (),
    parameters: tuple[OpenApiParameter, ...] = (),
    body: Mapping[str, Schema] | None = None,
    public: bool = False,
) -> Callable[[Any], Any]:
    """`body` maps a media type to its schema; `answers` a status to a schema, or to {media type: schema}."""
    responses: dict[Any, Any] = {}
    for status, schema in answers.items():
        for media_type, shape in (schema if _is_by_media_type(schema) else {"application/json": schema}).items():
            responses[status, media_type] = OpenApiResponse(shape, description="As asked for.")
    texts = {status: text for status, text in EVERYWHERE.items() if not (public and status in (401, 403))}
    texts |= {status: _OTHERS[status] for status in errors}
    for status, text in sorted(texts.items()):
        responses.setdefault((status, "application/json"), OpenApiResponse(ref("Error"), description=text))
    return extend_schema(
        operation_id=name,
        summary=summary,
        request=dict(body) if body else None,
        responses=responses,
        parameters=list(parameters),
        auth=[] if public else None,
    )


def _is_by_media_type(schema: Mapping[str, Any]) -> bool:
    return bool(schema) and all("/" in key for key in schema)


def query(name: str, schema: Schema, text: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=text)


# A switch in an address or a form, however it is written; blank says no.
SWITCH = one_of("true", "false", "1", "0", "yes", "no", "on", "off", "")


def header(name: str, schema: Schema, text: str, *, answers: list[int] | None = None) -> OpenApiParameter:
    """A header of the request, or of the answers with these statuses."""
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, description=text, response=answers or False)


PAGE = (
    query("offset", {"type": "integer", "minimum": 0, "default": 0}, "Number of results to skip."),
    query("limit", {"type": "integer", "minimum": 1, "default": 100}, "Max results to return (max 100)."),
)
IDEMPOTENCY_KEY = header(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[!-~]([ -~]*[!-~])?$"},
    "The same key with the same request gives the same job; with another request it is a 409.",
)


def document_method(
    view: type,
    method: str,
    name: str,
    summary: str,
    *,
    answer: tuple[int, str],
    errors: tuple[int, ...] = (),
    parameters: tuple[OpenApiParameter, ...] = (),
) -> None:
    """For the many operations without a body: one component is answered with one status."""
    status, component = answer
    documented = operation(name, summary, answers={status: ref(component)}, errors=errors, parameters=parameters)
    attach(view, method, documented)


def attach(view: type, method: str, documented: Callable[[Any], Any]) -> None:
    """Puts the documentation on a method of a view."""
    setattr(view, method, documented(getattr(view, method)))
