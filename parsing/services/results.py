"""Reading what became of a job. Every look-up starts at the account; a foreign id is simply not found."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from accounts.models import Account
from cvault.errors import NotFound
from parsing.engine import profiles
from parsing.engine.codec import decode, findings_from_json, resume_from_json
from parsing.engine.model import Findings
from parsing.engine.options import ParseOptions
from parsing.models import Candidate, FileState, JobFile, ParseJob

# Of a file and of its candidate, whose document with all its lines is large and in no result.
_OF_FILE = "job index filename state error error_code parse_tier cached duplicate_of findings".split()
_OF_CANDIDATE = "account resume parse_tier model_used".split()
_SHOWN = (*_OF_FILE, *(f"candidate__{name}" for name in _OF_CANDIDATE))


def job_for(account: Account, job_id: str, *, livemode: bool, fields: Sequence[str] = ()) -> ParseJob:
    """The job, of whose columns only `fields` are loaded where some are named.

    Raises NotFound for a job that is unknown, another account's, or of the other mode.
    """
    jobs = ParseJob.objects.only(*fields) if fields else ParseJob.objects
    job: ParseJob | None = jobs.find(account, job_id, livemode=livemode)
    if job is None:
        raise NotFound
    job.account = account
    return job


def options_of(job: ParseJob) -> ParseOptions:
    """The options in effect, as they were accepted."""
    return decode(ParseOptions, job.options)


def result_items(job: ParseJob, *, offset: int = 0, limit: int = 100, finished_only: bool = True) -> list[JobFile]:
    """The job's files by index, each with its candidate; before completion only those that are finished."""
    files: QuerySet[JobFile] = job.files.select_related("candidate").only(*_SHOWN).order_by("index")
    if finished_only:
        files = files.filter(state__in=(FileState.DONE, FileState.FAILED))
    return list(files[offset : offset + limit])


def duplicates_of(job: ParseJob) -> list[dict[str, Any]]:
    """The copies among the job's files and what they are copies of, in the shape of both answers (R057).

    `candidate_id` and `parsed_at` are None while the first copy is still being read.
    """
    copies = job.files.filter(cached=True) | job.files.exclude(duplicate_of=None)
    related = copies.select_related("candidate", "duplicate_of").defer("candidate__resume", "candidate__document")
    return [_duplicate(file) for file in related.order_by("index")]


def candidate_json(found: JobFile | Candidate, *, options: ParseOptions) -> dict[str, Any]:
    """The portal's projection of a candidate; of a job's file with what that job asked, else without a job."""
    candidate = found.candidate if isinstance(found, JobFile) else found
    if candidate is None:
        raise NotFound
    findings = _findings_of(found if isinstance(found, JobFile) else candidate)
    projected = profiles.portal(resume_from_json(candidate.resume), findings, options)
    return {"id": candidate.pk, "candidate_id": candidate.pk, **projected}


def _findings_of(found: JobFile | Candidate) -> Findings:
    if isinstance(found, JobFile):
        return findings_from_json(found.findings or {})
    latest = found.job_files.filter(state=FileState.DONE).order_by("-finished_at").first()
    return findings_from_json((latest.findings if latest else None) or {})


def _duplicate(file: JobFile) -> dict[str, Any]:
    first, candidate = file.duplicate_of or _first_reading_of(file), file.candidate
    return {
        "file_index": file.index,
        "filename": file.filename,
        "sha256": file.sha256,
        "duplicate_of": {
            "candidate_id": candidate.pk if candidate else None,
            "job_id": first.job_id if first else None,
            "filename": first.filename if first else (candidate.filename if candidate else None),
            "parsed_at": candidate.parsed_at.strftime("%Y-%m-%dT%H:%M:%SZ") if candidate else None,
        },
    }


def _first_reading_of(file: JobFile) -> JobFile | None:
    """The file of an earlier job that the candidate was read from; None where that job was deleted."""
    if file.candidate is None:
        return None
    read = file.candidate.job_files.filter(state=FileState.DONE, cached=False)
    return read.order_by("finished_at").first()
