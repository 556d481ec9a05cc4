"""The candidates that an account has, one by one and as a list (beyond the reference)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import audit
from accounts.authentication import Caller
from billing import quota
from cvault.errors import InvalidInput, NotFound
from parsing import exports, services, storage
from parsing.api.base import ApiView, is_asked_for
from parsing.api.paging import page_of
from parsing.api.portal import answers
from parsing.api.portal.candidate_query import candidates_of
from parsing.api.times import seconds
from parsing.engine.options import InvalidOptions, ParseOptions, effective_options
from parsing.models import Candidate
from parsing.services import scoring
from parsing.services.corrections import correct_candidate
from parsing.services.interviews import remaining_today
from parsing.services.projections import blind_document, blind_ranking, export_subject, latest_file

MAX_EXPORTED = 1_000


class _CandidateView(ApiView):
    def find(self, candidate_id: str) -> Candidate:
        """The candidate, of this account and this mode only. Raises NotFound."""
        mine = Candidate.objects.for_account(self.caller.account, livemode=self.caller.livemode)
        candidate: Candidate | None = mine.select_related("stored_file").filter(pk=candidate_id).first()
        if candidate is None:
            raise NotFound
        return candidate


class CandidateListView(ApiView):
    """GET candidates"""

    def get(self, request: Request) -> Response:
        page = page_of(request)
        rows = candidates_of(self.caller, request.query_params)
        shown = [_summary(row) for row in rows[page.offset : page.offset + page.limit]]
        return Response(answers.listed(shown, key="candidates", page=page, total=rows.count()))


class CandidateView(_CandidateView):
    """GET, PATCH and DELETE candidates/{candidate_id}"""

    def get(self, request: Request, candidate_id: str) -> Response:
        return Response(_record(self.find(candidate_id), request))

    def patch(self, request: Request, candidate_id: str) -> Response:
        candidate = correct_candidate(self.find(candidate_id), self.body, api_key=self.caller.key)
        return Response(_record(candidate, request))

    def delete(self, request: Request, candidate_id: str) -> Response:
        services.delete_candidate(self.find(candidate_id), api_key=self.caller.key)
        return Response({"success": True, "candidate_id": candidate_id, "deleted": True})


class CandidateFileView(_CandidateView):
    """GET candidates/{candidate_id}/file: the document as it was sent"""

    def get(self, request: Request, candidate_id: str) -> HttpResponse:
        candidate = self.find(candidate_id)
        content = storage.read(candidate.stored_file) if candidate.stored_file else None
        if content is None:
            raise NotFound("The document is no longer stored")
        _note_export(self.caller, candidate_id, "original")
        return _download(content, filename=candidate.filename, content_type="application/octet-stream")


class CandidateExportView(_CandidateView):
    """GET candidates/{candidate_id}/export?format=json|json_resume|hr_open|csv|xlsx"""

    def get(self, request: Request, candidate_id: str) -> HttpResponse:
        subject = export_subject(self.find(candidate_id))
        made = exports.export([subject], format_name=_format_of(request), as_list=False)
        _note_export(self.caller, candidate_id, _format_of(request))
        return _download(made.content, filename=f"{candidate_id}.{made.extension}", content_type=made.content_type)


class CandidateBlindView(_CandidateView):
    """GET candidates/{candidate_id}/blind?format=json|pdf|docx&hide_schools=true&job_id=…: without identity"""

    def get(self, request: Request, candidate_id: str) -> HttpResponse:
        made = blind_document(
            self.find(candidate_id),
            format_name=_format_of(request, exports.BLIND_FORMATS),
            job_id=request.query_params.get("job_id") or None,
            hide_schools=is_asked_for(request, "hide_schools"),
        )
        _note_export(self.caller, candidate_id, f"blind {made.extension}")
        # The name of the file that was sent often is the name of the person: it is not used.
        return _download(made.content, filename=f"{candidate_id}.{made.extension}", content_type=made.content_type)


class BlindRankingView(ApiView):
    """GET jobs/{job_id}/blind_ranking?hide_schools=true: the scored candidates, best first, without identity"""

    def get(self, request: Request, job_id: str) -> Response:
        job = services.job_for(self.caller.account, job_id, livemode=self.caller.livemode)
        ranked = blind_ranking(job, hide_schools=is_asked_for(request, "hide_schools"))
        return Response({"success": True, "job_id": job.pk, "candidates": ranked})


class CandidatesExportView(ApiView):
    """GET candidates/export?format=…: those of the list with the same filters, at most 1,000"""

    def get(self, request: Request) -> HttpResponse:
        format_name = _format_of(request)
        rows = candidates_of(self.caller, request.query_params, without=("document", "search_text"))[:MAX_EXPORTED]
        made = exports.export([export_subject(row) for row in rows], format_name=format_name, as_list=True)
        data = {"number": len(rows), "as": format_name}
        audit.record(self.caller.account, action="candidates.exported", api_key=self.caller.key, data=data)
        return _download(made.content, filename=f"candidates.{made.extension}", content_type=made.content_type)


def _note_export(caller: Caller, candidate_id: str, as_format: str) -> None:
    data = {"as": as_format}
    audit.record(caller.account, action="candidate.exported", api_key=caller.key, target=candidate_id, data=data)


class UsageView(ApiView):
    """GET usage"""

    def get(self, request: Request) -> Response:
        usage = quota.usage(self.caller.account)
        return Response(
            {
                "success": True,
                "plan": usage.plan.slug,
                "parses_used": usage.used,
                "parses_limit": usage.limit,
                "parses_remaining": usage.remaining,
                "quota_status": usage.status,
                "period_start": seconds(usage.period_start),
                "resets_at": seconds(usage.period_end),
                "max_batch_size": usage.plan.max_batch_files,
                "max_file_bytes": usage.plan.max_file_bytes,
                "interview_questions_remaining_today": remaining_today(self.caller.account),
                "livemode": self.caller.livemode,
            }
        )


def _summary(candidate: Any) -> answers.Json:
    return {
        "candidate_id": candidate.id,
        "name": candidate.name or None,
        "email": candidate.email or None,
        "location": candidate.location or None,
        "title": candidate.title or None,
        "seniority": candidate.seniority or None,
        "total_experience_years": round(candidate.total_experience_months / 12, 1),
        "detected_language": candidate.language or None,
        "fit_score": candidate.fit_score,
        "filename": candidate.filename,
        "parse_tier": candidate.parse_tier,
        "parsed_at": seconds(candidate.parsed_at),
        "created_at": seconds(candidate.created_at),
    }


def _record(candidate: Candidate, request: Request) -> answers.Json:
    """One candidate in full, or in the profile that the query names, as seen in the job that it names or the last."""
    job_id = request.query_params.get("job_id")
    file = latest_file(candidate, job_id=job_id)
    if job_id and file is None:
        raise NotFound
    return {
        "success": True,
        "candidate_id": candidate.id,
        "candidate": services.candidate_json(file or candidate, options=_options_of(request)),
        "filename": candidate.filename,
        "parse_tier": candidate.parse_tier,
        "model_used": candidate.model_used,
        "parsed_at": seconds(candidate.parsed_at),
        "created_at": seconds(candidate.created_at),
        "scores": [_in_seconds(entry) for entry in scoring.history_of(candidate)],
    }


def _in_seconds(entry: answers.Json) -> answers.Json:
    return {name: seconds(value) if isinstance(value, datetime) else value for name, value in entry.items()}


def _options_of(request: Request) -> ParseOptions:
    profile = request.query_params.get("output_profile", "full_profile")
    try:
        return effective_options({"output_profile": profile}, has_job_description=True)[0]
    except InvalidOptions as error:
        raise InvalidInput(str(error), details={"output_profile": error.problems[0].message}) from error


def _format_of(request: Request, formats: Iterable[str] = exports.EXPORT_FORMATS) -> str:
    name = request.query_params.get("format", "json")
    if name not in formats:
        message = f"format must be one of: {', '.join(formats)}"
        raise InvalidInput(message, details={"format": message})
    return name


def _download(content: bytes, *, filename: str, content_type: str) -> HttpResponse:
    """Always an attachment: nothing that a customer sent is ever shown by a browser as a page of ours."""
    response = HttpResponse(content, content_type=content_type, headers={"X-Content-Type-Options": "nosniff"})
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    return response
