"""Webhooks: endpoints, their health, every delivery with its attempts."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from cvault.errors import CVaultError
from parsing.forms import EndpointForm
from parsing.views.paging import page_of
from webhooks import endpoints, events
from webhooks.models import Delivery, DeliveryState, Endpoint


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def endpoint_list(request: PageRequest) -> HttpResponse:
    """The endpoints and the form for a new one, whose secret is shown in this one answer."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = endpoints.create_endpoint(
                request.account,
                {name: form.cleaned_data[name] for name in ("target_url", "event_types", "description")},
                by=request.user,
            )
        except CVaultError as error:
            form.add_error("target_url", error.message)
        else:
            return render(request, "parsing/webhook_created.html", {"endpoint": endpoint, "secret": secret})
    context = {"form": form, "endpoints": endpoints.list_endpoints(request.account)}
    return render(request, "parsing/webhooks.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def endpoint_page(request: PageRequest, endpoint_id: str) -> HttpResponse:
    """Health at the top, deliveries below."""
    endpoint = _endpoint(request, endpoint_id)
    deliveries = Delivery.objects.for_account(request.account).filter(endpoint=endpoint)
    day_ago = timezone.now() - timedelta(days=1)
    health = deliveries.filter(created_at__gte=day_ago).aggregate(
        all=Count("id"), failed=Count("id", filter=Q(state=DeliveryState.FAILED))
    )
    page = page_of(request, deliveries.select_related("event").order_by("-created_at", "-id"), size=25)
    return render(request, "parsing/webhook.html", {"endpoint": endpoint, "page": page, "health": health})


@login_required
@require_safe
def delivery_page(request: PageRequest, delivery_id: str) -> HttpResponse:
    """One delivery: what was sent, what came back, attempt by attempt."""
    found = _delivery(request, delivery_id)
    return render(
        request, "parsing/webhook_delivery.html", {"delivery": found, "attempts": found.attempts.order_by("number")}
    )


@login_required
@require_POST
def test(request: PageRequest, endpoint_id: str) -> HttpResponse:
    sent = events.send_test(_endpoint(request, endpoint_id))
    messages.success(request, _("A test event is on its way."))
    return redirect("webhook_delivery", delivery_id=sent.id)


@login_required
@require_POST
def resend(request: PageRequest, delivery_id: str) -> HttpResponse:
    again = events.resend(_delivery(request, delivery_id))
    messages.success(request, _("The same event is sent once more."))
    return redirect("webhook_delivery", delivery_id=again.id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def rotate(request: PageRequest, endpoint_id: str) -> HttpResponse:
    endpoint = _endpoint(request, endpoint_id)
    if request.method == "GET":
        return render(request, "parsing/webhook_rotate.html", {"endpoint": endpoint})
    secret = endpoints.rotate_secret(endpoint, by=request.user)
    context = {"endpoint": endpoint, "secret": secret, "rotated": True}
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


def _endpoint(request: PageRequest, endpoint_id: str) -> Endpoint:
    rows = Endpoint.objects.for_account(request.account).filter(deleted_at=None)
    found: Endpoint = get_object_or_404(rows, id=endpoint_id)
    return found


def _delivery(request: PageRequest, delivery_id: str) -> Delivery:
    rows = Delivery.objects.for_account(request.account).select_related("endpoint", "event")
    found: Delivery = get_object_or_404(rows, id=delivery_id)
    return found
