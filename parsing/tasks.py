"""What the broker calls. An actor is one more door: it may run twice, and its message carries ids only."""

import dramatiq

from parsing import jobs
from parsing.services import bulk


# No retries of the broker's own: the job's row knows what is left to do, and the sweeper rings again.
@dramatiq.actor(queue_name="parse", max_retries=0, time_limit=24 * 3600 * 1000, priority=10)
def run_job_actor(job_id: str) -> None:
    jobs.run_job(job_id)


# A queue of its own, taken from first: what was begun does not wait behind what was not.
@dramatiq.actor(queue_name="recovered", max_retries=0, time_limit=24 * 3600 * 1000, priority=0)
def resume_job_actor(job_id: str) -> None:
    jobs.run_job(job_id)


# An action on many candidates: behind the jobs that somebody waits for, piece by piece, and again after a death.
@dramatiq.actor(queue_name="parse", max_retries=0, time_limit=24 * 3600 * 1000, priority=20)
def run_bulk_action_actor(action_id: str) -> None:
    bulk.run(action_id)


SENDERS = {
    jobs.JOB_TOPIC: run_job_actor.send,
    jobs.RECOVERED_TOPIC: resume_job_actor.send,
    bulk.TOPIC: run_bulk_action_actor.send,
}
