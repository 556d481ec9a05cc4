"""The request log of API keys: when, what for, how it ended, how long it took and from where. Nothing of the contents.

A request costs an entry in a list. A thread of each web process writes the list down every second, and what is left
when the process ends in good order; one that is killed loses a second at most. What cannot be written now waits. Only
where more waits than `MOST_WAITING` is anything left out, and the log says how much.
"""

import atexit
import os
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from time import perf_counter

import structlog
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    transaction,
)
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.models import Account, ApiKey, ApiRequest, ApiRequestCount
from accounts.origin import address_of, checked_address

WRITTEN_EVERY_S = 1.0
WRITTEN_AT = 500  # entries, however young
MOST_WAITING = 50_000  # entries of one process: some ten megabytes
PURGED_AT_ONCE = 5_000  # rows of one statement

_COMES_BACK = (OperationalError, InterfaceError, IntegrityError)  # the database is away, or a key went while we wrote
_PARAMETER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One request, as it waits."""

    key_id: str
    at: datetime
    method: str
    route: str
    status: int
    duration_ms: float
    address: str


class _Waiting:
    """What this process has not written yet. All of it may be called from any thread."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """With nothing, and with locks that nobody holds: for a fork, whose parent writes what waits."""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._entries: list[Entry] = []
        self._left_out = 0
        self.is_many = threading.Event()

    def add(self, entry: Entry) -> None:
        with self._lock:
            if len(self._entries) < MOST_WAITING:
                self._entries.append(entry)
            else:
                self._left_out += 1
        if len(self._entries) >= WRITTEN_AT:
            self.is_many.set()

    def write(self) -> int:
        """Everything that waits goes to the database; how many entries. Raises nothing: what fails waits on."""
        with self._writing:
            entries, left_out = self._take()
            if left_out:
                log.warning("request_log.left_out", requests=left_out)
            if not entries:
                return 0
            try:
                return _write(entries)
            except _COMES_BACK as error:
                log.warning("request_log.waits", requests=len(entries), error=type(error).__name__)
                self._give_back(entries)
            except DatabaseError as error:  # it would fail again, and hold up all that come after
                log.exception("request_log.lost", requests=len(entries), error=type(error).__name__)
            return 0

    def __len__(self) -> int:
        return len(self._entries)

    def _take(self) -> tuple[list[Entry], int]:
        with self._lock:
            entries, self._entries = self._entries, []
            left_out, self._left_out = self._left_out, 0
            self.is_many.clear()
        return entries, left_out

    def _give_back(self, entries: list[Entry]) -> None:
        with self._lock:
            room = max(0, MOST_WAITING - len(self._entries))
            self._left_out += len(entries) - len(entries[:room])
            self._entries = entries[:room] + self._entries


waiting = _Waiting()


class RequestLogMiddleware:
    """Notes every request of the APIs whose key was recognised, with the status that the caller gets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = perf_counter()
        response = self.get_response(request)
        key_id = getattr(request, "api_key_id", None)
        if key_id is not None:
            duration_ms = (perf_counter() - started) * 1000
            match = request.resolver_match
            waiting.add(
                Entry(
                    key_id=key_id,
                    at=timezone.now() - timedelta(milliseconds=duration_ms),
                    method=(request.method or "")[:10],
                    route=_readable(match.route if match else ""),
                    status=response.status_code,
                    duration_ms=round(duration_ms, 1),
                    address=address_of(request),
                )
            )
        return response


def recognise(request: HttpRequest, key: ApiKey) -> None:
    """From now on the request is one of this key, whatever becomes of it."""
    request.api_key_id = key.pk  # type: ignore[attr-defined]  # ours to add


def start() -> None:
    """Begin to write in this process, until it ends. Called in every web process before its first request."""
    ending = threading.Event()
    writer = threading.Thread(target=_keep_writing, args=[ending], name="request-log", daemon=True)
    atexit.register(_end, ending, writer)
    os.register_at_fork(after_in_child=waiting.begin_anew)
    writer.start()


def count_by_day(key: ApiKey, *, since: date) -> dict[date, tuple[int, int]]:
    """Day -> requests that were answered and that were refused or failed, for the days that had any."""
    answered: Counter[date] = Counter()
    failed: Counter[date] = Counter()
    for count in ApiRequestCount.objects.filter(key=key, day__gte=since):
        answered[count.day] += count.requests - count.failed
        failed[count.day] += count.failed
    return {day: (answered[day], failed[day]) for day in answered}


def endpoints_of(key: ApiKey, *, since: date) -> list[tuple[str, int]]:
    """("GET /api/portal/usage", how often), the most used first."""
    sums: Counter[str] = Counter()
    for count in ApiRequestCount.objects.filter(key=key, day__gte=since).order_by("route", "method"):
        sums[f"{count.method} {count.route}"] += count.requests
    return sums.most_common()


def purge(account: Account, before: datetime) -> int:
    """Let go of what is older, in short statements; how many requests."""
    old = ApiRequest.objects.filter(key__account=account, created_at__lt=before)
    gone = 0
    while ids := list(old.values_list("pk", flat=True)[:PURGED_AT_ONCE]):
        gone += ApiRequest.objects.filter(pk__in=ids).delete()[0]
    ApiRequestCount.objects.filter(key__account=account, day__lt=before.astimezone(UTC).date()).delete()
    return gone


def _keep_writing(ending: threading.Event) -> None:
    while not ending.is_set():
        waiting.is_many.wait(WRITTEN_EVERY_S)
        waiting.write()
        close_old_connections()


def _end(ending: threading.Event, writer: threading.Thread) -> None:
    ending.set()
    waiting.is_many.set()
    writer.join(timeout=5)
    for _ in range(3):  # two processes that end together may both begin the count of a day
        if not len(waiting):
            break
        waiting.write()


@transaction.atomic
def _write(entries: Sequence[Entry]) -> int:
    known = set(ApiKey.objects.filter(pk__in={entry.key_id for entry in entries}).values_list("pk", flat=True))
    rows = [
        ApiRequest(
            key_id=entry.key_id,
            created_at=entry.at,
            method=entry.method,
            route=entry.route,
            status=entry.status,
            duration_ms=entry.duration_ms,
            ip=checked_address(entry.address),
        )
        for entry in entries
        if entry.key_id in known
    ]
    ApiRequest.objects.bulk_create(rows, batch_size=1_000)
    _count(rows)
    return len(rows)


def _count(rows: Sequence[ApiRequest]) -> None:
    requests: Counter[tuple[str, date, str, str]] = Counter()
    failed: Counter[tuple[str, date, str, str]] = Counter()
    for row in rows:
        use = (row.key_id, row.created_at.astimezone(UTC).date(), row.method, row.route)
        requests[use] += 1
        failed[use] += row.status >= 400
    for use in sorted(requests):  # in one order, so that two processes never wait for each other in a circle
        key_id, day, method, route = use
        named = {"key_id": key_id, "day": day, "method": method, "route": route}
        more = {"requests": F("requests") + requests[use], "failed": F("failed") + failed[use]}
        if not ApiRequestCount.objects.filter(**named).update(**more):
            ApiRequestCount.objects.create(**named, requests=requests[use], failed=failed[use])


@lru_cache(maxsize=512)
def _readable(route: str) -> str:
    """The pattern as the documentation writes it.

    >>> _readable("api/portal/job_status/<str:job_id>")
    '/api/portal/job_status/{job_id}'
    """
    return ("/" + _PARAMETER.sub(r"{\1}", route))[:120]
