"""What the extract API answers about jobs (sections M and N of the requirements)."""

from datetime import datetime, timedelta
from typing import Any

from cvault import errors
from cvault.errors import CVaultError
from cvault.extract_errors import extract_error
from parsing import services
from parsing.api.times import milliseconds
from parsing.engine.pipeline import MODEL_USED
from parsing.models import FileState, JobFile, JobState, ParseJob
from parsing.services.projections import extract_json
from parsing.services.retention import expires_at

Json = dict[str, Any]

# One set of states inside, two vocabularies outside (R374).
STATUSES = {
    JobState.QUEUED: "pending",
    JobState.PROCESSING: "processing",
    JobState.COMPLETED: "done",
    JobState.FAILED: "failed",
}
# What a file failed of, as the error that this API answers a request with.
_FAILURES: dict[str, type[CVaultError]] = {
    "unsupported_format": errors.UnsupportedFile,
    "quota_exceeded": errors.QuotaExceeded,
    "job_failed": errors.ServiceUnavailable,
    "gone": errors.NotFound,
}


def file_of(job: ParseJob) -> JobFile:
    """The file of an extraction; of a portal job with several, the first."""
    return services.result_items(job, offset=0, limit=1, finished_only=False)[0]


def failure_of(job: ParseJob, file: JobFile) -> CVaultError | None:
    """Why the job has no result, None where it has one or is not finished."""
    if job.state == JobState.FAILED:
        return errors.ServiceUnavailable()
    if file.state == FileState.FAILED:
        return _FAILURES.get(file.error_code, errors.UnprocessableFile)(
            details={"reason": file.error_code, "explanation": file.error}
        )
    if file.state == FileState.DONE and file.candidate is None:
        return errors.NotFound("The candidate was deleted")
    return None


def job_data(job: ParseJob) -> Json:
    """The `data` of GET job/:id (R334-R340)."""
    file = file_of(job)
    failure = failure_of(job, file)
    done = job.state == JobState.COMPLETED and failure is None
    result = extract_json(file) if done else None
    completed_at = finished_at(job)
    status = "failed" if failure is not None else STATUSES[JobState(job.state)]
    data: Json = {
        "id": job.id,
        "status": status,
        "result": result,
        "confidence_score": result["confidence_score"] if result else None,
        "processing_time_ms": processing_time_ms(job),
        "model_used": model_of(file),
        "created_at": milliseconds(job.created_at),
        "completed_at": milliseconds(completed_at),
        "expires_at": milliseconds(expires_at(job)),
        "livemode": job.livemode,
    }
    return data | ({"error": extract_error(failure)} if failure is not None else {})


def headers_of(job: ParseJob) -> dict[str, str]:
    """The three documented headers; each equals what GET job/:id says."""
    headers = {"X-Job-Id": job.id, "X-Model-Used": model_of(file_of(job))}
    elapsed_ms = processing_time_ms(job)
    return headers if elapsed_ms is None else {**headers, "X-Processing-Time-Ms": str(elapsed_ms)}


def model_of(file: JobFile) -> str:
    """Which pipeline read the file; the name of the rules where none has yet."""
    return (file.candidate.model_used if file.candidate else "") or MODEL_USED


def processing_time_ms(job: ParseJob) -> int | None:
    """The difference of the two moments as they are printed, to the millisecond (R336)."""
    completed_at = finished_at(job)
    if completed_at is None:
        return None
    return (_whole_ms(completed_at) - _whole_ms(job.created_at)) // timedelta(milliseconds=1)


def finished_at(job: ParseJob) -> datetime | None:
    """When the job ended; never before it began, whatever the clocks of two machines say."""
    return None if job.completed_at is None else max(job.completed_at, job.created_at)


def _whole_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
