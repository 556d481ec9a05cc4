"""The process that calls customers' URLs."""

import asyncio
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from webhooks.deliverer import CALLS, CALLS_OF_ONE_ENDPOINT, Deliverer


class Command(BaseCommand):
    help = "Deliver webhooks until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--calls", type=int, default=CALLS, help="at a time")
        parser.add_argument("--calls-of-one-endpoint", type=int, default=CALLS_OF_ONE_ENDPOINT, help="at a time")

    def handle(self, *args: Any, calls: int, calls_of_one_endpoint: int, **options: Any) -> None:
        asyncio.run(_deliver(Deliverer(calls=calls, calls_of_one_endpoint=calls_of_one_endpoint)))


async def _deliver(deliverer: Deliverer) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await deliverer.run(stop)
