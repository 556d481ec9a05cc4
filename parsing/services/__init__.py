"""The product's verbs, for every door. The one place where engine and database meet."""

from parsing.services.deletion import delete_candidate
from parsing.services.results import candidate_json, duplicates_of, job_for, options_of, result_items
from parsing.services.submission import MAX_JOB_DESCRIPTION_CHARS, is_synchronous, submit_batch
from parsing.services.waiting import wait_for_job
from parsing.storage import Upload

__all__ = [
    "MAX_JOB_DESCRIPTION_CHARS",
    "Upload",
    "candidate_json",
    "delete_candidate",
    "duplicates_of",
    "is_synchronous",
    "job_for",
    "options_of",
    "result_items",
    "submit_batch",
    "wait_for_job",
]
