"""The operator's hand on work that came to nothing: ring for what waits, read again what failed."""

from django.core.files.base import ContentFile

from accounts.models import User
from cvault.errors import Conflict
from parsing import jobs, storage
from parsing.jobs.leases import OPEN_STATES
from parsing.models import FileState, ParseJob
from parsing.services.results import options_of
from parsing.services.submission import submit_batch
from parsing.storage import Upload


def retry_job(job: ParseJob, *, by: User) -> ParseJob:
    """The job itself, rung for once more, where it is open; else a new one of its failed files, charged as any.

    Raises Conflict where no file failed or none of their bytes is left, and what `submit_batch` raises.
    """
    if job.state in OPEN_STATES:
        jobs.announce(job.pk, recovered=job.attempts > 0)
        return job
    failed = job.files.filter(state=FileState.FAILED).exclude(stored_file=None).select_related("stored_file")
    read = [(file.filename, storage.read(file.stored_file)) for file in failed if file.stored_file]
    uploads = [Upload(ContentFile(data, name=name), name) for name, data in read if data is not None]
    if not uploads:
        raise Conflict("No file of this job failed and is still stored")
    return submit_batch(
        job.account,
        uploads,
        options=options_of(job),
        job_description=job.job_description,
        source=job.source,
        livemode=job.livemode,
        by=by,
        mode="async",
    )
