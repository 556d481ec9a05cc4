"""What a data-protection officer asks for beside the data: the scoring log, the notice to candidates, the agreement."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.mail import EmailMessage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.models import User
from accounts.requests import PageRequest
from parsing.models import DpaRequest
from parsing.services import scoring_log
from parsing.services.data_classes import CLASSES, days_of
from parsing.services.subprocessors import subprocessors
from parsing.views.audit import FORMATS, download
from parsing.views.paging import page_of

SHOWN = (
    ("", gettext_lazy("All")),
    ("open", gettext_lazy("Nobody has looked")),
    ("reviewed", gettext_lazy("Reviewed")),
    ("erased", gettext_lazy("Person erased")),
)
# The notice to candidates: its languages by their own names, one text each in templates/parsing/notice.
NOTICES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}


class AgreementForm(forms.ModelForm):
    """Who signs for the workspace."""

    class Meta:
        model = DpaRequest
        fields = ("company", "postal_address", "signatory", "email")
        labels = {  # noqa: RUF012 - as Django has it
            "company": gettext_lazy("Company"),
            "postal_address": gettext_lazy("Postal address"),
            "signatory": gettext_lazy("Who signs, with function"),
            "email": gettext_lazy("Where the agreement is sent"),
        }


@login_required
@never_cache
@require_safe
def scores(request: PageRequest) -> HttpResponse:
    """Every score that was computed: against what, by which engine, with what result, and who looked."""
    show = request.GET.get("show", "")
    lines = scoring_log.lines_of(request.account, show=show).select_related("candidate")
    context = {
        "page": page_of(request, lines),
        "shown": SHOWN,
        "show": show,
        "days": days_of(request.account, CLASSES["scoring"]),
    }
    return render(request, "parsing/scoring_log.html", context)


@login_required
@require_safe
def scores_export(request: PageRequest, format_name: str) -> StreamingHttpResponse:
    if format_name not in FORMATS:
        raise Http404
    audit.record(request.account, action="log.exported", actor=request.user, data={"log": "scoring", "as": format_name})
    lines = scoring_log.lines_of(request.account, show=request.GET.get("show", ""))
    shape = scoring_log.as_row if format_name == "csv" else scoring_log.as_json
    rows = map(shape, lines.iterator(chunk_size=500))
    return download(rows, scoring_log.COLUMNS, format_name=format_name, name="scoring-log")


@login_required
@require_safe
def notice(request: PageRequest) -> HttpResponse:
    """The text that tells candidates what happens to their documents, in four languages, to copy and complete."""
    language = request.GET.get("language", "en")
    language = language if language in NOTICES else "en"
    text = render_to_string(f"parsing/notice/{language}.txt", _facts(request)).strip()
    context = {"language": language, "languages": NOTICES.items(), "text": text}
    return render(request, "parsing/candidate_notice.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def agreement(request: PageRequest) -> HttpResponse:
    """Ask for a data processing agreement, and see how far it is."""
    asked = DpaRequest.objects.filter(account=request.account).select_related("requested_by").first()
    form = AgreementForm(request.POST or None, initial={"email": request.user.email, "company": request.account.name})
    if request.method == "POST" and asked is None and form.is_valid():
        made = form.save(commit=False)
        made.account, made.requested_by = request.account, request.user
        made.save()
        audit.record(request.account, action="dpa.requested", actor=request.user, target=str(made.pk))
        _tell_operator(made)
        messages.success(
            request, _("Asked for. The agreement comes to %(email)s to be signed.") % {"email": made.email}
        )
        return redirect("dpa_request")
    context = {"form": form, "asked": asked, "subprocessors": subprocessors()}
    return render(request, "parsing/dpa_request.html", context, status=400 if form.errors else 200)


def _facts(request: PageRequest) -> dict[str, object]:
    """What of the notice is known here: the rest is in brackets, for people to fill in."""
    return {
        "company": request.account.name,
        "days": days_of(request.account, CLASSES["candidates"]),
        "scoring_days": days_of(request.account, CLASSES["scoring"]),
        "subprocessors": subprocessors(),
        "uses_model": bool(settings.LLM_BASE_URL and settings.LLM_MODEL),
    }


def _tell_operator(asked: DpaRequest) -> None:
    """A letter to the operator, or to the operators' people where no address is set; with ids and what was typed."""
    staff = User.objects.filter(is_superuser=True, is_active=True).values_list("email", flat=True)
    to = [settings.PRIVACY_EMAIL] if settings.PRIVACY_EMAIL else list(staff[:5])
    text = f"{asked.company}\n{asked.postal_address}\n{asked.signatory}\n{asked.email}\n\nWorkspace {asked.account_id}"
    for address in to:
        EmailMessage(subject="A data processing agreement is asked for", body=text, to=[address]).send()
