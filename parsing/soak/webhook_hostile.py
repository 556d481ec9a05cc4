"""Good endpoints with and without hostile neighbours: what the hostile cost, and what the good notice of it."""

import asyncio
import json
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from time import monotonic, sleep
from typing import Any

from parsing.soak import setup

setup.begin()

from django.db.models import F  # noqa: E402  # models need Django first

from parsing.soak.harness import ROOT  # noqa: E402
from parsing.soak.webhook_rows import make_deliveries, make_endpoints  # noqa: E402
from webhooks import http  # noqa: E402
from webhooks.deliverer import CALLS_OF_ONE_ENDPOINT, Deliverer  # noqa: E402
from webhooks.models import Attempt, Delivery, Endpoint  # noqa: E402

GOOD_ENDPOINTS = 20
EVERY_S = 0.25  # one event for each good endpoint


class WatchedClient(http.Client):
    """Remembers what each exchange cost, by the port that it went to."""

    def __init__(self) -> None:
        super().__init__()
        self.by_port: dict[int, list[http.Exchange]] = defaultdict(list)

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> http.Exchange:
        exchange = await super().post(url, body, headers)
        self.by_port[int(url.split(":")[2].partition("/")[0])].append(exchange)
        return exchange


def main() -> None:
    chosen = setup.numbers(each=100, seconds=20)
    sink, sink_port = _start("webhook_sink")
    hostile, ports = _start("hostile_receivers")
    good = make_endpoints([f"http://127.0.0.1:{sink_port}/{number}" for number in range(GOOD_ENDPOINTS)])
    watched = WatchedClient()
    try:
        with _Delivering(watched):
            _publish_for(good, chosen.seconds)
            alone_ms = _waits_ms(good)
            Delivery.objects.all().delete()
            bad = make_endpoints(_hostile_urls(ports, chosen.each))
            make_deliveries(bad, chosen.each * len(ports))
            _publish_for(good, chosen.seconds)
            while any(len(watched.by_port[port]) < chosen.each for port in ports.values()):
                sleep(0.2)
            beside_ms = _waits_ms(good)
    finally:
        for process in (sink, hostile):
            process.terminate()
            process.wait(timeout=20)
    costs = {name: watched.by_port[port] for name, port in ports.items()}
    setup.report(
        exchanges={name: len(found) for name, found in costs.items()},
        longest_ms={name: max(exchange.duration_ms for exchange in found) for name, found in costs.items()},
        most_read_bytes={name: max(exchange.read_bytes for exchange in found) for name, found in costs.items()},
        good_failed=Attempt.objects.filter(delivery__endpoint__in=good).exclude(error="").count(),
        good_alone=len(alone_ms),
        good_beside=len(beside_ms),
        p50_alone_ms=_percentile(alone_ms, 0.5),
        p50_beside_ms=_percentile(beside_ms, 0.5),
        p95_alone_ms=_percentile(alone_ms, 0.95),
        p95_beside_ms=_percentile(beside_ms, 0.95),
    )


def _start(module: str) -> tuple["subprocess.Popen[str]", Any]:
    command = [sys.executable, "-m", f"parsing.soak.{module}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline() if process.stdout else ""
    return process, json.loads(line)


def _hostile_urls(ports: Mapping[str, int], each: int) -> list[str]:
    """So many endpoints of each kind that all calls run at the same time."""
    urls = []
    for name, port in ports.items():
        scheme = "https" if name == "bad_tls" else "http"
        urls += [f"{scheme}://127.0.0.1:{port}/{number}" for number in range(max(1, each // CALLS_OF_ONE_ENDPOINT))]
    return urls


def _publish_for(endpoints: Sequence[Endpoint], seconds: float) -> None:
    end_at = monotonic() + seconds
    while monotonic() < end_at:
        began = monotonic()
        make_deliveries(endpoints, len(endpoints))
        sleep(max(0.0, EVERY_S - (monotonic() - began)))
    sleep(2)


def _waits_ms(endpoints: Sequence[Endpoint]) -> list[float]:
    """From an event's commit to its answer: what a customer waits."""
    rows = Attempt.objects.filter(delivery__endpoint__in=endpoints, error="").annotate(due=F("delivery__created_at"))
    return sorted((attempt.created_at - attempt.due).total_seconds() * 1000 + attempt.duration_ms for attempt in rows)


def _percentile(values: Sequence[float], share: float) -> float:
    return round(values[min(len(values) - 1, int(len(values) * share))], 1)


class _Delivering:
    """The delivering loop in a thread of this process, with a client that is watched."""

    def __init__(self, client: http.Client) -> None:
        self._client = client
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()

    def __enter__(self) -> None:
        deliverer = Deliverer(client=self._client)
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(deliverer.run(self._stop)))
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)


if __name__ == "__main__":
    main()
