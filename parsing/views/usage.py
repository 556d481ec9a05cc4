"""What was used of the plan, and when."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from billing import quota
from billing.models import Charge, ChargeState
from billing.plans import PLANS
from parsing.views.charts import parses_by_day
from parsing.views.paging import page_of

CHART_DAYS = 30
_SOURCES = {"portal": "Portal API", "extract": "Extract API", "dashboard": "Dashboard"}


@login_required
@require_safe
def usage(request: PageRequest) -> HttpResponse:
    account = request.account
    used = quota.usage(account)
    charges = Charge.objects.filter(account=account).order_by("-created_at", "-id")
    this_period = charges.filter(created_at__gte=used.period_start).exclude(state=ChargeState.RELEASED)
    by_source = this_period.order_by().values("source").annotate(number=Count("id")).order_by("-number")
    return render(
        request,
        "parsing/usage.html",
        {
            "usage": used,
            "plans": PLANS.values(),
            "by_source": [(_SOURCES.get(row["source"], row["source"]), row["number"]) for row in by_source],
            "charges": page_of(request, charges),
            "sources": _SOURCES,
            "chart": parses_by_day(account, days=CHART_DAYS),
        },
    )
