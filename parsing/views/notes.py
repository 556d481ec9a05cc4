"""Notes, tags and the mark "reviewed" of a candidate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import PageRequest
from parsing.forms import NoteForm, TagsForm
from parsing.models import Candidate, Note
from parsing.services import notes


@login_required
@require_POST
def add(request: PageRequest, candidate_id: str) -> HttpResponse:
    candidate = _candidate(request, candidate_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        notes.add_note(candidate, text=form.cleaned_data["text"], by=request.user)
    else:
        messages.error(request, _("A note has 1 to 5,000 characters."))
    return redirect("candidate", candidate_id=candidate.id)


@login_required
@require_POST
def delete(request: PageRequest, candidate_id: str, note_id: int) -> HttpResponse:
    candidate = _candidate(request, candidate_id)
    note = get_object_or_404(Note.objects.for_account(request.account).filter(candidate=candidate), pk=note_id)
    notes.delete_note(note, by=request.user)
    return redirect("candidate", candidate_id=candidate.id)


@login_required
@require_POST
def tags(request: PageRequest, candidate_id: str) -> HttpResponse:
    candidate = _candidate(request, candidate_id)
    form = TagsForm(request.POST)
    if form.is_valid():
        notes.set_tags(candidate, form.cleaned_data["tags"])
    return redirect("candidate", candidate_id=candidate.id)


@login_required
@require_POST
def reviewed(request: PageRequest, candidate_id: str) -> HttpResponse:
    candidate = _candidate(request, candidate_id)
    notes.mark_reviewed(candidate, reviewed=request.POST.get("reviewed") == "yes", by=request.user)
    return redirect("candidate", candidate_id=candidate.id)


def _candidate(request: PageRequest, candidate_id: str) -> Candidate:
    found: Candidate = get_object_or_404(Candidate.objects.for_account(request.account), id=candidate_id)
    return found
