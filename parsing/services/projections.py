"""What the doors show of candidates beyond the portal's own projection: the extract API's data, exports, records."""

from typing import Any

from cvault.errors import NotFound
from parsing.engine import profiles
from parsing.engine.codec import findings_from_json, resume_from_json
from parsing.engine.model import Findings
from parsing.exports import Export, ExportSubject, blind_export
from parsing.models import Candidate, FileState, JobFile, ParseJob


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


def blind_record(candidate: Candidate, *, job_id: str | None = None, hide_schools: bool = False) -> dict[str, Any]:
    """The candidate without identity, as seen in the job named or in the last one.

    Raises NotFound for a job that did not read the candidate.
    """
    file = latest_file(candidate, job_id=job_id)
    if job_id and file is None:
        raise NotFound("The candidate was not read in this job")
    findings = findings_from_json(file.findings) if file and file.findings else Findings()
    return profiles.blind(
        resume_from_json(candidate.resume), findings, candidate_id=candidate.pk, hide_schools=hide_schools
    )


def blind_document(
    candidate: Candidate, *, format_name: str, job_id: str | None = None, hide_schools: bool = False
) -> Export:
    """The same as a document in one of BLIND_FORMATS."""
    record = blind_record(candidate, job_id=job_id, hide_schools=hide_schools)
    return blind_export(record, format_name=format_name, language=candidate.language or None)


def blind_ranking(job: ParseJob, *, hide_schools: bool = False) -> list[dict[str, Any]]:
    """The scored candidates of a job, best first, each without identity and with its rank; no two of them twice."""
    files = job.files.filter(state=FileState.DONE, fit_score__isnull=False).exclude(candidate=None)
    best: dict[str, JobFile] = {}
    for file in files.select_related("candidate").order_by("-fit_score", "candidate_id"):
        best.setdefault(str(file.candidate_id), file)
    ranked = []
    for rank, file in enumerate(best.values(), 1):
        if file.candidate is not None:
            findings = findings_from_json(file.findings or {})
            resume = resume_from_json(file.candidate.resume)
            record = profiles.blind(resume, findings, candidate_id=file.candidate.pk, hide_schools=hide_schools)
            ranked.append({"rank": rank, **record})
    return ranked
