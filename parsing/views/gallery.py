"""Every component in every state, on one page, for those who change them."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from parsing.engine.model import DateSpan, Evidence, Experience, Found, PartialDate
from parsing.views.charts import Words, by_day
from parsing.views.timeline import timeline

_NOWHERE = Evidence(line=0, quote="", rule="gallery", confidence=1.0)
_JOBS = (("Engineer", 2012, 2016), ("Teacher, evenings", 2014, 2019), ("Lead engineer", 2021, None))


@login_required
@require_safe
def gallery(request: PageRequest) -> HttpResponse:
    today = timezone.localdate()
    counts = {today.replace(day=number): (number * 7 % 11, number % 3) for number in range(1, today.day + 1)}
    context = {
        "bands": ("strong_yes", "yes", "maybe", "no"),
        "timeline": timeline([_job(*job) for job in _JOBS], today=date(2026, 6, 1)),
        "chart": by_day(counts, days=30, words=Words("Invented numbers", "Files by day", "Read", "Failed")),
        "page": Paginator(range(10_000), 50).page(100),
    }
    return render(request, "parsing/gallery.html", context)


def _job(title: str, start: int, end: int | None) -> Experience:
    until = None if end is None else PartialDate(end, 6)
    span = DateSpan(start=PartialDate(start, 3), end=until, is_current=end is None)
    return Experience(title=Found(title, _NOWHERE), dates=Found(span, _NOWHERE))
