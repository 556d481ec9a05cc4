"""What was used of the plan: when, by whom, for which file, and what was free."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Account
from accounts.requests import PageRequest
from billing import quota
from billing.models import Charge, ChargeState
from parsing.engine.profiles import safe_cell
from parsing.models import FileState, JobFile
from parsing.views.charts import parses_by_day
from parsing.views.paging import page_of

CHART_DAYS = 30
SHOWN = ("all", "given_back", "free")
CSV_COLUMNS = ("when", "source", "state", "file", "filename", "reason")
_CSV_CHUNK = 500
_DASHBOARD = "dashboard"


@dataclass(frozen=True, slots=True)
class Line:
    """One file in the ledger."""

    when: datetime
    source: str
    state: str  # "charged", "reserved", "given_back", "free"
    file_id: str
    filename: str  # "" where its job was deleted since
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where files came from: the dashboard, or an API key."""

    slug: str  # "dashboard" or the key's id
    name: str
    number: int


@login_required
@require_safe
def usage(request: PageRequest) -> HttpResponse:
    account, now = request.account, timezone.now()
    used = quota.usage(account, now)
    files = _files(account, request.GET.get("source", ""))
    shown = request.GET.get("show", "all")
    lines = page_of(request, _rows(account, files, shown, is_narrowed=bool(request.GET.get("source"))))
    return render(
        request,
        "parsing/usage.html",
        {
            "usage": used,
            "forecast": used.forecast(now),
            "sources": _sources(account, used.period_start),
            "source": request.GET.get("source", ""),
            "shown": shown if shown in SHOWN else "all",
            "pages": lines,
            "lines": _lines(lines),
            "chart": parses_by_day(account, days=CHART_DAYS, files=files),
        },
    )


@login_required
@require_safe
def usage_csv(request: PageRequest) -> StreamingHttpResponse:
    """The whole ledger and the free duplicates, newest first, a line a file."""
    account = request.account
    response = StreamingHttpResponse(_csv(account), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def _files(account: Account, source: str) -> QuerySet[JobFile]:
    files = JobFile.objects.for_account(account).filter(livemode=True)
    if source == _DASHBOARD:
        return files.filter(job__source=_DASHBOARD)
    return files.filter(job__api_key_id=source) if source else files


def _rows(
    account: Account, files: QuerySet[JobFile], shown: str, *, is_narrowed: bool
) -> QuerySet[Charge] | QuerySet[JobFile]:
    """Ledger rows, or the files that were free because they were read before."""
    if shown == "free":
        return (
            files.filter(cached=True, state=FileState.DONE, rescores=None)
            .select_related("job__api_key", "duplicate_of")
            .order_by("-job__created_at", "index")
        )
    charges = Charge.objects.filter(account=account).order_by("-created_at", "-id")
    if shown == "given_back":
        charges = charges.filter(state=ChargeState.RELEASED)
    return charges.filter(key__in=files.values("id")) if is_narrowed else charges


def _lines(rows: Iterable[Charge | JobFile]) -> Iterator[Line]:
    rows = list(rows)
    known = JobFile.objects.select_related("job__api_key").in_bulk([row.key for row in rows if isinstance(row, Charge)])
    states = {
        ChargeState.SETTLED.value: "charged",
        ChargeState.RESERVED.value: "reserved",
        ChargeState.RELEASED.value: "given_back",
    }
    for row in rows:
        if isinstance(row, JobFile):
            twin = row.duplicate_of.filename if row.duplicate_of else ""
            reason = _("the same as %(name)s") % {"name": twin} if twin else _("read before")
            yield Line(row.job.created_at, _source_of(row), "free", row.id, row.filename, reason)
        else:
            file = known.get(row.key)
            filename = file.filename if file else ""
            source = _source_of(file) if file else _source_name(row.source)
            yield Line(row.created_at, source, states[row.state], row.key, filename, row.reason)


def _source_of(file: JobFile) -> str:
    return file.job.api_key.name if file.job.api_key else _source_name(file.job.source)


def _source_name(source: str) -> str:
    return {"portal": _("Portal API"), "extract": _("Extract API"), _DASHBOARD: _("Dashboard")}.get(source, source)


def _sources(account: Account, since: datetime) -> list[Source]:
    """What was charged since then, by API key and dashboard, the largest first."""
    charged = Charge.objects.filter(account=account, created_at__gte=since).exclude(state=ChargeState.RELEASED)
    rows = (
        JobFile.objects.for_account(account)
        .filter(id__in=charged.values("key"))
        .values("job__source", "job__api_key_id", "job__api_key__name")
        .annotate(number=Count("id"))
        .order_by("-number")
    )
    return [
        Source(
            row["job__api_key_id"] or row["job__source"],
            row["job__api_key__name"] or _source_name(row["job__source"]),
            row["number"],
        )
        for row in rows
    ]


def _csv(account: Account) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(CSV_COLUMNS)
    files = _files(account, "")
    for shown in ("all", "free"):
        rows = _rows(account, files, shown, is_narrowed=False)
        for start in range(0, rows.count(), _CSV_CHUNK):
            for line in _lines(rows[start : start + _CSV_CHUNK]):
                when = line.when.astimezone(UTC).isoformat(timespec="seconds")
                values = (when, line.source, line.state, line.file_id, line.filename, line.reason)
                yield writer.writerow([safe_cell(value) for value in values])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text
