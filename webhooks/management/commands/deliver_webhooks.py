"""The process that calls customers' URLs, in threads: a slow endpoint delays neither parsing nor other endpoints."""

import signal
import threading
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection

from webhooks.delivery import attempt_delivery, due_deliveries

IDLE_S = 0.25  # between looks at an empty queue
THREADS = 32
CALLS_OF_ONE_ENDPOINT = 4  # at a time

log = structlog.get_logger(__name__)


class Deliverer:
    """Takes due deliveries and attempts them in threads, a few at a time for each endpoint."""

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="deliver")
        self._threads = threads
        self._lock = threading.Lock()
        self._running: dict[str, str] = {}  # delivery -> endpoint

    def step(self) -> int:
        """Start what is due and may run now; how many were started."""
        with self._lock:
            calls = Counter(self._running.values())
            free = self._threads - len(self._running)
        started = 0
        busy = [endpoint for endpoint, count in calls.items() if count >= CALLS_OF_ONE_ENDPOINT]
        for delivery_id, endpoint_id in due_deliveries(limit=self._threads * 8, except_endpoints=busy):
            if started >= free:
                break
            if delivery_id in self._running or calls[endpoint_id] >= CALLS_OF_ONE_ENDPOINT:
                continue
            calls[endpoint_id] += 1
            started += 1
            with self._lock:
                self._running[delivery_id] = endpoint_id
            self._pool.submit(self._attempt, delivery_id).add_done_callback(self._report)
        return started

    def _attempt(self, delivery_id: str) -> None:
        try:
            attempt_delivery(delivery_id)
        finally:
            with self._lock:
                self._running.pop(delivery_id, None)
            connection.close()

    @staticmethod
    def _report(done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            log.error("webhook.attempt_crashed", error=type(error).__name__)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class Command(BaseCommand):
    help = "Deliver webhooks until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=THREADS)

    def handle(self, *args: Any, threads: int, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        deliverer = Deliverer(threads)
        while not stop.is_set():
            close_old_connections()
            if not deliverer.step():
                stop.wait(IDLE_S)
        deliverer.close()
