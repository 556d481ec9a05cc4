"""The audit log of a workspace: filtered, page by page, and as CSV or JSON to take along."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.audit_log import COLUMNS, KINDS, Filters, as_json, kind_of, words_of
from accounts.models import AuditEvent
from accounts.requests import PageRequest
from parsing.engine.profiles import safe_cell
from parsing.services.data_classes import CLASSES, days_of
from parsing.views.paging import page_of

FORMATS = ("csv", "json")
_CHUNK = 500
_SHOWN_NUMBERS = 4  # of the details that stand in a row


@login_required
@never_cache
@require_safe
def audit_log(request: PageRequest) -> HttpResponse:
    """Who did what, when and from where."""
    filters = Filters.of(request.GET)
    page = page_of(request, filters.events(request.account))
    context = {
        "filters": filters,
        "kinds": [(slug, name) for slug, (name, _starts) in KINDS.items()],
        "page": page,
        "rows": [_row(event) for event in page],
        "days": days_of(request.account, CLASSES["audit"]),
    }
    return render(request, "parsing/audit_log.html", context)


@login_required
@require_safe
def audit_export(request: PageRequest, format_name: str) -> StreamingHttpResponse:
    """The events that the filters of the address let through; taking them along is an event itself."""
    if format_name not in FORMATS:
        raise Http404
    events = Filters.of(request.GET).events(request.account)
    last = events.values_list("pk", flat=True).first() or 0  # the export's own event is not in it
    audit.record(request.account, action="log.exported", actor=request.user, data={"log": "audit", "as": format_name})
    rows = map(as_json, events.filter(pk__lte=last).iterator(chunk_size=_CHUNK))
    return download(rows, COLUMNS, format_name=format_name, name="audit-log")


def download(
    rows: Iterable[dict[str, Any]], columns: tuple[str, ...], *, format_name: str, name: str
) -> StreamingHttpResponse:
    """Rows as a file of FORMATS, line by line: a log may be long."""
    if format_name == "csv":
        lines, content_type = _csv(rows, columns), "text/csv; charset=utf-8"
    else:
        lines, content_type = _json(rows), "application/json"
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{format_name}"'
    return response


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(columns)  # with the mark, spreadsheets read UTF-8
    for row in rows:
        yield writer.writerow([safe_cell(_cell(row[column])) for column in columns])


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


def _json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield ("," if number else "") + "\n" + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def _row(event: AuditEvent) -> dict[str, Any]:
    details = [(name.replace("_", " "), value) for name, value in event.data.items() if not isinstance(value, dict)]
    return {
        "event": event,
        "words": words_of(event.action),
        "kind": kind_of(event.action),
        "is_bad": event.action == "user.sign_in_failed",
        "details": [
            (name, ", ".join(map(str, value)) if isinstance(value, list) else value)
            for name, value in details[:_SHOWN_NUMBERS]
            if value not in ("", None, [])
        ],
    }
