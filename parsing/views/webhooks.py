"""Webhooks: endpoints with their health, every delivery with its attempts, and what brings lost ones back."""

import shlex
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from cvault.errors import Conflict, CVaultError, NotFound
from parsing.forms import EndpointForm
from parsing.views import webhook_filters
from parsing.views.paging import page_of
from parsing.views.webhook_filters import Filters, bars_of
from webhooks import endpoints, events, history
from webhooks.health import health_of
from webhooks.models import Attempt, Delivery, DeliveryState, Endpoint

_FORM_FIELDS = ("target_url", "event_types", "description", "include_extract", "max_per_second")


@login_required
@require_safe
def endpoint_list(request: PageRequest) -> HttpResponse:
    """The endpoints, their health at a glance."""
    found = endpoints.list_endpoints(request.account)
    health = health_of(found)
    rows = [{"endpoint": row, "health": health[row.pk], "bars": bars_of(health[row.pk])} for row in found]
    return render(request, "parsing/webhooks.html", {"rows": rows, "is_full": len(found) >= endpoints.MAX_ENDPOINTS})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """The form for an endpoint, whose secret is shown in this one answer."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = endpoints.create_endpoint(request.account, _fields(form), by=request.user)
        except CVaultError as error:
            form.add_error("target_url", error.message)
        else:
            context = {"endpoint": endpoint, "secret": secret, "shown_secret": secret}
            return render(request, "parsing/webhook_created.html", context)
    return render(request, "parsing/webhook_form.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: PageRequest, endpoint_id: str) -> HttpResponse:
    endpoint = _endpoint(request, endpoint_id)
    form = EndpointForm(request.POST or None, initial={name: getattr(endpoint, name) for name in _FORM_FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            endpoints.update_endpoint(endpoint, _fields(form), by=request.user)
        except CVaultError as error:
            form.add_error("target_url", error.message)
        else:
            messages.success(request, _("The webhook is changed."))
            return redirect("webhook", endpoint_id=endpoint.pk)
    context = {"form": form, "endpoint": endpoint}
    return render(request, "parsing/webhook_form.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def endpoint_page(request: PageRequest, endpoint_id: str) -> HttpResponse:
    """Health at the top, deliveries below."""
    endpoint = _endpoint(request, endpoint_id)
    filters = Filters.of(request.GET)
    page = page_of(request, filters.narrow(endpoint), size=25)
    health = health_of([endpoint])[endpoint.pk]
    context = {
        "endpoint": endpoint,
        "health": health,
        "bars": bars_of(health, height=64),
        "filters": filters,
        "states": webhook_filters.STATES,
        "types": webhook_filters.TYPES,
        "times": {key: name for key, (name, _span) in webhook_filters.TIMES.items()},
        "page": page,
        "is_moving": any(row.state == DeliveryState.PENDING for row in page.object_list),
        "lost": history.lost_deliveries(endpoint).count(),
    }
    return render(request, "parsing/webhook.html", context)


@login_required
@require_safe
def delivery_page(request: PageRequest, delivery_id: str) -> HttpResponse:
    """One delivery: what was sent, what came back, attempt by attempt."""
    found = _delivery(request, delivery_id)
    attempts = list(found.attempts.order_by("-number"))
    sent = next((attempt for attempt in attempts if attempt.request_headers), None)
    context = {
        "delivery": found,
        "attempts": attempts,
        "last": attempts[0] if attempts else None,
        "sent": sent,
        "curl": _as_curl(found, sent),
    }
    return render(request, "parsing/webhook_delivery.html", context)


@login_required
@require_POST
def test(request: PageRequest, endpoint_id: str) -> HttpResponse:
    try:
        sent = events.send_test(_endpoint(request, endpoint_id))
    except Conflict as error:
        messages.error(request, error.message)
        return redirect("webhook", endpoint_id=endpoint_id)
    messages.success(request, _("A test event is on its way."))
    return redirect("webhook_delivery", delivery_id=sent.pk)


@login_required
@require_POST
def resend(request: PageRequest, delivery_id: str) -> HttpResponse:
    found = _delivery(request, delivery_id)
    try:
        again = events.resend(found)
    except Conflict as error:
        messages.error(request, error.message)
        return redirect("webhook_delivery", delivery_id=delivery_id)
    messages.success(request, _("The same event is sent once more."))
    return redirect("webhook_delivery", delivery_id=again.pk)


@login_required
@require_POST
def recover(request: PageRequest, endpoint_id: str) -> HttpResponse:
    """Everything that was lost since then, once more."""
    endpoint = _endpoint(request, endpoint_id)
    time = request.POST.get("since", "")
    try:
        since = webhook_filters.start_of(time if time in webhook_filters.TIMES else "30d")
        count = events.recover(endpoint, since=since)
    except Conflict as error:
        messages.error(request, error.message)
    else:
        said = ngettext("%(n)d delivery is sent once more.", "%(n)d deliveries are sent once more.", count)
        messages.success(request, said % {"n": count} if count else _("Nothing was lost in that time."))
    return redirect("webhook", endpoint_id=endpoint_id)


@login_required
@require_POST
def enabled(request: PageRequest, endpoint_id: str) -> HttpResponse:
    """Turn an endpoint on or off."""
    is_on = request.POST.get("enabled") == "yes"
    endpoints.update_endpoint(_endpoint(request, endpoint_id), {"enabled": is_on}, by=request.user)
    said = _("The webhook is enabled.") if is_on else _("The webhook is disabled. What waited is cancelled.")
    messages.success(request, said)
    return redirect("webhook", endpoint_id=endpoint_id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def rotate(request: PageRequest, endpoint_id: str) -> HttpResponse:
    endpoint = _endpoint(request, endpoint_id)
    if request.method == "GET":
        return render(request, "parsing/webhook_rotate.html", {"endpoint": endpoint})
    secret = endpoints.rotate_secret(endpoint, by=request.user)
    context = {"endpoint": endpoint, "secret": secret, "shown_secret": secret, "rotated": True}
    return render(request, "parsing/webhook_created.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: PageRequest, endpoint_id: str) -> HttpResponse:
    endpoint = _endpoint(request, endpoint_id)
    if request.method == "GET":
        return render(request, "parsing/webhook_delete.html", {"endpoint": endpoint})
    endpoints.delete_endpoint(endpoint, by=request.user)
    messages.success(request, _("The webhook is deleted. Nothing is sent to it any more."))
    return redirect("webhooks")


def _fields(form: EndpointForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in _FORM_FIELDS}


def _endpoint(request: PageRequest, endpoint_id: str) -> Endpoint:
    try:
        return endpoints.endpoint_for(request.account, endpoint_id)
    except NotFound as error:
        raise Http404 from error


def _delivery(request: PageRequest, delivery_id: str) -> Delivery:
    try:
        return history.delivery_for(request.account, delivery_id)
    except NotFound as error:
        raise Http404 from error


def _as_curl(delivery: Delivery, sent: Attempt | None) -> str:
    """The request as it was sent the last time, for a shell. Its signature is in it, the secret is not."""
    headers = sent.request_headers if sent is not None else {"Content-Type": "application/json"}
    lines = [f"curl -i -X POST {shlex.quote(delivery.endpoint.target_url)}"]
    lines += [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in headers.items()]
    lines.append(f"--data-binary {shlex.quote(delivery.event.body)}")
    return " \\\n  ".join(lines)
