"""The race for the last parses of an account over real HTTP: many clients, batches of 1 to 50, retries, and copies."""

import argparse
import json
import os
import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from time import perf_counter

from parsing.soak import setup

setup.begin()

from django.db.models import Sum  # noqa: E402  # models need Django first

from billing import quota  # noqa: E402
from billing.models import Charge, ChargeState, QuotaPeriod  # noqa: E402
from billing.plans import MAX_BATCH_FILES, PLANS  # noqa: E402
from parsing.models import Candidate, JobFile, ParseJob  # noqa: E402
from parsing.soak.crowd import at_once, workspace  # noqa: E402
from parsing.soak.web import Answer, Client, broker, web_server  # noqa: E402

PLAN = PLANS["mega"]
NAIVE_APPLICATION = "parsing.soak.naive_wsgi"
Call = Callable[[Client], Answer]


def main() -> None:
    chosen = setup.numbers(seed=1, clients=32, left=600, batches=80, retried=20, copies=50, naive=0)
    os.environ["CVAULT_RATE_LIMIT_FACTOR"] = "0"  # the quota is on trial, not the rate limit
    application = NAIVE_APPLICATION if chosen.naive else "cvault.wsgi"
    figures: dict[str, object] = {"seed": chosen.seed}
    with broker(), web_server(application=application, threads=16) as port:
        figures |= race_for_quota(port, random.Random(chosen.seed), chosen)  # noqa: S311  # repeatable, no secret
        if chosen.copies:
            figures |= send_copies(port, clients=chosen.clients, copies=chosen.copies)
            figures |= repeat_one_request(port, clients=chosen.clients, copies=chosen.copies)
    setup.report(**figures)


def race_for_quota(port: int, chance: random.Random, chosen: argparse.Namespace) -> dict[str, object]:
    """Batches of chance, more than the quota holds, some sent twice with one Idempotency-Key; then single files.

    The single files go once the batches are answered: what no batch fitted into must be theirs, and sent beside slow
    batches they would all be accepted before them.
    """
    left, batches = chosen.left, chosen.batches
    account, key = workspace("race")
    spent = [f"earlier{number}" for number in range(PLAN.monthly_parses - left)]
    quota.reserve_parses(account, spent, source="portal")
    sizes = [chance.randint(1, MAX_BATCH_FILES) for _ in range(batches)]
    asked = [_batch(f"race{number}", size) for number, size in enumerate(sizes)]
    asked += chance.choices(asked, k=chosen.retried)
    chance.shuffle(asked)
    last = [_batch(f"last{number}", 1) for number in range(MAX_BATCH_FILES)]

    started = perf_counter()
    answers = _from_clients(port, key, chosen.clients, asked)
    answers += _from_clients(port, key, chosen.clients, last)
    seconds = perf_counter() - started

    accepted = {json.loads(body)["job_id"] for status, body in answers if status in (200, 202)}
    files = JobFile.objects.filter(account=account)
    charges = Charge.objects.filter(account=account)
    held = charges.exclude(state=ChargeState.RELEASED)
    used = QuotaPeriod.objects.filter(account=account).aggregate(used=Sum("used"))["used"]
    return {
        "requests": len(answers),
        "refused": sum(status == 402 for status, _ in answers),
        "unexpected": sorted({status for status, _ in answers} - {200, 202, 402}),
        "overspend": max(0, held.count() - PLAN.monthly_parses),
        "charged_twice": held.count() - len(spent) - files.filter(charged=True).count(),
        "ledger_differs": used - held.count(),
        "jobs_differ": len(accepted) - ParseJob.objects.filter(account=account).count(),
        "unused": PLAN.monthly_parses - used,
        "requests_a_second": round(len(answers) / seconds),
    }


def send_copies(port: int, *, clients: int, copies: int) -> dict[str, object]:
    """One document in many requests at the same moment: one is read and charged, all are answered with it."""
    account, key = workspace("copies")
    answers = _from_clients(port, key, clients, [_single("ada")] * copies)
    found = {json.loads(body)["results"][0]["candidate_id"] for status, body in answers if status == 200}
    return {
        "copies_answered": sum(status == 200 for status, _ in answers),
        "copies_refused": _refused(answers),
        "copies_answers": len(found),
        "copies_charged": Charge.objects.filter(account=account).exclude(state=ChargeState.RELEASED).count(),
        "copies_candidates": Candidate.objects.filter(account=account).count(),
        "copies_used": QuotaPeriod.objects.filter(account=account).aggregate(used=Sum("used"))["used"],
    }


def repeat_one_request(port: int, *, clients: int, copies: int) -> dict[str, object]:
    """One Idempotency-Key, used many times at once: one job, one charge, one answer."""
    account, key = workspace("repeated")
    answers = _from_clients(port, key, clients, [_single("bea", {"Idempotency-Key": "order-1"})] * copies)
    return {
        "repeated_answered": sum(status == 200 for status, _ in answers),
        "repeated_refused": _refused(answers),
        "repeated_answers": len({json.loads(body)["job_id"] for status, body in answers if status == 200}),
        "repeated_jobs": ParseJob.objects.filter(account=account).count(),
        "repeated_charged": Charge.objects.filter(account=account).count(),
    }


def _refused(answers: Sequence[Answer]) -> list[str]:
    """What was answered instead of a result."""
    return sorted({f"{status} {body[:300].decode(errors='replace')}" for status, body in answers if status != 200})


def _batch(name: str, size: int) -> Call:
    """A batch of documents that nobody has sent; its key is its name, so that a second time is a retry."""
    files = [(f"{name}.{index}.txt", f"{name}x{index} 0".encode()) for index in range(size)]
    return lambda client: client.parse(files, mode="async", headers={"Idempotency-Key": name})


def _single(name: str, headers: Mapping[str, str] | None = None) -> Call:
    """One document, always the same, and the wait until it is read."""
    return lambda client: client.parse([(f"{name}.txt", f"{name} 20".encode())], mode="sync", headers=headers)


def _from_clients(port: int, key: str, count: int, calls: Sequence[Call]) -> list[Answer]:
    return at_once(count, calls, means=lambda: closing(Client(port, key)))


if __name__ == "__main__":
    main()
