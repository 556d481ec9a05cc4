"""What the doors show of candidates beyond the portal's own projection: the extract API's data, exports, records."""

from typing import Any

from cvault.errors import NotFound
from parsing.engine import profiles
from parsing.engine.codec import findings_from_json, resume_from_json
from parsing.engine.model import Findings
from parsing.exports import ExportSubject
from parsing.models import Candidate, FileState, JobFile


def extract_json(file: JobFile) -> dict[str, Any]:
    """The `data` object of the extract API. Raises NotFound where the candidate was deleted."""
    if file.candidate is None:
        raise NotFound("The candidate was deleted")
    return profiles.extract_v1(resume_from_json(file.candidate.resume), findings_from_json(file.findings or {}))


def latest_file(candidate: Candidate, *, job_id: str | None = None) -> JobFile | None:
    """The file of the job named, or the one finished last; None where no such job is left."""
    files = candidate.job_files.filter(state=FileState.DONE)
    if job_id:
        files = files.filter(job=job_id)
    return files.select_related("job").order_by("-finished_at").first()


def export_subject(candidate: Candidate) -> ExportSubject:
    """The candidate with the findings of the last job."""
    file = latest_file(candidate)
    findings = findings_from_json(file.findings) if file and file.findings else Findings()
    return ExportSubject(candidate.id, resume_from_json(candidate.resume), findings)
