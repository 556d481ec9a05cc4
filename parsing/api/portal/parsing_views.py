"""Uploads, and the jobs that they become."""

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from cvault.api import UploadParser
from cvault.errors import ServiceUnavailable
from parsing import services
from parsing.api.base import ApiView
from parsing.api.magic import raise_forced_error
from parsing.api.paging import page_of
from parsing.api.portal import answers
from parsing.api.portal.parse_form import read_parse_form
from parsing.models import JobState, ParseJob
from parsing.services import Upload
from parsing.services.cancelling import cancel_job


class ParseBatchView(ApiView):
    """POST parse_cv_batch_parallel"""

    parser_classes = (UploadParser,)

    def post(self, request: Request) -> Response:
        form = read_parse_form(request)
        raise_forced_error(self.caller.key, [file.name or "" for file in form.files])
        job = services.submit_batch(
            self.caller.account,
            [Upload(file=file, filename=file.name or "") for file in form.files],
            options=form.options,
            job_description=form.job_description,
            required_skills=form.options.required_skills,
            nice_to_have_skills=form.options.nice_to_have_skills,
            source="portal",
            livemode=self.caller.livemode,
            api_key=self.caller.key,
            allow_partial=form.allow_partial,
            mode=form.mode,
            idempotency_key=form.idempotency_key,
            warnings=form.warnings,
            begins=True,
        )
        if services.is_synchronous(form.mode, len(form.files)):
            job = services.wait_for_job(job, budget_s=settings.PARSE_SYNC_BUDGET_S)
        return parse_response(job)


def parse_response(job: ParseJob) -> Response:
    """200 for a finished job, 202 for one at work; a job that failed as a whole may be sent again."""
    if job.state == JobState.FAILED:
        raise ServiceUnavailable(job.error or None, extra={"job_id": job.id})
    if job.state == JobState.COMPLETED:
        return Response(answers.parse_done(job))
    return accepted(answers.parse_accepted(job))


def accepted(body: answers.Json) -> Response:
    """A 202 that says where to ask and how soon (R120)."""
    return Response(body, status=202, headers={"Location": body["poll_url"], "Retry-After": "1"})


class JobStatusView(ApiView):
    """GET job_status/{job_id}"""

    def get(self, request: Request, job_id: str) -> Response:
        job = services.job_for(self.caller.account, job_id, livemode=self.caller.livemode, fields=answers.STATUS_FIELDS)
        return Response(answers.job_status(job))


class JobResultsView(ApiView):
    """GET job_results/{job_id}"""

    def get(self, request: Request, job_id: str) -> Response:
        job = services.job_for(self.caller.account, job_id, livemode=self.caller.livemode)
        return Response(answers.job_results(job, page_of(request)))


class JobListView(ApiView):
    """GET jobs: the account's own, newest first"""

    def get(self, request: Request) -> Response:
        page = page_of(request)
        jobs = ParseJob.objects.for_account(self.caller.account, livemode=self.caller.livemode).order_by(
            "-created_at", "-id"
        )
        rows = jobs.select_related("account").only("account", *answers.STATUS_FIELDS)
        shown = [_listed(job) for job in rows[page.offset : page.offset + page.limit]]
        return Response(answers.listed(shown, key="jobs", page=page, total=jobs.count()))


def _listed(job: ParseJob) -> answers.Json:
    return {name: value for name, value in answers.job_status(job).items() if name != "success"}


class JobCancelView(ApiView):
    """POST jobs/{job_id}/cancel"""

    def post(self, request: Request, job_id: str) -> Response:
        job = services.job_for(self.caller.account, job_id, livemode=self.caller.livemode)
        return Response(answers.job_status(cancel_job(job, api_key=self.caller.key)))
