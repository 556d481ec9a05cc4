"""Many threads want the last parses of one account, retry what they have, and send the same document at once."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import TypeVar

from parsing.soak import setup

setup.begin()

from django.core.files.base import ContentFile  # noqa: E402  # models need Django first
from django.db.models import Sum  # noqa: E402

from accounts.models import Account  # noqa: E402
from billing import quota  # noqa: E402
from billing.models import Charge, ChargeState, QuotaPeriod  # noqa: E402
from billing.plans import PLANS  # noqa: E402
from cvault.errors import QuotaExceeded  # noqa: E402
from parsing import jobs, services  # noqa: E402
from parsing.engine.options import ParseOptions  # noqa: E402
from parsing.models import Candidate, JobFile, ParseJob  # noqa: E402
from parsing.services import Upload  # noqa: E402
from parsing.soak.crowd import at_once, own_connection, workspace  # noqa: E402
from parsing.soak.naive_quota import reserve_naively  # noqa: E402

T = TypeVar("T")


def main() -> None:
    chosen = setup.numbers(seed=1, threads=32, attempts=3_200, retried=500, limit=1_000, copies=100, naive=0)
    figures: dict[str, object] = {"seed": chosen.seed}
    batches = _batches(chosen.seed, chosen.attempts, chosen.retried)
    figures |= race_for_quota(batches, limit=chosen.limit, threads=chosen.threads, naive=bool(chosen.naive))
    if chosen.copies:
        figures |= send_copies(chosen.threads, chosen.copies)
        figures |= repeat_one_request(chosen.threads, chosen.copies)
    setup.report(**figures)


def _batches(seed: int, attempts: int, retried: int) -> list[list[str]]:
    """Batches of one to ten keys, some of them sent twice, in an order of chance."""
    chance = random.Random(seed)  # noqa: S311  # a repeatable order, no secret
    keys = [f"file{number}" for number in range(attempts - retried)]
    batches = []
    while keys:
        size = min(len(keys), chance.choice((1, 1, 1, 2, 5, 10)))
        batches.append([keys.pop() for _ in range(size)])
    batches += chance.choices(batches, k=retried)
    chance.shuffle(batches)
    return batches


def race_for_quota(batches: list[list[str]], *, limit: int, threads: int, naive: bool) -> dict[str, object]:
    """Every batch from some thread, for a limit that is too small for all of them."""
    account = _account("race", limit=limit)
    reserve = reserve_naively if naive else quota.reserve_parses

    def granted(batch: list[str]) -> list[str]:
        try:
            return reserve(account, batch, source="portal")
        except QuotaExceeded:
            return []

    started = perf_counter()
    answers = _in_threads(threads, [partial(granted, batch) for batch in batches])
    seconds = perf_counter() - started

    charged = [key for keys in answers for key in keys]
    held = Charge.objects.filter(account=account).exclude(state=ChargeState.RELEASED).count()
    used = QuotaPeriod.objects.filter(account=account).aggregate(used=Sum("used"))["used"]
    return {
        "granted": len(charged),
        "overspend": max(0, len(charged) - limit),
        "charged_twice": len(charged) - len(set(charged)),
        "ledger_differs": used - held,
        "unused": limit - used,
        "batches_a_second": round(len(batches) / seconds),
    }


def send_copies(threads: int, copies: int) -> dict[str, object]:
    """One document in many requests at the same moment: one is read and charged, the others wait for it."""
    account = _account("copies")
    _in_threads(threads, [lambda: _submit(account)] * copies)
    job_ids = list(ParseJob.objects.for_account(account).values_list("pk", flat=True))
    for _ in range(3):  # a job whose first copy is not read yet is left for the next round
        _in_threads(threads, [partial(jobs.run_job, job_id) for job_id in job_ids])
    files = JobFile.objects.for_account(account)
    return {
        "copies": files.count(),
        "copies_done": files.filter(state="done").count(),
        "copies_charged": Charge.objects.filter(account=account).count(),
        "copies_settled": Charge.objects.filter(account=account, state=ChargeState.SETTLED).count(),
        "copies_candidates": Candidate.objects.for_account(account).count(),
    }


def repeat_one_request(threads: int, copies: int) -> dict[str, object]:
    """One Idempotency-Key, used many times at once: one job, one charge, one answer."""
    account = _account("repeated")
    answers = _in_threads(threads, [lambda: _submit(account, idempotency_key="order-1").pk] * copies)
    return {
        "repeated_answers": len(set(answers)),
        "repeated_jobs": ParseJob.objects.for_account(account).count(),
        "repeated_charged": Charge.objects.filter(account=account).count(),
    }


def _account(name: str, *, limit: int = 1_000) -> Account:
    (plan,) = (plan.slug for plan in PLANS.values() if plan.monthly_parses == limit)
    return workspace(name, plan=plan)[0]


def _submit(account: Account, *, idempotency_key: str | None = None) -> ParseJob:
    upload = Upload(ContentFile(b"ada 20", name="ada.txt"), "ada.txt")
    return services.submit_batch(
        account, [upload], options=ParseOptions(), source="portal", idempotency_key=idempotency_key
    )


def _in_threads(count: int, calls: Sequence[Callable[[], T]]) -> list[T]:
    """The answers to all calls, from so many threads that begin together, each with a connection of its own."""
    return at_once(count, [partial(_ignoring_means, call) for call in calls], means=own_connection)


def _ignoring_means(call: Callable[[], T], _: None) -> T:
    return call()


if __name__ == "__main__":
    main()
