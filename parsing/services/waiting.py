"""The synchronous answer: the web process runs the job itself, and never waits for an idle broker."""

from time import monotonic, sleep

from parsing import jobs, sandbox
from parsing.models import JobState, ParseJob

_FIRST_LOOK_S = 0.02
_LAST_LOOK_S = 0.2
FINAL_STATES = (JobState.COMPLETED, JobState.FAILED)


def wait_for_job(job: ParseJob, *, budget_s: float) -> ParseJob:
    """The job as it is when it is finished, or when the budget is used up: then workers go on with it."""
    deadline = monotonic() + budget_s
    if job.state not in FINAL_STATES:
        if sandbox.has_free_slot():
            jobs.run_job(job.pk, budget_s=budget_s)
        else:
            jobs.hurry(job.pk)
        job.refresh_from_db()
    pause_s = _FIRST_LOOK_S
    while job.state not in FINAL_STATES and monotonic() < deadline:
        sleep(min(pause_s, max(0.0, deadline - monotonic())))
        pause_s = min(_LAST_LOOK_S, pause_s * 1.5)
        job.refresh_from_db()
    return job
