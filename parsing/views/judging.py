"""Judging candidates: ranking a job anew, questions for one person, a few people side by side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from cvault.errors import CVaultError, RateLimited
from parsing.engine.codec import requirements_from_json, resume_from_json
from parsing.forms import QuestionsForm, RequirementsForm
from parsing.models import Candidate, FileState, JobFile, ParseJob
from parsing.services import interviews, scoring
from parsing.views.candidate_page import findings_of
from parsing.views.ranking import last_scorings, slices
from parsing.views.record import present

MOST_COMPARED = 4


@login_required
@require_POST
def rescore(request: PageRequest, job_id: str) -> HttpResponse:
    """A new ranking of the job's candidates for other skills; nothing is uploaded or charged again."""
    job = get_object_or_404(ParseJob.objects.for_account(request.account), id=job_id)
    form = RequirementsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Name at least one skill to rank by."))
        return redirect("job", job_id=job.id)
    try:
        fresh = scoring.submit_rescore(
            request.account,
            job_id=job.id,
            required_skills=form.cleaned_data["required_skills"],
            nice_to_have_skills=form.cleaned_data["nice_to_have_skills"],
            livemode=job.livemode,
            by=request.user,
        )
    except CVaultError as error:
        messages.error(request, error.message)
        return redirect("job", job_id=job.id)
    return redirect("job", job_id=fresh.id)


def requirements_form(job: ParseJob) -> RequirementsForm:
    """What the job counted, ready to be changed."""
    wanted = requirements_from_json(job.requirements) if job.requirements else None
    initial = {
        "required_skills": list(wanted.required_skills) if wanted else [],
        "nice_to_have_skills": list(wanted.nice_to_have_skills) if wanted else [],
    }
    return RequirementsForm(initial=initial)


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: PageRequest, candidate_id: str) -> HttpResponse:
    """Questions for an interview, each with its reason."""
    candidate = get_object_or_404(Candidate.objects.for_account(request.account), id=candidate_id)
    form = QuestionsForm(request.POST or None)
    made: interviews.Interview | None = None
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = interviews.generate_interview_questions(
                request.account,
                candidate_id=candidate.id,
                job_context=form.cleaned_data["job_context"],
                motivation_letter=form.cleaned_data["motivation_letter"],
                livemode=candidate.livemode,
                by=request.user,
            )
        except RateLimited:
            status = 429
    left = made.remaining_today if made else interviews.remaining_today(request.account)
    context = {"candidate": candidate, "form": form, "made": made, "left": left, "limit": interviews.DAILY_LIMIT}
    return render(request, "parsing/questions.html", context, status=status)


@login_required
@require_safe
def compare(request: PageRequest) -> HttpResponse:
    """Two to four candidates side by side, as scored in the job that `?job=` names, else the last time."""
    wanted = list(dict.fromkeys(request.GET.getlist("c")))[:MOST_COMPARED]
    found = Candidate.objects.for_account(request.account).in_bulk(wanted)
    done = JobFile.objects.filter(candidate__in=found, state=FileState.DONE)
    of_job = {file.candidate_id: file for file in done.filter(job_id=request.GET.get("job", "")).select_related("job")}
    files = last_scorings(found) | of_job
    columns = []
    for candidate in (found[name] for name in wanted if name in found):
        file = files.get(candidate.id)
        resume = resume_from_json(candidate.resume)
        findings = findings_of(resume, file)
        columns.append(
            {
                "candidate": candidate,
                "file": file,
                "record": present(resume, findings),
                "findings": findings,
                "fit": findings.fit,
                "slices": slices(findings.fit.parts) if findings.fit else (),
            }
        )
    job = next((file.job for file in of_job.values()), None)
    return render(request, "parsing/compare.html", {"columns": columns, "job": job, "most": MOST_COMPARED})
