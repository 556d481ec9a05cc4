"""The extract API: thin doors to the same functions as the portal's."""

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.origin import address_of
from billing import quota, throttling
from cvault.api import BoundedJSONParser, UploadParser
from cvault.errors import NotFound, ServiceUnavailable
from parsing import services
from parsing.api.base import ApiView, is_asked_for
from parsing.api.extract import answers
from parsing.api.extract.payload import read_payload
from parsing.api.magic import raise_forced_error
from parsing.api.portal.parse_form import idempotency_key_of
from parsing.api.times import milliseconds
from parsing.engine.options import ParseOptions, Profile
from parsing.engine.readers import ocr_status
from parsing.models import JobKind, JobState, ParseJob
from parsing.services import Upload
from parsing.services.projections import extract_json

log = structlog.get_logger(__name__)

_OPTIONS = ParseOptions(output_profile=Profile.FULL_PROFILE)


class ExtractView(ApiView):
    """POST extract, `?async=true` for a job to poll"""

    parser_classes = (UploadParser, BoundedJSONParser, FormParser)

    def post(self, request: Request) -> Response:
        payload = read_payload(request, self.body)
        raise_forced_error(self.caller.key, [payload.filename])
        asynchronous = is_asked_for(request, "async")
        job = services.submit_batch(
            self.caller.account,
            [Upload(file=payload.file, filename=payload.filename)],
            options=_OPTIONS,
            source="extract",
            livemode=self.caller.livemode,
            api_key=self.caller.key,
            mode="async" if asynchronous else "sync",
            idempotency_key=idempotency_key_of(request),
            begins=True,
        )
        if asynchronous:
            return _accepted(job)
        job = services.wait_for_job(job, budget_s=settings.PARSE_SYNC_BUDGET_S)
        return _extracted(job)


def _accepted(job: ParseJob) -> Response:
    data = {"id": job.id, "status": answers.STATUSES[JobState(job.state)]}
    return Response({"success": True, "data": data}, status=202, headers={"X-Job-Id": job.id, "Retry-After": "1"})


def _extracted(job: ParseJob) -> Response:
    """200 with the data, or the error that the file gave. An answer that takes too long is a 503 to be asked again."""
    headers = answers.headers_of(job)
    if job.state in (JobState.QUEUED, JobState.PROCESSING):
        raise ServiceUnavailable(extra={"job_id": job.id}, headers={**headers, "Retry-After": "2"})
    file = answers.file_of(job)
    if (failure := answers.failure_of(job, file)) is not None:
        failure.headers |= headers
        raise failure
    return Response({"success": True, "data": extract_json(file)}, headers=headers)


class UsageView(ApiView):
    """GET usage"""

    def get(self, request: Request) -> Response:
        usage = quota.usage(self.caller.account)
        rate = usage.plan.overage_rate
        return Response(
            {
                "success": True,
                "data": {
                    "plan": usage.plan.slug,
                    "credits_used": usage.used,
                    "credits_limit": usage.limit,
                    "credits_remaining": usage.remaining,
                    "current_period_start": milliseconds(usage.period_start),
                    "current_period_end": milliseconds(usage.period_end),
                    "overage_rate": None if rate is None else float(rate),
                    "overage_enabled": usage.overage_limit > 0,
                    "overage_currency": usage.plan.currency,
                    "mode": "live" if self.caller.livemode else "test",
                },
            }
        )


class JobView(ApiView):
    """GET job/:id"""

    def get(self, request: Request, job_id: str) -> Response:
        job = services.job_for(self.caller.account, job_id, livemode=self.caller.livemode)
        if job.kind != JobKind.PARSE:
            raise NotFound
        return Response({"success": True, "data": answers.job_data(job)})


class HealthView(ApiView):
    """GET health, for everybody"""

    authentication_classes = ()
    permission_classes = ()

    def check_permissions(self, request: Request) -> None:
        """There is no key whose scope could be asked for."""

    def check_throttles(self, request: Request) -> None:
        throttling.take((throttling.HEALTH_OF_ADDRESS, address_of(request._request)))  # noqa: SLF001

    def get(self, request: Request) -> Response:
        checks = {"api": "ok", "database": _database_check(), "storage": _storage_check()}
        healthy = set(checks.values()) == {"ok"}
        body = {
            "status": "healthy" if healthy else "unhealthy",
            "checks": {**checks, "ocr": _ocr(), "timestamp": milliseconds(timezone.now())},
        }
        return Response(body, status=200 if healthy else 503)


def _ocr() -> dict[str, object]:
    """What reads pictures here, and in which languages; no reason to be unhealthy where nothing does."""
    status = ocr_status()
    return {"engine": status.engine, "languages": list(status.languages)}


def _database_check() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return "ok" if cursor.fetchone() == (1,) else "error"
    except DatabaseError:
        return "error"


def _storage_check() -> str:
    """That the place of uploaded files answers; the file asked for need not exist."""
    try:
        default_storage.exists("health")
    except Exception:  # whatever the storage raises when it is down
        log.warning("health.storage_failed", exc_info=True)
        return "error"
    return "ok"
