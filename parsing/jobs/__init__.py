"""How a job gets done: leased, counted, run, finished exactly once, swept up after a death. The row is the truth."""

from parsing.jobs.events import publish_end
from parsing.jobs.finishing import MAX_FILE_ATTEMPTS, fail_job
from parsing.jobs.leases import begin, claim, hand_back, is_begun, renew
from parsing.jobs.outbox import JOB_TOPIC, RECOVERED_TOPIC, announce, dispatch_outbox, hurry
from parsing.jobs.running import run_job, run_known_files
from parsing.jobs.sweeping import forget_idempotency_keys, sweep

__all__ = [
    "JOB_TOPIC",
    "MAX_FILE_ATTEMPTS",
    "RECOVERED_TOPIC",
    "announce",
    "begin",
    "claim",
    "dispatch_outbox",
    "fail_job",
    "forget_idempotency_keys",
    "hand_back",
    "hurry",
    "is_begun",
    "publish_end",
    "renew",
    "run_job",
    "run_known_files",
    "sweep",
]
