"""The pages of plan and payment, and the address that Stripe's events come to."""

from collections.abc import Callable
from functools import wraps

import structlog
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import permissions
from accounts.permissions import Permission
from accounts.recency import fresh_sign_in_required
from accounts.requests import PageRequest
from billing import purchasing, quota, stripe_api, syncing
from billing.forms import OverageForm
from billing.models import Invoice, Reversal
from billing.plans import PLANS
from cvault.errors import CVaultError, InvalidInput

log = structlog.get_logger("cvault.billing")

INVOICES_SHOWN = 24
MAX_EVENT_BYTES = 512 * 1024
PageView = Callable[..., HttpResponse]


def told_on_billing_page(view: PageView) -> PageView:
    """A refusal or a failure of the payment service is told on the billing page."""

    @wraps(view)
    @login_required
    def guarded(request: PageRequest, *args: str, **options: str) -> HttpResponse:
        try:
            return view(request, *args, **options)
        except CVaultError as error:
            messages.error(request, error.message)
            return redirect("billing")

    return guarded


@login_required
@never_cache
@require_safe
def billing(request: PageRequest) -> HttpResponse:
    """The plan, what comes next, how it is paid, and the invoices."""
    account = request.account
    subscription = purchasing.subscription_of(account)
    usage = quota.usage(account)
    return render(
        request,
        "billing/billing.html",
        {
            "usage": usage,
            "plans": PLANS.values(),
            "next_plan": PLANS.get(subscription.next_plan),
            "subscription": subscription,
            "is_paid": purchasing.pays_through_stripe(subscription),
            "can_buy": stripe_api.is_configured(),
            "may_pay": _may_pay(request),
            "overage_form": OverageForm(
                initial={"enabled": subscription.overage_enabled, "cap": subscription.overage_cap or None}
            ),
            "invoices": Invoice.objects.filter(account=account).order_by("-created_at")[:INVOICES_SHOWN],
            "reversals": Reversal.objects.filter(account=account).order_by("-created_at")[:INVOICES_SHOWN],
        },
    )


@require_http_methods(["GET", "POST"])
@never_cache
@fresh_sign_in_required
@told_on_billing_page
def change(request: PageRequest, slug: str) -> HttpResponse:
    """What choosing a plan means, and doing it."""
    if request.method == "GET":
        choice = purchasing.look_at(request.account, slug, with_price=True)
        return render(request, "billing/change.html", {"choice": choice, "usage": quota.usage(request.account)})
    address = purchasing.choose(request.account, slug, by=request.user)
    if address:
        return redirect(address)
    messages.success(request, _("Done. The plan below is in force."))
    return redirect("billing")


@require_POST
@fresh_sign_in_required
@told_on_billing_page
def portal(request: PageRequest) -> HttpResponse:
    return redirect(purchasing.portal(request.account, by=request.user))


@require_safe
@never_cache
@told_on_billing_page
def paid(request: PageRequest) -> HttpResponse:
    """Back from the checkout: the plan counts now, whether or not Stripe's event has arrived."""
    syncing.sync_account(request.account)
    messages.success(request, _("Thank you. The plan is in force."))
    return redirect("billing")


@require_POST
@fresh_sign_in_required
@told_on_billing_page
def overage(request: PageRequest) -> HttpResponse:
    form = OverageForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(_("The cap must be a sum of money, such as 25.00"))
    purchasing.allow_overage(
        request.account, enabled=form.cleaned_data["enabled"], cap=form.cleaned_data["cap"], by=request.user
    )
    messages.success(request, _("Saved."))
    return redirect("billing")


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """Stripe's events: verified, stored, handled. 200 as soon as it is stored; what fails then is tried again by us."""
    if not stripe_api.is_configured() or int(request.headers.get("Content-Length") or 0) > MAX_EVENT_BYTES:
        return HttpResponse(status=404 if not stripe_api.is_configured() else 413)
    try:
        event = stripe_api.read_event(request.body, request.headers.get("Stripe-Signature", ""))
    except InvalidInput as error:
        log.warning("stripe_event_refused", reason=error.message)
        return HttpResponse(error.message, status=400, content_type="text/plain")
    syncing.receive(event)
    return HttpResponse(status=200)


def _may_pay(request: PageRequest) -> bool:
    return Permission.MANAGE_BILLING in permissions.granted(request.membership.role)
