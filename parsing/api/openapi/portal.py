"""The portal API's operations and answers."""

from drf_spectacular.utils import OpenApiParameter

from parsing.api.openapi import portal_webhooks
from parsing.api.openapi.candidate import CANDIDATE, RECOMMENDATION, SCORE, SENIORITY, SHARED, TEXT, TEXTS
from parsing.api.openapi.operations import IDEMPOTENCY_KEY, PAGE, SWITCH, attach, document_method, operation, query
from parsing.api.openapi.portal_bodies import (
    CORRECTION_BODY,
    ID,
    INTERVIEW_BODY,
    JSON,
    PARSE_FORM,
    RESCORE_BODY,
    SKILLS_BODY,
)
from parsing.api.openapi.portal_links import LINKS
from parsing.api.openapi.shapes import (
    BOOLEAN,
    COUNT,
    FALSE,
    NUMBER,
    SECONDS,
    STRING,
    TRUE,
    Schema,
    array,
    described,
    nullable,
    one_of,
    record,
    ref,
)
from parsing.api.portal import candidate_views, judging_views, parsing_views
from parsing.api.portal.candidate_query import MAX_SEARCH_CHARS
from parsing.engine.options import Profile
from parsing.exports import BLIND_FORMATS, EXPORT_FORMATS
from parsing.models import JobKind, JobState
from parsing.views.candidate_filters import ORDERS

__all__ = ["COMPONENTS", "LINKS", "document"]

_QUOTA = {"parses_used": COUNT, "parses_limit": COUNT, "quota_status": one_of("ok", "near_limit", "exhausted")}
_PAGE = {"total": COUNT, "offset": COUNT, "limit": COUNT, "has_more": BOOLEAN, "next_offset": nullable(COUNT)}
_STATE = one_of(*JobState.values)
_EXPIRES_AT = described(nullable(SECONDS), "When the job and its results are deleted; null for never.")
_JOB = {
    "job_id": STRING,
    "kind": one_of(*JobKind.values),
    "status": _STATE,
    "total": COUNT,
    "completed": described(COUNT, "Successes only."),
    "failed": COUNT,
    "created_at": SECONDS,
    "updated_at": SECONDS,
    "completed_at": nullable(SECONDS),
    "expires_at": _EXPIRES_AT,
}
_ACCEPTED = {
    "success": TRUE,
    "async": TRUE,
    "job_id": STRING,
    "status": one_of("queued"),
    "total": COUNT,
    "poll_url": STRING,
    "results_url": STRING,
}
_SUMMARY = {
    "candidate_id": STRING,
    "name": TEXT,
    "email": TEXT,
    "location": TEXT,
    "title": TEXT,
    "seniority": nullable(SENIORITY),
    "total_experience_years": NUMBER,
    "detected_language": TEXT,
    "fit_score": nullable(SCORE),
    "filename": STRING,
    "parse_tier": STRING,
    "parsed_at": SECONDS,
    "created_at": SECONDS,
}

COMPONENTS: dict[str, Schema] = {
    **SHARED,
    "Candidate": CANDIDATE,
    "Error": record(
        {"error": STRING, "error_code": STRING, "success": FALSE},
        {"details": {"type": "object"}, "request_id": STRING, "retry_after": COUNT},
    ),
    "ParsedFile": record(
        {
            "file_index": COUNT,
            "filename": STRING,
            "success": TRUE,
            "candidate_id": STRING,
            "candidate": ref("Candidate"),
            "parse_tier": described(STRING, "tier1: the text layer through the rules. tier2: OCR or a language model."),
            "cached": BOOLEAN,
            "model_used": STRING,
        }
    ),
    "FailedFile": record(
        {"file_index": COUNT, "filename": STRING, "success": FALSE, "error": STRING, "error_code": STRING},
        {"candidate": {"type": "null"}},
    ),
    "FileResult": {"oneOf": [ref("ParsedFile"), ref("FailedFile")]},
    "Duplicate": record(
        {
            "file_index": COUNT,
            "filename": STRING,
            "sha256": STRING,
            "duplicate_of": record(
                {"candidate_id": TEXT, "job_id": TEXT, "filename": TEXT, "parsed_at": nullable(SECONDS)}
            ),
        }
    ),
    "Score": record(
        {
            "candidate_id": STRING,
            "fit_score": SCORE,
            "hiring_recommendation": RECOMMENDATION,
            "matched_skills": TEXTS,
            "missing_skills": TEXTS,
            "matched_nice_to_have": TEXTS,
            "missing_nice_to_have": TEXTS,
            "score_reasoning": STRING,
            "filename": STRING,
        }
    ),
    "ParseDone": record(
        {
            "success": TRUE,
            "count": COUNT,
            "failed": COUNT,
            "job_id": STRING,
            "status": one_of("completed"),
            "expires_at": _EXPIRES_AT,
            **_QUOTA,
            "duplicates": array(ref("Duplicate")),
            "results": array(ref("FileResult")),
        },
        {"warnings": TEXTS},
    ),
    "ParseAccepted": record({**_ACCEPTED, **_QUOTA, "duplicates": array(ref("Duplicate"))}, {"warnings": TEXTS}),
    "JobAccepted": record(_ACCEPTED),
    "JobStatus": record({"success": TRUE, **_JOB}, {"error": STRING}),
    "JobResults": record(
        {"success": TRUE, "job_id": STRING, "status": _STATE, **_PAGE},
        {"results": array(ref("FileResult")), "updated": COUNT, "scores": array(ref("Score"))},
    ),
    "JobList": record({"success": TRUE, **_PAGE, "jobs": array(record(_JOB, {"error": STRING}))}),
    "SkillLists": record(
        {
            "success": TRUE,
            "required": TEXTS,
            "nice_to_have": TEXTS,
            "normalized": record({"required": TEXTS, "nice_to_have": TEXTS}),
        }
    ),
    "Rescored": record({"success": TRUE, "job_id": STRING, "updated": COUNT, "scores": array(ref("Score"))}),
    "Interview": record(
        {
            "success": TRUE,
            "generated_at": SECONDS,
            "questions": array(record({"category": STRING, "question": STRING, "rationale": STRING})),
            "remaining_today": COUNT,
            "model_used": STRING,
            "warnings": TEXTS,
        }
    ),
    "BlindRanking": record(
        {"success": TRUE, "job_id": STRING, "candidates": array({"type": "object", "required": ["rank"]})}
    ),
    "CandidateList": record({"success": TRUE, **_PAGE, "candidates": array(record(_SUMMARY))}),
    "CandidateRecord": record(
        {
            "success": TRUE,
            "candidate_id": STRING,
            "candidate": ref("Candidate"),
            "filename": STRING,
            "parse_tier": STRING,
            "model_used": STRING,
            "parsed_at": SECONDS,
            "created_at": SECONDS,
            "scores": array(
                record(
                    {"job_id": STRING, "fit_score": SCORE, "scored_at": nullable(SECONDS)},
                    {
                        "by": TEXT,
                        "required_skills": TEXTS,
                        "nice_to_have_skills": TEXTS,
                        "replaced_at": described(SECONDS, "Of a score that a rescore has replaced."),
                        "replaced_by": described(STRING, "The rescore job."),
                    },
                )
            ),
        }
    ),
    "Deleted": record({"success": TRUE, "candidate_id": STRING, "deleted": TRUE}),
    "Usage": record(
        {
            "success": TRUE,
            "plan": STRING,
            **_QUOTA,
            "parses_remaining": COUNT,
            "period_start": SECONDS,
            "resets_at": SECONDS,
            "max_batch_size": COUNT,
            "max_file_bytes": COUNT,
            "interview_questions_remaining_today": COUNT,
            "livemode": BOOLEAN,
        }
    ),
    **portal_webhooks.COMPONENTS,
}

_FILTERS = (
    query(
        "search", {"type": "string", "maxLength": MAX_SEARCH_CHARS}, "Words in name, e-mail, title, place or file name."
    ),
    query("seniority", one_of("", *SENIORITY["enum"]), "One level."),
    query("language", {"type": "string", "pattern": "^([A-Za-z]{1,3})?$"}, "Of the document, for example de."),
    query("min_experience_years", {"type": "integer", "minimum": 0, "maximum": 80}, "At least so many years."),
    query("min_score", {"type": "integer", "minimum": 0, "maximum": 100}, "At least this score in the last job."),
    query("order", one_of("", *ORDERS), "Default: newest."),
)
_FORMAT = query("format", one_of(*EXPORT_FORMATS), "Default: json.")
_FILE: Schema = {"type": "string", "format": "binary"}
_EXPORTS = {
    JSON: {"type": ["object", "array"]},
    "text/csv": STRING,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _FILE,
}
_BLIND_FORMAT = query("format", one_of(*BLIND_FORMATS), "Default: json.")
_HIDE_SCHOOLS = query("hide_schools", SWITCH, "Leave out the names of schools too.")
_BLIND = {
    JSON: {"type": "object"},
    "application/pdf": _FILE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _FILE,
}
_JOB_ID = OpenApiParameter("job_id", STRING, OpenApiParameter.PATH, description="As answered by the call that made it.")
_CANDIDATE_ID = OpenApiParameter("candidate_id", STRING, OpenApiParameter.PATH, description="As answered by a parse.")
_PROFILE = query("output_profile", one_of(*Profile), "Default: full_profile.")
# As with every filter, a blank one is none.
_OF_JOB = query("job_id", {**ID, "minLength": 0, "pattern": r"^\S*$"}, "As judged in this job; default: the last one.")


def document() -> None:
    """Attach every operation to its view."""
    parse = parsing_views.ParseBatchView
    attach(
        parse,
        "post",
        operation(
            "parseCvBatchParallel",
            "Parse resumes",
            body={"multipart/form-data": PARSE_FORM},
            parameters=(IDEMPOTENCY_KEY,),
            answers={200: ref("ParseDone"), 202: ref("ParseAccepted")},
            errors=(402, 409),
        ),
    )
    for view, method, name, summary, component, errors, parameters in (
        (parsing_views.JobStatusView, "get", "jobStatus", "Job status", "JobStatus", (404,), (_JOB_ID,)),
        (parsing_views.JobResultsView, "get", "jobResults", "Job results", "JobResults", (404,), (_JOB_ID, *PAGE)),
        (parsing_views.JobListView, "get", "listJobs", "The account's jobs", "JobList", (), PAGE),
        (parsing_views.JobCancelView, "post", "cancelJob", "Cancel a job", "JobStatus", (404, 409), (_JOB_ID,)),
    ):
        document_method(view, method, name, summary, answer=(200, component), errors=errors, parameters=parameters)
    judging = judging_views
    attach(
        judging.ExtractSkillsView,
        "post",
        operation(
            "extractSkills",
            "Extract skills from job description",
            body={JSON: SKILLS_BODY},
            answers={200: ref("SkillLists")},
        ),
    )
    attach(
        judging.RescoreView,
        "post",
        operation(
            "rescoreCandidates",
            "Rescore candidates",
            body={JSON: RESCORE_BODY},
            parameters=(query("async", SWITCH, "true: answer 202 with a job to poll."),),
            answers={200: ref("Rescored"), 202: ref("JobAccepted")},
            errors=(404, 409),
        ),
    )
    attach(
        judging.InterviewQuestionsView,
        "post",
        operation(
            "generateInterviewQuestions",
            "Generate interview questions (20 a day)",
            body={JSON: INTERVIEW_BODY},
            answers={200: ref("Interview")},
            errors=(404,),
        ),
    )
    _document_candidates()
    portal_webhooks.document()


def _document_candidates() -> None:
    views = candidate_views
    one = (_CANDIDATE_ID, _PROFILE, _OF_JOB)
    for view, method, name, summary, component, errors, parameters in (
        (views.UsageView, "get", "usage", "Quota of the current period", "Usage", (), ()),
        (views.CandidateListView, "get", "listCandidates", "Candidates", "CandidateList", (), (*_FILTERS, *PAGE)),
        (views.CandidateView, "get", "getCandidate", "One candidate", "CandidateRecord", (404,), one),
        (views.CandidateView, "delete", "deleteCandidate", "Delete a candidate", "Deleted", (404,), (_CANDIDATE_ID,)),
    ):
        document_method(view, method, name, summary, answer=(200, component), errors=errors, parameters=parameters)
    attach(
        views.CandidateView,
        "patch",
        operation(
            "correctCandidate",
            "Correct fields of a candidate",
            body={JSON: CORRECTION_BODY},
            parameters=one,
            answers={200: ref("CandidateRecord")},
            errors=(404,),
        ),
    )
    attach(
        views.CandidateFileView,
        "get",
        operation(
            "candidateFile",
            "The document as it was sent",
            parameters=(_CANDIDATE_ID,),
            answers={200: {"application/octet-stream": _FILE}},
            errors=(404,),
        ),
    )
    attach(
        views.CandidateExportView,
        "get",
        operation(
            "exportCandidate",
            "One candidate in another format",
            parameters=(_CANDIDATE_ID, _FORMAT),
            answers={200: _EXPORTS},
            errors=(404,),
        ),
    )
    attach(
        views.CandidateBlindView,
        "get",
        operation(
            "blindCandidate",
            "One candidate without identity",
            parameters=(_CANDIDATE_ID, _BLIND_FORMAT, _HIDE_SCHOOLS, _OF_JOB),
            answers={200: _BLIND},
            errors=(404,),
        ),
    )
    attach(
        views.BlindRankingView,
        "get",
        operation(
            "blindRanking",
            "The scored candidates of a job, best first, without identity",
            parameters=(_JOB_ID, _HIDE_SCHOOLS),
            answers={200: ref("BlindRanking")},
            errors=(404,),
        ),
    )
    attach(
        views.CandidatesExportView,
        "get",
        operation(
            "exportCandidates",
            "The candidates of the list in another format",
            parameters=(_FORMAT, *_FILTERS),
            answers={200: _EXPORTS},
        ),
    )
