"""The page of one API key: what it may, how often it was used, and its requests of the last 30 days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import request_log
from accounts.models import ApiKey, ApiRequest
from accounts.requests import PageRequest
from parsing.services.data_classes import CLASSES, days_of
from parsing.views.charts import Words, by_day
from parsing.views.paging import page_of

CHART_DAYS = 30
MOST_LISTED = 10_000  # the newest that the filters let through: counting more would take longer than reading them
OUTCOMES: Mapping[str, tuple[object, int, int]] = {
    "answered": (gettext_lazy("Answered"), 100, 399),
    "refused": (gettext_lazy("Refused (4xx)"), 400, 499),
    "failed": (gettext_lazy("Failed (5xx)"), 500, 599),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; whatever cannot be understood is not asked for."""

    outcome: str = ""
    endpoint: str = ""  # "GET /api/portal/usage"
    day: date | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        outcome = query.get("outcome", "")
        try:
            day = date.fromisoformat(query.get("day", ""))
        except ValueError:
            day = None
        return cls(outcome if outcome in OUTCOMES else "", query.get("endpoint", "")[:140].replace("\0", ""), day)

    def __bool__(self) -> bool:
        return self != Filters()

    def narrow(self, rows: "QuerySet[ApiRequest]") -> "QuerySet[ApiRequest]":
        if self.outcome:
            _name, lowest, highest = OUTCOMES[self.outcome]
            rows = rows.filter(status__gte=lowest, status__lte=highest)
        if self.endpoint:
            method, _space, route = self.endpoint.partition(" ")
            rows = rows.filter(method=method, route=route)
        if self.day:
            start = datetime.combine(self.day, time.min, UTC)
            rows = rows.filter(created_at__gte=start, created_at__lt=start + timedelta(days=1))
        return rows


@login_required
@never_cache
@require_safe
def key_page(request: PageRequest, key_id: str) -> HttpResponse:
    """One key, also a revoked one: who asks what an old key did, asks after its end."""
    keys = ApiKey.objects.for_account(request.account).select_related("created_by")
    key = get_object_or_404(keys, id=key_id)
    filters = Filters.of(request.GET)
    rows = filters.narrow(ApiRequest.objects.filter(key=key)).order_by("-created_at", "-id")
    since = timezone.localdate() - timedelta(days=CHART_DAYS - 1)
    counts = request_log.count_by_day(key, since=since)
    total = sum(map(sum, counts.values()))
    words = Words(
        summary=_("%(n)s requests in the last %(days)s days") % {"n": total, "days": CHART_DAYS},
        caption=_("Requests by day"),
        done=_("Answered"),
        failed=_("Refused or failed"),
    )
    context = {
        "key": key,
        "filters": filters,
        "outcomes": [(slug, name) for slug, (name, _lowest, _highest) in OUTCOMES.items()],
        "endpoints": request_log.endpoints_of(key, since=since),
        "chart": by_day(counts, days=CHART_DAYS, words=words),
        "page": page_of(request, rows[:MOST_LISTED]),
        "most_listed": MOST_LISTED,
        "days": days_of(request.account, CLASSES["requests"]),
    }
    return render(request, "parsing/api_key.html", context)
