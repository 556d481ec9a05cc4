"""How many deliveries a second two delivering processes make to a server on loopback, rows and signatures included."""

import os
import subprocess
import sys
from dataclasses import dataclass
from time import monotonic, sleep

from parsing.soak import setup

setup.begin()

from django.db.models import Max, Min  # noqa: E402  # models need Django first

from parsing.soak.harness import ROOT  # noqa: E402
from parsing.soak.webhook_rows import make_deliveries, make_endpoints  # noqa: E402
from webhooks.models import Attempt, Delivery, DeliveryState  # noqa: E402

MAX_WAIT_S = 300.0


@dataclass(frozen=True, slots=True)
class Ended:
    cpu_s: float
    output: str


def main() -> None:
    chosen = setup.numbers(deliveries=20_000, endpoints=20, processes=2)
    sink = subprocess.Popen(
        [sys.executable, "-m", "parsing.soak.webhook_sink"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    port = int(sink.stdout.readline()) if sink.stdout else 0
    endpoints = make_endpoints([f"http://127.0.0.1:{port}/hook/{number}" for number in range(chosen.endpoints)])
    make_deliveries(endpoints, chosen.deliveries)
    deliver = [sys.executable, "manage.py", "deliver_webhooks"]
    servers = [subprocess.Popen(deliver, cwd=ROOT, stdout=sys.stderr) for _ in range(chosen.processes)]
    give_up_at = monotonic() + MAX_WAIT_S
    while Delivery.objects.exclude(state=DeliveryState.SUCCEEDED).exists() and monotonic() < give_up_at:
        sleep(0.25)
    cpu_s = sum(_end(server).cpu_s for server in servers)
    received = _end(sink)
    # From the first request to the last that was written down as delivered.
    times = Attempt.objects.aggregate(first=Min("created_at"), last=Max("created_at"))
    seconds = (times["last"] - times["first"]).total_seconds()
    delivered = Delivery.objects.filter(state=DeliveryState.SUCCEEDED).count()
    setup.report(
        delivered=delivered,
        received=int(received.output.split()[0]),
        attempts=Attempt.objects.count(),
        seconds=round(seconds, 2),
        per_second=round(delivered / seconds),
        deliverer_cpu_ms=round(1000 * cpu_s / delivered, 3),
        receiver_cpu_ms=round(1000 * received.cpu_s / delivered, 3),
    )


def _end(process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> Ended:
    process.terminate()
    output = process.stdout.read() if process.stdout else ""
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Ended(used.ru_utime + used.ru_stime, str(output))


if __name__ == "__main__":
    main()
