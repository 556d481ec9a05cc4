"""What the portal API answers about jobs and their files (sections E and F of the requirements)."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import Account
from billing import quota
from parsing import services
from parsing.api.paging import Page
from parsing.api.times import seconds
from parsing.engine.options import ParseOptions
from parsing.models import FileState, JobFile, JobKind, JobState, ParseJob
from parsing.services.retention import expires_at
from parsing.services.scoring import scores_of

Json = dict[str, Any]

FINISHED = (JobState.COMPLETED, JobState.FAILED)
# What a status is told from: a poll leaves the description and what was asked in the database.
STATUS_FIELDS = "kind state total completed failed created_at updated_at completed_at error".split()


def parse_done(job: ParseJob) -> Json:
    """The 200 of a parse (R105-R115)."""
    items = services.result_items(job, offset=0, limit=job.total)
    return {
        "success": True,
        "count": job.total,
        "failed": job.failed,
        "job_id": job.id,
        "status": job.state,
        "expires_at": seconds(expires_at(job)),
        **quota_keys(job.account),
        "duplicates": services.duplicates_of(job) if any(map(_is_copy, items)) else [],
        "results": _results(job, items),
        **_warnings(job),
    }


def _is_copy(file: JobFile) -> bool:
    return file.cached or file.duplicate_of_id is not None


def parse_accepted(job: ParseJob) -> Json:
    """The 202 of a parse (R117)."""
    return {**job_accepted(job), **quota_keys(job.account), "duplicates": services.duplicates_of(job), **_warnings(job)}


def job_accepted(job: ParseJob) -> Json:
    """What every 202 says of its job. It is told "queued" as documented: a poll knows better a moment later."""
    return {
        "success": True,
        "async": True,
        "job_id": job.id,
        "status": JobState.QUEUED.value,
        "total": job.total,
        "poll_url": reverse("portal:job_status", args=[job.id]),
        "results_url": reverse("portal:job_results", args=[job.id]),
    }


def job_status(job: ParseJob) -> Json:
    """R131, with the reason of a failure."""
    status: Json = {
        "success": True,
        "job_id": job.id,
        "kind": job.kind,
        "status": job.state,
        "total": job.total,
        "completed": job.completed,
        "failed": job.failed,
        "created_at": seconds(job.created_at),
        "updated_at": seconds(job.updated_at),
        "completed_at": seconds(job.completed_at),
        "expires_at": seconds(expires_at(job)),
    }
    return status | ({"error": job.error} if job.state == JobState.FAILED else {})


def job_results(job: ParseJob, page: Page) -> Json:
    """R147; before the end, what is ready so far. A rescore job answers its scores instead (R153)."""
    described = {"success": True, "job_id": job.id, "status": job.state, **page.describe(_ready_count(job))}
    if job.kind == JobKind.RESCORE:
        scores = scores_of(job)
        return {**described, "updated": len(scores), "scores": scores[page.offset : page.offset + page.limit]}
    items = services.result_items(job, offset=page.offset, limit=page.limit)
    return {**described, "results": _results(job, items)}


def _results(job: ParseJob, files: Iterable[JobFile]) -> list[Json]:
    options = services.options_of(job)
    return [result_item(file, options) for file in files]


def result_item(file: JobFile, options: ParseOptions) -> Json:
    """One file of a parse: the candidate, or why there is none (R106, R114)."""
    item: Json = {"file_index": file.index, "filename": file.filename}
    if file.state != FileState.DONE:
        return item | {"success": False, "error": file.error, "error_code": file.error_code}
    if file.candidate is None:
        deleted = {"candidate": None, "error": "The candidate was deleted", "error_code": "deleted"}
        return item | {"success": False, **deleted}
    return item | {
        "success": True,
        "candidate_id": file.candidate_id,
        "candidate": services.candidate_json(file, options=options),
        "parse_tier": file.parse_tier or file.candidate.parse_tier,
        "cached": file.cached,
        "model_used": file.candidate.model_used,
    }


def quota_keys(account: Account) -> Json:
    """The three keys of every parse answer (R048, R050, R122)."""
    usage = quota.usage(account)
    return {"parses_used": usage.used, "parses_limit": usage.limit, "quota_status": usage.status}


def _ready_count(job: ParseJob) -> int:
    """What the pages go over: all files of a finished job, and of a running one those that are ready."""
    return job.total if job.state in FINISHED else job.completed + job.failed


def _warnings(job: ParseJob) -> Json:
    return {"warnings": list(job.warnings)} if job.warnings else {}


def listed(items: Iterable[Any], *, key: str, page: Page, total: int) -> Json:
    """Any other list: {"success", "total", "offset", "limit", "has_more", "next_offset", <key>: […]}."""
    return {"success": True, **page.describe(total), key: list(items)}
