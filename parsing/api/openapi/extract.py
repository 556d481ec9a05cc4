"""The extract API's operations and answers."""

from drf_spectacular.utils import OpenApiParameter

from parsing.api.extract import views
from parsing.api.extract.payload import EXTENSIONS
from parsing.api.openapi.candidate import CONFIDENCE, EXTRACTION, SHARED
from parsing.api.openapi.operations import IDEMPOTENCY_KEY, SWITCH, attach, document_method, header, operation, query
from parsing.api.openapi.shapes import (
    BOOLEAN,
    COUNT,
    FALSE,
    MILLISECONDS,
    NUMBER,
    STRING,
    TRUE,
    Schema,
    array,
    described,
    nullable,
    one_of,
    record,
    ref,
)

_ERROR = record(
    {"code": STRING, "message": STRING, "retryable": BOOLEAN}, {"details": {"type": "object"}, "request_id": STRING}
)
_STATUS = one_of("pending", "processing", "done", "failed")
_CHECK = one_of("ok", "error")

COMPONENTS: dict[str, Schema] = {
    **SHARED,
    "Extraction": EXTRACTION,
    "Error": record({"success": FALSE, "error": _ERROR}),
    "Extracted": record({"success": TRUE, "data": ref("Extraction")}),
    "Accepted": record({"success": TRUE, "data": record({"id": STRING, "status": _STATUS})}),
    "Job": record(
        {
            "success": TRUE,
            "data": record(
                {
                    "id": STRING,
                    "status": _STATUS,
                    "result": nullable(ref("Extraction")),
                    "confidence_score": nullable(CONFIDENCE),
                    "processing_time_ms": nullable(COUNT),
                    "model_used": STRING,
                    "created_at": MILLISECONDS,
                    "completed_at": nullable(MILLISECONDS),
                    "expires_at": described(nullable(MILLISECONDS), "When it is deleted; null for never."),
                    "livemode": BOOLEAN,
                },
                {"error": _ERROR},
            ),
        }
    ),
    "Usage": record(
        {
            "success": TRUE,
            "data": record(
                {
                    "plan": STRING,
                    "credits_used": COUNT,
                    "credits_limit": COUNT,
                    "credits_remaining": COUNT,
                    "current_period_start": MILLISECONDS,
                    "current_period_end": MILLISECONDS,
                    "overage_rate": described(nullable(NUMBER), "Price of an extra credit in overage_currency."),
                    "overage_enabled": BOOLEAN,
                    "overage_currency": STRING,
                    "mode": one_of("live", "test"),
                }
            ),
        }
    ),
    "Health": record(
        {
            "status": one_of("healthy", "unhealthy"),
            "checks": record(
                {
                    "api": _CHECK,
                    "database": _CHECK,
                    "storage": _CHECK,
                    "ocr": record(
                        {
                            "engine": described(nullable(STRING), "What reads scans; null where nothing does."),
                            "languages": described(array(STRING), "That it can read, as ISO 639-1 codes."),
                        }
                    ),
                    "timestamp": MILLISECONDS,
                }
            ),
        }
    ),
}

# What "binary" and "byte" hold must be a document that we read: no schema can say so, the error table does.
_BASE64: Schema = {"type": "string", "format": "byte", "contentEncoding": "base64"}
_TYPE = described(one_of(*EXTENSIONS), "Of the file, for example application/pdf.")
# All of a form is text; beside a file, which wins, these are not looked at, whatever their text stands for.
_UNREAD: Schema = {"type": ["string", "number", "boolean", "array", "object", "null"]}
_FORM: Schema = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "Max 10MB. It wins over base64."},
        "base64": described(_UNREAD, "Alternative: base64-encoded file content."),
        "content_type": described(_UNREAD, "Required with base64 (e.g. application/pdf), and one of those in JSON."),
    },
}
_JSON: Schema = {
    "type": "object",
    "required": ["base64", "content_type"],
    "properties": {"base64": _BASE64, "content_type": _TYPE, "filename": {"type": "string"}},
}
_HEADERS = (
    header("X-Job-Id", STRING, "Unique job identifier", answers=[200, 202]),
    header("X-Processing-Time-Ms", {"type": "string", "pattern": r"^\d+$"}, "Processing time in ms", answers=[200]),
    header("X-Model-Used", STRING, "AI model used for extraction", answers=[200]),
)


LINKS: tuple[tuple[str, str, str, dict[str, str], dict[str, str]], ...] = (
    ("extract", "200", "job", {"job_id": "$response.header.X-Job-Id"}, {}),
    ("extract", "202", "job", {"job_id": "$response.body#/data/id"}, {}),
)


def document() -> None:
    """Attach every operation to its view."""
    attach(
        views.ExtractView,
        "post",
        operation(
            "extract",
            "Extract structured data from a CV",
            body={"multipart/form-data": _FORM, "application/json": _JSON},
            parameters=(
                IDEMPOTENCY_KEY,
                query("async", SWITCH, "true: answer 202 with a job to poll."),
                *_HEADERS,
            ),
            answers={200: ref("Extracted"), 202: ref("Accepted")},
            errors=(402, 409, 422),
        ),
    )
    document_method(views.UsageView, "get", "usage", "Current credit usage", answer=(200, "Usage"))
    document_method(
        views.JobView,
        "get",
        "job",
        "Status and result of an extraction job",
        answer=(200, "Job"),
        errors=(404,),
        parameters=(OpenApiParameter("job_id", STRING, OpenApiParameter.PATH),),
    )
    attach(
        views.HealthView,
        "get",
        operation(
            "health",
            "Public healthcheck endpoint",
            answers={200: ref("Health"), 503: ref("Health")},
            public=True,
        ),
    )
