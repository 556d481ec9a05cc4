"""Candidates to take along: a list as a table, one person without identity."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.requests import PageRequest
from parsing.engine.codec import resume_from_json
from parsing.exports import BLIND_FORMATS, EXPORT_FORMATS, ExportSubject, export
from parsing.models import Candidate, ParseJob
from parsing.services.projections import blind_document, blind_ranking, blind_record
from parsing.views import candidate_filters
from parsing.views.candidate_filters import Filters
from parsing.views.candidate_page import findings_of
from parsing.views.ranking import last_scorings

MOST_EXPORTED = 1000  # at once; a larger workspace filters, or pages through the API


@login_required
@require_safe
def candidates(request: PageRequest, format_name: str) -> HttpResponse:
    """The candidates that pass the filters of the address, in their order."""
    if format_name not in EXPORT_FORMATS:
        raise Http404
    left_out = ("document", "search_text")
    found = candidate_filters.filtered(request.account, Filters.of(request.GET), without=left_out)[:MOST_EXPORTED]
    files = last_scorings([candidate.id for candidate in found])
    subjects = []
    for candidate in found:
        resume = resume_from_json(candidate.resume)
        subjects.append(ExportSubject(candidate.id, resume, findings_of(resume, files.get(candidate.id))))
    made = export(subjects, format_name=format_name, as_list=True)
    audit.record(
        request.account,
        action="candidates.exported",
        actor=request.user,
        data={"number": len(subjects), "as": format_name},
    )
    response = HttpResponse(made.content, content_type=made.content_type)
    name = f"candidates-{timezone.localdate():%Y-%m-%d}.{made.extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_safe
def blind(request: PageRequest, candidate_id: str) -> HttpResponse:
    """The candidate without name, contacts, places and years: for a first selection on the work alone."""
    candidate = get_object_or_404(Candidate.objects.for_account(request.account), id=candidate_id)
    hide_schools = _hides_schools(request)
    shown = blind_record(candidate, hide_schools=hide_schools)
    context = {"candidate": candidate, "blind": shown, "hide_schools": hide_schools, "formats": BLIND_FORMATS}
    return render(request, "parsing/blind.html", context)


@login_required
@require_safe
def blind_file(request: PageRequest, candidate_id: str, format_name: str) -> HttpResponse:
    """The same as a file to hand on; its name is the id, never that of a person."""
    if format_name not in BLIND_FORMATS:
        raise Http404
    candidate = get_object_or_404(Candidate.objects.for_account(request.account), id=candidate_id)
    made = blind_document(candidate, format_name=format_name, hide_schools=_hides_schools(request))
    data = {"as": f"blind {made.extension}"}
    audit.record(request.account, action="candidate.exported", actor=request.user, target=candidate.id, data=data)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{candidate.id}.{made.extension}"'
    return response


@login_required
@require_safe
def blind_ranking_page(request: PageRequest, job_id: str) -> HttpResponse:
    """The scored candidates of a job, best first, nobody with a name."""
    job = get_object_or_404(ParseJob.objects.for_account(request.account), id=job_id)
    hide_schools = _hides_schools(request)
    context = {"job": job, "ranked": blind_ranking(job, hide_schools=hide_schools), "hide_schools": hide_schools}
    return render(request, "parsing/blind_ranking.html", context)


def _hides_schools(request: PageRequest) -> bool:
    return request.GET.get("hide_schools") == "true"
