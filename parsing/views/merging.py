"""One person in several documents: looking at two records side by side, joining them, taking that back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from cvault.errors import CVaultError
from parsing.models import Candidate, Likeness
from parsing.services import merging

_TAKE = "joined"  # value of a field's radio button


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: PageRequest, candidate_id: str, other_id: str) -> HttpResponse:
    """The fields that differ, the choice which of the two stands in the lists, and which values it shows."""
    one, other = _candidate(request, candidate_id), _candidate(request, other_id)
    keeps_other = (request.POST if request.method == "POST" else request.GET).get("keep") == other.pk
    kept, joined = (other, one) if keeps_other else (one, other)
    if request.method == "POST":
        take = [name for name in merging.FIELDS if request.POST.get(f"take_{name}") == _TAKE]
        try:
            merging.merge(kept, joined, take=take, by=request.user)
        except CVaultError as error:
            messages.error(request, error.message)
            return redirect("candidate", candidate_id=one.pk)
        messages.success(request, _("Both documents are one candidate now. You can take that back on this page."))
        return redirect("candidate", candidate_id=kept.pk)
    first, second = sorted((one.pk, other.pk))
    pair = Likeness.objects.filter(first=first, second=second).first()
    context = {
        "candidate": one,
        "other": other,
        "kept": kept,
        "joined": joined,
        "reasons": pair.reasons if pair else (),
        "differences": merging.differences(kept, joined),
    }
    return render(request, "parsing/merge.html", context)


@login_required
@require_POST
def unmerge(request: PageRequest, candidate_id: str) -> HttpResponse:
    """The document is a candidate of its own again."""
    candidate = get_object_or_404(Candidate.objects.for_account(request.account), id=candidate_id)
    try:
        kept = merging.unmerge(candidate, by=request.user)
    except CVaultError as error:
        messages.error(request, error.message)
        return redirect("candidate", candidate_id=candidate.pk)
    messages.success(request, _("They are two candidates again."))
    return redirect("candidate", candidate_id=kept.pk)


@login_required
@require_POST
def dismiss(request: PageRequest, candidate_id: str, other_id: str) -> HttpResponse:
    """They are two people."""
    merging.dismiss(_candidate(request, candidate_id), _candidate(request, other_id), by=request.user)
    messages.success(request, _("Noted: they are two people."))
    return redirect("candidate", candidate_id=candidate_id)


def _candidate(request: PageRequest, candidate_id: str) -> Candidate:
    found = merging.candidate_of(request.account, candidate_id)
    if found is None:
        raise Http404
    return found
