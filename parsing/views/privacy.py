"""The privacy centre: how long things are kept, finding a person, handing out and erasing what is stored of them."""

import json
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.models import Account
from accounts.recency import fresh_sign_in_required
from accounts.requests import PageRequest
from parsing.models import Candidate, Erasure, ParseJob
from parsing.services import erasure
from parsing.services.retention import retention_days

ERASURES_SHOWN = 20


class RetentionForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Days that jobs and candidates are kept (0: until somebody deletes them)"),
        min_value=0,
        max_value=3650,
    )


@login_required
@never_cache
@require_safe
def center(request: PageRequest) -> HttpResponse:
    """What is kept and for how long, and the people who were looked for."""
    account, wanted = request.account, request.GET.get("person", "")
    found = list(erasure.find_person(account, wanted)[: erasure.MOST_FOUND]) if wanted else []
    days = retention_days(account)
    oldest = ParseJob.objects.for_account(account).order_by("created_at").first()
    return render(
        request,
        "parsing/privacy_center.html",
        {
            "wanted": wanted,
            "found": found,
            "form": RetentionForm(initial={"days": days}),
            "days": days,
            "next_purge_at": oldest.created_at + timedelta(days=days) if oldest and days else None,
            "stored": Candidate.objects.for_account(account).count(),
            "erasures": Erasure.objects.for_account(account)
            .select_related("requested_by")
            .order_by("-created_at")[:ERASURES_SHOWN],
        },
    )


@login_required
@require_POST
@fresh_sign_in_required
def retention(request: PageRequest) -> HttpResponse:
    form = RetentionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a number of days between 0 and 3650."))
        return redirect("privacy_center")
    days = form.cleaned_data["days"]
    Account.objects.filter(pk=request.account.pk).update(retention_days=days)
    audit.record(request.account, action="account.retention_changed", actor=request.user, data={"days": days})
    messages.success(request, _("Saved. What is older is deleted from now on."))
    return redirect("privacy_center")


@login_required
@require_POST
@fresh_sign_in_required
def person_export(request: PageRequest) -> HttpResponse:
    """Everything about the chosen records as JSON."""
    chosen = _chosen(request)
    data = erasure.all_about(chosen)
    audit.record(request.account, action="person.exported", actor=request.user, data={"candidates": len(data)})
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="person-{timezone.localdate():%Y-%m-%d}.json"'
    return response


@login_required
@require_POST
@fresh_sign_in_required
def person_erase(request: PageRequest) -> HttpResponse:
    """Asks once more, then erases."""
    chosen = list(_chosen(request))
    if not chosen:
        messages.error(request, _("Choose at least one record."))
        return redirect("privacy_center")
    if request.POST.get("sure") != "yes":
        return render(request, "parsing/person_erase.html", {"chosen": chosen})
    certificate = erasure.erase(request.account, chosen, by=request.user)
    messages.success(request, _("Erased. The certificate is %(id)s.") % {"id": certificate.pk})
    return redirect("privacy_center")


def _chosen(request: PageRequest) -> QuerySet[Candidate]:
    ids = request.POST.getlist("candidate")[: erasure.MOST_FOUND]
    return Candidate.objects.filter(account=request.account, pk__in=ids).select_related("account")
