"""Candidates: the list, and one candidate beside the document it was read from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PageRequest
from parsing import services
from parsing.models import Candidate, FileState, JobFile
from parsing.views import candidate_filters
from parsing.views.candidate_filters import Filters
from parsing.views.candidate_page import page_context
from parsing.views.paging import page_of


@login_required
@require_safe
def candidate_list(request: PageRequest) -> HttpResponse:
    """The page; or, while somebody types, only its rows."""
    filters = Filters.of(request.GET)
    everyone = Candidate.objects.for_account(request.account)
    context = {
        "filters": filters,
        "page": page_of(request, candidate_filters.filtered(request.account, filters)),
        "any": everyone.exists(),
        "seniorities": candidate_filters.SENIORITIES,
        "orders": candidate_filters.ORDER_NAMES,
        "years": candidate_filters.MIN_YEARS_CHOICES,
        "scores": candidate_filters.MIN_SCORE_CHOICES,
        "languages": everyone.exclude(language="").values_list("language", flat=True).distinct().order_by("language"),
    }
    template = "parsing/_candidate_rows.html" if request.htmx else "parsing/candidates.html"
    return render(request, template, context)


@login_required
@require_safe
def candidate_page(request: PageRequest, candidate_id: str) -> HttpResponse:
    """The candidate as scored in the job that `?job=` names, or in the last one."""
    candidates = Candidate.objects.for_account(request.account).select_related("stored_file")
    candidate = get_object_or_404(candidates, id=candidate_id)
    done = JobFile.objects.for_account(request.account).filter(candidate=candidate, state=FileState.DONE)
    files = list(done.select_related("job").order_by("-job__created_at")[:20])
    wanted = request.GET.get("job", "")
    file = next((file for file in files if file.job_id == wanted), None)
    file = file or next((file for file in files if file.fit_score is not None), None) or (files[0] if files else None)
    return render(request, "parsing/candidate.html", page_context(candidate, file, files))


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: PageRequest, candidate_id: str) -> HttpResponse:
    """Asks, then deletes the person everywhere: a deletion cannot be undone."""
    candidate = get_object_or_404(Candidate.objects.for_account(request.account), id=candidate_id)
    if request.method == "POST":
        services.delete_candidate(candidate, by=request.user)
        messages.success(request, _("The candidate and the document were deleted."))
        return redirect("candidates")
    return render(request, "parsing/candidate_delete.html", {"candidate": candidate})
