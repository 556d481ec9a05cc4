"""Correcting what was read, beside the document."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.requests import PageRequest
from cvault.errors import InvalidInput
from parsing.engine.codec import resume_from_json
from parsing.engine.model import Resume
from parsing.forms import CorrectionForm
from parsing.models import Candidate
from parsing.services.corrections import correct_candidate
from parsing.services.evaluation_cases import write_cases
from parsing.views.candidate_page import page_context


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: PageRequest, candidate_id: str) -> HttpResponse:
    """The form at the right, the document at the left; only what was changed is stored.

    A pencil beside a value asks for the form of that value alone, which takes its place.
    """
    candidates = Candidate.objects.for_account(request.account).select_related("stored_file")
    candidate = get_object_or_404(candidates, id=candidate_id)
    form = CorrectionForm(request.POST or None, initial=_values(resume_from_json(candidate.resume)))
    one = request.GET.get("field", "")
    in_place = bool(request.htmx) and one in form.fields
    if in_place:  # the rest of the record is not asked about
        form.fields = {one: form.fields[one]}
        form.fields[one].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] or None for name in form.changed_data}
        try:
            if changes:
                correct_candidate(candidate, changes, by=request.user)
        except InvalidInput as error:
            for name, problem in error.details.items():
                form.add_error(name if name in form.fields else None, str(problem))
        else:
            messages.success(request, _("The record is corrected. The next scoring will use it."))
            if in_place:
                return HttpResponse(headers={"HX-Refresh": "true"})
            return redirect("candidate", candidate_id=candidate.id)
    if in_place:
        return render(request, "parsing/_correct_field.html", {"candidate": candidate, "field": form[one]})
    context = page_context(candidate, None, []) | {"form": form}
    return render(request, "parsing/candidate_correct.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def cases(request: PageRequest) -> FileResponse:
    """Every corrected document with the record as it is right: cases to measure the reading with."""
    archive, number = write_cases(request.account)
    audit.record(request.account, action="corrections.exported", actor=request.user, data={"number": number})
    return FileResponse(archive, as_attachment=True, filename=f"corrected-{timezone.localdate():%Y-%m-%d}.zip")


def _values(resume: Resume) -> dict[str, object]:
    """What the form shows before anything is changed."""
    linkedin = next((link.value.url for link in resume.links if link.value.kind == "linkedin"), "")
    return {
        "name": resume.name.value if resume.name else "",
        "email": resume.emails[0].value if resume.emails else "",
        "phone": resume.phones[0].value.text if resume.phones else "",
        "location": resume.location.value.text if resume.location else "",
        "linkedin": linkedin,
        "profile": resume.summary.value if resume.summary else "",
        "skills": [skill.name.value for skill in resume.skills],
        "nationality": resume.nationality.value if resume.nationality else "",
        "driving_license": resume.driving_license.value if resume.driving_license else "",
    }
