"""What the page of a new key waits for: the first request that comes with it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import ApiKey
from accounts.requests import PageRequest
from parsing.models import FileState, JobState, ParseJob
from parsing.views.jobs import STOP_POLLING

_ENDED = (JobState.COMPLETED, JobState.FAILED)


@login_required
@never_cache
@require_safe
def first_request(request: PageRequest, key_id: str) -> HttpResponse:
    """Whether the key was used yet, and what came of it. A page asks again until it was."""
    key = get_object_or_404(ApiKey.objects.for_account(request.account), id=key_id)
    job = ParseJob.objects.for_account(request.account).filter(api_key=key).order_by("created_at").first()
    arrived = key.last_used_at is not None and (job is None or job.state in _ENDED)
    context = {"key": key, "arrived": arrived, "job": job}
    if arrived and job is not None:
        context["read"] = job.files.filter(state=FileState.DONE).select_related("candidate").order_by("index").first()
        context["failed"] = job.files.filter(state=FileState.FAILED).order_by("index").first()
    status = STOP_POLLING if arrived and request.htmx else 200
    return render(request, "accounts/_first_request.html", context, status=status)
