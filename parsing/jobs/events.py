"""What customers are told about jobs: one event when a job ends, written in the transaction that ends it."""

from parsing.models import JobKind, JobState, ParseJob
from webhooks.events import publish
from webhooks.models import EventType


def publish_end(job: ParseJob) -> None:
    """Tell the account's endpoints that a job has ended. The event names the job and holds no personal data.

    `job` is as it ended. One whose files all failed is still completed (R138, R209); only one that failed as a whole is
    parse.failed.
    """
    if job.kind == JobKind.RESCORE and job.state == JobState.COMPLETED:
        event_type = EventType.SCORE_COMPLETED
    else:
        event_type = EventType.PARSE_COMPLETED if job.state == JobState.COMPLETED else EventType.PARSE_FAILED
    data = {
        "job_id": job.pk,
        "status": job.state,
        "total": job.total,
        "completed": job.completed,
        "failed": job.failed,
        "source": job.source,
        "results_url": f"/api/portal/job_results/{job.pk}",
    }
    if job.error:
        data["error"] = job.error
    if event_type != EventType.SCORE_COMPLETED:
        data["mode"] = "sync" if job.is_waited_for else "async"
    else:
        data["updated"] = job.completed
    publish(job.account, event_type, data, livemode=job.livemode, is_extract=job.source == "extract")
