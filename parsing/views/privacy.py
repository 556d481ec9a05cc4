"""The privacy centre: how long things are kept, finding a person, handing out and erasing what is stored of them."""

import json

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.recency import fresh_sign_in_required
from accounts.requests import PageRequest
from cvault.errors import InvalidInput
from cvault.service_words import in_words
from parsing.exports import Export, certificate_pdf, person_pdf
from parsing.models import Candidate, DpaRequest, Erasure, ScoringRecord
from parsing.services import data_classes, erasure
from parsing.services.data_classes import CLASSES

ERASURES_SHOWN = 20
FORMATS = ("json", "pdf")


@login_required
@never_cache
@require_safe
def center(request: PageRequest) -> HttpResponse:
    """What is kept and for how long, and the people who were looked for."""
    account, wanted = request.account, request.GET.get("person", "")
    found = list(erasure.find_person(account, wanted)[: erasure.MOST_FOUND]) if wanted else []
    scores = ScoringRecord.objects.filter(account=account)
    return render(
        request,
        "parsing/privacy_center.html",
        {
            "wanted": wanted,
            "found": found,
            "classes": data_classes.outlook(account),
            "soon_days": data_classes.SOON.days,
            "scored": scores.count(),
            "unreviewed": scores.filter(reviewed_at=None, erased_at=None).count(),
            "agreement": DpaRequest.objects.filter(account=account).first(),
            "erasures": Erasure.objects.for_account(account)
            .select_related("requested_by")
            .order_by("-created_at")[:ERASURES_SHOWN],
        },
    )


@login_required
@require_POST
@fresh_sign_in_required
def retention(request: PageRequest) -> HttpResponse:
    """The days of every class that the form holds; all of them, or none where one cannot be."""
    chosen: dict[str, int] = {}
    field = forms.IntegerField(min_value=0, max_value=data_classes.MOST_DAYS)
    try:
        with transaction.atomic():
            for slug in CLASSES:
                if slug in request.POST:
                    chosen[slug] = field.clean(request.POST[slug])
                    data_classes.choose(request.account, slug, chosen[slug])
    except forms.ValidationError:
        messages.error(request, _("Give numbers of days between 0 and 3650."))
    except InvalidInput as error:
        slug = next(iter(error.details or {}), "")
        said = in_words(error.message)
        messages.error(request, f"{CLASSES[slug].name}: {said}." if slug in CLASSES else said)
    else:
        audit.record(request.account, action="account.retention_changed", actor=request.user, data=chosen)
        messages.success(request, _("Saved. What is older is deleted from now on."))
    return redirect("privacy_center")


@login_required
@require_POST
@fresh_sign_in_required
def person_export(request: PageRequest) -> HttpResponse:
    """Everything about the chosen records, to read (PDF) or for machines (JSON)."""
    data = erasure.all_about(_chosen(request))
    as_format = request.POST.get("as", "json")
    if as_format == "pdf":
        made = person_pdf(data, made_at=timezone.now().isoformat(timespec="seconds"))
    else:
        as_format = "json"
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
        made = Export(text.encode("utf-8", "replace"), "application/json; charset=utf-8", "json")
    audit.record(
        request.account,
        action="person.exported",
        actor=request.user,
        data={"candidates": len(data), "as": as_format},
    )
    return _download(made, f"person-{timezone.localdate():%Y-%m-%d}")


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
    count = certificate.candidates
    messages.success(request, ngettext("%(n)d record erased.", "%(n)d records erased.", count) % {"n": count})
    return redirect("erasure_certificate", erasure_id=certificate.pk)


@login_required
@require_safe
def certificate_page(request: PageRequest, erasure_id: str) -> HttpResponse:
    """What was deleted, when and by whom."""
    found = _erasure(request, erasure_id)
    context = {"erasure": found, "certificate": erasure.certificate_of(found)}
    return render(request, "parsing/erasure_certificate.html", context)


@login_required
@require_safe
def certificate_file(request: PageRequest, erasure_id: str, format_name: str) -> HttpResponse:
    """The same to file away."""
    if format_name not in FORMATS:
        raise Http404
    certificate = erasure.certificate_of(_erasure(request, erasure_id))
    if format_name == "pdf":
        return _download(certificate_pdf(certificate), erasure_id)
    text = json.dumps(certificate, ensure_ascii=False, indent=2)
    return _download(Export(text.encode(), "application/json", "json"), erasure_id)


def _erasure(request: PageRequest, erasure_id: str) -> Erasure:
    rows = Erasure.objects.for_account(request.account).select_related("account", "requested_by")
    found: Erasure = get_object_or_404(rows, pk=erasure_id)
    return found


def _download(made: Export, name: str) -> HttpResponse:
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{made.extension}"'
    return response


def _chosen(request: PageRequest) -> QuerySet[Candidate]:
    ids = request.POST.getlist("candidate")[: erasure.MOST_FOUND]
    return Candidate.objects.filter(account=request.account, pk__in=ids).select_related("account", "reviewed_by")
