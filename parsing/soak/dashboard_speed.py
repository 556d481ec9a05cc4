"""Server time and queries of the recruiter's pages in a full workspace, asked for in this process."""

import os
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from parsing.soak import setup

setup.begin()

from django.db import connection  # noqa: E402  # models need Django first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts import accounts  # noqa: E402
from accounts.models import User  # noqa: E402
from accounts.sessions import HashedSessionMiddleware  # noqa: E402
from billing.models import Subscription  # noqa: E402
from cvault.collecting import settle  # noqa: E402
from parsing.soak import many_candidates  # noqa: E402
from parsing.soak.dashboard_pages import paths  # noqa: E402
from parsing.soak.web import broker  # noqa: E402

ASKED = 60  # times, each page: of twelve, p95 would be the slowest
WARM_UP = 2


def main() -> None:
    chosen = setup.numbers(candidates=10_000, asked=ASKED)
    HashedSessionMiddleware.accepts_names = True  # the cookie of the test client is the name of its session
    user = User.objects.create_user("owner@example.org", None)
    account = accounts.create_account(user, name="Dashboard")
    Subscription.objects.update_or_create(account=account, defaults={"plan": "mega"})
    with broker():  # the cache; it is there long before the first page
        started = perf_counter()
        made = many_candidates.fill(account, candidates=chosen.candidates)
        seeded_s = round(perf_counter() - started, 1)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        measured = paths(account, made.role.pk).items()
        pages = {name: measure(client, path, times=chosen.asked) for name, path in measured}
    setup.report(candidates=made.candidates, seeded_s=seeded_s, pages=pages)


def measure(client: Client, path: str, *, times: int) -> dict[str, Any]:
    """Milliseconds at the median and at p95, and how many queries the page makes."""
    for _ in range(WARM_UP):
        _ask(client, path)
    took_ms, computed_ms = [], []
    settle()  # as a web process does
    for _ in range(times):
        started, computed = perf_counter(), _computed_s()
        _ask(client, path)
        took_ms.append((perf_counter() - started) * 1000)
        computed_ms.append((_computed_s() - computed) * 1000)
    with CaptureQueriesContext(connection) as captured:
        _ask(client, path)
    queries = captured.captured_queries
    ordered = sorted(took_ms)
    return {
        "p50_ms": round(ordered[len(ordered) // 2], 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))], 1),
        "cpu_ms": round(sum(computed_ms) / times, 1),
        "queries": len(queries),
        "slowest_query": max(queries, key=lambda query: float(query["time"]), default={}),
    }


def _computed_s() -> float:
    """CPU time of this process and, where there is one, of the database's process behind it."""
    if connection.vendor != "postgresql" or not Path("/proc").is_dir():
        return process_time()
    pid = connection.connection.info.backend_pid
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ask(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")


if __name__ == "__main__":
    main()
