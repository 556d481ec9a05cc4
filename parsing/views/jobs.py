"""Jobs: the list, and one job's files with what became of them."""

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from parsing.models import FileState, JobFile, JobState, ParseJob
from parsing.views.judging import requirements_form
from parsing.views.paging import page_of
from parsing.views.ranking import rows_of

STOP_POLLING = 286  # htmx: use this answer and ask no more


@login_required
@require_safe
def job_list(request: PageRequest) -> HttpResponse:
    jobs = ParseJob.objects.for_account(request.account).select_related("created_by", "api_key").order_by("-created_at")
    state = request.GET.get("state", "")
    if state in JobState.values:
        jobs = jobs.filter(state=state)
    context = {"jobs": page_of(request, jobs), "state": state, "states": JobState.choices}
    return render(request, "parsing/jobs.html", context)


@login_required
@require_safe
def job_page(request: PageRequest, job_id: str) -> HttpResponse:
    """The page; or, for the poll of a page that is open, its changing part."""
    jobs = ParseJob.objects.for_account(request.account).select_related("created_by", "api_key")
    job = get_object_or_404(jobs, id=job_id)
    files = JobFile.objects.filter(job=job).select_related("candidate")
    files = files.defer("candidate__resume", "candidate__document", "candidate__search_text")
    finished = job.state in (JobState.COMPLETED, JobState.FAILED)
    ranked = files.filter(state=FileState.DONE).order_by(F("fit_score").desc(nulls_last=True), "index")
    page = page_of(request, ranked)
    waiting = files.filter(state__in=(FileState.QUEUED, FileState.READING)).order_by("-state", "index")
    context = {
        "job": job,
        "finished": finished,
        "done_share": round(100 * (job.completed + job.failed) / job.total) if job.total else 100,
        "failures": files.filter(state=FileState.FAILED).order_by("index"),
        "waiting": [] if finished else waiting,
        "page": page,
        "rows": rows_of(page),
        "requirements_form": requirements_form(job),
        "scored": bool(job.job_description or job.requirements),
    }
    if not request.htmx:
        return render(request, "parsing/job.html", context)
    return render(request, "parsing/_job_files.html", context, status=STOP_POLLING if finished else 200)
