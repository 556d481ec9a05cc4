"""Candidates: the list, and one candidate beside the document it was read from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Account
from accounts.requests import PageRequest
from parsing import services
from parsing.models import Candidate, FileState, JobFile, Role
from parsing.services import merging, saved_views
from parsing.services.corrections import has_corrections
from parsing.views import candidate_filters
from parsing.views.candidate_filters import Filters
from parsing.views.candidate_page import page_context
from parsing.views.paging import page_of

_FACETS_KEPT_S = 60
_MOST_ROLES = 100  # in the menu of the filter


@login_required
@require_safe
def candidate_list(request: PageRequest) -> HttpResponse:
    """The page; or, while somebody types, only its rows. Without a word it opens the person's default view."""
    account = request.account
    views = saved_views.visible_views(account, request.user)
    default_id = saved_views.default_view_id(account, request.user)
    if not request.GET and not request.htmx and default_id is not None:
        opened = next((view for view in views if view.pk == default_id), None)
        if opened is not None:
            return redirect(f"{request.path}{opened.query}")
    filters = Filters.of(request.GET)
    page = page_of(request, candidate_filters.filtered(account, filters))
    roles = list(Role.objects.for_account(account).filter(closed_at=None).order_by("title")[:_MOST_ROLES])
    title = next((role.title for role in roles if role.pk == filters.role), "")
    context = {
        "filters": filters,
        "chips": filters.chips(title),
        "page": page,
        "any": bool(page.paginator.count) or Candidate.objects.for_account(account).exists(),
        "views": views,
        "default_id": default_id,
        "address": filters.address(),
        "roles": roles,
        "seniorities": candidate_filters.SENIORITIES,
        "orders": candidate_filters.ORDER_NAMES,
        "years": candidate_filters.MIN_YEARS_CHOICES,
        "scores": candidate_filters.MIN_SCORE_CHOICES,
        "languages": _languages(account),
    }
    template = "parsing/_candidate_rows.html" if request.htmx else "parsing/candidates.html"
    return render(request, template, context)


def _languages(account: Account) -> list[str]:
    """Those of the workspace's documents, as of a minute ago."""
    name = f"languages:{account.pk}"
    known: list[str] | None = cache.get(name)
    if known is None:
        rows = Candidate.objects.for_account(account).exclude(language="").order_by("language")
        known = list(rows.values_list("language", flat=True).distinct())
        cache.set(name, known, _FACETS_KEPT_S)
    return known


@login_required
@require_safe
def candidate_page(request: PageRequest, candidate_id: str) -> HttpResponse:
    """The candidate as scored in the job that `?job=` names, or in the last one."""
    candidates = Candidate.objects.for_account(request.account).select_related("stored_file", "merged_into")
    candidate = get_object_or_404(candidates.defer("search_text"), id=candidate_id)
    done = JobFile.objects.filter(candidate=candidate, state=FileState.DONE)
    files = list(done.select_related("job").defer("findings", "job__requirements").order_by("-job__created_at")[:20])
    wanted = request.GET.get("job", "")
    file = next((file for file in files if file.job_id == wanted), None)
    file = file or next((file for file in files if file.fit_score is not None), None) or (files[0] if files else None)
    context = page_context(candidate, file, files) | {
        "suggestions": merging.suggestions_for(candidate) if candidate.merged_into_id is None else (),
        "joined": merging.joined_to(candidate),
        "corrected": has_corrections(candidate),
    }
    return render(request, "parsing/candidate.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: PageRequest, candidate_id: str) -> HttpResponse:
    """Asks, then deletes the person everywhere: a deletion cannot be undone."""
    candidate = get_object_or_404(Candidate.objects.for_account(request.account), id=candidate_id)
    if request.method == "POST":
        services.delete_candidate(candidate, by=request.user)
        messages.success(request, _("The candidate and the document were deleted."))
        return redirect("candidates")
    others = [other for other in merging.everyone_of([candidate]) if other.pk != candidate.pk]
    return render(request, "parsing/candidate_delete.html", {"candidate": candidate, "others": others})
