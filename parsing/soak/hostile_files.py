"""Hostile and damaged files through the HTTP endpoint of the whole product: bombs, mutations, samples of strangers."""

import json
import os
import random
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic, perf_counter, sleep

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first
from django.db.models import Max, Sum  # noqa: E402

from accounts import api_keys  # noqa: E402
from accounts.models import Account  # noqa: E402
from billing.models import Charge, ChargeState, QuotaPeriod, Subscription  # noqa: E402
from parsing.evals.bombs import BOMBS  # noqa: E402
from parsing.evals.bombs.malformed import Malformed, malformed  # noqa: E402
from parsing.evals.bombs.strangers import fetch, strangers  # noqa: E402
from parsing.models import FileState, JobFile  # noqa: E402
from parsing.soak.product import HealthWatch, MemoryWatch, product, workers_of  # noqa: E402
from parsing.soak.web import Client  # noqa: E402

CLIENTS = 2
BATCH_FILES = 25
BATCH_WITHIN_S = 900.0
MOST_NAMED = 12  # of the slowest
QUICK_BOMBS = ("pdf_page_tree_cycle", "docx_entities_double", "png_dimensions_lie", "txt_one_line", "pdf_xref_loop")
SOUND = Malformed("sound.txt", b"Jane Doe\njane@example.org\n")


@dataclass
class Answers:
    """What the clients were told; shared by their threads, which only append."""

    statuses: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)  # "read", or the code of an error
    untyped: list[str] = field(default_factory=list)  # files that got neither a result nor a code
    took: list[tuple[float, str]] = field(default_factory=list)  # seconds of each file sent by itself
    under_way: list[str] = field(default_factory=list)

    @property
    def slowest(self) -> list[tuple[float, str]]:
        return sorted(self.took, reverse=True)[:MOST_NAMED]

    def note(self, sample: Malformed, seconds: float, status: int, body: bytes) -> None:
        self.statuses[status] += 1
        self.took.append((round(seconds, 1), sample.name))
        try:
            answer = json.loads(body)
            results = answer.get("results") or [answer]
            self._note_result(sample, results[0])
        except (ValueError, AttributeError):
            self.untyped.append(sample.name)

    def _note_result(self, sample: Malformed, result: dict[str, object]) -> None:
        code = "read" if result.get("success") is True and "candidate" in result else result.get("error_code")
        if not isinstance(code, str):
            self.untyped.append(sample.name)
        else:
            self.outcomes[code] += 1


def main() -> None:
    chosen = setup.numbers(seed=1, mutations=300, batched=200, bombs=1, strangers=1)
    samples = _samples(chosen.seed, chosen.mutations, bombs=chosen.bombs, others=chosen.strangers)
    batched = list(malformed(chosen.batched, seed=chosen.seed + 1))
    os.environ["CVAULT_RATE_LIMIT_FACTOR"] = "0"  # the files are on trial, not the rate limit
    account = Account.objects.create(name="hostile")
    Subscription.objects.create(account=account, plan="mega")
    key = api_keys.create_key(account, name="hostile")[1]
    answers = Answers()
    with product() as (port, supervisor_pid):
        _send([SOUND, Malformed("sound-2.txt", SOUND.data + b"Berlin\n")] * 4, port, key, Answers())  # all is warm
        workers = workers_of(supervisor_pid)
        health, memory = HealthWatch(port), MemoryWatch(supervisor_pid, lambda: answers.under_way)
        health.start()
        memory.start()
        started = monotonic()
        _send(samples, port, key, answers)
        _send_batches(batched, port, key, answers)
        seconds = monotonic() - started
        health.stop()
        memory.stop()
        alive = workers_of(supervisor_pid)
        dead = [command for pid, command in workers.items() if pid not in alive]
        _send([Malformed("sound-3.txt", SOUND.data + b"Paris\n")], port, key, answers)
    setup.report(
        seed=chosen.seed,
        seconds=round(seconds),
        files=len(samples) + len(batched) + 1,
        statuses={str(status): count for status, count in sorted(answers.statuses.items())},
        server_errors=sum(count for status, count in answers.statuses.items() if status >= 500 or not status),
        dead_workers=dead,
        untyped=sorted(answers.untyped),
        outcomes=dict(answers.outcomes.most_common()),
        slowest_s=answers.slowest[0][0],
        slowest=answers.slowest,
        health_asked=len(health.took_ms),
        health_failures=health.failures,
        health_median_ms=health.percentile_ms(50),
        health_p99_ms=health.percentile_ms(99),
        peak_mib=round(memory.peak_bytes / 1024**2),
        peak_while=memory.peak_while,
        limit_mib=round(memory.largest_limit_bytes / 1024**2),
        **_ledger(account),
    )


def _samples(seed: int, mutations: int, *, bombs: int, others: int) -> list[Malformed]:
    """What is sent one by one, in an order of chance; without `bombs` only the quick ones."""
    chosen = list(malformed(mutations, seed=seed))
    chosen += [Malformed(bomb.filename, bomb.make()) for bomb in BOMBS if bombs or bomb.kind in QUICK_BOMBS]
    if others:
        folder = Path(os.environ.get("CVAULT_EVALS_CACHE") or settings.BASE_DIR / "var" / "evals") / "distributions"
        fetch(folder)
        chosen += strangers(folder)
    random.Random(seed).shuffle(chosen)  # noqa: S311  # repeatable, no secret
    return chosen


def _send(samples: Sequence[Malformed], port: int, key: str, answers: Answers) -> None:
    """Each by itself, synchronously, from as many clients as files are read at once."""
    waiting: SimpleQueue[Malformed] = SimpleQueue()
    for sample in samples:
        waiting.put(sample)

    def work() -> None:
        client = Client(port, key)
        while True:
            try:
                sample = waiting.get_nowait()
            except Empty:
                client.close()
                return
            answers.under_way.append(sample.name)
            started = perf_counter()
            try:
                status, body = client.parse([(sample.name, sample.data)], mode="sync")
            except OSError:
                status, body = 0, b""
            answers.under_way.remove(sample.name)
            answers.note(sample, perf_counter() - started, status, body)
            if status not in (200, 400, 415, 422):
                sys.stderr.write(f"{sample.name}: {status} {body[:300]!r}\n")

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _send_batches(samples: Sequence[Malformed], port: int, key: str, answers: Answers) -> None:
    """In batches, for the workers. A file that is refused at the door refuses its batch: such go alone, before."""
    client = Client(port, key)
    for start in range(0, len(samples), BATCH_FILES):
        files = list(samples[start : start + BATCH_FILES])
        while files:
            status, body = client.parse([(sample.name, sample.data) for sample in files], mode="async")
            if status == 202:
                _await_job(client, json.loads(body), files, answers)
                break
            refused = json.loads(body).get("details", {}).get("file_index")
            if not isinstance(refused, int):
                answers.note(files.pop(), 0.0, status, body)
                continue
            answers.note(files.pop(refused), 0.0, status, body)
    client.close()


def _await_job(client: Client, accepted: dict[str, str], files: Sequence[Malformed], answers: Answers) -> None:
    give_up_at = monotonic() + BATCH_WITHIN_S
    while monotonic() < give_up_at:
        status, body = client.get(f"{accepted['results_url']}?limit={BATCH_FILES}")
        answer = json.loads(body)
        if answer["status"] in ("completed", "failed"):
            break
        sleep(0.3)
    results = {result["file_index"]: result for result in answer["results"]}
    for index, sample in enumerate(files):
        answers.note(sample, 0.0, status, json.dumps({"results": [results.get(index)]}).encode())


def _ledger(account: Account) -> dict[str, object]:
    """What the quota says after all of it; `reading_max_s` is the longest that a file's own reading took."""
    files, charges = JobFile.objects.filter(account=account), Charge.objects.filter(account=account)
    used = QuotaPeriod.objects.filter(account=account).aggregate(used=Sum("used"))["used"]
    settled = charges.filter(state=ChargeState.SETTLED).count()
    return {
        "unfinished": files.exclude(state__in=(FileState.DONE, FileState.FAILED)).count(),
        "gave_up": files.filter(error_code="gave_up").count(),
        "reserved": charges.filter(state=ChargeState.RESERVED).count(),
        "failed_and_charged": charges.filter(
            state=ChargeState.SETTLED, key__in=files.filter(state=FileState.FAILED).values("pk")
        ).count(),
        "ledger_differs": used - settled,
        "charges_differ": settled - files.filter(state=FileState.DONE, charged=True).count(),
        "reading_max_s": round((files.aggregate(longest=Max("duration_ms"))["longest"] or 0) / 1000, 1),
    }


if __name__ == "__main__":
    main()
