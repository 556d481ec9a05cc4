"""The portal API: exactly the documented paths, no trailing slash; what stands below the line is added to them."""

from django.urls import path

from parsing.api.portal import candidate_views, judging_views, parsing_views, webhook_views

app_name = "portal"
urlpatterns = [
    path("parse_cv_batch_parallel", parsing_views.ParseBatchView.as_view(), name="parse_cv_batch_parallel"),
    path("job_status/<str:job_id>", parsing_views.JobStatusView.as_view(), name="job_status"),
    path("job_results/<str:job_id>", parsing_views.JobResultsView.as_view(), name="job_results"),
    path("extract_skills", judging_views.ExtractSkillsView.as_view(), name="extract_skills"),
    path("rescore_candidates", judging_views.RescoreView.as_view(), name="rescore_candidates"),
    path(
        "generate_interview_questions",
        judging_views.InterviewQuestionsView.as_view(),
        name="generate_interview_questions",
    ),
    path("webhooks", webhook_views.WebhookListView.as_view(), name="webhooks"),
    path("webhooks/<str:webhook_id>", webhook_views.WebhookView.as_view(), name="webhook"),
    path("webhooks/<str:webhook_id>/deliveries", webhook_views.DeliveriesView.as_view(), name="webhook_deliveries"),
    # --- beyond the reference
    path("webhooks/<str:webhook_id>/test", webhook_views.WebhookTestView.as_view(), name="webhook_test"),
    path("webhooks/<str:webhook_id>/rotate", webhook_views.WebhookRotateView.as_view(), name="webhook_rotate"),
    path("webhooks/<str:webhook_id>/recover", webhook_views.WebhookRecoverView.as_view(), name="webhook_recover"),
    path(
        "webhooks/<str:webhook_id>/deliveries/<str:delivery_id>",
        webhook_views.DeliveryView.as_view(),
        name="webhook_delivery",
    ),
    path(
        "webhooks/<str:webhook_id>/deliveries/<str:delivery_id>/resend",
        webhook_views.ResendView.as_view(),
        name="webhook_resend",
    ),
    path("usage", candidate_views.UsageView.as_view(), name="usage"),
    path("jobs", parsing_views.JobListView.as_view(), name="jobs"),
    path("jobs/<str:job_id>/cancel", parsing_views.JobCancelView.as_view(), name="job_cancel"),
    path("candidates", candidate_views.CandidateListView.as_view(), name="candidates"),
    path("candidates/export", candidate_views.CandidatesExportView.as_view(), name="candidates_export"),
    path("candidates/<str:candidate_id>", candidate_views.CandidateView.as_view(), name="candidate"),
    path("candidates/<str:candidate_id>/file", candidate_views.CandidateFileView.as_view(), name="candidate_file"),
    path("jobs/<str:job_id>/blind_ranking", candidate_views.BlindRankingView.as_view(), name="blind_ranking"),
    path("candidates/<str:candidate_id>/blind", candidate_views.CandidateBlindView.as_view(), name="candidate_blind"),
    path(
        "candidates/<str:candidate_id>/export",
        candidate_views.CandidateExportView.as_view(),
        name="candidate_export",
    ),
]
