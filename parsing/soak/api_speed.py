"""What the API adds to the engine: one small PDF at a time, synchronous and warm; and polls while others are read."""

import itertools
import json
import random
import statistics
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter, sleep

from parsing.soak import setup

setup.begin()

from parsing.models import JobFile  # noqa: E402  # models need Django first
from parsing.soak.crowd import workspace  # noqa: E402
from parsing.soak.web import Client, broker, cpu_ms, web_server  # noqa: E402

SAMPLE = Path(__file__).resolve().parents[1] / "demo" / "amelia-hartley.pdf"
POLLS_A_SECOND = 200
POLLERS = 8
POLLS_ALONE = 400
WARM_UP_ROUNDS = 8  # both web processes, and the children of each, have read something by then
_numbers = itertools.count()


def main() -> None:
    chosen = setup.numbers(parses=60, seconds=5)
    _, key = workspace("speed")
    with broker(), web_server() as port:
        for _ in range(WARM_UP_ROUNDS):
            _at_once([lambda: _parse(Client(port, key))] * 4)
        alone = _parse_one_by_one(Client(port, key), chosen.parses) | _poll_alone(port, key)
        polls = _poll_while_parsing(port, key, chosen.seconds)
    setup.report(**alone, **polls)


def _parse_one_by_one(client: Client, parses: int) -> dict[str, float]:
    """Milliseconds of the whole call, and those that were not the reading child's."""
    whole, around = [], []
    computed_ms = cpu_ms()
    for _ in range(parses):
        started = perf_counter()
        job_id = _parse(client)
        whole.append((perf_counter() - started) * 1000)
        around.append(whole[-1] - float(JobFile.objects.get(job=job_id).duration_ms or 0))
    return {
        "parses": parses,
        "parse_cpu_ms": round((cpu_ms() - computed_ms) / parses, 1),
        "answer_median_ms": round(statistics.median(whole), 1),
        "overhead_median_ms": round(statistics.median(around), 1),
        "overhead_p95_ms": _percentile(around, 95),
    }


def _poll_alone(port: int, key: str) -> dict[str, float]:
    """What a poll costs the web processes, whoever else uses the machine."""
    client = Client(port, key)
    path = f"/api/portal/job_status/{_parse(client)}"
    computed_ms = cpu_ms()
    for _ in range(POLLS_ALONE):
        _answer(client.get(path))
    return {"poll_cpu_ms": round((cpu_ms() - computed_ms) / POLLS_ALONE, 1)}


def _poll_while_parsing(port: int, key: str, seconds: int) -> dict[str, float]:
    """Status polls at a steady rate, each timed from the moment it was due, while a client parses all the time."""
    path = f"/api/portal/job_status/{_parse(Client(port, key))}"
    started = perf_counter()
    until = started + seconds
    parsed: list[str] = []
    took_ms: list[float] = []

    def parse_on() -> None:
        client = Client(port, key)
        while perf_counter() < until:
            parsed.append(_parse(client))

    def poll(first: int) -> None:
        client = Client(port, key)
        due = started + first / POLLS_A_SECOND
        while due < until:
            sleep(max(0.0, due - perf_counter()))
            _answer(client.get(path))
            took_ms.append((perf_counter() - due) * 1000)
            due += POLLERS / POLLS_A_SECOND

    _at_once([parse_on, *(partial(poll, number) for number in range(POLLERS))])
    return {
        "polls": len(took_ms),
        "polls_median_ms": round(statistics.median(took_ms), 1),
        "polls_p99_ms": _percentile(took_ms, 99),
        "parsed_meanwhile": len(parsed),
    }


def _parse(client: Client) -> str:
    """The job of one document that was never seen before: the sample with a comment at its end."""
    comment = f"\n% {next(_numbers)} {random.random()}\n"  # noqa: S311  # no secret
    answer = _answer(client.parse([("cv.pdf", SAMPLE.read_bytes() + comment.encode())], mode="sync"))
    return str(answer["job_id"])


def _answer(answer: tuple[int, bytes]) -> dict[str, object]:
    status, body = answer
    if status != 200:
        raise RuntimeError(f"Answered with {status}: {body[:300]!r}")
    found: dict[str, object] = json.loads(body)
    return found


def _percentile(values: Sequence[float], percent: int) -> float:
    return round(sorted(values)[min(len(values) - 1, len(values) * percent // 100)], 1)


def _at_once(calls: Sequence[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
