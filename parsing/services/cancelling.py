"""Ending a job before its time."""

from accounts import audit
from accounts.models import ApiKey, User
from cvault.errors import Conflict
from parsing import jobs
from parsing.models import ParseJob

CANCELLED = "Cancelled by the caller"


def cancel_job(job: ParseJob, *, by: User | None = None, api_key: ApiKey | None = None) -> ParseJob:
    """What is finished stays, what is not fails and is not charged. Raises Conflict for a job that has ended."""
    if not jobs.fail_job(job, CANCELLED):
        raise Conflict("The job has ended already")
    audit.record(job.account, action="job.cancelled", actor=by, api_key=api_key, target=job.id)
    job.refresh_from_db()
    return job
