"""Settings: the workspace, and its API keys."""

from django.conf import settings as project
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import accounts, api_keys
from accounts.forms import KeyForm, RotateForm, WorkspaceForm
from accounts.models import ApiKey
from accounts.recency import fresh_sign_in_required
from accounts.requests import PageRequest
from cvault.errors import CVaultError

KEYS_A_PAGE = 25
EVENTS_SHOWN = 12


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: PageRequest) -> HttpResponse:
    account = request.account
    form = WorkspaceForm(request.POST or None, initial={"name": account.name})
    if request.method == "POST" and form.is_valid():
        accounts.rename_account(account, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The workspace has its new name."))
        return redirect("settings")
    context = {
        "form": form,
        "events": account.audit_events.select_related("actor").order_by("-created_at", "-id")[:EVENTS_SHOWN],
    }
    return render(request, "accounts/settings.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@fresh_sign_in_required
def api_key_list(request: PageRequest) -> HttpResponse:
    """The keys and the form for a new one. The text of a new key is in this one answer and nowhere else."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key, secret = api_keys.create_key(
                request.account,
                name=form.cleaned_data["name"],
                kind=form.cleaned_data["kind"],
                rules=form.rules(),
                by=request.user,
            )
        except CVaultError as error:
            form.add_error(None, error.message)
        else:
            return _reveal(request, key, secret)
    keys = (
        ApiKey.objects.for_account(request.account).select_related("created_by").order_by("revoked_at", "-created_at")
    )
    context = {
        "form": form,
        "keys": Paginator(keys.filter(revoked_at=None), KEYS_A_PAGE).get_page(request.GET.get("page")),
        "revoked": keys.exclude(revoked_at=None)[:10],
    }
    return render(request, "accounts/api_keys.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@fresh_sign_in_required
def rotate(request: PageRequest, key_id: str) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.for_account(request.account).filter(revoked_at=None), id=key_id)
    form = RotateForm(request.POST if request.method == "POST" else None)  # an empty form means: now
    if request.method == "GET" or not form.is_valid():
        return render(
            request, "accounts/api_key_rotate.html", {"key": key, "form": form}, status=400 if form.errors else 200
        )
    try:
        fresh, secret = api_keys.rotate_key(key, by=request.user, keep_old_h=form.cleaned_data["keep_old_h"])
    except CVaultError as error:
        messages.error(request, error.message)
        return redirect("api_keys")
    key.refresh_from_db()
    return _reveal(request, fresh, secret, replaced=key)


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: PageRequest, key_id: str) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.for_account(request.account).filter(revoked_at=None), id=key_id)
    if request.method == "GET":
        return render(request, "accounts/api_key_revoke.html", {"key": key})
    api_keys.revoke_key(key, by=request.user)
    messages.success(
        request, _("The key “%(name)s” is dead. Requests with it are refused from now on.") % {"name": key.name}
    )
    return redirect("api_keys")


def _reveal(request: PageRequest, key: ApiKey, secret: str, replaced: ApiKey | None = None) -> HttpResponse:
    context = {"key": key, "secret": secret, "replaced": replaced, "base_url": project.BASE_URL}
    return render(request, "accounts/api_key_created.html", context)
