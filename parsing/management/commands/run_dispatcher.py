"""The scheduler process: rings the broker for what is in the outbox, and sweeps up what was left behind."""

import signal
import threading
from argparse import ArgumentParser
from time import monotonic, sleep
from types import FrameType
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connections

from billing import upkeep
from parsing import jobs, storage, tasks
from parsing.services import bulk, indexing
from parsing.services.data_classes import purge_classes
from parsing.services.erasure import purge_workspaces, sweep_erased
from parsing.services.retention import purge_expired
from webhooks.retention import purge_history

SWEEP_EVERY_S = 2.0
TIDY_EVERY_S = 600.0
BILL_EVERY_S = 60.0
INDEX_EVERY_S = 1.0

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Ring the broker for accepted jobs and bring back abandoned ones, until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=0.1, help="seconds between two looks at the outbox")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, self._stop)
        stopped = threading.Event()
        # A thread of its own: letters and the payment service may take their time, the bell may not.
        threading.Thread(target=_keep_billing, args=[stopped], daemon=True).start()
        threading.Thread(target=_keep_index, args=[stopped], daemon=True).start()
        last_sweep = last_tidy = float("-inf")
        while not self.stopping:
            try:
                if monotonic() - last_sweep >= SWEEP_EVERY_S:
                    jobs.sweep()
                    bulk.sweep()
                    sweep_erased()
                    last_sweep = monotonic()
                if monotonic() - last_tidy >= TIDY_EVERY_S:
                    jobs.forget_idempotency_keys()
                    storage.discard_orphans()
                    purge_history()
                    purge_expired()
                    purge_classes()
                    purge_workspaces()
                    bulk.forget_old()
                    last_tidy = monotonic()
                rung = jobs.dispatch_outbox(tasks.SENDERS)
            except DatabaseError as error:  # it comes back, or the supervisor notices that nothing works
                log.warning("dispatcher.database_unavailable", error=type(error).__name__)
                connections.close_all()
                rung = 0
            close_old_connections()
            if not rung:
                sleep(options["interval"])
        stopped.set()

    def _stop(self, signal_number: int, frame: FrameType | None) -> None:
        self.stopping = True


def _keep_billing(stopped: threading.Event) -> None:
    while not stopped.wait(BILL_EVERY_S):
        try:
            upkeep.run()
        except DatabaseError as error:
            log.warning("dispatcher.billing_waits", error=type(error).__name__)
        close_old_connections()


def _keep_index(stopped: threading.Event) -> None:
    while not stopped.wait(INDEX_EVERY_S):
        try:
            indexing.index_waiting()
        except DatabaseError as error:
            log.warning("dispatcher.index_waits", error=type(error).__name__)
        close_old_connections()
