"""Webhooks under fire: the delivering process is killed again and again, and every committed event arrives."""

import multiprocessing
import random
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from time import monotonic, sleep

from parsing.soak import setup

setup.begin()

from django.db import transaction  # noqa: E402  # models need Django first
from django.db.models import Count, F, Sum  # noqa: E402
from django.utils import timezone  # noqa: E402

from parsing.soak.webhook_child import deliver  # noqa: E402
from parsing.soak.webhook_rows import make_endpoints  # noqa: E402
from parsing.soak.webhook_sink import OK, Sink, sink_in_thread  # noqa: E402
from webhooks import events  # noqa: E402
from webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, Event, EventType  # noqa: E402
from webhooks.queue import INTERRUPTED  # noqa: E402

MAX_WAIT_S = 3_300.0
FAILED = b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy"
ENDPOINTS = 10
WAITING_AT_A_KILL = 400  # deliveries, held ones included
LONGEST_LIFE_S = 0.2  # after its first request: some die before anything is written down, some after


class RolledBack(Exception):
    """Ends a transaction that nobody must hear of."""


@dataclass
class Publisher:
    """Commits events, and rolls one in ten back: those must never arrive."""

    endpoints: list[Endpoint]
    chance: random.Random
    committed: int = 0

    def publish(self, count: int) -> None:
        for _ in range(count):
            endpoint = self.chance.choice(self.endpoints)
            try:
                with transaction.atomic():
                    made = events.publish(endpoint.account, EventType.PARSE_COMPLETED, {}, livemode=True)
                    self._maybe_roll_back()
            except RolledBack:
                continue
            self.committed += made is not None

    def _maybe_roll_back(self) -> None:
        if self.chance.random() < 0.1:
            raise RolledBack


def main() -> None:
    chosen = setup.numbers(seed=1, kills=5)
    chance = random.Random(chosen.seed)  # noqa: S311  # a repeatable order, no secret
    sink = Sink(answer=lambda _delivery: FAILED if chance.random() < 0.1 else OK)
    started = monotonic()
    with sink_in_thread(sink) as url:
        endpoints = make_endpoints([f"{url}/{number}" for number in range(ENDPOINTS)])
        Endpoint.objects.update(event_types=[EventType.PARSE_COMPLETED])
        publisher = Publisher(list(Endpoint.objects.select_related("account").filter(pk=endpoints[0].pk)), chance)
        kills = _kill_repeatedly(publisher, sink, chance, chosen.kills)
        process = _start()
        _wait_until_quiet()
        process.terminate()
        process.join(30)
    setup.report(seed=chosen.seed, kills=kills, seconds=round(monotonic() - started), **_findings(publisher, sink))


def _start() -> BaseProcess:
    """`manage.py deliver_webhooks`, as a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["parsing.soak.webhook_child"])
    process = context.Process(target=deliver)
    process.start()
    return process


def _kill_repeatedly(publisher: Publisher, sink: Sink, chance: random.Random, wanted: int) -> int:
    """Kill -9, each time at a random moment after the process began to deliver. How many were killed.

    Every other process dies while its receiver owes it an answer, so that attempts under way are hit on any machine.
    """
    hits = 0
    give_up_at = monotonic() + MAX_WAIT_S
    while hits < wanted and monotonic() < give_up_at:
        waiting = Delivery.objects.filter(state=DeliveryState.PENDING).count()
        publisher.publish(max(1, (WAITING_AT_A_KILL - waiting) // ENDPOINTS))
        before = sum(sink.requests.values())
        sink.silent = hits % 2 == 0
        process = _start()
        while sum(sink.requests.values()) == before and process.is_alive() and monotonic() < give_up_at:
            sleep(0.002)
        sleep(chance.uniform(0, LONGEST_LIFE_S))
        process.kill()
        process.join()
        hits += 1
    sink.silent = False
    return hits


def _wait_until_quiet() -> None:
    give_up_at = monotonic() + 600
    while Delivery.objects.filter(state=DeliveryState.PENDING).exists() and monotonic() < give_up_at:
        # What failed is due after seconds, then minutes: the proof does not wait for the tail.
        Delivery.objects.filter(state=DeliveryState.PENDING, lease_until=None).update(due_at=timezone.now())
        sleep(0.2)


def _findings(publisher: Publisher, sink: Sink) -> dict[str, object]:
    deliveries = Delivery.objects.all()
    ids = set(deliveries.values_list("pk", flat=True))
    rows = deliveries.annotate(rows=Count("attempts"))
    attempts = Attempt.objects.all()
    numbers_wrong = [
        delivery
        for delivery in deliveries.prefetch_related("attempts")
        if sorted(attempt.number for attempt in delivery.attempts.all()) != list(range(1, delivery.attempts_made + 1))
    ]
    return {
        "committed": publisher.committed,
        "events": Event.objects.count(),
        "deliveries": len(ids),
        "lost": len(ids - set(sink.requests)),
        "not_succeeded": deliveries.exclude(state=DeliveryState.SUCCEEDED).count(),
        "never_committed_but_sent": len(set(sink.requests) - ids),
        "with_more_than_one_event_id": sum(len(found) > 1 for found in sink.events.values()),
        "attempts": deliveries.aggregate(made=Sum("attempts_made"))["made"],
        "rows": attempts.count(),
        "rows_differ": rows.exclude(rows=F("attempts_made")).count() + len(numbers_wrong),
        "interrupted": attempts.filter(error=INTERRUPTED).count(),
        "arrived": sum(sink.requests.values()),
        "arrived_more_often_than_tried": sum(
            sink.requests[delivery.pk] > delivery.attempts_made for delivery in deliveries
        ),
    }


if __name__ == "__main__":
    main()
