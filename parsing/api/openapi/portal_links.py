"""What one answer of the portal API leads to: the links of its OpenAPI document."""

# What an answer leads to: (operation, status, next operation, its parameters, what its body is to hold).
_MADE_JOB = {"job_id": "$response.body#/job_id"}
_MADE_CANDIDATE = {"candidate_id": "$response.body#/results/0/candidate_id"}
_FIRST_LISTED = {"candidate_id": "$response.body#/candidates/0/candidate_id"}
_MADE_WEBHOOK = {"webhook_id": "$response.body#/webhook/id"}
_SENT = {"webhook_id": "$request.path.webhook_id", "delivery_id": "$response.body#/delivery_id"}
_PARSE = "parseCvBatchParallel"
LINKS: tuple[tuple[str, str, str, dict[str, str], dict[str, str]], ...] = (
    *((_PARSE, status, name, _MADE_JOB, {}) for status in ("200", "202") for name in ("jobStatus", "jobResults")),
    (_PARSE, "202", "cancelJob", _MADE_JOB, {}),
    *(
        (_PARSE, "200", name, _MADE_CANDIDATE, {})
        for name in ("getCandidate", "candidateFile", "exportCandidate", "correctCandidate", "deleteCandidate")
    ),
    (_PARSE, "200", "rescoreCandidates", {}, _MADE_JOB),
    (_PARSE, "200", "generateInterviewQuestions", {}, _MADE_CANDIDATE),
    ("rescoreCandidates", "202", "jobResults", _MADE_JOB, {}),
    ("listJobs", "200", "cancelJob", {"job_id": "$response.body#/jobs/0/job_id"}, {}),
    *(("listCandidates", "200", name, _FIRST_LISTED, {}) for name in ("getCandidate", "correctCandidate")),
    *(
        ("createWebhook", "201", name, _MADE_WEBHOOK, {})
        for name in (
            "getWebhook",
            "updateWebhook",
            "rotateWebhookSecret",
            "recoverDeliveries",
            "testWebhook",
            "listDeliveries",
            "deleteWebhook",
        )
    ),
    *(("testWebhook", "202", name, _SENT, {}) for name in ("getDelivery", "resendDelivery")),
)
