"""The log of automated scoring: a line for each score, written in the transaction that stores the score."""

import hashlib
import json

from django.db.models import F

from accounts import audit
from parsing.models import JobFile, ParseJob, ScoringRecord
from parsing.sandbox import Json

_WHOLE_TEXTS = ("text", "as_written")  # of the description: hashed with the rest, and not kept a second time
_OUTPUT = ("recommendation", "matched_skills", "missing_skills", "matched_nice_to_have", "missing_nice_to_have")
SCORED = "candidates.scored"


def note_score(file: JobFile, *, candidate_id: str, resume: Json, engine_version: str, findings: Json) -> None:
    """Keep what was scored, by which engine, and what came out. Nothing where nothing was scored."""
    fit = findings.get("fit")
    if not fit:
        return
    job = ParseJob.objects.values("requirements", "source", person=F("created_by__email"), key=F("api_key__name")).get(
        pk=file.job_id
    )
    wanted = job["requirements"] or {}
    ScoringRecord.objects.create(
        account_id=file.account_id,
        livemode=file.livemode,
        candidate_id=candidate_id,
        job=file.job_id,
        source=job["source"],
        asked_by=job["person"] or (f"API key {job['key']}" if job["key"] else ""),
        inputs_sha256=inputs_sha256(resume, wanted),
        requirements={name: value for name, value in wanted.items() if value and name not in _WHOLE_TEXTS},
        engine_version=engine_version,
        score=fit["score"],
        output={
            **{name: fit.get(name) for name in _OUTPUT},
            "parts": {part["name"]: [part["points"], part["max_points"]] for part in fit.get("parts", ())},
        },
    )


def inputs_sha256(resume: Json, requirements: Json) -> str:
    """Of the record and the requirements, each as JSON with sorted keys: who still has both can check it."""
    text = json.dumps([resume, requirements], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def note_end(job: ParseJob) -> None:
    """A line of the audit log for a job that scored people."""
    if job.requirements and job.completed:
        audit.record(
            job.account,
            action=SCORED,
            actor=job.created_by,
            api_key=job.api_key,
            target=job.pk,
            data={"candidates": job.completed},
        )
