"""The synchronous answer: the web process runs the job itself, and never waits for an idle broker."""

from time import monotonic, sleep

from parsing import jobs, sandbox
from parsing.models import JobState, ParseJob

_FIRST_LOOK_S = 0.02
_LAST_LOOK_S = 0.2
FINAL_STATES = (JobState.COMPLETED, JobState.FAILED)
_CHANGED_BY_RUNNING = (
    "state",
    "attempts",
    "completed",
    "failed",
    "error",
    "warnings",
    "requirements",
    "lease_until",
    "updated_at",
    "completed_at",
)


def wait_for_job(job: ParseJob, *, budget_s: float) -> ParseJob:
    """The job as it is when it is finished, or when the budget is used up: then workers go on with it.

    A job that nobody holds is tried again at every look: a slot has become free, or the first copy of its document,
    which another request was reading, is read.
    """
    deadline = monotonic() + budget_s
    if job.state not in FINAL_STATES and not _run(job, deadline):
        jobs.hurry(job.pk)
    pause_s = _FIRST_LOOK_S
    while job.state not in FINAL_STATES and monotonic() < deadline:
        sleep(min(pause_s, max(0.0, deadline - monotonic())))
        pause_s = min(_LAST_LOOK_S, pause_s * 1.5)
        _look(job)
        if job.state not in FINAL_STATES and job.lease_until is None:
            _run(job, deadline)
    return job


def _run(job: ParseJob, deadline: float) -> bool:
    """Work on the job here, as far as it goes. False where no slot is free for it."""
    if not jobs.is_begun(job) and not sandbox.has_free_slot():
        return False
    jobs.run_job(job.pk, budget_s=max(0.0, deadline - monotonic()), loaded=job)
    if job.state not in FINAL_STATES:  # otherwise the run has ended it, and said so
        _look(job)
    return True


def _look(job: ParseJob) -> None:
    """What running changes of the row, as it is now; the account that the caller has loaded, with its plan, is kept."""
    job.refresh_from_db(fields=_CHANGED_BY_RUNNING)
