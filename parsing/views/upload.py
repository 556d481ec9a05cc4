"""Uploading CVs: the limits first, then the files, then the job's page."""

from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import PageRequest
from billing import quota
from cvault.errors import CVaultError, QuotaExceeded
from parsing import services
from parsing.engine.options import effective_options
from parsing.forms import MAX_JOB_DESCRIPTION_CHARS, PROFILE_CHOICES, UploadForm
from parsing.models import ParseJob, Role
from parsing.services import roles

# What the browser's file dialogue offers; the content decides in the end.
ACCEPTED = ".pdf,.docx,.doc,.txt,.rtf,.odt,.html,.htm,.jpg,.jpeg,.png,.webp,.tif,.tiff"


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: PageRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problem: CVaultError | None = None
    if form.is_bound and form.is_valid():
        try:
            job = _submit(request, form)
        except CVaultError as error:
            problem = error
        else:
            return redirect("job", job_id=job.id)
    return _page(request, form, problem)


def _submit(request: PageRequest, form: UploadForm) -> ParseJob:
    role = _role(request)
    job_description = form.cleaned_data["job_description"].strip()
    if role is not None and not job_description:
        job_description = role.description
    options, warnings = effective_options(
        {"output_profile": form.cleaned_data["output_profile"]}, has_job_description=bool(job_description or role)
    )
    job = services.submit_batch(
        request.account,
        [services.Upload(file=file, filename=_name(file)) for file in form.cleaned_data["files"]],
        options=options,
        job_description=job_description,
        source="dashboard",
        by=request.user,
        mode="async",
        required_skills=role.required_skills if role else (),
        nice_to_have_skills=role.nice_to_have_skills if role else (),
        warnings=warnings,
    )
    if role is not None:
        roles.assign_job(job, role)
    return job


def _role(request: PageRequest) -> Role | None:
    """The open role that the form, or the address, names; None where there is no such role."""
    wanted = request.POST.get("role") or request.GET.get("role") or ""
    role: Role | None = Role.objects.for_account(request.account).filter(id=wanted, closed_at=None).first()
    return role


def _name(file: "UploadedFile[bytes]") -> str:
    return PurePosixPath((file.name or "").replace("\\", "/")).name or "unnamed"


def _page(request: PageRequest, form: UploadForm, problem: CVaultError | None) -> HttpResponse:
    usage = quota.usage(request.account)
    context = {
        "form": form,
        "problem": problem,
        "quota_exceeded": isinstance(problem, QuotaExceeded),
        "usage": usage,
        "role": _role(request),
        "roles": Role.objects.for_account(request.account).filter(closed_at=None).order_by("-created_at")[:100],
        "accepted": ACCEPTED,
        "profiles": PROFILE_CHOICES,
        "profile": form["output_profile"].value() or PROFILE_CHOICES[0][0],
        "max_job_description": MAX_JOB_DESCRIPTION_CHARS,
    }
    status = problem.status if problem else 400 if form.errors else 200
    return render(request, "parsing/upload.html", context, status=status)
